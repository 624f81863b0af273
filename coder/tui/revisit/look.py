"""One answer read again: what stood on it, and what the coder has chosen to change, before Enter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coder.tui.coding.change import Change, Excerpts, Standing

if TYPE_CHECKING:
    from coder.domain.coding import Span


@dataclass(frozen=True)
class Look:
    """A look at an answer. Knows no screen; a choice gives another look, and nothing is written by it."""

    answer_id: int
    ground: Standing
    """The codes as the disk has them."""
    chosen: Standing
    """The codes as they would be."""
    one_each: bool = False
    """Whether an answer has one code only."""

    @classmethod
    def at(cls, answer_id: int, ground: Standing, *, one_each: bool) -> Look:
        """Begin with nothing chosen."""
        return cls(answer_id, ground, ground, one_each)

    def toggle(self, code_id: int, excerpt: Span | None) -> Look:
        """Choose a code, or let go of it; one that is set on the answer already is taken off, or kept.

        Args:
            code_id: The code.
            excerpt: Where it is placed; None is the whole answer.
        """
        if code_id in self.ground.codes and not self._is_new_place(code_id, excerpt):
            return self._take_off(code_id) if code_id in self.chosen.codes else self._keep(code_id)
        if excerpt is not None and self.chosen.has(code_id, excerpt):
            return self._changed(Change(self.answer_id, lifts=(code_id, excerpt)))
        if code_id in self.chosen.codes and (excerpt is None or not self.chosen.excerpts.get(code_id)):
            return self._take_off(code_id)
        return self.set(code_id, excerpt)

    def set(self, code_id: int, excerpt: Span | None) -> Look:
        """Choose a code, here too if it is chosen elsewhere."""
        where = () if excerpt is None else (excerpt,)
        return self._changed(Change(self.answer_id, sets=code_id, excerpts=where, alone=self.one_each))

    def handed_in(self) -> Look:
        """Return the look to go on with while this one is written: nothing more is chosen."""
        return Look.at(self.answer_id, self.chosen, one_each=self.one_each)

    def on(self, ground: Standing) -> Look:
        """Take in how the answer stands on disk by now; what was chosen stays chosen."""
        look = Look.at(self.answer_id, ground, one_each=self.one_each)
        for code_id, where in self.sets().items():
            for excerpt in where or (None,):
                look = look.set(code_id, excerpt)
        gone = tuple(code_id for code_id in self.removes() if code_id in look.chosen.codes)
        return look._changed(Change(self.answer_id, removes=gone)) if gone else look

    def is_chosen(self, code_id: int) -> bool:
        """Tell whether a code would be set, or taken off."""
        return code_id in self.sets() or code_id in self.removes()

    @property
    def is_changed(self) -> bool:
        """Whether anything is chosen."""
        return bool(self.sets() or self.removes())

    def sets(self) -> Mapping[int, Excerpts]:
        """Return the codes to be set, with where they are placed beside what stands; nowhere is the whole."""
        found: dict[int, Excerpts] = {}
        for code_id in self.chosen.codes:
            before = set(self.ground.excerpts.get(code_id, ()))
            added = tuple(each for each in self.chosen.excerpts.get(code_id, ()) if each not in before)
            if code_id not in self.ground.codes or added:
                found[code_id] = added
        return found

    def removes(self) -> tuple[int, ...]:
        """Return the codes to be taken off."""
        return tuple(code_id for code_id in self.ground.codes if code_id not in self.chosen.codes)

    def _is_new_place(self, code_id: int, excerpt: Span | None) -> bool:
        """Tell whether a code that is set would be placed on one excerpt more."""
        placed = self.ground.excerpts.get(code_id, ())
        return excerpt is not None and bool(placed) and excerpt not in placed and code_id in self.chosen.codes

    def _take_off(self, code_id: int) -> Look:
        return self._changed(Change(self.answer_id, removes=(code_id,)))

    def _keep(self, code_id: int) -> Look:
        where = self.ground.excerpts.get(code_id, ())
        return self._changed(Change(self.answer_id, sets=code_id, excerpts=where, alone=self.one_each))

    def _changed(self, change: Change) -> Look:
        return replace(self, chosen=change.applied_to(self.chosen))
