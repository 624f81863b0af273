"""How a list of answers was left, to be opened so again while the program runs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coder.usecases.coding.answer_list import Sort


@dataclass(frozen=True)
class LeftList:
    """What was looked for, in which order, the answer under the cursor, and all there were."""

    written: str
    sort: Sort
    answer_id: int | None
    ids: tuple[int, ...] = ()

    @property
    def is_as_at_first(self) -> bool:
        """Whether nothing was looked for or ordered: all answers, as in the file."""
        return not self.written.strip() and self.sort.value == "file"

    def begin_on(self, at_hand: int) -> int:
        """Return the answer to begin on: where nothing was looked for or ordered, the one at hand."""
        return at_hand if self.is_as_at_first or self.answer_id is None else self.answer_id


@dataclass
class LeftLists:
    """How the lists of answers were left, by question and wave."""

    _left: dict[tuple[str, str | None], LeftList] = field(default_factory=dict)
    _chosen_from: dict[tuple[str, int], LeftList] = field(default_factory=dict)

    def leave(self, question: str, wave: str | None, left: LeftList) -> None:
        """Remember how a list was left."""
        self._left[question, wave] = left

    def of(self, question: str, wave: str | None) -> LeftList | None:
        """Return how a question's list was left; None where it was not opened yet."""
        return self._left.get((question, wave))

    def choose(self, question: str, answer_id: int, left: LeftList) -> None:
        """Remember in which list an answer was chosen, until it is shown."""
        self._chosen_from[question, answer_id] = left

    def chosen_from(self, question: str, answer_id: int) -> LeftList | None:
        """Return the list an answer was chosen in just now, if it was in one."""
        return self._chosen_from.pop((question, answer_id), None)
