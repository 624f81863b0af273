"""A process that feeds a case's spoiled files to its command: python -m … FOLDER SEED FIRST LAST."""

from __future__ import annotations

import json
import random
import resource
import shutil
import sqlite3
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from tests.malformed.cases import ABOUT, GIVEN, HERE, TEMPLATE, Into
from tests.malformed.driving import LONGEST
from tests.malformed.mutations import spoiled
from tests.malformed.warm_reader import WarmReader

TAKEN = frozenset({0, 1, 2, 3})
"""Exit codes a file can lead to: 4 would say that the machine is at fault."""
COLD = 20
"""Of so many files one is read in a process newly started, as users' are."""
PROJECT = "project.sqlite"


@dataclass
class Trial:
    """A case in a folder of its own, made anew for each file."""

    folder: Path
    about: dict[str, Any]
    work: Path

    @property
    def project(self) -> Path:
        """Where the command's project is, or would be."""
        return self.work / PROJECT

    def begin(self, number: int | None, seed: int) -> None:
        """Lay everything out, with one file spoiled; none without a number."""
        shutil.rmtree(self.work, ignore_errors=True)
        shutil.copytree(self.folder / GIVEN, self.work)
        if self.about["into"] == Into.OURS.name:
            shutil.copy(self.folder / TEMPLATE, self.project)
        if number is not None:
            names = self.about["spoiled"]
            file = self.work / names[number % len(names)]
            chance = random.Random(f"{seed} {self.about['case']} {number}")
            file.write_bytes(spoiled(file.read_bytes(), chance))

    def tried(self) -> dict[str, Any]:
        """Run the command; return how it ended, how long it took, and what must not be."""
        from click.testing import CliRunner

        from coder.cli.group import cli

        before, files = state(self.project), self._files()
        command = [
            f"{self.work}/{part[2:]}" if part.startswith(HERE) else part for part in self.about["command"]
        ]
        begun = time.perf_counter()
        result = CliRunner().invoke(cli, ["--project", str(self.project), "--coder", "kari", *command])
        seconds = time.perf_counter() - begun
        wrong = ""
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            wrong = "".join(traceback.format_exception(result.exception))[-3_000:]
        elif result.exit_code not in TAKEN or "Traceback" in result.output:
            wrong = f"exit {result.exit_code}: {result.output[-2_000:]}"
        elif result.exit_code == 3 and "Error" not in result.output:
            wrong = f"exit 3 without a sentence: {result.output[-1_000:]}"
        elif result.exit_code != 0 and state(self.project) != before:
            wrong = f"exit {result.exit_code}, but the project was changed: {result.output[-1_000:]}"
        elif result.exit_code != 0 and self._files() != files:
            left = sorted({*self._files().items()} ^ {*files.items()})
            wrong = (
                f"exit {result.exit_code}, but files were changed or left: {left}: {result.output[-1_000:]}"
            )
        elif result.exit_code == 0 and self.project.exists() and (damage := self._damage()):
            wrong = f"taken, but the project is not whole: {damage[:5]}: {result.output[-1_000:]}"
        return {"exit": result.exit_code, "seconds": seconds, "wrong": wrong}

    def _files(self) -> dict[str, str]:
        """Return what lies in the folder beside the project."""
        there = (path for path in self.work.rglob("*") if path.is_file() and path != self.project)
        return {str(path): sha256(path.read_bytes()).hexdigest() for path in there}

    def _damage(self) -> list[str]:
        from coder.store.project import open_project
        from coder.usecases.project import check_project

        engine = open_project(str(self.project))
        try:
            return check_project(engine)
        finally:
            engine.dispose()


def state(project: Path) -> str:
    """Return a sum over all that stands in a project; none where there is no project."""
    if not project.exists():
        return ""
    with closing(sqlite3.connect(f"file:{project}?mode=ro", uri=True)) as database:
        return sha256("\n".join(database.iterdump()).encode()).hexdigest()


@contextmanager
def warm(reader: WarmReader) -> Iterator[None]:
    """Let files be read by processes that need not be started first."""
    from coder.documents import contained

    cold = contained._answer
    contained.__dict__["_answer"] = reader.answer
    try:
        yield
    finally:
        contained.__dict__["_answer"] = cold


def main(folder: Path, seed: int, first: int, last: int) -> None:
    """Spoil the case's files again and again, saying a line of JSON about each before and after."""
    reader = WarmReader()
    trial = Trial(folder, json.loads((folder / ABOUT).read_text()), folder / f"tried-{first}")
    with warm(reader):
        trial.begin(None, seed)
        whole = trial.tried()
    if whole["exit"] != 0 or whole["wrong"]:
        sys.exit(f"The whole file is not taken: {whole}")
    reader.is_warm = True
    for number in range(first, last):
        _say({"begun": number})
        said = _tried(trial, seed, number, reader)
        if said["seconds"] > LONGEST:  # the machine may have been busy with something else
            again = _tried(trial, seed, number, reader)
            said["seconds"] = min(said["seconds"], again["seconds"])
        held = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        _say({"number": number, "megabytes": max(reader.megabytes, *(each // 1024 for each in held)), **said})
    shutil.rmtree(trial.work)


def _tried(trial: Trial, seed: int, number: int, reader: WarmReader) -> dict[str, Any]:
    trial.begin(number, seed)
    if number % COLD == 0:
        return trial.tried()
    with warm(reader):
        return trial.tried()


def _say(what: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(what) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:5]))
