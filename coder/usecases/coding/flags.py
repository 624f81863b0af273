"""Flagging answers to come back to."""

from __future__ import annotations

from coder.store.coders import coder_with_id, find_coder
from coder.store.flags import ListedFlag, flag_id, flags_on_answers
from coder.store.questions import all_questions, question_named
from coder.store.unit_of_work import Reading, Writing
from coder.usecases.second_coder.blindness import blindness_of


def set_flag(work: Writing, answer_id: int, coder_id: int, *, flagged: bool) -> None:
    """Put a coder's flag on an answer, or take it off."""
    present = flag_id(work, answer_id, coder_id)
    if flagged and present is None:
        work.create("flag", answer=answer_id, coder=coder_id)
    elif present is not None and not flagged:
        work.delete("flag", [present])


def listed_flags(work: Reading, reader: str, question: str | None = None) -> tuple[list[ListedFlag], int]:
    """List everybody's flags, question by question; and how many are hidden from who reads.

    Hidden are others' flags on answers that the reader codes blind.

    Args:
        work: The project.
        reader: Name of who reads; nobody known is blind to nothing.
        question: Key of the only question; None for all.

    Raises:
        UnknownQuestionError: If there is no such question.
    """
    asked = all_questions(work) if question is None else [question_named(work, question)]
    person = find_coder(work, reader)
    found: list[ListedFlag] = []
    hidden = 0
    for each in asked:
        flags = flags_on_answers(work, each)
        blindness = blindness_of(work, each.id, person.id if person else None)
        if blindness is not None:
            own = coder_with_id(work, blindness.coder_id).name
            seen = [flag for flag in flags if flag.coder == own or flag.answer_id not in blindness.drawn]
            hidden += len(flags) - len(seen)
            flags = seen
        found += flags
    return found, hidden
