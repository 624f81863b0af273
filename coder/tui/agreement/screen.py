"""How far coders agree on a question, code by code; and the differences, settled one by one or in groups."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from coder.tui.agreement.code_lines import detail_lines
from coder.tui.agreement.keys import AGREEMENT_KEYS, AGREEMENT_SIGNS
from coder.tui.agreement.lines import head_lines, title_line
from coder.tui.agreement.opening import blind_lines, nothing_lines
from coder.tui.agreement.settling import AgreementSettling
from coder.tui.agreement.state import AgreementState, Pane
from coder.tui.keys.keys_footer import KeysFooter
from coder.tui.pieces.lines import Line
from coder.tui.pieces.lines_view import LinesView
from coder.tui.pieces.title_view import ScreenTitle

TALL = 34
"""Rows from which the codes and a difference have room beside each other."""
LEAST_BELOW = 14
"""Rows a difference keeps, however many codes there are."""
BLANKS = 7
"""Title, footer, and blank rows between the parts."""
MOST_HEAD, MOST_DETAIL = 5, 5
LEAST_WIDTH = 20


class AgreementScreen(AgreementSettling):
    """Shows agreement, and what is to be settled."""

    BINDINGS: ClassVar[list[BindingType]] = [*AGREEMENT_KEYS]
    SIGNS = AGREEMENT_SIGNS
    CSS = """
    AgreementScreen #head { height: auto; padding: 0 1; margin-top: 1; }
    AgreementScreen #codes { height: 1fr; padding: 0 1; margin-top: 1; }
    AgreementScreen #detail { height: auto; padding: 0 1; margin-top: 1; }
    AgreementScreen #below { height: 1fr; padding: 0 1; }
    AgreementScreen #below.-tall { border-top: solid $rule; margin-top: 1; padding: 1 1 0 1; }
    AgreementScreen #below.-alone { margin-top: 1; }
    """

    def compose(self) -> ComposeResult:
        yield ScreenTitle([title_line(self.question, None, is_busy=True)], id="title")
        yield LinesView(id="head")
        yield LinesView(id="codes")
        yield LinesView(id="detail")
        yield LinesView(id="below")
        yield KeysFooter()

    def on_resize(self) -> None:
        super().on_resize()
        self._share_out()
        self.call_after_refresh(self.repaint)

    def on_screen_resume(self) -> None:
        """Read what was done on another screen."""
        if self.opening is not None:
            self.look()
        self.query_one(KeysFooter).show_keys()

    @property
    def is_tall(self) -> bool:
        """Whether the codes and what is below them are seen together."""
        return self.size.height >= TALL

    @property
    def sees_difference(self) -> bool:
        """Whether a difference is on the screen."""
        state = self.state
        if state is None or state.difference is None:
            return False
        return state.pane is Pane.ANSWERS or (state.pane is Pane.CODES and self.is_tall)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which keys mean something now."""
        opening, state = self.opening, self.state
        if action in ("leave", "back"):
            return True
        if action == "open_early":
            return opening is not None and opening.blindness is not None and not opening.blindness.is_done
        if opening is None or opening.blindness is not None:
            return False
        if action == "close_round":
            return state is None and opening.done_round is not None
        if state is None:
            return action == "code_list" or (action == "sample" and bool(opening.done_by))
        return self._means_something(state, action, parameters)

    def _means_something(self, state: AgreementState, action: str, parameters: tuple[object, ...]) -> bool:
        pane = state.pane
        of_group = pane is Pane.GROUPS and state.groups.here is not None
        if action == "take":
            return (self.sees_difference or of_group) and state.coder_lettered(str(parameters[0])) is not None
        if action == "settle":
            if parameters == ("marked",):
                return pane is Pane.ANSWERS and self.sees_difference
            if parameters == ("vote",) and state.are_two:
                return False
            return self.sees_difference or of_group
        if action in ("park", "note", "mark", "add_code", "answer"):
            return self.sees_difference
        if action == "unsettle":
            here = state.difference
            return self.sees_difference and here is not None and here.answer_id in state.desk.settlements
        if action == "level":
            return state.has_themes
        panes = {
            "open_group": Pane.GROUPS,
            "choose_round": Pane.ROUNDS,
            "do_next": Pane.AFTER,
            "open_code": Pane.CODES,
        }
        if action == "open_group":
            return of_group
        if action == "differences":
            return pane is not Pane.ANSWERS or self.is_tall
        return panes.get(action, pane) is pane

    # What is seen

    def repaint(self) -> None:
        if not self.is_attached:
            return
        title, below = self.query_one("#title", LinesView), self.query_one("#below", LinesView)
        title.show([title_line(self.question, self.state, is_busy=self.opening is None)])
        if self._share_out():
            # What has room is known once it is laid out.
            self.call_after_refresh(self.repaint)
        state = self.state
        width = max(below.size.width, LEAST_WIDTH)
        if state is None:
            below.show(self._empty_lines(width))
        else:
            self._paint(state)
        self.query_one(KeysFooter).show_keys()

    def _paint(self, state: AgreementState) -> None:
        width = max(self.size.width - 2, LEAST_WIDTH)
        head, codes, detail, below = (
            self.query_one(each, LinesView) for each in ("#head", "#codes", "#detail", "#below")
        )
        if head.display:
            head.show(head_lines(state, width, MOST_HEAD))
            codes.show(self.page.codes.lines(state, width, max(codes.size.height, 2)))
            detail.show(detail_lines(state, width, MOST_DETAIL))
        if below.display:
            below.show(self.page.below(state, width, max(below.scrollable_content_region.height, 4)))

    def _empty_lines(self, width: int) -> list[Line]:
        opening = self.opening
        if opening is None:
            return []
        if opening.blindness is not None:
            return blind_lines(opening.blindness, width)
        return nothing_lines(opening, self.session.coder.id, width)

    def _share_out(self) -> bool:
        """Share the rows out between the codes and what is below them; tell whether that has changed."""
        state = self.state
        codes = state is not None and (self.is_tall or state.pane is Pane.CODES)
        shown = state is None or self.is_tall or state.pane is not Pane.CODES
        for name in ("#head", "#codes", "#detail"):
            self.query_one(name).display = codes
        below = self.query_one("#below")
        below.display = shown
        below.set_class(codes, "-tall")
        below.set_class(not codes, "-alone")
        before = below.styles.height
        if not (codes and shown) or state is None:
            below.styles.height = "1fr"
            return below.styles.height != before
        width = max(self.size.width - 2, LEAST_WIDTH)
        above = len(head_lines(state, width, MOST_HEAD)) + len(detail_lines(state, width, MOST_DETAIL))
        rows = 0 if state.shown is None else len(state.shown.codes) + 2
        room = self.size.height - BLANKS - above
        # Few codes leave more to read; many are scrolled in.
        below.styles.height = max(room - rows, min(LEAST_BELOW, room // 2))
        return below.styles.height != before

    def later(self) -> None:
        self._share_out()
        self.call_after_refresh(self.repaint)
        self.repaint()

    # The mouse

    def on_click(self, event: events.Click) -> None:
        state = self.state
        if state is None:
            return
        codes, below = self.query_one("#codes", LinesView), self.query_one("#below", LinesView)
        if event.widget is codes:
            row = self.page.codes.row_at(state, event.y)
            if row is not None:
                self._click_code(state, row)
        elif event.widget is below:
            gutter = below.gutter
            self._click_below(state, event.x - gutter.left, event.y - gutter.top)

    def _click_code(self, state: AgreementState, row: int) -> None:
        was_here = row == state.code_row and state.pane is Pane.CODES
        state.turn_to(Pane.CODES)
        state.move_code(row - state.code_row)
        if was_here:
            self.action_open_code()
        else:
            self.repaint()

    def _click_below(self, state: AgreementState, x: int, y: int) -> None:
        code_id = self.page.settling.code_at(x, y)
        if code_id is not None:
            state.toggle(code_id)
            self.repaint()
            return
        row = self.page.row_at(y)
        if row is None:
            return
        step = row - self.row_below(state)
        if step:
            self.action_move(step)
        else:
            self.open_row(state)

    def action_take_back(self, operation: Literal["undo", "redo"]) -> None:
        self.take_back(operation)
