"""What the history screen says, as lines; a line of an act is made when it is painted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from coder.messages import _, ngettext
from coder.text.safe import safe, safe_line, shortened
from coder.tui.pieces.lazy_lines import LazyLines
from coder.tui.pieces.lines import Line, Piece, Role, line
from coder.tui.pieces.screen_title import counted, screen_title
from coder.tui.pieces.wrapping import wrapped

if TYPE_CHECKING:
    from coder.tui.history.state import HistoryState
    from coder.usecases.history.details import ToldChange
    from coder.usecases.history.in_words import Told
    from coder.usecases.history.page import ActKind

WHO_WIDTH = 12
MOST_LETTERS = 600
"""How much of a text in the history is shown."""


class HistoryRows(LazyLines):
    """The lines of all acts; one not told yet is asked for and says so meanwhile."""

    def __init__(self, state: HistoryState, ask: Callable[[int], None]) -> None:
        self._state = state
        self._ask = ask

    def __len__(self) -> int:
        return len(self._state.numbers)

    def line_at(self, place: int) -> Line:
        number = self._state.numbers[place]
        told = self._state.told.get(number)
        if told is None:
            self._ask(number)
            return line(Piece(_(" entry {number} …").format(number=number), Role.DIM))
        return act_line(told, is_taken_back=number in self._state.acts.taken_back)


def act_line(told: Told, *, is_taken_back: bool) -> Line:
    """An act: when, who, what, to what."""
    who = shortened(safe_line(told.entry.coder or ""), WHO_WIDTH)
    what, quiet = (Role.DIM, Role.DIM) if is_taken_back else (Role.TEXT, Role.TEXT)
    return line(
        Piece(f" {told.when[:16]}  ", Role.DIM),
        Piece(who + " " * (WHO_WIDTH - cell_len(who)) + "  ", quiet),
        Piece(told.sentence, what),
        right=[Piece(_("taken back "), Role.MARK)] if is_taken_back else (),
    )


def title_line(about: str, shown: int, of: int | None) -> Line:
    """What the history is of, and how much of it is shown; ``of`` is None while that is being read."""
    if of is None:
        return screen_title(about, right=counted("…"))
    told = ngettext("{n} act", "{n} acts", of).format(n=of)
    if shown != of:
        told = _("{n} of {all}").format(n=shown, all=told)
    return screen_title(about, right=counted(told))


def filter_line(whose: str, kind: ActKind | None, searching: str) -> Line:
    """Whose acts and which are shown."""
    pieces = [Piece(whose), Piece(" · ", Role.DIM), Piece(kind_in_words(kind))]
    if searching:
        pieces += [Piece("   "), Piece(searching, Role.DIM)]
    return line(*pieces)


def kind_in_words(kind: ActKind | None) -> str:
    """Say which acts are shown."""
    if kind is None:
        return _("all that was done")
    return {
        "coding": _("only codings"),
        "codes": _("only the code list"),
        "notes": _("only notes and flags"),
        "project": _("only imports and settings"),
    }[kind.value]


def detail_lines(told: Told, changes: Sequence[ToldChange], why_not: str, width: int) -> list[Line]:
    """One act in full: what it was about, and each change with what was there before."""
    who = told.entry.coder or _("the program")
    lines = [
        line(Piece(_("Entry {number}").format(number=told.entry.number), Role.STRONG)),
        line(Piece(f"{told.when}   {who}", Role.DIM)),
        *(line(Piece(each)) for each in wrapped(safe(told.sentence), width)),
        line(),
    ]
    for change in changes:
        lines += _change_lines(change, width)
    if not changes:
        lines.append(line(Piece(_("Nothing more to tell of it."), Role.DIM)))
    if why_not:
        lines += [line(), *(line(Piece(each, Role.DIM)) for each in wrapped(safe(why_not), width))]
    return lines


def empty_lines(*, is_narrowed: bool) -> list[Line]:
    """What stands there where no act is shown."""
    if is_narrowed:
        return [
            line(Piece(_(" Nothing like that was done. Esc empties the line."), Role.DIM), selectable=False)
        ]
    return [line(Piece(_(" Nothing has been done here yet."), Role.DIM), selectable=False)]


def _change_lines(change: ToldChange, width: int) -> list[Line]:
    lines = (
        [line(Piece(each, Role.ACCENT)) for each in wrapped(safe(change.what), width)] if change.what else []
    )
    for sign, text, role in (("−", change.before, Role.MARK), ("+", change.after, Role.GOOD)):
        if not text:
            continue
        shown = text if len(text) <= MOST_LETTERS else text[:MOST_LETTERS] + "…"
        first, *others = wrapped(safe(shown), max(width - 4, 10))
        lines.append(line(Piece(f"  {sign} ", role), Piece(first)))
        lines += [line(Piece(f"    {each}")) for each in others]
    return lines
