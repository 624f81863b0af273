"""How far the coding of a question has come: answers, sentences, new codes, and who has answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coder.documents.grid import Grid, GridColumn, GridRow
from coder.messages import _
from coder.tables.grid_cells import EMPTY, count_cell, number_cell
from coder.tables.percent import percent
from coder.tables.saturation import BLOCK
from coder.text.numbers import written_count

COLUMNS = ("part", "count", "of", "percent")
"""What the columns are called in CSV."""
_BLOCKS_SHOWN = 10


@dataclass(frozen=True)
class Part:
    """So many of so many."""

    label: str
    count: int
    of: int


@dataclass(frozen=True)
class ResponseRate:
    """Who has answered, level by level of a background variable."""

    variable: str
    levels: tuple[Part, ...]
    """Answers among those asked; in the order of the levels, those without a level last."""


@dataclass(frozen=True)
class Progress:
    """How far a question has come."""

    asked: int
    """Those who stand in the waves and were asked."""
    answers: int
    settled: int
    """Answers whose coding counts."""
    coded: int
    """Settled answers with at least one code."""
    sentences: int
    placed: int
    """Sentences on which a code of the settled coding is placed."""
    new_codes: tuple[int, ...]
    """Codes met for the first time, per ten settled answers in the order they were coded."""
    read: int
    """How many answers ``new_codes`` rests on."""
    rates: tuple[ResponseRate, ...] = ()

    @property
    def parts(self) -> tuple[Part, ...]:
        """The shares that tell how far it is, from those asked to the sentences."""
        return (
            Part(_("Answers, of those asked"), self.answers, self.asked),
            Part(_("Settled, of the answers"), self.settled, self.answers),
            Part(_("With a code, of the settled"), self.coded, self.settled),
            Part(_("Sentences with a code placed on them"), self.placed, self.sentences),
        )


def blocks_shown(new_codes: Sequence[int], read: int) -> list[tuple[int, int, int]]:
    """Return (first answer, last answer, new codes): the latest blocks of ten, the earlier ones in one.

    Args:
        new_codes: Per ten answers, in reading order.
        read: How many answers there are; the last block may be short.
    """
    blocks = [(place * BLOCK + 1, min((place + 1) * BLOCK, read), new) for place, new in enumerate(new_codes)]
    earlier = len(blocks) - _BLOCKS_SHOWN + 1 if len(blocks) > _BLOCKS_SHOWN else 0
    if not earlier:
        return blocks
    together = (1, blocks[earlier - 1][1], sum(new for _first, _last, new in blocks[:earlier]))
    return [together, *blocks[earlier:]]


def progress_grid(
    progress: Progress,
    caption: str,
    *,
    note: str = "",
    number: str = "",
    decimals: int = 0,
    language: str = "nb",
    provenance: dict[str, Any] | None = None,
) -> Grid:
    """Return the progress as a table: each row so many of so many, in percent; new codes are counts only."""
    rows = [_part_row(part, decimals) for part in progress.parts]
    if progress.new_codes:
        rows.append(_heading(_("New codes, in the order the answers were coded")))
        rows.extend(_block_row(*block) for block in blocks_shown(progress.new_codes, progress.read))
    for rate in progress.rates:
        rows.append(_heading(_("Response rate by {variable}").format(variable=rate.variable)))
        rows.extend(_part_row(part, decimals, indent=1) for part in rate.levels)
    return Grid(
        caption=caption,
        columns=(GridColumn(_("Count")), GridColumn(_("Of")), GridColumn(_("Percent"))),
        rows=tuple(rows),
        note=note,
        number=number,
        language=language,
        description=_description(progress),
        provenance=provenance or {},
    )


def progress_values(progress: Progress, decimals: int = 0) -> dict[str, Any]:
    """Return the progress as JSON values."""
    names = ("answers", "settled", "coded", "placed")
    return {
        **{name: _part_values(part, decimals) for name, part in zip(names, progress.parts, strict=True)},
        "new_codes": [
            {"from": place * BLOCK + 1, "to": min((place + 1) * BLOCK, progress.read), "new": new}
            for place, new in enumerate(progress.new_codes)
        ],
        "response": [
            {
                "variable": rate.variable,
                "levels": [{"level": part.label, **_part_values(part, decimals)} for part in rate.levels],
            }
            for rate in progress.rates
        ],
    }


def _part_values(part: Part, decimals: int) -> dict[str, Any]:
    from coder.tables.layout_json import percent_number

    share = percent(part.count, part.of, decimals, small_bases=True)
    return {"count": part.count, "of": part.of, "percent": percent_number(share)}


def _part_row(part: Part, decimals: int, indent: int = 0) -> GridRow:
    # A rate tells how far one is; it estimates nothing, so a small base needs no hiding.
    share = percent(part.count, part.of, decimals, small_bases=True)
    return GridRow(
        part.label, (count_cell(part.count), count_cell(part.of), number_cell(share)), indent, bar=share
    )


def _block_row(first: int, last: int, new: int) -> GridRow:
    said = _("Answer {last}") if first == last else _("Answers {first}–{last}")
    label = said.format(first=written_count(first), last=written_count(last))
    return GridRow(label, (count_cell(new), EMPTY, EMPTY), indent=1)


def _heading(label: str) -> GridRow:
    return GridRow(label, (EMPTY, EMPTY, EMPTY), is_strong=True)


def _description(progress: Progress) -> str:
    return _("How far the coding has come: {settled} of {answers} answers are settled.").format(
        settled=written_count(progress.settled), answers=written_count(progress.answers)
    )
