"""The bar of long work, on a terminal and elsewhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

_WORK = """
from coder.cli.progress import progress_bar
with progress_bar("Svar", "Leser"):
    pass
with progress_bar("Svar", "Leser") as tell:
    for done, of in ((1, 2), (1, 4), (7, 10), (0, 0), (9, 8)):
        tell(done, of)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_a_bar_on_a_terminal_never_goes_back_says_what_is_done_and_ends_full() -> None:
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen([sys.executable, "-c", _WORK], stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        while part := _read(ours):
            shown += part
    os.close(ours)
    assert process.returncode == 0
    bars = [
        [int(found) for found in re.findall(r"(\d+)%", line)] for line in shown.decode().split("\n") if line
    ]
    assert [each[-1] for each in bars] == [100, 100]
    assert bars[1] == sorted(bars[1])
    assert {0, 50, 70} < set(bars[1])
    assert re.findall("Leser|Svar", shown.decode())[-1] == "Svar"


def test_elsewhere_there_is_no_bar() -> None:
    done = subprocess.run([sys.executable, "-c", _WORK], capture_output=True, check=True)
    assert done.stderr == b""


def _read(terminal: int) -> bytes:
    """Read what is shown; nothing when it has ended, which Linux tells as an error."""
    try:
        return os.read(terminal, 4096)
    except OSError:
        return b""
