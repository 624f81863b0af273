"""The changes that lead from one state to another, in an order in which each can be made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from coder.domain.entry import Change, Value, canonical_json
from coder.store.as_of import State
from coder.store.nouns import NOUNS, FieldKind, Noun, referring_fields, unique_fields
from coder.store.records import Values

# Levels are referred to by background values, which are no fields of their own.
_REFERRED = frozenset({"level", *(name for name in NOUNS if referring_fields(name))})
_NAMES = {"respondent": "external_id", "question": "key", "sample": "round"}
"""The field that holds the name of a noun, where it is not ``name``; samples go by their number."""


def changes_between_states(before: State, after: State) -> list[Change]:
    """Return what turns one state into another: what nothing refers to goes first, the rest last.

    Where names or places change hands, rows step aside first: a name for the moment, or gone and back.
    """
    first: list[Change] = []
    aside: list[Change] = []
    come: list[Change] = []
    fields: list[Change] = []
    last: list[Change] = []
    for name, noun in NOUNS.items():
        old, new = before[name], after[name]
        moved = {uid for uid in new if uid in old and new[uid] != old[uid]}
        gone = [uid for uid in old if uid not in new]
        stepping = _stepping_aside(noun, old, new, moved, gone)
        if name in _REFERRED:
            named = _named_for_the_moment(name, stepping, old, new)
            field = _name_field(name)
            aside += [Change(name, uid, field, old[uid][field], value) for uid, value in named.items()]
            last[:0] = _going(noun, old, gone, named)
        else:
            first += [Change(name, uid, "", old[uid], None) for uid in (*gone, *sorted(stepping - set(gone)))]
            moved -= stepping
            named = {}
        back = {uid: new[uid] for uid in sorted(stepping & new.keys())} if name not in _REFERRED else {}
        created, patches = _coming(noun, {uid: row for uid, row in new.items() if uid not in old} | back, old)
        come += created
        fields += patches
        fields += _moving(name, old, new, moved, named)
    return [*first, *aside, *come, *fields, *last]


def _stepping_aside(
    noun: Noun, old: Mapping[str, Values], new: Mapping[str, Values], moved: set[str], gone: Iterable[str]
) -> set[str]:
    """Return the rows that hold what others come to hold, before they let go of it themselves."""
    leaving = {*moved, *gone}
    if not leaving or (noun.name in _REFERRED and not _has_name(noun)):
        return set()
    found: set[str] = set()
    for names in unique_fields(noun):
        held = {
            key: uid for uid, row in old.items() if uid in leaving and (key := _key(row, names)) is not None
        }
        for uid, row in new.items():
            if uid in old and uid not in moved:
                continue
            key = _key(row, names)
            holder = held.get(key) if key is not None else None
            if holder is not None and holder != uid:
                found.add(holder)
    # What nothing refers to has gone by then anyway.
    return found if noun.name in _REFERRED else found - set(gone)


def _named_for_the_moment(
    noun: str, stepping: set[str], old: Mapping[str, Values], new: Mapping[str, Values]
) -> dict[str, Value]:
    """Return what rows are called while others come to hold their names: nothing that any row is called."""
    field = _name_field(noun)
    if noun != "sample":
        return {uid: f"{old[uid][field]} {uid}" for uid in stepping}
    beyond = max((row[field] for rows in (old, new) for row in rows.values()), default=0)
    return {uid: beyond + old[uid][field] for uid in stepping}


def _name_field(noun: str) -> str:
    return _NAMES.get(noun, "name")


def _has_name(noun: Noun) -> bool:
    return any(each.name == _name_field(noun.name) for each in noun.fields)


def _key(row: Values, names: Iterable[str]) -> tuple[str, ...] | None:
    if row.get("merged_into") is not None:
        return None
    return tuple(canonical_json(row[name]) for name in names)


def _moving(
    noun: str,
    old: Mapping[str, Values],
    new: Mapping[str, Values],
    moved: set[str],
    named: Mapping[str, Value],
) -> Iterator[Change]:
    for field in NOUNS[noun].fields:
        for uid in new:
            if uid not in moved:
                continue
            value: Value = old[uid][field.name]
            if uid in named and field.name == _name_field(noun):
                value = named[uid]
            if new[uid][field.name] != value:
                yield Change(noun, uid, field.name, value, new[uid][field.name])


def _going(
    noun: Noun, old: Mapping[str, Values], gone: Iterable[str], named: Mapping[str, Value]
) -> list[Change]:
    """Let rows go, those that others of them refer to after these."""
    rows = {uid: old[uid] for uid in gone}
    order = _referred_first(noun, rows)
    changes = []
    for uid in reversed(order):
        row = rows[uid]
        if uid in named:
            row = row | {_name_field(noun.name): named[uid]}
        changes.append(Change(noun.name, uid, "", row, None))
    return changes


def _coming(
    noun: Noun, rows: Mapping[str, Values], old: Mapping[str, Values]
) -> tuple[list[Change], list[Change]]:
    """Let rows come, those that others of them refer to before these; references in a circle come later."""
    own = _self_references(noun)
    there = set(old)
    created, patches = [], []
    for uid in _referred_first(noun, rows):
        row = rows[uid]
        for name in own:
            if row[name] is not None and row[name] not in there:
                patches.append(Change(noun.name, uid, name, None, row[name]))
                row = row | {name: None}
        created.append(Change(noun.name, uid, "", None, row))
        there.add(uid)
    return created, patches


def _referred_first(noun: Noun, rows: Mapping[str, Values]) -> list[str]:
    own = _self_references(noun)
    if not own:
        return list(rows)
    order: list[str] = []
    seen: set[str] = set()
    for start in rows:
        waiting = [(start, False)]
        while waiting:
            uid, is_ready = waiting.pop()
            if is_ready:
                order.append(uid)
            elif uid in rows and uid not in seen:
                seen.add(uid)
                waiting.append((uid, True))
                waiting += [(rows[uid][name], False) for name in own if rows[uid][name] is not None]
    return order


def _self_references(noun: Noun) -> list[str]:
    return [
        each.name for each in noun.fields if each.kind is FieldKind.REFERENCE and each.target == noun.name
    ]
