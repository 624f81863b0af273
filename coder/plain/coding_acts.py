"""What lines do to the answer at hand: codes, done, notes, flags; each said when it is on disk."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import TYPE_CHECKING

from coder.domain.coding import CodedState
from coder.messages import _, ngettext
from coder.plain.coding_desk import CodingDesk
from coder.plain.commands import Command
from coder.plain.picking import picked
from coder.plain.room import Room
from coder.plain.talk import quoted
from coder.tui.coding.change import Change
from coder.tui.notes.flag_wish import flag_act, flag_operation

if TYPE_CHECKING:
    from coder.plain.seat import Seat
    from coder.tui.coding.set_codes import Mark
    from coder.tui.coding.state import CodingState


class CodingActsRoom(Room):
    """Changes the answer at hand. What is said of answers stands in the class below."""

    def __init__(self, seat: Seat, question: str, wave: str | None) -> None:
        super().__init__(seat)
        self.question: str = question
        self.wave = wave
        self.desk = CodingDesk(seat, question, wave)

    @property
    def state(self) -> CodingState:
        """Where the coder is, and what is set."""
        return self.desk.state

    @property
    def all_done(self) -> str:
        """What is said when no answer is left."""
        if self.state.desk.blindness is not None:
            told = _(
                "The blind sample is done. «.settle» goes through what was coded differently; "
                "how far you agree is told by the command: {command}"
            )
            words = ["coder", "--coder", self.seat.coder.name, "agreement", self.question]
            return told.format(command=shlex.join(words))
        if self.state.is_left_to_others:
            return _("Every answer is done or taken by another coder.")
        return _("All answers are done.")

    def coding_commands(self) -> Sequence[Command]:
        """Return the commands that change the answer."""
        return [
            Command("new", _("new"), _("Make a code and set it"), self._new, _("NAME or THEME > NAME")),
            Command(
                "remove",
                _("remove"),
                _("Remove a code; without a name, the one set last"),
                self._remove,
                _("CODE"),
            ),
            Command(
                "done", _("done"), _("Done with this answer at once"), lambda _rest: self._done((), "done")
            ),
            Command(
                "whole",
                _("whole"),
                _("Let the code set last stand for the whole answer"),
                lambda _rest: self._whole(),
            ),
            Command(
                "note",
                _("note"),
                _("Write your note on this answer; alone, it says all"),
                self._note,
                _("TEXT"),
            ),
            Command(
                "flag", _("flag"), _("Flag this answer, or take the flag off"), lambda _rest: self._flag()
            ),
        ]

    def say_answer(self) -> None:
        """Say the answer at hand."""
        raise NotImplementedError

    def say_place(self) -> None:
        """Say where in the text one stands, and what is suggested there."""
        raise NotImplementedError

    def come(self, *, is_handed: bool) -> None:
        """Come to the answer the state is at; one handed out that another coder took is passed over."""
        self.desk.read()
        while not self.desk.claim(is_handed=is_handed):
            following = self.state.next_not_done()
            if following is None:
                self.talk.say(self.all_done)
                return
            self.state.go_to(following)
            self.desk.read()
        self.say_answer()

    def go_to(self, answer_id: int) -> None:
        """Show another answer, chosen by the coder; nothing is said."""
        self.state.go_to(answer_id)
        self._show_chosen()

    def go_through(self, listed: Sequence[int], answer_id: int) -> None:
        """Show an answer chosen in a list, to go on from it through that; nothing is said."""
        self.state.go_through(listed, answer_id)
        self._show_chosen()

    def end_list(self) -> None:
        """Say that a list is at its end; from here on it goes in reading order."""
        self.state.end_list()
        self.talk.say(_("That was the last of the list. Enter alone: on in reading order."))

    def _show_chosen(self) -> None:
        self.desk.read()
        self.desk.claim(is_handed=False)

    def code_told(self, digit: int) -> int | None:
        """Return the code that was said with a number; say so where there was none."""
        told = self.desk.told
        code_id = told[digit - 1] if 0 < digit <= len(told) else None
        code_id = None if code_id is None else self.state.real_id(code_id)
        if code_id is None or not self.state.shelf.has(code_id):
            self.talk.say(_("No code was said with the number {n}.").format(n=digit))
            return None
        return code_id

    def digit(self, number: int) -> None:
        """Set or remove the code that was said with a number."""
        code_id = self.code_told(number)
        if code_id is None:
            return
        self.desk.digits.press(number)
        if self._is_set_here(code_id):
            self._remove_here(code_id)
        else:
            self.set_code(code_id, "digit")

    def set_code(self, code_id: int, way: str) -> None:
        """Set a code on the answer, or where the coder stands in it; ``way`` is how it was chosen."""
        answer_id, name = self.state.answer_id, self.state.shelf.name(code_id)
        if answer_id is None or self._is_set_here(code_id):
            self.talk.say(_("{code} is set already.").format(code=name))
            return
        replaced = [
            self.state.shelf.name(each)
            for each in self.state.standing.codes
            if self.state.desk.question.exclusive and each != code_id
        ]
        act = self.desk.acts.set_code(answer_id, code_id, self.desk.place.excerpts)
        act = self.desk.acts.seen(act, answer_id, self.desk.digits.seen(way, code_id))
        self.desk.write("set_code", act, self._setting(answer_id, code_id))
        self.talk.say(self._set_sentence(name, replaced))

    def make(self, path: str) -> None:
        """Make a code and set it."""
        answer_id = self.state.answer_id
        if answer_id is None:
            return
        code_id = self.state.expect_code(path)
        if code_id >= 0:
            self.set_code(code_id, "typed")
            return
        codebook_id, excerpts = self.state.desk.question.codebook_id, self.desk.place.excerpts
        act = self.desk.acts.make_and_set_code(answer_id, codebook_id, path, code_id, excerpts)
        act = self.desk.acts.seen(act, answer_id, self.desk.digits.seen("new", code_id))
        self.desk.write("add_code", act, self._setting(answer_id, code_id), makes=code_id)
        self.talk.say(_("New code made and set: {code}. It has no definition yet.").format(code=path))
        if self.state.desk.blindness is not None:
            self.talk.say(_("A new code is a proposal: others see it when it is accepted."))

    def nothing_applies(self) -> None:
        """Mark the answer done without codes, asked about where some are set."""
        codes = self.state.standing.codes
        asked = ngettext(
            "Remove the {n} code set here, and mark the answer done without any?",
            "Remove the {n} codes set here, and mark the answer done without any?",
            len(codes),
        )
        if not codes or self.talk.ask_yes(asked.format(n=len(codes))):
            self._done(codes, "none")

    def go_on_from_here(self) -> None:
        """Go to the next sentence without a code; where there is none, done, and on."""
        state, following = self.state, self.desk.next_sentence
        is_done = state.standing.state is CodedState.DONE
        if following is not None and not is_done:
            self.desk.place.move(following)
            self.say_place()
        elif not is_done:
            self._done((), "done")
        elif not state.listed and state.next_not_done() is None and state.step(1):
            self.come(is_handed=False)
        else:
            self._go_on()

    def _done(self, without: tuple[int, ...], way: str) -> None:
        answer = self.state.answer
        if answer is None:
            return
        change = Change(answer.id, removes=without, done=True)
        act = self.desk.acts.seen(
            self.desk.acts.mark_done(answer.id, without), answer.id, self.desk.digits.seen(way)
        )
        self.desk.write("mark_done", act, change)
        if self.state.standing.codes:
            told = _("{respondent}: done.")
        else:
            told = _("{respondent}: done, without a code. «.undo» takes it back.")
        self.talk.say(told.format(respondent=answer.respondent_id))
        self._go_on()

    def _go_on(self) -> None:
        if self.state.listed:
            self._go_on_in_list()
            return
        following = self.state.next_not_done()
        if following is None:
            self.talk.say(self.all_done)
        else:
            self.state.go_to(following)
            self.come(is_handed=True)

    def _go_on_in_list(self) -> None:
        """Come to the list's next answer, done or not: who made the list wants to hear it."""
        if self.state.step(1):
            self.come(is_handed=False)
        else:
            self.end_list()

    def _new(self, path: str) -> None:
        if path:
            self.make(path)
        else:
            self.talk.say(_("Type a name after it."))

    def _remove(self, written: str) -> None:
        mark: Mark | None = self.state.latest_mark()
        if not self.state.standing.codes or mark is None:
            self.talk.say(_("No codes are set."))
        elif not written:
            self._take_off(*mark)
        elif len(written) == 1 and written.isdecimal():
            code_id = self.code_told(int(written))
            if code_id is not None:
                self._remove_if_set(code_id)
        elif (found := picked(self.talk, self.state.shelf, written)) and found.code_id is not None:
            self._remove_if_set(found.code_id)

    def _remove_if_set(self, code_id: int) -> None:
        if code_id in self.state.standing.codes:
            self._take_off(code_id, None)
        else:
            self.talk.say(_("{code} is not set.").format(code=self.state.shelf.name(code_id)))

    def _remove_here(self, code_id: int) -> None:
        chosen = self.desk.place.chosen
        is_here = chosen is not None and self.state.standing.has(code_id, chosen)
        self._take_off(code_id, chosen if is_here else None)

    def _take_off(self, code_id: int, excerpt: tuple[int, int] | None) -> None:
        answer_id, name = self.state.answer_id, self.state.shelf.name(code_id)
        if answer_id is None:
            return
        acts = self.desk.acts
        if excerpt is None:
            self.desk.write(
                "remove_code", acts.remove_code(answer_id, code_id), Change(answer_id, removes=(code_id,))
            )
        else:
            act = acts.remove_excerpt(answer_id, code_id, excerpt)
            self.desk.write("remove_excerpt", act, Change(answer_id, lifts=(code_id, excerpt)))
        self.talk.say(_("Removed: {code}.").format(code=name))

    def _whole(self) -> None:
        mark, answer_id = self.state.latest_mark(), self.state.answer_id
        if mark is None or answer_id is None:
            self.talk.say(_("No codes are set."))
            return
        code_id, excerpt = mark
        if excerpt is not None:
            act = self.desk.acts.make_whole(answer_id, code_id)
            self.desk.write("make_whole", act, Change(answer_id, makes_whole=code_id))
        name = self.state.shelf.name(code_id)
        self.talk.say(_("{code} stands for the whole answer.").format(code=name))

    def _note(self, text: str) -> None:
        from coder.plain.notes import say_notes, write_note

        if self.state.answer_id is not None:
            if text:
                write_note(self.seat, self.state.answer_id, text)
                self.desk.read()
            else:
                say_notes(self.seat, self.state.answer_id)

    def _flag(self) -> None:
        answer_id, flagged = self.state.answer_id, not self.state.is_flagged
        if answer_id is not None:
            act = flag_act([answer_id], self.state.desk.coder.id, flagged=flagged)
            self.desk.write(flag_operation(flagged=flagged), act)
            self.talk.say(_("Flagged.") if flagged else _("The flag is off."))

    def _set_sentence(self, name: str, replaced: Sequence[str]) -> str:
        if replaced:
            return _("Set: {code}, in place of {other}.").format(code=name, other="; ".join(replaced))
        chosen, answer = self.desk.place.chosen, self.state.answer
        if chosen is None or answer is None:
            return _("Set: {code}.").format(code=name)
        words = quoted(answer.text[chosen[0] : chosen[1]])
        return _("Set: {code} on {words}").format(code=name, words=words)

    def _setting(self, answer_id: int, code_id: int) -> Change:
        alone = self.state.desk.question.exclusive
        return Change(answer_id, sets=code_id, excerpts=self.desk.place.excerpts, alone=alone)

    def _is_set_here(self, code_id: int) -> bool:
        """Tell whether the next line would set what is set: the code at all, or exactly here."""
        standing, chosen = self.state.standing, self.desk.place.chosen
        if chosen is None:
            return code_id in standing.codes
        on_all_there_is = self.desk.place.is_only_sentence and standing.has(code_id, None)
        return standing.has(code_id, chosen) or on_all_there_is
