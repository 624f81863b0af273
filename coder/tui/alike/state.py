"""Which of the like answers are selected, and what they would get. Knows nothing of screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.domain.coding import CodedState

if TYPE_CHECKING:
    from coder.usecases.coding.equal_answers import LikeAnswer, LikeAnswers


class AlikeState:
    """A selection among like answers; at first the equal ones that are not done."""

    def __init__(self, found: LikeAnswers) -> None:
        self.found = found
        self.is_done = found.is_done
        """Whether those selected, and this one, are to be done."""
        self.selected = {
            each.id for each in found.likes if each.is_equal and each.state is not CodedState.DONE
        }

    @property
    def can_give(self) -> bool:
        """Whether there is something to give, and somebody to get it."""
        return bool(self.selected) and (
            self.is_done or any(code.open_for_choice for code in self.found.codes)
        )

    def chosen(self) -> list[int]:
        """Return the selected answers in the order they are listed."""
        return [each.id for each in self.found.likes if each.id in self.selected]

    def group(self, *, is_equal: bool) -> list[LikeAnswer]:
        """Return the equal answers, or the nearly equal ones."""
        return [each for each in self.found.likes if each.is_equal is is_equal]

    def toggle(self, answer_id: int) -> None:
        """Select an answer, or no longer."""
        self.selected ^= {answer_id}

    def toggle_group(self, *, is_equal: bool) -> None:
        """Select a whole group; where it is, none of it."""
        ids = {each.id for each in self.group(is_equal=is_equal)}
        self.selected = self.selected - ids if ids <= self.selected else self.selected | ids

    def toggle_done(self) -> None:
        """Change whether all are to be done; where this one is done already, they may be left begun."""
        self.is_done = not self.is_done

    def reread(self, found: LikeAnswers) -> None:
        """Take in what stands now; what was selected stays so where it is still there."""
        self.found = found
        self.selected &= {each.id for each in found.likes}
