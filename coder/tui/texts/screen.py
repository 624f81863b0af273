"""A screen of texts under their headings: a page one goes about in, with something that stands beside it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Container

from coder.tui.dialogs.shorten import ask_for_cuts
from coder.tui.errors import show_error
from coder.tui.history.taking_back import take_back_then
from coder.tui.keys.keys_footer import KeysFooter
from coder.tui.pieces.lines import Line
from coder.tui.pieces.lines_view import LinesView
from coder.tui.pieces.rows_page import RowsPage
from coder.tui.pieces.title_view import ScreenTitle
from coder.tui.project_screen import ProjectScreen
from coder.tui.texts import acts
from coder.tui.texts.lines import reading_lines
from coder.tui.texts.state import TextsState

if TYPE_CHECKING:
    from coder.domain.errors import CoderError
    from coder.domain.passages import PassageKey
    from coder.store.unit_of_work import Writing
    from coder.usecases.team.following import OthersWrote

WIDE = 110
"""Columns from which what stands beside the texts does so."""
TALL = 20
"""Rows from which it stands below them where there is no room beside."""

State = TypeVar("State", bound=TextsState)


class TextsScreen(ProjectScreen, Generic[State]):
    """Shows a state's rows, goes about in them, and hands on what is decided on the text one stands on.

    The classes below read the state, say it as lines, and add keys of their own.
    """

    SHOWS_OTHERS = True
    UNSEEN = frozenset({"flag", "look", "round", "proposal", "tag", "approval"})
    SCOPED_CSS = False
    CSS = """
    TextsScreen #middle { height: 1fr; }
    TextsScreen #texts { height: 1fr; padding: 0 1; }
    TextsScreen #beside { padding: 0 2; border-top: solid $rule; }
    TextsScreen #middle.-beside { layout: horizontal; }
    TextsScreen #middle.-beside #texts { height: 100%; padding: 1 1 0 1; }
    TextsScreen #middle.-beside #beside {
        height: 100%; margin: 1 0 0 0; padding: 0 1; border-top: none; border-left: solid $rule;
    }
    """

    def __init__(self, question: str, wave: str | None = None) -> None:
        super().__init__()
        self.question = question
        self.wave = wave
        self.state: State | None = None
        self.page = RowsPage()

    def compose(self) -> ComposeResult:
        yield ScreenTitle([self.title_line()], id="title")
        with Container(id="middle"):
            yield LinesView(reading_lines(), id="texts")
            yield LinesView(id="beside")
        yield from self.compose_below()
        yield KeysFooter()

    def compose_below(self) -> ComposeResult:
        """Give what stands between the texts and the footer."""
        yield from ()

    def on_resize(self) -> None:
        super().on_resize()
        self.query_one("#middle").set_class(self.size.width >= WIDE, "-beside")
        self.query_one("#beside").display = self.size.width >= WIDE or self.size.height >= TALL
        self.call_after_refresh(self.repaint)

    def take_in(self, told: OthersWrote) -> None:
        if self.state is not None:
            self.read_again()

    def stay_while(self, take: Callable[[], None]) -> None:
        """Take in what was read anew; the text with the cursor stays at its height.

        At the very top the headings stay in view instead.
        """
        state = self.state
        if state is not None:
            before = state.cursor
            take()
            if self.page.top:
                self.page.move_by(state.cursor - before)

    # What the classes below give

    @abstractmethod
    def read_again(self) -> None:
        """Read what stands where, as it is on disk; the cursor stays on its text."""

    @abstractmethod
    def read_decided(self, answer_id: int) -> None:
        """Read what is decided on the texts of an answer, as it is on disk."""

    @abstractmethod
    def title_line(self) -> Line:
        """Say what is looked at; before it is read too."""

    @abstractmethod
    def empty_lines(self, state: State, width: int) -> Sequence[Line]:
        """Say why there is nothing to see, and what to do."""

    @abstractmethod
    def row_lines(self, state: State, place: int, width: int) -> Sequence[Line]:
        """Lay one row out."""

    @abstractmethod
    def show_beside(self, state: State, beside: LinesView) -> None:
        """Show what stands beside the texts."""

    # What is seen

    def repaint(self) -> None:
        """Show everything as it stands."""
        state = self.state
        if state is None or not self.is_mounted:
            return
        self.query_one("#title", LinesView).show([self.title_line()])
        texts = self.query_one("#texts", LinesView)
        if state.has_something:
            self.page.keep_in_view(self._rows, len(state.rows), state.cursor, self._height)
            texts.show(self.page.lines(self._rows, len(state.rows), self._height))
        else:
            texts.show(self.empty_lines(state, self._width))
        self.show_beside(state, self.query_one("#beside", LinesView))
        self.query_one(KeysFooter).show_keys()

    @property
    def _height(self) -> int:
        return self.query_one("#texts").size.height

    @property
    def _width(self) -> int:
        return max(self.query_one("#texts").size.width, 20)

    def _rows(self, place: int) -> Sequence[Line]:
        assert self.state is not None, "rows are laid out once there are some"
        return self.row_lines(self.state, place, self._width)

    # Going about

    def on_click(self, event: events.Click) -> None:
        state, texts = self.state, self.query_one("#texts", LinesView)
        if state is not None and event.widget is texts:
            place = self.page.row_at(self._rows, len(state.rows), event.y - texts.content_offset.y)
            if place is not None:
                state.stand_at(place)
                self.repaint()

    def action_move(self, step: int) -> None:
        state = self.state
        if state is not None and not self.page.turn(self._rows, state.cursor, step, self._height):
            state.move(step)
        self.repaint()

    def action_page(self, step: int) -> None:
        state = self.state
        if state is not None:
            place = self.page.next_page(self._rows, len(state.rows), state.cursor, step, self._height)
            state.move(place - state.cursor)
        self.repaint()

    def action_heading(self, step: int) -> None:
        if self.state is not None:
            self.state.to_heading(step)
            self.page.top, self.page.skipped = self.state.cursor, 0
        self.repaint()

    def action_first(self) -> None:
        if self.state is not None:
            self.state.move(-len(self.state.rows))
        self.repaint()

    def action_last(self) -> None:
        if self.state is not None:
            self.state.move(len(self.state.rows))
        self.repaint()

    # What is decided

    def action_star(self) -> None:
        state = self.state
        key = None if state is None else state.key
        if state is not None and key is not None:
            starred = state.star(key)
            self.decide("star_passage" if starred else "unstar_passage", acts.star(key, starred=starred), key)
            self.repaint()

    def action_shorten(self) -> None:
        passage = None if self.state is None else self.state.passage
        if passage is not None:
            key = passage.key
            ask_for_cuts(
                self, passage, lambda cuts: self.decide("shorten_passage", acts.shorten(key, cuts), key)
            )

    def action_reorder(self, step: int) -> None:
        state = self.state
        key = None if state is None else state.key
        keys = None if state is None else state.reordered(step)
        if key is not None and keys is not None:
            self.decide("order_passages", acts.order(keys), key)
            self.repaint()

    def decide(self, operation: str, act: Callable[[Writing], object], key: PassageKey) -> None:
        """Hand over what is decided on a text, and read what stands there then."""
        self.hand_over(operation, act, lambda _done: self.read_decided(key.answer_id), self.not_done)

    def not_done(self, error: CoderError) -> None:
        """Say why it could not be done, and show what is on disk."""
        show_error(self, error)
        if self.state is not None:
            self.state.forget_unsaved()
        self.read_again()

    def action_take_back(self, operation: Literal["undo", "redo"]) -> None:
        take_back_then(self, operation, self.read_again)

    # Other screens

    def action_show_answer(self) -> None:
        from coder.tui.coding.screen import CodingScreen

        if self.state is not None and self.state.answer_id is not None:
            # Over this one, so that Esc there leads back to the texts.
            self.app.push_screen(CodingScreen(self.question, self.wave, self.state.answer_id))

    def action_history(self) -> None:
        from coder.tui.history.screen import HistoryScreen

        if self.state is not None and self.state.answer_id is not None:
            self.app.push_screen(HistoryScreen(answer_id=self.state.answer_id))

    def action_back(self) -> None:
        self.dismiss(None)
