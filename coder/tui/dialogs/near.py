"""The coded answers that are likest the one on screen, for one code after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from coder.messages import _
from coder.text.numbers import written_number
from coder.text.safe import ELLIPSIS, safe, safe_line
from coder.tui.dialogs.typed_questions import FRAME_ROWS, WIDTH, Dialog
from coder.tui.keys.key_binding import hidden, key
from coder.tui.pieces.line_list import LineList
from coder.tui.pieces.lines import Line, Piece, Role, line
from coder.tui.pieces.lines_view import LinesView
from coder.tui.pieces.wrapping import wrapped

if TYPE_CHECKING:
    from coder.tui.code_shelf import CodeShelf
    from coder.usecases.suggesting.near_answers import NearAnswer

    Shown = Callable[[Sequence[NearAnswer]], None]
    Ask = Callable[[int, Shown], bool]

MOST_LINES, MOST_TEXT_LINES = 20, 3
_CHOOSE = _("Choose an answer")
_CODE = _("Answers with the code under the digit")


class NearDialog(Dialog[int | None]):
    """Shows answers with a code; a digit takes the code under it, Enter goes to an answer."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("enter", "take", _("go to it"), _("Go to the highlighted answer"), shown_as="⏎"),
        key("up", "move(-1)", _("choose"), _CHOOSE, shown_as="↑ ↓"),
        hidden("down", "move(1)", _CHOOSE, shown_as="↑ ↓"),
        key("1", "code(1)", _("another code"), _CODE, shown_as="1–9"),
        *(hidden(str(digit), f"code({digit})", _CODE, shown_as="1–9") for digit in range(2, 10)),
        key("escape,ctrl+k", "give_up", _("back"), _("Back to the answer"), shown_as="Esc"),
    ]

    def __init__(self, ask: Ask, shelf: CodeShelf, code_of: Callable[[int], int | None], first: int) -> None:
        """Ask for a first code at once.

        Args:
            ask: Asks for the answers with a code, and hands them on; tells whether there is anyone to ask.
            shelf: The codes.
            code_of: Tells which code stands under a digit.
            first: The code to begin with.
        """
        super().__init__("")
        self._ask = ask
        self._shelf = shelf
        self._code_of = code_of
        self._code_id = first
        self._answers: Sequence[NearAnswer] | None = None
        self._is_asked = False
        self._rows: list[int | None] = []

    def compose_answer(self) -> ComposeResult:
        yield LineList()

    def on_mount(self) -> None:
        self._ask_for(self._code_id)

    def on_resize(self) -> None:
        self._show()

    def on_line_list_clicked(self, event: LineList.Clicked) -> None:
        self.dismiss(self._rows[event.index])

    def action_move(self, step: int) -> None:
        self.query_one(LineList).move(step)

    def action_code(self, digit: int) -> None:
        code_id = self._code_of(digit)
        if code_id is not None and self._shelf.has(code_id):
            self._ask_for(code_id)

    def action_take(self) -> None:
        cursor = self.query_one(LineList).cursor
        if cursor is not None:
            self.dismiss(self._rows[cursor])

    def action_give_up(self) -> None:
        self.dismiss(None)

    def _ask_for(self, code_id: int) -> None:
        self._code_id, self._answers = code_id, None

        def found(answers: Sequence[NearAnswer]) -> None:
            if self.is_attached and code_id == self._code_id:
                self._answers = answers
                self._show()

        self._is_asked = self._ask(code_id, found)
        self._show()

    def _show(self) -> None:
        asked = _("Coded answers like this one, with «{code}»").format(code=self._shelf.name(self._code_id))
        self.asked = asked
        answers = self.query_one(LineList)
        width = max(min(self.size.width - 6, WIDTH) - 2, 20)
        self.query_one("#asked", LinesView).show(self.question_lines(width))
        lines: list[Line] = []
        self._rows = []
        for each in self._answers or ():
            told = near_lines(each, self._shelf, width, self._code_id)
            lines += told
            self._rows += [each.answer_id] * len(told)
        cursor = 0 if lines else None
        lines = lines or self._empty(width)
        answers.styles.max_height = max(min(len(lines), MOST_LINES, self.size.height - FRAME_ROWS - 4), 1)
        answers.show_at(lines, cursor)

    def _empty(self, width: int) -> list[Line]:
        if not self._is_asked:
            told = _("There are no suggestions now, so alike answers are not known.")
        else:
            told = ELLIPSIS if self._answers is None else _("No answer that has the code is like this one.")
        return [line(Piece(each, Role.DIM), selectable=False) for each in wrapped(told, width)]


def near_lines(answer: NearAnswer, shelf: CodeShelf, width: int, asked: int) -> list[Line]:
    """An answer: who, how alike, its codes, the one asked about first, and the beginning of what it says."""
    ids = sorted(answer.code_ids, key=lambda each: each != asked)
    names = " · ".join(safe_line(shelf.name(each)) for each in ids if shelf.has(each))
    text = wrapped(safe(answer.text), width - 2)
    if len(text) > MOST_TEXT_LINES:
        text = [*text[: MOST_TEXT_LINES - 1], text[MOST_TEXT_LINES - 1][: width - 4] + f" {ELLIPSIS}"]
    first = line(
        Piece(safe_line(answer.respondent_id), Role.STRONG),
        Piece("  ● ", Role.GOOD),
        Piece(names, Role.GOOD),
        right=[Piece(_("{likeness} alike").format(likeness=written_number(answer.likeness, 2)), Role.DIM)],
    )
    return [first, *(line(Piece(f"  {each}"), selectable=False) for each in text)]
