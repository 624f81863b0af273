"""What holds in any one column between outcomes, each any of several codes, and other rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from coder.tables.published import CODE, THEME, PublishedCell

Rule = tuple[tuple[str, ...], tuple[str, ...]]
"""Rows whose counts together are no more than those of other rows together, whoever is counted."""


class OutcomeRules:
    """Tells what outcomes, codes, folded rows and themes say of each other."""

    def __init__(
        self,
        outcomes: Sequence[str],
        codes: Sequence[str],
        themes: Sequence[str],
        cells: Mapping[str, PublishedCell],
    ) -> None:
        self._outcomes = outcomes
        self._themes = themes
        self._cells = cells
        self._plain = [code for code in codes if not cells[code].parts]
        self._folded = [code for code in codes if cells[code].parts]
        self._exclusive = all(cells[row].exclusive for row in outcomes)

    def all(self) -> Iterator[Rule]:
        """Return the rules; only those that hold of any answers, whichever rows stand in the column."""
        for outcome in self._outcomes:
            for row in self._plain:
                if row in self._cells[outcome].parts:
                    yield (row,), (outcome,)
            for rows in self._covers(outcome):
                yield (outcome,), rows
                if self._exclusive:
                    yield rows, (outcome,)
            for other in (*self._themes, *self._folded, *self._outcomes):
                if other != outcome:
                    yield from self._compared(outcome, other)

    def _covers(self, outcome: str) -> Iterator[tuple[str, ...]]:
        """Return rows, any of which an answer has if and only if it has the outcome."""
        codes = self._codes_of(outcome)
        if codes is not None:
            yield tuple(codes)
        found: list[str] = []
        for theme, below in parts_by_theme(self._cells[outcome].parts).items():
            row = next((row for row in self._themes if theme and _is_of(row, theme)), None)
            found += below if row is None else [row]
        if found != codes and set(found) <= {*self._plain, *self._themes}:
            yield tuple(found)

    def _compared(self, outcome: str, other: str) -> Iterator[Rule]:
        mine, others = self._codes_of(outcome), self._codes_of(other)
        rest = None if others is None else [code for code in others if code not in self._cells[outcome].parts]
        if self._is_inside(other, outcome):
            yield (other,), (outcome,)
        if self._is_inside(outcome, other):
            yield (outcome,), (other,)
            if self._exclusive and rest is not None:
                yield (outcome, *rest), (other,)
        if rest is not None and rest != others:
            yield (other,), (outcome, *rest)
        if mine is not None and others is not None and set(mine) & set(others):
            yield (outcome,), (other, *(code for code in mine if code not in others))

    def _is_inside(self, row: str, whole: str) -> bool:
        """Whether whoever has the first has the second."""
        cell, wide = self._cells[row], self._cells[whole]
        if wide.kind == THEME:
            return cell.theme != "" and cell.theme == wide.theme
        if cell.kind == THEME:
            return any(theme and _is_of(row, theme) for theme in parts_by_theme(wide.parts))
        return {part for part in cell.parts if part.startswith(f"{CODE}|")} <= set(wide.parts)

    def _codes_of(self, row: str) -> list[str] | None:
        """Return the codes of an outcome, folded row or theme; None where some do not stand in the column."""
        cell = self._cells[row]
        if cell.kind == THEME:
            return [code for code in self._plain if self._cells[code].theme == cell.theme]
        codes = [part for part in cell.parts if part.startswith(f"{CODE}|")]
        return codes if set(codes) <= set(self._plain) else None


def parts_by_theme(parts: Sequence[str]) -> dict[str, list[str]]:
    """Return the codes of an outcome under each whole theme of it; those under none by an empty name.

    Args:
        parts: Codes of no theme that is meant whole, then each theme followed by its codes.
    """
    found: dict[str, list[str]] = {"": []}
    theme = ""
    for part in parts:
        if part.startswith(f"{THEME}|"):
            theme = part
            found[theme] = []
        else:
            found[theme].append(part)
    return found


def _is_of(row: str, theme: str) -> bool:
    """Whether a row is of a theme, perhaps without codes of some kinds."""
    return row == theme or row.startswith(f"{theme}|")
