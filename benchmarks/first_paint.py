"""How soon the first frame stands, through a pseudo-terminal, beside an empty Textual program.

python -m benchmarks.first_paint
"""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Sequence

from benchmarks.timing import with_byte_code
from coder.store.project import create_project
from coder.usecases.project.demo import CODER, QUESTION, fill

RUNS = 9
ROWS, COLUMNS = 40, 120
EMPTY = (
    "from textual.app import App\n"
    "from textual.widgets import Static\n"
    "class Empty(App):\n"
    "    def compose(self):\n"
    "        yield Static('standing')\n"
    "Empty().run()\n"
)


def first_frame(command: Sequence[str], wanted: bytes) -> float:
    """Start a program on a terminal of its own; return the seconds until it has written a text."""
    child, terminal = pty.fork()
    if child == 0:
        own = {"TERM": "xterm-256color", "CODER_LANG": "en"}
        os.execve(command[0], list(command), {**with_byte_code(os.environ), **own})
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    start = time.perf_counter()
    written = b""
    while wanted not in written and select.select([terminal], [], [], 30)[0]:
        written += os.read(terminal, 65_536)
    taken = time.perf_counter() - start
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    os.close(terminal)
    return taken


def main() -> None:
    """Time the three in turn and print medians."""
    with tempfile.TemporaryDirectory() as folder:
        project = f"{folder}/demo.sqlite"
        fill(create_project(project, "Demo"))
        coder = [sys.executable, "-m", "coder", "--coder", CODER, "--project", project]
        programs: dict[str, tuple[list[str], bytes]] = {
            "an empty Textual program": ([sys.executable, "-c", EMPTY], b"standing"),
            "the list of questions": (coder, b"help"),
            "the coding screen": ([*coder, "code", QUESTION], "▸".encode()),
            "the coding screen, its answer": ([*coder, "code", QUESTION], b" of 154"),
        }
        found: dict[str, list[float]] = {name: [] for name in programs}
        for run in range(RUNS + 1):
            for name, (command, wanted) in programs.items():
                taken = first_frame(command, wanted)
                if run:
                    found[name].append(taken)
    base = statistics.median(found["an empty Textual program"])
    for name, times in found.items():
        middle = statistics.median(times)
        sys.stdout.write(f"{name:32} median {middle:.3f} s  max {max(times):.3f}  x {middle / base:.2f}\n")


if __name__ == "__main__":
    main()
