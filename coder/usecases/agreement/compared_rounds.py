"""What coders gave in drawn rounds: frozen then, with codes as they live now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from coder.domain.codebook import Code
from coder.domain.errors import WrongUseError
from coder.domain.lineage import Lineage
from coder.domain.question import Question
from coder.domain.sample import Method, Purpose
from coder.messages import _
from coder.store.answers import answer_keys
from coder.store.coders import Coder, coder_named
from coder.store.codes import codes_of
from coder.store.double_coded import code_sets, done_in
from coder.store.history import entry_numbered
from coder.store.questions import question_named
from coder.store.samples import Given, Sample, SampleAnswer, given_in, sample_answers, samples_of
from coder.store.unit_of_work import Reading
from coder.store.variables import all_variables
from coder.usecases.agreement.compared import (
    KEY,
    Compared,
    ComparedAnswer,
    ComparedCoder,
    NothingComparedError,
    lettered,
    settled_before,
)
from coder.usecases.second_coder.samples import EVERYWHERE, never_seen


class NoRoundError(WrongUseError):
    """No round of that number was drawn."""

    def __init__(self, question: str, number: int | None, known: Iterable[int]) -> None:
        there = ", ".join(map(str, known))
        if not there:
            super().__init__(_("No round has been drawn of «{question}».").format(question=question))
            return
        super().__init__(
            _("«{question}» has no round {number}. There is: {known}.").format(
                question=question, number=number, known=there
            )
        )


@dataclass(frozen=True)
class RoundFacts:
    """How a round was drawn and coded."""

    number: int
    purpose: Purpose
    method: Method
    strata: str | None
    """The background variable the answers were drawn by."""
    seed: int
    population: int
    """So many answers could have been drawn."""
    size: int
    half_width: float | None
    drawn: int
    """The entry of the draw."""
    drawn_at: datetime
    """When: the codebook is of this moment."""
    revisit_open: int
    """Of the drawn answers, so many were open then for the first coder to be read again."""
    revisit_bound: int | None
    hides_suggestions: bool
    first_had_suggestions: bool | None
    """Whether suggestions were shown to the first coder; None where that is not known."""
    is_closed: bool
    """Whether all its coders are done, and what they gave is frozen."""
    coded_by: tuple[int, ...]
    """Ids of those who coded it blind, in the order they were given it."""

    @property
    def is_double(self) -> bool:
        """Whether different people coded it, none of them as a key."""
        return self.purpose is Purpose.DOUBLE


@dataclass
class _Gathered:
    """Sets of codes by answer and coder, with what stands about the answers."""

    sets: dict[int, dict[int, frozenset[int]]] = field(default_factory=dict)
    unseen: dict[int, set[int]] = field(default_factory=dict)
    drawn: dict[int, SampleAnswer] = field(default_factory=dict)
    dropped: set[int] = field(default_factory=set)
    frozen_at: dict[int, int] = field(default_factory=dict)
    """The entry of the draw, which froze what the first coder gave; those after coded blind."""


def rounds_drawn(work: Reading, question_key: str) -> dict[int, list[Sample]]:
    """Return the samples of a question by the number of their round."""
    found: dict[int, list[Sample]] = {}
    for sample in samples_of(work, question_named(work, question_key).id):
        found.setdefault(sample.round, []).append(sample)
    return dict(sorted(found.items()))


def newest_round(work: Reading, question_key: str, coders: Sequence[str] = ()) -> int | None:
    """Return the newest round that is closed and has all of some coders; None where there is none.

    One by different people comes before own answers again, and that before training.
    """
    wanted = {coder_named(work, name).id for name in coders}
    found: dict[Purpose, int] = {}
    for number, samples in rounds_drawn(work, question_key).items():
        closed = [sample for sample in samples if sample.closed is not None]
        if closed and wanted <= {each for one in closed for each in (one.coder_id, one.against_id)}:
            found[samples[0].purpose] = number
    return next((found[purpose] for purpose in Purpose if purpose in found), None)


def compared_rounds(
    work: Reading,
    question_key: str,
    number: int | None = None,
    coders: Sequence[str] = (),
    *,
    history: Reading | None = None,
) -> Compared:
    """Return what coders gave the answers drawn in a round, or in all rounds of one purpose together.

    What was frozen is read as it was given, each code as what it is now: a code merged since is what it
    became, and codes that a code was split into after the draw count as that one. Of a coder who is not
    closed yet, codings stand as they are.

    Args:
        work: The project.
        question_key: The question.
        number: The round; None for all: those by different people, else own answers again, else training.
        coders: Only these, by name; else all who did the answers.
        history: The snapshot that has the history; a project as it was has none of its own.

    Raises:
        NoRoundError: If there is no such round.
        NothingComparedError: If no answer of it has been done by two of them.
    """
    question = question_named(work, question_key)
    rounds = rounds_drawn(work, question_key)
    chosen = {number: rounds[number]} if number in rounds else _of_one_purpose(rounds, number)
    if not chosen:
        raise NoRoundError(question.key, number, rounds)
    codes = codes_of(work, question.codebook_id)
    gathered = _Gathered()
    for samples in chosen.values():
        for sample in samples:
            _gather(work, question, sample, codes, gathered)
    if len({samples[0].method for samples in chosen.values()}) > 1:
        _weigh_alike(work, [samples[0] for samples in chosen.values()], gathered)
    wanted = [coder_named(work, name) for name in coders]
    return _compared(work, question, codes, gathered, wanted, _facts(work, chosen, history or work))


def _of_one_purpose(
    rounds: Mapping[int, Sequence[Sample]], number: int | None
) -> Mapping[int, Sequence[Sample]]:
    """Return all rounds that are for the same as the foremost is, where no number was asked for."""
    if number is not None or not rounds:
        return {}
    foremost = min((samples[0].purpose for samples in rounds.values()), key=list(Purpose).index)
    return {each: samples for each, samples in rounds.items() if samples[0].purpose is foremost}


def _compared(
    work: Reading,
    question: Question,
    codes: Sequence[Code],
    gathered: _Gathered,
    wanted: Sequence[Coder],
    rounds: tuple[RoundFacts, ...],
) -> Compared:
    order = [answer_id for answer_id, _uid in answer_keys(work, question.id)]
    only = {coder.id for coder in wanted}
    answers = []
    for answer_id in order:
        given = gathered.sets.get(answer_id, {})
        kept = {each: given[each] for each in given if not only or each in only}
        if len(kept) > 1:
            drawn = gathered.drawn[answer_id]
            unseen = frozenset(gathered.unseen.get(answer_id, ()))
            answers.append(ComparedAnswer(answer_id, kept, unseen, drawn.weight, drawn.stratum))
    if not answers:
        number = rounds[0].number if len(rounds) == 1 else None
        raise NothingComparedError(question.key, [coder.name for coder in wanted], number)
    there = {answer.answer_id for answer in answers}
    dropped = gathered.dropped - there
    return Compared(
        question=question,
        codes=tuple(code for code in codes if code.merged_into is None),
        coders=_people(work, answers, question),
        answers=tuple(answers),
        answers_all=len(order),
        dropped=len(dropped),
        undone=len(gathered.drawn.keys() - there - dropped),
        discussed=settled_before(
            work, {each: entry for each, entry in gathered.frozen_at.items() if each in there}
        ),
        codebook_at=rounds[0].drawn_at if len(rounds) == 1 else None,
        among_uids=tuple(coder.uid for coder in wanted),
        rounds=rounds,
    )


def _people(
    work: Reading, answers: Iterable[ComparedAnswer], question: Question
) -> tuple[ComparedCoder, ...]:
    ids = {coder_id for answer in answers for coder_id in answer.given}
    people = lettered(work, ids, question.lead_id)
    return (ComparedCoder(KEY, _("key"), _("key")), *people) if KEY in ids else people


def _gather(
    work: Reading, question: Question, sample: Sample, codes: Sequence[Code], gathered: _Gathered
) -> None:
    """Add what was given in one sample; what was frozen first of a coder stays."""
    lineage = Lineage(codes, sample.drawn)
    ids = {code.uid: code.id for code in codes}
    rows = sample_answers(work, sample.id)
    opened = {row.answer_id for row in rows if row.opened is not None}
    gathered.drawn.update((row.answer_id, row) for row in rows)
    gathered.dropped |= opened
    answer_ids = [row.answer_id for row in rows]
    if sample.purpose is not Purpose.TRAINING:  # a key is settled, and the new coder has not seen it
        gathered.frozen_at.update(dict.fromkeys(answer_ids, sample.drawn))
    for given in given_in(work, sample.id):
        if given.coder_id == sample.coder_id and given.answer_id in opened:
            continue
        sets = frozenset(lineage.became(ids[uid]) for uid in given.codes if uid in ids)
        raw = {ids[uid] for uid in given.unseen if uid in ids} | _born_after(given.entry, codes)
        _keep(gathered, sample, given, sets, lineage.wholly(raw) | lineage.parted)
    if sample.closed is None:
        done = done_in(work, answer_ids, sample.coder_id)
        sets_now = code_sets(work, answer_ids, [sample.coder_id])
        unseen = never_seen(work, question, sample.coder_id)
        for answer_id in done.keys() - opened:
            now = frozenset(map(lineage.became, sets_now.get((answer_id, sample.coder_id), ())))
            never = lineage.wholly(unseen.get(answer_id, unseen[EVERYWHERE]))
            gathered.sets.setdefault(answer_id, {}).setdefault(sample.coder_id, now)
            gathered.unseen.setdefault(answer_id, set()).update(never - now)


def _weigh_alike(work: Reading, rounds: Iterable[Sample], gathered: _Gathered) -> None:
    """Let what was drawn at random stand for so many answers too, as what was drawn by strata does."""
    for each in rounds:
        if each.method is Method.RANDOM:
            rows = sample_answers(work, each.id)
            weight = each.population / len(rows)
            gathered.drawn.update((row.answer_id, replace(row, weight=weight)) for row in rows)


def _keep(
    gathered: _Gathered, sample: Sample, given: Given, codes: frozenset[int], unseen: frozenset[int]
) -> None:
    is_key = sample.purpose is Purpose.TRAINING and sample.against_id is None
    coder_id = KEY if is_key and given.coder_id != sample.coder_id else given.coder_id
    gathered.sets.setdefault(given.answer_id, {}).setdefault(coder_id, codes)
    gathered.unseen.setdefault(given.answer_id, set()).update(unseen - codes)


def _born_after(entry: int, codes: Sequence[Code]) -> set[int]:
    """Return the codes that came after an entry; those from a file were always there."""
    return {code.id for code in codes if code.born > entry and not code.from_file}


def _facts(work: Reading, rounds: Mapping[int, Sequence[Sample]], history: Reading) -> tuple[RoundFacts, ...]:
    variables = {each.id: each.name for each in all_variables(work)}
    found = []
    for number, samples in rounds.items():
        first = samples[0]
        had = {sample.first_had_suggestions for sample in samples}
        found.append(
            RoundFacts(
                number=number,
                purpose=first.purpose,
                method=first.method,
                strata=None if first.strata_id is None else variables.get(first.strata_id),
                seed=first.seed,
                population=first.population,
                size=len(sample_answers(work, first.id)),
                half_width=first.half_width,
                drawn=first.drawn,
                drawn_at=datetime.fromisoformat(entry_numbered(history, first.drawn).at),
                revisit_open=first.revisit_open,
                revisit_bound=first.revisit_bound,
                hides_suggestions=all(sample.hides_suggestions for sample in samples),
                first_had_suggestions=had.pop() if len(had) == 1 else None,
                is_closed=all(sample.closed is not None for sample in samples),
                coded_by=tuple(sample.coder_id for sample in samples),
            )
        )
    return tuple(found)
