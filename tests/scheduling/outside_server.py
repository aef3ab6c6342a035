"""A calendar server elsewhere: real HTTPS on the loopback, with whatever manners a test wants."""

import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import trustme

from scheduling.calendars.fetch import Reach

Answer = Callable[["Handler"], None]
CA = trustme.CA()
CERTIFICATE = CA.issue_cert("localhost", "127.0.0.1")


class Handler(BaseHTTPRequestHandler):
    """Does what the server's ``answer`` says."""

    protocol_version = "HTTP/1.1"
    server: "CalendarServer"

    def do_GET(self) -> None:
        self.close_connection = True
        self.server.asked.append(self)
        self.server.answer(self)

    def say(self, body: bytes = b"", status: int = 200, headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


class CalendarServer(ThreadingHTTPServer):
    """``answer`` is what it does with each request; ``asked`` are the requests there were."""

    daemon_threads = True

    def __init__(self, directory: Path, certificate: trustme.LeafCert = CERTIFICATE) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[Handler] = []
        self.answer: Answer = lambda handler: handler.say()
        self.port = self.server_address[1]
        self.url = f"https://localhost:{self.port}/busy.ics"
        ca_file = directory / "ca.pem"
        CA.cert_pem.write_to_path(ca_file)
        self.reach = Reach(private=True, ca_file=str(ca_file))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        self.socket = context.wrap_socket(self.socket, server_side=True)

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up in the middle are what many tests want."""

    def serves(self, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        self.answer = lambda handler: handler.say(body, headers=headers)

    def redirects(self, to: str) -> None:
        self.answer = lambda handler: handler.say(status=302, headers={"Location": to})


@contextmanager
def running(server: CalendarServer) -> Iterator[CalendarServer]:
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()
