"""Two who settle the same answers at the same time: the later one is told, and overwrites nothing unseen."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from coder.domain.errors import UnusableInputError
from coder.messages import _
from coder.store.coders import coder_with_id
from coder.store.settlements import Settlement, settlements_on
from coder.store.unit_of_work import Writing


class SettledMeanwhileError(UnusableInputError):
    """Somebody else has settled an answer since it was looked at."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("{name} has settled this in the meantime. Look at it, and settle it anew if you want.").format(
                name=name
            )
        )


def refuse_settled_meanwhile(
    work: Writing, answer_ids: Collection[int], known: Mapping[int, Settlement]
) -> None:
    """Refuse to settle what somebody else has settled otherwise since.

    Args:
        work: The act.
        answer_ids: What is to be settled.
        known: How answers stood when they were looked at, by answer id.

    Raises:
        SettledMeanwhileError: If one stands otherwise now, by another person.
    """
    for answer_id, now in settlements_on(work, list(answer_ids)).items():
        if now.decided_by != work.coder_id and now != known.get(answer_id):
            raise SettledMeanwhileError(coder_with_id(work, now.decided_by).name)
