"""One quiet sentence about what others did about notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coder.messages import _, ngettext
from coder.text.safe import safe_line

if TYPE_CHECKING:
    from coder.store.heard_notes import HeardNote


def heard_sentence(heard: Sequence[HeardNote]) -> str:
    """Say who wrote a note on whose answer, or dealt with one; several are counted. Empty for none."""
    if not heard:
        return ""
    dealt_with = [each for each in heard if each.is_answered]
    if dealt_with and len({(each.coder, each.answer_id) for each in heard}) == 1:
        heard = dealt_with[:1]  # answered and dealt with in one act: one thing is new
    if len(heard) > 1:
        told = ngettext("{n} note of others is new.", "{n} notes of others are new.", len(heard))
        return told.format(n=len(heard))
    [one] = heard
    if one.is_answered:
        told = _("{name} dealt with your note on {respondent}.")
    elif one.waits:
        told = _("{name} wrote a note on {respondent} that waits for somebody.")
    else:
        told = _("{name} wrote a note on {respondent}.")
    return told.format(name=safe_line(one.coder), respondent=safe_line(one.respondent_id))
