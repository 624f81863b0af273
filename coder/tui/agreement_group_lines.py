"""Groups of like differences as rows: in one code only, or one code against another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.messages import _, ngettext
from coder.text.numbers import written_count, written_number
from coder.text.safe import safe_line
from coder.tui.agreement_state import AgreementState
from coder.tui.lines import Line, Piece, Role, line

if TYPE_CHECKING:
    from coder.usecases.disagreements import DifferenceGroup


def group_title(state: AgreementState, group: DifferenceGroup) -> str:
    """Say what a group differs in."""
    first = state.code_name(group.first)
    if group.second is None:
        return _("only «{code}»").format(code=first)
    return _("«{first}» or «{second}»").format(first=first, second=state.code_name(group.second))


def group_lines(state: AgreementState, height: int) -> tuple[list[Line], dict[int, int]]:
    """Return the rows around the cursor, and which group is at which line."""
    groups = state.groups
    rows: list[tuple[Line, int | None]] = []
    if groups.only:
        rows.append((_heading(_("Differ in one code only")), None))
        rows += [(_row(state, each, place), place) for place, each in enumerate(groups.only)]
    if groups.against:
        rows.append((_heading(_("One code against another")), None))
        first = len(groups.only)
        rows += [(_row(state, each, place), place) for place, each in enumerate(groups.against, first)]
    if not rows:
        return [line(Piece(_("No difference is left that others are like."), Role.DIM))], {}
    here = next((at for at, (_line, place) in enumerate(rows) if place == groups.row), 0)
    top = min(max(here - height + 1, 0), max(len(rows) - height, 0))
    # The heading of the first row comes into view with it.
    top = 0 if here < height else max(top, here - height + 1)
    seen = rows[top : top + height]
    places = {y: place for y, (_line, place) in enumerate(seen) if place is not None}
    return [shown for shown, _place in seen], places


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


def _by_whom(state: AgreementState, group: DifferenceGroup) -> str:
    """Say who gave the first code, and how often."""
    words = _("{person} gave it {n}") if group.second is None else _("{person} gave the first {n}")
    return ", ".join(
        words.format(person=safe_line(state.person(pair[0])), n=written_count(len(answers)))
        for pair, answers in group.by
    )


def _against_chance(group: DifferenceGroup) -> str:
    times = group.times_expected
    return "" if times is None else _("{n} × chance").format(n=written_number(times, 1))
