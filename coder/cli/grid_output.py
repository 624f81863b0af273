"""A finished table on the terminal or into a file, in the format the file's name ends in."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coder.cli.context import say
from coder.domain.errors import WrongUseError
from coder.messages import _

if TYPE_CHECKING:
    from coder.documents.grid import Grid


class UnknownGridFileError(WrongUseError):
    """A file's name that promises a format tables are not written in."""

    def __init__(self, file: Path, endings: Sequence[str]) -> None:
        super().__init__(
            _("«{file}»: such a table is written as {endings}. End the name in one of these.").format(
                file=file, endings=", ".join(endings)
            )
        )


def check_grid_file(output: Path | None) -> None:
    """Refuse a file that no table can be written to, before any work is done.

    Raises:
        UnknownGridFileError: If its name ends in nothing known.
    """
    if output is not None and output.suffix.lower() != ".csv":
        _format_of(output)


def put_grid(
    grid: Grid,
    output: Path | None,
    names: Sequence[str],
    *,
    bars: bool = False,
    template: Path | None = None,
) -> None:
    """Print a table, or write it to a file.

    Args:
        grid: The table.
        output: The file; None prints it as text.
        names: What its columns are called in CSV, the labels' own first.
        bars: Draw shares as bars, in text.
        template: A Word file whose styles are followed.
    """
    if output is None:
        from coder.documents.table_files import grid_text

        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        click.echo(grid_text(grid, "text", width=width, bars=bars), nl=False)
        return
    if output.suffix.lower() == ".csv":
        from coder.documents.whole_file import whole_file
        from coder.tables.grid_csv import grid_as_csv

        with whole_file(output) as file:
            file.write_text(grid_as_csv(grid, names), encoding="utf-8", newline="")
        return
    from coder.documents.table_files import write_grid

    for sentence in write_grid(grid, output, _format_of(output), template, bars=bars):
        say(sentence)


def _format_of(output: Path) -> str:
    from coder.documents.table_files import TABLE_FORMATS

    by_ending = {ending: name for name, ending in TABLE_FORMATS.items()}
    if output.suffix.lower() not in by_ending:
        raise UnknownGridFileError(output, [".csv", *by_ending])
    return by_ending[output.suffix.lower()]
