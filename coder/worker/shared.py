"""Run the models of several people in one process: each calls at a socket, and is served as if alone.

The libraries, most of what a model takes in memory, are loaded once for all of them.
"""

from __future__ import annotations

import contextlib
import itertools
import os
import queue
import signal
import socket
import sys
import threading
from typing import NoReturn

from coder.crash_report import keep_words_out
from coder.platform import give_back_memory, give_way
from coder.usecases.suggesting.model_protocol import line_of, message_in
from coder.usecases.suggesting.suggestions import OpenQuestion, Said
from coder.worker.service import Note, Service

_numbers = itertools.count(1)


def main() -> None:
    """Serve at a socket, which whoever started this listens at already, until that one is gone."""
    give_way()
    keep_words_out()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    [number] = sys.argv[1:]
    with socket.socket(fileno=int(number)) as door:
        threading.Thread(target=_end_with_starter, daemon=True).start()
        calls: dict[str, _Call] = {}
        told = threading.excepthook

        def failed(failure: threading.ExceptHookArgs) -> None:
            """Say what is wrong, and end the one conversation: it is begun anew, and nobody else's ends."""
            told(failure)
            call = calls.get(failure.thread.name) if failure.thread else None
            if call is not None:
                call.hang_up()

        threading.excepthook = failed
        while True:
            line, _address = door.accept()
            call = _Call(line, calls)
            calls[call.name] = call
            threading.Thread(target=call.serve, name=call.name, daemon=True).start()


class _LeftError(Exception):
    """Whoever asked is gone."""


class _Call:
    """One conversation; all its threads go by its name."""

    def __init__(self, line: socket.socket, calls: dict[str, _Call]) -> None:
        self.name = f"call {next(_numbers)}"
        self._line = line
        self._calls = calls
        self._inbox: queue.SimpleQueue[Note] = queue.SimpleQueue()
        self._lock = threading.Lock()

    def serve(self) -> None:
        """Serve until the other end is gone."""
        try:
            with contextlib.suppress(_LeftError):
                threading.Thread(target=self._read, name=self.name, daemon=True).start()
                opening = self._inbox.get()
                if callable(opening):
                    opening()
                assert isinstance(opening, OpenQuestion), "what is it about?"
                Service(opening, self._inbox, self._say).run()
        finally:
            self.hang_up()
            self._calls.pop(self.name, None)
            give_back_memory()

    def hang_up(self) -> None:
        """Cut the line; what goes on behind comes to its end, and is not heard."""
        with contextlib.suppress(OSError):
            self._line.shutdown(socket.SHUT_RDWR)

    def _say(self, said: Said) -> None:
        with self._lock, contextlib.suppress(OSError):
            self._line.sendall(line_of(said))

    def _read(self) -> None:
        with contextlib.suppress(OSError), self._line, self._line.makefile("rb") as lines:
            for each in lines:
                self._inbox.put(message_in(each))
        self._inbox.put(_leave)


def _leave() -> NoReturn:
    raise _LeftError


def _end_with_starter() -> None:
    """End when standard input closes: then whoever started this is gone, however that came."""
    while os.read(0, 1_024):
        pass
    os._exit(0)


if __name__ == "__main__":
    main()
