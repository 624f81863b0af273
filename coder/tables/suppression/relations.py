"""Counts and the relations between them; and what holds between the rows of any one column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product

from coder.tables.options import BASE_KINDS
from coder.tables.published import BASE, CODE, NO_ANSWER, OUTCOME, THEME, PublishedCell
from coder.tables.suppression.outcomes import OutcomeRules, Rule

_ASKED = ("answered", "frame")
"""The bases between which those without an answer lie."""
Condition = tuple[str, ...]
Key = tuple[str, Condition]


@dataclass
class Count:
    """A count: what it is in truth, and what has been shown of it."""

    value: int
    is_base: bool
    present: PublishedCell | None
    """Its place in the table at hand; None where it stands in earlier ones only."""
    known: bool = False
    """An earlier export shows it."""
    apart: int = 0
    """The largest K with which an earlier export hides it; 0 for none."""
    joint: bool = False
    """It stands in no table, and nobody knows its truth: those of one level of each variable."""
    at_least: int = 0
    """What any reader of the sign for hidden may conclude: 1 where zeros would have been shown."""
    hidden_by: list[HiddenEarlier] = field(default_factory=list)
    """Where earlier exports hide it."""


@dataclass(frozen=True)
class HiddenEarlier:
    """That an earlier export hides a count."""

    export: str
    """How a person knows it again."""
    number: int
    """Which of the earlier exports, as they were given."""
    cell: PublishedCell


@dataclass(frozen=True)
class Relation:
    """``low`` <= sum of coefficient x count <= ``high``; None for no bound."""

    terms: tuple[tuple[int, int], ...]
    low: int | None
    high: int | None


def column_rules(rows: Iterable[str], cells: Mapping[str, PublishedCell]) -> list[Rule]:
    """Return what holds between rows of one column: bases, themes, folded rows, exclusive codes.

    Args:
        rows: Those that stand in the column.
        cells: What each row is.
    """
    return list(dict.fromkeys(_Rules(sorted(rows), cells).all()))


class _Rules:
    def __init__(self, rows: Sequence[str], cells: Mapping[str, PublishedCell]) -> None:
        self._cells = cells
        self._bases = [row for row in sorted(rows, key=_base_rank) if cells[row].kind == BASE]
        self._silent = [row for row in rows if cells[row].kind == NO_ANSWER]
        self._themes = [row for row in rows if cells[row].kind == THEME]
        self._codes = [row for row in rows if cells[row].kind == CODE]
        self._outcomes = [row for row in rows if cells[row].kind == OUTCOME]

    def all(self) -> Iterator[Rule]:
        for narrow, wide in pairwise(self._bases):
            yield (narrow,), (wide,)
            if _is_same_base(narrow, wide):
                yield (wide,), (narrow,)
        yield from self._silent_are_the_rest()
        for row in (*self._silent, *self._themes, *self._codes, *self._outcomes):
            for base in self._bases:
                yield (row,), (base,)
                yield (row, *(other for other in self._silent if other != row)), (base,)
        for theme in self._themes:
            yield from _union(theme, self._under(theme, self._codes))
        for code in self._codes:
            yield from _union(code, [part for part in self._cells[code].parts if part in self._codes])
        yield from OutcomeRules(self._outcomes, self._codes, self._themes, self._cells).all()
        counted = [*self._themes, *self._codes]
        if counted and all(self._cells[row].exclusive for row in counted):
            yield from self._one_code_per_answer()

    def _silent_are_the_rest(self) -> Iterator[Rule]:
        """Those who were asked have answered or not."""
        answered, frame = ([row for row in self._bases if row.split("|")[1] == kind] for kind in _ASKED)
        for narrow, wide in product(answered, frame):
            for silent in self._silent:
                yield (narrow, silent), (wide,)
                yield (wide,), (narrow, silent)

    def _one_code_per_answer(self) -> Iterator[Rule]:
        folded = {part for code in self._codes for part in self._cells[code].parts}
        apart = [code for code in self._codes if code not in folded]
        for code in self._codes:
            parts = [part for part in self._cells[code].parts if part in self._codes and part != code]
            if parts:
                yield tuple(parts), (code,)
        shown = {self._cells[theme].theme for theme in self._themes}
        tops = [*self._themes, *(code for code in apart if self._cells[code].theme not in shown)]
        for base in self._bases:
            for rows in (apart, tops):
                yield tuple(rows), (base,)
                yield (base,), (*rows, *self._silent)
                yield (*rows, *self._silent), (base,)
        for theme in self._themes:
            yield tuple(self._under(theme, apart)), (theme,)

    def _under(self, theme: str, codes: Iterable[str]) -> list[str]:
        return [code for code in codes if self._cells[code].theme == self._cells[theme].theme]


def _union(whole: str, parts: Sequence[str]) -> Iterator[Rule]:
    """An answer that has any part has the whole, and the other way round."""
    for part in parts:
        yield (part,), (whole,)
    if parts:
        yield (whole,), tuple(parts)


def _is_same_base(first: str, second: str) -> bool:
    """Whether two bases are of the same people whosever coding counts: only of the settled they are not."""
    (kind, _counts, *others), (wide_kind, _own, *more) = first.split("|")[1:], second.split("|")[1:]
    return kind == wide_kind != BASE_KINDS[0] and others == more


def _base_rank(row: str) -> int:
    """Tell how wide a base is: the settled, those who answered, all who took part, all who were asked."""
    kind = row.split("|")[1]
    return [*BASE_KINDS].index(kind) if kind in BASE_KINDS else len(BASE_KINDS)
