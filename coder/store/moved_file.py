"""A project's file that is no longer where it was opened: noticed before anything is written to it.

SQLite goes on writing to a file that was deleted, renamed, or replaced by a synchronised folder, and nobody
would ever see it again.
"""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from coder.domain.errors import EnvironmentFailedError
from coder.messages import _
from coder.platform import make_private_file, make_private_folder
from coder.store.cipher import errors, export, key_in_use
from coder.store.project_file import backups_folder, remove_project_file, stamped

Identity = tuple[int, int]
"""What tells a file from every other there is at the time."""


class ProjectMovedError(EnvironmentFailedError):
    """The file was deleted, renamed or replaced while it was open."""

    def __init__(self, file: Path, copy: Path | None) -> None:
        said = _(
            "«{file}» was deleted, renamed or replaced while it was open. Nothing more is saved into it."
        ).format(file=file)
        if copy is not None:
            kept = _("All that was saved until then is in «{copy}»; leave, and restore that or merge it.")
            said += " " + kept.format(copy=copy)
        super().__init__(said)


def identity(file: Path) -> Identity | None:
    """Return which file stands at a place; None where none does."""
    try:
        found = file.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return found.st_dev, found.st_ino


class Keeper:
    """Keeps one copy of a file that is gone, however many connections to it notice."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._lock = threading.Lock()
        self._is_kept = False
        self._copy: Path | None = None

    def copy(self, raw: Any) -> Path | None:
        """Return the copy, made now if there is none; None where it could not be made."""
        with self._lock:
            if not self._is_kept:
                self._copy, self._is_kept = _copied(raw, self.file), True
            return self._copy


def refuse_if_moved(raw: Any, opened: Identity | None, keeper: Keeper, *, between: bool) -> None:
    """Refuse to write to a file that is not at its place any more; keep a copy of what is in it.

    Args:
        raw: The connection.
        opened: Which file it was made to.
        keeper: Keeps the copy.
        between: No transaction is at hand, so that what is copied is what was saved.

    Raises:
        ProjectMovedError: If another file stands there, or none.
    """
    try:
        now = identity(keeper.file)
    except OSError:  # not to be found out; writing will tell
        return
    if now is not None and now == opened:
        return
    raise ProjectMovedError(keeper.file, keeper.copy(raw) if between else None)


def _copied(raw: Any, file: Path) -> Path | None:
    folder = backups_folder(file)
    copy = folder / f"{file.stem}-moved-{stamped()}.sqlite"
    try:
        make_private_folder(folder)
        make_private_file(copy)
        # Backing a file up that has no name any more never ends.
        if isinstance(raw, sqlite3.Connection):
            copy.write_bytes(raw.serialize())
            with closing(sqlite3.connect(copy)) as target:
                target.execute("PRAGMA journal_mode=DELETE")
        else:
            export(raw, copy, key_in_use(file))
    except (OSError, *errors()):  # type: ignore[misc]  # mypy does not see into it
        with suppress(OSError):
            remove_project_file(copy)
        return None
    return copy
