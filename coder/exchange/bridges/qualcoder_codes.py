"""Codes with memos as QualCoder takes them in from a text file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from coder.documents.whole_file import whole_file
from coder.domain.exchange_formats import Profile
from coder.domain.loss import Losses
from coder.domain.portable import PortableCode
from coder.exchange.bridges.code_list import listed_codes, tell_of_headings
from coder.exchange.refi.code_names import code_names
from coder.exchange.refi.profiles import LAYOUTS
from coder.exchange.refi.xml_text import XmlText
from coder.messages import _

NAME = "codes_qualcoder.txt"
_BETWEEN = ">>"
_QUOTE = '"'


def write_qualcoder_codes(folder: Path, codes: Sequence[PortableCode], losses: Losses) -> None:
    """Write a line for each code: ``category>>sub>>code``, a tab, and the memo on one line."""
    names = code_names(codes, LAYOUTS[Profile.QUALCODER], XmlText(losses), losses)

    def name(code: PortableCode) -> str:
        written = names[code.uid]
        # QualCoder divides paths there, and takes quotation marks away.
        safe = written.replace(_BETWEEN, "> >").replace(_BETWEEN, "> >").replace(_QUOTE, "”")
        if safe != written:
            what = _("{file}: signs in names that QualCoder reads as its own are written otherwise.")
            losses.add(what.format(file=NAME), code.row.written_path)
        return safe

    listed = listed_codes(codes, name)
    tell_of_headings(listed, NAME, losses)
    lines = []
    for code in listed:
        if not code.row.codable:
            continue
        if "\n" in code.memo:
            losses.add(_("{file}: memos stand on one line.").format(file=NAME), code.row.written_path)
        memo = code.memo_on_one_line
        # A memo that begins with a quotation mark would be taken for a quoted cell.
        before = " " if memo.startswith(_QUOTE) else ""
        lines.append(f"{_BETWEEN.join(code.path)}\t{before}{memo}\n")
    with (
        whole_file(folder / NAME) as new,
        new.open("w", encoding="utf-8", errors="replace", newline="") as file,
    ):
        file.writelines(lines)
