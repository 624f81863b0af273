"""Groups of like differences as rows: in one code only, or one code against another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from coder.messages import _, ngettext
from coder.text.numbers import written_count, written_number
from coder.text.safe import safe_line, shortened
from coder.tui.agreement.state import AgreementState
from coder.tui.pieces.lines import GAP, Line, Piece, Role, cells, line
from coder.tui.pieces.wrapping import wrapped

if TYPE_CHECKING:
    from coder.usecases.agreement.disagreements import DifferenceGroup

LONGEST_CODE = 40
"""Cells of a code's name, so that the other code has room too."""


def group_title(state: AgreementState, group: DifferenceGroup) -> str:
    """Say what a group differs in."""
    first = _code(state, group.first)
    if group.second is None:
        return _("only «{code}»").format(code=first)
    return _("«{first}» or «{second}»").format(first=first, second=_code(state, group.second))


def _code(state: AgreementState, code_id: int) -> str:
    return shortened(safe_line(state.code_name(code_id)), LONGEST_CODE)


def group_lines(state: AgreementState, width: int, height: int) -> tuple[list[Line], dict[int, int]]:
    """Return the rows around the cursor, and which group is at which line; long rows break where all fit."""
    groups = state.groups
    rows: list[str | int] = []
    if groups.only:
        rows += [_("Differ in one code only"), *range(len(groups.only))]
    if groups.against:
        rows += [_("One code against another"), *range(len(groups.only), len(groups.all))]
    if not rows:
        return [line(Piece(_("No difference is left that others are like."), Role.DIM))], {}
    there = groups.all
    broken = [
        (each, said)
        for each in rows
        for said in ([_heading(each)] if isinstance(each, str) else _broken(state, there[each], each, width))
    ]
    if len(broken) <= height:
        return [said for _each, said in broken], _places([each for each, _said in broken])
    here = rows.index(groups.row) if groups.row in rows else 0
    # The heading of the first row comes into view with it.
    top = 0 if here < height else here - height + 1
    seen = rows[top : top + height]
    lines = [_heading(each) if isinstance(each, str) else _row(state, there[each], each) for each in seen]
    return lines, _places(seen)


def _places(rows: Sequence[str | int]) -> dict[int, int]:
    return {y: each for y, each in enumerate(rows) if isinstance(each, int)}


def _heading(words: str) -> Line:
    return line(Piece(words, Role.HEADING))


def _row(state: AgreementState, group: DifferenceGroup, place: int) -> Line:
    is_here = place == state.groups.row
    words = ngettext("{n} answer", "{n} answers", group.count).format(n=written_count(group.count))
    return line(
        Piece("▸ " if is_here else "  ", Role.ACCENT),
        Piece(safe_line(group_title(state, group)), Role.STRONG if is_here else Role.TEXT),
        Piece(f"  {_by_whom(state, group)}", Role.DIM),
        right=[Piece(f"{_against_chance(group)}  ", Role.DIM), Piece(words, Role.TEXT)],
    )


def _broken(state: AgreementState, group: DifferenceGroup, place: int, width: int) -> list[Line]:
    """Return a row; where it is too long, with what it differs in and who gave what on lines of their own."""
    row = _row(state, group, place)
    if cells(row.left) + GAP + cells(row.right) <= width:
        return [row]
    sign, title, by_whom = row.left
    room = width - cells([sign]) - GAP - cells(row.right)
    first, *others = wrapped(title.text, room)
    return [
        line(sign, replace(title, text=first), right=[*row.right]),
        *(line(Piece("  "), replace(title, text=each)) for each in others),
        *(
            line(Piece("    "), replace(by_whom, text=each))
            for each in wrapped(by_whom.text.strip(), width - 4)
        ),
    ]


def _by_whom(state: AgreementState, group: DifferenceGroup) -> str:
    """Say who gave the first code, and how often."""
    words = _("{person} gave it {n}") if group.second is None else _("{person} gave the first {n}")
    by: dict[int, set[int]] = {}
    for (first, _second), answers in group.by:
        by.setdefault(first, set()).update(answers)
    return ", ".join(
        words.format(person=safe_line(state.person(each)), n=written_count(len(answers)))
        for each, answers in by.items()
    )


def _against_chance(group: DifferenceGroup) -> str:
    times = group.times_expected
    return "" if times is None else _("{n} × chance").format(n=written_number(times, 1))
