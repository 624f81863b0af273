"""What a database says when it fails, as one sentence with an exit code."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, OperationalError

from coder.domain.errors import EnvironmentFailedError, PassingFailureError, UnusableInputError, WrongUseError
from coder.messages import _

_GONE = ("08", "57P")
"""SQLSTATE: the connection broke; the server is ended, or is starting."""
_BUSY = ("53300", "40001", "40P01")
"""SQLSTATE: no connection free just now, or two acts got in each other's way."""
_LOCKED = "55P03"
_NOT_PERMITTED = "42501"


class ProjectLockedError(PassingFailureError):
    """Another program holds the project and did not let go."""

    def __init__(self) -> None:
        super().__init__(
            _("The project is locked by another program. Nothing was changed; try again in a moment.")
        )


class ServerAwayError(PassingFailureError):
    """The database server does not answer, or let go of us."""

    def __init__(self, said: str) -> None:
        super().__init__(
            _(
                "The database server does not answer ({said}). What was acknowledged is safe; "
                "try again in a moment."
            ).format(said=said)
        )


class NotPermittedError(WrongUseError):
    """The server does not let this database user do that."""

    def __init__(self, said: str) -> None:
        super().__init__(
            _(
                "The database server refused: {said}. Your role in this project does not allow it; "
                "see: coder coders roles"
            ).format(said=said)
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


_SIGNS_OF_DAMAGE = (
    "Could not decode to UTF-8",
    # What is left of a damaged schema: a key to a table that has none, what a migration finds made already.
    "foreign key mismatch",
    "already exists",
    "duplicate column name",
    "unsupported file format",
)


@contextmanager
def failures_explained() -> Iterator[None]:
    """Turn what a database raises from outside causes into our errors; bugs stay bugs."""
    try:
        yield
    except DBAPIError as error:
        explained = _explained_by_state(error)
        if explained is None and isinstance(error, OperationalError):
            explained = _explained(error)
        if explained is None:
            raise
        raise explained from error
    except UnicodeDecodeError as error:
        # Python cannot say what SQLite says where the name it quotes is damaged, too.
        if not error.object.startswith(b"malformed database schema"):
            raise
        raise NotAProjectError(error.object.decode(errors="replace")) from error


def _explained_by_state(error: DBAPIError) -> Exception | None:
    """Return our error for what a server says, or a file that is none; None for anything else."""
    state = str(getattr(error.orig, "sqlstate", None) or "")
    said = _first_line(error)
    if state == _LOCKED:
        return ProjectLockedError()
    if state == _NOT_PERMITTED:
        return NotPermittedError(_refused(said))
    if error.connection_invalidated or state.startswith(_GONE) or state in _BUSY:
        return ServerAwayError(said)
    if _could_not_connect(error):
        return ServerAwayError(said)
    if "file is not a database" in said or "malformed" in said:
        return NotAProjectError(str(error.orig))
    return None


def _refusals() -> dict[str, str]:
    """Return what the guards on a server's tables say, in the reader's language."""
    return {
        "an act in the name of another": _("an act in the name of another"),
        "a decision in the name of another": _("a decision in the name of another"),
        "what belongs to another coder": _("it belongs to another coder"),
        "a reader writes": _("a reader only reads"),
        "who leads a question": _("who leads a question is changed by a lead, or by that person"),
        "what is said of another": _("it says something of another coder"),
        "an entry that is not the next": _("somebody wrote at the same moment; do it again"),
        "an entry that the project does not end with": _("the history has to end with what was done"),
        "a change of what has happened": _("what has happened is not changed"),
        "a history that ends with no act of one's own": _("the history has to end with an act of your own"),
        "another project": _("the project stays the one it is"),
    }


def _refused(said: str) -> str:
    """Return what a server refused, in the reader's language where the words are known."""
    if said.startswith("permission denied"):
        return _("you have no right to that here")
    return _refusals().get(said, said)


def _could_not_connect(error: DBAPIError) -> bool:
    """Tell whether no connection came about; a server that knows neither user nor database did answer."""
    return (
        isinstance(error, OperationalError)
        and error.statement is None
        and getattr(error.orig, "sqlstate", "none of a server's") is None
        and "does not exist" not in str(error.orig)
    )


def _first_line(error: DBAPIError) -> str:
    lines = str(error.orig).strip().splitlines()
    return lines[0].rstrip(".") if lines else "?"


def _explained(error: OperationalError) -> Exception:
    said = _first_line(error)
    if is_locked(error):
        return ProjectLockedError()
    if "disk is full" in said or "No space left" in said:
        return DiskFullError()
    if "disk I/O error" in said:
        # What SQLite says where it cannot even make the files beside the project: mostly for want of room.
        return DiskFailedError()
    if "readonly database" in said or "read-only" in said or "unable to open" in said:
        return ReadOnlyProjectError()
    if any(sign in said for sign in _SIGNS_OF_DAMAGE):
        return NotAProjectError(said)
    return StorageFailedError(said)
