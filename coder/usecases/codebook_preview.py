"""What a change of the codebook would touch, told before it happens."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coder.domain.codebook import NARROWER
from coder.store.code_answers import (
    Glimpse,
    answers_done,
    answers_with,
    done_answers_with,
    first_glimpses,
)
from coder.store.code_use import codebook_with
from coder.store.unit_of_work import Reading

SHOWN = 4
"""How many answers a preview shows the text of."""


@dataclass(frozen=True)
class Touched:
    """The answers that have some codes, by whichever coder, in all questions that use the codebook."""

    answers: int
    by_code: Mapping[int, int]
    """How many have each code."""
    shared: int
    """How many have more than one of them."""
    first: tuple[Glimpse, ...]


def touched_by(work: Reading, code_ids: Sequence[int], *, shown: int = SHOWN) -> Touched:
    """Return the answers that a merge, a move or a retirement of these codes would touch."""
    sets = {code_id: answers_with(work, [code_id]) for code_id in dict.fromkeys(code_ids)}
    together: set[int] = set().union(*sets.values())
    return Touched(
        answers=len(together),
        by_code={code_id: len(found) for code_id, found in sets.items()},
        shared=sum(map(len, sets.values())) - len(together) if len(sets) == 2 else 0,
        first=tuple(first_glimpses(work, list(sets), shown)),
    )


def answers_to_read_again(work: Reading, code_id: int, meaning: str) -> int:
    """Count the answers a change of meaning opens: narrower, those that have the code; wider, the others.

    Only answers someone is done with count; the rest are read anyway.
    """
    having = done_answers_with(work, code_id)
    return having if meaning == NARROWER else answers_done(work, codebook_with(work, code_id)) - having
