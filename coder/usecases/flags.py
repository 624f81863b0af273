"""Flagging answers to come back to."""

from __future__ import annotations

from coder.store.flags import flag_id
from coder.store.unit_of_work import Writing


def set_flag(work: Writing, answer_id: int, coder_id: int, *, flagged: bool) -> None:
    """Put a coder's flag on an answer, or take it off."""
    present = flag_id(work, answer_id, coder_id)
    if flagged and present is None:
        work.create("flag", answer=answer_id, coder=coder_id)
    elif present is not None and not flagged:
        work.delete("flag", [present])
