"""Cells of the sheets among the bridges: no longer than Excel takes, and guarded where that is asked for."""

from __future__ import annotations

from coder.documents.workbook import LONGEST_CELL
from coder.domain.loss import Losses
from coder.messages import _
from coder.text.formula_guard import guarded


def guarded_cell(text: str, file: str, losses: Losses, *, guard: bool) -> str:
    """Return a text as it stands in a cell; what is changed about it is told.

    Args:
        text: The text.
        file: The file it goes to.
        losses: Where it is told.
        guard: Whether ' is put before what a spreadsheet would take for a formula.
    """
    if guard and guarded(text) != text:
        losses.add(_("{file}: ' stands before text that looks like a formula.").format(file=file), text)
        text = guarded(text)
    # Excel counts as UTF-16 does.
    longest = LONGEST_CELL - sum(sign > "\uffff" for sign in text[:LONGEST_CELL])
    if len(text) > longest:
        what = _("{file}: texts are cut where a cell can hold no more.").format(file=file)
        losses.add(what, text[:40])
        text = text[:longest]
    return text
