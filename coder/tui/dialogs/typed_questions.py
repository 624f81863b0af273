"""Typed questions over a screen: yes or no, a line of text, one of a few, one code."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from coder.messages import _
from coder.text.safe import ELLIPSIS, safe, safe_line
from coder.tui.browser import is_in_browser, under_browser_keys, with_browser_keys
from coder.tui.code_shelf import CodeShelf
from coder.tui.coding.code_choice import CodeChoice
from coder.tui.dialogs.keys import BY_PAGE, GIVE_UP, HELP, QUIT, UP_AND_DOWN, take
from coder.tui.keys.key_binding import hidden, key
from coder.tui.keys.keys_footer import footer_line
from coder.tui.pieces.line_list import LineList
from coder.tui.pieces.lines import Line, Piece, Role, line
from coder.tui.pieces.lines_view import LinesView
from coder.tui.pieces.text_line import TextLine
from coder.tui.pieces.wrapping import wrapped

T = TypeVar("T")
WIDTH = 64
BREAKPOINTS = [(0, "-narrow"), (90, "-wide")]
"""On a narrow screen a dialog takes the whole width: no words of the screen behind stand beside it."""
LONGEST_TEXT = 4_000
MOST_ROWS = 12
FRAME_ROWS = 5
"""The keys, and blank rows above and below."""


class Dialog(ModalScreen[T]):
    """A question in the middle of the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [HELP, QUIT]
    HORIZONTAL_BREAKPOINTS = BREAKPOINTS
    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        background: $background 60%;
    }
    Dialog > Vertical {
        width: 70;
        max-width: 100%;
        height: auto;
        max-height: 100%;
        padding: 1 3;
        background: $raised;
    }
    Dialog.-narrow > Vertical { width: 100%; }
    Dialog LinesView {
        height: auto;
        scrollbar-background: $raised;
        scrollbar-background-hover: $raised;
        scrollbar-background-active: $raised;
    }
    Dialog #asked { margin-bottom: 1; }
    Dialog #keys { margin-top: 1; }
    Dialog TextLine { background: $background; }
    Dialog TextLine:focus { background: $background; }
    """

    least_rows = 4
    """Kept for what the answer is given with, however long the question is."""

    def __init__(self, asked: str) -> None:
        super().__init__()
        self.asked = asked

    def question_lines(self, width: int = WIDTH) -> list[Line]:
        """Return the question, wrapped."""
        return [line(Piece(each)) for each in wrapped(safe(self.asked), width)]

    def own_keys(self) -> list[Binding]:
        """Return the keys of this dialog that mean something now."""
        own = next(each.__dict__["BINDINGS"] for each in type(self).__mro__ if "BINDINGS" in each.__dict__)
        return [binding for binding in own if isinstance(binding, Binding)]

    def keys_line(self, width: int = WIDTH) -> Line:
        """Return the keys that answer it, as many as have room."""
        keys = self.own_keys()
        if self.is_attached and is_in_browser(self.app):
            keys = with_browser_keys(keys)
        return footer_line([*keys, HELP], width)

    def on_mount(self) -> None:
        if is_in_browser(self.app):
            self._bindings = under_browser_keys(self._bindings)

    def compose_answer(self) -> ComposeResult:
        """Put there what the answer is given with."""
        yield from ()

    def compose(self) -> ComposeResult:
        with Vertical():
            yield LinesView(self.question_lines(), id="asked")
            yield from self.compose_answer()
            yield LinesView([self.keys_line()], id="keys")

    def on_resize(self) -> None:
        width = min(self.size.width - 6, WIDTH)
        asked = self.question_lines(width)
        room = max(self.size.height - FRAME_ROWS - self.least_rows, 1)
        if len(asked) > room:
            asked = [*asked[: room - 1], line(Piece(ELLIPSIS, Role.DIM))]
        self.query_one("#asked", LinesView).show(asked)
        self.query_one("#keys", LinesView).show([self.keys_line(width)])
        # The question, the line to type in and the keys stay; a list takes what is left.
        for each in self.query(LineList):
            each.styles.height = max(min(self.size.height - len(asked) - 6, MOST_ROWS), 1)


class ConfirmDialog(Dialog[bool]):
    """Asks whether something shall be done. Letters typed on for the next code answer nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        take(_("yes"), _("Yes, do it"), "answer(True)"),
        key("escape", "answer(False)", _("no"), _("No, do nothing"), shown_as="Esc"),
    ]

    def action_answer(self, yes: bool) -> None:
        self.dismiss(yes)


