"""Whether anyone has built on what an entry left, so that it cannot simply be taken back."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sqlalchemy import func, select

from coder.domain.entry import Change, Value, canonical_json
from coder.messages import _
from coder.store import schema
from coder.store.chunks import chunked
from coder.store.nouns import NOUNS, FieldKind, Noun, referring_fields, unique_fields
from coder.store.records import Values
from coder.store.unit_of_work import Reading, Writing

_UID = re.compile(r"[0-9a-f]{32}")
_OF_CODERS = (schema.entry, schema.member, schema.login_link, schema.export, schema.trail)
"""What says of coders, outside the history, that they acted, may act, or were shown something."""


def built_upon(work: Writing, changes: Sequence[Change]) -> set[str]:
    """Return the uids of rows that stand in the way of changes to one noun; no field may come twice.

    In the way is what is no longer as ``before`` says, what refers to a row that would go, what a row would
    refer to but is gone, and what holds a name or place that would be taken.
    """
    noun = NOUNS[changes[0].noun]
    present = work.records.read(noun, [change.uid for change in changes])
    built = {change.uid for change in changes if not _is_as_left(change, present)}
    built.update(_gone(work, noun, changes))
    leaving = [change.uid for change in changes if not change.field and change.after is None]
    built.update(_referred_to(work, noun.name, [uid for uid in leaving if uid in present]))
    return built or _places_taken(work, noun, changes, present)


def who_touched(work: Reading, uids: Iterable[str], *, since: int) -> list[str]:
    """Return the names of those whose entries after one touched these rows, the latest first."""
    entry, change, coder = schema.entry, schema.change, schema.coder
    newest: dict[str, int] = {}
    for chunk in chunked(sorted(uids)):
        query = (
            select(coder.c.name, func.max(entry.c.number))
            .join(entry, entry.c.coder_id == coder.c.id)
            .join(change, change.c.entry == entry.c.number)
            .where(change.c.uid.in_(chunk), entry.c.number > since)
            .group_by(coder.c.name)
        )
        for name, number in work.connection.execute(query):
            newest[name] = max(number, newest.get(name, 0))
    return sorted(newest, key=newest.__getitem__, reverse=True) or [_("someone")]


def touched_by(work: Reading, uids: Sequence[str], operations: Collection[str], *, since: int) -> bool:
    """Tell whether an entry of one of these kinds, after one, touched any of these rows."""
    entry, change = schema.entry, schema.change
    query = (
        select(entry.c.number)
        .join(change, change.c.entry == entry.c.number)
        .where(entry.c.number > since, entry.c.operation.in_(operations))
        .limit(1)
    )
    return any(
        work.connection.scalar(query.where(change.c.uid.in_(chunk))) is not None for chunk in chunked(uids)
    )


def _is_as_left(change: Change, present: Mapping[str, Values]) -> bool:
    row = present.get(change.uid)
    if not change.field:
        return bool(row == change.before)
    return row is not None and bool(row[change.field] == change.before)


def _comes(change: Change) -> bool:
    return not change.field and change.before is None


def _gone(work: Writing, noun: Noun, changes: Sequence[Change]) -> set[str]:
    """Return the uids that rows would refer to although they are there no more."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for change in changes:
        values = {change.field: change.after} if change.field else change.after or {}
        for name, value in values.items():
            field = noun.field(name)
            if value is None:
                continue
            if field.kind is FieldKind.REFERENCE:
                wanted[field.target].add(value)
            elif field.kind is FieldKind.BACKGROUND:
                wanted["variable"].update(value)
                wanted["level"].update(value.values())
            elif name == "asked_if":
                wanted["variable"].add(value["variable"])
                wanted["level"].update(value["levels"])
            elif name in ("codes", "unseen"):
                wanted["code"].update(value)
            elif name == "content":
                wanted["code"].update(_uids_in(value))
    own = {change.uid for change in changes}
    return {
        uid
        for target, uids in wanted.items()
        for uid in uids - own - work.records.known_uids(target, uids - own)
    }


