"""A table of any kind written to a file, and written down as an export."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coder.domain.errors import WrongUseError
from coder.messages import _

if TYPE_CHECKING:
    from coder.store.engine import Engine
    from coder.tables.options import TableOptions
    from coder.usecases.tables.any_table import AnyTable

FIGURES = ("svg", "png")
TABLE_FILES = ("text", "csv", "json", "xlsx", "docx", "odt", "html", "md", "tex", *FIGURES)
"""What tables are written as."""
_SUFFIXES = {f".{name}": name for name in TABLE_FILES} | {"": "text", ".txt": "text", ".htm": "html"}


class UnknownTableFileError(WrongUseError):
    """A file's name that promises a format tables are not written in."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            _("«{file}»: no such kind of table. End the name in one of: {known}.").format(
                file=file, known=", ".join(f".{name}" for name in TABLE_FILES if name != "text") + ", .txt"
            )
        )


class NoFigureError(WrongUseError):
    """A figure of a table of which there is none."""

    def __init__(self) -> None:
        super().__init__(_("There is no figure of this kind of table. Write it as a table."))


def format_of(file: Path) -> str:
    """Return what a table in a file of this name is written as.

    Raises:
        UnknownTableFileError: If the name says nothing we write.
    """
    if file.suffix.lower() not in _SUFFIXES:
        raise UnknownTableFileError(file)
    return _SUFFIXES[file.suffix.lower()]


def is_named_for(file: Path, named: str) -> bool:
    """Tell whether a file's name says that it holds this format."""
    return _SUFFIXES.get(file.suffix.lower()) == named


def check_file(file: Path) -> str:
    """Return what a table in this file is written as, before the work is done.

    Raises:
        UnknownTableFileError: If the name says nothing we write.
        NoPlottingError: If it is a picture, and there is nothing to draw with.
    """
    named = format_of(file)
    if named in FIGURES:
        from coder.documents.picture_file import check_can_draw

        check_can_draw(file)
    return named


def frequencies_to_file(
    engine: Engine,
    question_key: str,
    options: TableOptions,
    file: Path,
    *,
    coder_id: int,
    template: Path | None = None,
) -> tuple[str, ...]:
    """Make a frequency table, write it to a file, and write it down as an export.

    Returns:
        What is to be told: the table's warnings, and what the format could not hold.

    Raises:
        GivenAwayError: If what is to be hidden stands in an earlier export; then nothing is written.
        CannotWriteFileError: If the file cannot be written; then nothing is written down.
        And as for ``exported_table``, ``check_file`` and ``frequency_table``.
    """
    from coder.usecases.tables.any_table import AnyTable
    from coder.usecases.tables.export import exported_table, told_of_hiding

    named = check_file(file)
    told = told_of_hiding(engine, question_key, options.min_cell)
    leaves = exported_table(engine, question_key, options, coder_id=coder_id, named=named, file=file)
    with leaves as (made, new):
        return (*told, *made.warnings, *AnyTable.of_frequencies(made).write(new, template))


def other_to_file(
    engine: Engine,
    question_key: str,
    made: AnyTable,
    file: Path,
    *,
    coder_id: int,
    template: Path | None = None,
) -> tuple[str, ...]:
    """Write another kind of table to a file, and write it down as an export.

    Returns:
        What is to be told, as ``frequencies_to_file``.

    Raises:
        NoFigureError: If it is to be a picture, and there is none of this kind.
        And as for ``frequencies_to_file``.
    """
    from coder.usecases.tables.export import exported, told_of_hiding_beside

    named = check_file(file)
    if named in FIGURES and made.figure is None:
        raise NoFigureError
    told = told_of_hiding_beside(engine, question_key, made)
    with exported(engine, question_key, made, coder_id=coder_id, named=named, file=file) as new:
        return (*told, *made.write(new, template))
