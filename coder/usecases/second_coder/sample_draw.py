"""Drawing a sample: the codebook is dated, the first coder's sets are frozen, the second is blind now."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coder.domain.coder_kind import AGAIN
from coder.domain.question import Question
from coder.domain.sample import Method, Purpose
from coder.sampling.draw import Drawn, drawn
from coder.store.answers import background_of
from coder.store.coders import Coder, all_coders
from coder.store.samples import (
    Sample,
    SampleAnswer,
    begun_by,
    done_of,
    given_in,
    last_round,
    open_sample_of,
    sample_answers,
    samples_of,
    shadow_of,
)
from coder.store.trail import traces_of
from coder.store.unit_of_work import Reading, Writing
from coder.usecases.questions import variable_named
from coder.usecases.revisit.openness import Revisit
from coder.usecases.second_coder.sample_intended import IntendedSample, intended_sample
from coder.usecases.second_coder.sample_plan import Population, sample_plan
from coder.usecases.second_coder.sample_wanted import (
    DrawnSample,
    EmptyStratumError,
    NoRoundToJoinError,
    StillCodingError,
    WantedSample,
)
from coder.usecases.second_coder.samples import freeze
from coder.usecases.team.coders import free_shadow_name

_SEEDS = 2**31


@dataclass(frozen=True)
class _FirstCodersWork:
    """How the coding came about that a sample is held against."""

    still_open: int
    """Drawn answers that are open to be read again."""
    bound: int | None
    """So many answers at most were missed by rounds that ended reading again; None without such rounds."""
    had_suggestions: bool | None


def draw_sample(work: Writing, question: Question, wanted: WantedSample) -> DrawnSample:
    """Draw answers to be coded blind, and freeze what they are to be held against; a fact.

    Raises:
        StillCodingError: If the person codes another sample of the question.
        NoFirstCoderError, SameCoderError: If it is not clear whom it is held against, or if that is oneself.
        NothingToDrawError: If no answer is left that was not drawn before.
        UnreachableWidthError: If no number of answers gives intervals so narrow.
        NoRoundToJoinError: If the round named cannot be coded by another.
        UnknownVariableError, UnknownCodeError: If there is no such thing.
    """
    _refuse_second(work, question, wanted.person)
    if wanted.round is not None:
        return _joined(work, question, wanted, wanted.round)
    return _drawn_anew(work, question, wanted, intended_sample(work, question, wanted))


def _drawn_anew(
    work: Writing, question: Question, wanted: WantedSample, intended: IntendedSample
) -> DrawnSample:
    """Draw a new round, and write it down with all that is true of it now."""
    against, population, size = intended.against, intended.population, intended.size
    seed = secrets.randbelow(_SEEDS) if wanted.seed is None else wanted.seed
    variable = None if wanted.strata is None else variable_named(work, wanted.strata)
    strata = None if variable is None else _strata(work, population, variable.name)
    chosen = drawn(population.coders, size, seed, strata)
    if variable is not None and strata is not None:
        levels = len({level or "" for level in strata.values()})
        if len({each.stratum for each in chosen}) < levels:
            raise EmptyStratumError(variable.name, levels)
    coders = {each.answer_id: population.coders[each.answer_id] for each in chosen}
    facts = _first_coders_work(work, question, None if against is None else against.id, coders)
    number = last_round(work, question.id) + 1
    sample_id = _write(
        work,
        chosen,
        question=question.id,
        round=number,
        purpose=wanted.purpose.value,
        coder=_shadow(work, wanted.person) if wanted.purpose is Purpose.AGAIN else wanted.person.id,
        against=None if against is None else against.id,
        method=(Method.RANDOM if variable is None else Method.STRATIFIED).value,
        strata=None if variable is None else variable.id,
        seed=seed,
        population=len(population.coders),
        half_width=None if wanted.size is not None else wanted.half_width,
        drawn=work.number,
        revisit_open=facts.still_open,
        revisit_bound=facts.bound,
        hides=int(wanted.hides_suggestions),
        first_had=None if facts.had_suggestions is None else int(facts.had_suggestions),
    )
    freeze(work, question, sample_id, coders)
    return DrawnSample(
        id=sample_id,
        round=number,
        size=len(chosen),
        asked=size,
        population=len(population.coders),
        drawn_before=population.drawn,
        left_out=0,
        seed=seed,
        against=None if against is None else against.name,
        revisit_open=facts.still_open,
        revisit_bound=facts.bound,
        first_had_suggestions=facts.had_suggestions,
        plan=sample_plan(work, question, population, len(chosen), wanted.half_width),
    )


def _joined(work: Writing, question: Question, wanted: WantedSample, number: int) -> DrawnSample:
    """Give a round's answers to one more person; the first coder's sets are those frozen at its draw."""
    there = [each for each in samples_of(work, question.id) if each.round == number]
    taken = {coder_id for each in there for coder_id in (each.coder_id, each.against_id)}
    if not there or there[0].purpose is Purpose.AGAIN or wanted.person.id in taken:
        raise NoRoundToJoinError(question, number)
    first = there[0]
    own = {each.answer_id for each in given_in(work, first.id, wanted.person.id)}  # of a key
    begun = begun_by(work, question.id, wanted.person.id) | own
    rows = sample_answers(work, first.id)
    kept = [row for row in rows if row.answer_id not in begun]
    if not kept:
        raise NoRoundToJoinError(question, number)
    sample_id = _write(
        work,
        kept,
        question=question.id,
        round=number,
        purpose=first.purpose.value,
        coder=wanted.person.id,
        against=first.against_id,
        method=first.method.value,
        strata=first.strata_id,
        seed=first.seed,
        population=first.population,
        half_width=first.half_width,
        drawn=first.drawn,
        revisit_open=first.revisit_open,
        revisit_bound=first.revisit_bound,
        hides=int(wanted.hides_suggestions),
        first_had=None if first.first_had_suggestions is None else int(first.first_had_suggestions),
    )
    _copy_frozen(work, first, sample_id, {row.answer_id for row in kept})
    names = {coder.id: coder.name for coder in all_coders(work)}
    return DrawnSample(
        id=sample_id,
        round=number,
        size=len(kept),
        asked=len(kept),
        population=first.population,
        drawn_before=0,
        left_out=len(rows) - len(kept),
        seed=first.seed,
        against=None if first.against_id is None else names[first.against_id],
        revisit_open=first.revisit_open,
        revisit_bound=first.revisit_bound,
        first_had_suggestions=first.first_had_suggestions,
        plan=None,
    )


def _write(work: Writing, rows: Sequence[Drawn | SampleAnswer], **values: Any) -> int:
    """Write a sample and its answers; return its id."""
    sample_id = work.create("sample", **values)
    work.create_many(
        "sample_answer",
        [
            {
                "sample": sample_id,
                "answer": row.answer_id,
                "position": row.position,
                "stratum": row.stratum,
                "weight": row.weight,
            }
            for row in rows
        ],
    )
    return sample_id


def _copy_frozen(work: Writing, first: Sample, sample_id: int, answer_ids: set[int]) -> None:
    """Freeze in a sample what was frozen of others when its round was drawn."""
    work.create_many(
        "given",
        [
            {
                "sample": sample_id,
                "answer": each.answer_id,
                "coder": each.coder_id,
                "codes": list(each.codes),
                "unseen": list(each.unseen),
                "entry": each.entry,
            }
            for each in given_in(work, first.id)
            if each.coder_id != first.coder_id and each.answer_id in answer_ids
        ],
    )


def _refuse_second(work: Reading, question: Question, person: Coder) -> None:
    sample = open_sample_of(work, question.id, person.id)
    if sample is not None:
        left = len(sample_answers(work, sample.id)) - len(done_of(work, sample))
        raise StillCodingError(question, sample, person.name, left)


def _shadow(work: Writing, person: Coder) -> int:
    """Return the coder as whom a person codes own answers again, made the first time."""
    known = shadow_of(work, person.id)
    if known is not None:
        return known
    return work.create("coder", name=free_shadow_name(work, person.name), kind=AGAIN, aliases=[])


def _strata(work: Reading, population: Population, variable: str) -> dict[int, str | None]:
    """Return the level of a background variable by answer id; None where the respondent has none."""
    background = background_of(work, list(population.coders))
    return {each: background.get(each, {}).get(variable) for each in population.coders}


def _first_coders_work(
    work: Reading, question: Question, first_id: int | None, coders: Mapping[int, int]
) -> _FirstCodersWork:
    revisit = Revisit.of(work, question.id)
    whose = set(coders.values())
    bounds = [each.bound for each in revisit.rounds_in_force() if each.coder_id in whose]
    return _FirstCodersWork(
        still_open=len(revisit.answer_ids(first_id) & coders.keys()),
        bound=sum(bounds) if bounds else None,
        had_suggestions=_had_suggestions(work, question, coders),
    )


def _had_suggestions(work: Reading, question: Question, coders: Mapping[int, int]) -> bool | None:
    """Tell whether suggestions were shown to those whose coding of answers it is, by what was written down.

    Returns:
        None where nothing was written down of some of the answers, and nothing shown on the others.
    """
    traces = [each for each in traces_of(work, question.id) if coders.get(each.answer_id) == each.coder_id]
    if any(each.codes and not each.hidden for each in traces):
        return True
    return False if {each.answer_id for each in traces} >= coders.keys() else None
