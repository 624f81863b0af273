"""A process that feeds a case's spoiled files to its command: python -m … FOLDER SEED FIRST LAST."""

from __future__ import annotations

import json
import shutil
import sys
from contextlib import nullcontext
from dataclasses import asdict, replace
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import Any
from unittest.mock import patch

from tests.malformed.cases import ABOUT
from tests.malformed.driving import LONGEST
from tests.malformed.trial import Ended, Trial
from tests.malformed.warm_reader import WarmReader

COLD = 20
"""Of so many files one is read in a process newly started, as people's are."""


def main(case: Path, seed: int, first: int, last: int) -> None:
    """Spoil the case's files again and again, saying a line of JSON about each before and after."""
    # Before anything large is loaded here, which its forks would carry along.
    reader = WarmReader()
    trial = Trial(case, json.loads((case / ABOUT).read_text()), case / f"tried-{first}")
    trial.lay_out()
    whole = _run(trial, reader, is_cold=False)
    if whole.exit != 0 or whole.wrong:
        sys.exit(f"The whole file is not taken: {whole}")
    reader.is_warm = True
    for number in range(first, last):
        _say({"begun": number})
        ended = _tried(trial, reader, seed, number)
        if ended.seconds > LONGEST:  # the machine may have been busy with something else
            again = _tried(trial, reader, seed, number)
            ended = replace(again, seconds=min(ended.seconds, again.seconds))
        _say({"number": number, "megabytes": _megabytes(reader), **asdict(ended)})
    shutil.rmtree(trial.folder)


def _tried(trial: Trial, reader: WarmReader, seed: int, number: int) -> Ended:
    trial.lay_out()
    trial.spoil(seed, number)
    return _run(trial, reader, is_cold=number % COLD == 0)


def _run(trial: Trial, reader: WarmReader, *, is_cold: bool) -> Ended:
    # Nothing is played: the files are read by the same code within the same limits.
    warmly = patch("coder.documents.contained._answer", reader.answer)
    with nullcontext() if is_cold else warmly:
        return trial.run()


def _megabytes(reader: WarmReader) -> int:
    """Return the most that one process held so far: this one, or one that a file was read in."""
    # Not by getrusage: there this one begins with what the process that started it held.
    lines = Path("/proc/self/status").read_text().splitlines()
    here = next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
    return max(reader.megabytes, *(each // 1024 for each in (here, getrusage(RUSAGE_CHILDREN).ru_maxrss)))


def _say(what: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:5]))
