"""How a bug shows itself: where it happened and of what kind it is, never what people wrote.

An error's own words may quote an answer, and so may a local variable. Reports end up in logs, in mails and on
the screens of others, so both stay out of them. ``CODER_FULL_ERRORS=1`` brings the words back, for whoever
looks for a bug with texts that are nobody's.
"""

from __future__ import annotations

import logging
import os
import re
import sys
import threading
import warnings
from collections.abc import Iterator
from types import TracebackType
from typing import TextIO

from coder.messages import _
from coder.platform import limit

FULL = "CODER_FULL_ERRORS"
"""Set to 1 where errors may say everything."""

_WITHHELD = "its words are withheld: they may quote what people wrote"

# What the interpreter says of names in the program and of nothing else.
_NAME = r"'[A-Za-z_][\w.]{0,60}'"
_SAID_OF_NAMES = re.compile(
    rf"(?:type object |module )?{_NAME} (?:object )?has no attribute {_NAME}"
    rf"|name {_NAME} is not defined"
    rf"|No module named {_NAME}"
    rf"|cannot import name {_NAME} from {_NAME}"
    rf"|{_NAME} object is not [a-z ]{{1,40}}"
    rf"|'\S{{1,3}}' not supported between instances of {_NAME} and {_NAME}"
    rf"|unsupported operand type\(s\) for \S{{1,3}}: {_NAME} and {_NAME}"
    rf"|[\w.<>]{{1,80}}\(\) (?:takes|got|missing) [a-z0-9 -]{{1,60}}(?:: )?(?:{_NAME}(?:, | and )?)*"
    r"|division by zero|list index out of range|maximum recursion depth exceeded[a-z ]*",
    re.ASCII,
)


def crash_report(error: BaseException) -> str:
    """Return where an error came from and what kind it is, with all that led to it; no words of people."""
    return "".join(_parts(error, set()))


def keep_words_out() -> None:
    """Let nothing that fails in this process write what people wrote, nor its memory to disk."""
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_on_thread
    sys.unraisablehook = _unraisable
    if not _may_say_all():
        warnings.showwarning = _warned
        logging.lastResort = _LogOfKinds(logging.WARNING)
    # The system writes no memory of this process to disk when it crashes.
    limit(CORE=0)


def _may_say_all() -> bool:
    return os.environ.get(FULL) == "1"


def _parts(error: BaseException, told: set[int]) -> Iterator[str]:
    """Yield the report, what happened first at the top; an error told already is not told again."""
    told.add(id(error))
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None and id(before) not in told:
        yield from _parts(before, told)
        yield "\nwhich led to:\n\n"
    if error.__traceback__ is not None:
        import traceback

        yield "Traceback (most recent call last):\n"
        yield from traceback.format_tb(error.__traceback__)
    yield f"{_kind(error)}: {_words(error)}\n"
    if isinstance(error, BaseExceptionGroup):
        for number, each in enumerate(error.exceptions, 1):
            if id(each) not in told:
                yield f"\nits part {number}:\n\n"
                yield from _parts(each, told)


def _kind(error: BaseException) -> str:
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _words(error: BaseException) -> str:
    """Return what an error says, if that cannot be of people."""
    if _may_say_all():
        return str(error)
    if isinstance(error, OSError) and error.errno is not None:
        return f"[Errno {error.errno}] {os.strerror(error.errno)}"
    said = str(error) if type(error).__module__ == "builtins" else ""
    return said if _SAID_OF_NAMES.fullmatch(said) else _WITHHELD


def _write(report: str, stream: TextIO | None) -> None:
    if stream is None:  # a program without a terminal
        return
    try:
        stream.write(report)
        stream.flush()
    except (OSError, ValueError):
        return  # nobody is left to read it


def _uncaught(
    kind: type[BaseException], error: BaseException | None, _traceback: TracebackType | None
) -> None:
    if issubclass(kind, KeyboardInterrupt) or error is None:
        _write(f"{kind.__name__}\n", sys.stderr)
        return
    _write(crash_report(error), sys.stderr)
    _write(_("This is a fault of the program. What was shown as saved is saved.") + "\n", sys.stderr)


def _uncaught_on_thread(failure: threading.ExceptHookArgs) -> None:
    if failure.exc_value is not None and not isinstance(failure.exc_value, SystemExit):
        _write(crash_report(failure.exc_value), sys.stderr)


def _unraisable(failure: sys.UnraisableHookArgs) -> None:
    if failure.exc_value is not None:
        _write(crash_report(failure.exc_value), sys.stderr)


def _warned(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    _write(f"{filename}:{lineno}: {category.__name__}\n", file or sys.stderr)


class _LogOfKinds(logging.Handler):
    """Says of a library's log which library, how grave, and what kind of error; in none of its own words."""

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        what = "" if error is None else "\n" + crash_report(error).rstrip()
        _write(f"{record.levelname}: {record.name}, {record.module}:{record.lineno}{what}\n", sys.stderr)
