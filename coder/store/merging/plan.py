"""What merging another project would do: worked out from both histories, written nowhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from coder.domain.entry import Change
from coder.store import schema
from coder.store.as_of import State, apply_change, present_state
from coder.store.code_use import MEANING_FIELDS, meaning_changes
from coder.store.foreign import own_hashes, uids_elsewhere
from coder.store.foreign_meanings import foreign_meanings
from coder.store.history import changes_between, last_number
from coder.store.merging.conflict import Conflict, Take
from coder.store.merging.gone import gone_rows, with_gone
from coder.store.merging.kinship import Kinship
from coder.store.merging.leads import settle_leads
from coder.store.merging.mending import Mending
from coder.store.merging.moments import Openings, openings, settle_moments
from coder.store.merging.naming import Naming
from coder.store.merging.places import refit_places
from coder.store.merging.recognising import Recognised, recognised
from coder.store.merging.three_way import Merged, three_way
from coder.store.merging.translating import Translation
from coder.store.merging.units import settle_units
from coder.store.merging.writing_order import changes_between_states
from coder.store.nouns import empty_project
from coder.store.unit_of_work import Reading

Progress = Callable[[int, int], None]
_STEPS = 6


@dataclass(frozen=True)
class MergePlan:
    """What a merge would do."""

    kin: Kinship
    recognised: Recognised
    people: tuple[Change, ...]
    """Coders who come, with those who step aside for them: a fact, which is not undone."""
    redactions: tuple[Change, ...]
    """Texts that something was taken out of there: a fact too."""
    changes: tuple[Change, ...]
    """All others, in an order in which each can be made."""
    conflicts: tuple[Conflict, ...]
    forgotten: frozenset[str]
    """Texts here, by uid, that were forgotten there."""
    shared: Mapping[str, int] = field(default_factory=dict)
    """By noun how many things were there on both sides."""
    theirs: State = field(default_factory=dict, repr=False)
    """Everything there, in the words of here."""

    @property
    def all_changes(self) -> tuple[Change, ...]:
        """Everything that would be written."""
        return (*self.people, *self.redactions, *self.changes)

    @property
    def created(self) -> Counter[str]:
        """How many of each noun would come."""
        return Counter(each.noun for each in self.all_changes if not each.field and each.before is None)

    @property
    def changed(self) -> Counter[str]:
        """How many of each noun would change."""
        rows = {(each.noun, each.uid) for each in self.all_changes if each.field}
        return Counter(noun for noun, _uid in rows)

    @property
    def deleted(self) -> Counter[str]:
        """How many of each noun would go."""
        return Counter(each.noun for each in self.changes if not each.field and each.after is None)


def merge_plan(
    ours: Reading,
    theirs: Reading,
    kin: Kinship,
    take: Take = Take.OURS,
    progress: Progress | None = None,
) -> MergePlan:
    """Work out what merging another project into this one does.

    Args:
        ours: This project.
        theirs: The other one; only read.
        kin: How far they know each other.
        take: Whose side stands where both changed the same.
        progress: Told after each step.
    """
    told = _Steps(progress)
    here, there = present_state(ours), present_state(theirs)
    told.step()
    bodies_here, bodies_there = _bodies(ours), _bodies(theirs)
    raw_base = _base_there(theirs, there, kin)
    found = recognised(raw_base, here, there, _known(ours, theirs, here))
    told.step()
    translation = Translation(kin, found.uids, bodies_here, bodies_there)
    base = _base(ours, here, kin, translation, raw_base)
    their_state = translation.translated(there, base, here)
    told.step()
    forgotten = frozenset(
        uid for uid, body in bodies_there.items() if body is None and bodies_here.get(uid) is not None
    )
    protected = _redacted(ours, {uid for uid, body in bodies_here.items() if body is None})
    base = with_gone(
        base,
        here,
        their_state,
        gone_rows(ours, kin.known_there),
        gone_rows(theirs, kin.known_here),
        found.uids,
    )
    merged = three_way(base, here, their_state, take=take, protected=protected)
    there_by_here = {own: uid for uid, own in found.uids.different.items()}
    settle_leads(merged, ours, theirs, there_by_here)
    told.step()
    _mend(base, here, their_state, merged, take, {**bodies_there, **bodies_here})
    told.step()
    opened = _openings(ours, theirs, here, there, kin, found)
    facts = len({*_facts_coming(here, merged.state, forgotten)})
    settle_moments(merged, opened, last_number(ours) + facts + 1)
    sorted_out = _sorted_out(changes_between_states(here, merged.state), forgotten)
    told.step()
    conflicts = tuple(merged.conflicts)
    return MergePlan(kin, found, *sorted_out, conflicts, forgotten, _shared(here, their_state), their_state)


def _facts_coming(here: State, merged: State, forgotten: frozenset[str]) -> Iterator[str]:
    """Yield what will be entries of their own before the merge."""
    if merged["coder"].keys() - here["coder"].keys():
        yield "people"
    for uid, row in here["answer"].items():
        if row["text"]["text"] in forgotten and merged["answer"].get(uid, row)["text"] != row["text"]:
            yield "redactions"


def _sorted_out(
    changes: Iterable[Change], forgotten: frozenset[str]
) -> tuple[tuple[Change, ...], tuple[Change, ...], tuple[Change, ...]]:
    people: list[Change] = []
    redactions: list[Change] = []
    others: list[Change] = []
    for each in changes:
        is_redaction = each.noun == "answer" and each.field == "text" and each.before["text"] in forgotten
        is_coder = each.noun == "coder" and (each.field or each.after is not None)
        (redactions if is_redaction else people if is_coder else others).append(each)
    if not any(each.before is None and not each.field for each in people):
        people, others = [], [*people, *others]
    return tuple(people), tuple(redactions), tuple(others)


class _Steps:
    def __init__(self, progress: Progress | None) -> None:
        self._progress, self._done = progress, 0

    def step(self) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, _STEPS)


def _mend(
    base: State,
    here: State,
    there: State,
    merged: Merged,
    take: Take,
    bodies: Mapping[str, str | None],
) -> None:
    mending, naming = Mending(base, here, there, merged), Naming(here, there, merged)
    mending.references()
    became = naming.codes()
    settle_units(base, here, there, merged, became, take)
    mending.references()
    became = naming.codes()
    naming.names()
    mending.rounds()
    refit_places(here, there, merged, bodies)
    mending.codings(became)


def _base_there(theirs: Reading, there: State, kin: Kinship) -> State:
    """Return what they had when they were last merged here, in their words."""
    return _state_after(theirs, there, kin.known_here)


def _base(ours: Reading, here: State, kin: Kinship, translation: Translation, raw: State) -> State:
    """Return what both knew: the newest state one of them had that the other had taken in."""
    now = translation.uids.as_now
    if kin.base_is_ours:
        return now(_state_after(ours, here, kin.known_there))
    if kin.base_is_theirs:
        return translation.translated(raw, here)
    # Each has taken in the other, but not what came of it: what both knew is put together in the same way.
    first, own = (now(_state_after(ours, here, number)) for number in (kin.common, kin.known_there))
    other = translation.translated(raw, first, own, here)
    return three_way(first, own, other, take=None).state


def _state_after(work: Reading, present: State, number: int) -> State:
    """Return everything as it was right after an entry; ``present`` is everything now, and stays."""
    state = {noun: dict(rows) for noun, rows in present.items()}
    last = last_number(work)
    if number <= 0:
        [project] = state["project"]
        return {noun: {} for noun in state} | {"project": {project: empty_project()}}
    for _number, change in changes_between(work, number, last, backwards=True):
        apply_change(state, change.inverse())
    return state


def _bodies(work: Reading) -> dict[str, str | None]:
    table = schema.text_table
    return {row.uid: row.body for row in work.connection.execute(select(table.c.uid, table.c.body))}


def _known(ours: Reading, theirs: Reading, here: State) -> dict[tuple[str, str], str]:
    """Return what earlier merges learned, here and there: by noun and uid there the uid here."""
    found = {(noun, uid): own for (noun, uid), own in uids_elsewhere(ours).items() if uid not in here[noun]}
    for (noun, elsewhere), there in uids_elsewhere(theirs).items():
        if elsewhere in here[noun] and there not in here[noun]:
            found[noun, there] = elsewhere
    return found


def _redacted(work: Reading, tombstones: set[str]) -> frozenset[str]:
    """Return the answers that something was taken out of: an earlier text of theirs is forgotten."""
    if not tombstones:
        return frozenset()
    return frozenset(
        change.uid
        for _number, change in changes_between(work, 0, last_number(work), noun="answer")
        if change.field == "text" and change.before and change.before["text"] in tombstones
    )


def _openings(
    ours: Reading, theirs: Reading, here: State, there: State, kin: Kinship, found: Recognised
) -> Openings:
    """Gather what opens answers on either side; what a third project brought counts where it was merged."""
    of = found.uids.of
    born_there = {of(uid): row["born"] for uid, row in there["code"].items() if not row["from_file"]}
    meant_here, meant_there = (
        _meanings(ours, set(own_hashes(theirs))),
        _meanings(theirs, set(own_hashes(ours))),
    )
    there_by_uid = {of(uid): numbers for uid, numbers in meant_there.items()}
    return openings(here, born_there, kin, meant_here, there_by_uid)


def _meanings(work: Reading, of_other: set[str]) -> dict[str, list[int]]:
    """Return by code the entries that changed what it means, but for those the other project knows itself."""
    found: dict[str, list[int]] = defaultdict(list)
    for codebook_id in work.connection.scalars(select(schema.codebook.c.id)).all():
        changes = meaning_changes(work, codebook_id, own_only=True)
        uids = work.records.uids_by_id("code", list(changes))
        for code_id, each in changes.items():
            found[uids[code_id]] += [number for number, _how in each]
    for foreign in foreign_meanings(work, MEANING_FIELDS):
        if foreign.hash not in of_other:
            found[foreign.uid].append(foreign.entry)
    return found


def _shared(here: State, there: State) -> dict[str, int]:
    return {noun: len(rows.keys() & there[noun].keys()) for noun, rows in here.items()}
