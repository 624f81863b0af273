"""Make the table of how far the coding of a question has come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from coder.domain.errors import WrongUseError
from coder.domain.wave import wave_in_words
from coder.messages import _, current_language
from coder.store.overview import placed_sentences
from coder.tables.crossing import Grouping
from coder.tables.options import TableOptions
from coder.tables.progress import COLUMNS, Part, Progress, ResponseRate, progress_grid, progress_values
from coder.tables.saturation import Saturation, saturation
from coder.tables.saturation_grid import order_sentences
from coder.tables.told_counts import ToldCounts
from coder.usecases.tables.any_table import AnyTable
from coder.usecases.tables.asked import AskedTable
from coder.usecases.tables.finish import PROGRESS_EXPORT
from coder.usecases.tables.frequency_table import counted_total, provenance_of
from coder.usecases.tables.moment import asked_table
from coder.usecases.tables.outcome_row import outcome_row
from coder.usecases.tables.people import Counted
from coder.usecases.tables.saturation import codes_in_reading_order

if TYPE_CHECKING:
    from coder.documents.grid import Grid
    from coder.store.engine import Engine
    from coder.tables.published import PublishedCell


class NotForProgressError(WrongUseError):
    """Something that the table of progress cannot do."""

    def __init__(self, option: str) -> None:
        super().__init__(_("{option} does not go with --progress.").format(option=option))


@dataclass(frozen=True)
class MadeProgress:
    """The table of progress, to be shown or handed to a program."""

    grid: Grid
    values: dict[str, Any]
    cells: tuple[PublishedCell, ...] = ()
    """The counts that it tells."""

    def table(self) -> AnyTable:
        """Return it ready for any format."""
        return AnyTable.of_grid(self.grid, self.values, COLUMNS, self.cells)


def question_progress(
    engine: Engine, question_key: str, options: TableOptions, entry: int | None = None
) -> MadeProgress:
    """Count how far a question has come, by the settled coding.

    Of ``options`` it knows waves, where, by and trend (response rate by variable and by wave), decimals,
    as_of, caption and number. New codes are told of the whole question only, where no wave and no level is
    picked out: the order of reading knows no selection.

    Raises:
        NotForProgressError: If something else is asked for.
        And as for ``frequency_table``.
    """
    with asked_table(engine, question_key, replace(options, base="frame"), entry) as asked:
        return made_progress(asked, options)


def _check(options: TableOptions) -> None:
    usual = TableOptions()
    others = {
        "--weight": options.weight,
        "--count-by": options.count_by,
        "--min-cell": options.min_cell,
        "--counts": options.counts,
        "--layer": options.layer,
        "--exclude-kind": options.exclude_kinds,
        "--code": options.codes,
        "--same-units": options.same_units,
        "--test": options.test,
        "--interval": options.interval,
        "--level": options.level,
        "--order": options.order,
        "--show": options.show,
        "--turn": options.turn,
        "--total": options.total,
        "--units": options.units,
        "--rate": options.rate,
    }
    for option, value in others.items():
        if value not in (None, False, ()):
            raise NotForProgressError(option)
    if options.base != usual.base:
        raise NotForProgressError("--base")


def made_progress(asked: AskedTable, options: TableOptions) -> MadeProgress:
    """Make the table of progress that is asked for, with the frame as its base.

    Raises:
        NotForProgressError: If something is asked for that it does not know.
    """
    _check(options)
    counted, _total, facts = counted_total(asked)
    found, sentences = _met(asked)
    progress = _counted(asked, counted, found)
    about = provenance_of(asked, facts, PROGRESS_EXPORT) | {"options": options.written()}
    question = " ".join((asked.question.text or asked.question.key).split())
    title = options.caption or _("How far the coding of «{question}» has come.").format(question=question)
    grid = progress_grid(
        progress,
        title,
        note=" ".join([*_note(asked), *sentences]),
        number=options.number or "",
        decimals=options.decimals,
        language=current_language(),
        provenance=about,
    )
    beside = {"caption": grid.caption, "note": grid.note, "provenance": about}
    cells = _told(asked, options, counted, progress)
    return MadeProgress(grid, progress_values(progress, options.decimals) | beside, tuple(cells))


def _told(
    asked: AskedTable, options: TableOptions, counted: Counted, progress: Progress
) -> Iterator[PublishedCell]:
    """Return what the table tells of counts that frequency tables may hide."""
    told = ToldCounts(asked.counts, options.written())
    yield told.base("frame", progress.asked)
    yield told.base("answered", progress.answers)
    yield told.base("done", progress.settled)
    if asked.codebook:
        label = _("With a code, of the settled")
        yield told.among(outcome_row(asked, counted, asked.codebook, label), progress.coded)
    for grouping, rate in zip(counted.groupings, progress.rates, strict=True):
        for key, part in zip(grouping.keys, rate.levels, strict=True):
            yield told.base("frame", part.of, key, label=part.label)
            yield told.base("answered", part.count, key, label=part.label)


def _counted(asked: AskedTable, counted: Counted, found: Saturation) -> Progress:
    arrays = counted.arrays
    placed, sentences = placed_sentences(asked.work, asked.selection)
    return Progress(
        asked=int(counted.people.ids.size),
        answers=int(arrays.answer_ids.size),
        settled=int(arrays.settled.sum()),
        coded=int(np.unique(arrays.coding_answers).size),
        sentences=sentences,
        placed=placed,
        new_codes=found.new_codes,
        read=found.read,
        rates=tuple(_rate(counted, grouping) for grouping in counted.groupings),
    )


def _met(asked: AskedTable) -> tuple[Saturation, list[str]]:
    """Return when codes were met first, and what is to be said of it; nothing of picked answers."""
    if asked.options.waves or asked.options.where:
        return saturation(()), []
    found, at_once = asked.once("codes met", lambda: _codes_met(asked))
    return found, order_sentences(found, at_once)


def _codes_met(asked: AskedTable) -> tuple[Saturation, int]:
    read = codes_in_reading_order(asked.work, asked.question)
    return saturation(read.codes), read.at_once


def _rate(counted: Counted, grouping: Grouping) -> ResponseRate:
    counts = counted.counting.in_columns(grouping)
    return ResponseRate(
        grouping.variable or _("wave"),
        tuple(
            Part(label, answered, base)
            for label, answered, base in zip(
                grouping.labels, counts.answered.tolist(), counts.bases.tolist(), strict=True
            )
        ),
    )


def _note(asked: AskedTable) -> list[str]:
    sentences = [_("Settled = the answer's coding counts.")]
    if asked.options.where:
        sentences.append(_("Only: {where}.").format(where=", ".join(asked.options.where)))
    if asked.options.waves:
        sentences.append(_("Only: {where}.").format(where=", ".join(map(wave_in_words, asked.options.waves))))
    if asked.options.as_of:
        said = _("As of entry {when}.") if asked.options.as_of.isdecimal() else _("As of {when}.")
        sentences.append(said.format(when=asked.options.as_of))
    return sentences
