"""A whole project copied to where none is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.exc import IntegrityError

from coder.domain.errors import UnusableInputError
from coder.messages import _
from coder.store import schema
from coder.store.carried_rows import Progress, copy_rows, count_rows
from coder.store.engine import is_url
from coder.store.new_place import new_place, remove_leftovers
from coder.store.unit_of_work import reading


class NotWholeError(UnusableInputError):
    """Something in the project refers to what is not there."""

    def __init__(self) -> None:
        super().__init__(
            _("This project is not whole, so it cannot be copied; «project check» says where it is broken.")
        )


@dataclass(frozen=True)
class Copied:
    """What came along, and what did not."""

    entry: int
    """The newest entry in the copy."""
    roles: int
    """How many coders' roles came along, without the server's logins behind them."""


def copy_to_new_place(
    engine: Engine, target: str, finished: Callable[[Copied, str], None], progress: Progress | None = None
) -> Copied:
    """Copy a project, as it stands when this begins, to where none is.

    Args:
        engine: The project; others may go on writing.
        target: A file that is not there, or the URL of an empty database.
        finished: Called, with the kind of database, when the copy is whole and before anybody sees it.
        progress: Told how far it has come.

    Raises:
        ProjectExistsError, NotEmptyError, CannotMakeProjectError: If it cannot lie there.
        CannotHoldError, NotWholeError, UnlikeCopyError: If it cannot be copied.
    """
    if not is_url(target):
        remove_leftovers(Path(target))
    try:
        with new_place(target, empty=True) as place, reading(engine) as work:
            copy_rows(work.connection, place, progress)
            head = select(schema.project.c.last_entry)
            made = Copied(
                entry=place.scalars(head).one(),
                roles=count_rows(place, schema.member),
            )
            finished(made, place.dialect.name)
    except IntegrityError as error:
        raise NotWholeError from error
    return made
