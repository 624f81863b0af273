"""What first run and preview say, as lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from coder.domain.errors import problem_lines
from coder.messages import _, ngettext
from coder.text.numbers import progress_percent
from coder.text.safe import safe, safe_line, shortened
from coder.tui.first_run.roles import OPEN, ROLE_KEYS, Part, RolesDraft, part_in_words
from coder.tui.pieces.lines import Line, Piece, Role, bar, cells, line
from coder.tui.pieces.screen_title import counted, screen_title
from coder.tui.pieces.wrapping import wrapped

if TYPE_CHECKING:
    from coder.domain.errors import Problem
    from coder.exchange.table import Table
    from coder.usecases.survey.plan import ImportedText

NAME_WIDTH = 24
LONGEST_CELL = 400
"""How much of a cell is looked at to show some of it."""
LEAST_VALUE, VALUE_WIDTH = 16, 30
LABEL_WIDTH = 36
NARROW = 76
"""Cells of a line on the narrowest screen."""

_PART_ROLES = {
    Part.ID: Role.ACCENT,
    Part.QUESTION: Role.GOOD,
    Part.SENTENCES: Role.GOOD,
    Part.ANSWER: Role.GOOD,
    Part.QUESTION_NAME: Role.ACCENT,
    Part.LEFT_OUT: Role.DIM,
}


def welcome_lines(*, is_first: bool) -> list[Line]:
    """Say what this is and what to do."""
    said = _("Or what was coded elsewhere: a QDPX file, or a workbook of this program.")
    coded = [line(Piece(each, Role.DIM)) for each in wrapped(said, NARROW)]
    if not is_first:
        return [
            line(Piece(_("Choose a survey file to bring into this project."))),
            *coded,
        ]
    return [
        line(Piece(_("Read open survey answers, give them codes, count them."), Role.STRONG)),
        line(Piece(_("Choose a survey file. Nothing is written before you have seen what is in it."))),
        *coded,
    ]


@dataclass(frozen=True)
class Layout:
    """How wide the parts of a column's line are, and how many rows' values stand beside each other."""

    name: int
    label: int
    """Of what the file says its columns hold; 0 where it says nothing."""
    part: int
    value: int
    values: int


def layout_of(table: Table, width: int) -> Layout:
    """Fit names, labels, roles and as many rows as there is room for."""
    name = min(max(_longest(table.columns), cell_len(_("Column"))), NAME_WIDTH)
    part = max(cell_len(part_in_words(each)) for each in Part)
    room = width - name - part - 5
    label = _longest([table.about(each).label for each in table.columns])
    if label:
        label = min(max(label, cell_len(_("Label"))), max(room - LEAST_VALUE - 4, 0), LABEL_WIDTH)
        room -= label + 2
    room = max(room, LEAST_VALUE)
    values = max(room // (VALUE_WIDTH + 2), 1)
    return Layout(name, label, part, room // values - 2, values)


def _longest(texts: Sequence[str]) -> int:
    return max((cell_len(safe_line(each[:80])) for each in texts), default=0)


def heading_line(layout: Layout, table: Table, first: int) -> Line:
    """The headings of the columns' lines; ``first`` is the first row shown."""
    name, part = _padded(_("Column"), layout.name), _padded(_("What it is"), layout.part)
    label = "  " + _padded(_("Label"), layout.label) if layout.label else ""
    pieces = [Piece(f" {name}{label}  {part}", Role.HEADING)]
    for number in table.row_numbers[first : first + layout.values]:
        pieces.append(Piece("  " + _padded(_("Row {n}").format(n=number), layout.value), Role.HEADING))
    return line(*pieces, selectable=False)


def column_line(
    layout: Layout, table: Table, draft: RolesDraft, place: int, first: int, codebooks: Mapping[str, str]
) -> Line:
    """A column: its name, what it is, and its values in the rows shown."""
    name = draft.columns[place]
    part = draft.parts[name]
    words = part_in_words(part)
    quiet = Role.DIM if part is Part.LEFT_OUT else Role.TEXT
    label = f"{_padded(table.about(name).label, layout.label)}  " if layout.label else ""
    pieces = [
        Piece(f" {_padded(name, layout.name)}  ", quiet),
        Piece(label, Role.DIM),
        Piece(_padded(words, layout.part), _PART_ROLES.get(part, Role.TEXT)),
    ]
    pieces += [
        Piece("  " + _padded(row[place], layout.value), quiet)
        for row in table.rows[first : first + layout.values]
    ]
    if name in codebooks and part in OPEN:
        pieces[3:] = [Piece(_("  codes from {file}").format(file=codebooks[name]), Role.ACCENT)]
    return line(*pieces)


