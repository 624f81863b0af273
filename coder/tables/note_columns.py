"""Sentences of a note on how a table counts, and on the signs in its columns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from coder.messages import _, ngettext
from coder.tables.options import BaseKind
from coder.tables.percent import SMALL_BASE
from coder.tables.table import BREAK, Cell, Column
from coder.text.numbers import written_count


class HowCounted(Protocol):
    """What is told of how a table counts."""

    @property
    def base_kind(self) -> BaseKind:
        """Who makes up N."""

    @property
    def same_units(self) -> bool:
        """Only those who are in N in each of the waves."""

    @property
    def count_by(self) -> str | None:
        """The background variable whose values are counted in place of answers."""

    @property
    def without_value(self) -> int:
        """Answers of N without such a value."""

    @property
    def not_given(self) -> Sequence[tuple[str, Sequence[str]]]:
        """Levels that are no answers, by variable."""

    @property
    def weight(self) -> str | None:
        """What the answers are weighted by."""

    @property
    def weight_words(self) -> str | None:
        """What the weighted share is a share of."""

    @property
    def without_weight(self) -> int:
        """Answers of N without a weight."""


def how_counted(facts: HowCounted) -> list[str]:
    """Say whether units, values or weights are counted, and what is left out by that."""
    sentences = []
    if facts.same_units:
        sentences.append(_same_units(facts.base_kind))
    if facts.count_by is not None:
        sentences.append(
            _("Different values of «{variable}» are counted, not answers.").format(variable=facts.count_by)
        )
    if facts.without_value:
        sentences.append(_without_value(facts))
    for variable, levels in facts.not_given:
        said = _("Not given for «{variable}»: blank, or {levels}.")
        sentences.append(said.format(variable=variable, levels=f"«{'», «'.join(levels)}»"))
    if facts.weight is not None:
        sentences.append(_weighted_by(facts.weight, facts.weight_words))
    if facts.without_weight:
        sentences.append(_without_weight(facts))
    return sentences


def column_signs(columns: Sequence[Column], cells: Iterable[Cell], *, has_rest: bool) -> list[str]:
    """Explain the signs in columns: a break, levels too small for percentages, those in no level.

    Args:
        columns: The columns.
        cells: All their cells.
        has_rest: Some of N have no value of a variable.
    """
    sentences = []
    listed = list(cells)
    if any(cell.mark == BREAK for cell in listed):
        sentences.append(
            _(
                "«{sign}» = break in the series: the code changed its meaning, was split or merged, "
                "since the wave before."
            ).format(sign=BREAK)
        )
    small = any(column.base is not None and 0 < column.base < SMALL_BASE for column in columns)
    if small and any(cell.count is not None and cell.percent is None and cell.in_use for cell in listed):
        sentences.append(
            _("Where N of a column is under {n}: counts only, in brackets among percentages.").format(
                n=SMALL_BASE
            )
        )
    elif small:
        sentences.append(
            _("Where N of a column is under {n}: read the percentages with care.").format(n=SMALL_BASE)
        )
    if has_rest:
        sentences.append(_("«{label}»: has no value of the variable.").format(label=_("Not given")))
    return sentences


def _same_units(base_kind: BaseKind) -> str:
    kinds = {
        "done": _("Only those whose answers are settled in each of the waves."),
        "answered": _("Only those who answered in each of the waves."),
        "all": _("Only those who took part in each of the waves."),
        "frame": _("Only those who were asked in each of the waves."),
    }
    return kinds[base_kind]


def _without_value(facts: HowCounted) -> str:
    if facts.base_kind in ("done", "answered"):
        said = ngettext(
            "{n} answer without a value is left out.",
            "{n} answers without a value are left out.",
            facts.without_value,
        )
    else:
        said = ngettext(
            "{n} respondent without a value is left out.",
            "{n} respondents without a value are left out.",
            facts.without_value,
        )
    return said.format(n=written_count(facts.without_value))


def _without_weight(facts: HowCounted) -> str:
    if facts.base_kind in ("done", "answered"):
        said = ngettext(
            "{n} answer has no weight and is left out of the weighted shares.",
            "{n} answers have no weight and are left out of the weighted shares.",
            facts.without_weight,
        )
    else:
        said = ngettext(
            "{n} respondent has no weight and is left out of the weighted shares.",
            "{n} respondents have no weight and are left out of the weighted shares.",
            facts.without_weight,
        )
    return said.format(n=written_count(facts.without_weight))


def _weighted_by(variable: str, words: str | None) -> str:
    if words is None:
        return _("Weighted shares are weighted by «{variable}»; counts and N are not.").format(
            variable=variable
        )
    return _("Weighted shares: {words}. Counts and N are not weighted.").format(words=words.rstrip(". "))
