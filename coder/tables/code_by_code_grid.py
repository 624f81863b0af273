"""Which codes occur together, as a list of pairs or as a matrix."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coder.documents.grid import Grid, GridColumn, GridRow
from coder.messages import _, ngettext
from coder.tables.code_by_code import FEW_EXPECTED, Pair, Together
from coder.tables.grid_cells import EMPTY, count_cell, number_cell, word_cell
from coder.text.numbers import written_count

NO_LIFT = "–"
"""Stands where there is no lift."""
PAIR_COLUMNS = ("code", "with", "count", "expected", "lift")
"""What the columns of a list are called in CSV."""


@dataclass(frozen=True)
class Item:
    """A code or theme of the table."""

    id: str
    path: str
    label: str


@dataclass(frozen=True)
class Words:
    """What stands around the numbers."""

    caption: str
    note: str
    number: str = ""
    language: str = "nb"


def pairs_grid(
    found: Together,
    items: Sequence[Item],
    words: Words,
    provenance: Mapping[str, Any],
    most: int | None = None,
) -> Grid:
    """Return the pairs as a list, those in most answers first.

    Args:
        found: The counts.
        items: What is counted, in the places of ``found``.
        words: What stands around the numbers.
        provenance: What it was made from.
        most: Show so many pairs at most; None: all.
    """
    shown = found.pairs(most)
    columns = (
        GridColumn(_("Together with"), is_text=True),
        GridColumn(_("Count")),
        GridColumn(_("Expected")),
        GridColumn(_("Lift")),
    )
    sentences = [words.note, _what_lift_is()]
    if any(pair.expected is not None and pair.expected < FEW_EXPECTED for pair in shown):
        sentences.append(
            _("Where fewer than {n} are expected, chance alone may lift far.").format(n=FEW_EXPECTED)
        )
    sentences += _left_out(len(shown), len(found))
    return Grid(
        caption=words.caption,
        columns=columns,
        rows=tuple(_pair_row(pair, items) for pair in shown),
        note=" ".join(filter(None, sentences)),
        number=words.number,
        stub=_("Code"),
        language=words.language,
        description=_description(found, items),
        provenance=provenance,
    )


def matrix_grid(found: Together, items: Sequence[Item], words: Words, provenance: Mapping[str, Any]) -> Grid:
    """Return the counts as a matrix, its lower half; on the diagonal the answers with the one."""
    counts = found.counts.tolist()
    rows = tuple(
        GridRow(
            f"{place + 1} {item.label}",
            tuple(
                count_cell(counts[place][other]) if other <= place else EMPTY for other in range(len(items))
            ),
        )
        for place, item in enumerate(items)
    )
    explained = _(
        "Answers with both; on the diagonal the answers with the one. Columns are numbered as the rows."
    )
    return Grid(
        caption=words.caption,
        columns=tuple(GridColumn(str(place + 1)) for place in range(len(items))),
        rows=rows,
        note=" ".join(filter(None, (words.note, explained))),
        number=words.number,
        language=words.language,
        description=_description(found, items),
        provenance=provenance,
    )


def together_values(found: Together, items: Sequence[Item]) -> dict[str, Any]:
    """Return all counts as JSON values: what is counted, and every pair that occurs."""
    from coder.tables.layout_json import percent_number

    each = found.each.tolist()
    return {
        "base": found.base,
        "codes": [
            {"id": item.id, "path": item.path, "count": count}
            for item, count in zip(items, each, strict=True)
        ],
        "pairs": [
            {
                "first": items[pair.first].id,
                "first_path": items[pair.first].path,
                "second": items[pair.second].id,
                "second_path": items[pair.second].path,
                "count": pair.together,
                "expected": percent_number(pair.expected),
                "lift": percent_number(pair.lift),
            }
            for pair in found.pairs()
        ],
    }


def _pair_row(pair: Pair, items: Sequence[Item]) -> GridRow:
    cells = (
        word_cell(items[pair.second].label),
        count_cell(pair.together),
        number_cell(pair.expected, NO_LIFT),
        number_cell(pair.lift, NO_LIFT),
    )
    return GridRow(items[pair.first].label, cells)


def _what_lift_is() -> str:
    return _(
        "Expected = answers with both if the two were independent: the product of their counts by N. "
        "Lift = count by expected; over 1 they occur together more often than by chance."
    )


def _left_out(shown: int, pairs: int) -> list[str]:
    if shown == pairs:
        return [] if pairs else [_("No two codes occur together.")]
    return [
        ngettext("The most frequent pair of {all}.", "The {n} most frequent pairs of {all}.", shown).format(
            n=written_count(shown), all=written_count(pairs)
        )
    ]


def _description(found: Together, items: Sequence[Item]) -> str:
    pairs = found.pairs(1)
    if not pairs:
        return _("No two codes occur together.")
    first, second = (items[place].label for place in (pairs[0].first, pairs[0].second))
    return _("Which codes occur together. Most often: {first} with {second}, in {n} answers.").format(
        first=first, second=second, n=written_count(pairs[0].together)
    )
