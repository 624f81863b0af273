"""The tests of a table: each row across its levels, adjusted for how many rows there are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from coder.messages import _
from coder.tables.significance import (
    DRAWS,
    FEWEST,
    LEVEL_OF_SIGNIFICANCE,
    SEED,
    SMALL_EXPECTED,
    LevelOutcome,
    Method,
    Outcome,
    TooFew,
    adjusted,
    each_level_test,
    level_test,
    trend_test,
)
from coder.text.numbers import written_count, written_number

Untested = TooFew | Literal["hidden"]
"""Why there is no test; "hidden" where a count of the row may not be shown."""

SMALLEST_P = 0.001
"""A smaller p is only said to be smaller."""


@dataclass(frozen=True)
class RowTest:
    """What the tests of one row say; each adjusted p beside its own, None where there is no test."""

    across: Outcome | Untested
    """Whether the share differs between the levels."""
    trend: Outcome | Untested | None
    """Whether it rises or falls along them; None where they have no order."""
    levels: tuple[LevelOutcome | Untested, ...]
    """Each level against all the others together."""
    across_adjusted: float | None = None
    trend_adjusted: float | None = None
    levels_adjusted: tuple[float | None, ...] = ()

    def differs(self, level: int) -> Literal["more", "less"] | None:
        """Tell whether a level stands out, after adjustment."""
        outcome, p = self.levels[level], self.levels_adjusted[level]
        if not isinstance(outcome, LevelOutcome) or p is None or p >= LEVEL_OF_SIGNIFICANCE:
            return None
        return "more" if outcome.difference > 0 else "less"


def row_tests(
    hits: Sequence[Sequence[int | None]],
    bases: Sequence[int | None],
    families: Sequence[str],
    *,
    in_use: Sequence[Sequence[bool]] | None = None,
    ordered: bool = False,
    seed: int = SEED,
) -> tuple[RowTest, ...]:
    """Test every row of a table across the levels of one background variable, or waves of different units.

    Args:
        hits: Per row, the answers with it in each level; None where hidden.
        bases: All answers, per level; None where hidden.
        families: Per row, which rows it is adjusted together with: "code" or "theme".
        in_use: Per row, the levels in which it was in use; the others say nothing about it and are left out.
        ordered: Whether the levels have an order, along which a trend is tested.
        seed: Of the Monte Carlo tests; it belongs in the provenance.
    """
    rows = [
        _tested(*_where_in_use(row, bases, None if in_use is None else in_use[place]), ordered, seed)
        for place, row in enumerate(hits)
    ]
    done: list[RowTest | None] = [None] * len(rows)
    for family in dict.fromkeys(families):
        places = [place for place, one in enumerate(families) if one == family]
        for place, row in zip(places, _adjusted_family([rows[place] for place in places]), strict=True):
            done[place] = row
    return tuple(row for row in done if row is not None)


def p_text(outcome: Outcome | Untested | None, p: float | None = None) -> str:
    """Write a p as tables print it: "0,034", "<0,001", "too few"; empty where nothing was asked.

    Args:
        outcome: The test.
        p: The adjusted p in place of the test's own.
    """
    if outcome is None:
        return ""
    if not isinstance(outcome, Outcome):
        return _("hidden") if outcome == "hidden" else _("too few")
    value = outcome.p if p is None else p
    if value < SMALLEST_P:
        return "<" + written_number(SMALLEST_P)
    return written_number(value, 3)


def how_tested(rows: Sequence[RowTest], families: Sequence[str], seed: int = SEED) -> list[str]:
    """Say in a table's note which tests were made, how p was adjusted, and what was too thin.

    Args:
        rows: The tests.
        families: Per row, which rows it was adjusted together with, as they were given to ``row_tests``.
        seed: Of the Monte Carlo tests.
    """
    made: list[Outcome | LevelOutcome | Untested | None] = []
    for row in rows:
        made += [row.across, row.trend, *row.levels]
    methods = {outcome.method for outcome in map(_outcome, made) if outcome is not None}
    sentences = [sentence for method, sentence in _methods(seed).items() if method in methods]
    if methods:
        sentences.append(_how_adjusted(frozenset(families)))
    if any(isinstance(each, str) and each != "hidden" for each in made):
        sentences.append(
            _(
                "«Too few»: under {n} answers with the code, without it or in the level, or one level only."
            ).format(n=FEWEST)
        )
    return sentences


def _how_adjusted(families: frozenset[str]) -> str:
    if families == {"code"}:
        return _("p is adjusted for the number of codes (Benjamini-Hochberg).")
    if families == {"theme"}:
        return _("p is adjusted for the number of themes (Benjamini-Hochberg).")
    return _("p is adjusted for the number of codes, and of themes (Benjamini-Hochberg).")


def _methods(seed: int) -> dict[Method, str]:
    return {
        "chi-square": _("Tested: chi-square (Pearson)."),
        "fisher": _("Two levels with an expected count under {n}: Fisher's exact test.").format(
            n=SMALL_EXPECTED
        ),
        "monte carlo": _(
            "Several levels with an expected count under {n}: Monte Carlo ({draws} tables, seed {seed})."
        ).format(draws=written_count(DRAWS), seed=seed, n=SMALL_EXPECTED),
        "trend": _("p of the trend along the levels: Cochran-Armitage."),
    }


def _outcome(made: Outcome | LevelOutcome | Untested | None) -> Outcome | None:
    if isinstance(made, LevelOutcome):
        return made.outcome
    return made if isinstance(made, Outcome) else None


def _where_in_use(
    row: Sequence[int | None], bases: Sequence[int | None], in_use: Sequence[bool] | None
) -> tuple[Sequence[int | None], Sequence[int | None]]:
    """Empty the levels in which a row was not in use: nobody in them could have it."""
    if in_use is None or all(in_use):
        return row, bases
    return (
        [hit if used else 0 for hit, used in zip(row, in_use, strict=True)],
        [base if used else 0 for base, used in zip(bases, in_use, strict=True)],
    )


def _tested(row: Sequence[int | None], bases: Sequence[int | None], ordered: bool, seed: int) -> RowTest:
    counts = [hit for hit in row if hit is not None]
    of = [base for base in bases if base is not None]
    if len(counts) < len(row) or len(of) < len(bases):
        hidden: Untested = "hidden"
        return RowTest(hidden, hidden if ordered else None, (hidden,) * len(row))
    return RowTest(
        level_test(counts, of, seed),
        trend_test(counts, of) if ordered else None,
        tuple(each_level_test(counts, of)),
    )


def _adjusted_family(rows: Sequence[RowTest]) -> list[RowTest]:
    across = adjusted([_p(row.across) for row in rows])
    trend = adjusted([_p(row.trend) for row in rows])
    levels = iter(adjusted([_p(level) for row in rows for level in row.levels]))
    return [
        RowTest(
            row.across,
            row.trend,
            row.levels,
            across[place],
            trend[place],
            tuple(next(levels) for _level in row.levels),
        )
        for place, row in enumerate(rows)
    ]


def _p(made: Outcome | LevelOutcome | Untested | None) -> float | None:
    outcome = _outcome(made)
    return None if outcome is None else outcome.p
