"""Samples as coders meet them: as whom one codes, how far each has come, opened before time, closed."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from coder.domain.errors import UnusableInputError, WrongUseError
from coder.domain.openings import births_of
from coder.domain.question import Question
from coder.messages import _, ngettext
from coder.store.coders import Coder, all_coders, coder_with_id
from coder.store.codes import codes_of
from coder.store.double_coded import code_sets
from coder.store.history import entries_numbered
from coder.store.samples import (
    Sample,
    done_of,
    given_in,
    open_sample_of,
    people_behind,
    sample_answers,
    samples_of,
)
from coder.store.unit_of_work import Reading, Writing
from coder.store.variables import all_variables
from coder.text.numbers import written_count
from coder.usecases.revisit.openness import Revisit

DRAW, OPEN, CLOSE = "draw_sample", "open_blind_sample", "close_sample"
"""What these acts are called in the history; they are facts."""
EVERYWHERE = 0
"""Stands for all answers that nothing else is said of; ids begin at 1."""


class NoOpenSampleError(WrongUseError):
    """There is no such sample that is still coded."""

    def __init__(self, question_key: str, number: int, name: str | None = None) -> None:
        said = (
            _("Round {round} of «{question}» has no sample that is still open.")
            if name is None
            else _("«{name}» has no open sample of «{question}» in round {round}.")
        )
        super().__init__(said.format(round=number, question=question_key, name=name))


class UnfinishedSampleError(UnusableInputError):
    """Answers of the sample are left to code."""

    def __init__(self, names: Mapping[str, int]) -> None:
        parts = [
            ngettext("{name} has {n} answer left", "{name} has {n} answers left", left).format(
                name=name, n=written_count(left)
            )
            for name, left in names.items()
        ]
        super().__init__(
            _("The sample is not done: {who}. Close it all the same with --yes.").format(who="; ".join(parts))
        )


@dataclass(frozen=True)
class SampleStanding:
    """A sample, whom it is for and against, and how far it has come."""

    sample: Sample
    coder: str
    """The person who codes it."""
    against: str | None
    """Whose sets it is held against; None is the settled coding."""
    strata: str | None
    size: int
    done: int
    opened: int
    """Answers that the coder asked to see before they were done; they don't count."""
    drawn_at: str
    """UTC."""
    closed_at: str | None


def acting_coder(work: Reading, question_id: int, coder: Coder, answer_id: int | None = None) -> Coder:
    """Return as whom a person works on a question now: the shadow while own answers are coded again.

    Args:
        work: The project.
        question_id: The question.
        coder: The person.
        answer_id: On this answer; on one that was not drawn, a person is always herself.
    """
    sample = open_sample_of(work, question_id, coder.id)
    if sample is None or sample.coder_id == coder.id:
        return coder
    if answer_id is not None and all(row.answer_id != answer_id for row in sample_answers(work, sample.id)):
        return coder
    return coder_with_id(work, sample.coder_id)


def sample_standings(work: Reading, question: Question) -> list[SampleStanding]:
    """Return the samples of a question, round by round, with how far each has come."""
    found = samples_of(work, question.id)
    names = {coder.id: coder.name for coder in all_coders(work)}
    variables = {variable.id: variable.name for variable in all_variables(work)}
    numbers = {number for each in found for number in (each.drawn, each.closed) if number is not None}
    times = {entry.number: entry.at for entry in entries_numbered(work, numbers)}
    standings = []
    for sample in found:
        rows = sample_answers(work, sample.id)
        standings.append(
            SampleStanding(
                sample=sample,
                coder=names[sample.person_id],
                against=None if sample.against_id is None else names[sample.against_id],
                strata=None if sample.strata_id is None else variables.get(sample.strata_id),
                size=len(rows),
                done=_count_done(work, sample),
                opened=sum(row.opened is not None for row in rows),
                drawn_at=times[sample.drawn],
                closed_at=None if sample.closed is None else times[sample.closed],
            )
        )
    return standings


def open_before_time(work: Writing, question: Question, number: int, coder: Coder) -> int:
    """Let a coder see others' codes now: what is not done is dropped, what is done is frozen as it is.

    Returns:
        How many answers are dropped.

    Raises:
        NoOpenSampleError: If the coder has no open sample in that round.
    """
    sample = open_sample_of(work, question.id, coder.id)
    if sample is None or sample.round != number:
        raise NoOpenSampleError(question.key, number, coder.name)
    done = done_of(work, sample)
    left = [row for row in sample_answers(work, sample.id) if row.answer_id not in done]
    for row in left:
        work.update("sample_answer", row.id, opened=work.number)
    _freeze_and_close(work, question, sample, done)
    return len(left)


