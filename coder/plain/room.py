"""A place in plain mode: says what is here, asks for a line and does what it means, until it is left."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, ParamSpec

from coder.domain.errors import CoderError
from coder.messages import _
from coder.plain.commands import Command, command_meant
from coder.plain.talk import SIGN, AnotherLineError

if TYPE_CHECKING:
    from coder.plain.seat import Seat
    from coder.plain.talk import Talk
    from coder.usecases.coding.desk import TakenBack
    from coder.usecases.team.following import OthersWrote

P = ParamSpec("P")


SAMPLING = frozenset({"sample", "sample_answer"})
"""Nouns of the history: when they change, somebody may code blind from now on, or no more."""


class LeftWorkbenchError(Exception):
    """The workbench is to be left, from whichever room."""


class Room:
    """What all rooms share. Below it each says what it is about, and what a bare line means."""

    shows_others: ClassVar[bool] = False
    """Whether it says what others gave: then it is closed to whoever codes a sample blind."""
    question: str | None = None
    """The question it is about, where it is about one."""
    chosen: int | None = None
    """The answer it was left for; None where it was left for where one came from."""
    listed: Sequence[int] = ()
    """The list somebody made, in which that was chosen; empty where it was among all answers."""

    def __init__(self, seat: Seat) -> None:
        self.seat = seat
        self.is_left = False

    @property
    def talk(self) -> Talk:
        """Where it is said and asked."""
        return self.seat.talk

    @property
    def prompt(self) -> str:
        """The word a line is asked for with: it tells which room one is in."""
        raise NotImplementedError

    def arrive(self) -> None:
        """Say what is here; called when one comes, and for ``.again``."""
        raise NotImplementedError

    def line(self, typed: str) -> None:
        """Do what a line without a command means; it may be empty."""
        raise NotImplementedError

    def own_commands(self) -> Sequence[Command]:
        """Return the commands of this room alone."""
        raise NotImplementedError

    def how_to_type(self) -> Sequence[str]:
        """Say what may be typed beside commands."""
        return ()

    def take_in(self, told: OthersWrote) -> None:
        """Take in what others wrote, and say what of it matters here."""

    def before_prompt(self) -> None:
        """Say what has come meanwhile by itself."""

    def taken_back(self, taken: TakenBack) -> None:
        """Show what was undone or redone; it has been said."""
        self.arrive()

    def stay(self) -> None:
        """Talk until the room is left."""
        self.is_left = False
        if self.shows_others:
            self._refuse_if_blind()
        self.safely(self.arrive)
        while not self.is_left:
            self._take_news()
            self.safely(self.before_prompt)
            typed = self.talk.ask(self.prompt)
            self.safely(self._obey, typed)

    def safely(self, act: Callable[P, object], *args: P.args, **kwargs: P.kwargs) -> None:
        """Do something; what the person can put right is said, and one stays where one was."""
        try:
            act(*args, **kwargs)
        except CoderError as error:
            self.talk.say(str(error))
        except AnotherLineError as other:
            self.talk.say(_("Nothing was chosen."))
            self.safely(self._obey, other.typed)

    def commands(self) -> list[Command]:
        """Return all commands that mean something here."""
        return [
            *self.own_commands(),
            Command("undo", _("undo"), _("Take back your latest act"), lambda _rest: self._take_back("undo")),
            Command(
                "redo", _("redo"), _("Do again what you took back"), lambda _rest: self._take_back("redo")
            ),
            Command("again", _("again"), _("Say again what is here"), lambda _rest: self.arrive()),
            Command("help", _("help"), _("Say what may be typed here"), lambda _rest: self.help()),
            Command("back", _("back"), _("Leave for where you came from"), lambda _rest: self.leave()),
            Command("quit", _("quit"), _("Leave the workbench; everything is saved"), self._quit),
        ]

    def help(self) -> None:
        """Say what may be typed."""
        self.talk.say(*self.how_to_type())
        self.talk.say(_("Commands; their first letters are enough:"))
        for each in self.commands():
            self.talk.say(f"{each.written}: {each.says}.")

    def leave(self) -> None:
        """Leave the room after this line."""
        self.is_left = True

    def visit(self, room: Room) -> None:
        """Go to another room, and come back here."""
        room.stay()
        self.came_back(room)

    def came_back(self, room: Room) -> None:
        """Say where one is again, after another room."""
        self.arrive()

    def _obey(self, typed: str) -> None:
        if typed.strip() == "?":
            self.help()
        elif typed.strip() == SIGN:
            self.arrive()
        elif typed.startswith(SIGN):
            word, _blank, rest = typed.removeprefix(SIGN).partition(" ")
            command_meant(self.commands(), word).do(rest.strip())
        else:
            self.line(typed)

    def _take_back(self, operation: str) -> None:
        taken = self.seat.take_back(operation)
        if taken is not None:
            self.taken_back(taken)

    def _quit(self, _rest: str) -> None:
        raise LeftWorkbenchError

    def _refuse_if_blind(self) -> None:
        from coder.usecases.second_coder.blind_screens import refuse_blind_screen

        self.seat.read(refuse_blind_screen, self.question, self.seat.coder.id)

    def _take_news(self) -> None:
        while not self.seat.heard.empty():
            told = self.seat.heard.get()
            if self.shows_others and told.nouns & SAMPLING:
                # A sample may have been drawn for who sits here: then what others gave is not said any more.
                self._refuse_if_blind()
            self.safely(self.take_in, told)
