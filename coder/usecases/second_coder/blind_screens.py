"""Screens that show what others gave, closed to whoever codes a sample blind."""

from __future__ import annotations

from coder.domain.errors import UnusableInputError
from coder.messages import _, ngettext
from coder.store.questions import all_questions, question_named
from coder.store.samples import open_samples_by
from coder.store.unit_of_work import Reading
from coder.text.numbers import written_count
from coder.usecases.second_coder.blindness import Blindness, blindness_of


class ClosedWhileBlindError(UnusableInputError):
    """The screen would show others' codes to somebody who is to code without seeing them."""

    def __init__(self, question: str, blindness: Blindness) -> None:
        self.blindness = blindness
        if blindness.is_done:
            super().__init__(
                _("Your blind sample of «{question}» is done. F7 compares; then this is open again.").format(
                    question=question
                )
            )
            return
        left = ngettext(
            "You are coding «{question}» blind: {left} answer is left.",
            "You are coding «{question}» blind: {left} answers are left.",
            blindness.left,
        ).format(question=question, left=written_count(blindness.left))
        closed = _("This shows what others gave, so it is closed until then.")
        super().__init__(f"{left} {closed}")


def refuse_blind_screen(work: Reading, question_key: str | None, coder_id: int) -> None:
    """Refuse a screen that shows what others gave.

    Args:
        work: The project.
        question_key: The question it is about; None for a screen about all of them.
        coder_id: Who asks.

    Raises:
        ClosedWhileBlindError: If the person codes a sample of the question, or of any, blind.
    """
    if question_key is not None:
        questions = [question_named(work, question_key)]
    else:
        blind = {sample.question_id for sample in open_samples_by(work, coder_id)}
        questions = [each for each in all_questions(work) if each.id in blind] if blind else []
    for question in questions:
        blindness = blindness_of(work, question.id, coder_id)
        if blindness is not None:
            raise ClosedWhileBlindError(question.text or question.key, blindness)
