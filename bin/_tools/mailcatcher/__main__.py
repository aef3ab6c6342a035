"""python -m _tools.mailcatcher: an SMTP server that keeps everything, and a page that shows it."""

import argparse
import signal
import threading
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from _tools.mailcatcher.store import Store
from _tools.mailcatcher.web import server


class Keeper:
    """Accepts every message for everybody."""

    def __init__(self, store: Store) -> None:
        self.store = store

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.store.add(envelope.original_content or b"")
        return "250 Caught"


def main() -> None:
    options = _parser().parse_args()
    store = Store(options.directory)
    smtp = Controller(Keeper(store), hostname="127.0.0.1", port=options.smtp_port)
    pages = server(store, options.port)
    smtp.start()
    # shutdown() waits for the loop that the signal interrupted, so it must come from another thread.
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=pages.shutdown).start())
    pages.serve_forever()
    smtp.stop()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="mailcatcher")
    parser.add_argument("--directory", type=Path, required=True)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--smtp-port", type=int, required=True)
    return parser


if __name__ == "__main__":
    main()
