"""Spoiled files driven through a command in a process of their own, which is watched."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
LONGEST = 10.0
"""Seconds one file may take."""
MOST_MEMORY = 1_000
"""Megabytes a process may hold: the command, or what it reads a file in."""
SLACK = 30.0
"""Seconds more before a process is taken to hang: the machine may be busy."""
ENOUGH = 20
"""So many faults are enough to know of."""


@dataclass
class Driven:
    """What came of some spoiled files."""

    tried: int = 0
    exits: dict[int, int] = field(default_factory=dict)
    slowest: float = 0.0
    megabytes: int = 0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        ends = ", ".join(f"exit {code}: {count}" for code, count in sorted(self.exits.items()))
        return f"{self.tried} files; {ends}; slowest {self.slowest:.1f} s; at most {self.megabytes} MB"


def driven(case: str, folder: Path, *, seed: int, files: int) -> Driven:
    """Try so many spoiled files; a process that dies or hangs is noted, and another goes on behind it."""
    result = Driven()
    number = 0
    while number < files and len(result.wrong) < ENOUGH:
        number = _stretch(case, folder, seed, number, files, result)
    return result


def _stretch(case: str, folder: Path, seed: int, first: int, last: int, result: Driven) -> int:
    """Go on until all are tried or the process ends; return where the next is to begin."""
    numbers = map(str, (seed, first, last))
    command = [sys.executable, "-m", "tests.malformed.spoiled_files", str(folder), *numbers]
    with (
        (folder / "complaints").open("w+") as complaints,
        subprocess.Popen(
            command, cwd=CHECKOUT, stdout=subprocess.PIPE, stderr=complaints, text=True
        ) as process,
    ):
        lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=_put_all, args=(process.stdout, lines), daemon=True).start()
        at = first
        try:
            while at < last and (line := lines.get(timeout=LONGEST + SLACK)):
                said = json.loads(line)
                at = said["begun"] if "begun" in said else said["number"] + 1
                if "exit" in said:
                    _note(case, seed, said, result)
            why = "the process ended"
        except queue.Empty:
            why = "hangs"
        finally:
            process.kill()
        if at < last:
            complaints.seek(0)
            result.wrong.append(f"{case} {seed} {at}: {why}: {complaints.read()[-1_500:]}")
            at += 1
    return at


def _put_all(source: Iterable[str], lines: queue.Queue[str]) -> None:
    """Pass lines on; an empty one says that there are no more."""
    for line in source:
        lines.put(line)
    lines.put("")


def _note(case: str, seed: int, said: dict[str, float | int | str], result: Driven) -> None:
    result.tried += 1
    exit_code, seconds, megabytes = int(said["exit"]), float(said["seconds"]), int(said["megabytes"])
    result.exits[exit_code] = result.exits.get(exit_code, 0) + 1
    result.slowest, result.megabytes = max(result.slowest, seconds), max(result.megabytes, megabytes)
    wrong = str(said["wrong"])
    if seconds > LONGEST:
        wrong = wrong or f"took {seconds:.1f} s"
    if megabytes > MOST_MEMORY:
        wrong = wrong or f"held {megabytes} MB"
    if wrong:
        result.wrong.append(f"{case} {seed} {said['number']}: {wrong}")
