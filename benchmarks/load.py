"""A closed-loop load over keep-alive connections on the loopback: one request in flight on each."""

import random
import socket
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

REQUEST = "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: {cookie}\r\n\r\n"
OK = b"HTTP/1.1 200 OK"


@dataclass(frozen=True)
class Measured:
    """Requests a second, and latencies in milliseconds."""

    throughput: float
    p50: float
    p99: float


def measure(port: int, path: str, cookies: Sequence[str], *, connections: int, seconds: float) -> Measured:
    """Asks ``path`` as different people for a while. Raises RuntimeError on any answer but 200."""
    latencies: list[float] = []
    failures: list[str] = []
    stop_at = time.perf_counter() + seconds
    threads = [
        threading.Thread(target=_ask, args=(port, path, cookies, stop_at, latencies, failures, number))
        for number in range(connections)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures or not latencies:
        raise RuntimeError(f"{path}: {failures[:1] or 'no answer'}")
    latencies.sort()
    return Measured(len(latencies) / seconds, _at(latencies, 0.5), _at(latencies, 0.99))


def _ask(
    port: int,
    path: str,
    cookies: Sequence[str],
    stop_at: float,
    latencies: list[float],
    failures: list[str],
    number: int,
) -> None:
    chance = random.Random(number)
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        while time.perf_counter() < stop_at and not failures:
            started = time.perf_counter()
            connection.sendall(REQUEST.format(path=path, cookie=chance.choice(cookies)).encode())
            status = _read_answer(connection)
            latencies.append((time.perf_counter() - started) * 1000)
            if status != OK:
                failures.append(f"answered {status!r}")


def _read_answer(connection: socket.socket) -> bytes:
    """The status line; the body is read to its end and thrown away, at as little cost as can be:
    the load shares the machine with what it measures.
    """
    received = b""
    while (end := received.find(b"\r\n\r\n")) < 0:
        received += connection.recv(65_536)
    head = received[:end].lower()
    missing = int(head.split(b"content-length: ")[1].split(b"\r\n")[0]) - (len(received) - end - 4)
    while missing > 0:
        missing -= len(connection.recv(65_536))
    return received[: received.index(b"\r\n")]


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
