"""How long the coding screen takes to start and to answer a key, at nine sizes, beside minimal programs.

    python -m benchmarks.key_latency FOLDER results.json [100x60,5000x400]

Projects are made in the folder the first time (minutes), and copied before they are coded on. The programs
run at once, each on its own pseudo-terminal, and are given their keys in turn, so that noise falls on all.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import statistics
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from benchmarks.probe import NeverShownError, Probe, probe
from benchmarks.sized_projects import CODER, QUESTION, sized_project
from coder.usecases.coding.desk import opened_desk
from coder.usecases.session import Session

ANSWERS = (100, 5_000, 100_000)
CODES = (60, 400, 4_000)
STARTS = 7
KEYS = 30
SCREEN_TIMES = 5
FRAMES = {"TEXTUAL_FPS": "120"}
"""What `coder` sets for itself, for its rivals too."""
EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static('standing')
Empty().run()
"""
SCREENS = {
    "answers": ("\x1b[17~", "\x1b"),
    "code list": ("\x1bOS", "\x1b"),
    "history": ("\x0c", "\x1b"),
    "respondent": ("\x1b[20~", "\x1b"),
    "home": ("\x1b", "\r"),
}
"""The key that opens each from the coding screen, and the one that leads back."""
SCREEN_PATIENCE = 5.0
RIGHT, BACKSPACE = "\x1b[C", "\x7f"
STANDING = "code ▸"
ANSWER = r"◂ \d+ of \d+"
FIRST_SET = r"(?m)^ 1 [○●]"

Times = dict[str, list[float]]


def main() -> None:
    """Measure all sizes, print medians and ratios, write the raw seconds."""
    folder, results = Path(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for answers, codes in _sizes(sys.argv[3:]):
        times, memory = measured(sized_project(folder, answers, codes), codes)
        found.append({"answers": answers, "codes": codes, "memory": memory, "seconds": times})
        _print(answers, codes, memory, times)
        results.write_text(json.dumps(found, indent=1), encoding="utf-8")


def _sizes(asked: list[str]) -> list[tuple[int, int]]:
    """Return pairs of answers and codes: those asked for, else all nine."""
    if not asked:
        return [(answers, codes) for answers in ANSWERS for codes in CODES]
    pairs = (size.split("x") for size in asked[0].split(","))
    return [(int(answers), int(codes)) for answers, codes in pairs]


def measured(project: Path, codes: int) -> tuple[Times, float]:
    """Return seconds by what was done, and the megabytes held at the end."""
    times: Times = defaultdict(list)
    with tempfile.TemporaryDirectory(dir=project.parent) as folder:
        # Where the coder left off is remembered from start to start, but not in the measurer's own cache.
        os.environ["XDG_CACHE_HOME"] = folder
        copy = shutil.copy(project, Path(folder) / "project.sqlite")
        coder = [sys.executable, "-m", "coder", "--coder", CODER, "--project", str(copy), "code", QUESTION]
        text = _first_words(Path(copy))
        for run in range(STARTS + 1):
            _time_starts(coder, text, times if run else defaultdict(list))
        rival = [sys.executable, "-m", "benchmarks.minimal_filter", str(codes)]
        with probe(coder) as ours, probe(rival, FRAMES) as minimal, probe(["/bin/cat"]) as floor:
            ours.started(ANSWER)
            minimal.started("ready")
            for number in range(KEYS + 3):
                _time_keys(ours, minimal, floor, number, times if number >= 3 else defaultdict(list))
            memory = ours.memory()
            _time_screens(ours, times)
        return dict(times), memory


def _first_words(project: Path) -> str:
    """Return how the answer begins that the coder will see first."""
    session = Session(str(project), CODER)
    session.open()
    seen: list[str] = []
    session.read(opened_desk, QUESTION, session.coder, None, seen.append)
    session.close()
    return seen[0][:40]


def _time_starts(coder: list[str], text: str, times: Times) -> None:
    with probe([sys.executable, "-c", EMPTY], FRAMES) as empty:
        times["empty program"] += empty.started("standing")
    with probe(coder) as ours:
        first_paint, first_answer, desk = ours.started(STANDING, re.escape(text), ANSWER)
        times["first paint"].append(first_paint)
        times["first answer"].append(first_answer)
        times["all of it"].append(desk)


def _time_keys(ours: Probe, minimal: Probe, floor: Probe, number: int, times: Times) -> None:
    # Ctrl+U first: the line is emptied, or it would come to break within a number.
    times["echo of cat"].append(floor.press(f"\x15<{number}>", f"<{number}>"))
    times["filter letter"].append(ours.press("f", "«f»"))
    times["its filter"].append(minimal.press("f", "<f>"))
    ours.press(BACKSPACE, "!«f»")
    times["set code"].append(ours.press("1", other_way(ours, FIRST_SET)))
    # Takes what is highlighted, empties the line and lists all names again.
    times["its key"].append(minimal.press("\r", f"taken {2 * number + 1} "))
    ours.press("1", other_way(ours, FIRST_SET))
    place = int(ours.text.split("◂ ")[1].split()[0])
    times["next answer"].append(ours.press(RIGHT, f"◂ {place + 1} of"))
    times["its one line"].append(minimal.press("\r", f"taken {2 * number + 2} "))


def other_way(ours: Probe, pattern: str) -> str:
    """Return what to wait for where a key turns something on and off."""
    return f"!{pattern}" if re.search(pattern, ours.text) else pattern


def _time_screens(ours: Probe, times: Times) -> None:
    """Open each other screen; one that is not there is left out."""
    for name, (key, back) in SCREENS.items():
        for _again in range(SCREEN_TIMES):
            try:
                taken = ours.press(key, f"!{ANSWER}", SCREEN_PATIENCE)
                ours.press(back, ANSWER, SCREEN_PATIENCE)
            except NeverShownError:
                sys.stderr.write(f"{name}: not there\n")
                break
            times[f"open {name}"].append(taken)


def _print(answers: int, codes: int, memory: float, times: Times) -> None:
    middle = {name: statistics.median(seconds) for name, seconds in times.items()}
    sys.stdout.write(f"{answers} answers x {codes} codes, {memory:.0f} MB\n")
    beside = {
        "first paint": "empty program",
        "first answer": "empty program",
        "all of it": "empty program",
        "next answer": "its key",
        "set code": "its key",
        "filter letter": "its filter",
    }
    for name, seconds in times.items():
        worst = sorted(seconds)[round(0.95 * (len(seconds) - 1))]
        ratio = f"x {middle[name] / middle[beside[name]]:.2f}" if name in beside else ""
        sys.stdout.write(
            f"  {name:16} median {middle[name] * 1000:7.1f} ms  p95 {worst * 1000:7.1f}  {ratio}\n"
        )
    sys.stdout.flush()


if __name__ == "__main__":
    main()
