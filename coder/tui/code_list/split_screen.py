"""Splitting a code: its answers one by one, a digit for each part."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from coder.domain.codebook import Code
from coder.domain.errors import CoderError
from coder.messages import _
from coder.tui.code_list import acts
from coder.tui.code_list.split_lines import header_line, hint_line, part_lines, split_preview, who_line
from coder.tui.code_list.split_state import CodeSplitState
from coder.tui.coding.code_line import CodeLine
from coder.tui.dialogs.choice import ChoiceDialog
from coder.tui.errors import show_error
from coder.tui.pieces.answer_text import AnswerText
from coder.tui.pieces.input_bar import InputBar
from coder.tui.pieces.lines import Piece, line
from coder.tui.pieces.lines_view import LinesView
from coder.tui.pieces.title_view import ScreenTitle
from coder.tui.project_screen import ProjectScreen

if TYPE_CHECKING:
    from coder.usecases.codebook.split_answers import AnswerToSplit, Splitting

AHEAD = 4
_DIGIT = _("Give the answer a part, or take it off")
_STEP = _("The answer before and the next")
_PAGE = _("Scroll a long answer")


def _digits() -> list[Binding]:
    first = Binding("1", "digit(1)", _("part"), key_display="1–9", tooltip=_DIGIT)
    others = [
        Binding(str(n), f"digit({n})", show=False, key_display="1–9", tooltip=_DIGIT) for n in range(2, 10)
    ]
    return [first, *others]


class CodeSplitScreen(ProjectScreen):
    """Asks where each answer of a code goes; one act in the end."""

    SHOWS_OTHERS = True
    BINDINGS: ClassVar[list[BindingType]] = [
        *_digits(),
        Binding(
            "enter",
            "add_part",
            _("name a part"),
            key_display="⏎",
            tooltip=_("Name a part with what is typed"),
        ),
        Binding("enter", "go_on", _("next"), key_display="⏎", tooltip=_("The next answer not decided on")),
        Binding("left", "step(-1)", _("go"), key_display="← →", tooltip=_STEP),
        Binding("right", "step(1)", show=False, key_display="← →", tooltip=_STEP),
        Binding("pagedown", "page(1)", show=False, key_display="PgUp PgDn", tooltip=_PAGE),
        Binding("pageup", "page(-1)", show=False, key_display="PgUp PgDn", tooltip=_PAGE),
        Binding(
            "escape",
            "finish",
            _("split, or leave"),
            key_display="Esc",
            tooltip=_("See what would happen, then split or leave"),
        ),
    ]
    CSS = """
    CodeSplitScreen #who { height: 1; margin: 1 0 0 0; padding: 0 2; }
    CodeSplitScreen #text { height: 1fr; margin: 1 0; padding: 0 2; }
    CodeSplitScreen #parts { height: 3; border-top: solid $rule; padding: 0 1; }
    """

    state: CodeSplitState
    """Set when the code's answers have been found; until then ``is_ready`` is False."""

    def __init__(self, code: Code) -> None:
        super().__init__()
        self.code = code
        self.is_ready = False
        self._is_waiting = False
        self._answers: dict[int, AnswerToSplit] = {}
        self._wrong = ""

    def compose(self) -> ComposeResult:
        yield ScreenTitle(id="header")
        yield LinesView(id="who")
        yield AnswerText(id="text")
        yield LinesView(id="parts")
        yield InputBar(_("part ▸"), CodeLine(id="line"))

    def on_mount(self) -> None:
        self.line.focus()

    @property
    def line(self) -> CodeLine:
        """The one line that takes all input."""
        return self.query_one("#line", CodeLine)

    def begin(self) -> None:
        def read() -> Splitting:
            from coder.usecases.codebook.split_answers import splitting_of

            return self.session.read(splitting_of, self.code.id)

        self.read_behind(read, self._sit_down)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which keys mean something now: on an empty line others than on text."""
        if action not in ("digit", "add_part", "go_on", "step"):
            return True
        if not self.is_ready or self._is_waiting:
            return False
        is_empty = not self.line.value
        match action:
            case "digit":
                return is_empty and int(str(parameters[0])) <= len(self.state.parts)
            case "add_part":
                return bool(self.line.value.strip())
            case _:
                return is_empty

    def action_digit(self, number: int) -> None:
        self.state.toggle(number)
        self.repaint()

    def action_add_part(self) -> None:
        try:
            self.state.add_part(self.line.value)
        except CoderError as error:
            self._wrong = str(error)
        else:
            self._wrong = ""
            self.line.value = ""
        self.repaint()

    def action_go_on(self) -> None:
        if not self.state.go_on():
            self.action_finish()
        self._arrive()

    def action_step(self, by: int) -> None:
        self.state.step(by)
        self._arrive()

    def action_page(self, pages: int) -> None:
        self.query_one(AnswerText).scroll_pages(pages)

    def action_finish(self) -> None:
        if self.line.value:
            self.line.value = ""
        elif not self.is_ready or not self.state.parts or not self.state.decided:
            self.dismiss(None)
        else:
            self._ask()

    def holds_unkept(self) -> bool:
        """Tell whether parts were decided on that are not on their way to the disk."""
        return self.is_ready and not self._is_waiting and bool(self.state.parts and self.state.decided)

    def on_input_changed(self) -> None:
        self._wrong = ""
        self.repaint()

    def on_resize(self) -> None:
        self.repaint()

    def repaint(self) -> None:
        """Show everything as it stands."""
        if not self.is_ready:
            return
        state = self.state
        answer = self._answers.get(state.answer_id) if state.answer_id is not None else None
        self.query_one("#header", LinesView).show([header_line(state)])
        self.query_one("#who", LinesView).show([who_line(state, answer)])
        text = self.query_one(AnswerText)
        if answer is None:
            text.show_text("")
        else:
            text.show_text(answer.answer.text, placed=answer.placed)
        parts = self.query_one("#parts", LinesView)
        lines = part_lines(state)
        parts.styles.height = len(lines) + 1
        parts.show(lines)
        self.query_one(InputBar).show(hint_line(state, self.line.value, self._wrong))

    def _sit_down(self, splitting: Splitting) -> None:
        self.state = CodeSplitState(self.code, splitting)
        self.is_ready = True
        self._arrive()

    def _arrive(self) -> None:
        """Show the answer the state is at; read it and the next ones."""
        order, place = self.state.order, self.state.place
        wanted = [each for each in order[place : place + AHEAD] if each not in self._answers]
        self.repaint()
        if not wanted:
            return

        def read() -> dict[int, AnswerToSplit]:
            from coder.usecases.codebook.split_answers import answers_to_split

            return self.session.read(answers_to_split, self.code.id, wanted)

        def arrived(found: dict[int, AnswerToSplit]) -> None:
            self._answers.update(found)
            self.repaint()

        self.read_behind(read, arrived)

    def _ask(self) -> None:
        choices = [
            line(Piece(_("Split the code"))),
            line(Piece(_("Go on deciding"))),
            line(Piece(_("Leave the code as it is"))),
        ]

        def chosen(place: int | None) -> None:
            if place == 0:
                self._split()
            elif place == 2:
                self.dismiss(None)

        self.app.push_screen(ChoiceDialog(split_preview(self.state), choices), chosen)

    def _split(self) -> None:
        self._is_waiting = True

        def failed(error: CoderError) -> None:
            self._is_waiting = False
            show_error(self, error)

        act = acts.split_code(self.code.id, list(self.state.parts), self.state.decided)
        self.hand_over("split_code", act, self._leave, failed)

    def _leave(self, _result: object) -> None:
        self.dismiss(None)
