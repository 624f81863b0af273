"""A project carried whole to another place: from a file to a server, back, or to one of the same kind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from coder.domain.address import without_password
from coder.domain.errors import WrongUseError
from coder.messages import _
from coder.store import cipher
from coder.store.copying import Copied, copy_to_new_place
from coder.store.engine import Engine, is_url, project_engine, project_file, project_url
from coder.store.exports import Export, record_export
from coder.store.failures import failures_explained
from coder.store.migrate import schema_version
from coder.store.project import NoProjectError
from coder.store.unit_of_work import writing
from coder.usecases.exchange.leaving import OPERATION
from coder.usecases.project.making import default_name

COPY = "copy"
"""What such an export is called in the list of them."""

Progress = Callable[[int, int], None]


class BothThereError(WrongUseError):
    """Nobody can tell which of two projects is the copy of which."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(
            _(
                "«{first}» and «{second}» are both there, and a copy never replaces a project. "
                "Name a place where there is none."
            ).format(first=without_password(first), second=without_password(second))
        )


def which_way(named: str, project: str) -> tuple[str, str]:
    """Return (from, to) of two places, of which one holds a project.

    Raises:
        BothThereError: If both do.
        NoProjectError: If neither does.
    """
    there = [_is_there(each) for each in (named, project)]
    if all(there):
        raise BothThereError(named, project)
    if not any(there):
        raise NoProjectError(without_password(project))
    return (named, project) if there[0] else (project, named)


def copy_project(engine: Engine, target: str, coder_id: int, progress: Progress | None = None) -> Copied:
    """Copy a project as it stands to where there is none: rows, ids, uids and history as they are.

    It is whole and compared before it is there for anybody; a copy that fails, or is killed, leaves none.
    That it left is written down in the original, since it holds what people wrote.

    Args:
        engine: The project; others may go on coding in it.
        target: A file that is not there, or the URL of an empty database.
        coder_id: Who copies.
        progress: Told how far it has come.

    Raises:
        ProjectExistsError, NotEmptyError, CannotMakeProjectError: If it cannot lie there.
        CannotHoldError, NotWholeError, UnlikeCopyError: If it cannot be copied.
    """

    def write_down(made: Copied, kind: str) -> None:
        server = project_url(target).host if is_url(target) else None
        fact = Export(
            what=COPY,
            question_id=None,
            format=kind,
            file=default_name(target) if is_url(target) else Path(target).name,
            options={"entry": made.entry} | ({"server": server} if server else {}),
            has_text=True,
        )
        with writing(engine, coder_id=coder_id, operation=OPERATION) as work:
            record_export(work, fact)

    _keep_encrypted(engine, target)
    return copy_to_new_place(engine, target, write_down, progress)


def _keep_encrypted(engine: Engine, target: str) -> None:
    """Let the copy of an encrypted file be encrypted too, with the same passphrase."""
    file = project_file(engine)
    passphrase = None if file is None or is_url(target) else cipher.known_passphrase(file)
    if passphrase is not None:
        cipher.encrypt_when_made(Path(target), passphrase)


def _is_there(target: str) -> bool:
    """Tell whether a place holds something: a file whatever it is, a database a project."""
    if not is_url(target):
        return Path(target).exists()
    engine = project_engine(target)
    try:
        with failures_explained():
            return schema_version(engine) is not None
    finally:
        engine.dispose()
