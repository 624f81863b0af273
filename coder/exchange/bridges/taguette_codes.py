"""Codes with descriptions as Taguette takes them in from CSV."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from coder.documents.whole_file import whole_file
from coder.domain.loss import Losses
from coder.domain.portable import PortableCode
from coder.exchange.bridges.code_list import listed_codes, tell_of_headings
from coder.exchange.refi.distinct_names import distinct_names
from coder.messages import _
from coder.text.csv_lines import csv_line

NAME = "codes_taguette.csv"
LONGEST_PATH = 200
"""Taguette takes no longer tags."""
_BETWEEN = "."
# Taguette ends a row at each of these, within quotation marks too.
_LINE_ENDS = re.compile("[\v\f\x1c-\x1e\x85\u2028\u2029]")


def write_taguette_codes(
    folder: Path, codes: Sequence[PortableCode], losses: Losses, *, formula_guard: bool
) -> None:
    """Write columns path and description; a code stands under others as ``Theme.Code``."""

    def plain(text: str, of: str) -> str:
        clean, ends = _LINE_ENDS.subn(" ", text)
        if ends:
            losses.add(_("{file}: unusual line ends are written as blanks.").format(file=NAME), of)
        return clean

    listed = listed_codes(codes, lambda code: plain(code.row.path[-1], code.row.written_path))
    tell_of_headings(listed, NAME, losses)
    tags = [code for code in listed if code.row.codable]
    paths = []
    for code in tags:
        path = _BETWEEN.join(code.path)
        if len(path) > LONGEST_PATH:
            what = _("{file}: tags are cut to {n} characters.").format(file=NAME, n=LONGEST_PATH)
            losses.add(what, code.row.written_path)
        paths.append(path)
    # With a mark at its beginning nobody guesses at the encoding.
    with (
        whole_file(folder / NAME) as new,
        new.open("w", encoding="utf-8-sig", errors="replace", newline="") as file,
    ):
        file.write(csv_line(("path", "description")))
        for path, code in zip(distinct_names(paths, longest=LONGEST_PATH), tags, strict=True):
            memo = plain(code.memo, code.row.written_path)
            file.write(csv_line((path, memo), formula_guard))
