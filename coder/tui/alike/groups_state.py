"""Groups of alike answers that nobody has coded; which of their answers get the code that is made."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Group:
    """Answers that are alike."""

    name: str
    """From their own words."""
    answer_ids: tuple[int, ...]
    """The most typical first."""


class GroupsState:
    """Which group is looked at, and what is selected of it. Knows nothing of screens."""

    def __init__(self, groups: Iterable[tuple[str, Sequence[int]]]) -> None:
        self.groups = [Group(name, tuple(ids)) for name, ids in groups if ids]
        self.place = 0
        self.member: int | None = None
        """The answer under the cursor, by its place; None while groups are gone through."""
        self.selected: set[int] = set()
        self.made: dict[int, str] = {}
        """The codes made so far, by the place of their group."""

    @property
    def group(self) -> Group:
        """The group under the cursor; there must be one."""
        return self.groups[self.place]

    def move(self, step: int) -> None:
        """Go to another group, or within one to another answer."""
        if self.member is not None:
            self.member = min(max(self.member + step, 0), len(self.group.answer_ids) - 1)
            return
        place = min(max(self.place + step, 0), len(self.groups) - 1)
        if place != self.place:
            self.place = place
            self.selected = set()

    def enter(self) -> None:
        """Go into the group."""
        self.member = 0

    def leave(self) -> bool:
        """Go back to the groups; tell whether one was gone into."""
        was_in, self.member = self.member is not None, None
        return was_in

    def toggle(self) -> None:
        """Select the answer under the cursor, or let go of it, and go on."""
        if self.member is not None:
            self.selected ^= {self.group.answer_ids[self.member]}
            self.move(1)

    def toggle_all(self) -> None:
        """Select all answers of the group; where all are, none."""
        ids = set(self.group.answer_ids)
        self.selected = set() if ids <= self.selected else ids

    def let_go(self, answer_ids: Iterable[int]) -> None:
        """Leave answers out that are not to be grouped any more, and groups of which none is left."""
        gone = set(answer_ids)
        left = [replace(each, answer_ids=_without(each.answer_ids, gone)) for each in self.groups]
        before = sum(not each.answer_ids for each in left[: self.place])
        self.groups = [each for each in left if each.answer_ids]
        self.selected -= gone
        self.place = min(self.place - before, max(len(self.groups) - 1, 0))
        if self.member is not None:
            last = len(self.group.answer_ids) - 1 if self.groups else -1
            self.member = min(self.member, last) if last >= 0 else None

    def chosen(self) -> list[int]:
        """Return the selected answers in the order they are listed."""
        return [each for each in self.group.answer_ids if each in self.selected]


def _without(answer_ids: tuple[int, ...], gone: set[int]) -> tuple[int, ...]:
    return tuple(each for each in answer_ids if each not in gone)
