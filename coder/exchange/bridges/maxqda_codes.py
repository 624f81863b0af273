"""Codes with memos as MAXQDA takes them in from Excel."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from coder.documents.workbook import Sheet, write_workbook
from coder.domain.loss import Losses
from coder.domain.portable import PortableCode
from coder.exchange.bridges.cells import guarded_cell
from coder.exchange.bridges.code_list import listed_codes
from coder.messages import _

NAME = "codes_maxqda.xlsx"
LONGEST_CODE = 63
"""MAXQDA reads no more characters of a code's name."""
_BETWEEN = " > "


def write_maxqda_codes(
    folder: Path, codes: Sequence[PortableCode], losses: Losses, *, formula_guard: bool
) -> None:
    """Write columns Code and Memo; a code stands under others as ``Theme > Code``."""

    def name(code: PortableCode) -> str:
        # A backslash would divide the name as well.
        written = code.row.path[-1].replace("\\", "/")
        if len(written) > LONGEST_CODE:
            what = _("{file}: names of codes are cut to {n} characters.")
            losses.add(what.format(file=NAME, n=LONGEST_CODE), code.row.written_path)
        if written != code.row.path[-1]:
            losses.add(_("{file}: «\\» in names is written «/».").format(file=NAME), code.row.written_path)
        return written

    def cell(text: str) -> str:
        return guarded_cell(text, NAME, losses, guard=formula_guard)

    listed = listed_codes(codes, name, longest=LONGEST_CODE)
    rows = [(cell(_BETWEEN.join(code.path)), cell(code.memo)) for code in listed]
    for sentence in write_workbook(folder / NAME, [Sheet("Codes", ("Code", "Memo"), rows)]):
        losses.add(f"{NAME}: {sentence}")
