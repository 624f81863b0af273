"""The coding screen on a million codings beside the demo: opening, keys, memory; on a file and on a server.

    python -m benchmarks.million_keys FOLDER [--postgres URL] [--keys 30] [--starts 5]

Makes ``million.sqlite`` in the folder the first time (100 000 answers, 1 000 000 codings, 400 codes; some
minutes), and copies it to the URL, an empty database, unless a project is there. The screens run at once,
each on its own pseudo-terminal, and are given their keys in turn, so that noise falls on all.
"""

from __future__ import annotations

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path

from benchmarks.key_latency import BACKSPACE, FIRST_SET, RIGHT, STANDING, Times, other_way
from benchmarks.make_survey import BLANK_SHARE, make_survey
from benchmarks.probe import Probe, probe
from benchmarks.sized_projects import CODER, QUESTION
from coder.usecases.project.demo import QUESTION as DEMO_QUESTION
from coder.usecases.project.demo import demo_project
from coder.usecases.project.making import default_name

ANSWER = r"◂ (\d+) of (\d+)"
LEFT = "\x1b[D"
ANSWERS, CODES, CODINGS = 100_000, 400, 1_000_000


def main() -> None:
    """Measure, and print medians beside the demo's."""
    asked = argparse.ArgumentParser(description="Keys on a million codings")
    asked.add_argument("folder", type=Path)
    asked.add_argument("--postgres", help="a database with the same project, or an empty one")
    asked.add_argument("--keys", type=int, default=30)
    asked.add_argument("--starts", type=int, default=5)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory() as cache, demo_project() as demo:
        # Where the coder left off is remembered from start to start, but not in the measurer's own cache.
        os.environ["XDG_CACHE_HOME"] = cache
        places = {"demo": (str(demo), DEMO_QUESTION)}
        places["file"] = (str(million(options.folder)), QUESTION)
        if options.postgres:
            _copied(places["file"][0], options.postgres)
            places["server"] = (options.postgres, QUESTION)
        _print(*measured(places, options.keys, options.starts))


def million(folder: Path) -> Path:
    """Return the project with a million codings, made if it is not there."""
    wanted = folder / "million.sqlite"
    if wanted.exists():
        return wanted
    making, survey = folder / "million.making.sqlite", folder / "million"
    make_survey(survey, units=round(ANSWERS / (1 - BLANK_SHARE)), questions=1, codes=CODES, codings=CODINGS)
    roles = ["--id=respondent_id", f"--question={QUESTION}", "--wave-column=aar", "--no-content=leave"]
    _coder(str(making), "import", str(survey / "survey.csv"), *roles, "--attribute=kommunestorrelse")
    _coder(str(making), "codebook", QUESTION, "import", str(survey / f"codebook_{QUESTION}.csv"))
    _coder(str(making), "codings", QUESTION, "import", str(survey / f"codings_{QUESTION}.csv"))
    return making.rename(wanted)


def measured(places: dict[str, tuple[str, str]], keys: int, starts: int) -> tuple[Times, dict[str, float]]:
    """Return seconds by place and what was done, and the megabytes each screen holds at the end."""
    times: Times = defaultdict(list)
    for run in range(starts + 1):
        for name, place in places.items():
            with probe(_command(*place)) as screen:
                paint, desk = screen.started(STANDING, ANSWER)
            if run:
                times[f"{name}: first paint"].append(paint)
                times[f"{name}: answer and place"].append(desk)
    with ExitStack() as stack:
        screens = {name: stack.enter_context(probe(_command(*place))) for name, place in places.items()}
        for screen in screens.values():
            screen.started(ANSWER)
        for number in range(keys + 3):
            for name, screen in screens.items():
                _time_keys(screen, name, times if number >= 3 else defaultdict(list))
        return dict(times), {name: screen.memory() for name, screen in screens.items()}


def _time_keys(screen: Probe, name: str, times: Times) -> None:
    times[f"{name}: filter letter"].append(screen.press("f", "«f»"))
    screen.press(BACKSPACE, "!«f»")
    times[f"{name}: set code"].append(screen.press("1", other_way(screen, FIRST_SET)))
    screen.press("1", other_way(screen, FIRST_SET))
    place, of = map(int, re.findall(ANSWER, screen.text)[0])
    # Where all are done the last one stands there, and there is no way but back.
    key, step = (LEFT, -1) if place > of / 2 else (RIGHT, 1)
    times[f"{name}: next answer"].append(screen.press(key, f"◂ {place + step} of"))


def _print(times: Times, memory: dict[str, float]) -> None:
    middle = {what: statistics.median(seconds) for what, seconds in times.items()}
    for what, seconds in times.items():
        name, done = what.split(": ")
        worst = sorted(seconds)[round(0.95 * (len(seconds) - 1))]
        ratio = middle[what] / middle[f"demo: {done}"]
        sys.stdout.write(
            f"{name:8} {done:18} median {middle[what] * 1000:7.1f} ms  p95 {worst * 1000:7.1f}  "
            f"x {ratio:.2f}\n"
        )
    for name, held in memory.items():
        sys.stdout.write(f"{name:8} {held:.0f} MB\n")
    sys.stdout.write(f"load {os.getloadavg()[0]:.1f}\n")


def _command(target: str, question: str) -> list[str]:
    return [sys.executable, "-m", "coder", "--coder", CODER, "--project", target, "code", question]


def _copied(file: str, url: str) -> None:
    own = {"CODER_LANG": "en", "CODER_PROJECT": url}
    held = subprocess.run(
        [sys.executable, "-m", "coder", "project", "info"],
        env=os.environ | own,
        capture_output=True,
        check=False,
    )
    if held.returncode:
        sys.stderr.write(f"copying to {default_name(url)} …\n")
        _coder(file, "project", "copy", url)


def _coder(project: str, *arguments: str) -> None:
    own = {"CODER_LANG": "en", "CODER_PROJECT": project, "CODER_NAME": CODER}
    command = [sys.executable, "-m", "coder", *arguments]
    subprocess.run(
        command, check=True, env=os.environ | own, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )


if __name__ == "__main__":
    main()
