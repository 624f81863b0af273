"""A screen with a question's answers before it: listed and read behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.tui.answers.acts import AnswersActs
from coder.tui.answers.left import LeftList
from coder.tui.answers.search import AnswersSearch
from coder.tui.answers.state import AnswersState
from coder.tui.answers.ways import AnswersWays
from coder.tui.pieces.filter_line import FilterLine
from coder.tui.pieces.line_list import LineList
from coder.tui.project_screen import ProjectScreen

if TYPE_CHECKING:
    from coder.domain.codebook import Code
    from coder.store.answer_list import AnswerRow
    from coder.usecases.coding.answer_list import AnswerFrame
    from coder.usecases.team.following import OthersWrote


class AnswersDesk(ProjectScreen):
    """Keeps a state in step with the project. What is seen and what keys do stands in the class below."""

    SHOWS_OTHERS = True
    UNSEEN = frozenset(
        {"look", "round", "passage", "analysis", "finding", "layer", "outcome", "tag", "approval"}
    )

    def __init__(
        self,
        question: str,
        wave: str | None = None,
        *,
        answer_id: int | None = None,
        query: str = "",
        left: LeftList | None = None,
    ) -> None:
        """Make the screen with what is looked for at first; from an answer the list is as it was left.

        Args:
            question: Whose answers.
            wave: The wave whose answers; all if None.
            answer_id: The answer one comes from.
            query: What is looked for at first.
            left: The list that was gone through, to be shown again with the cursor on that answer.
        """
        super().__init__()
        self.question = question
        self.wave = wave
        self.state: AnswersState | None = None
        self.acts = AnswersActs(self)
        self.ways = AnswersWays(self)
        self.said = ""
        """The quiet sentence beside the line; gone with the next letter."""
        self.first_query = query
        self.at_hand = answer_id
        """The answer one came from."""
        self.gone_through = left
        self.left: LeftList | None = None
        """How the list was left, where one comes from an answer."""
        self.search = AnswersSearch(self, answer_id)

    def begin(self) -> None:
        self.read_behind(self._frame, self._sit_down)

    def _frame(self) -> AnswerFrame:
        from coder.usecases.coding.answer_list import answer_frame

        return self.session.read_after_writes(answer_frame, self.question, self.wave)

    @property
    def place(self) -> int | None:
        """The line under the cursor."""
        return self.query_one("#answers", LineList).cursor

    @property
    def answer_id(self) -> int | None:
        """The answer under the cursor."""
        state, place = self.state, self.place
        return None if state is None or place is None or place >= len(state.ids) else state.ids[place]

    def say_quietly(self, sentence: str) -> None:
        """Say a sentence beside the line."""
        self.said = sentence
        self.repaint()

    def take_in(self, told: OthersWrote) -> None:
        state = self.state
        if state is None:
            return

        def list_again(frame: AnswerFrame) -> None:
            state.take_frame(frame)
            state.forget_rows()
            self.search.list_again(state, stays=True)

        self.read_behind(self._frame, list_again)

    def read_again(self) -> None:
        """Read the list as it is on disk; what is looked for stays, and so does the cursor."""
        state = self.state
        if state is None:
            return

        def read() -> tuple[Code, ...]:
            from coder.usecases.coding.answer_list import codes_to_name

            return self.session.read_after_writes(codes_to_name, state.frame.question.codebook_id)

        def list_again(codes: tuple[Code, ...]) -> None:
            state.take_codes(codes)
            state.forget_rows()
            self.search.list_again(state)

        self.read_behind(read, list_again)

    def show_from(self, place: int) -> None:
        """Put the cursor on a place of the list, and show everything as it stands."""
        self.query_one("#answers", LineList).cursor = place
        self.repaint()

    def stand_at(self, place: int) -> None:
        """Show everything as it stands, with the cursor at the height it has, on a place of the list."""
        self.query_one("#answers", LineList).keep_in_view()
        self.repaint(place)

    def leave_with(self, answer_id: int | None) -> None:
        """Go back to where an answer is shown; the list stays as it is for the next time."""
        if self.state is None:
            self.dismiss(answer_id)
            return
        written, sort, ids = self.query_one(FilterLine).value, self.state.sort, tuple(self.state.ids)
        left = LeftList(written, sort, self.answer_id, ids)
        if answer_id is not None and not left.is_as_at_first:
            self.workbench.left_lists.choose(self.question, answer_id, left)
        if not self.first_query:
            self.workbench.left_lists.leave(self.question, self.wave, left)
        self.dismiss(answer_id)

    def repaint(self, cursor: int | None = None) -> None:
        """Show everything as it stands, the cursor where it was unless it is told."""
        raise NotImplementedError

    def ask_for(self, answer_id: int, place: int) -> None:
        """Have the row of an answer read that is about to be painted, with those around it."""
        state = self.state
        wanted = [] if state is None else state.missing_around(answer_id, place)
        if state is None or not wanted:
            return
        coder_id, reading = state.whose.id, state.reading

        def read() -> list[AnswerRow]:
            from coder.usecases.coding.answer_list import rows_of

            return self.session.read(rows_of, wanted, coder_id)

        def show(rows: list[AnswerRow]) -> None:
            if state.rows_arrived(rows, reading):
                self.repaint()

        self.call_later(self.read_behind, read, show)

    def _sit_down(self, frame: AnswerFrame) -> None:
        from coder.usecases.coding.answer_list import Sort

        left = self.left
        self.state = AnswersState(frame, self.session.coder, Sort.FILE if left is None else left.sort)
        if left is not None and self.at_hand is not None:
            self.search.begin_on(left.begin_on(self.at_hand))
        self.state.type(self.query_one(FilterLine).value)
        self.search.list_other(self.state)
