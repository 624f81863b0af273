"""How long a key takes on the coding screen while a model learns beside it, and where there is none.

    python -m benchmarks.suggesting_latency FOLDER

Two coding screens of one large question stand on pseudo-terminals of their own, one of them without a model.
They are given blocks of keys in turn; a code is set every time, so that the model always has something to
learn. The screen without a model gets its keys when the model has come to rest.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from benchmarks.key_latency import ANSWER, BACKSPACE, FIRST_SET, FRAMES, RIGHT
from benchmarks.probe import Probe, probe
from benchmarks.sized_projects import CODER, QUESTION, sized_project

ANSWERS, CODES = 100_000, 400
BLOCKS, KEYS = 8, 16
GOAL = 1.3
"""A key with a model, beside one without, at most; of the 95th percentiles."""
READ = 0.4
"""Seconds a list is looked at before its digit is used; a quicker one may mean what stood before."""
AT_REST = 1.0
"""Seconds without work after which a model has come to rest."""
LONGEST_LEARNING = 180.0
WITHOUT_MODEL = """
import sys
from coder.tui.app import WorkbenchApp
from coder.usecases.session import Session
session = Session(sys.argv[1], sys.argv[2])
WorkbenchApp(session, sys.argv[3]).run()
"""

Times = dict[str, list[float]]


def main() -> None:
    """Measure and print."""
    project = sized_project(Path(sys.argv[1]), ANSWERS, CODES)
    with tempfile.TemporaryDirectory(dir=project.parent) as folder:
        os.environ["XDG_CACHE_HOME"] = folder
        copies = [shutil.copy(project, Path(folder) / f"{name}.sqlite") for name in ("with", "without")]
        coder = [
            sys.executable,
            "-m",
            "coder",
            "--coder",
            CODER,
            "--project",
            str(copies[0]),
            "code",
            QUESTION,
        ]
        plain = [sys.executable, "-c", WITHOUT_MODEL, str(copies[1]), CODER, QUESTION]
        with probe(coder) as learning, probe(plain, FRAMES | {"CODER_LANG": "en"}) as still:
            learning.started(ANSWER)
            still.started(ANSWER)
            met = _told("while the texts are prepared", *_blocks(learning, still, 1, wait=False))
            begun = time.perf_counter()
            _rest(learning)
            sys.stdout.write(f"the model came to rest {time.perf_counter() - begun:.0f} s later\n")
            met &= _told("while learning", *_blocks(learning, still, BLOCKS, wait=True))
    sys.exit(not met)


def _blocks(learning: Probe, still: Probe, blocks: int, *, wait: bool) -> tuple[Times, Times]:
    with_model: Times = defaultdict(list)
    without: Times = defaultdict(list)
    for _block in range(blocks):
        for _key in range(KEYS):
            _press(learning, with_model)
        if wait:
            _rest(learning)
        for _key in range(KEYS):
            _press(still, without)
    return with_model, without


def _press(screen: Probe, times: Times) -> None:
    times["filter letter"].append(screen.press("f", "«f»"))
    screen.press(BACKSPACE, "!«f»")
    time.sleep(READ)
    screen.settle()
    pattern = f"!{FIRST_SET}" if re.search(FIRST_SET, screen.text) else FIRST_SET
    times["set code"].append(screen.press("1", pattern))
    place = int(screen.text.split("◂ ")[1].split()[0])
    times["next answer"].append(screen.press(RIGHT, f"◂ {place + 1} of"))


def _rest(screen: Probe) -> None:
    """Wait until the processes below a screen do nothing."""
    deadline = time.monotonic() + LONGEST_LEARNING
    worked, since = -1.0, time.monotonic()
    while time.monotonic() < deadline:
        now = sum(map(_worked, _children(screen.pid)))
        if now != worked:
            worked, since = now, time.monotonic()
        elif time.monotonic() - since > AT_REST:
            return
        screen.settle()
        time.sleep(0.1)
    raise AssertionError("The model never came to rest.")


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += map(int, (task / "children").read_text(encoding="ascii").split())
    return found


def _worked(pid: int) -> float:
    """Return the processor time a process has taken, in ticks."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rsplit(")", 1)[1].split()
    return float(fields[11]) + float(fields[12])


def _told(title: str, with_model: Times, without: Times) -> bool:
    """Print times; tell whether all keys are quick enough beside those without a model."""
    are_met = []
    sys.stdout.write(f"{title}\n")
    for name, seconds in with_model.items():
        beside = without[name]
        middle, worst = statistics.median(seconds), _p95(seconds)
        ratio = worst / _p95(beside)
        are_met.append(ratio <= GOAL)
        sys.stdout.write(
            f"  {name:14} median {middle * 1000:6.1f} ms beside {statistics.median(beside) * 1000:6.1f}   "
            f"p95 {worst * 1000:6.1f} beside {_p95(beside) * 1000:6.1f}, x {ratio:.2f}  "
            f"(at most {GOAL}: {'met' if are_met[-1] else 'NOT met'})\n"
        )
    sys.stdout.flush()
    return all(are_met)


def _p95(seconds: list[float]) -> float:
    return sorted(seconds)[round(0.95 * (len(seconds) - 1))]


if __name__ == "__main__":
    main()
