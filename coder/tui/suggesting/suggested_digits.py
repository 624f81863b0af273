"""What the digits 1-9 stand for while answers come and lists arrive: nothing moves under a finger."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coder.tui.suggesting.digit_codes import DIGITS

if TYPE_CHECKING:
    from coder.domain.coding import Span
    from coder.usecases.suggesting.suggestions import Suggested

GRACE = 0.25
"""Seconds after a list was replaced in which a digit means what stood before: the finger was on its way."""
STOOD = 1.0
"""Seconds after which a list of suggestions has been read, and is not replaced any more where it stands."""
TOLD_NEW = 1.0
"""Seconds in which it is told that a list took the place of another."""


@dataclass(frozen=True)
class DigitCode:
    """A code under a digit, and why it stands there."""

    code_id: int
    score: float | None = None
    """How likely it fits; None where no model says so, as with the most used."""
    words: tuple[Span, ...] = ()
    """What in the text spoke for it."""


@dataclass(frozen=True)
class DigitList:
    """Codes by digit, and what they were made from: they come, and go back, together."""

    rows: tuple[DigitCode | None, ...] = ()
    """From 1 on; None for a digit without a code."""
    made_from: Suggested | None = None
    """What a model said; None where the codes are those used most."""

    def only(self, choosable: Collection[int]) -> DigitList:
        """Return the same without codes that cannot be set."""
        rows = tuple(row if row and row.code_id in choosable else None for row in self.rows)
        return replace(self, rows=rows)

    def renamed(self, real_id: Callable[[int], int]) -> DigitList:
        """Return the same with the ids codes have by now."""
        rows = tuple(row and replace(row, code_id=real_id(row.code_id)) for row in self.rows)
        return replace(self, rows=rows)

    def filled(self, offered: DigitList) -> DigitList:
        """Return the same with what is offered, and does not stand yet, on the digits that are free."""
        return replace(self, rows=tuple(_filled(self.rows, offered.rows)))

    def code_of(self, digit: int) -> int | None:
        """Return the code under a digit."""
        row = self.rows[digit - 1] if 0 < digit <= len(self.rows) else None
        return None if row is None else row.code_id


class SuggestedDigits:
    """The codes under the digits at the place a coder is at: an answer, or a sentence in it.

    At a new place the newest list stands. There it gives way to a newer one as long as no digit was used and
    eyes have not read it; codes that no model ranked give way however long they stood. Codes that are set
    keep their digit, one that is made joins, and one that goes leaves its digit to the next in the list.
    """

    def __init__(self) -> None:
        self.stands = DigitList()
        self._place: Hashable = None
        self._offered = DigitList()
        self._known: Collection[int] = ()
        self._is_used = False
        self._before = DigitList()
        self._replaced_at = float("-inf")
        self._since = 0.0

    @property
    def rows(self) -> Sequence[DigitCode | None]:
        """The codes by digit, from 1 on; None for a digit without one."""
        return self.stands.rows

    @property
    def codes(self) -> list[int | None]:
        """The codes' ids, by digit from 1 on."""
        return [None if row is None else row.code_id for row in self.rows]

    def follow(
        self,
        place: Hashable,
        offered: DigitList,
        choosable: Collection[int],
        on: Collection[int],
        now: float,
    ) -> None:
        """Come to a place, or stay there and take what is offered now.

        Args:
            place: Where the coder is; another one begins anew.
            offered: What the digits might stand for, best first; None leaves a digit free, and what comes
                after the ninth stands in for codes that go.
            choosable: Codes that can be set.
            on: Codes set on the shown answer.
            now: Seconds, on a clock that only goes forward.
        """
        newest = offered.only(choosable)
        if place != self._place:
            self._place, self._is_used, self._known = place, False, choosable
            self._before, self._replaced_at = DigitList(), float("-inf")
            self.stands, self._since = replace(newest, rows=newest.rows[:DIGITS]), now
        elif newest.rows != self._offered.rows:
            if self.may_change(now):
                self._replace(newest, on, now)
        elif self.stands.made_from is self._offered.made_from:
            # The same once more, by a model that has learned more.
            self.stands = replace(self.stands, made_from=newest.made_from)
        self._offered = newest
        self._let_go(choosable)
        self._join([code_id for code_id in on if code_id not in self._known], on)
        self._known = choosable

    def may_change(self, now: float) -> bool:
        """Tell whether a newer list would take the place of this one."""
        is_ranked = any(row is not None and row.score is not None for row in self.rows)
        return not self._is_used and not (is_ranked and now - self._since >= STOOD)

    def is_new(self, now: float) -> bool:
        """Tell whether this list took the place of another a moment ago."""
        return now - self._replaced_at < TOLD_NEW

    def loosen(self) -> None:
        """Let a list that is only now allowed take the place of this one, though a digit was used."""
        self._is_used = False

    def rename(self, real_id: Callable[[int], int]) -> None:
        """Call codes by the ids they have by now."""
        self.stands, self._before = self.stands.renamed(real_id), self._before.renamed(real_id)

    def is_giving_way(self, now: float) -> bool:
        """Tell whether a digit still means what stood before."""
        return now - self._replaced_at < GRACE

    def code_of(self, digit: int, now: float) -> int | None:
        """Return the code that a digit means when it is pressed now."""
        return (self._before if self.is_giving_way(now) else self.stands).code_of(digit)

    def press(self, digit: int, now: float) -> int | None:
        """Use a digit: from now on nothing moves here. Return the code it means."""
        if self.is_giving_way(now):
            self.stands = self._before
        self._is_used = True
        self._replaced_at = float("-inf")
        return self.stands.code_of(digit)

    def _replace(self, newest: DigitList, on: Collection[int], now: float) -> None:
        before = self.stands
        by_code = {row.code_id: row for row in newest.rows if row}
        staying = (
            by_code.get(row.code_id, row) if row and row.code_id in on else None for row in before.rows
        )
        self.stands = DigitList(tuple(staying), newest.made_from).filled(newest)
        if [row and row.code_id for row in before.rows] != self.codes:
            # Of several lists in quick succession a finger has seen the first.
            self._before = self._before if self.is_giving_way(now) else before
            self._replaced_at = self._since = now

    def _let_go(self, choosable: Collection[int]) -> None:
        """Take codes away that cannot be set any more."""
        staying = self.stands.only(choosable)
        if staying != self.stands or len(staying.rows) < DIGITS:
            self.stands = staying.filled(self._offered)
        self._before = self._before.only(choosable)

    def _join(self, made: Iterable[int], on: Collection[int]) -> None:
        """Put codes that were made here in a free place, or in the last that is not set."""
        rows = list(self.rows)
        for code_id in made:
            if any(row and row.code_id == code_id for row in rows):
                continue
            if len(rows) < DIGITS:
                rows.append(DigitCode(code_id))
                continue
            free = [place for place, row in enumerate(rows) if row is None or row.code_id not in on]
            if free:
                empty = [place for place in free if rows[place] is None]
                rows[empty[0] if empty else free[-1]] = DigitCode(code_id)
        self.stands = replace(self.stands, rows=tuple(rows))


def _filled(rows: Sequence[DigitCode | None], offered: Sequence[DigitCode | None]) -> list[DigitCode | None]:
    """Put what is offered and does not stand yet on the digits that are free, in order."""
    standing = {row.code_id for row in rows if row is not None}
    following = iter([row for row in offered if row and row.code_id not in standing])
    places = [*rows, *[None] * (DIGITS - len(rows))][:DIGITS]
    filled = [next(following, None) if row is None else row for row in places]
    while filled and filled[-1] is None:
        filled.pop()
    return filled