def cell_lines(table: Table, place: int, first: int, width: int, most: int) -> list[Line]:
    """The whole cell of one column in the first row shown, as far as there is room; first which it is."""
    if not table.rows:
        return []
    row = min(first, len(table.rows) - 1)
    text = table.rows[row][place]
    whose = _("{column}, row {row}").format(column=table.columns[place], row=table.row_numbers[row])
    heading = line(
        Piece(whose, Role.HEADING), Piece("  " + safe_line(table.about(table.columns[place]).label), Role.DIM)
    )
    shown = wrapped(safe(text[: width * (most + 1)]).strip(), max(width, 10)) if text.strip() else []
    if not shown:
        return [heading, line(Piece(_("(blank)"), Role.DIM))]
    if len(shown) > most:
        shown = [*shown[: most - 1], shortened(shown[most - 1] + " " * width, width - 1) + "…"]
    return [heading, *(line(Piece(each)) for each in shown)]


def problem_views(problems: Sequence[Problem], lacking: str, width: int, most: int) -> list[Line]:
    """What has to be put right first; the rest is counted."""
    told = [lacking] if lacking else []
    told += problem_lines(problems)
    lines = [Piece(part, Role.MARK) for each in told for part in wrapped(safe(each), max(width, 20))]
    if len(lines) > most:
        more = len(lines) - most + 1
        rest = ngettext("… and {n} more line: p shows all", "… and {n} more lines: p shows all", more)
        lines = [*lines[: most - 1], Piece(rest.format(n=more), Role.MARK)]
    return [line(each) for each in lines]


def suggesting_lines(width: int) -> list[Line]:
    """What a question's coders may choose later about suggestions."""
    told = _(
        "Codes will be suggested. Suggestions may steer the coding; to measure it, press s in the list of"
        " questions."
    )
    return [line(Piece(part, Role.DIM)) for part in wrapped(told, max(width, 20))]


def sum_line(table: Table, draft: RolesDraft) -> Line:
    """How much there is in the file."""
    rows = ngettext("{n} row", "{n} rows", len(table.rows)).format(n=len(table.rows))
    columns = ngettext("{n} column", "{n} columns", len(table.columns)).format(n=len(table.columns))
    asked = len(draft.units())
    questions = ngettext("{n} open question", "{n} open questions", asked).format(n=asked)
    if Part.ANSWER in draft.parts.values():
        questions = _("an answer in each row")
    wave = " · " + _("all in wave {wave}").format(wave=safe_line(draft.wave)) if draft.wave else ""
    return screen_title(table.name, right=counted(f"{rows} · {columns} · {questions}{wave}"))


def role_key_lines(width: int) -> list[Line]:
    """The keys that say what the column under the cursor is, as many lines as they take."""
    lines: list[list[Piece]] = [[]]
    for key, part in ROLE_KEYS:
        pieces = [Piece(key, Role.STRONG), Piece(f" {part_in_words(part)}   ", Role.DIM)]
        if cells(lines[-1]) + cells(pieces) > width:
            lines.append([])
        lines[-1] += pieces
    return [line(*pieces) for pieces in lines]


def progress_lines(done: int, of: int, width: int) -> list[Line]:
    """How far the import has come."""
    share = done / of if of else 0.0
    told = _("Importing: {done} of {of} answers split into sentences").format(done=done, of=of)
    return [
        line(Piece(told)),
        line(*bar(share, max(min(width, 60), 10)), Piece(f" {progress_percent(done, of):>3} %", Role.DIM)),
    ]


def no_content_words(texts: Sequence[ImportedText]) -> str:
    """Name answers without content, the same text once, and ask what they are."""
    counted: dict[str, int] = {}
    for each in texts:
        shown = shortened(safe_line(each.text.strip()), 24)
        counted[shown] = counted.get(shown, 0) + 1
    listed = ", ".join(f"«{text}» ({n})" for text, n in list(counted.items())[:8])
    more = " …" if len(counted) > 8 else ""
    said = ngettext(
        "{n} answer says nothing by itself: {texts}. What shall become of it?",
        "{n} answers say nothing by themselves: {texts}. What shall become of them?",
        len(texts),
    )
    return said.format(n=len(texts), texts=listed + more)


def _padded(text: str, width: int) -> str:
    shown = shortened(safe_line(text[:LONGEST_CELL]).strip(), width)
    return shown + " " * (width - cell_len(shown))
