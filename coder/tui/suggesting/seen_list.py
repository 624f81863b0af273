"""What stood under the digits when a coder acted: it goes into the trail of suggestions with the act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coder.domain.coding import Span
    from coder.store.unit_of_work import Writing


@dataclass(frozen=True)
class SeenList:
    """The suggestions a coder saw, and what was done; codes that are still to be made have negative ids."""

    codes: tuple[tuple[int, float], ...]
    """(code id, score) in the order of the digits; none where no model spoke."""
    way: str
    """``digit``, ``typed``, ``browsed``, ``new``, ``done`` or ``none``."""
    taken: int | None = None
    """The code that was set."""
    sentence: Span | None = None
    as_of: int | None = None
    hidden: bool = False
    """Whether chance kept them from the coder; only then can such answers be compared to the others."""

    def record(
        self, work: Writing, answer_id: int, coder_id: int, made_id: Callable[[int], int | None]
    ) -> None:
        """Write it down within the act; ``made_id`` tells what a code became, None where it was not made."""
        from coder.usecases.suggesting.trail import Shown, record_shown

        real = [(made_id(code_id), score) for code_id, score in self.codes]
        record_shown(
            work,
            Shown(
                answer_id=answer_id,
                coder_id=coder_id,
                codes=[(code_id, score) for code_id, score in real if code_id is not None],
                way=self.way,
                taken=None if self.taken is None else made_id(self.taken),
                sentence=self.sentence,
                as_of=self.as_of,
                hidden=self.hidden,
            ),
        )