def close_round(
    work: Writing, question: Question, number: int, *, coder_id: int | None = None, unfinished: bool = False
) -> list[Sample]:
    """Close the samples of a round that are still open, and freeze what their coders gave.

    Args:
        work: The act.
        question: The question.
        number: The round.
        coder_id: Who closes: who has an open sample in the round closes that one alone.
        unfinished: Close also what has answers left; these count as not coded.

    Raises:
        NoOpenSampleError: If none is open.
        UnfinishedSampleError: If answers are left; names who has how many.
    """
    still = [each for each in samples_of(work, question.id) if each.round == number and each.is_open]
    if not still:
        raise NoOpenSampleError(question.key, number)
    still = [each for each in still if each.person_id == coder_id] or still
    left = {each.id: len(sample_answers(work, each.id)) - len(done_of(work, each)) for each in still}
    if any(left.values()) and not unfinished:
        names = {coder.id: coder.name for coder in all_coders(work)}
        raise UnfinishedSampleError({names[each.person_id]: left[each.id] for each in still if left[each.id]})
    for sample in still:
        _freeze_and_close(work, question, sample, done_of(work, sample))
    return still


def close_finished(work: Writing, question: Question, coder: Coder) -> list[Sample]:
    """Close the sample that a coder is done with; what the coder does when first opening the comparison.

    Nothing is changed where there is none, or where answers are left.
    """
    closed = []
    while (sample := open_sample_of(work, question.id, coder.id)) is not None:
        done = done_of(work, sample)
        if len(done) < len(sample_answers(work, sample.id)):
            break
        _freeze_and_close(work, question, sample, done)
        closed.append(sample)
    return closed


def freeze(work: Writing, question: Question, sample_id: int, coders: Mapping[int, int]) -> None:
    """Freeze what coders have given answers, as it stands.

    Args:
        work: The act.
        question: The question.
        sample_id: In which sample.
        coders: Whose codes, by answer id.
    """
    order = {code.id: code.uid for code in codes_of(work, question.codebook_id)}
    sets = code_sets(work, list(coders), set(coders.values()))
    unseen = {each: never_seen(work, question, each) for each in set(coders.values())}
    work.create_many(
        "given",
        [
            {
                "sample": sample_id,
                "answer": answer_id,
                "coder": coder_id,
                "codes": _uids(order, sets.get((answer_id, coder_id), ())),
                "unseen": _uids(order, unseen[coder_id].get(answer_id, unseen[coder_id][EVERYWHERE])),
                "entry": work.number,
            }
            for answer_id, coder_id in coders.items()
        ],
    )


def never_seen(work: Reading, question: Question, coder_id: int) -> dict[int, set[int]]:
    """Return by answer id the codes a coder could not have given.

    Those are codes that came after the coder was done, unless the answer was looked at for them since, and
    other people's proposals; each by itself, whatever it was merged into: ``Lineage.wholly`` tells of which
    codes no part was seen. Under ``EVERYWHERE`` stands what goes for all other answers.
    """
    revisit = Revisit.of(work, question.id)
    own = people_behind(work, coder_id)
    proposed = {
        code.id for code in revisit.codes if code.proposed_by is not None and code.proposed_by not in own
    }
    found = {EVERYWHERE: proposed}
    for open_to in replace(revisit, openings=tuple(births_of(revisit.codes))).by_coders(coder_id):
        for answer_id, codes in open_to.answers():
            found[answer_id] = proposed | {code.code_id for code in codes}
    return found


def _count_done(work: Reading, sample: Sample) -> int:
    """Count what is done of a sample; of a closed one what was done when it was closed."""
    return len(done_of(work, sample) if sample.is_open else given_in(work, sample.id, sample.coder_id))


def _freeze_and_close(work: Writing, question: Question, sample: Sample, done: Collection[int]) -> None:
    answers = [row.answer_id for row in sample_answers(work, sample.id) if row.answer_id in done]
    freeze(work, question, sample.id, dict.fromkeys(answers, sample.coder_id))
    work.update("sample", sample.id, closed=work.number)


def _uids(order: Mapping[int, str], codes: Collection[int]) -> list[str]:
    """Return the uids of codes in codebook order."""
    return [uid for code_id, uid in order.items() if code_id in codes]
