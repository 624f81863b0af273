"""A line to a process that holds the models of several people, which others start and end."""

from __future__ import annotations

import contextlib
import io
import queue
import socket
import threading
from collections.abc import Generator
from typing import IO

from coder.usecases.suggesting.model_protocol import line_of, message_in
from coder.usecases.suggesting.suggestions import Asked, Said


class SharedModelLine:
    """Speaks as a process of one's own does: one conversation, over a socket, about one question."""

    def __init__(self, place: str) -> None:
        """Call the process.

        Args:
            place: The path of its socket.

        Raises:
            OSError: If nobody answers there.
        """
        self.errors: IO[bytes] = io.BytesIO()
        self.process_id: int | None = None
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            self._socket.connect(place)
        except OSError:
            self._socket.close()
            raise
        self._outgoing: queue.SimpleQueue[Asked | None] = queue.SimpleQueue()
        threading.Thread(target=self._write, name="to the models", daemon=True).start()

    def tell(self, asked: Asked) -> None:
        """Hand over one message."""
        self._outgoing.put(asked)

    def said(self) -> Generator[Said]:
        """Yield what is said, until the line is cut."""
        with contextlib.suppress(OSError), self._socket.makefile("rb") as lines:
            for line in lines:
                if line.endswith(b"\n"):
                    yield message_in(line)

    def end(self) -> None:
        """Cut the line; once is enough, more often does no harm."""
        self._outgoing.put(None)
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _write(self) -> None:
        with contextlib.suppress(OSError):
            while (asked := self._outgoing.get()) is not None:
                self._socket.sendall(line_of(asked))
