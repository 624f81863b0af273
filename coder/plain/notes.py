"""Notes on an answer in plain mode: one's own is written in one line, all are said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.messages import _
from coder.plain.talk import quoted

if TYPE_CHECKING:
    from coder.plain.seat import Seat
    from coder.store.unit_of_work import Writing


def say_notes(seat: Seat, answer_id: int) -> None:
    """Say what the person at the keyboard wrote on an answer, then what others did."""
    from coder.store.notes import NotedOn
    from coder.usecases.coding.notes import notes_beside

    found = seat.read(notes_beside, NotedOn.ANSWER, answer_id, seat.coder.id)
    if not found.own and not found.others:
        seat.talk.say(_("There are no notes on this answer."))
    if found.own:
        seat.talk.say(_("Your note: {text}").format(text=quoted(found.own)))
    for note in found.others:
        seat.talk.say(_("Note of {name}: {text}").format(name=note.coder_name, text=quoted(note.text)))


def write_note(seat: Seat, answer_id: int, text: str) -> None:
    """Write one's own note on an answer; another takes the place of the one before."""

    def act(work: Writing) -> None:
        from coder.store.notes import NotedOn
        from coder.usecases.coding.notes import write_note

        write_note(work, NotedOn.ANSWER, answer_id, seat.coder.id, text)

    seat.write("write_note", act)
    seat.talk.say(_("Note written: {text}").format(text=quoted(text)))
