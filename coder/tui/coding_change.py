"""What a key changes about one answer, before the disk knows."""

from __future__ import annotations

from dataclasses import dataclass, replace

from coder.domain.coding import CodedState


@dataclass(frozen=True)
class Standing:
    """The codes one coder has set on an answer, oldest first, and whether it is done."""

    codes: tuple[int, ...] = ()
    state: CodedState = CodedState.UNTOUCHED


@dataclass(frozen=True)
class Change:
    """One act on an answer. Applied twice it changes nothing more, so that a reading may have it already."""

    answer_id: int
    sets: int | None = None
    alone: bool = False
    """Whether what is set takes the place of all others (exclusive codebook)."""
    removes: tuple[int, ...] = ()
    done: bool = False

    def applied_to(self, standing: Standing) -> Standing:
        """Return how the answer stands after it."""
        codes = tuple(code_id for code_id in standing.codes if code_id not in self.removes)
        state = standing.state
        if self.sets is not None:
            if self.alone:
                codes = (self.sets,)
            elif self.sets not in codes:
                codes = (*codes, self.sets)
            state = CodedState.STARTED if state is CodedState.UNTOUCHED else state
        return Standing(codes, CodedState.DONE if self.done else state)

    def with_code(self, old: int, new: int) -> Change:
        """Return the same change with another id for a code."""
        removes = tuple(new if code_id == old else code_id for code_id in self.removes)
        return replace(self, sets=new if self.sets == old else self.sets, removes=removes)
