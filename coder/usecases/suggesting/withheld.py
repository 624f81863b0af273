"""The answers on which chance hides suggestions from a coder."""

from __future__ import annotations

from coder.domain.question import Question
from coder.domain.withholding import Suggest, is_drawn
from coder.store.answers import answer_keys
from coder.store.coders import Coder
from coder.store.unit_of_work import Reading


def withheld_by_chance(work: Reading, question: Question, coder: Coder) -> frozenset[int]:
    """Return the ids of the answers drawn; none where the question hides nothing by chance.

    Proposals shown there would steer the very codings that are to tell whether suggestions steer.
    """
    if question.suggest != Suggest.HIDDEN_SHARE:
        return frozenset()
    keys = answer_keys(work, question.id, in_order=False)
    percent = question.hidden_percent
    return frozenset(answer_id for answer_id, uid in keys if is_drawn(question.seed, coder.uid, uid, percent))
