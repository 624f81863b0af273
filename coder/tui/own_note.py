"""A coder's own note: read with what others wrote, asked for, and not let go of before it is on disk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from coder.messages import _

if TYPE_CHECKING:
    from coder.store.notes import Note
    from coder.store.unit_of_work import Writing
    from coder.tui.project_screen import ProjectScreen


@dataclass(frozen=True)
class NotePlace:
    """What a note stands on."""

    on: Literal["answer", "code", "question"]
    on_id: int


def ask_for_note(screen: ProjectScreen, place: NotePlace, asked: str, then: Callable[[], None]) -> None:
    """Ask for one's own note, write it, and go on when it is on disk."""
    coder_id = screen.session.coder.id

    def read() -> tuple[str, list[Note]]:
        from coder.store.notes import NotedOn
        from coder.usecases.notes import notes_beside

        return screen.session.read_after_writes(notes_beside, NotedOn(place.on), place.on_id, coder_id)

    def ask(found: tuple[str, list[Note]]) -> None:
        from coder.tui.note_dialog import NoteDialog, ask_until_kept

        own, of_others = found
        others = [f"{note.coder_name}: {note.text}" for note in of_others]
        whole = "\n".join([asked, _("Others wrote:"), *others] if others else [asked])

        ask_until_kept(
            screen,
            lambda keep: NoteDialog(whole, own, keep),
            "write_note",
            lambda text: note_act(place, coder_id, text),
            then,
        )

    screen.read_behind(read, ask)


def note_act(place: NotePlace, coder_id: int, text: str) -> Callable[[Writing], None]:
    """Return the act that writes or changes a coder's note; empty takes it away."""

    def act(work: Writing) -> None:
        from coder.store.notes import NotedOn
        from coder.usecases.notes import write_note

        write_note(work, NotedOn(place.on), place.on_id, coder_id, text)

    return act
