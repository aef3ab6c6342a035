"""Serves the mail pages to this machine alone, under a policy that lets a mail's HTML do nothing but look."""

from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from _tools.mailcatcher import pages
from _tools.mailcatcher.store import Store

STYLE = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")
PAGE_POLICY = "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'"
MAIL_POLICY = f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox {pages.SANDBOX}"
HTML = "text/html; charset=utf-8"


class Handler(BaseHTTPRequestHandler):
    def __init__(self, store: Store, *args: Any) -> None:
        self.store = store
        super().__init__(*args)

    def do_GET(self) -> None:
        """Only under this machine's own names: a foreign page could read the mail by DNS rebinding."""
        host = self.headers.get("Host", "").rsplit(":", 1)[0]
        if host not in {"127.0.0.1", "localhost"}:
            self._answer(HTTPStatus.MISDIRECTED_REQUEST, pages.missing())
            return
        self._route(self.path.strip("/").split("/"))

    def _route(self, path: list[str]) -> None:
        mail = self.store.get(path[0])
        match path:
            case [""]:
                self._answer(HTTPStatus.OK, pages.listing(self.store.newest()))
            case ["style.css"]:
                self._answer(HTTPStatus.OK, STYLE, kind="text/css; charset=utf-8")
            case [_] if mail:
                self._answer(HTTPStatus.OK, pages.view(mail))
            case [_, "html"] if mail:
                self._answer(HTTPStatus.OK, pages.html_part(mail), policy=MAIL_POLICY)
            case _:
                self._answer(HTTPStatus.NOT_FOUND, pages.missing())

    def _answer(self, status: HTTPStatus, text: str, *, kind: str = HTML, policy: str = PAGE_POLICY) -> None:
        content = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Content-Security-Policy", policy)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Referrer-Policy", "no-referrer")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:
        """The page asks every few seconds; that is no news."""


def server(store: Store, port: int) -> ThreadingHTTPServer:
    return ThreadingHTTPServer(("127.0.0.1", port), partial(Handler, store))
