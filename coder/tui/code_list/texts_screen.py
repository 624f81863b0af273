"""What stands about a code: definition, when to use it, examples, labels, in a form of its own."""

from __future__ import annotations

import asyncio
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll

from coder.domain.codebook import NARROWER, WIDER, Code, CodeKind
from coder.domain.errors import CoderError
from coder.messages import _, ngettext
from coder.text.safe import safe
from coder.tui.code_list import acts
from coder.tui.code_list.panel import kind_in_words
from coder.tui.code_list.texts_form import (
    CODABLE,
    FIELDS,
    HEADING,
    FormField,
    changes_of_form,
    may_change_meaning,
)
from coder.tui.company.unkept import leave_asked
from coder.tui.dialogs.choice import ChoiceDialog
from coder.tui.dialogs.choice_line import ChoiceLine
from coder.tui.keys.keys_footer import KeysFooter
from coder.tui.pieces.lines import Piece, Role, line
from coder.tui.pieces.lines_view import LinesView
from coder.tui.pieces.screen_title import code_title
from coder.tui.pieces.text_field import TextField
from coder.tui.pieces.text_line import TextLine
from coder.tui.pieces.title_view import ScreenTitle
from coder.tui.pieces.wrapping import wrapped
from coder.tui.project_screen import ProjectScreen

LONGEST_LABEL = 400
LABEL_WIDTH = 25


class CodeTextsScreen(ProjectScreen):
    """Edits all texts of one code; nothing is written before they are kept."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "keep", _("save"), tooltip=_("Keep what is written")),
        # Before the field has it: what is typed on would arrive there too, ahead of the focus that moves.
        Binding(
            "tab",
            "next_field",
            _("next field"),
            key_display="⇥",
            tooltip=_("The next field"),
            priority=True,
        ),
        Binding(
            "shift+tab",
            "field_before",
            show=False,
            key_display="⇧⇥",
            tooltip=_("The field before"),
            priority=True,
        ),
        Binding("escape", "leave", _("leave"), key_display="Esc", tooltip=_("Back to the code list")),
    ]
    CSS = """
    CodeTextsScreen #form { height: 1fr; padding: 1 1 0 1; scrollbar-size-vertical: 1; }
    CodeTextsScreen .field { height: auto; margin-bottom: 1; }
    CodeTextsScreen .label { width: 25; height: 1; }
    CodeTextsScreen .field > TextLine { width: 1fr; padding: 0 1; }
    CodeTextsScreen .field > TextField { width: 1fr; }
    CodeTextsScreen .field > ChoiceLine { width: 1fr; }
    CodeTextsScreen #wrong { height: 0; padding: 0 1; dock: bottom; margin-bottom: 1; }
    """

    def __init__(self, code: Code) -> None:
        super().__init__()
        self.code = code
        self._is_waiting = False

    def compose(self) -> ComposeResult:
        yield ScreenTitle([code_title(self.code, above=_("Code list"))], id="header")
        with VerticalScroll(id="form", can_focus=False):
            for field in FIELDS:
                with Horizontal(classes="field"):
                    yield LinesView([line(Piece(field.label, Role.DIM))], classes="label")
                    yield self._editor(field)
        yield LinesView(id="wrong")
        yield KeysFooter()

    def begin(self) -> None:
        definition = self.query_one("#definition", TextField)
        definition.move_cursor(definition.document.end)
        definition.focus()
        self.query_one(KeysFooter).show_keys()

    def typed(self) -> dict[str, str]:
        """Return what stands in each field."""
        found = {}
        for field in FIELDS:
            editor = self.query_one(f"#{field.name}")
            if isinstance(editor, TextField):
                found[field.name] = editor.text
            elif isinstance(editor, TextLine | ChoiceLine):
                found[field.name] = editor.value
        return found

    def action_keep(self) -> None:
        if self._is_waiting:
            return
        try:
            changed = changes_of_form(self.code, self.typed())
        except CoderError as error:
            self._say_wrong(error)
            return
        if not changed:
            self.dismiss(None)
        elif may_change_meaning(self.code, changed):
            self._ask_for_meaning(changed)
        else:
            self._write(changed, None)

    async def action_next_field(self) -> None:
        await self._typed_on()
        self.focus_next()

    async def action_field_before(self) -> None:
        await self._typed_on()
        self.focus_previous()

    def action_leave(self) -> None:
        leave_asked(self.app, [self], lambda: self.dismiss(None))

    def holds_unkept(self) -> bool:
        """Tell whether something was changed that is not on its way to the disk."""
        try:
            return not self._is_waiting and bool(changes_of_form(self.code, self.typed()))
        except CoderError:
            return True

    async def _typed_on(self) -> None:
        """Wait until the field has taken all that was typed into it."""
        taken = asyncio.Event()
        if self.focused is not None and self.focused.call_later(taken.set):
            await taken.wait()

    def _editor(self, field: FormField) -> TextField | TextLine | ChoiceLine:
        shown = field.shown(self.code)
        if field.name == "kind":
            return ChoiceLine([(kind.value, kind_in_words(kind)) for kind in CodeKind], shown, id=field.name)
        if field.name == "codable":
            heading = _("no, only a heading (answers that have it keep it)")
            return ChoiceLine([(CODABLE, _("yes")), (HEADING, heading)], shown, id=field.name)
        if field.lines == 1:
            return TextLine(shown, longest=LONGEST_LABEL, id=field.name)
        editor = TextField(shown, id=field.name)
        editor.styles.min_height = field.lines
        return editor

    def _ask_for_meaning(self, changed: dict[str, Any]) -> None:
        def read() -> tuple[int, int]:
            from coder.usecases.codebook.preview import answers_to_read_again

            narrower = self.session.read(answers_to_read_again, self.code.id, NARROWER)
            return narrower, self.session.read(answers_to_read_again, self.code.id, WIDER)

        self.read_behind(read, lambda counts: self._ask(changed, *counts))

    def _ask(self, changed: dict[str, Any], having: int, others: int) -> None:
        meanings = (None, WIDER, NARROWER)
        choices = [
            line(Piece(_("No: the same, said better")), right=[Piece(_("nothing to read again"), Role.DIM)]),
            line(Piece(_("Wider: more belongs here now")), right=[Piece(_to_read(others), Role.DIM)]),
            line(Piece(_("Narrower: less belongs here now")), right=[Piece(_to_read(having), Role.DIM)]),
        ]

        def chosen(place: int | None) -> None:
            if place is not None:
                self._write(changed, meanings[place])

        asked = _(
            "Does «{name}» now mean something else?\n"
            "Wider: answers done without it are to be read again. Narrower: those that have it."
        ).format(name=self.code.name)
        self.app.push_screen(ChoiceDialog(asked, choices), chosen)

    def _write(self, changed: dict[str, Any], meaning: str | None) -> None:
        self._is_waiting = True
        act = acts.define_code(self.code.id, changed, meaning)
        self.hand_over("define_code", act, self._leave, self._say_wrong)

    def _leave(self, _result: object) -> None:
        self.dismiss(None)

    def _say_wrong(self, error: CoderError) -> None:
        """Say in place why it could not be kept; what was typed stays."""
        self._is_waiting = False
        view = self.query_one("#wrong", LinesView)
        lines = [line(Piece(each, Role.MARK)) for each in wrapped(safe(str(error)), self.size.width - 2)]
        view.styles.height = len(lines)
        view.show(lines)


def _to_read(count: int) -> str:
    return ngettext("{n} answer to read again", "{n} answers to read again", count).format(n=count)
