"""A table with what tests say: whether shares differ between levels, or between waves."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from coder.messages import _
from coder.tables.published import NO_ANSWER
from coder.tables.significance import LEVEL_OF_SIGNIFICANCE, Outcome, scale_test
from coder.tables.table import Beside, Cell, FrequencyTable, level_key
from coder.tables.tested import RowTest, how_tested, p_text, row_tests
from coder.text.numbers import written_number

MORE, LESS = "+", "−"
"""Marks of a level that stands out from the others together."""


def with_tests(
    table: FrequencyTable, ordered: Collection[str], points: Collection[str] | None = None
) -> tuple[FrequencyTable, list[str]]:
    """Test each group of columns; returns what the note says of the tests as well.

    Those without a value of the variable are no level, and those without an answer are no code. What is
    hidden is not tested: no p tells of it.

    Args:
        table: The table, counts hidden that are to be hidden.
        ordered: Variables whose levels have an order; waves always have.
        points: The codes that are points of a scale, by uid: one test of them all. None: a test per row.
    """
    sentences: list[str] = []
    for group in dict.fromkeys(column.group for column in table.columns):
        places = [
            place
            for place, column in enumerate(table.columns)
            if column.group == group and (not group or column.key != level_key(group, ""))
        ]
        if points is not None:
            sentences.append(_scale_sentence(table, group, places, points))
        else:
            table, tests = _with_row_tests(table, group, places, is_ordered=not group or group in ordered)
            sentences += [
                each for each in how_tested(tests, _families_tested(table)) if each not in sentences
            ]
    if points is None and any(row.level == NO_ANSWER for row in table.rows):
        sentences.append(_("Those without an answer are not tested."))
    if any(cell.mark in (MORE, LESS) for line in table.cells for cell in line):
        sentences.append(
            _("«{more}», «{less}» = more or less than in the other levels together (p < {limit}).").format(
                more=MORE, less=LESS, limit=written_number(LEVEL_OF_SIGNIFICANCE)
            )
        )
    return table, sentences


def _with_row_tests(
    table: FrequencyTable, group: str, places: Sequence[int], *, is_ordered: bool
) -> tuple[FrequencyTable, tuple[RowTest, ...]]:
    bases = [table.columns[place].base for place in places]
    hits = [
        [None if row.level == NO_ANSWER else _hits(line[place]) for place in places]
        for row, line in zip(table.rows, table.cells, strict=True)
    ]
    in_use = [[line[place].in_use for place in places] for line in table.cells]
    tests = row_tests(hits, bases, families(table), in_use=in_use, ordered=is_ordered and len(places) > 2)
    cells = tuple(_marked(line, places, test) for line, test in zip(table.cells, tests, strict=True))
    beside = [_across(group, tests)]
    if is_ordered and len(places) > 2:
        beside.append(_trend(group, tests))
    beside = [_without_silent(table, each) for each in beside]
    return replace(table, cells=cells, beside=(*table.beside, *beside)), tests


def _without_silent(table: FrequencyTable, beside: Beside) -> Beside:
    """Leave the row of those without an answer empty: it is not hidden."""
    texts = zip(table.rows, beside.texts, strict=True)
    return replace(beside, texts=tuple("" if row.level == NO_ANSWER else text for row, text in texts))


def _families_tested(table: FrequencyTable) -> list[str]:
    return [family for row, family in zip(table.rows, families(table), strict=True) if row.level != NO_ANSWER]


def families(table: FrequencyTable) -> list[str]:
    """Return, by row, which rows its p is adjusted together with."""
    return ["theme" if row.level == "theme" else "code" for row in table.rows]


def _hits(cell: Cell) -> int | None:
    """Return a count; None where it is hidden, 0 where the code was not in use."""
    return 0 if not cell.in_use else cell.count


def _marked(line: Sequence[Cell], places: Sequence[int], test: RowTest) -> tuple[Cell, ...]:
    marks = {place: test.differs(level) for level, place in enumerate(places)}
    signs = {"more": MORE, "less": LESS}
    return tuple(
        replace(cell, mark=signs[found]) if (found := marks.get(place)) and not cell.mark else cell
        for place, cell in enumerate(line)
    )


def _across(group: str, tests: Sequence[RowTest]) -> Beside:
    return Beside(
        "p",
        _("p"),
        group,
        tuple(p_text(test.across, test.across_adjusted) for test in tests),
        tuple(test.across_adjusted for test in tests),
    )


def _trend(group: str, tests: Sequence[RowTest]) -> Beside:
    return Beside(
        "trend",
        _("p (trend)"),
        group,
        tuple(p_text(test.trend, test.trend_adjusted) for test in tests),
        tuple(test.trend_adjusted for test in tests),
    )


def _scale_sentence(table: FrequencyTable, group: str, places: Sequence[int], points: Collection[str]) -> str:
    lines = [line for row, line in zip(table.rows, table.cells, strict=True) if row.id in points]
    counts = [[_hits(line[place]) for line in lines] for place in places]
    what = group or _("wave")
    known = [[count for count in level if count is not None] for level in counts]
    if any(len(level) < len(lines) for level in known):
        return _("The scale by {variable}: not tested, since counts are hidden.").format(variable=what)
    outcome = scale_test(known)
    if not isinstance(outcome, Outcome):
        return _("The scale by {variable}: too few to test.").format(variable=what)
    p = p_text(outcome)
    return _(
        "The scale by {variable}: p{p} (Kruskal-Wallis, codes that are no point of it left out)."
    ).format(variable=what, p=p if p.startswith("<") else f"={p}")
