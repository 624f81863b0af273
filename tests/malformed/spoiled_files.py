"""A process that feeds spoiled files to a command: python -m … CASE FOLDER SEED FIRST LAST."""

from __future__ import annotations

import json
import random
import resource
import shutil
import sqlite3
import sys
import time
import traceback
from contextlib import closing
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from coder.cli.group import cli
from tests.malformed.mutations import spoiled

TAKEN = frozenset({0, 1, 2, 3})
"""Exit codes a file can lead to: 4 would say that the machine is at fault."""


def state(project: Path) -> tuple[Any, ...]:
    """Return what shows whether anything was written to a project."""
    if not project.exists():
        return ()
    with closing(sqlite3.connect(project)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        counts = [(name, database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for name in tables]
        return (*database.execute("SELECT last_entry, last_hash FROM project").fetchall(), *sorted(counts))


def tried(command: list[str], project: Path) -> dict[str, Any]:
    """Run a command; return how it ended, how long it took, and what must not be."""
    before, begun = state(project), time.perf_counter()
    result = CliRunner().invoke(cli, ["--project", str(project), "--coder", "kari", *command])
    seconds = time.perf_counter() - begun
    wrong = ""
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        wrong = "".join(traceback.format_exception(result.exception))[-3_000:]
    elif result.exit_code not in TAKEN or "Traceback" in result.output:
        wrong = f"exit {result.exit_code}: {result.output[-2_000:]}"
    elif result.exit_code in (2, 3) and state(project) != before:
        wrong = f"exit {result.exit_code}, but the project was changed: {result.output[-1_000:]}"
    elif result.exit_code == 3 and "Error" not in result.output:
        wrong = f"exit 3 without a sentence: {result.output[-1_000:]}"
    return {"exit": result.exit_code, "seconds": seconds, "wrong": wrong}


def main(case: str, folder: Path, seed: int, first: int, last: int) -> None:
    """Spoil the case's file again and again, saying a line of JSON about each before and after."""
    about = json.loads((folder / f"{case}.json").read_text())
    original = (folder / about["file"]).read_bytes()
    template, project = folder / "template.sqlite", folder / f"{case}-{first}.sqlite"
    file = folder / f"{case}-{first}{about['suffix']}"
    for number in range(first, last):
        file.write_bytes(spoiled(original, random.Random(f"{seed} {case} {number}")))
        for old in folder.glob(f"{project.name}*"):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
        shutil.copy(template, project)
        sys.stdout.write(json.dumps({"begun": number}) + "\n")
        sys.stdout.flush()
        said = tried([part.replace("FILE", str(file)) for part in about["command"]], project)
        memory = max(
            resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        )
        sys.stdout.write(json.dumps({"number": number, "megabytes": memory // 1024, **said}) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), *map(int, sys.argv[3:6]))