def _uids_in(value: Value) -> Iterator[str]:
    """Yield all uids anywhere in a JSON value, keys of objects among them."""
    if isinstance(value, str):
        if _UID.fullmatch(value):
            yield value
    elif isinstance(value, dict):
        for each in (*value.keys(), *value.values()):
            yield from _uids_in(each)
    elif isinstance(value, list):
        for each in value:
            yield from _uids_in(each)


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
    found -= set(uids)
    if noun_name in ("variable", "level"):
        found.update(_people_with(work, noun_name, ids), _questions_asked_by(work, uids))
    if noun_name == "code":
        found.update(_naming_codes(work, uids))
    if noun_name == "coder":
        for table in _OF_CODERS:
            known = select(table.c.coder_id).where(table.c.coder_id.in_(ids)).distinct()
            found.update(work.records.uids_of("coder", work.connection.scalars(known).all()))
    return found


def _people_with(work: Writing, noun_name: str, ids: Sequence[int]) -> set[str]:
    """Return the uids of participations that have a variable or level in their background."""
    taking, background = schema.participation, schema.background
    column = background.c[f"{noun_name}_id"]
    found: set[str] = set()
    for chunk in chunked(ids):
        query = select(taking.c.uid).join(background, background.c.participation_id == taking.c.id)
        found.update(work.connection.scalars(query.where(column.in_(chunk))))
    return found


def _questions_asked_by(work: Writing, uids: Sequence[str]) -> set[str]:
    """Return the uids of questions asked only of those with such a background."""
    question = schema.question
    query = select(question.c.uid, question.c.asked_if).where(question.c.asked_if.is_not(None))
    return {row.uid for row in work.connection.execute(query) if any(uid in row.asked_if for uid in uids)}


def _naming_codes(work: Writing, uids: Sequence[str]) -> set[str]:
    """Return the uids of rounds, outcomes, layers and frozen sets that name such a code."""
    found: set[str] = set()
    for column in (
        schema.revisit_round.c.codes,
        schema.outcome.c.codes,
        schema.layer.c.content,
        schema.given.c.codes,
        schema.given.c.unseen,
    ):
        rows = work.connection.execute(select(column.table.c.uid, column.label("named")))
        found.update(row.uid for row in rows if any(uid in row.named for uid in uids))
    return found


def _places_taken(
    work: Writing, noun: Noun, changes: Sequence[Change], present: Mapping[str, Values]
) -> set[str]:
    """Return uids of rows that hold what rows about to come back or change must be alone with."""
    found: set[str] = set()
    for names in unique_fields(noun):
        moving = {change.uid for change in changes if change.field in names or _comes(change)}
        coming = {uid: values for uid, values in _left_by(changes, present).items() if uid in moving}
        taken = {
            tuple(canonical_json(values[name]) for name in names)
            for values in coming.values()
            if values.get("merged_into") is None
        }
        if not taken:
            continue
        found.update(
            uid
            for uid, values in _alike(work, noun, names, coming.values()).items()
            if uid not in moving and tuple(canonical_json(values[name]) for name in names) in taken
        )
    return found


def _left_by(changes: Sequence[Change], present: Mapping[str, Values]) -> dict[str, Values]:
    """Return the rows that changes leave, as they will be."""
    left: dict[str, Values] = {}
    for change in changes:
        if change.field:
            left[change.uid] = left.get(change.uid, present[change.uid]) | {change.field: change.after}
        elif change.after is not None:
            left[change.uid] = change.after
    return left


def _alike(work: Writing, noun: Noun, names: Sequence[str], coming: Iterable[Values]) -> dict[str, Values]:
    """Return the rows that share the first of the unique fields with rows that come or change."""
    name = names[0]
    field = noun.field(name)
    values = sorted({row[name] for row in coming})
    column = noun.table.c[field.column]
    keys = work.records.ids_of(field.target, values) if field.target else values
    uids: list[str] = []
    for chunk in chunked(keys):
        uids.extend(work.connection.scalars(select(noun.table.c.uid).where(column.in_(chunk))))
    return work.records.read(noun, uids)
