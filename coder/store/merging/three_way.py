"""Row by row, field by field: what changed on one side only is taken, what changed on both is a conflict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from coder.domain.coding import distinct
from coder.domain.entry import Value
from coder.store.as_of import State
from coder.store.merging.conflict import Conflict, ConflictKind, Take
from coder.store.nouns import NOUNS, FieldKind, Noun
from coder.store.records import Values

_TOGETHER: dict[str, tuple[tuple[str, ...], ...]] = {
    "coded": (("state", "done_entry"),),
    "proposal": (("decision", "decided_by"),),
    "passage": (("start", "end", "lost", "words"),),
    "finding": (("start", "end"), ("decision", "replacement", "reason", "decided_by")),
    "question": (("suggest", "hidden_percent"),),
    "settlement": (("rule", "decided_by", "taken_from", "parked_for"),),
    "given": (("codes", "unseen", "entry"),),
}
"""Fields that only mean something together."""
_QUIET: dict[str, frozenset[str]] = {
    noun: frozenset({"position", "seed", "colour", "born", "from_file", "retired", "score"}) for noun in NOUNS
} | {
    "look": frozenset({"entry"}),
    "sample": frozenset({"drawn", "closed", "revisit_open", "revisit_bound", "first_had", "round"}),
    "sample_answer": frozenset({"position", "opened"}),
    "passage": frozenset({"position"}),
    "approval": frozenset({"coder", "entry"}),
}
"""Where both changed these ours stays, and nobody need be told: they say how, not what."""
_UNITED = {"participation": ("background",), "code": ("labels", "aliases"), "coder": ("aliases",)}
"""Fields made of parts, each of which is compared by itself."""
_CHOSEN = {"passage": ("starred", "cuts")}
"""Of what was made on both sides: what one of them chose stands, as where two passages become one."""


@dataclass
class Merged:
    """What comes out of holding two sides against what both knew."""

    state: State
    conflicts: list[Conflict] = field(default_factory=list)
    protected: frozenset[str] = frozenset()
    """Uids of answers whose text here stands, whatever is asked for: something was taken out of it."""


def three_way(
    base: State,
    ours: State,
    theirs: State,
    *,
    take: Take | None = Take.OURS,
    protected: frozenset[str] = frozenset(),
) -> Merged:
    """Merge two states that go back to one.

    Args:
        base: What both knew.
        ours: Everything here; the result has its rows first.
        theirs: Everything there, in the words of ours.
        take: Whose side stands in a conflict; None for what both knew.
        protected: Answers whose text here stands anyway.
    """
    merged = Merged({name: dict(rows) for name, rows in ours.items()}, protected=protected)
    for name, noun in NOUNS.items():
        _rows(noun, base[name], ours[name], theirs[name], merged, take)
    return merged


def _rows(
    noun: Noun,
    base: Mapping[str, Values],
    ours: Mapping[str, Values],
    theirs: Mapping[str, Values],
    merged: Merged,
    take: Take | None,
) -> None:
    rows = merged.state[noun.name]
    for uid in (*theirs, *(uid for uid in base if uid not in theirs)):
        before, here, there = base.get(uid), ours.get(uid), theirs.get(uid)
        if there in (before, here):
            continue
        if here == before:
            _put(rows, uid, there)
        elif here is None or there is None:
            kind = ConflictKind.DELETED_HERE if here is None else ConflictKind.DELETED_THERE
            took = take or Take.OURS
            merged.conflicts.append(Conflict(kind, noun.name, uid, "", here, there, took))
            if take is not Take.OURS:
                _put(rows, uid, there if take is Take.THEIRS else before)
        else:
            row, differing = _fields(noun, before, here, there)
            for names in differing:
                _settle(noun, uid, names, before, here, there, row, merged, take)
            rows[uid] = row


def _put(rows: dict[str, Values], uid: str, row: Values | None) -> None:
    if row is None:
        rows.pop(uid, None)
    else:
        rows[uid] = row


def _settle(
    noun: Noun,
    uid: str,
    names: Sequence[str],
    before: Values | None,
    here: Values,
    there: Values,
    row: Values,
    merged: Merged,
    take: Take | None,
) -> None:
    """Decide on fields that both changed; ``row`` has those of ours."""
    took = Take.OURS if uid in merged.protected and "text" in names else take
    if noun.name == "tag" and there["entry"] < 0:
        # A moment that only the other project has: no tag here can name it.
        took = Take.OURS
    if took is None:
        row.update({name: before[name] for name in names} if before else {})
    elif took is Take.THEIRS:
        row.update({name: there[name] for name in names})
    if took is not None:
        kind = ConflictKind.TAG if noun.name == "tag" else ConflictKind.CHANGED
        name = next(each for each in names if here[each] != there[each])
        merged.conflicts.append(Conflict(kind, noun.name, uid, name, here[name], there[name], took))


def _fields(
    noun: Noun, before: Values | None, here: Values, there: Values
) -> tuple[Values, list[Sequence[str]]]:
    """Return the row with all that can be united, and the fields that cannot, ours in their place."""
    row = dict(here)
    differing: list[Sequence[str]] = []
    for names in _groups(noun):
        old, own, other = (_part(each, names) for each in (before, here, there))
        if other in (old, own):
            continue
        if own == old:
            row.update(dict(zip(names, other, strict=True)) if other else {})
            continue
        if all(name == "decided_by" or here[name] == there[name] for name in names):
            # They decided alike; who did is no difference.
            continue
        if _is_quiet(noun, names[0], here, there):
            row[names[0]] = own[0] if own and own[0] not in (None, "") else there[names[0]]
            continue
        united = _united(noun, names[0], before, here, there)
        if united is None:
            differing.append(names)
        else:
            row[names[0]] = united
    return row, differing


def _is_quiet(noun: Noun, name: str, here: Values, there: Values) -> bool:
    if name == "retired" and None in (here[name], there[name]):
        return False
    return name in _QUIET[noun.name]


def _groups(noun: Noun) -> Iterator[Sequence[str]]:
    groups = _TOGETHER.get(noun.name, ())
    together = {name for names in groups for name in names}
    yield from groups
    yield from ((each.name,) for each in noun.fields if each.name not in together)


def _part(row: Values | None, names: Sequence[str]) -> list[Value] | None:
    return None if row is None else [row[name] for name in names]


def _united(noun: Noun, name: str, before: Values | None, here: Values, there: Values) -> Value:
    """Return a value that has what both sides say, or None where they contradict each other."""
    old = None if before is None else before[name]
    own, other = here[name], there[name]
    unite = _uniting(noun, name)
    if unite is not None:
        return unite(old, own, other)
    if before is None and noun.field(name).kind in (FieldKind.TEXT, FieldKind.REFERENCE):
        # Nothing was known before: where only one says something, nobody contradicts it.
        return own if other is None else other if own is None else None
    if before is None and name in _CHOSEN.get(noun.name, ()):
        return own or other
    return max(own, other) if name == "returned" else None


def _uniting(noun: Noun, name: str) -> Callable[[Value, Value, Value], Value] | None:
    if noun.field(name).kind is FieldKind.EXCERPTS:
        return _united_excerpts
    if name not in _UNITED.get(noun.name, ()):
        return None
    return _united_list if name == "aliases" else _united_dict


def _united_excerpts(old: Value, own: Value, other: Value) -> Value:
    """Unite places that were only added; placed and whole together are placed."""
    known = old or []
    if any(place not in own or place not in other for place in known):
        return None
    return [list(place) for place in distinct(tuple(place) for place in (*own, *other))]


def _united_list(old: Value, own: Value, other: Value) -> Value:
    known = old or []
    gone = [each for each in known if each not in own or each not in other]
    return [each for each in dict.fromkeys((*own, *other)) if each not in gone]


def _united_dict(old: Value, own: Value, other: Value) -> Value:
    known = old or {}
    found = {}
    for key in dict.fromkeys((*own, *other)):
        before, here, there = known.get(key), own.get(key), other.get(key)
        if there in (before, here):
            value = here
        elif here == before:
            value = there
        else:
            return None
        if value is not None:
            found[key] = value
    return found
