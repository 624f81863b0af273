"""Where the hours go: an answer, its codes, and one line that takes all input."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from coder.domain.coding import CodedState
from coder.domain.errors import CoderError
from coder.messages import _, ngettext
from coder.tui.code_choice import CodeChoice
from coder.tui.code_line import CodeLine
from coder.tui.coding_acts import Act, CodingActs
from coder.tui.coding_change import Change
from coder.tui.coding_keys import CODING_KEYS
from coder.tui.coding_lines import header_line, hint_line
from coder.tui.coding_panes import AnswerPane, CodesPane
from coder.tui.coding_reads import AffectedRead, CodingReads, DeskRead, ReadFailed, ViewsRead
from coder.tui.coding_state import CodingState
from coder.tui.coding_writes import CHANGING_CODES, TAKING_BACK, Acknowledged, CodingWrites
from coder.tui.digit_codes import DIGITS, digit_codes
from coder.tui.errors import errors_shown, show_error
from coder.tui.keys_footer import KeysFooter
from coder.tui.line_list import LineList
from coder.tui.lines import Piece, Role, line
from coder.tui.lines_view import LinesView
from coder.tui.project_screen import ProjectScreen

if TYPE_CHECKING:
    from coder.tui.code_actions import CodeActions


class CodingScreen(ProjectScreen):
    """Codes one question's answers. Keys change the state at once; the disk acknowledges a moment later."""

    BINDINGS: ClassVar[list[BindingType]] = [*CODING_KEYS]
    CSS = """
    CodingScreen #header { height: 1; padding: 0 1; background: $raised; }
    CodingScreen #bottom { dock: bottom; height: 2; }
    CodingScreen #input { height: 1; padding: 0 1; background: $raised; }
    CodingScreen #prompt { width: 7; }
    CodingScreen #line { width: 2fr; }
    CodingScreen #hint { width: 3fr; padding-left: 2; }
    CodingScreen KeysFooter { dock: none; }
    """
    desk_state: CodingState
    """Set when the desk has been read; until then ``is_ready`` is False."""
    choice: CodeChoice
    acts: CodingActs
    writes: CodingWrites
    code_actions: CodeActions

    def __init__(self, question: str, wave: str | None = None) -> None:
        super().__init__()
        self.is_ready = False
        self.question = question
        self.reads = CodingReads(self, question, wave)
        self._digits: list[int] = []
        self._digits_of: int | None = None
        self._said = ""
        """The quiet sentence beside the input line; gone with the next act."""

    def compose(self) -> ComposeResult:
        yield LinesView([line(Piece(self.question))], id="header")
        yield AnswerPane(id="answer")
        yield CodesPane(id="lower")
        with Vertical(id="bottom"):
            with Horizontal(id="input"):
                yield LinesView([line(Piece(_("code ▸"), Role.ACCENT))], id="prompt")
                yield CodeLine(CODING_KEYS, id="line")
                yield LinesView(id="hint")
            yield KeysFooter()

    def on_mount(self) -> None:
        self.line.focus()

    @property
    def line(self) -> CodeLine:
        """The one line that takes all input."""
        return self.query_one("#line", CodeLine)

    # What comes back from the project.

    def begin(self) -> None:
        self.reads.read_desk(first=True)

    def on_desk_read(self, message: DeskRead) -> None:
        if self.is_ready:
            self.desk_state.reloaded(message.desk)
            self.choice.refresh()
        else:
            self.desk_state = CodingState(message.desk)
            self.choice = CodeChoice(self.desk_state.shelf)
            self.acts = CodingActs(message.desk.coder.id)
            self.writes = CodingWrites(self, self.desk_state)
            self.code_actions = self._new_code_actions()
            self.is_ready = True
            if message.desk.order and message.desk.start is None:
                self._said = _("All answers are done.")
        if message.taken_back is not None:
            sentence = _("done again: {what}") if message.is_again else _("taken back: {what}")
            self._said = sentence.format(what=message.taken_back.what)
            if message.taken_back.answer_id is not None:
                self.desk_state.go_to(message.taken_back.answer_id)
        self._arrive()

    def _new_code_actions(self) -> CodeActions:
        from coder.tui.code_actions import CodeActions  # with the dialogs, which no first screen needs

        return CodeActions(self)

    def on_views_read(self, message: ViewsRead) -> None:
        self.reads.views_are_read()
        again = self.desk_state.arrived(message.views, message.last_entry)
        if self.desk_state.answer_id in again or self.desk_state.answer is None:
            self.reads.read_views(self.desk_state.wanted())
        self._read_anew_if_others_wrote()
        self._repaint()

    def on_affected_read(self, message: AffectedRead) -> None:
        self.code_actions.ask_merge(message.source_id, message.target_id, message.answers)

    def on_read_failed(self, message: ReadFailed) -> None:
        self.reads.views_are_read()
        if message.was_first:
            self.workbench.give_up(message.error)
        else:
            show_error(self, message.error)

    def on_acknowledged(self, message: Acknowledged) -> None:
        done = message.acknowledgement
        try:
            operation = self.writes.settle(done)
        except CoderError as error:
            self._tell(error)
        else:
            number = done.result if isinstance(done.result, int) else None
            if operation in TAKING_BACK:
                self.reads.read_desk(number, again=operation == "redo")
            elif operation in CHANGING_CODES:
                self.reads.read_desk()
            else:
                self._read_anew_if_others_wrote()
        self.choice.refresh()
        self._repaint()

    def _read_anew_if_others_wrote(self) -> None:
        if self.desk_state.is_stale and not self.desk_state.is_waiting:
            self.desk_state.is_stale = False
            self.reads.read_desk()

    def _tell(self, error: CoderError) -> None:
        from coder.usecases.desk import UncommonUndoError  # loads the store, which is there by now

        if isinstance(error, UncommonUndoError):
            self._ask_to_undo(error.what)
        else:
            show_error(self, error)

    def _ask_to_undo(self, what: str) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self.hand_in("undo", self.acts.take_back(ask=False))

        asked = _("Your latest act was not made on this screen: {what}. Take it back all the same?")
        self._confirm(asked.format(what=what), answered)

    def _confirm(self, asked: str, answered: Callable[[bool | None], None]) -> None:
        from coder.tui.dialogs import ConfirmDialog

        self.app.push_screen(ConfirmDialog(asked), answered)

    # What keys do.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which keys mean something now: on an empty line others than on text."""
        if action in ("clear", "undo", "redo", "code_actions"):
            return self.is_ready or action == "clear"
        if action not in _ON_EMPTY | _ON_TEXT:
            return True
        if not self.is_ready:
            return False
        is_empty, has_answer = not self.line.value, self.desk_state.answer is not None
        self.choice.type(self.line.value)
        match action:
            case "set_highlighted":
                return has_answer and self.choice.code is not None
            case "new_code":
                enter_only_where_nothing_matches = parameters != ("enter",) or self.choice.nothing_matches
                return has_answer and bool(self.choice.query) and enter_only_where_nothing_matches
            case "digit":
                return is_empty and has_answer and int(str(parameters[0])) <= len(self._digits)
            case "remove_last":
                return is_empty and bool(self.desk_state.standing.codes)
            case "step" | "first" | "go_on":
                return is_empty
            case _:
                return is_empty and has_answer

    def action_digit(self, number: int) -> None:
        code_id = self._digits[number - 1]
        if code_id in self.desk_state.standing.codes:
            self._remove(code_id)
        else:
            self._set(code_id)

    def action_set_highlighted(self) -> None:
        code = self.choice.code
        if code is not None:
            self._empty_line()
            self._set(code.id)

    def action_new_code(self, key: str = "") -> None:
        path = self.choice.query
        state, answer_id = self.desk_state, self.desk_state.answer_id
        with errors_shown(self):
            code_id = state.expect_code(path)
            self._empty_line()
            if answer_id is None or code_id >= 0:
                self._set(code_id)
                return
            act = self.acts.make_and_set_code(answer_id, state.desk.question.codebook_id, path, code_id)
            self.hand_in("add_code", act, self._setting(answer_id, code_id), makes=code_id)

    def action_remove_last(self) -> None:
        self._remove(self.desk_state.standing.codes[-1])

    def action_done(self) -> None:
        if self.desk_state.standing.state is CodedState.DONE:
            if not self.desk_state.step(1):
                self.action_go_on()
                return
            self._arrive()
        else:
            self._done(())

    def action_nothing_applies(self) -> None:
        codes = self.desk_state.standing.codes

        def answered(yes: bool | None) -> None:
            if yes:
                self._done(codes)

        if codes:
            asked = ngettext(
                "Remove the {n} code set here, and mark the answer done without any?",
                "Remove the {n} codes set here, and mark the answer done without any?",
                len(codes),
            )
            self._confirm(asked.format(n=len(codes)), answered)
        else:
            self._done(())

    def action_step(self, by: int) -> None:
        if self.desk_state.step(by):
            self._said = ""
            self._arrive()

    def action_first(self) -> None:
        self.action_step(-self.desk_state.place)

    def action_go_on(self) -> None:
        following = self.desk_state.next_not_done()
        if following is None:
            self._said = _("All answers are done.")
            self._repaint()
        else:
            self.desk_state.go_to(following)
            self._arrive()

    def action_browse(self, step: int) -> None:
        if self.is_ready:
            self.choice.type(self.line.value)
            self.choice.move(step)
            self._repaint()

    def action_scroll_text(self, pages: int) -> None:
        self.query_one(AnswerPane).scroll_text(pages)

    def action_undo(self) -> None:
        self.hand_in("undo", self.acts.take_back(ask=True))

    def action_redo(self) -> None:
        self.hand_in("redo", self.acts.take_back(ask=True))

    def action_code_actions(self) -> None:
        code = self.choice.code
        self._empty_line()
        self.code_actions.ask(None if code is None else code.id)

    def action_clear(self) -> None:
        if self.line.value or (self.is_ready and self.choice.is_browsing):
            self._empty_line()
            self._repaint()
        else:
            self.workbench.go_home()

    def on_input_changed(self, event: Input.Changed) -> None:
        if self.is_ready and event.input is self.line:
            self.choice.type(self.line.value)
            self._repaint()

    def on_line_list_clicked(self, event: LineList.Clicked) -> None:
        if event.list.id == "digits":
            self.action_digit(event.index + 1)
            return
        rows = self.choice.rows({}, ())
        code_id = rows[event.index].code_id
        if code_id is not None and self.desk_state.answer is not None:
            self._empty_line()
            self._set(code_id)

    def on_resize(self) -> None:
        self._repaint()

    # Acts, and showing them.

    def hand_in(
        self, operation: str, act: Act, change: Change | None = None, makes: int | None = None
    ) -> None:
        """Hand in an act and show it."""
        self._said = ""
        self.writes.submit(operation, act, change, makes)
        self._repaint()

    def _setting(self, answer_id: int, code_id: int) -> Change:
        return Change(answer_id, sets=code_id, alone=self.desk_state.desk.question.exclusive)

    def _set(self, code_id: int) -> None:
        answer_id = self.desk_state.answer_id
        if answer_id is None or code_id in self.desk_state.standing.codes:
            self._said = _("is set already")
            self._repaint()
            return
        self.hand_in("set_code", self.acts.set_code(answer_id, code_id), self._setting(answer_id, code_id))

    def _remove(self, code_id: int) -> None:
        answer_id = self.desk_state.answer_id
        if answer_id is not None:
            change = Change(answer_id, removes=(code_id,))
            self.hand_in("remove_code", self.acts.remove_code(answer_id, code_id), change)

    def _done(self, without: tuple[int, ...]) -> None:
        answer_id = self.desk_state.answer_id
        if answer_id is not None:
            change = Change(answer_id, removes=without, done=True)
            self.writes.submit("mark_done", self.acts.mark_done(answer_id, without), change)
            self._said = ""
            self.action_go_on()

    def _empty_line(self) -> None:
        self.line.value = ""
        self.choice.type("")
        self.choice.stop()

    def _arrive(self) -> None:
        """Show the answer the state is at, and read it and the next ones."""
        self.choice.stop()
        state = self.desk_state
        self.reads.read_views(state.wanted())
        self._repaint()

    def _keep_digits(self) -> None:
        """Choose the digits' codes once for an answer: a key must not change its meaning under a finger.

        A code that goes leaves its place to the ones below; one that is made joins where there is room.
        """
        state = self.desk_state
        best = digit_codes(state.shelf.choosable(), state.counts)
        if self._digits_of != state.answer_id:
            self._digits, self._digits_of = best, state.answer_id
            return
        there = {code.id for code in state.shelf.choosable()}
        kept = [state.real_id(code_id) for code_id in self._digits]
        kept = [code_id for code_id in dict.fromkeys(kept) if code_id in there]
        self._digits = [*kept, *(code_id for code_id in best if code_id not in kept)][:DIGITS]

    def _repaint(self) -> None:
        if not self.is_ready:
            return
        state, rows = self.desk_state, self.size.height
        self._keep_digits()
        self.query_one("#header", LinesView).show([header_line(state, self.size.width)])
        self.query_one(AnswerPane).show_state(state, rows)
        self.query_one(CodesPane).show_state(state, self.choice, self._digits, rows)
        self.query_one("#hint", LinesView).show([hint_line(self.choice, self._said)])
        self.query_one(KeysFooter).show_keys()


_ON_EMPTY = frozenset({"digit", "remove_last", "step", "first", "go_on", "done", "nothing_applies"})
_ON_TEXT = frozenset({"set_highlighted", "new_code"})
