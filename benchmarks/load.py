"""A closed-loop load over keep-alive connections on the loopback: one request in flight on each."""

import http.client
import random
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass


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
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    while time.perf_counter() < stop_at and not failures:
        started = time.perf_counter()
        connection.request("GET", path, headers={"Cookie": chance.choice(cookies)})
        response = connection.getresponse()
        response.read()
        latencies.append((time.perf_counter() - started) * 1000)
        if response.status != 200:
            failures.append(f"answered {response.status}")
    connection.close()


def _at(ordered: Sequence[float], share: float) -> float:
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
