"""Fetches a calendar from an address that somebody typed in, and from no place that is not public.

Whoever can make a server ask for an address can make it ask its own neighbours. So: HTTPS only; a name is
looked up once, each of its addresses is checked, and the connection goes to the very address that was
checked; a redirect is a new address and is checked anew. The answer is read in pieces, up to a size and a
time, and never unpacked.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import SplitResult, urljoin, urlsplit

from scheduling.calendars.problems import Problem, Trouble

MOST_BYTES = 2 * 1024 * 1024
MOST_TURNS = 3
WAIT_S = 10
IN_ALL_S = 25
PIECE = 64 * 1024
# IPv6 that carries an IPv4 address to a gateway: what counts is where that leads.
NAT64 = ipaddress.ip_network("64:ff9b::/96")
HEADERS = {
    "Accept": "text/calendar, */*;q=0.1",
    "Accept-Encoding": "identity",
    "User-Agent": "physio-clinic (reads busy times)",
    "Connection": "close",
}

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Reach:
    """How far a request may go. Only tests, whose server is on this machine, say anything else than this."""

    private: bool = False
    ca_file: str | None = None


@dataclass(frozen=True)
class Fetched:
    """What came back; no ``data`` when the server says that it is still the one with our ``etag``."""

    data: bytes | None
    etag: str = ""


def clean_url(text: str) -> str:
    """An address as it is fetched; calendar programs spell it webcal. Raises Trouble if it never can be."""
    scheme, mark, rest = text.strip().partition("://")
    url = f"https://{rest}" if mark and scheme.lower() in {"webcal", "webcals"} else text.strip()
    _split(url)
    return url


def fetch(url: str, *, etag: str = "", reach: Reach | None = None) -> Fetched:
    """The calendar at an address. Raises Trouble."""
    reach = reach or Reach()
    deadline = time.monotonic() + IN_ALL_S
    for _turn in range(MOST_TURNS + 1):
        with _asked(url, etag, reach) as answer:
            if answer.status in {301, 302, 303, 307, 308}:
                url = urljoin(url, answer.getheader("Location") or "")
                continue
            return _taken(answer, deadline)
    raise Trouble(Problem.TOO_MANY_TURNS)


def is_public(address: IpAddress) -> bool:
    """Does it lead anywhere but to this machine, its neighbours, or everybody at once?"""
    inner = _inner(address)
    if inner is not None:
        return is_public(inner)
    is_local = isinstance(address, ipaddress.IPv6Address) and address.is_site_local
    return address.is_global and not address.is_multicast and not address.is_reserved and not is_local


def _inner(address: IpAddress) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 one only wraps."""
    if not isinstance(address, ipaddress.IPv6Address):
        return None
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname, parts.port
    except ValueError as error:
        raise Trouble(Problem.UNKNOWN_HOST) from error
    if parts.scheme != "https":
        raise Trouble(Problem.NOT_HTTPS)
    if not host or parts.username is not None or not url.isascii() or not url.isprintable() or " " in url:
        raise Trouble(Problem.UNKNOWN_HOST)
    return parts


@contextmanager
def _asked(url: str, etag: str, reach: Reach) -> Iterator[http.client.HTTPResponse]:
    parts = _split(url)
    host, port = str(parts.hostname), parts.port or 443
    line = _Line(host, port, _addresses(host, port, reach), reach.ca_file)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        line.request("GET", path, headers={**HEADERS, **({"If-None-Match": etag} if etag else {})})
        yield line.getresponse()
    except ssl.SSLError as error:
        raise Trouble(Problem.NOT_TRUSTED) from error
    except (OSError, http.client.HTTPException) as error:
        raise Trouble(Problem.NO_ANSWER) from error
    finally:
        line.close()


def _taken(answer: http.client.HTTPResponse, deadline: float) -> Fetched:
    if answer.status == 304:
        return Fetched(None)
    if answer.status != 200:
        raise Trouble(Problem.REFUSED)
    if answer.getheader("Content-Encoding", "identity").lower() != "identity":
        raise Trouble(Problem.NOT_A_CALENDAR)  # packed, though we asked for it plain
    return Fetched(_body(answer, deadline), answer.getheader("ETag") or "")


def _body(answer: http.client.HTTPResponse, deadline: float) -> bytes:
    body = bytearray()
    while piece := answer.read1(PIECE):
        body += piece
        if len(body) > MOST_BYTES:
            raise Trouble(Problem.TOO_LARGE)
        if time.monotonic() > deadline:
            raise Trouble(Problem.NO_ANSWER)
    return bytes(body)


def _addresses(host: str, port: int, reach: Reach) -> list[str]:
    """Where a name leads. One that leads to a private place as well is not trusted with the public ones."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Trouble(Problem.UNKNOWN_HOST) from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not reach.private and not all(is_public(ipaddress.ip_address(each)) for each in addresses):
        raise Trouble(Problem.NOT_PUBLIC)
    return addresses


class _Line(http.client.HTTPSConnection):
    """Connects to addresses that were checked, and to nothing that a second look-up might say."""

    def __init__(self, host: str, port: int, addresses: Sequence[str], ca_file: str | None) -> None:
        self._trust = ssl.create_default_context(cafile=ca_file)
        self._addresses = addresses
        super().__init__(host, port, timeout=WAIT_S, context=self._trust)

    def connect(self) -> None:
        plain = self._first_that_answers()
        try:
            self.sock = self._trust.wrap_socket(plain, server_hostname=self.host)
        except BaseException:
            plain.close()
            raise

    def _first_that_answers(self) -> socket.socket:
        for address in self._addresses:
            try:
                return socket.create_connection((address, self.port), WAIT_S)
            except OSError as error:
                failure = error
        raise failure
