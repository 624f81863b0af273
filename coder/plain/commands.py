"""What may be typed after a full stop: a word for each act, in the person's language or in English."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coder.domain.errors import WrongUseError
from coder.messages import _
from coder.plain.talk import SIGN


@dataclass(frozen=True)
class Command:
    """One act: the word it is called by, what may follow it, and what it does."""

    english: str
    """Understood in every language, so that what one learned is not lost with the language."""
    called: str
    """The same in the person's language."""
    says: str
    """What it does, as a sentence for help."""
    do: Callable[[str], None]
    takes: str = ""
    """What may follow, in a word or two; empty where nothing does."""

    @property
    def word(self) -> str:
        """What is typed for it: one word."""
        return self.called.replace(" ", "-")

    @property
    def written(self) -> str:
        """How it is typed."""
        return f"{SIGN}{self.word} {self.takes}".strip()


class UnknownCommandError(WrongUseError):
    """No command is called so."""

    def __init__(self, typed: str) -> None:
        told = _("There is no command «{typed}» here. A question mark lists those there are.")
        super().__init__(told.format(typed=f"{SIGN}{typed}"))


class SeveralCommandsError(WrongUseError):
    """Several commands begin so."""

    def __init__(self, typed: str, found: Sequence[Command]) -> None:
        told = _("«{typed}» may mean {words}. Type a letter more.")
        words = ", ".join(SIGN + each.word for each in found)
        super().__init__(told.format(typed=f"{SIGN}{typed}", words=words))


def command_meant(commands: Sequence[Command], typed: str) -> Command:
    """Return the command a word means: exactly, else by a beginning that only one has.

    Raises:
        UnknownCommandError: If none begins so; SeveralCommandsError if several do.
    """
    wanted = typed.casefold()
    by_word = [(each.word.casefold(), each) for each in commands]
    by_english = [(each.english, each) for each in commands]
    for named in (by_word, by_english):
        if exact := [each for name, each in named if name == wanted]:
            return exact[0]
    for named in (by_word, by_english):
        found = [each for name, each in named if name.startswith(wanted)]
        if len(found) == 1:
            return found[0]
        if found:
            raise SeveralCommandsError(typed, found)
    raise UnknownCommandError(typed)
