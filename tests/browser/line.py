"""The line between a phone and the server: a relay of real connections that a test cuts and mends.

Chromium's own "offline" is told to one page and worker after the other, and one that is just starting can
still get a request through. A line that is cut carries nothing, whoever asks.
"""

import asyncio
import socket
import struct
from collections.abc import Coroutine
from threading import Thread
from typing import Any, TypeVar
from urllib.parse import urlsplit

Answer = TypeVar("Answer")

# Closing resets, so that half an answer never looks like a whole one.
AT_ONCE = (socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
CHUNK = 65_536
PATIENCE_S = 10


class Line:
    """Leads from a port of its own, on the same host, to the server at ``url``."""

    def __init__(self, url: str) -> None:
        self._far = urlsplit(url)
        self._ends: set[asyncio.StreamWriter] = set()
        self._is_cut = False
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="line", daemon=True)
        self._thread.start()
        self._entrance = self._run(
            asyncio.start_server(self._carry, self._far.hostname, 0, family=socket.AF_INET)
        )
        port = self._entrance.sockets[0].getsockname()[1]
        self.url = f"{self._far.scheme}://{self._far.hostname}:{port}"

    def cut(self) -> None:
        """When this returns, nothing comes through any more, not even what was on its way."""
        self._run(self._set(cut=True))

    def mend(self) -> None:
        self._run(self._set(cut=False))

    def close(self) -> None:
        self._run(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(PATIENCE_S)
        self._loop.close()

    def _run(self, work: Coroutine[Any, Any, Answer]) -> Answer:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE_S)

    async def _set(self, *, cut: bool) -> None:
        self._is_cut = cut
        if cut:
            for end in list(self._ends):
                self._drop(end)

    async def _close(self) -> None:
        self._entrance.close()
        await self._set(cut=True)
        others = asyncio.all_tasks() - {asyncio.current_task()}
        if others:
            await asyncio.wait(others, timeout=PATIENCE_S)

    async def _carry(self, reader: asyncio.StreamReader, near: asyncio.StreamWriter) -> None:
        self._ends.add(near)
        try:
            if not self._is_cut:
                await self._connect(reader, near)
        except OSError:
            pass  # one end has gone, and so does the other
        finally:
            self._drop(near)

    async def _connect(self, reader: asyncio.StreamReader, near: asyncio.StreamWriter) -> None:
        host, port = self._far.hostname, self._far.port
        answers, far = await asyncio.open_connection(host, port, family=socket.AF_INET)
        self._ends.add(far)
        try:
            await asyncio.gather(_pass_on(reader, far), _pass_on(answers, near))
        finally:
            self._drop(far)

    def _drop(self, end: asyncio.StreamWriter) -> None:
        self._ends.discard(end)
        if not end.is_closing():
            end.get_extra_info("socket").setsockopt(*AT_ONCE)
        end.transport.abort()


async def _pass_on(source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
    while chunk := await source.read(CHUNK):
        if sink.is_closing():
            raise ConnectionAbortedError
        sink.write(chunk)
        await sink.drain()
    if not sink.is_closing():
        sink.write_eof()
