"""Coding in plain mode: an answer is said, a line sets codes, an empty line goes on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coder.messages import _, ngettext
from coder.plain.coding_acts import CodingActsRoom
from coder.plain.coding_said import (
    background_sentence,
    code_sentences,
    codes_sentence,
    desk_sentences,
    done_sentence,
    place_sentence,
    suggestions_sentence,
    who_sentence,
)
from coder.plain.commands import Command
from coder.plain.picking import picked
from coder.plain.talk import quoted
from coder.tui.notes.heard_notes import heard_sentence

if TYPE_CHECKING:
    from coder.plain.room import Room
    from coder.plain.seat import Seat
    from coder.usecases.coding.desk import TakenBack
    from coder.usecases.team.following import OthersWrote


class CodingRoom(CodingActsRoom):
    """Says answers and does what lines mean. What they do to codes stands in the class above."""

    def __init__(self, seat: Seat, question: str, wave: str | None, *, answer_id: int | None = None) -> None:
        super().__init__(seat, question, wave)
        self._is_greeted = False
        self._heard: list[int | None] = []
        """The codes that were last said with numbers."""
        self._is_told_of_change = False
        self._is_chosen = answer_id is not None
        if answer_id is not None:
            self.go_to(answer_id)

    @property
    def prompt(self) -> str:
        return _("code")

    def stay(self) -> None:
        """Code until the room is left; then let go of what was held."""
        try:
            super().stay()
        finally:
            self.desk.close()

    def arrive(self) -> None:
        if not self._is_greeted:
            self._is_greeted = True
            self.talk.say(*desk_sentences(self.state))
            if self.state.next_not_done() is None and self.state.order:
                self.talk.say(self.all_done)
            self.come(is_handed=not self._is_chosen)
        else:
            self.say_answer()

    def line(self, typed: str) -> None:
        answer_id = self.state.answer_id
        if answer_id is None:
            self.talk.say(_("There is no answer to code here."))
        elif not typed.strip():
            self.go_on_from_here()
        elif typed == "0":
            self.nothing_applies()
        elif len(typed) == 1 and typed.isdecimal():
            self.digit(int(typed))
        else:
            found = picked(self.talk, self.state.shelf, typed, can_make=True)
            if found is not None and found.code_id is None:
                self.make(found.path)
            elif found is not None and found.code_id is not None:
                self.set_code(found.code_id, "typed")

    def how_to_type(self) -> Sequence[str]:
        by_sentence = self.desk.place.by_sentence
        on = _("Enter alone: the next sentence without a code; after the last, done, and the next answer.")
        return [
            on if by_sentence else _("Enter alone: done with this answer, and the next that is not done."),
            _("A number from 1 to 9: set, or remove, the code that was said with that number."),
            _("Letters: set the code they fit; where several fit, they are listed by number."),
            _("0: no code applies; done. A leading blank makes of a number the name of a code."),
        ]

    def own_commands(self) -> Sequence[Command]:
        moves = [
            Command("next", _("next"), _("The next answer"), lambda _rest: self._step(1)),
            Command("previous", _("previous"), _("The answer before"), lambda _rest: self._step(-1)),
            Command("go", _("go to"), _("Go to an answer"), self._go, _("NUMBER or RESPONDENT")),
            Command("where", _("where"), _("Say how far you are"), lambda _rest: self._where()),
            Command(
                "suggestions",
                _("suggestions"),
                _("Say the codes under the numbers again, with what has come meanwhile"),
                lambda _rest: self._suggestions(),
            ),
            Command("text", _("text"), _("Say the text alone"), lambda _rest: self._text()),
        ]
        sentences = [
            Command("sentence", _("sentence"), _("Stand on a sentence"), self._sentence, _("NUMBER")),
            Command(
                "unit",
                _("unit"),
                _("In this answer: codes on sentences, or on the whole of it"),
                lambda _rest: self._switch(),
            ),
        ]
        about = [
            Command(
                "carry",
                _("take over"),
                _("Take over the codes of this respondent's last answer"),
                lambda _rest: self._take_over(),
            ),
            Command("codes", _("codes"), _("Say all codes of the code list"), lambda _rest: self._codes()),
            Command(
                "define", _("define"), _("Say what stands about a code"), self._about, _("CODE or NUMBER")
            ),
        ]
        return [*self.coding_commands(), *moves, *sentences, *about, *self.ways()]

    def ways(self) -> Sequence[Command]:
        """Return the commands that lead to other rooms."""
        from coder.plain.ways import ways_of

        return ways_of(self, self.question, self.wave, lambda: self.state.answer_id)

    def say_answer(self) -> None:
        """Say the answer at hand: who, the text, what is set, what is suggested."""
        state = self.state
        answer = state.answer
        if answer is None:
            self.talk.say(_("There is no answer to code here."))
            return
        self.talk.say(
            who_sentence(state, answer),
            background_sentence(state, answer),
            quoted(answer.text),
            codes_sentence(self.desk, answer),
        )
        self.say_place()

    def say_place(self) -> None:
        """Say where in the text one stands, and what is suggested there."""
        self.desk.await_suggestions()
        self.talk.say(place_sentence(self.desk), *self._numbers())

    def came_back(self, room: Room) -> None:
        self.desk.reload()
        if room.chosen is not None:
            self.go_through(room.listed, room.chosen)
            self.say_answer()
        elif self.state.answer is not None:
            # What is here has been heard before; a full stop says it again.
            self.talk.say(who_sentence(self.state, self.state.answer), self._standing_in_words())

    def before_prompt(self) -> None:
        if self.desk.has_new_suggestions():
            self.talk.say(*self._numbers())

    def taken_back(self, taken: TakenBack) -> None:
        before = self.state.answer_id
        self.desk.reload(taken.answer_id)
        if self.state.answer_id == before and taken.excerpt is None:
            # What is here has been heard: only what has changed of it is said.
            self.talk.say(self._standing_in_words())
            self.desk.await_suggestions()
            if self.desk.told != self._codes_heard():
                self.talk.say(*self._numbers())
            return
        if taken.answer_id is not None and taken.excerpt is not None:
            self.desk.place.go_to(taken.answer_id, taken.excerpt)
            self.desk.place.follow(self.state)
        self.say_answer()

    def take_in(self, told: OthersWrote) -> None:
        from coder.usecases.coding.desk_news import desk_news

        state = self.state
        state.known.pass_over(told.entry)
        unread = state.known.take_unread()
        if unread is None:
            return
        news = self.seat.read(desk_news, state.desk, *unread, self.seat.uids)
        if news.heard:
            self.talk.say(heard_sentence(news.heard))
        before = self._standing_in_words()
        codes_before = {code.id: code.path for code in state.shelf.choosable()}
        if news.whole:
            self.desk.reload()
        elif news.beside:
            self.desk.read()
        codes_now = {code.id: code.path for code in self.state.shelf.choosable()}
        self._say_changed_codes(codes_before, codes_now)
        if self._standing_in_words() != before:
            self.talk.say(_("The answer you are at was changed elsewhere."), self._standing_in_words())

    def _standing_in_words(self) -> str:
        answer = self.state.answer
        return "" if answer is None else codes_sentence(self.desk, answer)

    def _say_changed_codes(self, before: dict[int, tuple[str, ...]], now: dict[int, tuple[str, ...]]) -> None:
        new = [" > ".join(path) for code_id, path in now.items() if code_id not in before]
        if new:
            told = _("New in the code list: {names}.")
            self.talk.say(told.format(names="; ".join(new[:5])))
        elif before != now:
            self.talk.say(_("The code list was changed elsewhere."))

    def _step(self, by: int) -> None:
        if self.state.step(by):
            self.come(is_handed=False)
        elif by > 0 and self.state.listed:
            self.end_list()
        else:
            self.talk.say(_("There is no answer further on.") if by > 0 else _("This is the first answer."))

    def _go(self, written: str) -> None:
        from coder.store.answers import answers_of_respondent

        state = self.state
        found = self.seat.read(answers_of_respondent, state.desk.question.id, written)
        here = [each for each in found if each in state.desk.order]
        if here:
            # Of a respondent's answers in several waves, each time the next.
            at = here.index(state.answer_id) + 1 if state.answer_id in here else 0
            self.go_to(here[at % len(here)])
        elif written.isdecimal() and 0 < int(written) <= len(state.desk.order):
            self.go_to(state.desk.order[int(written) - 1])
        else:
            told = _("There is no respondent «{wanted}» here; the answers have the numbers 1–{last}.")
            self.talk.say(told.format(wanted=written, last=len(state.desk.order)))
            return
        self.say_answer()

    def _where(self) -> None:
        answer = self.state.answer
        self.talk.say(*desk_sentences(self.state)[:1], done_sentence(self.state))
        if answer is not None:
            self.talk.say(
                who_sentence(self.state, answer),
                codes_sentence(self.desk, answer),
                place_sentence(self.desk),
            )

    def _suggestions(self) -> None:
        self.desk.await_suggestions()
        self.talk.say(*self._numbers())

    def _numbers(self) -> list[str]:
        """Say what stands under the digits; the first time one means another code, say that too."""
        pairs = zip(self._codes_heard(), self.desk.told, strict=False)
        is_changed = any(before is not None and before != now for before, now in pairs)
        self._heard = self.desk.told
        told = [suggestions_sentence(self.desk)]
        if is_changed and not self._is_told_of_change:
            self._is_told_of_change = True
            told.insert(
                0, _("The numbers mean other codes now, and may at every answer: those said last count.")
            )
        return told

    def _codes_heard(self) -> list[int | None]:
        return [None if each is None else self.state.real_id(each) for each in self._heard]

    def _text(self) -> None:
        if self.state.answer is not None:
            self.talk.say(quoted(self.state.answer.text))

    def _sentence(self, written: str) -> None:
        cursor = self.desk.place.cursor
        if not self.desk.place.by_sentence or cursor is None:
            self.talk.say(_("Whole answers are coded here; «.unit» changes that for this answer."))
        elif written.isdecimal() and 1 <= int(written) <= len(cursor.sentences):
            self.desk.place.move(cursor.to(int(written) - 1))
            self.say_place()
        else:
            told = _("Type the number of a sentence, from 1 to {last}.")
            self.talk.say(told.format(last=len(cursor.sentences)))

    def _switch(self) -> None:
        self.desk.place.switch()
        by_sentence = self.desk.place.by_sentence
        self.talk.say(_("by sentence, in this answer") if by_sentence else _("on the whole of this answer"))
        self.say_place()

    def _take_over(self) -> None:
        from coder.plain.respondent import take_over

        if self.state.answer_id is not None and take_over(self.seat, self.question, self.state.answer_id):
            self.desk.reload()
            self.talk.say(self._standing_in_words())

    def _codes(self) -> None:
        for code in self.state.shelf.choosable():
            count = self.state.counts[code.id]
            told = ngettext("{n} answer", "{n} answers", count).format(n=count)
            self.talk.say(f"{' > '.join(code.path)}: {told}.")
        if not self.state.shelf.choosable():
            self.talk.say(_("There are no codes yet: type the name of one."))

    def _about(self, written: str) -> None:
        code_id: int | None = None
        if len(written) == 1 and written.isdecimal():
            code_id = self.code_told(int(written))
        elif written and (found := picked(self.talk, self.state.shelf, written)):
            code_id = found.code_id
        if code_id is not None:
            self.talk.say(*code_sentences(self.state.shelf.code(code_id), self.state))
