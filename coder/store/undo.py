"""Taking back and doing again: new entries of inverse changes, never holes in the history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import func, select

from coder.domain.entry import FACTS, Change
from coder.domain.errors import WrongUseError
from coder.messages import _
from coder.store import schema
from coder.store.chunks import chunked
from coder.store.history import changes_of
from coder.store.nouns import NOUNS, referring_fields
from coder.store.unit_of_work import Reading, Writing

UNDO, REDO = "undo", "redo"


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
    inverse = [change.inverse() for change in reversed(changes_of(work, number))]
    for run in _same_noun_runs(inverse):
        _refuse_if_built_upon(work, number, run)
        work.apply(run)
    work.undoes = number
    return number


def _entries(work: Reading, coder_id: int) -> Iterable[tuple[int, str, int]]:
    table = schema.entry
    query = (
        select(table.c.number, table.c.operation, table.c.undoes)
        .where(table.c.coder_id == coder_id)
        .order_by(table.c.number.desc())
    )
    for row in work.connection.execution_options(yield_per=200).execute(query):
        yield row.number, row.operation, row.undoes


def _same_noun_runs(changes: Sequence[Change]) -> Iterable[list[Change]]:
    """Group changes that can be compared with the present in one reading: no uid twice."""
    run: list[Change] = []
    for change in changes:
        if run and (
            run[-1].noun != change.noun or change.field or run[-1].field or _comes(run[-1]) != _comes(change)
        ):
            yield run
            run = []
        run.append(change)
    if run:
        yield run


def _comes(change: Change) -> bool:
    return change.before is None


def _refuse_if_built_upon(work: Writing, number: int, changes: Sequence[Change]) -> None:
    """Compare the present with what the entry left; raise if anyone has changed it since."""
    noun = NOUNS[changes[0].noun]
    uids = [change.uid for change in changes]
    present = work.records.read(noun, uids)
    built: set[str] = set()
    for change in changes:
        if change.field:
            now = present[change.uid][change.field] if change.uid in present else None
            expected = change.before
        else:
            now, expected = present.get(change.uid), change.before
        if now != expected:
            built.add(change.uid)
    leaving = [change.uid for change in changes if not change.field and change.after is None]
    built.update(_referred_to(work, noun.name, [uid for uid in leaving if uid in present]))
    built.update(_names_taken(work, changes))
    if built:
        raise BuiltUponError(number, _who_touched(work, number, built))


def _referred_to(work: Writing, noun_name: str, uids: Sequence[str]) -> set[str]:
    """Return the uids of rows that still refer to rows about to go."""
    if not uids:
        return set()
    found: set[str] = set()
    ids = work.records.ids_of(noun_name, uids)
    for noun, field in referring_fields(noun_name):
        column = noun.table.c[field.column]
        for chunk in chunked(ids):
            query = select(noun.table.c.uid).where(column.in_(chunk))
            found.update(work.connection.scalars(query))
    if noun_name == "coder":
        found.update(_who_acted(work, ids))
    return found - set(uids)


def _who_acted(work: Writing, coder_ids: Sequence[int]) -> set[str]:
    """Return uids of codings, states or answers by which coders about to go have entered the history."""
    entry, change = schema.entry, schema.change
    query = (
        select(change.c.uid)
        .join(entry, entry.c.number == change.c.entry)
        .where(entry.c.coder_id.in_(coder_ids))
        .limit(1)
    )
    return set(work.connection.scalars(query))


def _names_taken(work: Writing, changes: Sequence[Change]) -> set[str]:
    """Return uids of rows that hold what a row about to come back must be alone with."""
    found: set[str] = set()
    for change in changes:
        if change.noun == "coding" and change.before is None and not change.field:
            ids = {
                name: work.records.ids_of(name, [change.after[name]]) for name in ("answer", "code", "coder")
            }
            table = schema.coding
            query = select(table.c.uid).where(
                table.c.answer_id.in_(ids["answer"]),
                table.c.code_id.in_(ids["code"]),
                table.c.coder_id.in_(ids["coder"]),
            )
            found.update(work.connection.scalars(query))
    return found


def _who_touched(work: Reading, number: int, uids: Iterable[str]) -> list[str]:
    """Return the names of those whose later entries touched these rows."""
    entry, change, coder = schema.entry, schema.change, schema.coder
    query = (
        select(coder.c.name)
        .join(entry, entry.c.coder_id == coder.c.id)
        .join(change, change.c.entry == entry.c.number)
        .where(change.c.uid.in_(sorted(uids)[:5_000]), entry.c.number > number)
        .group_by(coder.c.name)
        .order_by(func.max(entry.c.number).desc())
    )
    return list(work.connection.scalars(query)) or [_("someone")]
