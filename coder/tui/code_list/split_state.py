"""A split in the making: its parts, and which answers go to which."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.domain.codebook import Code, checked_name, name_key
from coder.domain.errors import UnusableInputError
from coder.messages import _

if TYPE_CHECKING:
    from coder.usecases.codebook.split_answers import Splitting

MOST_PARTS = 9
"""A part for each digit."""


class TooManyPartsError(UnusableInputError):
    """There is no digit left for another part."""

    def __init__(self) -> None:
        super().__init__(_("There are nine parts already, one for each digit. Split one of them later."))


class PartNamedTwiceError(UnusableInputError):
    """A part of that name is there."""

    def __init__(self, name: str) -> None:
        super().__init__(_("There is a part «{name}» already.").format(name=name))


class CodeSplitState:
    """Decisions on the answers of one code. Knows nothing of screens; nothing is written before the end."""

    def __init__(self, code: Code, splitting: Splitting) -> None:
        self.code = code
        self.order = splitting.answers
        self.parts: list[str] = list(splitting.parts[:MOST_PARTS])
        self.one_each = splitting.one_each
        self.has_waves = splitting.has_waves
        self.place = 0
        self._decided: dict[int, list[str]] = {}

    @property
    def answer_id(self) -> int | None:
        """The answer shown; None where none has the code."""
        return self.order[self.place] if self.order else None

    @property
    def decided(self) -> dict[int, list[str]]:
        """The parts of the answers that were decided on."""
        return {answer: names for answer, names in self._decided.items() if names}

    @property
    def undecided(self) -> int:
        """How many answers stay on the old code."""
        return len(self.order) - len(self.decided)

    def add_part(self, name: str) -> None:
        """Name one more part.

        Raises:
            CodeNameError: If no code can be called so.
        """
        clean = checked_name(name)
        if name_key(clean) in map(name_key, self.parts):
            raise PartNamedTwiceError(clean)
        if len(self.parts) == MOST_PARTS:
            raise TooManyPartsError
        self.parts.append(clean)

    def toggle(self, number: int) -> None:
        """Give the shown answer a part, by its digit, or take it off again."""
        if self.answer_id is None or number > len(self.parts):
            return
        name, chosen = self.parts[number - 1], self._decided.setdefault(self.answer_id, [])
        if name in chosen:
            chosen.remove(name)
        elif self.one_each:
            chosen[:] = [name]
        else:
            chosen.append(name)

    def chosen(self) -> list[str]:
        """Return the parts of the shown answer."""
        return self._decided.get(self.answer_id, []) if self.answer_id is not None else []

    def count(self, part: str) -> int:
        """Count the answers that go to a part."""
        return sum(part in names for names in self._decided.values())

    def step(self, by: int) -> None:
        """Show another answer."""
        self.place = min(max(self.place + by, 0), max(len(self.order) - 1, 0))

    def go_on(self) -> bool:
        """Show the next answer that is not decided on; tell whether there is one."""
        for place in (*range(self.place + 1, len(self.order)), *range(self.place)):
            if not self._decided.get(self.order[place]):
                self.place = place
                return True
        return False
