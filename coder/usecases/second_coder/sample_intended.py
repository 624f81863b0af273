"""What a sample would be drawn from, and how large: for the draw itself and for saying it beforehand."""

from __future__ import annotations

from dataclasses import dataclass

from coder.domain.question import Question
from coder.domain.sample import Purpose
from coder.messages import ngettext
from coder.sampling.plan_sentences import plan_sentences
from coder.store.coders import Coder, all_coders, people_done_in
from coder.store.unit_of_work import Reading
from coder.text.numbers import written_count
from coder.usecases.second_coder.sample_plan import Population, population_of, sample_plan, size_wanted
from coder.usecases.second_coder.sample_wanted import NoFirstCoderError, SameCoderError, WantedSample


@dataclass(frozen=True)
class IntendedSample:
    """Whom a sample is held against, which answers could be drawn, and how many are wanted."""

    against: Coder | None
    """None where that is the settled coding, as a key."""
    population: Population
    size: int
    """As wanted; where fewer answers are left, all of them are drawn."""


def intended_sample(work: Reading, question: Question, wanted: WantedSample) -> IntendedSample:
    """Work out what a new round would be drawn from.

    Raises:
        NoFirstCoderError, SameCoderError: If it is not clear whom it is held against, or if that is oneself.
        NothingToDrawError: If no answer is left that was not drawn before.
        UnreachableWidthError: If no number of answers gives intervals so narrow.
        UnknownCodeError: If there is no such code.
    """
    against = _first_coder(work, question, wanted)
    population = population_of(
        work,
        question,
        wanted.purpose,
        person_id=wanted.person.id,
        against_id=None if against is None else against.id,
        days=wanted.after_days,
    )
    size = wanted.size
    if size is None:
        size = size_wanted(work, question, population, wanted.half_width or 0, wanted.codes)
    return IntendedSample(against, population, size)


def told_beforehand(work: Reading, question: Question, wanted: WantedSample) -> tuple[int, int, list[str]]:
    """Return how many answers would be drawn, of how many, and in sentences what they can tell.

    Raises:
        As intended_sample.
    """
    intended = intended_sample(work, question, wanted)
    of = len(intended.population.coders)
    size = min(intended.size, of)
    plan = sample_plan(work, question, intended.population, size, wanted.half_width)
    told = [fewer_than_asked(size)] if intended.size > of else []
    return size, of, told + plan_sentences(plan)


def fewer_than_asked(size: int) -> str:
    """Say that a sample is smaller than was asked for."""
    said = ngettext(
        "More were asked for, but only {n} answer is left to draw.",
        "More were asked for, but only {n} answers are left to draw.",
        size,
    )
    return said.format(n=written_count(size))


def closed_meanwhile(name: str, size: int) -> str:
    """Say what is closed to whoever codes so many answers blind, and until when."""
    said = ngettext(
        "The question's tables, documents and agreement, of finished rounds too, are closed to {name} until "
        "the {n} answer is done. It can be opened before time; if it is not done then, it does not count.",
        "The question's tables, documents and agreement, of finished rounds too, are closed to {name} until "
        "the {n} answers are done. They can be opened before time; those not done then do not count.",
        size,
    )
    return said.format(name=name, n=written_count(size))


def _first_coder(work: Reading, question: Question, wanted: WantedSample) -> Coder | None:
    """Return the first coder: who is named, else the lead, else the only other person who has done any."""
    if wanted.purpose is Purpose.TRAINING:
        return None
    if wanted.purpose is Purpose.AGAIN:
        return wanted.person
    if wanted.against is not None:
        if wanted.against.id == wanted.person.id:
            raise SameCoderError(wanted.person.name)
        return wanted.against
    done = set(people_done_in(work, question.id)) - {wanted.person.id}
    others = [coder for coder in all_coders(work) if coder.id in done]
    leads = [coder for coder in others if coder.id == question.lead_id]
    if len(leads or others) != 1:
        raise NoFirstCoderError(question, [coder.name for coder in others])
    return (leads or others)[0]
