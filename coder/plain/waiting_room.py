"""Answers that wait, in plain mode: read again for newer codes, or reviewed where codes were proposed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coder.domain.wave import wave_beside
from coder.messages import _
from coder.plain.commands import Command
from coder.plain.picking import picked
from coder.plain.room import Room
from coder.plain.talk import quoted
from coder.tui.revisit import acts
from coder.tui.revisit.lines import reason_in_words, silent_in_words, withheld_in_words
from coder.tui.revisit.state import RevisitState

if TYPE_CHECKING:
    from coder.plain.seat import Seat
    from coder.tui.revisit.look import Look
    from coder.usecases.coding.desk import TakenBack
    from coder.usecases.revisit.desk import RevisitDesk
    from coder.usecases.team.following import OthersWrote


class WaitingRoom(Room):
    """Says an answer with the codes it is asked about, and writes what was chosen."""

    shows_others = True
    operation: str
    """What a look is called in the history."""

    def __init__(self, seat: Seat, question: str, wave: str | None) -> None:
        super().__init__(seat)
        self.question: str = question
        self.wave = wave
        self.state = self.new_state(self.read_desk())

    def read_desk(self, before: RevisitDesk | None = None) -> RevisitDesk:
        """Read what waits."""
        raise NotImplementedError

    def new_state(self, desk: RevisitDesk) -> RevisitState:
        """Begin with what waits."""
        raise NotImplementedError

    def act_of(self, look: Look, asked: Sequence[int]) -> acts.Act:
        """Return what an empty line writes."""
        raise NotImplementedError

    def written_in_words(self, look: Look, asked: Sequence[int]) -> str:
        """Say what was written."""
        raise NotImplementedError

    def nothing_waits(self) -> str:
        """Say that nothing waits, and what would come here."""
        raise NotImplementedError

    def left_in_words(self) -> str:
        """Say how much is left."""
        raise NotImplementedError

    def arrive(self) -> None:
        if self.state.desk.withheld:
            self.talk.say(withheld_in_words(self.state.desk.withheld))
        self.say_answer()

    def line(self, typed: str) -> None:
        written, asked = typed.strip(), self.state.codes_asked()
        if self.state.answer_id is None:
            self.talk.say(self.nothing_waits())
        elif not written:
            self._looked()
        elif len(typed) == 1 and typed.isdecimal() and 1 <= int(typed) <= len(asked):
            self._choose(asked[int(typed) - 1].code_id)
        elif len(typed) == 1 and typed.isdecimal():
            self.talk.say(_("No code was said with the number {n}.").format(n=typed))
        elif (found := picked(self.talk, self.state.shelf, typed)) and found.code_id is not None:
            self._choose(found.code_id)

    def how_to_type(self) -> Sequence[str]:
        return [
            _("A number: choose, or let go of, the code that was said with it. Letters: another code."),
            _("Enter alone: looked at, with what was chosen; the next answer."),
        ]

    def own_commands(self) -> Sequence[Command]:
        return [
            Command("later", _("later"), _("Leave this answer for later"), lambda _rest: self._step(1)),
            Command("previous", _("previous"), _("The answer before"), lambda _rest: self._step(-1)),
            Command("sentence", _("sentence"), _("Stand on a sentence"), self._sentence, _("NUMBER")),
            Command("define", _("define"), _("Say what stands about a code"), self._about, _("NUMBER")),
        ]

    def take_in(self, told: OthersWrote) -> None:
        before = self.state.answer_id
        self.state.reloaded(self.read_desk(self.state.desk), stays=True)
        self._read()
        if self.state.answer_id != before:
            self.say_answer()

    def taken_back(self, taken: TakenBack) -> None:
        self.state.reloaded(self.read_desk(self.state.desk))
        if taken.answer_id is not None:
            self.state.go_to(taken.answer_id)
        if self.state.answer_id is None:
            self.state.go_on()
        self.say_answer()

    def say_answer(self) -> None:
        """Say the answer at hand, what stands on it, and what it is asked about."""
        self._read()
        state, answer = self.state, self.state.answer
        if answer is None or state.look is None:
            self.talk.say(self.nothing_waits())
            return
        wave = wave_beside(answer.wave, several=state.desk.has_waves)
        told = [answer.respondent_id, *([wave] if wave else []), self.left_in_words()]
        self.talk.say(", ".join(told) + ".", quoted(answer.text))
        names = [state.shelf.name(each) for each in state.look.ground.codes if state.shelf.has(each)]
        self.talk.say(
            _("Codes set: {codes}.").format(codes="; ".join(names)) if names else _("No codes are set.")
        )
        self._say_place()
        if state.is_model_silent:
            self.talk.say(silent_in_words())
        for number, code in enumerate(state.shown_codes(), 1):
            parts = [state.shelf.name(code.code_id), reason_in_words(code)]
            if code.score is not None:
                parts.append(_("{percent} % likely").format(percent=round(100 * code.score)))
            if code.code_id in state.look.ground.codes:
                parts.append(_("is set"))
            self.talk.say(f"{number}: {', '.join(filter(None, parts))}?")

    def _read(self) -> None:
        from coder.usecases.coding.desk import views_of

        wanted = self.state.wanted()
        if wanted:
            self.state.arrived(self.seat.read(views_of, wanted, self.seat.coder.id)[0])

    def _choose(self, code_id: int) -> None:
        self.state.toggle(code_id)
        look, name = self.state.look, self.state.shelf.name(code_id)
        if look is None:
            return
        if code_id in look.removes():
            self.talk.say(_("To be removed: {code}. Enter writes it.").format(code=name))
        elif code_id in look.sets():
            self.talk.say(_("Chosen: {code}. Enter writes it.").format(code=name))
        else:
            self.talk.say(_("Let go: {code}.").format(code=name))

    def _looked(self) -> None:
        state = self.state
        asked = [each.code_id for each in state.codes_asked()]
        if state.look is None:
            return
        first_time, look = not state.is_looked_at, state.look
        act = self.act_of(look, asked)
        state.looked()
        try:
            self.seat.write(self.operation, act)
        except BaseException:
            state.failed(look, waits=first_time)
            raise
        state.written(look.answer_id)
        self.talk.say(self.written_in_words(look, asked))
        self.go_on()

    def go_on(self) -> None:
        """Go to the next answer that waits."""
        self.state.go_on()
        self.say_answer()

    def _step(self, by: int) -> None:
        if self.state.step(by):
            self.say_answer()
        else:
            self.talk.say(_("There is no answer further on.") if by > 0 else _("This is the first answer."))

    def _say_place(self) -> None:
        span, answer = self.state.standing_on, self.state.answer
        if span is not None and answer is not None:
            told = _("What is chosen goes on {words}")
            self.talk.say(told.format(words=quoted(answer.text[span[0] : span[1]])))

    def _sentence(self, written: str) -> None:
        cursor = self.state.cursor
        if cursor is not None and written.isdecimal() and 1 <= int(written) <= len(cursor.sentences):
            self.state.cursor = cursor.to(int(written) - 1)
            self._say_place()
        elif cursor is not None:
            told = _("Type the number of a sentence, from 1 to {last}.")
            self.talk.say(told.format(last=len(cursor.sentences)))

    def _about(self, written: str) -> None:
        asked = self.state.codes_asked()
        if written.isdecimal() and 1 <= int(written) <= len(asked):
            code = self.state.shelf.code(asked[int(written) - 1].code_id)
            self.talk.say(code.written_path, code.text.definition or _("It has no definition yet."))
