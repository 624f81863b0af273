"""What is hidden from whoever codes a blind sample; of the program, not of the database behind it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from coder.domain.errors import UnusableInputError
from coder.domain.sample import Purpose
from coder.messages import _, ngettext
from coder.store.coders import Coder, coder_with_id, find_coder
from coder.store.questions import question_named
from coder.store.samples import done_of, open_sample_of, sample_answers
from coder.store.unit_of_work import Reading
from coder.text.numbers import written_count


class BlindError(UnusableInputError):
    """What was asked for would show others' codes to somebody who is to code without seeing them."""

    def __init__(self, question_key: str, blindness: Blindness) -> None:
        self.blindness = blindness
        if blindness.is_done:
            said = _(
                "All answers of your blind sample of «{question}» (round {round}) are done; close it to see "
                "what was given: coder sample {question} --close {round}"
            )
        elif blindness.is_again:
            said = ngettext(
                "You code own answers to «{question}» again, blind (round {round}): {left} answer is left; "
                "to see before time what you gave: coder sample {question} --open {round}",
                "You code own answers to «{question}» again, blind (round {round}): {left} answers are left; "
                "to see before time what you gave: coder sample {question} --open {round}",
                blindness.left,
            )
        else:
            said = ngettext(
                "You code a blind sample of «{question}» (round {round}): {left} answer is left; "
                "to see before time what others gave: coder sample {question} --open {round}",
                "You code a blind sample of «{question}» (round {round}): {left} answers are left; "
                "to see before time what others gave: coder sample {question} --open {round}",
                blindness.left,
            )
        super().__init__(
            said.format(question=question_key, round=blindness.round, left=written_count(blindness.left))
        )


@dataclass(frozen=True)
class Blindness:
    """That a person codes a sample of a question now, and is shown nothing of what others gave.

    Hidden are, in all of the question: others' codes and what is counted from them, examples, answers behind
    codes, near-equal hints, alike groups, themes, tables and documents, others' notes on the drawn answers
    and the history of these. How far others have come is no secret.
    """

    sample_id: int
    round: int
    purpose: Purpose
    coder_id: int
    """As whom the person codes: the shadow, for own answers again."""
    person_id: int
    answer_ids: tuple[int, ...]
    """The drawn answers in the order they are coded."""
    done_ids: frozenset[int]
    """Those of them that are done."""
    hides_suggestions: bool
    """Whether suggestions are hidden; else they are learned from this coder's own codings only."""

    @property
    def is_again(self) -> bool:
        """Whether these are the person's own answers, coded a second time."""
        return self.purpose is Purpose.AGAIN

    @property
    def done(self) -> int:
        """How many are done."""
        return len(self.done_ids)

    @property
    def left(self) -> int:
        """How many are left."""
        return len(self.answer_ids) - self.done

    @property
    def is_done(self) -> bool:
        """Whether all of them are."""
        return self.left == 0

    @cached_property
    def drawn(self) -> frozenset[int]:
        """The drawn answers."""
        return frozenset(self.answer_ids)


@dataclass(frozen=True)
class Seat:
    """As whom a person works on a question now, and what is hidden there; all that a screen has to know."""

    person: Coder
    """Who sits there: acts are this person's, and so is what is undone."""
    coder: Coder
    """Whose codings and states they are: the shadow's, while own answers are coded again."""
    blindness: Blindness | None
    """None where everything may be seen."""

    @property
    def is_blind(self) -> bool:
        """Whether nothing of others may be seen; a model then learns from ``coder``'s codings only."""
        return self.blindness is not None

    @property
    def shows_suggestions(self) -> bool:
        """Whether a model may be asked at all."""
        return self.blindness is None or not self.blindness.hides_suggestions


def seat_of(work: Reading, question_id: int, person: Coder) -> Seat:
    """Return as whom a person works on a question now, and what is hidden there."""
    blindness = blindness_of(work, question_id, person.id)
    if blindness is None or blindness.coder_id == person.id:
        return Seat(person, person, blindness)
    return Seat(person, coder_with_id(work, blindness.coder_id), blindness)


def blindness_of(work: Reading, question_id: int, coder_id: int | None) -> Blindness | None:
    """Return what a person, or the person's shadow, codes blind in a question; None where nothing is."""
    sample = None if coder_id is None else open_sample_of(work, question_id, coder_id)
    if sample is None:
        return None
    return Blindness(
        sample_id=sample.id,
        round=sample.round,
        purpose=sample.purpose,
        coder_id=sample.coder_id,
        person_id=sample.person_id,
        answer_ids=tuple(row.answer_id for row in sample_answers(work, sample.id)),
        done_ids=frozenset(done_of(work, sample)),
        hides_suggestions=sample.hides_suggestions,
    )


def refuse_while_blind(work: Reading, question_key: str, coder: int | str | None) -> None:
    """Refuse what shows others' codes to a person who codes a sample of the question blind.

    Args:
        work: The project.
        question_key: The question.
        coder: Who asks, by id or by name; nobody known is not blind.

    Raises:
        BlindError: If the person does; says how many answers are left, and how to see them before time.
    """
    coder_id = _id(work, coder)
    question = question_named(work, question_key)
    found = blindness_of(work, question.id, coder_id)
    if found is not None:
        raise BlindError(question.key, found)


def _id(work: Reading, coder: int | str | None) -> int | None:
    if not isinstance(coder, str):
        return coder
    known = find_coder(work, coder)
    return None if known is None else known.id
