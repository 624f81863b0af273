"""The order in which a coder reads: random by default, the same every day."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable


def random_order(seed: str, coder_uid: str, answers: Iterable[tuple[int, str]]) -> list[int]:
    """Put answers in this coder's random order; answers added later never reorder the earlier ones.

    Args:
        seed: The question's stored seed.
        coder_uid: So that two coders read in different orders.
        answers: (answer id, answer uid) pairs in any order.

    Returns:
        The answer ids.
    """
    key = f"{seed}:{coder_uid}:".encode()
    return [
        answer_id
        for _, answer_id in sorted(
            (hashlib.blake2b(key + uid.encode(), digest_size=8).digest(), answer_id)
            for answer_id, uid in answers
        )
    ]
