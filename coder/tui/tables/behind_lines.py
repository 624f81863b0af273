"""What is said of a number: what it is made of, and the answers behind it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from rich.cells import cell_len

from coder.domain.wave import wave_in_words
from coder.messages import _, ngettext
from coder.tables.table import TOTAL
from coder.text.numbers import written_count, written_number
from coder.text.safe import safe, safe_line, shortened
from coder.tui.pieces.lines import GAP, Line, Piece, Role, cells, line
from coder.tui.pieces.wrapping import wrapped, wrapped_with_joints
from coder.tui.tables.behind import BehindState, behind_here, is_hidden_here
from coder.tui.tables.lines import note_of
from coder.tui.tables.state import Kind, TablesState

if TYPE_CHECKING:
    from coder.store.answers import Answer
    from coder.tables.table import Cell, Column

LONGEST = 20_000
"""Characters of one text that are laid out; the coding screen shows all of a longer one."""
_LEAST_NAME, _MOST_NAME = 4, 20
"""Cells of the respondent's id, and of the wave where there are several."""


def number_lines(state: TablesState, width: int) -> list[Line]:
    """Say what the number one stands on is made of, and whom and what it counts; on two lines if it must."""
    here = state.here
    if here is None:
        return [line()]
    row, column, cell = here
    about = " · ".join(map(safe_line, [*_whom(state, column), *([] if row is None else [row.path])]))
    made_of, whom = Piece(_sum(state, column, cell), Role.STRONG), Piece(about, Role.DIM)
    behind = behind_here(state)
    right = []
    if state.is_reading and behind is not None and len(behind.ids) > 1:
        place = {"place": written_count(behind.cursor + 1), "count": written_count(len(behind.ids))}
        right = [Piece(_("{place} of {count}").format(**place), Role.DIM)]
    shown = [made_of, Piece("   "), whom]
    if cells([*shown, *right]) + GAP <= width:
        return [line(*shown, right=right)]
    return [line(made_of, right=right), line(whom)]


def _sum(state: TablesState, column: Column, cell: Cell | None) -> str:
    if is_hidden_here(state):
        return _("hidden in print")
    if cell is None:
        base = column.base or 0
        return ngettext("{n} answer in all", "{n} answers in all", base).format(n=written_count(base))
    if not cell.in_use:
        return _("not in use")
    values = {"n": written_count(cell.count or 0), "base": written_count(column.base or 0)}
    of = ngettext("{n} of {base} answer", "{n} of {base} answers", column.base or 0).format(**values)
    if cell.percent is None:
        return of
    return _("{percent} percent = {of}").format(percent=written_number(cell.percent), of=of)


def _whom(state: TablesState, column: Column) -> list[str]:
    options = state.shown.options
    waves = [wave_in_words(each) for each in options.waves]
    if column.key == TOTAL:
        return waves
    group = f"{column.group}: " if column.group else ""
    return [f"{group}{column.label}", *([] if options.trend else waves)]


def why_none(state: TablesState) -> str:
    """Say why no answers are shown; empty where they are."""
    if state.shown.kind is not Kind.FREQUENCIES:
        return _("The answers behind a number are shown of the frequency table.")
    here = state.here
    if here is None:
        return ""
    row, column, cell = here
    if cell is not None and not cell.in_use and column.key == TOTAL:
        return _("The code was not in use: no answer that counts has it.")
    if cell is not None and not cell.in_use:
        return _("The code was not in use in {wave}: nobody could be given it.").format(wave=column.label)
    if row is not None and row.id is None:
        return _("They did not answer, so there is nothing to read.")
    if is_hidden_here(state) and not state.is_reading:
        return _(
            "Print hides it, since it is under {k} or could be worked out. Enter shows you the answers."
        ).format(k=state.shown.options.min_cell)
    count = column.base if cell is None else cell.count
    if count == 0:
        return _("No answer here.")
    return ""


def behind_lines(state: TablesState, width: int, height: int) -> list[Line]:
    """The answers behind the number, as many as there is room for."""
    behind = behind_here(state)
    said = why_none(state)
    if said:
        return [line(Piece(each, Role.DIM)) for each in wrapped(safe(said), width)][:height]
    if behind is None:
        return [line(Piece("…", Role.DIM))]
    if not behind.ids:
        return [line(Piece(_("No answer here."), Role.DIM))]
    rows = partial(_answer_rows, state, behind, width)
    behind.page.keep_in_view(rows, len(behind.ids), behind.cursor, height)
    return behind.page.lines(rows, len(behind.ids), height)


def _answer_rows(state: TablesState, behind: BehindState, width: int, place: int) -> Sequence[Line]:
    answer_id = behind.ids[place]
    is_here = state.is_reading and place == behind.cursor
    with_wave = len(state.frame.waves) > 1 and len(state.shown.options.waves) != 1
    names = [cell_len(_name(each, with_wave=with_wave)) for each in behind.ahead.texts.values()]
    room = min(max([_LEAST_NAME, *names]), _MOST_NAME)
    answer = behind.ahead.texts.get(answer_id)
    if answer is None:
        return [line(Piece(" …", Role.DIM))]
    name = shortened(_name(answer, with_wave=with_wave), room)
    return answer_lines(answer.text, f"{name:<{room}}", width, is_here=is_here, in_full=state.is_reading)


def _name(answer: Answer, *, with_wave: bool) -> str:
    return safe_line(
        f"{answer.respondent_id} {wave_in_words(answer.wave)}" if with_wave else answer.respondent_id
    )


def answer_lines(text: str, who: str, width: int, *, is_here: bool, in_full: bool) -> Sequence[Line]:
    """One answer: who gave it, and its text, on one line or in full."""
    bar, name = Piece("▌" if is_here else " ", Role.ACCENT), Piece(f" {who}  ", Role.DIM)
    if not in_full:
        return [line(bar, name, Piece(" ".join(safe_line(text[: 4 * width]).split())))]
    indent = cells([name])
    texts = wrapped_with_joints(safe(text[:LONGEST]), max(width - indent - 1, 20)) or [("", None)]
    lines = [
        Line((bar, name if number == 0 else Piece(" " * indent), Piece(said)), joint=joint)
        for number, (said, joint) in enumerate(texts)
    ]
    if len(text) > LONGEST:
        lines.append(line(bar, Piece(" " * indent), Piece(_("… Enter shows the rest"), Role.MARK)))
    return lines


def whole_note_lines(state: TablesState, width: int) -> list[Line]:
    """The whole note, wrapped."""
    return [line(Piece(each)) for each in wrapped(safe(note_of(state)), width)]
