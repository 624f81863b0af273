"""Leaving words of a text out in print, sentence by sentence or word by word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from coder.domain.coding import Span
from coder.domain.passage_text import shortened
from coder.domain.passages import fitting_cuts
from coder.messages import _
from coder.text.safe import safe
from coder.tui.coding.excerpt_cursor import ExcerptCursor
from coder.tui.company.unkept import leave_asked
from coder.tui.dialogs.keys import GIVE_UP
from coder.tui.dialogs.typed_questions import Dialog
from coder.tui.keys.key_binding import hidden, key
from coder.tui.pieces.answer_text import AnswerText
from coder.tui.pieces.lines import Piece, Role, line
from coder.tui.pieces.lines_view import LinesView
from coder.tui.pieces.wrapping import wrapped

if TYPE_CHECKING:
    from coder.tui.project_screen import ProjectScreen
    from coder.usecases.report.theme_reading import Passage

_SENTENCE = _("The sentence before, the sentence after")
_EXTEND = _("Take more sentences, or fewer")
_END = _("End a word earlier, a word later")
_START = _("Begin a word earlier, a word later")
_CUT = _("Leave out what is highlighted; where it is left out, print it again")
PREVIEW_ROWS = 4


class ShortenDialog(Dialog[tuple[Span, ...] | None]):
    """Asks which words of a text are left out; gives their places in it, None where nothing changes."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("space", "cut", _("leave out"), _CUT, shown_as="Space"),
        hidden("delete,backspace", "cut", _CUT, shown_as="Del"),
        key("up", "sentence(-1)", _("sentence"), _SENTENCE, shown_as="↑ ↓"),
        hidden("down", "sentence(1)", _SENTENCE, shown_as="↑ ↓"),
        key("ctrl+left", "end(-1)", _("end"), _END, shown_as="^← ^→"),
        hidden("ctrl+right", "end(1)", _END, shown_as="^← ^→"),
        key("alt+left", "start(-1)", _("beginning"), _START, shown_as="Alt+← →"),
        hidden("alt+right", "start(1)", _START, shown_as="Alt+← →"),
        hidden("shift+up", "extend(-1)", _EXTEND, shown_as="⇧↑ ⇧↓"),
        hidden("shift+down", "extend(1)", _EXTEND, shown_as="⇧↑ ⇧↓"),
        hidden("ctrl+a", "print_all", _("Print all of it again")),
        key("enter", "keep", _("save"), _("Save what is left out"), shown_as="⏎"),
        hidden("ctrl+s", "keep", _("Save what is left out")),
        GIVE_UP,
    ]
    DEFAULT_CSS = """
    ShortenDialog > Vertical { width: 96; }
    ShortenDialog AnswerText { height: auto; background: $background; padding: 0 1; }
    ShortenDialog #printed { margin-top: 1; }
    """

    least_rows = 6 + PREVIEW_ROWS

    def __init__(self, text: str, sentences: Sequence[Span], cuts: Sequence[Span]) -> None:
        """Ask.

        Args:
            text: The passage.
            sentences: Places in it; so ``cuts``.
            cuts: What is left out so far.
        """
        super().__init__(_("What shall print leave out? Underlined words are left out, as […]."))
        self.text = text
        self.cuts = fitting_cuts(cuts, None, len(text))
        self._first = self.cuts
        self.cursor = ExcerptCursor.on(text, sentences)

    def compose_answer(self) -> ComposeResult:
        yield AnswerText(id="passage")
        yield LinesView(id="printed")

    def on_mount(self) -> None:
        self.call_after_refresh(self._show)

    def on_resize(self) -> None:
        super().on_resize()
        self.call_after_refresh(self._show)

    def action_sentence(self, step: int) -> None:
        self._stand(lambda cursor: cursor.move(step))

    def action_extend(self, step: int) -> None:
        self._stand(lambda cursor: cursor.extend(step))

    def action_end(self, words: int) -> None:
        self._stand(lambda cursor: cursor.adjust_end(words))

    def action_start(self, words: int) -> None:
        self._stand(lambda cursor: cursor.adjust_start(words))

    def action_cut(self) -> None:
        self.cuts = toggled(self.cuts, self.cursor.span, len(self.text))
        self._show()

    def action_print_all(self) -> None:
        self.cuts = ()
        self._show()

    def action_keep(self) -> None:
        self.dismiss(self.cuts if self.cuts != self._first else None)

    def action_give_up(self) -> None:
        leave_asked(self.app, [self], lambda: self.dismiss(None))

    def holds_unkept(self) -> bool:
        """Tell whether something else is left out than at first."""
        return self.cuts != self._first

    def _stand(self, go: Callable[[ExcerptCursor], ExcerptCursor]) -> None:
        self.cursor = go(self.cursor)
        self._show()

    def _show(self) -> None:
        text = self.query_one("#passage", AnswerText)
        room = max(self.size.height - 8 - PREVIEW_ROWS - 2, 3)
        text.styles.max_height = room
        text.show_text(self.text, self.cursor.span, self.cuts)
        printed = shortened(self.text, None, self.cuts) or _("(nothing would be left)")
        width = max(self.query_one("#printed").size.width, 20)
        said = wrapped(safe(printed[: width * PREVIEW_ROWS]), width)[: PREVIEW_ROWS - 1]
        heading = line(Piece(_("In print:"), Role.DIM))
        self.query_one("#printed", LinesView).show([heading, *(line(Piece(each)) for each in said)])


def toggled(cuts: Sequence[Span], span: Span, length: int) -> tuple[Span, ...]:
    """Leave a span out, or where all of it is left out print it again.

    >>> toggled([(0, 10)], (2, 4), 20)
    ((0, 2), (4, 10))
    """
    if any(start <= span[0] and span[1] <= end for start, end in cuts):
        kept: list[Span] = []
        for start, end in cuts:
            kept += [(start, min(end, span[0])), (max(start, span[1]), end)]
        return fitting_cuts([each for each in kept if each[0] < each[1]], None, length)
    return fitting_cuts([*cuts, span], None, length)


def ask_for_cuts(screen: ProjectScreen, passage: Passage, then: Callable[[Sequence[Span]], None]) -> None:
    """Ask what print leaves out of a text; go on with places in the answer."""
    first, last = passage.span or (0, len(passage.text))

    def here(spans: Sequence[Span]) -> list[Span]:
        inside = [(max(start, first) - first, min(end, last) - first) for start, end in spans]
        return [each for each in inside if each[0] < each[1]]

    def chosen(cuts: tuple[Span, ...] | None) -> None:
        if cuts is not None:
            then([(start + first, end + first) for start, end in cuts])

    dialog = ShortenDialog(passage.words, here(passage.sentences), here(passage.cuts))
    screen.app.push_screen(dialog, chosen)
