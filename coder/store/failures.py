"""What a database says when it fails, as one sentence with an exit code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError

from coder.domain.errors import EnvironmentFailedError, UnusableInputError
from coder.messages import _


class ProjectLockedError(EnvironmentFailedError):
    """Another program holds the project and did not let go."""

    def __init__(self) -> None:
        super().__init__(
            _("The project is locked by another program. Nothing was changed; try again in a moment.")
        )


class DiskFullError(EnvironmentFailedError):
    """No room for the project to grow."""

    def __init__(self) -> None:
        super().__init__(_("The disk is full. Nothing was changed; make room and try again."))


class DiskFailedError(EnvironmentFailedError):
    """The disk did not take or give what it was asked to."""

    def __init__(self) -> None:
        super().__init__(
            _("The disk failed, or is full. Nothing was changed; make room, or look at the disk.")
        )


class ReadOnlyProjectError(EnvironmentFailedError):
    """The project can be read but not written."""

    def __init__(self) -> None:
        super().__init__(
            _("The project cannot be written: the file or its folder is read-only. Nothing was changed.")
        )


class StorageFailedError(EnvironmentFailedError):
    """The database failed in another way; its own words are given."""

    def __init__(self, said: str) -> None:
        super().__init__(_("The database failed: {said}. Nothing was changed.").format(said=said))


class NotAProjectError(UnusableInputError):
    """The file is something else, or is damaged."""

    def __init__(self, said: str) -> None:
        super().__init__(
            _("This is not a project, or it is damaged ({said}). Restore a backup.").format(said=said)
        )


def is_locked(error: DBAPIError) -> bool:
    """Tell whether the failure was only that another process was writing."""
    said = str(error.orig)
    return "database is locked" in said or "database table is locked" in said


@contextmanager
def failures_explained() -> Iterator[None]:
    """Turn what a database raises from outside causes into our errors; bugs stay bugs."""
    try:
        yield
    except OperationalError as error:
        raise _explained(error) from error
    except DBAPIError as error:
        if "file is not a database" in str(error.orig) or "malformed" in str(error.orig):
            raise NotAProjectError(str(error.orig)) from error
        raise
    except UnicodeDecodeError as error:
        # Python cannot say what SQLite says where the name it quotes is damaged, too.
        if not error.object.startswith(b"malformed database schema"):
            raise
        raise NotAProjectError(error.object.decode(errors="replace")) from error


def _explained(error: OperationalError) -> Exception:
    said = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else "?"
    if is_locked(error):
        return ProjectLockedError()
    if "disk is full" in said or "No space left" in said:
        return DiskFullError()
    if "disk I/O error" in said:
        # What SQLite says where it cannot even make the files beside the project: mostly for want of room.
        return DiskFailedError()
    if "readonly database" in said or "read-only" in said or "unable to open" in said:
        return ReadOnlyProjectError()
    # A key that leads to a table that has none is what is left of a damaged schema.
    if "Could not decode to UTF-8" in said or "foreign key mismatch" in said:
        return NotAProjectError(said)
    return StorageFailedError(said)
