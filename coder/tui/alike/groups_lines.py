"""What the screen of groups to start a codebook from says, as lines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from coder.messages import _, ngettext
from coder.text.safe import safe_line, shortened
from coder.tui.pieces.lazy_lines import LazyLines
from coder.tui.pieces.lines import Line, Piece, Role, line
from coder.tui.pieces.screen_title import counted, screen_title

if TYPE_CHECKING:
    from coder.store.answer_list import AnswerRow
    from coder.tui.alike.groups_state import Group, GroupsState

LONGEST_ID = 12


def title_line(question: str, state: GroupsState | None) -> Line:
    """The question, and how many groups there are."""
    told = ""
    if state is not None:
        count = len(state.groups)
        told = ngettext("{n} group of alike answers", "{n} groups of alike answers", count).format(n=count)
    return screen_title(_("Codes to begin with"), about=question, right=counted(told))


def group_line(group: Group, made: str) -> Line:
    """A group: the name its own words propose, or the code made of it; how many answers."""
    count = Piece(f"{len(group.answer_ids):>4}", Role.DIM)
    if made:
        return line(Piece("● ", Role.GOOD), Piece(made, Role.GOOD), right=[count])
    return line(Piece("  "), Piece(group.name), right=[count])


def name_asked(selected: int) -> str:
    """Ask what the code shall be called."""
    told = ngettext(
        "What shall the code be called? It is set on the {n} answer you selected.",
        "What shall the code be called? It is set on the {n} answers you selected.",
        selected,
    ).format(n=selected)
    if not selected:
        told = _("What shall the code be called? No answer is selected, so it is set on none.")
    return told


def told_in_words(name: str, selected: int) -> str:
    """Say what was made, and on how many answers it was set."""
    told = ngettext("«{name}» is set on {n} answer.", "«{name}» is set on {n} answers.", selected)
    if not selected:
        told = _("«{name}» is made.")
    return told.format(name=name, n=selected)


class MemberRows(LazyLines):
    """The answers of the group under the cursor."""

    def __init__(self, state: GroupsState, rows: Mapping[int, AnswerRow]) -> None:
        self._ids = state.group.answer_ids
        self._selected = frozenset(state.selected)
        self._rows = rows

    def __len__(self) -> int:
        return len(self._ids)

    def line_at(self, place: int) -> Line:
        answer_id = self._ids[place]
        sign = Piece("■ ", Role.GOOD) if answer_id in self._selected else Piece("□ ", Role.DIM)
        row = self._rows.get(answer_id)
        if row is None:
            return line(sign, Piece("…", Role.DIM))
        who = shortened(safe_line(row.respondent_id), LONGEST_ID)
        return line(sign, Piece(f"{who}  ", Role.DIM), Piece(" ".join(safe_line(row.text).split())))
