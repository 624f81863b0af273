"""What the screen of answers coded unlike their likes says, as lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from coder.messages import _, ngettext
from coder.text.numbers import written_number
from coder.text.safe import ELLIPSIS, safe_line, shortened
from coder.tui.pieces.lazy_lines import LazyLines
from coder.tui.pieces.lines import Line, Piece, Role, line
from coder.tui.pieces.screen_title import counted, screen_title

if TYPE_CHECKING:
    from coder.store.answer_list import AnswerRow
    from coder.tui.code_shelf import CodeShelf
    from coder.usecases.suggesting.near_answers import NearAnswer

LACKS, HAS = "lacks", "has"
LONGEST_ID, LONGEST_CODE = 12, 30


@dataclass(frozen=True)
class Unlike:
    """An answer that is coded unlike those it is like."""

    answer_id: int
    code_id: int
    way: str
    """``lacks`` the code they have, or ``has`` one they lack."""


class UnlikeRows(LazyLines):
    """The answers under two headings, the most unlike first."""

    def __init__(self, found: Sequence[Unlike], rows: Mapping[int, AnswerRow], shelf: CodeShelf) -> None:
        self._rows = rows
        self._shelf = shelf
        self._listed: list[Unlike | str] = []
        for way in (LACKS, HAS):
            of_way = [each for each in found if each.way == way]
            if of_way:
                self._listed += [heading(way), *of_way]

    def __len__(self) -> int:
        return len(self._listed)

    def line_at(self, place: int) -> Line:
        found = self._listed[place]
        if isinstance(found, str):
            return line(Piece(found, Role.HEADING), selectable=False)
        row = self._rows.get(found.answer_id)
        if row is None:
            return line(Piece("  …", Role.DIM))
        who = shortened(safe_line(row.respondent_id), LONGEST_ID)
        sign = Piece("● ", Role.GOOD) if found.way == HAS else Piece("− ", Role.MARK)
        name = shortened(safe_line(self._shelf.name(found.code_id)), LONGEST_CODE)
        name += " " * (LONGEST_CODE - cell_len(name))
        text = " ".join(safe_line(row.text).split())
        return line(Piece(f"  {who}  ", Role.DIM), Piece(text), right=[sign, Piece(name)])

    def found(self, place: int | None) -> Unlike | None:
        """Return what a line is about; nothing on a heading."""
        listed = self._listed[place] if place is not None and place < len(self._listed) else ""
        return None if isinstance(listed, str) else listed


def heading(way: str) -> str:
    """Say in what the answers of a list are unlike others."""
    return {
        LACKS: _("They are like answers with the code, but lack it"),
        HAS: _("They have the code, but are unlike others that have it"),
    }[way]


def title_line(question: str, count: int | None, withheld: int = 0) -> Line:
    """The question, how many answers stand out, and how many more where suggestions are hidden by chance."""
    right = []
    if count is not None:
        told = ngettext("{n} answer to look at", "{n} answers to look at", count).format(n=count)
        right = counted(told)
    if withheld:
        told = ngettext(
            "{n} left out: suggestions hidden", "{n} left out: suggestions hidden", withheld
        ).format(n=withheld)
        right += [Piece(f" · {told}", Role.DIM)]
    return screen_title(_("Answers coded unlike their likes"), about=question, right=right)


def likest_lines(near: Sequence[NearAnswer] | None, code: str, width: int) -> list[Line]:
    """The answers with the code that are likest, one line each: how alike, and what they say.

    Args:
        near: The likest first; None before they are known.
        code: The code's name.
        width: Of the lines.
    """
    heading = _("The likest with «{code}»:").format(code=shortened(safe_line(code), LONGEST_CODE))
    if near is None:
        return [line(Piece(f"{heading} {ELLIPSIS}", Role.DIM))]
    if not near:
        return [line(Piece(_("No answer that has the code is like this one."), Role.DIM))]
    lines = [line(Piece(heading, Role.DIM))]
    for each in near:
        text = shortened(" ".join(safe_line(each.text).split()), max(width - 9, 10))
        lines.append(
            line(
                Piece(f"{written_number(each.likeness, 2)}  ", Role.DIM), Piece("● ", Role.GOOD), Piece(text)
            )
        )
    return lines
