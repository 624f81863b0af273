"""Carries out acts that are asked for line by line, and says how long each took.

Runs in the environment of the program that is measured, so it needs the standard library alone. A line is
``{"act": "set_code", "times": 20}``; the answer is ``{"seconds": [...], "megabytes": 81, "found": ...}``.
"""

from __future__ import annotations

import csv
import json
import os
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CODER = "Koder A"


@dataclass(frozen=True)
class Material:
    """A survey of one question as every program can take it: ids, texts, codes, codings of whole answers."""

    folder: Path

    @property
    def survey(self) -> Path:
        """A CSV file: ``respondent_id``, ``kommunestorrelse``, ``q01``."""
        return self.folder / "survey.csv"

    @property
    def texts(self) -> Path:
        """A folder with a text file to each answer, named by its id."""
        return self.folder / "texts"

    def answers(self) -> dict[str, str]:
        """Return the texts by id."""
        return {row["respondent_id"]: row["q01"] for row in rows_of(self.survey)}

    def codings(self) -> list[tuple[str, str]]:
        """Return pairs of id and code, each once."""
        return [(row["respondent_id"], row["code"]) for row in rows_of(self.folder / "codings.csv")]


def rows_of(path: Path) -> list[dict[str, str]]:
    """Read a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def timed(work: Callable[[], object]) -> float:
    """Return the seconds it took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def serve(program: Any) -> None:
    """Carry out what is asked on standard input until it ends.

    Whatever the program prints goes to the error output: the answers alone stand on the other.
    """
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for line in sys.stdin:
        asked = json.loads(line)
        found = getattr(program, asked.pop("act"))(**asked)
        seconds, said = found if isinstance(found, tuple) else (found, None)
        said = {"seconds": seconds or [], "megabytes": peak_memory(program), "found": said}
        answers.write(json.dumps(said) + "\n")
        answers.flush()


def peak_memory(program: Any) -> float:
    """Return the most megabytes held so far, by this process or the server it drives."""
    pid = getattr(program, "server_pid", None) or "self"
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0.0
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def many(acts: Iterable[Callable[[], object]]) -> list[float]:
    """Time each act."""
    return [timed(act) for act in acts]
