"""What a change of the codebook would touch, told before it happens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coder.domain.codebook import NARROWER, Code
from coder.store.code_answers import (
    Glimpse,
    answers_done,
    answers_with,
    done_answers_with,
    first_glimpses,
)
from coder.store.code_use import codebook_with, tree_around
from coder.store.unit_of_work import Reading

SHOWN = 4
"""How many answers a preview shows the text of."""


@dataclass(frozen=True)
class MergeTouched:
    """The answers a merge touches, by whichever coder, in all questions that use the codebook."""

    changing: int
    """How many have the code that goes up in the other."""
    having: int
    """How many have the one that lives already."""
    will_have: int
    first: tuple[Glimpse, ...]
    """The first of those that change."""
    below: tuple[Code, ...] = ()
    """What stands under the code that goes up, and comes to stand under the one that lives."""


def touched_by_merge(work: Reading, source_id: int, target_id: int, *, shown: int = SHOWN) -> MergeTouched:
    """Return the answers that merging one code into another would touch."""
    changing, having = answers_with(work, [source_id]), answers_with(work, [target_id])
    first = tuple(first_glimpses(work, [source_id], shown))
    below = tuple(tree_around(work, source_id).descendants(source_id))
    return MergeTouched(len(changing), len(having), len(changing | having), first, below)


def answers_touched(work: Reading, code_ids: Sequence[int]) -> int:
    """Count the answers that a move or a retirement of these codes would touch."""
    return len(answers_with(work, code_ids))


def answers_to_read_again(work: Reading, code_id: int, meaning: str) -> int:
    """Count the answers a change of meaning opens: narrower, those that have the code; wider, the others.

    Only answers someone is done with count; the rest are read anyway.
    """
    having = done_answers_with(work, code_id)
    return having if meaning == NARROWER else answers_done(work, codebook_with(work, code_id)) - having
