"""A program on a terminal of its own, timed from the write of a key to the bytes that show its effect.

Nothing is parsed while the clock runs: what the program writes is read with the time it came, and laid out
when it has gone quiet. So the probe's own work stays out of the figures.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pyte

from benchmarks.timing import with_byte_code

ROWS, COLUMNS = 40, 120
QUIET_SECONDS = 0.04
PATIENCE_SECONDS = 60.0
# Sequences pyte misreads: private modes, keyboard protocols, OSC, DCS.
_UNREAD = re.compile(
    rb"\x1b\[[<>=][0-9;:]*[A-Za-z]|\x1b\[\?[0-9;]*\$p|\x1b\[\?[0-9;]*[umsr]|\x1b[\]P_^][^\x07\x1b]*(?:\x07|\x1b\\)"
)
_UNFINISHED = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*|[\]P_^][^\x07\x1b]*)?\Z")
_ASKS_FOR_SYNCHRONIZED_OUTPUT = b"\x1b[?2026$p"
_HAS_SYNCHRONIZED_OUTPUT = b"\x1b[?2026;2$y"


class NeverShownError(AssertionError):
    """What a key should have brought never stood on the screen, or stood there before it."""


class Probe:
    """A program that runs on a pseudo-terminal."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str] | None = None) -> None:
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self._unfinished = b""
        self._begun = time.perf_counter()
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            own = {
                "TERM": "xterm-256color",
                "COLORTERM": "truecolor",
                "CODER_LANG": "en",
                **(environment or {}),
            }
            os.execve(command[0], list(command), {**with_byte_code(os.environ), **own})

    @property
    def text(self) -> str:
        """The screen, without blanks at line ends."""
        return "\n".join(row.rstrip() for row in self._screen.display)

    def started(self, *wanted: str) -> list[float]:
        """Return the seconds from the start of the process until each pattern stood on the screen."""
        return self._wait_for(wanted, self._begun)

    def press(self, keys: str, wanted: str, patience: float = PATIENCE_SECONDS) -> float:
        """Type, and return the seconds until a pattern stood on the screen.

        With ``!`` before the pattern it is waited for until it is gone.

        Raises:
            NeverShownError: If that never came to be, or was so before.
        """
        self.settle()
        if self._holds(wanted):
            raise NeverShownError(f"{wanted!r} held before {keys!r}:\n{self.text}")
        begun = time.perf_counter()
        os.write(self._terminal, keys.encode())
        return self._wait_for([wanted], begun, patience)[0]

    def settle(self) -> None:
        """Take in what is still being written."""
        for _at, written in self._collected(time.perf_counter() + QUIET_SECONDS):
            self._lay_out(written)

    def memory(self) -> float:
        """Return the megabytes the process holds."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii", errors="replace")
        return int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]  # always there

    def close(self) -> None:
        """End the program whatever it does."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._terminal)

    def _wait_for(
        self, wanted: Sequence[str], begun: float, patience: float = PATIENCE_SECONDS
    ) -> list[float]:
        taken: dict[str, float] = {}
        while len(taken) < len(wanted) and time.perf_counter() < begun + patience:
            for at, written in self._collected(begun + patience):
                self._lay_out(written)
                for pattern in wanted:
                    if pattern not in taken and self._holds(pattern):
                        taken[pattern] = at - begun
        if len(taken) == len(wanted):
            return [taken[pattern] for pattern in wanted]
        raise NeverShownError(f"{wanted!r} never stood on the screen:\n{self.text}")

    def _holds(self, wanted: str) -> bool:
        if wanted.startswith("!"):
            return not re.search(wanted[1:], self.text)
        return re.search(wanted, self.text) is not None

    def _lay_out(self, written: bytes) -> None:
        written = self._unfinished + written
        cut = _UNFINISHED.search(written)
        self._unfinished = b"" if cut is None else written[cut.start() :]
        self._stream.feed(_UNREAD.sub(b"", written if cut is None else written[: cut.start()]))

    def _collected(self, deadline: float) -> list[tuple[float, bytes]]:
        """Read until the program pauses after writing, or the time is up."""
        chunks: list[tuple[float, bytes]] = []
        while True:
            wait = min(QUIET_SECONDS if chunks else PATIENCE_SECONDS, deadline - time.perf_counter())
            if wait <= 0 or not select.select([self._terminal], [], [], wait)[0]:
                return chunks
            try:
                written = os.read(self._terminal, 65_536)
            except OSError as error:
                raise NeverShownError(f"The program ended:\n{self.text}") from error
            chunks.append((time.perf_counter(), written))
            if _ASKS_FOR_SYNCHRONIZED_OUTPUT in written:
                os.write(self._terminal, _HAS_SYNCHRONIZED_OUTPUT)


@contextmanager
def probe(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Iterator[Probe]:
    """Run a program until the block ends."""
    run = Probe(command, environment)
    try:
        yield run
    finally:
        run.close()
