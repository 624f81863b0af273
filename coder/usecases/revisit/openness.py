"""Which answers are open for which codes: computed from what was done and looked at, never stored."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from coder.domain.codebook import Code
from coder.domain.openings import CodeOpenings, OpenCode, not_covered, openings_of
from coder.store.code_use import meaning_changes
from coder.store.coders import is_person, people_done_in
from coder.store.codes import codes_of
from coder.store.forgotten import answers_without_words
from coder.store.history import last_number
from coder.store.questions import codebook_of_question
from coder.store.revisit import (
    Round,
    answers_of_split,
    closed_for,
    codings_by_answer,
    done_before,
    entries_set_in,
    looks_by_answer,
    rounds_of,
    settling_coder_ids,
)
from coder.store.unit_of_work import Reading

FEW = 2_000
"""So many answers are asked about one by one; of more, all there are is read."""


@dataclass(frozen=True)
class Revisit:
    """What opens and closes the answers to one question."""

    work: Reading
    history: Reading
    """The snapshot that has the history; a project as it was has none of its own."""
    question_id: int
    codes: tuple[Code, ...]
    openings: tuple[CodeOpenings, ...]
    rounds: tuple[Round, ...]
    forgotten: frozenset[int] = frozenset()
    """Answers without words, which nobody can read again."""

    @classmethod
    def of(cls, work: Reading, question_id: int, history: Reading | None = None) -> Revisit:
        """Read the codebook, its changes of meaning, and the rounds that were ended."""
        codebook_id = codebook_of_question(work, question_id)
        codes = tuple(codes_of(work, codebook_id))
        openings = tuple(openings_of(codes, meaning_changes(work, codebook_id, history)))
        rounds = tuple(rounds_of(work, question_id))
        forgotten = frozenset(answers_without_words(work, question_id))
        return cls(work, history or work, question_id, codes, openings, rounds, forgotten)

    def by_coders(
        self, coder_id: int | None, code_ids: Collection[int] | None = None
    ) -> Iterator[OpenToCoder | OpenInConsensus]:
        """Yield what is open to one coder, or in the coding of each whose coding of an answer counts."""
        chosen = [each for each in self.openings if code_ids is None or each.code_id in code_ids]
        if coder_id is not None:
            yield from self._open_to(coder_id, chosen, settled=False)
            return
        for each in settling_coder_ids(self.work, self.question_id):
            own = self._open_to(each, chosen, settled=True)
            yield from own if is_person(self.work, each) else self._open_in_consensus(own, chosen)

    def _open_to(
        self, coder_id: int, chosen: Collection[CodeOpenings], *, settled: bool
    ) -> Iterator[OpenToCoder]:
        openings = not_covered(chosen, self.covered(coder_id))
        limit = max((each.limit for each in openings), default=0)
        if limit:
            done = done_before(self.work, self.question_id, coder_id, limit, settled=settled)
            if self.forgotten:
                done = {each: entry for each, entry in done.items() if each not in self.forgotten}
            yield OpenToCoder(self, coder_id, openings, done)

    def _open_in_consensus(
        self, own: Iterator[OpenToCoder], chosen: Collection[CodeOpenings]
    ) -> Iterator[OpenInConsensus]:
        people = people_done_in(self.work, self.question_id)
        for each in own:
            behind = [one for person in people for one in self._open_to(person, chosen, settled=False)]
            yield OpenInConsensus(each, behind)

    def answer_ids(self, coder_id: int | None = None) -> set[int]:
        """Return the answers open to one coder, or to those whose coding counts; much quicker than why."""
        return {answer_id for each in self.by_coders(coder_id) for answer_id in each.answer_ids()}

    def rounds_in_force(self) -> tuple[Round, ...]:
        """Return the rounds after which nothing opened at least one of their codes again."""
        limits = {each.code_id: each.limit for each in self.openings}
        uids = {code.uid: code.id for code in self.codes}
        last = {(each.coder_id, uid): each.entry for each in self.rounds for uid in each.codes}
        return tuple(
            each
            for each in self.rounds
            if any(
                0 < limits.get(uids.get(uid, 0), 0) <= each.entry == last[each.coder_id, uid]
                for uid in each.codes
            )
        )

    def covered(self, coder_id: int) -> dict[int, int]:
        """Return by code id the last entry in which a coder ended a round over it."""
        ids = {code.uid: code.id for code in self.codes}
        found: dict[int, int] = {}
        for each in self.rounds:
            if each.coder_id == coder_id:
                found.update((ids[uid], each.entry) for uid in each.codes if uid in ids)
        return found


@dataclass
class OpenToCoder:
    """What is open of one coder's answers; reads code by code, and each code once."""

    revisit: Revisit
    coder_id: int
    openings: list[CodeOpenings]
    done: dict[int, int]
    """The entries in which the coder was done, by answer id."""
    _looks: dict[int, dict[int, int]] = field(default_factory=dict)
    _parents: dict[int, set[int]] = field(default_factory=dict)

    def answer_ids(self) -> set[int]:
        """Return the answers open for any code: newest codes first, until none is left to ask about."""
        found: set[int] = set()
        waiting = set(self.done)
        for openings in sorted(self.openings, key=lambda each: -each.limit):
            # Those done later than this are not open for what opened earlier either.
            limit = openings.limit
            waiting = {each for each in waiting if self.done[each] < limit}
            if not waiting:
                break
            opened = self._open_for(openings, waiting)
            found |= opened
            waiting -= opened
        return found

    def answers(self) -> Iterator[tuple[int, tuple[OpenCode, ...]]]:
        """Yield open answers with their codes in codebook order, oldest answer first."""
        special: dict[int, dict[int, OpenCode | None]] = {}
        for openings in self.openings:
            for answer_id, found in self._judged(openings, None).items():
                special.setdefault(answer_id, {})[openings.code_id] = found
        common = _Common(self.openings)
        for answer_id, entry in sorted(self.done.items()):
            codes = common.at(entry)
            if answer_id in special:
                codes = common.with_special(codes, special[answer_id])
            if codes:
                yield answer_id, codes

    def _open_for(self, openings: CodeOpenings, waiting: set[int]) -> set[int]:
        """Return those that are open for a code, of waiting answers none of which was done too late."""
        within = waiting if len(waiting) <= FEW else None
        limit = openings.common
        if openings.is_plain:
            return waiting - closed_for(self.revisit.work, openings.code_id, self.coder_id, limit, within)
        judged = self._judged(openings, within)
        found = {each for each in waiting if self.done[each] < limit and each not in judged}
        return found | {each for each, code in judged.items() if code is not None and each in waiting}

    def _judged(self, openings: CodeOpenings, within: set[int] | None) -> dict[int, OpenCode | None]:
        """Judge, one by one, the answers for which more than when they were done decides."""
        work, coder_id, code_id = self.revisit.work, self.coder_id, openings.code_id
        limit = openings.limit
        having = {
            answer_id: uid
            for answer_id, uid in codings_by_answer(work, code_id, coder_id, within).items()
            if self.done.get(answer_id, limit) < limit
        }
        looks = {seen: self._looked(seen, within) for seen in openings.seen}
        parents = {parent: self._of_parent(parent) for parent in openings.parents}
        found = self._judged_having(openings, having, looks)
        touched = {each for by_answer in (*looks.values(), *parents.values()) for each in by_answer}
        for answer_id in touched - having.keys():
            entry = self.done.get(answer_id, limit)
            if entry < limit and (within is None or answer_id in within):
                own = {seen: each[answer_id] for seen, each in looks.items() if answer_id in each}
                of = [parent for parent, answers in parents.items() if answer_id in answers]
                found[answer_id] = openings.without_it(entry, own, of)
        return found

    def _judged_having(
        self, openings: CodeOpenings, having: Mapping[int, str], looks: Mapping[int, Mapping[int, int]]
    ) -> dict[int, OpenCode | None]:
        """Judge the answers that have the code: they are open only if it came to mean less since."""
        if not openings.narrowed:
            return dict.fromkeys(having)
        since = openings.narrowed
        until = last_number(self.revisit.work)
        set_later = entries_set_in(self.revisit.history, having.values(), since, until)
        own = looks[openings.code_id]
        return {
            answer_id: openings.having_it(
                self.done[answer_id], {openings.code_id: own.get(answer_id, 0)}, set_later.get(uid, 0)
            )
            for answer_id, uid in having.items()
        }

    def _looked(self, code_id: int, within: set[int] | None) -> dict[int, int]:
        if code_id in self._looks:
            return self._looks[code_id]
        found = looks_by_answer(self.revisit.work, code_id, self.coder_id, within)
        if within is None:
            self._looks[code_id] = found
        return found

    def _of_parent(self, code_id: int) -> set[int]:
        if code_id not in self._parents:
            work, history = self.revisit.work, self.revisit.history
            self._parents[code_id] = answers_of_split(work, history, code_id, self.coder_id)
        return self._parents[code_id]


