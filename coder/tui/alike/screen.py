"""Answers that say the same as one: which of them get its codes, and which of them is another voice."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, cast

from textual.app import ComposeResult
from textual.binding import BindingType

from coder.messages import _, ngettext
from coder.tui.alike.keys import ALIKE_KEYS, ALIKE_SIGNS
from coder.tui.alike.lines import AlikeRows, title_line, told_lines
from coder.tui.alike.state import AlikeState
from coder.tui.errors import say
from coder.tui.keys.keys_footer import KeysFooter
from coder.tui.pieces.line_list import LineList
from coder.tui.pieces.lines import Piece, line
from coder.tui.pieces.lines_view import LinesView
from coder.tui.pieces.screen_title import screen_title
from coder.tui.pieces.title_view import ScreenTitle
from coder.tui.project_screen import ProjectScreen

if TYPE_CHECKING:
    from coder.store.unit_of_work import Reading, Writing
    from coder.usecases.coding.code_together import CodedTogether
    from coder.usecases.coding.equal_answers import LikeAnswer, LikeAnswers
    from coder.usecases.team.following import OthersWrote

    Read = tuple[LikeAnswers, dict[int, str]]


class AlikeScreen(ProjectScreen):
    """Lists the answers like one; those selected are coded together, each still its own."""

    SHOWS_OTHERS = True
    BINDINGS: ClassVar[list[BindingType]] = [*ALIKE_KEYS]
    SIGNS = ALIKE_SIGNS
    CSS = """
    AlikeScreen #told { height: auto; margin: 1 0; padding: 0 2; }
    AlikeScreen #likes { height: 1fr; padding: 0 0 0 2; }
    """

    def __init__(self, question: str, answer_id: int) -> None:
        super().__init__()
        self.question = question
        self.answer_id = answer_id
        self.state: AlikeState | None = None
        self._names: dict[int, str] = {}
        self._rows: AlikeRows | None = None

    def compose(self) -> ComposeResult:
        yield ScreenTitle([screen_title(_("Answers that say the same"))], id="title")
        yield LinesView(id="told")
        yield LineList(id="likes")
        yield KeysFooter()

    def begin(self) -> None:
        def read(work: Reading) -> Read:
            from coder.store.answers import question_of
            from coder.store.codes import codes_of
            from coder.store.questions import codebook_of_answer
            from coder.usecases.coding.equal_answers import equal_answers

            found = equal_answers(
                work, question_of(work, self.answer_id), self.answer_id, self.session.coder.id
            )
            codes = codes_of(work, codebook_of_answer(work, self.answer_id)[0])
            return found, {code.id: code.name for code in codes}

        self.read_behind(lambda: self.session.read_after_writes(read), self._take)

    def take_in(self, told: OthersWrote) -> None:
        if self.state is not None:
            self.begin()

    def on_resize(self) -> None:
        self._show()

    def on_line_list_clicked(self, event: LineList.Clicked) -> None:
        event.list.cursor = event.index
        self.action_select()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which keys mean something now."""
        match action:
            case "give":
                return self.state is not None and self.state.can_give
            case "take_out":
                return (row := self._row()) is not None and row.is_coded_together
            case "select" | "select_all" | "go_to":
                return self._row() is not None
            case "toggle_done" | "move":
                return self.state is not None
            case _:
                return True

    def action_move(self, step: int) -> None:
        self.query_one("#likes", LineList).move(step)
        self.query_one(KeysFooter).show_keys()

    def action_select(self) -> None:
        row = self._row()
        if self.state is not None and row is not None:
            self.state.toggle(row.id)
            self._show()

    def action_select_all(self) -> None:
        row = self._row()
        if self.state is not None and row is not None:
            self.state.toggle_group(is_equal=row.is_equal)
            self._show()

    def action_toggle_done(self) -> None:
        if self.state is not None:
            self.state.toggle_done()
            self._show()

    def action_give(self) -> None:
        if self.state is None:
            return
        chosen, done = self.state.chosen(), self.state.is_done

        def act(work: Writing) -> object:
            from coder.usecases.coding.code_together import code_together

            return code_together(work, self.answer_id, chosen, self.session.coder.id, done=done)

        def on_disk(result: object) -> None:
            number = cast("CodedTogether", result).answers
            said = ngettext("{n} answer coded together.", "{n} answers coded together.", number)
            say(self, said.format(n=number))
            self.dismiss(None)

        self.hand_over("code_together", act, on_disk)

    def action_take_out(self) -> None:
        row = self._row()
        if row is None:
            return
        answer_id = row.id

        def act(work: Writing) -> object:
            from coder.usecases.coding.code_together import take_out

            return take_out(work, answer_id, self.session.coder.id)

        def on_disk(_result: object) -> None:
            if self.state is not None:
                self.state.selected.discard(answer_id)
            self.begin()

        self.hand_over("take_out", act, on_disk)

    def action_go_to(self) -> None:
        row = self._row()
        if row is not None:
            self.dismiss(row.id)

    def action_take_back(self, operation: Literal["undo", "redo"]) -> None:
        from coder.tui.history.taking_back import take_back_then

        take_back_then(self, operation, self.begin)

    def action_back(self) -> None:
        self.dismiss(None)

    def _row(self) -> LikeAnswer | None:
        return None if self._rows is None else self._rows.answer(self.query_one("#likes", LineList).cursor)

    def _take(self, read: Read) -> None:
        found, self._names = read
        self.query_one("#likes", LineList).keep_in_view()
        if self.state is None:
            self.state = AlikeState(found)
        else:
            self.state.reread(found)
        self._show()

    def _show(self) -> None:
        if self.state is None:
            return
        row = self._row()
        self._rows = AlikeRows(self.state, self._names)
        self.query_one("#title", LinesView).show([title_line(self.state)])
        self.query_one("#told", LinesView).show(told_lines(self.state, max(self.size.width - 4, 20)))
        likes = self.query_one("#likes", LineList)
        if self._rows:
            likes.show_at(self._rows, self._rows.place_of(None if row is None else row.id))
        else:
            likes.show_at([line(Piece(_("No other answer says the same.")), selectable=False)], None)
        self.query_one(KeysFooter).show_keys()
