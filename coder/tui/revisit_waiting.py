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
FIXED_ROWS = 5
"""Header, what stands below of the text, the rule, the line to type in, the keys."""
LEAST_TEXT = 3


class WaitingAnswers(WaitingWays):
    """Shows the answers that wait one after the other; what Enter writes stands in the class below."""

    SIGNS = REVISIT_SIGNS
    # Scoped, it would hold for screens of this very name, not for those made from it.
    SCOPED_CSS = False
    CSS = """
    WaitingAnswers #header { height: 1; padding: 0 1; background: $raised; }
    WaitingAnswers #who { height: 1; margin: 0 2; }
    WaitingAnswers.-tall #who { margin: 1 2; }
    WaitingAnswers #text { height: 3; margin: 0 2; padding-left: 1; }
    WaitingAnswers #more { height: 1; margin: 0 2; padding-left: 1; }
    WaitingAnswers #codes { height: 1; margin: 0 2; }
    WaitingAnswers #asked { width: 100%; height: 1fr; border-top: solid $track; padding: 0 1; }
    WaitingAnswers #told { height: 1; padding: 0 2; }
    WaitingAnswers #bottom { dock: bottom; height: 2; }
    WaitingAnswers #input { height: 1; padding: 0 1; background: $raised; }
    WaitingAnswers #prompt { width: 7; }
    WaitingAnswers #line { width: 2fr; }
    WaitingAnswers #hint { width: 3fr; padding-left: 2; }
    WaitingAnswers #input.-told #line { width: 4; }
    WaitingAnswers KeysFooter { dock: none; }
    """

    _asked_room = 20, 4
    """How wide the codes asked about may be, and how many rows they have."""

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
        answer, look = state.answer, state.look
        self.query_one("#header", LinesView).show([header_line(state, self.progress(), self.size.width)])
        self.query_one("#who", LinesView).show([who_line(state, answer)])
        codes = [] if answer is None or look is None else set_lines(look, state.shelf, answer.text, width)
        if state.answer_id is None:
            codes = [line(), *self.empty_lines(width)]
        told = self.told_lines(width)
        _show(self.query_one("#codes", LinesView), codes)
        _show(self.query_one("#told", LinesView), told)
        self._show_text()
        who = 3 if self.has_class("-tall") else 1
        self._show_asked(self.size.height - who - len(codes) - len(told))
        self.query_one("#input").set_class(bool(self.said) and not self.line.value, "-told")
        self.query_one("#hint", LinesView).show([hint_line(self.choice, self.said)])
        self.query_one(KeysFooter).show_keys()
        self._show_more()

    def _show_text(self) -> None:
        state, text, look = self.state, self.query_one(AnswerText), self.state.look
        # Where no answer is shown, what is said instead stands at the top.
        text.display = self.query_one("#more").display = state.answer_id is not None
        text.show_text(
            "" if state.answer is None else state.answer.text,
            state.standing_on,
            [] if look is None else [span for spans in look.chosen.placed() for span in spans],
            marked_words(state.shown_codes()),
        )

    def _show_asked(self, rows: int) -> None:
        """Show the codes asked about, or those that fit what is typed; the text leaves them some rows."""
        state, asked, text = self.state, self.query_one("#asked", LineList), self.query_one(AnswerText)
        width, room = max(self.size.width - 3, 20), rows - FIXED_ROWS - LEAST_TEXT
        self._asked_room = width, room
        asked.display = state.answer_id is not None
        lines: Sequence[Line] = asked_lines(
            state, "" if state.answer is None else state.answer.text, width, room
        )
        needed = text.lines_at(max(self.size.width - 6, 1))
        _set_height(text, min(max(needed, LEAST_TEXT), max(rows - FIXED_ROWS - len(lines), LEAST_TEXT)))
        if self.line.value:
            found = self.choice.rows({}, () if state.look is None else state.look.chosen.codes)
            asked.show_at(found, found.place_of(self.choice.code_id))
        else:
            asked.show_at(lines, None if state.lit is None else line_of(state, state.lit, width, room))

    def _show_more(self) -> None:
        text = self.query_one(AnswerText)
        below = len(text.lines) - text.scroll_offset.y - text.size.height
        self.query_one("#more", LinesView).show([more_line(below)])

    def _code_at(self, row: int) -> int | None:
        places = range(len(self.state.codes_asked()))
        found = [place for place in places if line_of(self.state, place, *self._asked_room) == row]
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
    """Show lines in a widget as tall as they are."""
    _set_height(view, len(lines))
    view.show(lines)


def _set_height(view: LinesView, height: int) -> None:
    """Lay out again only where the height is another."""
    if view.styles.height is None or view.styles.height.value != height:
        view.styles.height = height


_OF_SCREEN = frozenset(
    {"digit", "set_highlighted", "looked", "step", "take_back", "sentence", "browse", "switch_unit"}
    | {"finish", "scroll_text", "note", "flag", "code_list", "respondent", "history", "leave"}
)
