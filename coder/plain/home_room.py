"""The list of questions in plain mode: progress is said, a number or letters choose."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coder.messages import _, ngettext
from coder.plain.commands import Command
from coder.plain.room import Room
from coder.text.folding import folded

if TYPE_CHECKING:
    from coder.domain.question import Question
    from coder.plain.seat import Seat
    from coder.usecases.team.following import OthersWrote


class HomeRoom(Room):
    """Lists the questions and opens one."""

    def __init__(self, seat: Seat, wave: str | None) -> None:
        super().__init__(seat)
        self.wave = wave
        self._questions: Sequence[Question] = ()

    @property
    def prompt(self) -> str:
        return _("question")

    def arrive(self) -> None:
        from coder.usecases.home import counted, home_of

        home = self.seat.read(home_of)
        counts = self.seat.read(counted, self.seat.coder)
        self._questions = home.questions
        named = _("Project {project}, coder {name}.")
        self.talk.say(named.format(project=home.project_name, name=self.seat.coder.name))
        if not home.questions:
            self.talk.say(_("No questions yet."), _("A survey file is imported with: coder import FILE"))
        for number, question in enumerate(home.questions, 1):
            name = question.text or question.key
            # Most questions end as a sentence does.
            told = f"{number}: {name}" if name.endswith(("?", ".", "!")) else f"{number}: {name}."
            if question.id in counts:
                found = counts[question.id]
                told += " " + _("{done} of {total} done").format(done=found.done, total=found.answers) + ", "
                told += ngettext("{n} code", "{n} codes", found.codes).format(n=found.codes) + "."
            self.talk.say(told)

    def line(self, typed: str) -> None:
        from coder.plain.coding_room import CodingRoom

        question = self._meant(typed.strip())
        if question is not None:
            self.visit(CodingRoom(self.seat, question.key, self.wave))

    def how_to_type(self) -> Sequence[str]:
        return [
            _("Enter alone: code the first question that has answers left."),
            _("A number, or letters of its name: code that question."),
        ]

    def help(self) -> None:
        """Say what may be typed, and which commands of the program do what is done in no room here."""
        super().help()
        self.talk.say(_("The rest is done by commands of the program, after leaving; each takes --help:"))
        for command, does in _elsewhere():
            self.talk.say(f"coder {command}: {does}.")

    def own_commands(self) -> Sequence[Command]:
        return ()

    def take_in(self, told: OthersWrote) -> None:
        """Say nothing: numbers are said anew with ``.again``."""

    def _meant(self, typed: str) -> Question | None:
        if not typed:
            return self._first_left()
        if typed.isdecimal() and 1 <= int(typed) <= len(self._questions):
            return self._questions[int(typed) - 1]
        wanted = folded(typed)
        for found in (
            [each for each in self._questions if folded(each.key) == wanted],
            [each for each in self._questions if folded(each.key).startswith(wanted)],
            [each for each in self._questions if wanted in folded(f"{each.key} {each.text}")],
        ):
            if len(found) == 1:
                return found[0]
            if found:
                names = "; ".join(each.key for each in found[:9])
                self.talk.say(_("Several questions fit: {names}.").format(names=names))
                return None
        self.talk.say(_("No question fits «{typed}».").format(typed=typed))
        return None

    def _first_left(self) -> Question | None:
        from coder.usecases.home import counted

        counts = self.seat.read(counted, self.seat.coder)
        left = [each for each in self._questions if counts[each.id].done < counts[each.id].answers]
        if not left:
            self.talk.say(_("All answers are done."))
        return left[0] if left else None


def _elsewhere() -> Sequence[tuple[str, str]]:
    """Return the commands of the program that have no room in plain mode, and what each does."""
    return (
        ("import", _("Take in a survey, or a new wave of it")),
        (
            "questions set",
            _("Settings of a question: whose coding counts, whole or by sentence"),
        ),
        ("codebook", _("With split: one code becomes several")),
        ("sample", _("Draw answers for a second coder")),
        ("agreement", _("How far coders agree")),
        ("disclose", _("What may identify somebody, to decide on")),
        ("quotes", _("Write the document of sorted quotations")),
        ("table", _("Write a table or a figure to a file")),
        ("export", _("Write the project for statistics or another program")),
    )
