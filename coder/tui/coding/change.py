"""What a key changes about one answer, before the disk knows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from coder.domain.coding import CodedState, Span, distinct

if TYPE_CHECKING:
    from coder.usecases.coding.reading import AnswerView

Excerpts = tuple[Span, ...]


@dataclass(frozen=True)
class Standing:
    """The codes one coder has set on an answer, oldest first, and whether it is done."""

    codes: tuple[int, ...] = ()
    state: CodedState = CodedState.UNTOUCHED
    excerpts: Mapping[int, Excerpts] = field(default_factory=dict)
    """Where codes are placed, by code id; those that stand for the whole answer are not among them."""

    @classmethod
    def of(cls, view: AnswerView) -> Standing:
        """Return how an answer stands on disk."""
        return cls(
            tuple(each.code_id for each in view.codings),
            view.state,
            {each.code_id: each.excerpts for each in view.codings if each.excerpts},
        )

    def has(self, code_id: int, excerpt: Span | None) -> bool:
        """Tell whether a code stands exactly there; None is the whole answer."""
        placed = self.excerpts.get(code_id, ())
        return code_id in self.codes and (excerpt in placed if excerpt is not None else not placed)

    def with_code(self, old: int, new: int) -> Standing:
        """Return the same with another id for a code."""
        codes = tuple(new if code_id == old else code_id for code_id in self.codes)
        excerpts = {new if code_id == old else code_id: where for code_id, where in self.excerpts.items()}
        return replace(self, codes=codes, excerpts=excerpts)

    def placed(self) -> list[Excerpts]:
        """Return where each coding is placed; nowhere where it stands for the whole answer."""
        return [self.excerpts.get(code_id, ()) for code_id in self.codes]


@dataclass(frozen=True)
class Change:
    """One act on an answer. Applied twice it changes nothing more, so that a reading may have it already."""

    answer_id: int
    sets: int | None = None
    excerpts: Excerpts = ()
    """What the code that is set is placed on, beside what it stood on; none is the whole answer."""
    lifts: tuple[int, Span] | None = None
    """A code, and the one place it is taken off; it goes where it stood nowhere else."""
    makes_whole: int | None = None
    """A code that stands for the whole answer from now on, if it is set."""
    alone: bool = False
    """Whether what is set takes the place of all others (exclusive codebook)."""
    removes: tuple[int, ...] = ()
    done: bool = False

    def applied_to(self, standing: Standing) -> Standing:
        """Return how the answer stands after it."""
        gone = {*self.removes, *self._lifted_wholly(standing)}
        codes = tuple(code_id for code_id in standing.codes if code_id not in gone)
        placed = dict(standing.excerpts)
        state = standing.state
        if self.sets is not None:
            if self.alone:
                codes = (self.sets,)
            elif self.sets not in codes:
                codes = (*codes, self.sets)
            placed[self.sets] = tuple(distinct([*placed.get(self.sets, ()), *self.excerpts]))
            state = CodedState.STARTED if state is CodedState.UNTOUCHED else state
        if self.lifts is not None:
            code_id, excerpt = self.lifts
            placed[code_id] = tuple(each for each in placed.get(code_id, ()) if each != excerpt)
        if self.makes_whole is not None:
            placed.pop(self.makes_whole, None)
        return Standing(
            codes,
            CodedState.DONE if self.done else state,
            {code_id: where for code_id, where in placed.items() if where and code_id in codes},
        )

    def with_code(self, old: int, new: int) -> Change:
        """Return the same change with another id for a code."""

        def by_now(code_id: int | None) -> int | None:
            return new if code_id == old else code_id

        removes = tuple(new if code_id == old else code_id for code_id in self.removes)
        lifts = (new, self.lifts[1]) if self.lifts is not None and self.lifts[0] == old else self.lifts
        return replace(
            self, sets=by_now(self.sets), lifts=lifts, makes_whole=by_now(self.makes_whole), removes=removes
        )

    def _lifted_wholly(self, standing: Standing) -> tuple[int, ...]:
        if self.lifts is None or standing.excerpts.get(self.lifts[0]) != (self.lifts[1],):
            return ()
        return (self.lifts[0],)
