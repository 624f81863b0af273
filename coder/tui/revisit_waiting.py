"""What reading again and reviewing have in common: one answer at a time, all codes asked about at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from coder.messages import _
from coder.tui.answer_text import AnswerText
from coder.tui.code_line import CodeLine
from coder.tui.keys_footer import KeysFooter
from coder.tui.line_list import LineList
from coder.tui.lines import Line, Piece, Role, line
from coder.tui.lines_view import LinesView
from coder.tui.revisit_keys import REVISIT_SIGNS
from coder.tui.revisit_lines import (
    asked_lines,
    header_line,
    hint_line,
    line_of,
    marked_words,
    more_line,
    set_lines,
    who_line,
)
from coder.tui.revisit_ways import WaitingWays

if TYPE_CHECKING:
    pass

if TYPE_CHECKING:
    from coder.tui.revisit_acts import Act
    from coder.tui.revisit_look import Look

TALL = 30


class WaitingAnswers(WaitingWays):
    """Shows the answers that wait one after the other; what Enter writes stands in the class below."""

    SIGNS = REVISIT_SIGNS
    # Scoped, it would hold for screens of this very name, not for those made from it.
    SCOPED_CSS = False
    CSS = """
    WaitingAnswers #header { height: 1; padding: 0 1; background: $raised; }
    WaitingAnswers #who { height: 1; margin: 0 2; }
    WaitingAnswers.-tall #who { margin: 1 2; }
    WaitingAnswers #text { height: 1fr; margin: 0 2; padding-left: 1; }
    WaitingAnswers #more { height: 1; margin: 0 2; padding-left: 1; }
    WaitingAnswers #codes { height: 1; margin: 0 2; }
    WaitingAnswers #asked { height: 4; border-top: solid $track; padding: 0 1; }
    WaitingAnswers #told { height: 1; padding: 0 2; }
    WaitingAnswers #bottom { dock: bottom; height: 2; }
    WaitingAnswers #input { height: 1; padding: 0 1; background: $raised; }
    WaitingAnswers #prompt { width: 7; }
    WaitingAnswers #line { width: 2fr; }
    WaitingAnswers #hint { width: 3fr; padding-left: 2; }
    WaitingAnswers #input.-told #line { width: 4; }
    WaitingAnswers KeysFooter { dock: none; }
    """

    def compose(self) -> ComposeResult:
        yield LinesView([line(Piece(self.question))], id="header")
        yield LinesView(id="who")
        yield AnswerText(id="text")
        yield LinesView(id="more")
        yield LinesView(id="codes")
        yield LineList(id="asked")
        yield LinesView(id="told")
        with Vertical(id="bottom"):
            with Horizontal(id="input"):
                yield LinesView([line(Piece(_("code ▸"), Role.ACCENT))], id="prompt")
                yield CodeLine(id="line")
                yield LinesView(id="hint")
            yield KeysFooter()

    def on_mount(self) -> None:
        self.line.focus()
        self.watch(self.query_one(AnswerText), "scroll_y", self._show_more, init=False)

    @property
    def line(self) -> CodeLine:
        """The one line that takes all input."""
        return self.query_one("#line", CodeLine)

    def progress(self) -> str:
        """Say how much is left, and what has come of it."""
        raise NotImplementedError

    def empty_lines(self, width: int) -> list[Line]:
        """Say what will come here."""
        raise NotImplementedError

    def told_lines(self, width: int) -> list[Line]:
        """Say quietly what can be done now."""
        return []

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
        look = self.state.looked()
        if look is not None:
            self.said = ""
            asked = [code.code_id for code in self.state.codes_asked()]
            self.write_look(look, act_of(look, asked))
            self._go_on()

    def action_step(self, by: int) -> None:
        self.said = ""
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
        self.query_one(AnswerText).scroll_pages(pages)

    def action_leave(self) -> None:
        if self.line.value:
            self.line.value = ""
        elif self.is_ready and self.state.lit is not None:
            self.state.lit = None
            self.repaint()
        else:
            self.dismiss(None)

    def on_input_changed(self, event: Input.Changed) -> None:
        if self.is_ready and event.input is self.line:
            self.choice.type(self.line.value)
            self.repaint()

    def on_line_list_clicked(self, event: LineList.Clicked) -> None:
        if self.line.value:
            code_id = self.choice.rows({}, ()).code_id(event.index)
            self.line.value = ""
        else:
            code_id = self._code_at(event.index)
        if code_id is not None and self.state.look is not None:
            self._choose(code_id)

    def on_resize(self) -> None:
        super().on_resize()
        self.set_class(self.size.height >= TALL, "-tall")
        self.repaint()
        self.call_after_refresh(self._show_more)

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
        self.query_one("#header", LinesView).show([header_line(state, self.progress(), self.size.width)])
        self.query_one("#who", LinesView).show([who_line(state, state.answer)])
        text, answer, look = self.query_one(AnswerText), state.answer, state.look
        text.show_text(
            "" if answer is None else answer.text,
            state.standing_on,
            [] if look is None else [span for spans in look.chosen.placed() for span in spans],
            marked_words(state.shown_codes()),
        )
        codes = [] if answer is None or look is None else set_lines(look, state.shelf, answer.text, width)
        if state.answer_id is None:
            codes = self.empty_lines(width)
        _show(self.query_one("#codes", LinesView), codes)
        self._show_asked("" if answer is None else answer.text)
        _show(self.query_one("#told", LinesView), self.told_lines(width))
        self.query_one("#input").set_class(bool(self.said) and not self.line.value, "-told")
        self.query_one("#hint", LinesView).show([hint_line(self.choice, self.said)])
        self.query_one(KeysFooter).show_keys()
        self._show_more()

    def _show_asked(self, text: str) -> None:
        state, asked, look = self.state, self.query_one("#asked", LineList), self.state.look
        asked.display = state.answer_id is not None
        if self.line.value:
            rows = self.choice.rows({}, () if look is None else look.chosen.codes)
            asked.show_at(rows, rows.place_of(self.choice.code_id))
            return
        width, room = self._room()
        lines = asked_lines(state, text, width, room)
        height = min(max(len(lines), 3), room) + 1
        if asked.styles.height is None or asked.styles.height.value != height:
            asked.styles.height = height
        asked.show_at(lines, None if state.lit is None else line_of(state, state.lit, width, room))

    def _room(self) -> tuple[int, int]:
        """Return how wide the codes asked about may be, and how many lines they may take."""
        return max(self.size.width - 3, 20), max(self.size.height // 2 - 4, 4)

    def _show_more(self) -> None:
        text = self.query_one(AnswerText)
        below = len(text.lines) - text.scroll_offset.y - text.size.height
        self.query_one("#more", LinesView).show([more_line(below)])

    def _code_at(self, row: int) -> int | None:
        places = range(len(self.state.codes_asked()))
        found = [place for place in places if line_of(self.state, place, *self._room()) == row]
        return self.state.codes_asked()[found[0]].code_id if found else None

    def _choose(self, code_id: int) -> None:
        self.said = ""
        self.state.toggle(code_id)
        self.repaint()

    def _go_on(self) -> None:
        if self.is_over() or not self.state.go_on():
            self.nothing_follows()
        self.arrive()


def _show(view: LinesView, lines: list[Line]) -> None:
    """Show lines in a widget as tall as they are; it is laid out again only where that changes."""
    height = view.styles.height
    if height is None or height.value != len(lines):
        view.styles.height = len(lines)
    view.show(lines)


_OF_SCREEN = frozenset(
    {"digit", "set_highlighted", "looked", "step", "take_back", "sentence", "browse", "switch_unit"}
    | {"finish", "scroll_text", "note", "flag", "code_list", "respondent", "history", "leave"}
)
