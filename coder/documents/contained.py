"""Reading a file in a process of its own, so that a broken one cannot take the program down."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

from coder.documents.contained_process import EXIT_MEMORY
from coder.domain.errors import UnusableInputError
from coder.messages import _

if TYPE_CHECKING:
    import io

MOST_MEMORY = 1 << 30
"""Bytes a reader may take, what Python and its libraries take among them."""
MOST_RESULT = 1 << 28
"""Bytes a reader may hand back: what is read of them takes some times as much here."""
LEAST_SECONDS, SECONDS_A_MEGABYTE = 8, 4
"""Of the processor's time, for a file of no size and for each megabyte: ten times what was measured."""
WAITED_FOR = 3
"""How many times that on the clock: other programs run too."""

_ONE_THREAD = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
"""A buffer for each thread of a library of numbers would take the memory that was meant for the file."""
# How a process ends that has used its processor's time, and one whose library got no memory and gave up.
_OUT_OF_TIME, _ABORTED = -24, -6
_STOPPED = 10_000
"""Instead of how it ended: we did not wait any longer."""


class BrokenFileError(UnusableInputError):
    """What reads files of this kind fails at it, or crashes."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _(
                "{file} cannot be read: it is not whole, or not what its name says. Fetch or save it again."
            ).format(file=path.name)
        )


class TooLargeToReadError(UnusableInputError):
    """Reading the file takes more memory than it may."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _(
                "{file} takes more than {most} MB of memory to read. It may be broken; "
                "else save it with fewer columns, or as CSV."
            ).format(file=path.name, most=MOST_MEMORY // 1_000_000)
        )


class TooSlowToReadError(UnusableInputError):
    """Reading the file takes longer than it may."""

    def __init__(self, path: Path, seconds: float) -> None:
        super().__init__(
            _(
                "{file} could not be read within {seconds} seconds. It may be broken; else save it as CSV."
            ).format(file=path.name, seconds=round(seconds))
        )


def contained(function: Callable[..., Any], path: Path, *arguments: Any) -> Any:
    """Call a function with a path and what else it needs in a process of its own, within limits.

    Args:
        function: Found by its module and name. It loads the library that may fail, catches what it knows
            of, and returns plain values: dicts with names as keys, lists, texts, numbers, truths, None.
        path: The file; its size decides how long the function may take.
        arguments: Plain values too.

    Returns:
        What the function returned; tuples have become lists.

    Raises:
        BrokenFileError: If the function raises, or the process crashes.
        TooLargeToReadError: If it needs more than ``MOST_MEMORY``, or returns more than ``MOST_RESULT``.
        TooSlowToReadError: If it takes too long.
        OSError: If there is no such file.
    """
    seconds = LEAST_SECONDS + SECONDS_A_MEGABYTE * path.stat().st_size // 1_000_000
    request = {
        "module": function.__module__,
        "function": function.__qualname__,
        "arguments": [os.fspath(path.absolute()), *arguments],
        "memory": MOST_MEMORY,
        "seconds": seconds,
    }
    code, answer = _answer(json.dumps(request).encode(), WAITED_FOR * seconds)
    if answer is None or code in (EXIT_MEMORY, _ABORTED):
        raise TooLargeToReadError(path)
    if code in (_OUT_OF_TIME, _STOPPED):
        raise TooSlowToReadError(path, seconds)
    try:
        return json.loads(answer if code == 0 else b"")
    except ValueError as error:
        raise BrokenFileError(path) from error


def _answer(request: bytes, seconds: float) -> tuple[int, bytes | None]:
    """Return how the process ended and what it said; None of a process that said more than it may."""
    process = subprocess.Popen(
        # -P: what lies in the working folder is not the program's.
        [sys.executable, "-P", "-m", "coder.documents.contained_process"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **_ONE_THREAD},
    )
    is_late = threading.Event()

    def stop() -> None:
        is_late.set()
        process.kill()

    timer = threading.Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        with process:
            answer = _talk(process, request)
            if answer is None:
                process.kill()
    finally:
        timer.cancel()
        process.kill()
    return _STOPPED if is_late.is_set() else process.returncode, answer


def _talk(process: subprocess.Popen[bytes], request: bytes) -> bytes | None:
    listening, speaking = cast("IO[bytes]", process.stdin), cast("io.BufferedReader", process.stdout)
    # One that died before it listened says so by the way it ended.
    with contextlib.suppress(OSError):
        listening.write(request)
        listening.close()
    parts: list[bytes] = []
    size = 0
    while part := speaking.read1(1 << 20):
        parts.append(part)
        size += len(part)
        if size > MOST_RESULT:
            return None
    return b"".join(parts)
