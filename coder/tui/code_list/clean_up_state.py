"""What the clean-up lists: findings under their headings, with a cursor that stays on what it is on."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from coder.domain.clean_up import CleanUpKind, Finding

if TYPE_CHECKING:
    from coder.usecases.codebook.clean_up import CleanUp

Row = CleanUpKind | Finding
"""A heading, or a finding under it."""


class CleanUpState:
    """Which findings are listed, and which is lit. Knows nothing of screens."""

    def __init__(self, found: CleanUp) -> None:
        self.with_put_away = False
        self.place: int | None = None
        """The row of the lit finding; None where there is none."""
        self.found = found
        self.rows: list[Row] = []
        self._list()

    @property
    def finding(self) -> Finding | None:
        """The lit one."""
        row = self.rows[self.place] if self.place is not None else None
        return row if isinstance(row, Finding) else None

    def reload(self, found: CleanUp) -> None:
        """Take in what is found now; the lit finding stays lit, or the one that is in its place."""
        self.found = found
        self._list()

    def toggle_put_away(self) -> None:
        """List what was put away too, or leave it out again."""
        self.with_put_away = not self.with_put_away
        self._list()

    def is_put_away(self, finding: Finding) -> bool:
        """Tell whether somebody has said that it is meant so."""
        return finding.key in self.found.put_away

    def count(self, kind: CleanUpKind) -> int:
        """Count the findings listed under a heading."""
        return self._counts[kind]

    def move(self, step: int) -> None:
        """Go on by so many findings."""
        places = self._places()
        if self.place is not None:
            at = places.index(self.place) + step
            self.place = places[min(max(at, 0), len(places) - 1)]

    def light(self, place: int) -> None:
        """Go to a row, if a finding stands in it."""
        if isinstance(self.rows[place], Finding):
            self.place = place

    def _list(self) -> None:
        was, finding = self.place, self.finding
        shown = self.found.findings if self.with_put_away else self.found.open
        self._counts = Counter(each.kind for each in shown)
        self.rows = []
        for kind in CleanUpKind:
            of_kind = [each for each in shown if each.kind is kind]
            self.rows.extend([kind, *of_kind] if of_kind else [])
        places = self._places()
        same = [at for at in places if finding is not None and _key(self.rows[at]) == finding.key]
        # What is dealt with is gone: its place is taken by the next.
        later = [at for at in places if was is not None and at >= was]
        self.place = next(iter(same or later or places[-1:] if was is not None else places), None)

    def _places(self) -> list[int]:
        return [at for at, row in enumerate(self.rows) if isinstance(row, Finding)]


def _key(row: Row) -> object:
    return row.key if isinstance(row, Finding) else None
