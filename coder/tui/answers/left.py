"""How a list of answers was left, to be opened so again while the program runs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coder.usecases.coding.answer_list import Sort


@dataclass(frozen=True)
class LeftList:
    """What was looked for, in which order, and the answer under the cursor."""

    written: str
    sort: Sort
    answer_id: int | None

    def begin_on(self, at_hand: int) -> int:
        """Return the answer to begin on: where nothing was looked for or ordered, the one at hand."""
        is_as_at_first = not self.written and self.sort.value == "file"
        return at_hand if is_as_at_first or self.answer_id is None else self.answer_id
