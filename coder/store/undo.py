"""Taking back and doing again: new entries of inverse changes, never holes in the history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from coder.domain.entry import FACTS, REDO, UNDO, WORDS_GONE, Change
from coder.domain.errors import WrongUseError
from coder.messages import _
from coder.store import schema
from coder.store.built_upon import built_upon, touched_by, who_touched
from coder.store.history import changes_of
from coder.store.moved_texts import texts_moved
from coder.store.nouns import completed
from coder.store.rules import breaches_near
from coder.store.unit_of_work import Reading, Writing, runs


class NothingToUndoError(WrongUseError):
    """This coder has nothing left to take back, or to do again."""

    def __init__(self, operation: str) -> None:
        super().__init__(_("Nothing to undo.") if operation == UNDO else _("Nothing to redo."))


class BuiltUponError(WrongUseError):
    """Others have built on the entry, so that it cannot be taken back any more."""

    def __init__(self, number: int, names: Iterable[str]) -> None:
        who = ", ".join(sorted(set(names)))
        super().__init__(
            _("Entry {number} cannot be undone: {who} built on it since. Take that back first.").format(
                number=number, who=who
            )
        )


class WordsGoneError(BuiltUponError):
    """What the entry was about was redacted or forgotten since, for good."""

    def __init__(self, number: int, names: Iterable[str]) -> None:
        told = _(
            "Entry {number} cannot be undone: {who} redacted or forgot words it was about since, which "
            "nothing takes back."
        )
        WrongUseError.__init__(self, told.format(number=number, who=", ".join(sorted(set(names)))))


def undoable_entry(work: Reading, coder_id: int) -> int | None:
    """Return the number of the coder's latest entry not undone, or None."""
    cancelled: set[int] = set()
    for number, operation, undoes in _entries(work, coder_id):
        if number in cancelled:
            continue
        if operation in (UNDO, REDO):
            cancelled.add(undoes)
        elif operation not in FACTS:
            return number
    return None


def redoable_entry(work: Reading, coder_id: int) -> int | None:
    """Return the number of the coder's latest undo that may be taken back, or None.

    Anything else the coder has done since closes that door.
    """
    cancelled: set[int] = set()
    for number, operation, undoes in _entries(work, coder_id):
        if number in cancelled:
            continue
        if operation == UNDO:
            return number
        if operation == REDO:
            cancelled.add(undoes)
        elif operation not in FACTS:
            return None
    return None


def take_back(work: Writing) -> int:
    """Undo or redo, as ``work.operation`` says; return the number of the entry taken back."""
    if work.coder_id is None:
        raise NothingToUndoError(work.operation)
    find = undoable_entry if work.operation == UNDO else redoable_entry
    number = find(work, work.coder_id)
    if number is None:
        raise NothingToUndoError(work.operation)
    take_back_changes(work, number, changes_of(work, number))
    work.undoes = number
    return number


def take_back_changes(work: Writing, number: int, changes: Sequence[Change]) -> None:
    """Apply the inverse of what an entry did, or of some of it.

    Raises:
        BuiltUponError: If others built on it; names them.
        WordsGoneError: If it was about words that are no more.
    """
    inverse = [completed(change.inverse()) for change in reversed(changes)]
    moved = texts_moved(work, inverse, since=number)
    if moved:
        raise _refusal(work, number, moved)
    for run in runs(inverse):
        built = built_upon(work, run)
        if built:
            raise _refusal(work, number, built)
        work.apply(run)
    broken = {breach.uid for breach in breaches_near(work, inverse)}
    if broken:
        raise _refusal(work, number, broken)


def _refusal(work: Reading, number: int, uids: Iterable[str]) -> BuiltUponError:
    """Say why an entry cannot be taken back, where these rows stand in the way."""
    blocking = sorted(uids)
    who = who_touched(work, blocking, since=number)
    if touched_by(work, blocking, WORDS_GONE, since=number):
        return WordsGoneError(number, who)
    return BuiltUponError(number, who)


def _entries(work: Reading, coder_id: int) -> Iterable[tuple[int, str, int]]:
    table = schema.entry
    query = (
        select(table.c.number, table.c.operation, table.c.undoes)
        .where(table.c.coder_id == coder_id)
        .order_by(table.c.number.desc())
    )
    for row in work.connection.execute(query, execution_options={"yield_per": 200}):
        yield row.number, row.operation, row.undoes
