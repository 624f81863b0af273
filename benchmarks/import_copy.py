"""Importing into a PostgreSQL server by COPY, by inserts, and into a file, in turn.

    python -m benchmarks.import_copy --postgres URL [--answers 10000] [--codings 100000] [--runs 3]

The URL names an empty database; it is emptied before each run. Seconds are those of the imports, libraries
loaded: a survey with three background variables, then its codings with excerpts.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

from benchmarks.empty_database import empty_database
from benchmarks.make_survey import make_survey

IMPORTING = """
import sys, time
import spacy, sqlalchemy, coder.text.sentences
from coder.__main__ import main
from coder.store import bulk

coder.text.sentences.split_many(["a."])
bulk.FEW = int(sys.argv[1])
for command in sys.argv[2].split("|"):
    begun = time.perf_counter()
    sys.argv = ["coder", *command.split(" ")]
    try:
        main()
    except SystemExit:
        pass
    print(time.perf_counter() - begun, flush=True)
"""
NEVER = 10**9


def main() -> None:
    """Import in turn, and print medians."""
    asked = argparse.ArgumentParser(description="COPY beside inserts")
    asked.add_argument("--postgres", required=True)
    asked.add_argument("--answers", type=int, default=10_000)
    asked.add_argument("--codings", type=int, default=100_000)
    asked.add_argument("--runs", type=int, default=3)
    options = asked.parse_args()
    found: dict[str, list[list[float]]] = defaultdict(list)
    with tempfile.TemporaryDirectory(prefix="coder-copy-") as name:
        folder = Path(name)
        make_survey(folder, units=options.answers, questions=1, codes=400, codings=options.codings)
        for _run in range(options.runs):
            empty_database(options.postgres)
            found["server, inserts"].append(_imported(folder, options.postgres, NEVER))
            empty_database(options.postgres)
            found["server, COPY"].append(_imported(folder, options.postgres, 100))
            file = folder / "p.sqlite"
            found["file"].append(_imported(folder, str(file), 100))
            file.unlink()
    _print(found)


def _imported(folder: Path, target: str, few: int) -> list[float]:
    """Return the seconds the survey and its codings took."""
    survey = (
        f"import {folder}/survey.csv --id=respondent_id --question=q01 --wave-column=aar --no-content=leave "
        "--attribute=kommunestorrelse --attribute=landsdel --attribute=samarbeid"
    )
    codebook = f"codebook q01 import {folder}/codebook_q01.csv"
    codings = f"codings q01 import {folder}/codings_q01.csv"
    said = subprocess.run(
        [sys.executable, "-c", IMPORTING, str(few), f"{survey}|{codebook}|{codings}"],
        env=os.environ | {"CODER_PROJECT": target, "CODER_NAME": "Koder A", "CODER_LANG": "en"},
        check=True,
        capture_output=True,
        text=True,
    )
    seconds = [float(line) for line in said.stdout.split()]
    return [seconds[0], seconds[2]]


def _print(found: dict[str, list[list[float]]]) -> None:
    for place, what in enumerate(("survey", "codings")):
        base = statistics.median(seconds[place] for seconds in found["server, COPY"])
        for name, runs in found.items():
            middle = statistics.median(seconds[place] for seconds in runs)
            sys.stdout.write(f"{what:8} {name:16} median {middle:7.2f} s  x {middle / base:.2f}\n")
    sys.stdout.write(f"load {os.getloadavg()[0]:.1f}\n")


if __name__ == "__main__":
    main()
