"""A note on an answer, which may wait for somebody; what others wrote beside it, and dealing with that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from coder.messages import _
from coder.text.safe import safe, safe_line
from coder.tui.dialogs.keys import GIVE_UP
from coder.tui.dialogs.note import NoteDialog
from coder.tui.dialogs.typed_questions import WIDTH
from coder.tui.keys.key_binding import key
from coder.tui.notes.note_pieces import NOTED, WAITS
from coder.tui.pieces.lines import Line, Piece, Role, line
from coder.tui.pieces.lines_view import LinesView
from coder.tui.pieces.wrapping import wrapped

if TYPE_CHECKING:
    from coder.store.notes import Note


class AnswerNoteDialog(NoteDialog):
    """Asks for a note on an answer and whether it waits; lets what waits there be dealt with."""

    BINDINGS: ClassVar[list[BindingType]] = [
        key("ctrl+s", "keep", _("save"), _("Save the note; an empty one is taken away")),
        key("f2", "wait", _("let it wait"), _("Let your note wait until somebody has dealt with it, or not")),
        key("f9", "deal", _("dealt with"), _("Save, and let no note on this answer wait any longer")),
        GIVE_UP,
    ]
    DEFAULT_CSS = """
    AnswerNoteDialog #waits { margin-top: 1; }
    """

    least_rows = 10

    def __init__(
        self, asked: str, text: str, others: Sequence[Note], keep: Callable[[str], None], *, waits: bool
    ) -> None:
        """Ask.

        Args:
            asked: The question.
            text: The coder's own note as it is.
            others: What others wrote on the answer, oldest first.
            keep: Called with what was written; it asks the dialog for the rest.
            waits: Whether the own note waits for somebody.
        """
        super().__init__(asked, text, keep)
        self.others = others
        self.waits = waits
        """Whether the own note is to wait."""
        self.deals = False
        """Whether what waits on the answer is dealt with."""
        self._waited = waits

    def question_lines(self, width: int = WIDTH) -> list[Line]:
        return [
            *super().question_lines(width),
            *(each for note in self.others for each in _told(note, width)),
        ]

    def own_keys(self) -> list[Binding]:
        return [each for each in super().own_keys() if each.action != "deal" or self._something_waits]

    def compose_answer(self) -> ComposeResult:
        yield from super().compose_answer()
        yield LinesView([self._waits_line()], id="waits")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is something to deal with only where something waits."""
        return self._something_waits if action == "deal" else True

    def go_on_writing(self) -> None:
        self.deals = False
        super().go_on_writing()

    def action_wait(self) -> None:
        if not self._is_being_kept():
            self.waits = not self.waits
            self.query_one("#waits", LinesView).show([self._waits_line()])

    def action_deal(self) -> None:
        if not self._is_being_kept():
            self.deals, self.waits = True, False
            self.hand_in()

    @property
    def _something_waits(self) -> bool:
        return self._waited or any(note.waits for note in self.others)

    def _is_changed(self) -> bool:
        return super()._is_changed() or (self.waits != self._waited and bool(self._written().strip()))

    def _waits_line(self) -> Line:
        if self.waits:
            return line(Piece(f"{WAITS} ", Role.MARK), Piece(_("Your note waits until it is dealt with.")))
        return line(Piece(_("Your note waits for nobody."), Role.DIM))


def _told(note: Note, width: int) -> list[Line]:
    """What somebody wrote, wrapped, after its sign and who wrote it."""
    who = f"{safe_line(note.coder_name)}: "
    first, *more = wrapped(safe(who + note.text), width - 2) or [who]
    sign = WAITS if note.waits else NOTED
    told = line(
        Piece(f"{sign} ", Role.MARK), Piece(who, Role.DIM), Piece(first.removeprefix(who.rstrip()).lstrip())
    )
    return [told, *(line(Piece(f"  {each}")) for each in more)]
