"""How long the Tables screen takes from a key to the table it asks for, at a million codings.

    python -m benchmarks.tables_screen FOLDER

The project is made in the folder the first time (minutes), and copied: 100 000 answers, 400 codes, 15 levels.
A key counts as answered when the table's own rows, note or columns say so, or a text behind the number stands
there; the line of what is asked for changes earlier. Exits with 1 if a median is over 100 ms.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

from benchmarks.probe import Probe, probe
from benchmarks.table_speed import build, codebook, random_codings

ANSWERS, CODES, CODINGS = 100_000, 400, 1_000_000
ROUNDS = 7
MOST_MS = 100
REST_SECONDS = 0.3
"""Between keys, as a reader takes: what is read ahead for the last one is not measured with the next."""
F8, RIGHT, LEFT, DOWN, UP = "\x1b[19~", "\x1b[C", "\x1b[D", "\x1b[B", "\x1b[A"
STANDING = r"N=100,000(?s:.*)k0\d+ +Svar"

STEPS: tuple[tuple[str, str, str], ...] = (
    ("themes only", "n", r"rows 1–\d+ of 40\b"),
    ("codes only", "n", r"(?m)^   Kode 1 "),
    ("codes under themes", "n", r"(?m)^     Kode 1 "),
    ("N = all answers", "g", r"N = all answers"),
    ("N = all who took part", "g", r"N = all who took part"),
    ("N = all who were asked", "g", r"N = all (who were )?asked"),
    ("N = settled answers", "g", r"N = answers whose coding is settled"),
    ("one decimal", "d", r"\d\.\d\b"),
    ("two decimals", "d", r"\d\.\d\d\b"),
    ("no decimals", "d", r"!\d\.\d\d\b"),
    ("counts in the columns", "v", r"Count in each category"),
    ("count and percent", "v", r"Count and share in each category by"),
    ("count, N and percent", "v", r"Percent +Count +N +Percent"),
    ("percent", "v", r"Share in each category by"),
    ("the answers behind the next number", RIGHT, r"storrelse: L00(?s:.*)k0\d+ +Svar"),
    ("the answers behind the number before", LEFT, r"of 100,000 answers(?s:.*)k0\d+ +Svar"),
    ("the answers behind the number below", DOWN, r"answers +Tema 0 > Kode 1\b(?s:.*)k0\d+ +Svar"),
    ("the answers behind the number above", UP, r"answers +Tema 0\n(?s:.*)k0\d+ +Svar"),
)


def main() -> None:
    """Measure, print medians, and exit with 1 if one is too long."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    project = folder / "tables.sqlite"
    if not project.exists():
        build(codebook(CODES), *random_codings(ANSWERS, CODES, CODINGS), ANSWERS, project)
    with tempfile.TemporaryDirectory(dir=folder) as own:
        os.environ["XDG_CACHE_HOME"] = own
        copy = shutil.copy(project, Path(own) / "project.sqlite")
        command = [sys.executable, "-m", "coder", "--coder", "kari", "--project", str(copy)]
        with probe(command, {"TEXTUAL_FPS": "120"}) as run:
            run.started("hva_skal_til")
            # The day's backup is made by now.
            time.sleep(10)
            print(f"first table: {run.press(F8, STANDING):.2f} s, {run.memory():.0f} MB held")
            time.sleep(10)
            run.press("b", r"\?")
            print(f"first by a variable: {1000 * run.press(chr(13), 'of 15 ›'):.0f} ms")
            found = _rounds(run)
            print(f"at the end {run.memory():.0f} MB held")
    medians = {name: statistics.median(times) for name, times in found.items()}
    for name, median in medians.items():
        print(f"{name}: median {1000 * median:.0f} ms, worst {1000 * max(found[name]):.0f} ms")
    sys.exit(any(1000 * median > MOST_MS for median in medians.values()))


def _rounds(run: Probe) -> dict[str, list[float]]:
    found: dict[str, list[float]] = defaultdict(list)
    for _round in range(ROUNDS):
        for name, keys, wanted in STEPS:
            time.sleep(REST_SECONDS)
            found[name].append(run.press(keys, wanted))
    return found


if __name__ == "__main__":
    main()
