"""The rooms one can go to from a question, each loaded when it is gone to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from coder.messages import _
from coder.plain.commands import Command

if TYPE_CHECKING:
    from coder.plain.room import Room


def ways_of(
    room: Room, question: str, wave: str | None, answer_id: Callable[[], int | None]
) -> Sequence[Command]:
    """Return the commands that lead from a room to others about its question.

    Args:
        room: Where they are typed; it is come back to.
        question: The question's key.
        wave: Only this wave's answers.
        answer_id: Gives the answer at hand, if there is one.
    """
    ways = _Ways(room, question, wave, answer_id)
    return [
        Command("find", _("find"), _("Find answers by words and conditions"), ways.answers, _("WORDS")),
        Command("answers", _("answers"), _("The list of answers"), ways.answers),
        Command("alike", _("alike"), _("Answers that say the same as this one"), ways.alike),
        Command("list", _("list"), _("The code list: read, define, rename, merge"), ways.codes),
        Command("revisit", _("revisit"), _("Read answers again for newer codes"), ways.revisit),
        Command("review", _("review"), _("Decide on proposed codes"), ways.review),
        Command("settle", _("settle"), _("Settle what coders coded differently"), ways.settle),
        Command("table", _("table"), _("Tables, said row by row"), ways.table),
        Command("respondent", _("respondent"), _("All this respondent answered"), ways.respondent),
        Command("history", _("history"), _("What happened to this answer"), ways.history),
    ]


class _Ways:
    def __init__(
        self, room: Room, question: str, wave: str | None, answer_id: Callable[[], int | None]
    ) -> None:
        self._room = room
        self._question = question
        self._wave = wave
        self._answer_id = answer_id

    def answers(self, written: str) -> None:
        from coder.plain.answers_room import AnswersRoom

        self._room.visit(AnswersRoom(self._room.seat, self._question, self._wave, written=written))

    def alike(self, _rest: str) -> None:
        from coder.plain.answers_room import AnswersRoom
        from coder.store.questions import question_named
        from coder.usecases.coding.equal_answers import equal_answers

        seat, answer_id = self._room.seat, self._answer_id()
        if answer_id is not None:
            question = seat.read(question_named, self._question)
            found = seat.read(equal_answers, question.id, answer_id, seat.coder.id)
            among = [answer_id, *(each.id for each in found.likes)]
            self._room.visit(AnswersRoom(seat, self._question, None, among=among))

    def codes(self, _rest: str) -> None:
        from coder.plain.codes_room import CodesRoom

        self._room.visit(CodesRoom(self._room.seat, self._question))

    def revisit(self, _rest: str) -> None:
        from coder.plain.revisit_room import RevisitRoom

        self._room.visit(RevisitRoom(self._room.seat, self._question, self._wave))

    def review(self, _rest: str) -> None:
        from coder.plain.review_room import ReviewRoom

        self._room.visit(ReviewRoom(self._room.seat, self._question, self._wave))

    def settle(self, _rest: str) -> None:
        from coder.plain.settling_room import SettlingRoom

        self._room.visit(SettlingRoom(self._room.seat, self._question))

    def table(self, _rest: str) -> None:
        from coder.plain.table_room import TableRoom

        self._room.visit(TableRoom(self._room.seat, self._question, self._wave))

    def respondent(self, _rest: str) -> None:
        from coder.plain.respondent import say_respondent

        answer_id = self._answer_id()
        if answer_id is not None:
            say_respondent(self._room.seat, self._question, answer_id)

    def history(self, _rest: str) -> None:
        from coder.plain.history import say_history

        answer_id = self._answer_id()
        if answer_id is not None:
            say_history(self._room.seat, answer_id=answer_id)
