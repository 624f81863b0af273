"""The file a project lies in: what it must look like, and what SQLite keeps beside it."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from coder.domain.errors import EnvironmentFailedError, UnusableInputError, WrongUseError
from coder.messages import _
from coder.platform import reason
from coder.store.cipher import HEAD, looks_encrypted
from coder.store.failures import NotAProjectError

SIDE_FILES = ("", "-wal", "-shm")
"""What the files of one SQLite database end in."""


class NoProjectError(WrongUseError):
    """There is no project at that place."""

    def __init__(self, target: str) -> None:
        super().__init__(
            _(
                "There is no project «{target}». Import a survey into it: "
                "coder --project {target} import FILE; "
                "or make an empty one: coder --project {target} project new"
            ).format(target=target)
        )


class CannotOpenProjectError(EnvironmentFailedError):
    """The file is there but may not be read."""

    def __init__(self, target: str, why: str) -> None:
        super().__init__(_("Cannot open «{target}»: {why}.").format(target=target, why=why))


class EmptyFileError(UnusableInputError):
    """The file is there but holds no project."""

    def __init__(self, target: str) -> None:
        super().__init__(
            _("«{target}» holds no project. Choose another name, or delete it and make one.").format(
                target=target
            )
        )


def look_at_file(target: str) -> None:
    """Refuse what is not even a SQLite file, without SQLite touching it.

    Raises:
        NoProjectError, CannotOpenProjectError, EmptyFileError, NotAProjectError: As it is.
    """
    path = Path(target)
    try:
        if path.with_name(path.name + "-shm").exists() and path.stat().st_size:
            # SQLite has it open, maybe in this process. Closing a file of our own would drop the locks of its
            # connections here, and another process would take itself for the last and remove what they write.
            return
        with path.open("rb") as file:
            head = file.read(16)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as error:
        raise NoProjectError(target) from error
    except OSError as error:
        raise CannotOpenProjectError(target, reason(error)) from error
    if not head:
        # SQLite would take an empty file for an empty database, and write to it.
        raise EmptyFileError(target)
    if head != HEAD and not looks_encrypted(head, path.stat().st_size):
        raise NotAProjectError(_("no SQLite file"))


def remove_project_file(path: Path) -> None:
    """Take a project's file away, with what SQLite keeps beside it; nothing there is fine."""
    for suffix in SIDE_FILES:
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def remove_abandoned(folder: Path, pattern: str) -> None:
    """Take away what killed programs have left; another may be writing what is younger than a day."""
    yesterday = (datetime.now(UTC) - timedelta(days=1)).timestamp()
    for left in folder.glob(pattern):
        with suppress(FileNotFoundError):
            if left.stat().st_mtime < yesterday:
                remove_project_file(left)


def backups_folder(project: Path) -> Path:
    """Return the folder automatic backups of a project file lie in."""
    return project.with_name(project.name + ".backups")


def stamped() -> str:
    """Return the present moment as part of a file name."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H-%M-%S-%fZ")
