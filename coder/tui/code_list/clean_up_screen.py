"""What in a codebook may want clearing up: one thing after the other, each with what mostly helps."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from coder.domain.clean_up import MEANT_OPERATIONS, PAIRS, CleanUpKind, Finding
from coder.domain.errors import CoderError
from coder.messages import _
from coder.tui.code_list import acts
from coder.tui.code_list.clean_up_keys import CLEAN_UP_KEYS
from coder.tui.code_list.clean_up_lines import (
    FindingRows,
    finding_lines,
    meant_asked,
    nothing_lines,
    title_line,
)
from coder.tui.code_list.clean_up_state import CleanUpState
from coder.tui.code_list.desk import CodeListDesk
from coder.tui.errors import say, show_error
from coder.tui.history.taking_back import take_back_act
from coder.tui.keys.keys_footer import KeysFooter
from coder.tui.pieces.line_list import LineList
from coder.tui.pieces.lines import Piece, Role, line
from coder.tui.pieces.lines_view import LinesView
from coder.tui.pieces.title_view import ScreenTitle

if TYPE_CHECKING:
    from coder.usecases.codebook.clean_up import CleanUp

WIDE = 100
"""Columns from which what is known of a finding stands beside the list."""


class CleanUpScreen(CodeListDesk):
    """Lists what the rules bring up; each act is the code list's own."""

    SHOWS_OTHERS = True
    BINDINGS: ClassVar[list[BindingType]] = [*CLEAN_UP_KEYS]
    SIGNS = (("✓", _("Before a finding: somebody has said that it is meant so")),)
    CSS = """
    CleanUpScreen #middle { height: 1fr; padding: 1 0 0 1; }
    CleanUpScreen #list { height: 1fr; }
    CleanUpScreen #about { height: 10; border-top: solid $rule; padding: 0 1; }
    CleanUpScreen #middle.-beside { layout: horizontal; }
    CleanUpScreen #middle.-beside #list { width: 3fr; height: 100%; }
    CleanUpScreen #middle.-beside #about {
        width: 2fr; height: 100%; margin-left: 1; border-top: none; border-left: solid $rule;
    }
    """

    def __init__(self, question: str, shows: Callable[[int], None] | None = None) -> None:
        super().__init__(question)
        self.clean: CleanUpState | None = None
        """Set when the codebook has been gone through."""
        self._shows = shows
        self._is_reading = False

    def compose(self) -> ComposeResult:
        yield ScreenTitle([title_line(self.question, None)], id="title")
        with Vertical(id="middle"):
            yield LineList(id="list")
            yield LinesView(id="about")
        yield KeysFooter()

    @property
    def finding(self) -> Finding | None:
        """What is lit."""
        return None if self.clean is None else self.clean.finding

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which keys mean something now."""
        if action in ("deal_with", "move", "mean_it_so", "answers", "note", "to_code"):
            is_away = self.clean is not None and self.finding and self.clean.is_put_away(self.finding)
            return self.finding is not None and not (action == "mean_it_so" and is_away)
        if action == "put_away":
            return self.clean is not None and bool(self.clean.found.put_away)
        return not self.is_waiting if action == "take_back" else True

    def action_move(self, step: int) -> None:
        if self.clean is not None:
            self.clean.move(step)
            self.repaint()

    def action_deal_with(self) -> None:
        finding = self._lit()
        first = self.state.tree.code(finding.codes[0].id)
        match finding.kind:
            case kind if kind in PAIRS:
                self.operations.merge_two(first, self.state.tree.code(finding.codes[1].id))
            case CleanUpKind.OTHER:
                self.operations.other(first)
            case CleanUpKind.UNDEFINED:
                self.operations.texts(first)
            case CleanUpKind.UNUSED:
                self.operations.retire(first)
            case CleanUpKind.LONELY:
                self.operations.move(self.state.tree.code(finding.codes[1].id))

    def action_mean_it_so(self) -> None:
        from coder.tui.dialogs.typed_questions import TextDialog
        from coder.usecases.codebook.clean_up_words import meant_in_words

        finding = self._lit()

        def answered(because: str | None) -> None:
            if because and because.strip():
                act = acts.mean_it_so(finding, self.session.coder.id, because)
                self.do(MEANT_OPERATIONS[finding.kind], act)

        self.app.push_screen(TextDialog(meant_asked(finding), meant_in_words(finding)), answered)

    def action_answers(self) -> None:
        finding = self._lit()
        if finding.kind in PAIRS:
            self.operations.shared_answers(*finding.codes)
        else:
            self.operations.answers(finding.codes[-1])

    def action_note(self) -> None:
        self.operations.note(self._lit().codes[0])

    def action_to_code(self) -> None:
        if self._shows is not None:
            self._shows(self._lit().codes[0].id)
        self.dismiss(None)

    def action_put_away(self) -> None:
        if self.clean is not None:
            self.clean.toggle_put_away()
            self.repaint()

    def action_take_back(self, operation: str) -> None:
        self.do(operation, take_back_act(ask=True))

    def action_leave(self) -> None:
        self.dismiss(None)

    def on_line_list_clicked(self, event: LineList.Clicked) -> None:
        if self.clean is not None:
            self.clean.light(event.index)
            self.repaint()

    def on_resize(self) -> None:
        self.repaint()

    def end_naming(self) -> None:
        """No names are given here."""

    def keep_in_view(self) -> None:
        self.query_one("#list", LineList).keep_in_view()

    def say_quietly(self, sentence: str) -> None:
        super().say_quietly(sentence)
        if sentence:
            say(self, sentence)

    def repaint(self) -> None:
        """Show everything as it stands; go through the codebook anew where it has changed."""
        if not self.is_ready:
            return
        self._go_through()
        self.query_one("#middle").set_class(self.size.width >= WIDE, "-beside")
        self.query_one("#title", LinesView).show([title_line(self.question, self.clean)])
        listed, about = self.query_one("#list", LineList), self.query_one("#about", LinesView)
        about.display = self.finding is not None
        if self.clean is None:
            told = _("The codebook is being gone through …")
            listed.show_at([line(Piece(f"  {told}", Role.DIM), selectable=False)], None)
        elif not self.clean.rows:
            listed.show_at(nothing_lines(self.clean, max(self.size.width - 6, 20)), None)
        else:
            listed.show_at(FindingRows(self.clean, self._list_width()), self.clean.place)
            self.call_after_refresh(self._show_about)
        self.query_one(KeysFooter).show_keys()

    def _show_about(self) -> None:
        about = self.query_one("#about", LinesView)
        if self.clean is not None and self.finding is not None:
            about.show(finding_lines(self.clean, self.finding, self._about_width()))

    def _list_width(self) -> int:
        """Return the cells of a row of the list; worked out, since what was just put there has no width."""
        return (self.size.width - 3) * 3 // 5 if self.size.width >= WIDE else self.size.width - 2

    def _about_width(self) -> int:
        """Return the cells of a line about a finding."""
        return self.size.width - self._list_width() - 7 if self.size.width >= WIDE else self.size.width - 5

    def _lit(self) -> Finding:
        assert self.finding is not None, "check_action lets no key through without a finding"
        return self.finding

    def _go_through(self) -> None:
        """Have the rules look again if anything was written since they did."""
        newest = self.state.listing.last_entry
        if self._is_reading or (self.clean is not None and self.clean.found.last_entry >= newest):
            return
        self._is_reading = True

        def read() -> CleanUp:
            from coder.usecases.codebook.clean_up import clean_up

            return self.session.read_after_writes(clean_up, self.question, self.session.coder.id)

        def arrived(found: CleanUp) -> None:
            self._is_reading = False
            if self.clean is None:
                self.clean = CleanUpState(found)
            else:
                self.clean.reload(found)
            self.repaint()

        def failed(error: CoderError) -> None:
            self._is_reading = False
            show_error(self, error)

        self.read_behind(read, arrived, failed)