class TextDialog(Dialog[str | None]):
    """Asks for a line of text; None where the user thinks better of it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        take(_("ok"), _("Take what is typed"), "submit"),
        GIVE_UP,
    ]

    def __init__(
        self, asked: str, value: str = "", *, longest: int = LONGEST_TEXT, is_replaced: bool = False
    ) -> None:
        """Ask.

        Args:
            asked: The question.
            value: What stands there to begin with.
            longest: How many signs may be typed.
            is_replaced: The first sign typed takes the place of what stands there, a short word or number.
        """
        super().__init__(asked)
        self.value = value
        self.longest = longest
        self.is_replaced = is_replaced

    def on_mount(self) -> None:
        if self.is_replaced:
            self.query_one(TextLine).select_all()

    def compose_answer(self) -> ComposeResult:
        yield TextLine(self.value, longest=self.longest)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)

    def action_submit(self) -> None:
        self.dismiss(self.query_one(TextLine).value)

    def holds_unkept(self) -> bool:
        """Tell whether something else is typed than what stood there."""
        return self.query_one(TextLine).value != safe_line(self.value)

    def action_give_up(self) -> None:
        self.dismiss(None)


class MenuDialog(Dialog[str | None]):
    """Asks for one of a few things, each with its letter."""

    BINDINGS: ClassVar[list[BindingType]] = [GIVE_UP]

    def __init__(self, asked: str, choices: Sequence[tuple[str, str, str]]) -> None:
        super().__init__(asked)
        self.least_rows = len(choices)
        self.choices = choices
        """(letter, name, words)"""
        for letter, name, words in choices:
            self._bindings.key_to_bindings[letter] = [hidden(letter, f"dismiss({name!r})", words)]

    def compose_answer(self) -> ComposeResult:
        lines = []
        for letter, _name, words in self.choices:
            first, *more = wrapped(safe(words), WIDTH - 3)
            lines.append(line(Piece(letter, Role.ACCENT), Piece(f"  {first}"), selectable=False))
            lines += [line(Piece(f"   {each}"), selectable=False) for each in more]
        yield LinesView(lines)

    def action_give_up(self) -> None:
        self.dismiss(None)


class CodeDialog(Dialog[int | None]):
    """Asks for a code: typing searches, Enter takes the highlighted one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        take(_("this code"), _("Take the highlighted code")),
        *UP_AND_DOWN,
        *BY_PAGE,
        GIVE_UP,
    ]

    def __init__(
        self, asked: str, shelf: CodeShelf, without: int | None = None, *, can_make: bool = False
    ) -> None:
        super().__init__(asked)
        self.choice = CodeChoice(shelf, can_make=can_make, without=without)

    def compose_answer(self) -> ComposeResult:
        yield TextLine(placeholder=_("type to search"))
        yield LineList()

    def on_mount(self) -> None:
        self.choice.move(1)
        self._show()

    def on_input_changed(self, event: Input.Changed) -> None:
        self.choice.type(event.value)
        if not self.choice.query:
            self.choice.move(1)
        self._show()

    def on_input_submitted(self) -> None:
        self.action_take()

    def on_line_list_clicked(self, event: LineList.Clicked) -> None:
        self.choice.code_id = self.choice.rows({}, ()).code_id(event.index)
        self.action_take()

    def action_move(self, step: int) -> None:
        self.choice.move(step)
        self._show()

    def action_take(self) -> None:
        code = self.choice.code
        if code is not None:
            self.dismiss(code.id)

    def action_give_up(self) -> None:
        self.dismiss(None)

    def _show(self) -> None:
        rows = self.choice.rows({}, ())
        found: Sequence[Line] = (
            rows if rows else [line(Piece(_("No code fits."), Role.DIM), selectable=False)]
        )
        self.query_one(LineList).show_at(found, rows.place_of(self.choice.code_id))
