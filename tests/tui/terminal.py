"""The real program on a terminal of our own, with everything it writes kept."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyte

CHECKOUT = Path(__file__).parents[2]
PROGRAM = (sys.executable, "-m", "coder")
UNTOLD = (
    sys.executable,
    "-c",
    "import os, signal, sys; signal.signal(signal.SIGHUP, signal.SIG_IGN); "
    "os.execv(sys.executable, [sys.executable, '-m', 'coder', *sys.argv[1:]])",
)
"""The program as make starts it: when the window is closed, nobody tells it so."""
# What pyte misreads: private modes, keyboard protocols, OSC, DCS; and what is joined to an emoji.
_UNREAD = re.compile(
    rb"\x1b\[[<>=][0-9;:]*[A-Za-z]|\x1b\[\?[0-9;]*\$p|\x1b\[\?[0-9;]*[umsr]|\x1b[\]P_^][^\x07\x1b]*(?:\x07|\x1b\\)"
    rb"|\xe2\x80\x8d\xf0\x9f[\x80-\xbf]{2}"
)


class Terminal:
    """A program under a pseudo terminal."""

    def __init__(
        self, arguments: list[str], width: int, height: int, program: tuple[str, ...] = PROGRAM
    ) -> None:
        self._screen = pyte.Screen(width, height)
        self._stream = pyte.ByteStream(self._screen)
        self.written = b""
        self.pid, self._file = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
            # Given whole: readline, if loaded here, has put this terminal's size in the process's own.
            path = os.pathsep.join(filter(None, [str(CHECKOUT), os.environ.get("PYTHONPATH")]))
            own = {"TERM": "xterm-256color", "CODER_LANG": "en", "PYTHONPATH": path}
            os.execve(program[0], [*program, *arguments], {**os.environ, **own})

    def press(self, keys: str) -> None:
        """Type."""
        os.write(self._file, keys.encode())

    def paste(self, text: str) -> None:
        """Paste, as terminals bracket it; what the program writes meanwhile is taken in."""
        left = f"\x1b[200~{text}\x1b[201~".encode()
        while left:
            if select.select([], [self._file], [], 1)[1]:
                left = left[os.write(self._file, left[:1024]) :]
            self.read(0)

    def wait_for(self, wanted: str, seconds: float = 30) -> str:
        """Wait until a text stands on the screen; return the whole screen."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.read(0.1)
            if wanted in self.text:
                return self.text
        raise AssertionError(f"«{wanted}» never stood on the screen:\n{self.text}")

    def wait_until_gone(self, unwanted: str, seconds: float = 30) -> None:
        """Wait until a text stands on the screen no more."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.read(0.1)
            if unwanted not in self.text:
                return
        raise AssertionError(f"«{unwanted}» never went from the screen:\n{self.text}")

    def read(self, seconds: float) -> None:
        """Take in what the program writes until it pauses."""
        while select.select([self._file], [], [], seconds)[0]:
            try:
                chunk = os.read(self._file, 65536)
            except OSError:  # the program has ended
                return
            self.written += chunk
            self._stream.feed(_UNREAD.sub(b"", chunk))

    def resize(self, width: int, height: int) -> None:
        """Give the terminal another size."""
        self._screen.resize(height, width)
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
        os.kill(self.pid, signal.SIGWINCH)

    @property
    def text(self) -> str:
        """The screen, without blanks at line ends."""
        return "\n".join(row.rstrip() for row in self._screen.display)

    def exit_code(self, seconds: float = 20) -> int:
        """Wait for the program to end."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.read(0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.pid = 0
                return os.waitstatus_to_exitcode(status)
        raise AssertionError(f"It did not end:\n{self.text}")

    def hang_up(self, seconds: float = 20) -> int:
        """Close the window, and wait for the program to end."""
        os.close(self._file)
        self._file = -1
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.pid = 0
                return os.waitstatus_to_exitcode(status)
            time.sleep(0.05)
        raise AssertionError("It goes on without a window.")

    def close(self) -> None:
        """End the program whatever it does."""
        if self.pid:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        if self._file != -1:
            os.close(self._file)


@contextmanager
def terminal(
    arguments: list[str], width: int = 80, height: int = 24, program: tuple[str, ...] = PROGRAM
) -> Iterator[Terminal]:
    """Run the program, or another, until the block ends."""
    run = Terminal(arguments, width, height, program)
    try:
        yield run
    finally:
        run.close()
