"""Disagreements in plain mode: one after the other, the worst first, settled by a letter or by codes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coder.domain.settled_codes import Rule
from coder.messages import _, ngettext
from coder.plain.commands import Command
from coder.plain.notes import say_notes, write_note
from coder.plain.picking import picked
from coder.plain.room import Room
from coder.plain.talk import quoted
from coder.tui.agreement import acts
from coder.tui.agreement.state import AgreementState, Pane
from coder.tui.code_shelf import CodeShelf
from coder.usecases.agreement.settle import SettlePlan

if TYPE_CHECKING:
    from coder.plain.seat import Seat
    from coder.usecases.agreement.desk import AgreementDesk
    from coder.usecases.coding.desk import TakenBack
    from coder.usecases.team.following import OthersWrote


class SettlingRoom(Room):
    """Says what coders gave the same answer, and settles it."""

    def __init__(self, seat: Seat, question: str) -> None:
        super().__init__(seat)
        self.question: str = question
        self._names: dict[int, str] = {}
        # Opening it closes the blind samples that are done, as the screen does.
        from coder.usecases.agreement.desk import open_comparison

        open_comparison(seat.session.engine, question, seat.coder)
        self.state = AgreementState(self._desk(), self._everybody())
        self.state.turn_to(Pane.ANSWERS)

    @property
    def prompt(self) -> str:
        return _("settle")

    def arrive(self) -> None:
        desk = self.state.desk
        people = "; ".join(f"{each.letter} {self.state.person(each.id)}" for each in desk.to_settle.coders)
        left, settled = len(desk.waiting), desk.settled
        self.talk.say(_("Coders: {people}.").format(people=people))
        told = ngettext("{n} difference is left.", "{n} differences are left.", left).format(n=left)
        self.talk.say(told + " " + _("{n} settled.").format(n=settled))
        self._go_to_waiting()

    def line(self, typed: str) -> None:
        here, written = self.state.difference, typed.strip()
        if here is None:
            self.talk.say(_("Nothing is left to settle here."))
        elif not written and not self.state.marked:
            self.talk.say(_("No code is chosen. Choose codes, or type «.none» where no code applies."))
        elif not written:
            self._settle(acts.Way(Rule.CHOSEN, chosen=self.state.marked))
        elif (coder_id := self.state.coder_lettered(written.casefold())) is not None or (
            coder_id := self.state.coder_lettered(written.upper())
        ) is not None:
            self._settle(acts.Way(Rule.TAKE, taken_from=coder_id))
        elif len(typed) == 1 and typed.isdecimal():
            self._mark(int(typed))
        else:
            shelf = CodeShelf(self.state.compared.codes)
            found = picked(self.talk, shelf, typed)
            if found is not None and found.code_id is not None:
                self._toggle(found.code_id)

    def how_to_type(self) -> Sequence[str]:
        return [
            _("A coder's letter: take what that coder gave."),
            _("A number: choose, or let go of, the code that was said with it. Letters: another code."),
            _("Enter alone: settle on the codes that are chosen."),
        ]

    def own_commands(self) -> Sequence[Command]:
        rules = [
            Command(
                "all", _("all"), _("Settle on the codes that anybody gave"), lambda _r: self._by("union")
            ),
            Command("none", _("none"), _("Settle on no code at all"), lambda _rest: self._by("nothing")),
            Command("vote", _("vote"), _("Settle by majority"), lambda _rest: self._by("vote")),
        ]
        return [
            *rules,
            Command("next", _("next"), _("The next difference"), lambda _rest: self._step(1)),
            Command("previous", _("previous"), _("The difference before"), lambda _rest: self._step(-1)),
            Command("define", _("define"), _("Say what stands about a code"), self._about, _("NUMBER")),
            Command("park", _("park"), _("Leave it to somebody"), self._park, _("NAME")),
            Command("unsettle", _("unsettle"), _("Let it wait again"), lambda _rest: self._unsettle()),
            Command("note", _("note"), _("Write your note; alone, it says all"), self._note, _("TEXT")),
            Command(
                "equal", _("equal"), _("Settle all that was coded alike"), lambda _rest: self._settle_equal()
            ),
        ]

    def take_in(self, told: OthersWrote) -> None:
        if told.nouns & {"settlement", "coding", "coded"}:
            self.state.take_desk(self._desk())
            self.talk.say(_("Somebody has coded or settled meanwhile; «.again» says how it stands."))

    def taken_back(self, taken: TakenBack) -> None:
        self.state.take_desk(self._desk())
        self.state.texts.clear()
        if taken.answer_id is not None and taken.answer_id in self.state.queue.ids:
            self.state.move(self.state.queue.ids.index(taken.answer_id) - self.state.queue.place)
        self._say()

    def _desk(self) -> AgreementDesk:
        from coder.usecases.agreement.desk import agreement_desk

        return self.seat.read(agreement_desk, self.question, self.seat.coder.id)

    def _everybody(self) -> dict[int, str]:
        from coder.domain.coder_kind import PERSON
        from coder.store.coders import all_coders

        return {each.id: each.name for each in self.seat.read(all_coders) if each.kind == PERSON}

    def _go_to_waiting(self) -> None:
        here = self.state.difference
        if here is not None and here.answer_id not in {each.answer_id for each in self.state.desk.waiting}:
            self.state.queue.go_to_next()
        self._say()

    def _say(self) -> None:
        from coder.usecases.agreement.settling_text import settling_texts

        state = self.state
        here = state.difference
        if here is None:
            self.talk.say(_("Nothing is left to settle here."))
            return
        if wanted := state.wanted_texts():
            state.texts.update(self.seat.read(settling_texts, wanted))
        text = state.texts.get(here.answer_id)
        place = _("Difference {place} of {count}").format(
            place=state.queue.place + 1, count=len(state.queue.ids)
        )
        if text is not None:
            self.talk.say(f"{place}, {text.answer.respondent_id}.", quoted(text.answer.text))
        for coder in state.compared.coders:
            if coder.id in here.answer.given:
                names = self._codes_in_words(here.answer.given[coder.id])
                self.talk.say(f"{coder.letter}, {state.person(coder.id)}: {names}.")
        numbered = (f"{number} {self._marked(code_id)}" for number, code_id in enumerate(state.listed, 1))
        self.talk.say(_("Codes: {codes}.").format(codes="; ".join(numbered)))
        if text is not None and text.consensus is not None:
            self.talk.say(_("Settled on: {codes}.").format(codes=self._codes_in_words(text.consensus)))
        if text is not None and text.notes:
            count = len(text.notes)
            self.talk.say(ngettext("{n} note", "{n} notes", count).format(n=count) + ".")

    def _marked(self, code_id: int) -> str:
        name = self.state.code_name(code_id)
        return name + ", " + _("chosen") if code_id in self.state.marked else name

    def _codes_in_words(self, codes: frozenset[int]) -> str:
        names = [self.state.code_name(each.id) for each in self.state.compared.codes if each.id in codes]
        return "; ".join(names) or _("no code")

    def _mark(self, number: int) -> None:
        listed = self.state.listed
        if 1 <= number <= len(listed):
            self._toggle(listed[number - 1])
        else:
            self.talk.say(_("No code was said with the number {n}.").format(n=number))

    def _toggle(self, code_id: int) -> None:
        self.state.toggle(code_id)
        name = self.state.code_name(code_id)
        is_on = code_id in self.state.marked
        self.talk.say((_("Chosen: {code}.") if is_on else _("Let go: {code}.")).format(code=name))

    def _by(self, rule: str) -> None:
        here = self.state.difference
        if rule == "vote" and here is not None and here.voted() is None:
            self.talk.say(_("There is no majority on this answer: choose the codes, and settle with Enter."))
        elif here is not None:
            self._settle(acts.Way(acts.RULES[rule]))

    def _settle(self, way: acts.Way) -> None:
        here = self.state.difference
        if here is None:
            return
        if way.taken_from is not None and way.taken_from not in here.answer.given:
            self.talk.say(_("This coder has not done the answer."))
            return
        act = acts.settle(self.state.compared, [here.answer_id], way, self.state.desk.settlements)
        plan = self.seat.write(acts.SETTLE, act).result
        if isinstance(plan, SettlePlan) and not plan.decided:
            self.talk.say(_("That says nothing of this answer: choose the codes, and settle with Enter."))
            return
        # An act that had to be sent again is known to be done, and tells nothing more.
        told = _("{n} settled.").format(n=1)
        if isinstance(plan, SettlePlan):
            told = _("Settled on: {codes}.").format(codes=self._codes_in_words(plan.decided[0].codes))
        self._decided(here.answer_id, told)

    def _decided(self, answer_id: int, told: str) -> None:
        self.talk.say(told)
        self.state.decide([answer_id])
        self.state.written([answer_id])
        self.state.texts.pop(answer_id, None)
        self.state.take_desk(self._desk())
        if self.state.desk.waiting:
            self._go_to_waiting()
        else:
            self.talk.say(_("Nothing is left to settle here."))

    def _step(self, by: int) -> None:
        self.state.move(by)
        self._say()

    def _about(self, written: str) -> None:
        listed = self.state.listed
        if written.isdecimal() and 1 <= int(written) <= len(listed):
            code = self.state.compared.tree.code(listed[int(written) - 1])
            self.talk.say(code.written_path, code.text.definition or _("It has no definition yet."))

    def _park(self, written: str) -> None:
        here = self.state.difference
        people = {name.casefold(): coder_id for coder_id, name in self.state.everybody.items()}
        found = [each for name, each in people.items() if written and name.startswith(written.casefold())]
        if here is None or len(found) != 1:
            names = "; ".join(self.state.everybody.values())
            self.talk.say(_("Type who it is left to: {names}.").format(names=names))
            return
        self.seat.write(acts.PARK, acts.park(here.answer_id, self.seat.coder.id, found[0]))
        told = _("Left to {name}.").format(name=self.state.everybody[found[0]])
        self._decided(here.answer_id, told)

    def _unsettle(self) -> None:
        here = self.state.difference
        if here is not None:
            self.seat.write(acts.UNSETTLE, acts.unsettle(here.answer_id))
            self.state.texts.pop(here.answer_id, None)
            self.state.take_desk(self._desk())
            self.talk.say(_("It waits again."))

    def _note(self, text: str) -> None:
        here = self.state.difference
        if here is not None and text:
            write_note(self.seat, here.answer_id, text)
        elif here is not None:
            say_notes(self.seat, here.answer_id)

    def _settle_equal(self) -> None:
        written = self.seat.write(acts.SETTLE_EQUAL, acts.settle_equal(self.state.compared))
        number = written.result if isinstance(written.result, int) else 0
        told = ngettext(
            "{n} answer that was coded alike is settled.",
            "{n} answers that were coded alike are settled.",
            number,
        )
        self.talk.say(told.format(n=number))
        self.state.take_desk(self._desk())
