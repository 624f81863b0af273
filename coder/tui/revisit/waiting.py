"""What reading again and reviewing have in common: one answer at a time, all codes asked about at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.widgets import Input

from coder.messages import _, ngettext
from coder.tui.coding.code_line import CodeLine
from coder.tui.pieces.input_bar import InputBar
from coder.tui.pieces.line_list import LineList
from coder.tui.pieces.lines import Line
from coder.tui.pieces.lines_view import LinesView
from coder.tui.pieces.screen_title import screen_title
from coder.tui.pieces.title_view import ScreenTitle
from coder.tui.revisit.keys import REVISIT_SIGNS
from coder.tui.revisit.lines import header_line, hint_line
from coder.tui.revisit.pane import WaitingPane
from coder.tui.revisit.ways import WaitingWays

if TYPE_CHECKING:
    from coder.tui.revisit.acts import Act
    from coder.tui.revisit.look import Look


class WaitingAnswers(WaitingWays):
    """Shows the answers that wait one after the other; what Enter writes stands in the class below."""

    SIGNS = REVISIT_SIGNS

    def compose(self) -> ComposeResult:
        yield ScreenTitle([screen_title(self.name_shown, about=self.question)], id="header")
        yield WaitingPane(id="waiting")
        yield InputBar(_("code ▸"), CodeLine(id="line"))

    def on_mount(self) -> None:
        self.line.focus()

    @property
    def line(self) -> CodeLine:
        """The one line that takes all input."""
        return self.query_one("#line", CodeLine)

    @property
    def name_shown(self) -> str:
        """What the screen is called in its title."""
        raise NotImplementedError

    def about(self) -> str:
        """Name the code it is about, where it is about one."""
        return ""

    def progress(self) -> str:
        """Say how much is left, and what has come of it."""
        raise NotImplementedError

    def empty_lines(self, width: int) -> list[Line]:
        """Say what will come here."""
        raise NotImplementedError

    def told_lines(self, width: int) -> list[Line]:
        """Say quietly what can be done now."""
        return []

    def hint(self) -> str:
        """Say beside the line what Enter will do, where it must be known beforehand."""
        return ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which keys mean something now: on an empty line others than on text."""
        if action not in _OF_SCREEN:
            return True
        if not self.is_ready:
            return action == "leave"
        # Keys may come faster than the line tells what is in it.
        self.choice.type(self.line.value)
        state, is_empty = self.state, not self.line.value
        match action:
            case "leave" | "code_list" | "take_back":
                return True
            case "digit":
                has_code = int(str(parameters[0])) <= len(state.codes_asked())
                return is_empty and state.look is not None and has_code
            case "set_highlighted":
                is_lit = is_empty and state.lit is not None
                return state.look is not None and (is_lit or self.choice.code is not None)
            case "looked" | "finish" | "switch_unit":
                return is_empty and state.look is not None
            case "sentence":
                return is_empty and state.by_sentence
            case "step":
                return is_empty and (
                    state.can_go_back if parameters == (-1,) else state.answer_id is not None
                )
            case _:
                return state.answer is not None

    def action_digit(self, number: int) -> None:
        self._choose(self.state.codes_asked()[number - 1].code_id)

    def action_set_highlighted(self) -> None:
        if self.line.value:
            code = self.choice.code
            self.line.value = ""
            self.choice.type("")
            if code is not None:
                self._choose(code.id)
        elif self.state.lit is not None:
            self._choose(self.state.codes_asked()[self.state.lit].code_id)
            self.state.lit = None
            self.repaint()

    def action_looked(self) -> None:
        look = self.state.look
        if look is not None and self.state.is_looked_at and not look.is_changed:
            self._go_on()
        else:
            self.finish(self.act_of)

    def finish(self, act_of: Callable[[Look, Sequence[int]], Act]) -> None:
        """Write what has become of the answer shown, and go on."""
        look, was_looked_at = self.state.look, self.state.is_looked_at
        if look is not None:
            self.said = ""
            act = act_of(look, [code.code_id for code in self.state.codes_asked()])
            self.state.looked()
            self.write_look(look, act, waits_if_failed=not was_looked_at)
            self._go_on()

    def action_step(self, by: int) -> None:
        look, answer = self.state.look, self.state.answer
        self.said = ""
        if look is not None and answer is not None and look.is_changed:
            told = _("what is chosen on {respondent} is kept, and not written: ⏎ there writes it")
            self.said = told.format(respondent=answer.respondent_id)
        if not self.state.step(by):
            self.nothing_follows()
        self.arrive()

    def action_sentence(self, by: int) -> None:
        self.state.move(by)
        self.repaint()

    def action_browse(self, step: int) -> None:
        if self.line.value:
            self.choice.move(step)
        else:
            self.state.browse(step)
        self.repaint()

    def action_switch_unit(self) -> None:
        self.state.switch_unit()
        is_by_sentence = self.state.by_sentence
        self.said = _("by sentence, in this answer") if is_by_sentence else _("on the whole of this answer")
        self.repaint()

    def action_scroll_text(self, pages: int) -> None:
        self.query_one(WaitingPane).scroll_text(pages)

    def action_leave(self) -> None:
        if self.line.value:
            self.line.value = ""
        elif self.is_ready and self.state.lit is not None:
            self.state.lit = None
            self.repaint()
        elif unwritten := self.state.unwritten() if self.is_ready else []:
            self._ask_to_leave(unwritten)
        else:
            self.dismiss(None)

    def holds_unkept(self) -> bool:
        """Tell whether codes are chosen that have not been handed in."""
        return self.is_ready and bool(self.state.unwritten())

    def _ask_to_leave(self, unwritten: Sequence[int]) -> None:
        """Nothing chosen is lost unasked; who stays is shown the first answer it is about."""
        from coder.tui.dialogs.typed_questions import ConfirmDialog

        def answered(yes: bool | None) -> None:
            if yes:
                self.dismiss(None)
            else:
                self.state.go_to(unwritten[0])
                self.arrive()

        asked = ngettext(
            "On {n} answer codes are chosen that ⏎ has not written. Leave without them?",
            "On {n} answers codes are chosen that ⏎ has not written. Leave without them?",
            len(unwritten),
        )
        self.app.push_screen(ConfirmDialog(asked.format(n=len(unwritten))), answered)

    def on_input_changed(self, event: Input.Changed) -> None:
        if self.is_ready and event.input is self.line:
            self.choice.type(self.line.value)
            self.repaint()

    def on_line_list_clicked(self, event: LineList.Clicked) -> None:
        if self.line.value:
            code_id = self.choice.rows({}, ()).code_id(event.index)
            self.line.value = ""
        else:
            code_id = self.query_one(WaitingPane).code_at(self.state, event.index)
        if code_id is not None and self.state.look is not None:
            self._choose(code_id)

    def on_resize(self) -> None:
        # The pane is laid out first.
        self.call_after_refresh(self.repaint)

    def is_over(self) -> bool:
        """Tell whether the way has come to an end though answers are left."""
        return False

    def nothing_follows(self) -> None:
        """Do what is to be done after the last answer."""

    def repaint(self) -> None:
        """Show everything as it stands."""
        if not self.is_ready:
            return
        state, width = self.state, max(self.size.width - 4, 20)
        header = header_line(self.name_shown, state, self.about(), self.progress(), self.size.width)
        self.query_one("#header", LinesView).show([header])
        self.query_one(WaitingPane).show_state(
            state, self.choice, self.empty_lines(width), self.told_lines(width)
        )
        self.query_one(InputBar).show(
            hint_line(self.choice, self.said or self.hint()), is_told=bool(self.said)
        )

    def _choose(self, code_id: int) -> None:
        self.said = ""
        self.state.toggle(code_id)
        self.repaint()

    def _go_on(self) -> None:
        if self.is_over() or not self.state.go_on():
            self.nothing_follows()
        self.arrive()


_OF_SCREEN = frozenset(
    {"digit", "set_highlighted", "looked", "step", "take_back", "sentence", "browse", "switch_unit"}
    | {"finish", "scroll_text", "note", "flag", "code_list", "respondent", "history", "leave"}
)
