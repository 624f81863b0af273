"""The window behind the terminal: closed without a word, it ends the workbench."""

from __future__ import annotations

import os
import select
import threading
from collections.abc import Callable

TERMINAL = (0, 1, 2)
"""What is read from a window and written to it."""


def when_window_closes(end: Callable[[], object]) -> None:
    """Call something, on a thread of its own, when the window behind this process's terminal is closed.

    A shell is told of that, and passes it on. What make started, or another program that waits for it, hears
    nothing: it would read the end of its input for ever, and fail at the next thing it shows. From then on
    what is shown goes nowhere. Windows ends a program with its window.
    """
    # Where terminals cannot be polled, as on some versions of macOS, Python has no poll.
    if hasattr(select, "poll") and all(os.isatty(each) for each in TERMINAL):
        threading.Thread(target=_watch, args=(end,), name="window", daemon=True).start()


def _watch(end: Callable[[], object]) -> None:
    window = select.poll()
    window.register(TERMINAL[0], 0)
    # Nothing is asked for, so only a hang-up, or a terminal that cannot be watched, comes.
    if all(event & select.POLLHUP for _file, event in window.poll()):
        nowhere = os.open(os.devnull, os.O_RDWR)
        for each in TERMINAL:
            os.dup2(nowhere, each)
        os.close(nowhere)
        end()
