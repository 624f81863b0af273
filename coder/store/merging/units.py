"""What one coder did with one answer is a whole: its codes and how far it is, merged or kept together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from coder.domain.coding import CodedState
from coder.store.as_of import State
from coder.store.merging.conflict import Conflict, ConflictKind, Take
from coder.store.merging.three_way import Merged
from coder.store.records import Values

Unit = tuple[str, str]
"""An answer and a coder, by uid."""
_NOUNS = ("coding", "coded")


@dataclass
class _Unit:
    """What one state has of a unit."""

    codings: dict[str, Values] = field(default_factory=dict)
    coded: dict[str, Values] = field(default_factory=dict)

    def codes(self, became: Mapping[str, str]) -> set[str]:
        return {became.get(row["code"], row["code"]) for row in self.codings.values()}

    @property
    def done_entry(self) -> int | None:
        rows = [row for row in self.coded.values() if row["state"] == CodedState.DONE]
        return rows[0]["done_entry"] if rows else None


def settle_units(
    base: State, ours: State, theirs: State, merged: Merged, became: Mapping[str, str], take: Take | None
) -> None:
    """Look at every answer that one coder worked on here and there; keep one side's work where they clash.

    They clash where the codes that come out are not those with which the coder said done, where an
    exclusive codebook would get several, or where one coding was placed in two ways. Else all codes stand,
    and done goes before started.

    Args:
        base: What both knew.
        ours: Everything here.
        theirs: Everything there, in the words of ours.
        merged: The rows merged one by one; changed in place.
        became: What codes merged away have become.
        take: Whose work stands where they clash.
    """
    both = _touched(base, ours) & _touched(base, theirs)
    if not both:
        return
    exclusive = _exclusive_answers(merged.state)
    sides = [_gathered(state, both) for state in (base, ours, theirs, merged.state)]
    rows_in_conflict = {each.uid for each in merged.conflicts if each.noun in _NOUNS}
    merged.conflicts[:] = [each for each in merged.conflicts if each.noun not in _NOUNS]
    for unit in sorted(both):
        before, here, there, now = (side.get(unit, _Unit()) for side in sides)
        uids = {*here.codings, *here.coded, *there.codings, *there.coded, *before.codings, *before.coded}
        declared_here, declared_there = _declared(before, here), _declared(before, there)
        codes = now.codes(became)
        clash = (
            bool(rows_in_conflict & (uids - here.coded.keys() - there.coded.keys()))
            or (declared_here and codes != here.codes(became))
            or (declared_there and codes != there.codes(became))
            or (unit[0] in exclusive and len(codes) > 1)
        )
        if not clash:
            _settle_state(merged.state, here, there, declared_here, declared_there)
            continue
        stands = {None: before, Take.OURS: here, Take.THEIRS: there}[take]
        _put_back(merged.state, uids, stands)
        if take is not None:
            said = (sorted(here.codes(became)), sorted(there.codes(became)))
            merged.conflicts.append(Conflict(ConflictKind.CODED, "answer", unit[0], unit[1], *said, take))


def _touched(base: State, side: State) -> set[Unit]:
    """Return the units that a side has otherwise than both knew them."""
    found: set[Unit] = set()
    for noun in _NOUNS:
        before, now = base[noun], side[noun]
        for uid, row in now.items():
            if before.get(uid) is not row and before.get(uid) != row:
                found.add((row["answer"], row["coder"]))
        found.update((row["answer"], row["coder"]) for uid, row in before.items() if uid not in now)
    return found


def _gathered(state: State, units: set[Unit]) -> dict[Unit, _Unit]:
    found: dict[Unit, _Unit] = defaultdict(_Unit)
    for uid, row in state["coding"].items():
        if (row["answer"], row["coder"]) in units:
            found[row["answer"], row["coder"]].codings[uid] = row
    for uid, row in state["coded"].items():
        if (row["answer"], row["coder"]) in units:
            found[row["answer"], row["coder"]].coded[uid] = row
    return found


def _declared(before: _Unit, now: _Unit) -> bool:
    """Tell whether the coder said done since."""
    return now.done_entry is not None and now.done_entry != before.done_entry


def _settle_state(state: State, here: _Unit, there: _Unit, declared_here: bool, declared_there: bool) -> None:
    for uid in {*here.coded, *there.coded}:
        own, other = here.coded.get(uid), there.coded.get(uid)
        if own is None or other is None or own == other:
            continue
        if declared_here:
            state["coded"][uid] = own
        elif declared_there:
            state["coded"][uid] = other
        else:
            # Nobody said done again: what was taken back is not done.
            open_again = own if own["state"] != CodedState.DONE else other
            state["coded"][uid] = open_again


def _put_back(state: State, uids: Iterable[str], stands: _Unit) -> None:
    for uid in uids:
        state["coding"].pop(uid, None)
        state["coded"].pop(uid, None)
    state["coding"].update(stands.codings)
    state["coded"].update(stands.coded)


def _exclusive_answers(state: State) -> set[str]:
    books = {uid for uid, row in state["codebook"].items() if row["exclusive"]}
    if not books:
        return set()
    questions = {uid for uid, row in state["question"].items() if row["codebook"] in books}
    return {uid for uid, row in state["answer"].items() if row["question"] in questions}
