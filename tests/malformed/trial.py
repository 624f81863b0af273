"""A case tried once: its files laid out, one of them spoiled, its command run, and what must not be."""

from __future__ import annotations

import random
import shutil
import sqlite3
import time
import traceback
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.malformed.cases import GIVEN, HERE, TEMPLATE, Into
from tests.malformed.mutations import spoiled

if TYPE_CHECKING:
    from click.testing import Result

ENDS = frozenset({0, 3})
"""Exit codes a file can lead to: 2 would say that the command is wrong, 4 that the machine is."""


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    exit: int
    seconds: float
    wrong: str
    """What must not be; mostly nothing."""


@dataclass(frozen=True)
class Trial:
    """A case in a folder of its own, made anew for each file."""

    case: Path
    """What ``cases.prepared`` made."""
    about: dict[str, Any]
    folder: Path

    @property
    def project(self) -> Path:
        """Where the command's project is, or would be."""
        return self.folder / "project.sqlite"

    def lay_out(self) -> None:
        """Copy what there is, whole."""
        shutil.rmtree(self.folder, ignore_errors=True)
        shutil.copytree(self.case / GIVEN, self.folder)
        if self.about["into"] == Into.OURS.name:
            shutil.copy(self.case / TEMPLATE, self.project)

    def spoil(self, seed: int, number: int) -> None:
        """Spoil one of the files; the same numbers do the same to it."""
        names = self.about["spoiled"]
        file = self.folder / names[number % len(names)]
        chance = random.Random(f"{seed} {self.about['case']} {number}")
        file.write_bytes(spoiled(file.read_bytes(), chance))

    def run(self) -> Ended:
        """Run the command, and look at what it left."""
        from click.testing import CliRunner

        from coder.cli.group import cli

        command = [self._argument(part) for part in self.about["command"]]
        files = self._files()
        begun = time.perf_counter()
        result = CliRunner().invoke(cli, ["--project", str(self.project), "--coder", "kari", *command])
        seconds = time.perf_counter() - begun
        wrong = next(self._wrong(result, files), "")
        return Ended(result.exit_code, seconds, wrong and f"{wrong}: {result.output[-1_000:]}")

    def _argument(self, part: str) -> str:
        return str(self.folder / part.removeprefix(HERE)) if part.startswith(HERE) else part

    def _wrong(self, result: Result, files: dict[str, str]) -> Iterator[str]:
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            yield "".join(traceback.format_exception(result.exception))[-3_000:]
        if result.exit_code not in ENDS:
            yield f"exit {result.exit_code}"
        if result.exit_code == 0:
            if damage := _damage(self.project):
                yield f"taken, and the project is not whole: {damage[:5]}"
            return
        if "Error" not in result.output:
            yield "refused without a sentence"
        if self._is_another_project():
            yield "refused, and the project is another"
        if changed := self._files().items() ^ files.items():
            yield f"refused, and files were changed or left: {sorted(changed)}"

    def _is_another_project(self) -> bool:
        """Tell whether the project holds anything else than at the beginning."""
        is_ours = bool(self.about["into"] == Into.OURS.name)
        if not is_ours or not self.project.exists():
            return is_ours != self.project.exists()
        template = self.case / TEMPLATE
        # Mostly not a byte is another.
        is_same = self.project.read_bytes() == template.read_bytes()
        return not is_same and _all_of(self.project) != _all_of(template)

    def _files(self) -> dict[str, str]:
        """Return a sum over each file beside the project."""
        there = (path for path in self.folder.rglob("*") if path.is_file() and path != self.project)
        return {str(path): sha256(path.read_bytes()).hexdigest() for path in there}


def _all_of(project: Path) -> list[str]:
    with closing(sqlite3.connect(f"file:{project}?mode=ro", uri=True)) as database:
        return list(database.iterdump())


def _damage(project: Path) -> list[str]:
    from coder.store.project import open_project
    from coder.usecases.project.making import check_project

    if not project.exists():
        return []
    engine = open_project(str(project))
    try:
        return check_project(engine)
    finally:
        engine.dispose()
