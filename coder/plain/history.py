"""What happened to an answer or a code, said act by act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.messages import _
from coder.plain.talk import in_speech

if TYPE_CHECKING:
    from coder.plain.seat import Seat

MOST = 10
"""Acts said, the newest first."""


def say_history(seat: Seat, *, answer_id: int | None = None, code_id: int | None = None) -> None:
    """Say the latest acts on an answer or a code, the newest first.

    Raises:
        ClosedWhileBlindError: If who asks codes any sample blind.
    """
    from coder.usecases.history.page import all_acts, told_page
    from coder.usecases.second_coder.blind_screens import refuse_blind_screen

    seat.read(refuse_blind_screen, None, seat.coder.id)
    acts = seat.read(all_acts, answer_id=answer_id, code_id=code_id)
    touching = acts.touching or frozenset()
    numbers = [each.number for each in acts.acts if each.number in touching][:MOST]
    if not numbers:
        seat.talk.say(_("Nothing has happened here yet."))
    for told in seat.read(told_page, numbers):
        who = told.entry.coder or _("the program")
        seat.talk.say(f"{told.when[:16]}, {who}: {in_speech(told.sentence)}.")
