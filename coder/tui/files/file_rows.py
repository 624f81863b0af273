"""What a file picker shows: one folder at a time, narrowed by what is typed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from coder.domain.errors import UnusableInputError
from coder.messages import _
from coder.platform import reason
from coder.text.collation import collation_key
from coder.text.folding import folded
from coder.tui.pieces.lines import Line, Piece, Role, line

UP = ".."
BESIDE_PROJECT = ("-wal", "-shm", "-journal", ".backups")
"""How the names end of what is written beside a project, and is nothing to open."""


class UnreadableFolderError(UnusableInputError):
    """A folder that cannot be looked into."""

    def __init__(self, folder: Path, why: str) -> None:
        super().__init__(_("«{folder}» cannot be opened: {why}.").format(folder=folder, why=why))


class FileKind(Enum):
    """What a row of the picker stands for, in the order they are listed."""

    UP = 0
    FITTING = 1
    """A file of the kind looked for."""
    FOLDER = 2
    OTHER = 3


@dataclass(frozen=True)
class FileRow:
    """A file or a folder."""

    path: Path
    kind: FileKind
    size: int = 0
    changed: float = 0.0


class FileRows:
    """A folder's rows, as far as they fit what is typed; a typed path shows the folder it leads to."""

    def __init__(self, folder: Path, suffixes: Sequence[str]) -> None:
        self.suffixes = frozenset(suffixes)
        self._start = folder
        self.folder = folder
        self.typed = ""
        self.rows: tuple[FileRow, ...] = ()
        self.cursor: int | None = None
        self._listed: tuple[Path, Sequence[FileRow]] | None = None

    def enter(self, folder: Path) -> None:
        """Let names be looked for in another folder."""
        self._start = folder

    def type(self, typed: str) -> None:
        """Narrow to what is typed: part of a name, or a path.

        Raises:
            UnreadableFolderError: If the folder cannot be looked into.
        """
        self.typed = typed
        if not typed:
            # Files may have come since it was looked into.
            self._listed = None
        self.folder, wanted = self._meant(typed)
        # The way up stays open where the folder cannot be looked into.
        self.rows, self.cursor = (FileRow(self.folder.parent, FileKind.UP),), 0
        hidden = wanted.startswith(".")
        found = [row for row in self._listing() if hidden or _is_seen(row)]
        if wanted:
            found = [row for row in found if folded(wanted) in folded(row.path.name)]
        elif self.folder.parent != self.folder:
            found.insert(0, FileRow(self.folder.parent, FileKind.UP))
        self.rows = tuple(found)
        self.cursor = self._first()

    def move(self, step: int) -> None:
        """Move the cursor."""
        if self.rows:
            self.cursor = min(max((self.cursor or 0) + step, 0), len(self.rows) - 1)

    @property
    def row(self) -> FileRow | None:
        """The row under the cursor; None where nothing fits."""
        return None if self.cursor is None else self.rows[self.cursor]

    def path_meant(self) -> Path:
        """Return the path that is typed, where no row fits it."""
        folder, wanted = self._meant(self.typed)
        return folder / wanted

    def _listing(self) -> Sequence[FileRow]:
        """Return all rows of the folder, in order; it is looked into once while one types."""
        if self._listed is None or self._listed[0] != self.folder:
            found = _listed(self.folder, self.suffixes)
            found.sort(key=lambda row: (row.kind.value, collation_key(row.path.name)))
            self._listed = self.folder, found
        return self._listed[1]

    def _meant(self, typed: str) -> tuple[Path, str]:
        """Return the folder meant, and what a name in it must hold."""
        if not typed.startswith("~") and os.sep not in typed and "/" not in typed:
            return (self._start.parent, "") if typed == UP else (self._start, typed)
        path = self._start / _without_tilde(typed)
        if typed.endswith(("/", os.sep)) or typed == "~":
            return Path(os.path.normpath(path)), ""
        return Path(os.path.normpath(path.parent)), path.name

    def _first(self) -> int | None:
        """Return where the cursor stands at first; on the way up only where there is nothing else."""
        if not self.rows:
            return None
        return 1 if self.rows[0].kind is FileKind.UP and len(self.rows) > 1 else 0


def row_line(row: FileRow) -> Line:
    """A row of the picker."""
    if row.kind is FileKind.UP:
        return line(Piece(f" {UP}/", Role.DIM), right=[Piece(_("the folder above "), Role.DIM)])
    name = row.path.name
    if row.kind is FileKind.FOLDER:
        return line(Piece(f" {name}/", Role.ACCENT))
    when = datetime.fromtimestamp(row.changed).astimezone().strftime("%Y-%m-%d")
    role = Role.TEXT if row.kind is FileKind.FITTING else Role.DIM
    return line(Piece(f" {name}", role), right=[Piece(f"{_size(row.size):>9}   {when} ", Role.DIM)])


def _size(count: int) -> str:
    for unit, divisor in (("MB", 1_000_000), ("kB", 1_000)):
        if count >= divisor:
            return f"{count // divisor} {unit}"
    return f"{count} B"


def _listed(folder: Path, suffixes: frozenset[str]) -> list[FileRow]:
    try:
        with os.scandir(folder) as entries:
            return [row for entry in entries if (row := _row(entry, suffixes)) is not None]
    except OSError as error:
        raise UnreadableFolderError(folder, reason(error)) from error


def _row(entry: os.DirEntry[str], suffixes: frozenset[str]) -> FileRow | None:
    path = Path(entry.path)
    try:
        if entry.is_dir():
            return FileRow(path, FileKind.FOLDER)
        about = entry.stat()
    except OSError:
        # A link that leads nowhere is no file to open.
        return None
    kind = FileKind.FITTING if path.suffix.lower() in suffixes else FileKind.OTHER
    return FileRow(path, kind, about.st_size, about.st_mtime)


def _is_seen(row: FileRow) -> bool:
    # A spreadsheet program keeps «~$name.xlsx» beside an open file.
    return not row.path.name.startswith((".", "~$")) and not row.path.name.endswith(BESIDE_PROJECT)


def _without_tilde(typed: str) -> Path:
    try:
        return Path(typed).expanduser()
    except RuntimeError:
        return Path(typed)
