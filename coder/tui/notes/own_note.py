"""A coder's own note: read with what others wrote, asked for, and not let go of before it is on disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from coder.messages import _

if TYPE_CHECKING:
    from coder.store.unit_of_work import Writing
    from coder.tui.project_screen import ProjectScreen
    from coder.usecases.coding.notes import NotesBeside

WRITE_NOTE, DEAL_WITH_NOTE = "write_note", "deal_with_note"
"""What the acts are called in the history."""


@dataclass(frozen=True)
class NotePlace:
    """What a note stands on."""

    on: Literal["answer", "code", "question"]
    on_id: int


def ask_for_note(screen: ProjectScreen, place: NotePlace, asked: str, then: Callable[[], None]) -> None:
    """Ask for one's own note, write it, and go on when it is on disk."""
    coder_id = screen.session.coder.id

    def read() -> NotesBeside:
        from coder.store.notes import NotedOn
        from coder.usecases.coding.notes import notes_beside

        return screen.session.read_after_writes(notes_beside, NotedOn(place.on), place.on_id, coder_id)

    def ask(found: NotesBeside) -> None:
        if place.on == "answer":
            _ask_on_answer(screen, place, asked, found, then)
            return
        from coder.tui.dialogs.note import NoteDialog, ask_until_kept

        others = [f"{note.coder_name}: {note.text}" for note in found.others]
        whole = "\n".join([asked, _("Others wrote:"), *others] if others else [asked])

        ask_until_kept(
            screen,
            lambda keep: NoteDialog(whole, found.own, keep),
            WRITE_NOTE,
            lambda text: note_act(place, coder_id, text),
            then,
        )

    screen.read_behind(read, ask)


def _ask_on_answer(
    screen: ProjectScreen, place: NotePlace, asked: str, found: NotesBeside, then: Callable[[], None]
) -> None:
    """Ask for a note on an answer, which may wait for somebody, and whether what waits is dealt with."""
    from coder.tui.dialogs.answer_note import AnswerNoteDialog
    from coder.tui.dialogs.note import ask_until_kept

    coder_id, shown = screen.session.coder.id, []

    def dialog_of(keep: Callable[[str], None]) -> AnswerNoteDialog:
        shown.append(AnswerNoteDialog(asked, found.own, found.others, keep, waits=found.waits))
        return shown[0]

    def act_of(text: str) -> Callable[[Writing], None]:
        return note_act(place, coder_id, text, waits=shown[0].waits, deals=shown[0].deals)

    def operation() -> str:
        return DEAL_WITH_NOTE if shown[0].deals else WRITE_NOTE

    ask_until_kept(screen, dialog_of, operation, act_of, then)


def note_act(
    place: NotePlace, coder_id: int, text: str, *, waits: bool | None = None, deals: bool = False
) -> Callable[[Writing], None]:
    """Return the act that writes or changes a coder's note; empty takes it away.

    Args:
        place: What it stands on.
        coder_id: Who writes.
        text: The whole note.
        waits: Whether it waits for somebody; None leaves that as it is.
        deals: Whether no note on the answer waits any longer.
    """

    def act(work: Writing) -> None:
        from coder.store.notes import NotedOn
        from coder.usecases.coding.notes import deal_with_notes, write_note

        write_note(work, NotedOn(place.on), place.on_id, coder_id, text, waits=waits)
        if deals:
            deal_with_notes(work, place.on_id, coder_id)

    return act
