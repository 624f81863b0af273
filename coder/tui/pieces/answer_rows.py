"""Answers as lines of a list; of a hundred thousand only those in view are read and made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from coder.domain.codebook import Code
from coder.domain.coding import CodedState
from coder.domain.wave import wave_in_words
from coder.messages import _
from coder.text.safe import safe_line, shortened
from coder.text.word_search import WordSearch
from coder.tui.notes.note_pieces import NOTED, WAITS
from coder.tui.pieces.lazy_lines import LazyLines
from coder.tui.pieces.lines import Line, Piece, Role, line

if TYPE_CHECKING:
    from coder.store.answer_list import AnswerRow
    from coder.tui.answers.state import AnswersState

STATE_SIGNS = {CodedState.UNTOUCHED: " ", CodedState.STARTED: "…", CodedState.DONE: "✓"}
WIDE = 110
LEAD_IN = 12
"""How much of the text stands before a found word that would not be seen."""


@dataclass(frozen=True)
class Columns:
    """How many cells each column of an answer list takes; 0 leaves it out."""

    number: int
    respondent: int
    wave: int
    background: int
    codes: int

    @classmethod
    def fitting(cls, state: AnswersState, width: int) -> Columns:
        """Share a width out: the text gets what the others leave."""
        rows = list(state.rows.values())[:200]
        respondent = max((cell_len(safe_line(row.respondent_id)) for row in rows), default=4)
        wave = max((cell_len(safe_line(wave_in_words(row.wave))) for row in rows), default=0)
        background = max((cell_len(_background(row)) for row in rows), default=0)
        has_waves = len(state.frame.waves) > 1 and state.frame.wave is None
        is_wide = width >= WIDE
        return cls(
            number=max(len(str(len(state.frame.numbers))), 2),
            respondent=min(respondent, 16 if is_wide else 8),
            wave=min(max(wave, cell_len(_("Wave"))), 10) if has_waves else 0,
            background=min(background, 26) if is_wide else 0,
            codes=max(width * 3 // 10, 12),
        )


class AnswerRows(LazyLines):
    """The lines of the answers shown; one not read yet is asked for and says so meanwhile."""

    def __init__(self, state: AnswersState, columns: Columns, ask: Callable[[int, int], None]) -> None:
        self._state = state
        self._columns = columns
        self._ask = ask

    def __len__(self) -> int:
        return len(self._state.ids)

    def line_at(self, place: int) -> Line:
        state, answer_id = self._state, self._state.ids[place]
        number = state.frame.numbers[answer_id]
        row = state.rows.get(answer_id)
        self._ask(answer_id, place)
        if row is None:
            return line(Piece(f"  {number:>{self._columns.number}} …", Role.DIM))
        is_chosen = answer_id in state.chosen
        return answer_line(row, number, self._columns, state.codes, state.words, is_chosen=is_chosen)


def heading_line(columns: Columns) -> Line:
    """Name the columns."""
    number, respondent = (
        _fitting(columns.number, _("No")),
        _fitting(columns.respondent, _("Respondent"), _("Id")),
    )
    left = f"  {number:>{columns.number}}     {_padded(respondent, columns.respondent)} "
    if columns.wave:
        left += _padded(_fitting(columns.wave, _("Wave")), columns.wave) + " "
    right = _padded(_("Background"), columns.background) + "  " if columns.background else ""
    return line(
        Piece(left + _("Answer"), Role.HEADING),
        right=[Piece(right + _padded(_("Codes"), columns.codes), Role.HEADING)],
        selectable=False,
    )


def answer_line(
    row: AnswerRow,
    number: int,
    columns: Columns,
    codes: Mapping[int, Code],
    words: WordSearch,
    *,
    is_chosen: bool,
) -> Line:
    """One answer: chosen or not, number, state, flag, note, respondent, wave, text; background and codes."""
    left = [
        Piece("▌" if is_chosen else " ", Role.ACCENT),
        Piece(f" {number:>{columns.number}} ", Role.DIM),
        Piece(STATE_SIGNS[row.state], Role.GOOD if row.state is CodedState.DONE else Role.MARK),
        Piece("⚑" if row.is_flagged else "⚐" if row.flagged_by else " ", Role.MARK),
        Piece(_note_sign(row), Role.MARK),
        Piece(f" {_padded(row.respondent_id, columns.respondent)} ", Role.DIM),
    ]
    if columns.wave:
        left.append(Piece(f"{_padded(wave_in_words(row.wave), columns.wave)} ", Role.DIM))
    right = []
    if columns.background:
        right.append(Piece(_padded(_background(row), columns.background) + "  ", Role.DIM))
    right.append(_codes_piece(row, codes, columns.codes))
    return line(*left, *text_pieces(row.text, words), right=right)


def _note_sign(row: AnswerRow) -> str:
    if any(note.waits for note in row.notes):
        return WAITS
    return NOTED if row.notes else " "


def code_names(row: AnswerRow, codes: Mapping[int, Code]) -> list[str]:
    """Return the names of an answer's codes as they were set."""
    return [codes[each].name for each in row.code_ids if each in codes]


def _codes_piece(row: AnswerRow, codes: Mapping[int, Code], width: int) -> Piece:
    if row.state is CodedState.DONE and not row.code_ids:
        return Piece(_padded(_("no code applies"), width), Role.DIM)
    return Piece(_padded(", ".join(code_names(row, codes)), width))


def text_pieces(text: str, words: WordSearch) -> list[Piece]:
    """The text of an answer on one line, with the words looked for marked and the first of them in view."""
    shown = " ".join(safe_line(text).split())
    if not shown:
        return [Piece(_("(forgotten)"), Role.DIM)]
    spans = words.spans(shown) if words else []
    if not spans:
        return [Piece(shown)]
    begin = max(spans[0][0] - LEAD_IN, 0)
    begin = shown.rfind(" ", 0, begin) + 1 if begin else 0
    pieces = [Piece("… ", Role.DIM)] if begin else []
    for start, end in spans:
        pieces += [Piece(shown[begin:start]), Piece(shown[start:end], Role.SPEAKING)]
        begin = end
    return [*pieces, Piece(shown[begin:])]


def _background(row: AnswerRow) -> str:
    return safe_line(", ".join(row.background.values()))


def _fitting(width: int, *words: str) -> str:
    """Return the first word that fits, else nothing."""
    return next((word for word in words if cell_len(word) <= width), "")


def _padded(text: str, width: int) -> str:
    shown = shortened(safe_line(text), width)
    return shown + " " * (width - cell_len(shown))
