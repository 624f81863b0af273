"""The codes on the shown answer as they are told: saved or not, and on which words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.domain.coding import Span
from coder.tui.coding.change import Change, Standing

if TYPE_CHECKING:
    from coder.domain.codebook import Code

Mark = tuple[int, Span | None]
"""A code, and the excerpt it was set on; None is the whole answer."""


@dataclass(frozen=True)
class SetCode:
    """A code on the shown answer; ``saved`` once the disk has it."""

    code: Code
    saved: bool
    beside: str = ""
    """Its theme, where its name alone is not enough."""
    excerpts: tuple[tuple[Span, bool], ...] = ()
    """Where it is placed, and whether the disk has that; nowhere if it stands for the whole answer."""


def set_code(code: Code, beside: str, standing: Standing, waiting: Iterable[Change]) -> SetCode:
    """Tell of one code; ``waiting`` are the acts on its answer that are not on disk yet."""
    acts = [each for each in waiting if code.id in (each.sets, each.makes_whole)]
    hollow = {span for each in acts for span in each.excerpts}
    excerpts = tuple((span, span not in hollow) for span in standing.excerpts.get(code.id, ()))
    saved = any(is_saved for _span, is_saved in excerpts) if excerpts else not acts
    return SetCode(code, saved, beside, excerpts)


class LatestMarks:
    """What has been set on each answer since the screen was opened, in order."""

    def __init__(self) -> None:
        self._marks: defaultdict[int, list[Mark]] = defaultdict(list)

    def note(self, change: Change) -> None:
        """Note what a change sets."""
        if change.sets is not None:
            self._marks[change.answer_id] += [(change.sets, each) for each in change.excerpts or (None,)]

    def latest(self, answer_id: int, standing: Standing, real_id: Callable[[int], int]) -> Mark | None:
        """Return what was set last of what stands; of what stood before, the last code's last place."""
        for code_id, excerpt in reversed(self._marks[answer_id]):
            if standing.has(real_id(code_id), excerpt):
                return real_id(code_id), excerpt
        if not standing.codes:
            return None
        last = standing.codes[-1]
        return last, (standing.excerpts.get(last) or (None,))[-1]
