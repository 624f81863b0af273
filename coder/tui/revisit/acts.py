"""The acts the screens hand to the session on which answers are read again or proposals reviewed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from coder.tui.revisit.look import Look

if TYPE_CHECKING:
    from coder.store.unit_of_work import Writing

Act = Callable[["Writing"], object]

LOOK_AGAIN = "look_again"
STOP_ROUND = "stop_revisit"
DECIDE = "decide_proposals"


def look_again(look: Look, asked: Sequence[int], coder_id: int) -> Act:
    """Note that an answer has been looked at for all codes asked about, with what was chosen."""

    def act(work: Writing) -> None:
        from coder.usecases.revisit.reading_again import look_again

        look_again(work, look.answer_id, coder_id, asked, look.sets(), look.removes())

    return act


def stop_round(
    question_id: int, coder_id: int, code_ids: Sequence[int], rest: int, drawn: int, found: int
) -> Act:
    """Close a round; gives how many answers at most are missed."""

    def act(work: Writing) -> int:
        from coder.usecases.revisit.reading_again import stop_round

        return stop_round(work, question_id, coder_id, code_ids, rest, drawn, found)

    return act


def decide(look: Look, asked: Sequence[int], coder_id: int, *, done: bool = False) -> Act:
    """Accept the proposals that were chosen, where they were placed, and reject the others.

    Args:
        look: What was chosen.
        asked: The proposals to decide on; none where that has been done, and only codes change.
        coder_id: Who decides.
        done: Whether the coder is done with the answer.
    """
    sets = look.sets()
    accepted = [code_id for code_id in asked if code_id in sets]
    rejected = [code_id for code_id in asked if code_id not in sets]

    def act(work: Writing) -> None:
        from coder.usecases.coding.setting import mark_done, remove_code, set_code
        from coder.usecases.suggesting.proposals import decide

        decide(work, look.answer_id, coder_id, accepted, rejected)
        for code_id, excerpts in sets.items():
            if excerpts or code_id not in accepted:
                set_code(work, look.answer_id, code_id, coder_id, excerpts)
        for code_id in look.removes():
            remove_code(work, look.answer_id, code_id, coder_id)
        if done:
            mark_done(work, look.answer_id, coder_id)

    return act
