"""Where no project is yet: a file that gets its name when the project in it is whole, or a database."""

from __future__ import annotations

import glob
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from sqlalchemy import Connection, func, inspect, select

from coder import platform
from coder.domain.address import without_password
from coder.domain.errors import CoderError, EnvironmentFailedError, WrongUseError
from coder.domain.identity import new_uid
from coder.messages import _
from coder.store import cipher
from coder.store.engine import is_url, project_engine, project_url, transaction
from coder.store.failures import failures_explained
from coder.store.laid_out import lay_out_tables
from coder.store.project_file import remove_project_file

_LAYING_OUT = 0x636F6465
"""The advisory lock under which a project is made on a server."""


class ProjectExistsError(WrongUseError):
    """A project is there already."""

    def __init__(self, target: str) -> None:
        super().__init__(_("«{target}» is there already. Choose another name.").format(target=target))


class NotEmptyError(WrongUseError):
    """A database in which something else lies."""

    def __init__(self, target: str) -> None:
        super().__init__(
            _("The database «{target}» is not empty; name one in which nothing lies.").format(target=target)
        )


class CannotMakeProjectError(EnvironmentFailedError):
    """The file could not be made."""

    def __init__(self, target: str, why: str) -> None:
        super().__init__(_("Cannot make «{target}»: {why}.").format(target=target, why=why))


@contextmanager
def new_place(target: str, *, empty: bool = False) -> Iterator[Connection]:
    """Give the empty tables of a project, in the one transaction in which it is made.

    Whoever looks, or is killed, meets no half project: a file gets its name when the block has ended well,
    and a database holds nothing until then.

    Args:
        target: A file, to be readable by its owner only, or a URL.
        empty: Nothing else may lie in the database.

    Raises:
        ProjectExistsError, NotEmptyError: If something is there already.
        CannotMakeProjectError: If the file cannot be made.
    """
    with _in_database(target, empty=empty) if is_url(target) else _in_file(target) as connection:
        yield connection


def remove_leftovers(path: Path) -> None:
    """Take away what was left of making this file by a program that was killed; one at work is left alone."""
    with suppress(OSError):
        for left in path.parent.glob(f"{glob.escape(path.name)}.*.unfinished"):
            if _is_left(left):
                remove_project_file(left)


@contextmanager
def _in_file(target: str) -> Iterator[Connection]:
    # What is no name of a file is refused first.
    project_url(target)
    path = Path(target)
    if path.exists():
        raise ProjectExistsError(target)
    unfinished = path.with_name(f"{path.name}.{new_uid()}.unfinished")
    try:
        platform.make_private_file(unfinished)
        engine = project_engine(unfinished)
        try:
            with failures_explained(), transaction(engine, writing=True) as connection:
                lay_out_tables(connection)
                yield connection
        finally:
            engine.dispose()
        platform.name_file(unfinished, path)
    except FileExistsError as error:
        raise ProjectExistsError(target) from error
    except OSError as error:
        raise CannotMakeProjectError(target, platform.reason(error)) from error
    finally:
        with suppress(OSError):
            remove_project_file(unfinished)


@contextmanager
def _in_database(target: str, *, empty: bool) -> Iterator[Connection]:
    engine = project_engine(target)
    try:
        with failures_explained(), transaction(engine, writing=True) as connection:
            if connection.dialect.name == "postgresql":
                # Two processes may make the project at once; the second shall find it made.
                connection.execute(select(func.pg_advisory_xact_lock(_LAYING_OUT)))
            there = inspect(connection).get_table_names()
            if "project" in there:
                raise ProjectExistsError(without_password(target))
            if empty and there:
                raise NotEmptyError(without_password(target))
            lay_out_tables(connection)
            yield connection
    finally:
        engine.dispose()


def _is_left(unfinished: Path) -> bool:
    try:
        with closing(cipher.opened(unfinished, timeout=0, isolation_level=None)) as connection:
            # Whoever makes the project holds the write lock from its first statement on.
            connection.execute("BEGIN IMMEDIATE")
    except (CoderError, *cipher.errors()):  # type: ignore[misc]  # mypy does not see into it
        return False
    return True
