"""A table that leaves the project in a file: made, written down, and handed out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.store.exports import Export, record_export
from coder.store.questions import question_named
from coder.store.unit_of_work import writing
from coder.tables.options import TableOptions
from coder.tables.published import published_cells
from coder.tables.table import FrequencyTable
from coder.usecases.table import made_table
from coder.usecases.table_finish import TABLE_EXPORT
from coder.usecases.table_moment import asked_table

if TYPE_CHECKING:
    from coder.store.engine import Engine
    from coder.usecases.any_table import AnyTable


def exported_table(
    engine: Engine, question_key: str, options: TableOptions, *, coder_id: int, named: str, file: str
) -> FrequencyTable:
    """Make a table for a file, and write down what it shows: later ones must not give away what it hides.

    Args:
        engine: The project.
        question_key: The question.
        options: How the table is made.
        coder_id: Who exports.
        named: The format.
        file: The file's name.

    Raises:
        GivenAwayError: If what is to be hidden stands in an earlier export; then nothing is written down.
    """
    with asked_table(engine, question_key, options) as asked:
        made = made_table(asked)
    with writing(engine, coder_id=coder_id, operation="export") as work:
        record_export(
            work,
            Export(
                what=TABLE_EXPORT,
                question_id=question_named(work, question_key).id,
                format=named,
                file=file,
                options=options.written(),
                min_cell=options.min_cell,
                cells=published_cells(made.counted, made.shown),
            ),
        )
    return made.shown


def write_down(
    engine: Engine, question_key: str, made: AnyTable, *, coder_id: int, named: str, file: str
) -> None:
    """Write down that another kind of table leaves the project in a file.

    Args:
        engine: The project.
        question_key: The question.
        made: The table.
        coder_id: Who exports.
        named: The format.
        file: The file's name.
    """
    about = made.grid.provenance
    with writing(engine, coder_id=coder_id, operation="export") as work:
        record_export(
            work,
            Export(
                what=about["kind"],
                question_id=question_named(work, question_key).id,
                format=named,
                file=file,
                options=about["options"],
                min_cell=None,
                cells=None,
            ),
        )
