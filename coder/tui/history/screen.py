"""The history: what happened, by whom, when; and taking back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widgets import Input

from coder.messages import _
from coder.tui.history.keys import HISTORY_KEYS
from coder.tui.history.lines import HistoryRows, detail_lines, empty_lines, filter_line, title_line
from coder.tui.history.search import HistorySearch
from coder.tui.history.state import HistoryState
from coder.tui.history.undo import HistoryUndo
from coder.tui.keys.keys_footer import KeysFooter
from coder.tui.pieces.filter_line import FilterLine
from coder.tui.pieces.line_list import LineList
from coder.tui.pieces.lines import Piece, Role, line
from coder.tui.pieces.lines_view import LinesView
from coder.tui.pieces.screen_title import screen_title
from coder.tui.pieces.title_view import ScreenTitle
from coder.tui.project_screen import ProjectScreen

if TYPE_CHECKING:
    from coder.usecases.history.details import ToldChange
    from coder.usecases.history.in_words import Told
    from coder.usecases.history.page import Acts
    from coder.usecases.team.following import OthersWrote

WIDE = 110
FIRST = 300
"""How many of the latest acts are shown before all are read."""


class HistoryScreen(ProjectScreen):
    """Lists the acts of the project, or those that touched one answer or one code."""

    SHOWS_OTHERS = True
    BINDINGS: ClassVar[list[BindingType]] = [*HISTORY_KEYS]
    CSS = """
    HistoryScreen #body { height: 1fr; layout: vertical; }
    HistoryScreen #acts { height: 1fr; margin: 1 0 0 0; padding: 0 0 0 1; }
    HistoryScreen #detail { height: 8; padding: 0 2; overflow-y: auto; border-top: solid $rule; }
    HistoryScreen.-wide #body { layout: horizontal; }
    HistoryScreen.-wide #acts { width: 3fr; }
    HistoryScreen.-wide #detail {
        width: 2fr; height: 1fr; margin: 1 0 0 0; padding: 0 2; border-top: none; border-left: solid $rule;
    }
    HistoryScreen #typing { height: 1; padding: 0 1; background: $raised; }
    HistoryScreen #prompt { width: 9; }
    HistoryScreen #typed { width: 1fr; }
    HistoryScreen #filter { width: 2fr; padding-left: 2; }
    """

    def __init__(self, answer_id: int | None = None, code_id: int | None = None) -> None:
        super().__init__()
        self.answer_id = answer_id
        self.code_id = code_id
        self.state: HistoryState | None = None
        self._search = HistorySearch(self)
        self._undo = HistoryUndo(self)
        self._asked: set[int] = set()
        self._detailed: tuple[int, Told, Sequence[ToldChange]] | None = None

    def compose(self) -> ComposeResult:
        yield ScreenTitle([screen_title(self._about())], id="title")
        with Horizontal(id="body"):
            yield LineList(id="acts")
            yield LinesView(id="detail")
        with Horizontal(id="typing"):
            yield LinesView([line(Piece(_("find ▸"), Role.ACCENT))], id="prompt")
            typed = FilterLine(id="typed")
            typed.placeholder = _("code, respondent, coder, what was done")
            yield typed
            yield LinesView(id="filter")
        yield KeysFooter()

    def on_mount(self) -> None:
        self.query_one(FilterLine).focus()

    def begin(self) -> None:
        if self.answer_id is not None or self.code_id is not None:
            self.read_acts()
            return

        def read() -> Acts:
            from coder.usecases.history.page import latest_acts

            return self.session.read(latest_acts, FIRST)

        def show(acts: Acts) -> None:
            self._acts_read(acts)
            if not acts.is_whole:
                self.read_acts()

        self.read_behind(read, show)

    def take_in(self, told: OthersWrote) -> None:
        state = self.state
        if state is None or not state.acts.is_whole:
            return
        is_of_one = state.acts.touching is not None
        known = {act.number for act in state.acts.acts} if state.searched else set()

        def read() -> tuple[Acts, list[Told]]:
            from coder.usecases.history.page import all_acts, told_page, with_newer

            if is_of_one:
                acts = self.session.read(all_acts, answer_id=self.answer_id, code_id=self.code_id)
            else:
                acts = self.session.read(with_newer, state.acts)
            new = [act.number for act in acts.acts if act.number not in known] if known else []
            return acts, self.session.read(told_page, new) if new else []

        def show(found: tuple[Acts, list[Told]]) -> None:
            acts = self.query_one("#acts", LineList)
            number = self.number
            state.grown(*found)
            if acts.scroll_offset.y:
                # At the top of the list what is new is seen to come.
                acts.keep_in_view()
            self.repaint_acts(state.place_of(number))

        self.read_behind(read, show)

    def on_resize(self) -> None:
        self.set_class(self.size.width >= WIDE, "-wide")
        self.call_after_refresh(self._show_detail)

    def on_screen_resume(self) -> None:
        self.query_one(KeysFooter).show_keys()

    def read_acts(self) -> None:
        """Read which acts there are; what is looked for stays."""

        def read() -> Acts:
            from coder.usecases.history.page import all_acts

            return self.session.read(all_acts, answer_id=self.answer_id, code_id=self.code_id)

        self.read_behind(read, self._acts_read)

    def _acts_read(self, acts: Acts) -> None:
        if self.state is None:
            self.state = HistoryState(acts, self.session.coder.id)
            # Something may have been typed before anything was read.
            self.state.search(self.query_one(FilterLine).value)
            self.show_acts()
            return
        first, self._asked = self.number, set()
        self.state.renewed(acts)
        self._search.begin()
        self.repaint_acts(self.state.place_of(first))

    def show_acts(self) -> None:
        """Show the acts that fit, from the newest."""
        state = self.state
        if state is None:
            return
        self._search.begin()
        self.repaint_acts(0)

    def repaint_acts(self, cursor: int | None = None) -> None:
        """Show the acts that are found by now, the cursor where it was unless it is told."""
        state = self.state
        if state is None:
            return
        acts = self.query_one("#acts", LineList)
        place = acts.cursor if cursor is None else cursor
        if state.numbers:
            acts.show_at(HistoryRows(state, self._ask_for), min(place or 0, len(state.numbers) - 1))
        else:
            narrowed = bool(state.searched or state.whose is not None or state.kind is not None)
            acts.show_at([] if self._search.is_on else empty_lines(is_narrowed=narrowed), None)
        every = state.acts.touching if state.acts.touching is not None else state.acts.acts
        shown = title_line(self._about(), len(state.numbers), len(every) if state.acts.is_whole else None)
        self.query_one("#title", LinesView).show([shown])
        whose = _("everybody") if state.whose is None else state.acts.coders[state.whose]
        self.query_one("#filter", LinesView).show([filter_line(whose, state.kind, self._search.told())])
        self._look_closer()
        self.query_one(KeysFooter).show_keys()

    @property
    def number(self) -> int | None:
        """The act under the cursor."""
        cursor = self.query_one("#acts", LineList).cursor
        state = self.state
        return None if state is None or cursor is None or not state.numbers else state.numbers[cursor]

    def on_input_changed(self, event: Input.Changed) -> None:
        if self.state is not None:
            self.state.search(event.value)
            self.show_acts()

    def on_line_list_clicked(self, event: LineList.Clicked) -> None:
        event.list.cursor = event.index
        event.list.refresh()
        self._look_closer()

    def action_move(self, step: int) -> None:
        self.query_one("#acts", LineList).move(step)
        self._look_closer()

    def action_page(self, step: int) -> None:
        acts = self.query_one("#acts", LineList)
        self.action_move(step * max(acts.size.height - 1, 1))

    def action_scroll_detail(self, by: int) -> None:
        self.query_one("#detail", LinesView).scroll_relative(y=by, animate=False)

    def action_whose(self) -> None:
        if self.state is not None:
            self.state.next_whose()
            self.show_acts()

    def action_kind(self) -> None:
        from coder.usecases.history.page import ActKind

        if self.state is not None:
            self.state.next_kind(list(ActKind))
            self.show_acts()

    def action_undo(self) -> None:
        self._undo.latest("undo")

    def action_redo(self) -> None:
        self._undo.latest("redo")

    def action_take_back(self) -> None:
        if self.number is not None:
            self._undo.down_to(self.number)

    def action_show_answer(self) -> None:
        number = self.number
        if number is None:
            return

        def read() -> tuple[int, str] | None:
            from coder.usecases.history.page import answer_of_act

            return self.session.read(answer_of_act, number)

        self.read_behind(read, self._show_answer)

    def action_leave(self) -> None:
        typed = self.query_one(FilterLine)
        if typed.value:
            typed.value = ""
        else:
            self.dismiss(None)

    def _show_answer(self, found: tuple[int, str] | None) -> None:
        if found is None:
            self.app.bell()
            return
        answer_id, question = found
        below = self.app.screen_stack[-2]
        if getattr(below, "question", None) == question:
            self.dismiss(answer_id)
            return
        from coder.tui.coding.screen import CodingScreen

        self.app.push_screen(CodingScreen(question, None, answer_id))

    def _about(self) -> str:
        if self.answer_id is not None:
            return _("History of this answer")
        return _("History of this code") if self.code_id is not None else _("History")

    def _ask_for(self, number: int) -> None:
        """Have an act told that is about to be painted, with those around it."""
        state = self.state
        if state is None or number in self._asked:
            return
        wanted = [each for each in state.wanted_around(number) if each not in self._asked]
        if not wanted:
            return
        self._asked.update(wanted)

        def read() -> list[Told]:
            from coder.usecases.history.page import told_page

            return self.session.read(told_page, wanted)

        def show(told: list[Told]) -> None:
            state.take_in(told)
            self.query_one("#acts", LineList).refresh()

        self.call_later(self.read_behind, read, show)

    def _look_closer(self) -> None:
        """Read the act under the cursor in full."""
        number = self.number
        if number is None or (self._detailed is not None and self._detailed[0] == number):
            self._show_detail()
            return

        def read() -> tuple[int, Told, Sequence[ToldChange]]:
            from coder.usecases.history.page import act_in_full

            return (number, *self.session.read(act_in_full, number))

        def show(found: tuple[int, Told, Sequence[ToldChange]]) -> None:
            if found[0] == self.number:
                self._detailed = found
                self._show_detail()

        self.read_behind(read, show)

    def _show_detail(self) -> None:
        detail = self.query_one("#detail", LinesView)
        state = self.state
        if state is None or self._detailed is None or self._detailed[0] != self.number:
            detail.show([])
            return
        number, told, changes = self._detailed
        width = max(detail.scrollable_content_region.width - 1, 20)
        detail.show(detail_lines(told, changes, state.why_not(number), width))
        detail.scroll_home(animate=False)
