"""Which ports are free on this machine, and who has the others."""

import socket

import psutil

from _tools.places import Problem

HIGHEST = 65535


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        # As servers do it, so that connections still fading from the last run do not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def require(port: int) -> int:
    if is_free(port):
        return port
    raise Problem(
        f"Port {port} is taken{_by_whom(port)}.\n"
        f"Stop that program, or choose another port: bin/demo --port {next_free(port + 10)}"
    )


def next_free(port: int) -> int:
    for candidate in range(port, HIGHEST):
        if is_free(candidate):
            return candidate
    raise Problem(f"No free port from {port} up.")


def _by_whom(port: int) -> str:
    """The program's name, where the system lets us see it."""
    try:
        for connection in psutil.net_connections("tcp"):
            if (
                connection.status == psutil.CONN_LISTEN
                and tuple(connection.laddr)[1:] == (port,)
                and connection.pid
            ):
                return f" by {psutil.Process(connection.pid).name()} (process {connection.pid})"
    except psutil.Error:
        pass
    return ""
