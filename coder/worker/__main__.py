"""Run the model of one question: asked on standard input, answering on standard output until that closes."""

from __future__ import annotations

import os
import queue
import signal
import sys
import threading
from typing import BinaryIO

from coder.crash_report import keep_words_out
from coder.platform import give_way
from coder.usecases.suggesting.model_protocol import line_of, message_in
from coder.usecases.suggesting.suggestions import OpenQuestion, Said
from coder.worker.service import Note, Service


def main() -> None:
    """Serve until whoever asks is gone."""
    give_way()
    keep_words_out()
    # Ctrl+C on the terminal is for the screen.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = _answers()
    inbox: queue.SimpleQueue[Note] = queue.SimpleQueue()
    lock = threading.Lock()

    def say(said: Said) -> None:
        with lock:
            answers.write(line_of(said))

    told = threading.excepthook

    def end(failure: threading.ExceptHookArgs) -> None:
        """Say what is wrong and go: one thread less would be a service that never answers."""
        told(failure)
        os._exit(1)

    threading.excepthook = end
    threading.Thread(target=_read, args=(inbox,), daemon=True).start()
    opening = inbox.get()
    assert isinstance(opening, OpenQuestion), "what is it about?"
    Service(opening, inbox, say).run()


def _answers() -> BinaryIO:
    """Keep standard output for answers; what a library prints goes where errors go."""
    kept = os.dup(1)
    os.dup2(2, 1)
    return os.fdopen(kept, "wb", buffering=0)


def _read(inbox: queue.SimpleQueue[Note]) -> None:
    for line in sys.stdin.buffer:
        inbox.put(message_in(line))
    # Nobody is left to answer, and nothing here needs to be put away.
    os._exit(0)


if __name__ == "__main__":
    main()