@dataclass
class OpenInConsensus:
    """What is open where the consensus counts: of that, what somebody behind it can close.

    Nobody looks as the consensus. So an answer is open for a code as long as it is so in the consensus, and
    to any of the people who are done with it too.
    """

    consensus: OpenToCoder
    behind: Sequence[OpenToCoder]

    def answer_ids(self) -> set[int]:
        """Return the answers open for any code."""
        return {answer_id for answer_id, _codes in self.answers()}

    def answers(self) -> Iterator[tuple[int, tuple[OpenCode, ...]]]:
        """Yield open answers with their codes in codebook order, oldest answer first."""
        to_people: dict[int, set[int]] = {}
        for person in self.behind:
            for answer_id, codes in person.answers():
                if answer_id in self.consensus.done:
                    to_people.setdefault(answer_id, set()).update(code.code_id for code in codes)
        if not to_people:
            return
        for answer_id, codes in self.consensus.answers():
            open_codes = tuple(code for code in codes if code.code_id in to_people.get(answer_id, ()))
            if open_codes:
                yield answer_id, open_codes


class _Common:
    """What answers are open for by when they were done alone; many answers share one list."""

    def __init__(self, openings: list[CodeOpenings]) -> None:
        self._openings = openings
        self._entries = sorted({one.entry for each in openings for one in each.lacking if one.parent is None})
        self._order = {each.code_id: place for place, each in enumerate(openings)}
        self._found: dict[int, tuple[OpenCode, ...]] = {}

    def at(self, done: int) -> tuple[OpenCode, ...]:
        """Return the codes that opened after an entry."""
        place = bisect_right(self._entries, done)
        if place not in self._found:
            codes = (each.without_it(done, {}) for each in self._openings)
            self._found[place] = tuple(code for code in codes if code is not None)
        return self._found[place]

    def with_special(
        self, codes: tuple[OpenCode, ...], special: Mapping[int, OpenCode | None]
    ) -> tuple[OpenCode, ...]:
        """Put what was judged one by one in the place of what is common."""
        kept = [code for code in codes if code.code_id not in special]
        kept += [code for code in special.values() if code is not None]
        return tuple(sorted(kept, key=lambda code: self._order[code.code_id]))
