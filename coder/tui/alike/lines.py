"""What the screen of like answers says, as lines; of thousands of answers only those in view are made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.domain.coding import CodedState
from coder.messages import _, ngettext
from coder.text.safe import safe_line, shortened
from coder.tui.alike.state import AlikeState
from coder.tui.pieces.lazy_lines import LazyLines
from coder.tui.pieces.lines import Line, Piece, Role, line
from coder.tui.pieces.screen_title import counted, screen_title
from coder.tui.respondent.lines import marked_lines, same_voice_sentence, wrapped_lines

if TYPE_CHECKING:
    from coder.usecases.coding.equal_answers import LikeAnswer

MOST_TEXT_LINES = 4
MOST_ID_CELLS = 14


class AlikeRows(LazyLines):
    """The like answers under two headings, each line made when it is looked at."""

    def __init__(self, state: AlikeState, names: dict[int, str]) -> None:
        self._state = state
        self._names = names
        self._rows: list[LikeAnswer | str] = []
        equal, nearly = state.group(is_equal=True), state.group(is_equal=False)
        if equal:
            self._rows += [_("The same text"), *equal]
        if nearly:
            self._rows += [
                _("Nearly the same: the same words, but for endings, order and small ones"),
                *nearly,
            ]

    def __len__(self) -> int:
        return len(self._rows)

    def line_at(self, place: int) -> Line:
        row = self._rows[place]
        if isinstance(row, str):
            return line(Piece(row, Role.HEADING), selectable=False)
        return _answer_line(row, row.id in self._state.selected, self._names)

    def answer(self, place: int | None) -> LikeAnswer | None:
        """Return the answer on a line; None on a heading."""
        row = self._rows[place] if place is not None and place < len(self._rows) else ""
        return None if isinstance(row, str) else row

    def place_of(self, answer_id: int | None) -> int | None:
        """Return the line of an answer, else of the first."""
        places = [place for place, row in enumerate(self._rows) if not isinstance(row, str)]
        same = (place for place in places if _id(self._rows[place]) == answer_id)
        return next(same, places[0] if places else None)


def told_lines(state: AlikeState, width: int) -> list[Line]:
    """The answer whose codes are given, what is given, and to how many."""
    found = state.found
    text = marked_lines(found.text, (), width)
    if len(text) > MOST_TEXT_LINES:
        text = [*text[: MOST_TEXT_LINES - 1], line(Piece("…", Role.MARK))]
    done = [Piece(_("and are done"), Role.GOOD)] if state.is_done else []
    gets = Piece(_("Those selected get") + "   ", Role.DIM)
    lines = [*text, line()]
    if found.codes:
        pieces = [gets, Piece("● ", Role.GOOD), Piece("   ".join(code.name for code in found.codes))]
        lines.append(line(*pieces, right=done))
    else:
        lines.append(line(gets, Piece(_("no code"), Role.DIM), right=done))
    closed = ", ".join(f"«{code.name}»" for code in found.codes if not code.open_for_choice)
    if closed:
        said = _("Cannot be set any more, so not given: {names}").format(names=closed)
        lines += wrapped_lines(said, width, Role.MARK)
    if found.same_voice:
        lines += wrapped_lines(same_voice_sentence(found.same_voice), width, Role.MARK)
    return lines


def title_line(state: AlikeState) -> Line:
    """How many are alike, and how many of them are selected."""
    number, selected = len(state.found.likes), len(state.selected)
    said = ngettext("{n} answer like this", "{n} answers like this", number).format(n=number)
    chosen = ngettext("{n} selected", "{n} selected", selected).format(n=selected)
    name, right = _("Answers that say the same"), counted(f"{said} · {chosen}")
    return screen_title(name, about=safe_line(state.found.wave), right=right)


def _answer_line(row: LikeAnswer, is_selected: bool, names: dict[int, str]) -> Line:
    sign = Piece("■ " if is_selected else "□ ", Role.GOOD if is_selected else Role.DIM)
    left = [
        sign,
        Piece(f"{shortened(safe_line(row.respondent_id), MOST_ID_CELLS)}  ", Role.DIM),
        Piece(row.text[:400]),
    ]
    right = []
    if row.code_ids:
        first, *more = (names[each] for each in row.code_ids)
        said = shortened(safe_line(first), 24) + (f" +{len(more)}" if more else "")
        right.append(Piece(f"● {said}", Role.GOOD))
    if row.state is CodedState.DONE:
        right.append(Piece(("   " if right else "") + _("done"), Role.GOOD))
    right.append(Piece(" +" if row.is_coded_together else "  ", Role.MARK))
    return line(*left, right=right)


def _id(row: LikeAnswer | str) -> int | None:
    return None if isinstance(row, str) else row.id
