"""The table as lines of a screen: all its parts shared out over the rows there are."""

from __future__ import annotations

from coder.tables.table import FrequencyTable
from coder.tui.pieces.lines import Line, Piece, Role, line
from coder.tui.tables.frequencies import ShownFrequencies
from coder.tui.tables.layout import GAP, MARGIN, ShownGrid, ShownTable, View, view_of
from coder.tui.tables.lines import (
    asked_lines,
    caption_lines,
    head_lines,
    more_rows,
    note_lines,
    pale,
    problem_lines,
    row_line,
    rows_seen,
)
from coder.tui.tables.state import Kind, TablesState

BLANKS = 3
"""Blank lines between the parts."""
LOW = 16
"""Rows under which the parts around the table have a line each."""
LONGEST = 10_000
"""Cells of a line that is not wrapped."""
LEAST_NOTE, MOST_NOTE = 2, 8
"""Lines of the note: so many where rows are many, so many where there is room."""


class TablesPage:
    """Lays a table out, and knows afterwards what stands where."""

    def __init__(self) -> None:
        self.top = 0
        self.left = 0
        self.rows_in_view = 1
        self._table: ShownTable | None = None
        self._of: object = None
        self._kind: Kind | None = None
        self._view: View | None = None
        self._places: dict[int, int] = {}
        """Row by line of the page."""

    def scroll(self, step: int) -> None:
        """Show other rows of a table one does not stand in."""
        if self._table is not None:
            self.top = min(max(self.top + step, 0), max(self._table.count - self.rows_in_view, 0))

    def scroll_sideways(self, step: int) -> None:
        """Show other columns of a table one does not stand in."""
        if self._view is not None and (step < 0 or self._view.after):
            self.left = max(self._view.before + max(min(step, self._view.after), -self._view.before), 0)

    def wanted_height(self, state: TablesState, width: int) -> int:
        """Return how many lines the whole table would take."""
        table = self._shown(state)
        return 9 if table is None else table.count + 9 + len(note_lines(state, width, MOST_NOTE))

    def lines(self, state: TablesState, width: int, height: int) -> list[Line]:
        """Return the whole page; blank lines stand between its parts where there is room for them."""
        table = self._shown(state)
        self._places = {}
        # On a low screen what is asked and the caption have a line each, and rows what is left.
        is_low = height < LOW
        asked = asked_lines(state, LONGEST if is_low else width)
        parts = [asked, [*caption_lines(state, width, 1 if is_low else 3), *problem_lines(state, width)]]
        if table is None or not table.count:
            return [*parts[0], line(), *parts[1]][:height]
        is_cell = state.shown.kind is Kind.FREQUENCIES
        column = state.column_place if is_cell else None
        self._view = view = view_of(table, width, self.left, column)
        self.left = view.before
        head = head_lines(table, view)
        room = height - sum(map(len, parts)) - len(head) - table.count
        has_blanks = room >= LEAST_NOTE + BLANKS
        note = note_lines(
            state, width, min(max(room - BLANKS * has_blanks, 1 if is_low else LEAST_NOTE), MOST_NOTE)
        )
        blank = [line()] if has_blanks else []
        room = height - sum(map(len, parts)) - len(head) - len(note) - BLANKS * has_blanks
        seen = rows_seen(table, self.top, state.row_place if is_cell else self.top, max(room, 1))
        self.top, self.rows_in_view = seen.start, max(len(seen), 1)
        head = self._with_rows_told(head, more_rows(table, seen))
        above = [*parts[0], *blank, *parts[1], *blank, *head]
        rows: list[Line] = []
        for place in [*([0] if table.has_own_base else []), *seen]:
            self._places[len(above) + len(rows)] = place
            here = is_cell and place == state.row_place
            shown = row_line(table, view, place, here=here, column=column)
            rows.append(shown if state.is_up_to_date else pale(shown))
        return [*above, *rows, *blank, *note][:height]

    def cell_at(self, x: int, y: int) -> tuple[int, int | None] | None:
        """Return the row and the column at a place of the page; no column beside the numbers."""
        if y not in self._places or self._view is None or self._table is None:
            return None
        end = MARGIN + self._view.label
        for number, place in enumerate(self._view.shown):
            end += GAP + self._table.columns[place].width
            if x < end:
                is_cell = self._table.columns[place].key is not None and x >= MARGIN + self._view.label
                return self._places[y], place if is_cell else None
            if number == 0 and self._view.bar:
                end += GAP + self._view.bar
        return self._places[y], None

    def _shown(self, state: TablesState) -> ShownTable | None:
        """Lay the table out once, however often it is painted."""
        made = state.made
        of = None if made is None else (made.table or made.other)
        if state.shown.kind is not self._kind:
            self._kind = state.shown.kind
            self.top = self.left = 0
        if of is not self._of:
            self._of = of
            if isinstance(of, FrequencyTable):
                self._table = ShownFrequencies(of)
            else:
                self._table = None if of is None else ShownGrid(of.grid)
        return self._table

    def _with_rows_told(self, head: list[Line], said: str) -> list[Line]:
        """Say in the heading which rows are in view, where there are more."""
        if not said:
            return head
        first, *rest = head[0].left
        room = len(first.text)
        shown = f"  {said}"[:room]
        return [
            Line((Piece(shown, Role.DIM), Piece(" " * (room - len(shown))), *rest), head[0].right),
            *head[1:],
        ]
