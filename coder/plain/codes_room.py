"""The code list in plain mode: said by themes, and each code changed after what that does has been told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from coder.domain.codebook import Code
from coder.messages import _, ngettext
from coder.plain.commands import Command
from coder.plain.picking import picked
from coder.plain.room import Room
from coder.plain.talk import quoted
from coder.tui.code_list import acts
from coder.tui.code_list.previews import merge_preview, move_preview, restore_preview, retire_preview
from coder.tui.code_shelf import CodeShelf

if TYPE_CHECKING:
    from coder.plain.seat import Seat
    from coder.usecases.codebook.code_list import CodeListing
    from coder.usecases.team.following import OthersWrote

MOST_AT_ONCE = 40
"""Codes said on arriving; of more only those at the top, since nobody can skip what is being said."""


class CodesRoom(Room):
    """Says codes and changes the one at hand."""

    def __init__(self, seat: Seat, question: str) -> None:
        super().__init__(seat)
        self.question: str = question
        self._listing: CodeListing | None = None
        self._code_id: int | None = None

    @property
    def prompt(self) -> str:
        return _("code list")

    def arrive(self) -> None:
        listing = self._read()
        living = [each for each in listing.codes if _lives(each)]
        self.talk.say(ngettext("{n} code.", "{n} codes.", len(living)).format(n=len(living)))
        self._say_list(only_top=len(living) > MOST_AT_ONCE)

    def line(self, typed: str) -> None:
        written = typed.strip()
        living = [each for each in self._read().codes if _lives(each)]
        if not written:
            self._say_code()
        elif written.isdecimal() and not typed[0].isspace():
            if 1 <= int(written) <= len(living):
                self._code_id = living[int(written) - 1].id
                self._say_code()
            else:
                self.talk.say(_("There is no number {n} in the list.").format(n=written))
        elif code := self._found(written):
            self._code_id = code.id
            self._say_code()

    def how_to_type(self) -> Sequence[str]:
        return [
            _("A number, or letters of its name: that code is at hand, and what stands about it is said."),
            _("Enter alone: say the code at hand again. The commands change it."),
        ]

    def own_commands(self) -> Sequence[Command]:
        return [
            Command("every", _("every"), _("Say all codes"), lambda _rest: self._say_list(only_top=False)),
            Command("new", _("new"), _("Make a code"), self._new, _("NAME or THEME > NAME")),
            Command("rename", _("rename"), _("Give it another name"), self._rename, _("NAME")),
            Command("define", _("define"), _("Say what it covers"), self._define, _("TEXT")),
            Command("when", _("when"), _("Say when to set it"), self._use_when, _("TEXT")),
            Command("except", _("except"), _("Say when not to set it"), self._not_when, _("TEXT")),
            Command("merge", _("merge"), _("Let it go up in another code"), self._merge, _("CODE")),
            Command("move", _("move"), _("Put it under a theme; alone: at the top"), self._move, _("THEME")),
            Command("retire", _("retire"), _("Take it out of use"), lambda _rest: self._retire()),
            Command(
                "restore", _("restore"), _("Take a retired code back into use"), self._restore, _("CODE")
            ),
            Command("answers", _("answers"), _("The answers that have it"), lambda _rest: self._answers()),
            Command("history", _("history"), _("What happened to it"), lambda _rest: self._history()),
        ]

    def _say_list(self, *, only_top: bool) -> None:
        for number, code in enumerate(filter(_lives, self._read().codes), 1):
            if len(code.path) == 1 or not only_top:
                self.talk.say(f"{number}: {self._in_short(code)}")
        if only_top:
            self.talk.say(_("These are the themes, and codes without one; «.every» says all codes."))

    def take_in(self, told: OthersWrote) -> None:
        if "code" in told.nouns:
            self._listing = None
            self.talk.say(_("The code list was changed elsewhere."))

    def _read(self) -> CodeListing:
        from coder.usecases.codebook.code_list import code_listing

        if self._listing is None:
            self._listing = self.seat.read(code_listing, self.question, self.seat.coder.id)
        return self._listing

    def _code(self) -> Code | None:
        """Return the code at hand; say so where there is none."""
        code = next((each for each in self._read().codes if each.id == self._code_id and _lives(each)), None)
        if code is None:
            self.talk.say(_("Choose a code first, by its number or letters of its name."))
        return code

    def _found(self, written: str) -> Code | None:
        codes = [each for each in self._read().codes if _lives(each)]
        found = picked(self.talk, CodeShelf(_choosable(codes)), written)
        return None if found is None else next(each for each in codes if each.id == found.code_id)

    def _in_short(self, code: Code) -> str:
        count = self._read().settled.get(code.id, 0)
        told = ngettext("{n} answer", "{n} answers", count).format(n=count)
        lacks = "" if code.text.definition else " " + _("No definition.")
        return f"{code.written_path}, {told}.{lacks}"

    def _say_code(self) -> None:
        from coder.usecases.codebook.code_list import code_close_up

        code = self._code()
        if code is None:
            return
        text = code.text
        self.talk.say(self._in_short(code), text.definition)
        if text.use_when:
            self.talk.say(_("Set when: ") + text.use_when)
        if text.not_when:
            self.talk.say(_("Not when: ") + text.not_when)
        if self._read().is_blind:
            return
        self.talk.say(*(quoted(each) for each in text.examples))
        for name, note in self.seat.read(code_close_up, code).notes:
            self.talk.say(_("Note of {name}: {text}").format(name=name, text=quoted(note)))

    def _do(self, operation: str, act: acts.Act, told: str) -> object:
        written = self.seat.write(operation, act)
        self._listing = None
        self.talk.say(told if written.entry is not None else _("Nothing was changed."))
        return written.result

    def _new(self, path: str) -> None:
        if not path:
            self.talk.say(_("Type a name after it."))
            return
        act = acts.add_code(self._read().question.codebook_id, None, path, None)
        made = self._do("add_code", act, _("Made: {code}.").format(code=path))
        self._code_id = made if isinstance(made, int) else self._code_id

    def _rename(self, name: str) -> None:
        code = self._code()
        if code is not None and name:
            told = _("Renamed: {code} is now {name}.").format(code=code.name, name=name)
            self._do("rename_code", acts.rename_code(code.id, name), told)

    def _define(self, text: str) -> None:
        self._write_text("definition", text)

    def _use_when(self, text: str) -> None:
        self._write_text("use_when", text)

    def _not_when(self, text: str) -> None:
        self._write_text("not_when", text)

    def _write_text(self, field: str, text: str) -> None:
        code = self._code()
        if code is None:
            return
        meaning = self._asked_meaning(code) if getattr(code.text, field) else None
        operation = {"wider": "widen_code", "narrower": "narrow_code"}.get(meaning or "", "define_code")
        told = _("Written about {code}: {text}").format(code=code.name, text=quoted(text))
        self._do(operation, acts.define_code(code.id, {field: text}, meaning), told)

    def _asked_meaning(self, code: Code) -> str | None:
        """Ask whether a code means something else from now on, telling how many answers that opens."""
        from coder.usecases.codebook.preview import answers_to_read_again

        if not self._read().settled.get(code.id, 0):
            return None
        words = {"wider": _("wider"), "narrower": _("narrower")}
        for meaning, word in words.items():
            count = self.seat.read(answers_to_read_again, code.id, meaning)
            told = ngettext(
                "{meaning}: {n} answer is to be read again.",
                "{meaning}: {n} answers are to be read again.",
                count,
            )
            self.talk.say(told.format(meaning=word, n=count))
        typed = self.talk.ask_about(
            _("Does it mean more, or less? wider, narrower, or Enter for the same")
        ).strip()
        beginning = typed.casefold()
        chosen = [
            meaning
            for meaning, word in words.items()
            if beginning and (word.casefold().startswith(beginning) or meaning.startswith(beginning))
        ]
        return chosen[0] if chosen else None

    def _merge(self, written: str) -> None:
        from coder.usecases.codebook.preview import touched_by_merge

        code = self._code()
        target = self._found(written) if code is not None and written else None
        if code is None or target is None:
            return
        touched = self.seat.read(touched_by_merge, code.id, target.id)
        if self.talk.ask_yes(merge_preview(code, target, touched)):
            told = _("Merged: {code} went up in {other}.").format(code=code.name, other=target.name)
            self._do("merge_codes", acts.merge_codes(code.id, target.id), told)
            self._code_id = target.id

    def _move(self, written: str) -> None:
        code = self._code()
        theme = self._found(written) if code is not None and written else None
        if code is None or (written and theme is None):
            return
        below = self._below(code)
        asked = move_preview(code, theme, below, self._touched(code, below))
        if self.talk.ask_yes(asked):
            act = acts.move_code(code.id, None if theme is None else theme.id)
            self._do("move_code", act, _("Moved: {code}.").format(code=code.name))

    def _retire(self) -> None:
        code = self._code()
        if code is None:
            return
        below = self._below(code)
        if self.talk.ask_yes(retire_preview(code, below, self._touched(code, below))):
            told = _("Retired: {code}.").format(code=code.name)
            self._do("retire_code", acts.retire_code(code.id), told)

    def _restore(self, written: str) -> None:
        retired = [
            each for each in self._read().codes if each.retired is not None and each.merged_into is None
        ]
        if not retired:
            self.talk.say(_("No code is retired."))
            return
        if not written:
            self.talk.say(
                _("Retired codes: {names}.").format(names="; ".join(c.written_path for c in retired))
            )
            return
        found = picked(self.talk, CodeShelf(_choosable(retired)), written)
        code = None if found is None else next(each for each in retired if each.id == found.code_id)
        if code is not None and self.talk.ask_yes(restore_preview(code, ())):
            told = _("In use again: {code}.").format(code=code.name)
            self._do("restore_code", acts.restore_code(code.id), told)

    def _below(self, code: Code) -> list[Code]:
        depth = len(code.path)
        return [
            each
            for each in self._read().codes
            if _lives(each) and len(each.path) > depth and each.path[:depth] == code.path
        ]

    def _touched(self, code: Code, below: Sequence[Code]) -> int:
        from coder.usecases.codebook.preview import answers_touched

        return self.seat.read(answers_touched, [code.id, *(each.id for each in below)])

    def _answers(self) -> None:
        from coder.domain.answer_query import AnswerQuery, Condition, code_word
        from coder.plain.answers_room import AnswersRoom

        code = self._code()
        if code is not None:
            query = AnswerQuery(conditions=(Condition(code_word(), code.name),)).written
            room = AnswersRoom(self.seat, self.question, None, written=query)
            self.visit(room)

    def came_back(self, room: Room) -> None:
        self._listing = None
        self.chosen, self.listed = room.chosen, room.listed
        if self.chosen is not None:
            self.leave()
        else:
            self._say_code()

    def _history(self) -> None:
        from coder.plain.history import say_history

        code = self._code()
        if code is not None:
            say_history(self.seat, code_id=code.id)


def _lives(code: Code) -> bool:
    return code.retired is None and code.merged_into is None


def _choosable(codes: Sequence[Code]) -> list[Code]:
    """Make codes that are only headings choosable: what is chosen here is a place, not a coding."""
    return [replace(each, codable=True, retired=None) for each in codes]
