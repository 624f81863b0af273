"""A question's tables: asked for by keys, counted at once, and the answers behind each number."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from coder.messages import _
from coder.tui.keys.keys_footer import KeysFooter
from coder.tui.pieces.lines import Line, Piece, Role, line
from coder.tui.pieces.lines_view import LinesView
from coder.tui.pieces.title_view import ScreenTitle
from coder.tui.tables.asking import TablesAsking
from coder.tui.tables.behind import behind_here
from coder.tui.tables.behind_lines import behind_lines, number_lines, whole_note_lines
from coder.tui.tables.keys import TABLES_KEYS, TABLES_SIGNS
from coder.tui.tables.lines import title_line
from coder.tui.tables.state import Kind, TablesState

TALL = 32
"""Rows from which the answers behind the number one stands on are shown as one goes."""
SHARE_BEHIND = 0.32


class TablesScreen(TablesAsking):
    """Shows a table, and what is behind its numbers."""

    BINDINGS: ClassVar[list[BindingType]] = [*TABLES_KEYS]
    SIGNS = TABLES_SIGNS
    CSS = """
    TablesScreen #table { height: 1fr; padding: 0 1; margin-top: 1; }
    TablesScreen #number { height: auto; padding: 0 1; border-top: solid $rule; }
    TablesScreen #behind { height: 1fr; padding: 0 1; }
    TablesScreen #behind.-tall { margin-top: 1; }
    """

    def compose(self) -> ComposeResult:
        yield ScreenTitle([title_line(self.question, None, is_busy=True)], id="title")
        yield LinesView(id="table")
        yield LinesView(id="number")
        yield LinesView(id="behind")
        yield KeysFooter()

    def on_resize(self) -> None:
        super().on_resize()
        self._share_out()
        self.call_after_refresh(self.repaint)

    def on_screen_resume(self) -> None:
        """Count what was coded on another screen."""
        self.look_for_newer()
        self.query_one(KeysFooter).show_keys()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which keys mean something now."""
        state = self.state
        if action == "back":
            return True
        if state is None:
            return False
        if action == "code_answer":
            behind = behind_here(state)
            return state.is_reading and behind is not None and behind.answer_id is not None
        if action == "leave_answers":
            return state.is_reading or state.is_note_whole
        if action == "read":
            return state.table is not None and not state.is_reading
        if action == "count_anew":
            return state.is_older
        if action in _OF_THE_TABLE and not self._is_table_seen(state):
            return False
        if action in _OF_FREQUENCIES:
            return state.kind is Kind.FREQUENCIES
        if action in ("by", "waves"):
            return state.kind is not Kind.TOGETHER or action == "waves"
        if action in ("level", "order", "base", "layer"):
            return state.kind is not Kind.PROGRESS
        if action == "export":
            return state.made is not None and not (state.is_up_to_date and state.made.problem)
        return True

    def _is_table_seen(self, state: TablesState) -> bool:
        """Tell whether the table is in sight: on a low screen what is read stands in its place."""
        return self.size.height >= TALL or not (state.is_reading or state.is_note_whole)

    # What is seen

    def repaint(self) -> None:
        if not self.is_attached:
            return
        state = self.state
        self.query_one("#title", LinesView).show([title_line(self.question, state, is_busy=self.is_busy)])
        if state is None:
            return
        self._share_out()
        table, behind = self.query_one("#table", LinesView), self.query_one("#behind", LinesView)
        if table.display:
            table.show(self.page.lines(state, max(table.size.width, 20), table.size.height))
        if behind.display:
            width, height = max(behind.size.width, 20), behind.size.height
            self.query_one("#number", LinesView).show(self._about(state, width - 2))
            shown = (
                whole_note_lines(state, width) if state.is_note_whole else behind_lines(state, width, height)
            )
            behind.show(shown)
            self.look_behind()
        self.query_one(KeysFooter).show_keys()

    def _about(self, state: TablesState, width: int) -> list[Line]:
        if state.is_note_whole:
            return [line(Piece(_("Note below the table"), Role.STRONG))]
        return number_lines(state, width)

    def _share_out(self) -> None:
        """Share the rows out between the table and the answers behind a number."""
        state = self.state
        is_tall = self.size.height >= TALL
        has_numbers = state is not None and state.shown.kind is Kind.FREQUENCIES
        is_in = state is not None and (state.is_reading or state.is_note_whole)
        below = is_in or (is_tall and has_numbers)
        table = self.query_one("#table")
        table.display = state is None or self._is_table_seen(state)
        for name in ("#number", "#behind"):
            self.query_one(name).display = below
        if not below or state is None:
            return
        behind = self.query_one("#behind")
        behind.set_class(is_tall, "-tall")
        if not is_tall:
            behind.styles.height = "1fr"
            return
        room = self.size.height - 6
        wanted = room // 2 if is_in else int(room * SHARE_BEHIND)
        # A short table leaves more to read.
        spare = room - self.page.wanted_height(state, max(self.size.width - 2, 20))
        behind.styles.height = max(wanted, min(spare, room * 2 // 3))

    # Where one goes

    def on_click(self, event: events.Click) -> None:
        state = self.state
        if state is None:
            return
        table = self.query_one("#table", LinesView)
        if event.widget is table:
            at = self.page.cell_at(event.x - table.content_offset.x, event.y - table.content_offset.y)
            if at is not None:
                row, column = at
                state.is_reading = False
                state.move(row - state.row_place)
                if column is not None:
                    state.move_column(column - state.column_place)
                self.repaint()
        elif event.widget is self.query_one("#behind"):
            self.action_read()

    def action_move(self, step: int) -> None:
        state = self.state
        if state is None:
            return
        if state.is_reading:
            behind = behind_here(state)
            if behind is not None:
                behind.move(step)
        elif state.shown.kind is Kind.FREQUENCIES:
            state.move(step)
        else:
            self.page.scroll(step)
        self.repaint()

    def action_page(self, step: int) -> None:
        if self.state is not None:
            below = self.query_one("#behind").size.height // 3
            self.action_move(step * max(below if self.state.is_reading else self.page.rows_in_view - 1, 1))

    def action_column(self, step: int) -> None:
        state = self.state
        if state is None:
            return
        if state.shown.kind is Kind.FREQUENCIES:
            state.move_column(step)
        else:
            self.page.scroll_sideways(step)
        self.repaint()

    def action_read(self) -> None:
        state = self.state
        if state is None or state.table is None:
            return
        state.is_reading, state.is_note_whole = True, False
        self._later()

    def action_whole_note(self) -> None:
        if self.state is not None:
            self.state.is_note_whole = not self.state.is_note_whole
            self.state.is_reading = False
            self._later()

    def action_leave_answers(self) -> None:
        if self.state is not None:
            self.state.is_reading = self.state.is_note_whole = False
            self._later()

    def action_back(self) -> None:
        state = self.state
        if state is not None and state.kind is not Kind.FREQUENCIES:
            self.action_kind(state.kind.value)
        else:
            self.dismiss(None)

    def _later(self) -> None:
        """Show what has room once it is shared out anew."""
        self._share_out()
        self.call_after_refresh(self.repaint)
        self.repaint()

    def action_code_answer(self) -> None:
        from coder.tui.coding.screen import CodingScreen

        behind = None if self.state is None else behind_here(self.state)
        if behind is not None and behind.answer_id is not None:
            # Over this one, so that Esc there leads back to the number.
            self.app.push_screen(CodingScreen(self.question, self.wave, behind.answer_id))

    def action_code_list(self) -> None:
        from coder.tui.code_list.screen import CodeListScreen

        self.app.push_screen(CodeListScreen(self.question))

    def action_count_anew(self) -> None:
        self.count_anew()

    def action_take_back(self, operation: Literal["undo", "redo"]) -> None:
        self.take_back(operation)


_OF_THE_TABLE = frozenset(
    {"by", "level", "order", "export", "waves", "base", "switch", "show", "min_cell", "layer", "kind"}
    | {"decimals", "number"}
)
_OF_FREQUENCIES = frozenset({"switch", "min_cell", "show"})
