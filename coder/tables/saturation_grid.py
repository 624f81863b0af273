"""When codes were met, as a table and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from coder.documents.grid import Grid, GridColumn, GridRow
from coder.messages import _, current_language, ngettext
from coder.tables.grid_cells import count_cell
from coder.tables.saturation import BLOCK, LATEST, Saturation, without_quiet_runs
from coder.text.numbers import written_count, written_number

COLUMNS = ("answers", "new", "known")
"""What the columns are called in CSV."""
THEME_COLUMNS = ("theme", "codes", "half_by", "last_new", "new_in_latest")


def saturation_grid(
    asked: str, found: Saturation, at_once: int = 0, provenance: Mapping[str, Any] | None = None
) -> Grid:
    """Return new codes and those met so far, stretch by stretch.

    Args:
        asked: The question's text, or its key.
        found: How its codes were met.
        at_once: Answers whose order among each other is not known.
        provenance: What it was made from.
    """
    rows = [
        GridRow(
            _span(stretch.first, stretch.last),
            (count_cell(len(stretch.new)), count_cell(stretch.known)),
            bar=Decimal(100 * stretch.known) / max(len(found.met_in), 1),
        )
        for stretch in without_quiet_runs(found.stretches)
    ]
    return Grid(
        caption=_("New codes in the order the answers to «{question}» were coded. N={n}").format(
            question=" ".join(asked.split()), n=written_count(found.read)
        ),
        columns=(GridColumn(_("New codes")), GridColumn(_("Met so far"))),
        rows=tuple(rows),
        note=" ".join([*saturation_sentences(found), *order_sentences(found, at_once)]),
        stub=_("Answers"),
        language=current_language(),
        description=" ".join(saturation_sentences(found)),
        provenance=provenance or {},
    )


def themes_grid(
    asked: str, themes: Sequence[tuple[str, Saturation]], provenance: Mapping[str, Any] | None = None
) -> Grid:
    """Return a line for each theme: how many of its codes are in use, and when they were met.

    What the latest answers brought stands there only where others came before them.
    """
    read = themes[0][1].read if themes else 0
    has_latest = read > LATEST
    rows = [
        GridRow(
            name,
            (
                count_cell(len(found.met_in)),
                count_cell(found.met_by(0.5)),
                count_cell(found.last_new),
                *([count_cell(found.new_since(read - LATEST))] if has_latest else []),
            ),
        )
        for name, found in themes
    ]
    return Grid(
        caption=_("New codes by theme, in the order the answers to «{question}» were coded. N={n}").format(
            question=" ".join(asked.split()), n=written_count(read)
        ),
        columns=(
            GridColumn(_("Codes")),
            GridColumn(_("Half of them by answer")),
            GridColumn(_("The last by answer")),
            *([GridColumn(_("New in the latest {n}").format(n=LATEST))] if has_latest else []),
        ),
        rows=tuple(rows),
        stub=_("Theme"),
        language=current_language(),
        provenance=provenance or {},
    )


def saturation_sentences(found: Saturation) -> list[str]:
    """Say in words how far reading on brings new codes."""
    if found.last_new is None:
        return [_("No code is in use among the answers read.")]
    met = ngettext("{n} code", "{n} codes", len(found.met_in)).format(n=written_count(len(found.met_in)))
    read = ngettext("{n} answer", "{n} answers", found.read).format(n=written_count(found.read))
    sentences = [
        _(
            "{codes} in use in {answers}; half of them had been met by answer {half}, the last by {last}."
        ).format(
            codes=met,
            answers=read,
            half=written_count(found.met_by(0.5) or 0),
            last=written_count(found.last_new),
        )
    ]
    if found.read > LATEST:
        new = found.new_since(found.read - LATEST)
        sentences.append(
            ngettext(
                "The latest {latest} answers brought {n} new code.",
                "The latest {latest} answers brought {n} new codes.",
                new,
            ).format(latest=LATEST, n=written_count(new))
        )
    if found.to_expect is not None and found.read >= LATEST:
        # A tenth is the least that is told.
        said = (
            _(
                "Codes in one answer only: {once}; so hardly any new one is to be expected in {next} more "
                "answers (Good-Turing)."
            )
            if round(found.to_expect, 1) == 0
            else _(
                "Codes in one answer only: {once}; so about {n} new ones are to be expected in {next} more "
                "answers (Good-Turing)."
            )
        )
        sentences.append(
            said.format(once=written_count(found.met_once), n=written_number(found.to_expect, 1), next=BLOCK)
        )
    return sentences


def order_sentences(found: Saturation, at_once: int) -> list[str]:
    """Say what new codes are, and of how many answers the order is only that of the file."""
    sentences = [
        _("New = met for the first time; codes that say there is no content are left out.")
        if found.met_in
        else ""
    ]
    if at_once:
        sentences.append(
            ngettext(
                "{n} answer was done in one act with others (an import, for one): among these the order is "
                "that of the file.",
                "{n} answers were done in one act with others (an import, for one): among these the order is "
                "that of the file.",
                at_once,
            ).format(n=written_count(at_once))
        )
    return [sentence for sentence in sentences if sentence]


def _span(first: int, last: int) -> str:
    return written_count(first) if first == last else f"{written_count(first)}–{written_count(last)}"
