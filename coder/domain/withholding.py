"""On which answers suggestions are kept from a coder, so that it can be measured whether they steer."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coder.domain.question import Question

_PARTS = 1 << 32


class Suggest(StrEnum):
    """When a question's coders see suggestions."""

    SHOWN = "shown"
    AFTER_OWN = "after_own"
    """On an answer only after the coder's own first code."""
    HIDDEN_SHARE = "hidden_share"
    """On all but a share of answers drawn by chance."""


class Withheld(StrEnum):
    """Why suggestions are not shown on an answer now."""

    UNTIL_OWN = "until_own"
    """They come with the coder's first code."""
    BY_CHANCE = "by_chance"
    """The answer is one of those drawn."""
    BLIND = "blind"
    """The coder codes a blind sample, drawn without suggestions."""


def withheld_on(
    question: Question, coder_uid: str, answer_uid: str, *, has_own_code: bool
) -> Withheld | None:
    """Tell why suggestions are kept from a coder on an answer; None where they are shown."""
    if question.suggest == Suggest.AFTER_OWN and not has_own_code:
        return Withheld.UNTIL_OWN
    if question.suggest == Suggest.HIDDEN_SHARE and is_drawn(
        question.seed, coder_uid, answer_uid, question.hidden_percent
    ):
        return Withheld.BY_CHANCE
    return None


def is_drawn(seed: str, coder_uid: str, answer_uid: str, percent: int) -> bool:
    """Draw whether suggestions are hidden on an answer; the same coder always draws the same.

    Args:
        seed: The question's.
        coder_uid: Who codes.
        answer_uid: The answer.
        percent: The share of answers on which they are hidden, 0 to 100. Those hidden under a smaller
            share are among those hidden under a greater one.
    """
    from hashlib import sha256  # not needed where nothing is drawn

    # The length before each part keeps ("ab", "c") and ("a", "bc") apart.
    drawn = sha256("".join(f"{len(part)}:{part}" for part in (seed, coder_uid, answer_uid)).encode())
    return int.from_bytes(drawn.digest()[:4], "big") * 100 < percent * _PARTS
