"""Spoiling a project's file in ways disks and people do, and saying what the program makes of it."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from enum import StrEnum
from pathlib import Path

from coder.domain.errors import CoderError
from coder.store.project import open_project
from coder.usecases.project.making import check_project

Contents = Mapping[str, list[tuple[object, ...]]]
"""All rows of all tables, by table."""
SECTOR = 512
"""Bytes a disk writes whole."""
SIDES = ("", "-wal")


class Verdict(StrEnum):
    """What became of a spoiled project."""

    REFUSED = "refused when opened"
    FOUND = "found by check"
    HARMLESS = "nothing in it has changed"
    SILENT = "changed, and nobody says so"


def contents(path: Path) -> Contents:
    """Read everything there is in a project's file that is whole."""
    with closing(sqlite3.connect(path)) as database:
        names = [
            name
            for (name,) in database.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            )
        ]
        # What is no text any more is a difference, too.
        database.text_factory = bytes
        return {name: sorted(database.execute(f'SELECT * FROM "{name}"'), key=repr) for name in names}


def verdict(path: Path, whole: Contents) -> tuple[Verdict, str]:
    """Open a spoiled project as the next program would; say what is noticed, and in which words.

    Args:
        path: The spoiled project, which may be changed.
        whole: What it held before.
    """
    try:
        engine = open_project(str(path))
    except CoderError as error:
        return Verdict.REFUSED, str(error)
    try:
        found = check_project(engine)
    except CoderError as error:
        return Verdict.FOUND, str(error)
    finally:
        engine.dispose()
    if found:
        return Verdict.FOUND, found[0]
    now = contents(path)
    if now == whole:
        return Verdict.HARMLESS, ""
    changed = [name for name in whole if now.get(name) != whole[name]]
    return Verdict.SILENT, ", ".join(changed or sorted(now.keys() - whole.keys()))


def copied(project: Path, folder: Path) -> Path:
    """Copy a project's file and what lies beside it into a folder, in place of what was there."""
    target = folder / project.name
    for side in (*SIDES, "-shm"):
        target.with_name(target.name + side).unlink(missing_ok=True)
    for side in SIDES:
        part = project.with_name(project.name + side)
        if part.exists():
            shutil.copy(part, target.with_name(target.name + side))
    return target


def flip_a_letter(path: Path, rng: random.Random) -> int:
    """Change one byte of a file; return where."""
    spoiled = bytearray(path.read_bytes())
    place = rng.randrange(len(spoiled))
    spoiled[place] ^= 1 << rng.randrange(8)
    path.write_bytes(spoiled)
    return place


def cut_short(path: Path, rng: random.Random) -> int:
    """Leave only the first part of a file; return its length."""
    left = rng.randrange(path.stat().st_size)
    with path.open("rb+") as file:
        file.truncate(left)
    return left


def torn(before: bytes, after: bytes, rng: random.Random) -> bytes:
    """Return a file as a power cut leaves it in the middle of writing: some sectors old, some new."""
    length = max(len(before), len(after))
    old, new = before.ljust(length, b"\0"), after.ljust(length, b"\0")
    made = bytearray()
    for start in range(0, length, SECTOR):
        made += (new if rng.random() < 0.5 else old)[start : start + SECTOR]
    return bytes(made)
