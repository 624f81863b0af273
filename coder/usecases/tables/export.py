"""A table that leaves the project in a file: made, written, and written down."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from coder.domain.errors import EnvironmentFailedError
from coder.messages import _
from coder.store.exports import Export, exports_of, standing
from coder.store.questions import question_named
from coder.store.unit_of_work import Writing, reading
from coder.tables.options import TableOptions
from coder.tables.published import published_cells
from coder.tables.table import FrequencyTable
from coder.usecases.exchange.leaving import leaving
from coder.usecases.tables.finish import (
    PROGRESS_EXPORT,
    REGRESSION_EXPORT,
    TABLE_EXPORT,
    TOGETHER_EXPORT,
    refuse_narrowing,
)
from coder.usecases.tables.frequency_table import made_table
from coder.usecases.tables.moment import asked_table

if TYPE_CHECKING:
    from coder.store.engine import Engine
    from coder.usecases.tables.any_table import AnyTable


class ExportedMeanwhileError(EnvironmentFailedError):
    """Small counts were hidden without knowledge of a file that left while this one was made."""

    def __init__(self) -> None:
        super().__init__(_("Another file was exported meanwhile. Make this one again."))


@contextmanager
def exported_table(
    engine: Engine, question_key: str, options: TableOptions, *, coder_id: int, named: str, file: Path
) -> Iterator[tuple[FrequencyTable, Path]]:
    """Make a table and give a file to write it to; it is then written down as an export and becomes ``file``.

    What it shows is written down too: later ones must not give away what it hides.

    Args:
        engine: The project.
        question_key: The question.
        options: How the table is made.
        coder_id: Who exports.
        named: The format.
        file: Where to.

    Raises:
        GivenAwayError: If what is to be hidden stands in an earlier export; NarrowsEarlierError likewise.
        CannotWriteFileError: If the file cannot be written.
        ExportedMeanwhileError: If small counts are hidden, and another table of the question has left since.
    """
    with asked_table(engine, question_key, options) as asked:
        made = made_table(asked)
    question_id = _question_id(engine, question_key)
    export = Export(
        what=TABLE_EXPORT,
        question_id=question_id,
        format=named,
        file=file.name,
        options=options.written(),
        min_cell=options.min_cell,
        cells=published_cells(made.counted, made.shown),
    )

    def check(work: Writing) -> None:
        seen = made.shown.provenance.get("exports")
        if isinstance(seen, int):
            refuse_exports_meanwhile(work, question_id, seen)

    with leaving(engine, coder_id, export, file, check) as new:
        yield made.shown, new


def refuse_exports_meanwhile(work: Writing, question_id: int, seen: int) -> None:
    """Make sure that what was made with knowledge of so many exports knows of all.

    Raises:
        ExportedMeanwhileError: If anything of the question has left since.
    """
    if len(exports_of(work, question_id)) != seen:
        raise ExportedMeanwhileError


@contextmanager
def exported(
    engine: Engine, question_key: str, made: AnyTable, *, coder_id: int, named: str, file: Path
) -> Iterator[Path]:
    """Give a file to write another kind of table to; it is written down and becomes ``file``.

    Args:
        engine: The project.
        question_key: The question.
        made: The table.
        coder_id: Who exports.
        named: The format.
        file: Where to.

    Raises:
        CannotWriteFileError: If the file cannot be written.
        NarrowsEarlierError: If it tells how far the coding has come, and so what files hide.
        ExportedMeanwhileError: If it gives nothing away that files hide, and another has left since.
    """
    about = made.grid.provenance
    question_id = _question_id(engine, question_key)
    export = Export(
        what=about["kind"],
        question_id=question_id,
        format=named,
        file=file.name,
        options=about["options"] | {"on": about["regression"]["on"]}
        if "regression" in about
        else about["options"],
        cells=[cell.written() for cell in made.cells] or None,
    )

    seen = about.get("exports")
    if about["kind"] == PROGRESS_EXPORT:
        with reading(engine) as work:
            left = exports_of(work, question_id)
        refuse_narrowing(made.cells, left)
        seen = len(left)

    def check(work: Writing) -> None:
        if isinstance(seen, int):
            refuse_exports_meanwhile(work, question_id, seen)

    with leaving(engine, coder_id, export, file, check) as new:
        yield new


def told_of_hiding(engine: Engine, question_key: str, min_cell: int | None) -> tuple[str, ...]:
    """Say that a table which hides nothing may give away what earlier files hide; nothing where none does."""
    if min_cell is not None:
        return ()
    with reading(engine) as work:
        left = standing(exports_of(work, question_named(work, question_key).id))
    files = dict.fromkeys(each.file for each in left if each.min_cell is not None)
    if not files:
        return ()
    sentence = _("Earlier files hide small counts ({files}); this one hides none, and may give them away.")
    return (sentence.format(files=", ".join(files)),)


def told_of_hiding_beside(engine: Engine, question_key: str, made: AnyTable) -> tuple[str, ...]:
    """Say the same of another kind of table, where it is one that tells counts of codes."""
    about = made.grid.provenance
    if about["kind"] not in (TOGETHER_EXPORT, REGRESSION_EXPORT):
        return ()
    return told_of_hiding(engine, question_key, about["options"].get("min_cell"))


def _question_id(engine: Engine, question_key: str) -> int:
    with reading(engine) as work:
        return question_named(work, question_key).id
