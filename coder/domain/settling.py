"""Which coding of an answer counts: the rule behind every number."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

Counts = Literal["responsible", "consensus"]


def responsible_coder(dealt_to: int | None, lead: int | None) -> int | None:
    """Return whose answer it is: whom it was dealt to, else the question's lead."""
    return dealt_to if dealt_to is not None else lead


def settled_coder(
    counts: Counts, responsible: int | None, done: Collection[int], consensus: int | None
) -> int | None:
    """Return whose coding of an answer counts, or None where it is not settled.

    Args:
        counts: What the question counts.
        responsible: The responsible coder's id, if there is one.
        done: Ids of the coders who are done with the answer, consensus among them.
        consensus: The id of the reserved coder, if the project has one.
    """
    if counts == "consensus" and consensus is not None and consensus in done:
        return consensus
    if responsible is not None and responsible in done:
        return responsible
    persons = [coder_id for coder_id in done if coder_id != consensus]
    return persons[0] if len(persons) == 1 else None
