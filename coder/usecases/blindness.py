"""What is hidden from whoever codes a blind sample; of the program, not of the database behind it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from coder.domain.errors import UnusableInputError
from coder.domain.sample import Purpose
from coder.messages import _, ngettext
from coder.store.coders import find_coder
from coder.store.questions import question_named
from coder.store.samples import done_of, open_sample_of, sample_answers
from coder.store.unit_of_work import Reading
from coder.text.numbers import written_count


class BlindError(UnusableInputError):
    """What was asked for would show others' codes to somebody who is to code without seeing them."""

    def __init__(self, question_key: str, blindness: Blindness) -> None:
        names = {"question": question_key, "round": blindness.round}
        if blindness.is_done:
            super().__init__(
                _(
                    "All answers of your blind sample of «{question}» (round {round}) are done, but it is "
                    "not closed. Close it first: coder sample «{question}» --close {round}"
                ).format(**names)
            )
            return
        left = ngettext(
            "You are coding a blind sample of «{question}» (round {round}): {left} answer is left.",
            "You are coding a blind sample of «{question}» (round {round}): {left} answers are left.",
            blindness.left,
        ).format(left=written_count(blindness.left), **names)
        what = (
            _("What you gave them before is shown when you are done.")
            if blindness.is_again
            else _("What others gave them is shown when you are done.")
        )
        before = _(
            "To see it before time, so that they no longer count: coder sample «{question}» --open {round}"
        ).format(**names)
        super().__init__(f"{left} {what} {before}")


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
