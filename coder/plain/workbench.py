"""The workbench in plain mode: opened, talked through and left, over any two streams of text."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from coder.domain.errors import CoderError
from coder.messages import _
from coder.plain.coding_room import CodingRoom
from coder.plain.home_room import HomeRoom
from coder.plain.room import LeftWorkbenchError
from coder.plain.seat import Seat
from coder.plain.talk import InputEndedError

if TYPE_CHECKING:
    from coder.plain.talk import Talk
    from coder.usecases.session import Session


def talk_through(
    session: Session, talk: Talk, question: str | None, wave: str | None = None, *, suggests: bool = True
) -> None:
    """Talk until the person leaves, or there are no more lines; every act said to be done is on disk.

    Args:
        session: The project; it is opened here, and closed by who called.
        talk: Where it is said and asked.
        question: The question to begin with; the list of questions if None.
        wave: Only this wave's answers.
        suggests: Whether codes are suggested, for which a process of its own is started.

    Raises:
        CoderError: If the project, or the question, cannot be opened.
    """
    session.open()
    seat = Seat(session, talk, suggests=suggests)
    session.follow(seat.heard.put)
    session.sit("terminal", seat.take_in_others)
    backing_up = threading.Thread(target=_back_up, args=(session, talk), name="backup")
    backing_up.start()
    talk.say(_("Plain mode. A question mark says what may be typed."))
    try:
        home = HomeRoom(seat, wave)
        if question is not None:
            CodingRoom(seat, question, wave).stay()
        home.stay()
    except (LeftWorkbenchError, InputEndedError, KeyboardInterrupt):
        pass
    talk.say_news()
    talk.say(_("Everything is saved."))
    # No half a copy is left behind.
    backing_up.join()


def _back_up(session: Session, talk: Talk) -> None:
    """Make the day's backup, slow on a large project; why it could not be made is said in time."""
    try:
        session.back_up()
    except CoderError as error:
        talk.tell_later(str(error))
