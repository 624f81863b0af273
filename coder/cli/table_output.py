"""Where a table goes: to the terminal, down a pipe, or into a file of any format."""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from coder.cli.context import say
from coder.domain.errors import WrongUseError
from coder.messages import _
from coder.usecases.tables.file import FIGURES, TABLE_FILES, NoFigureError, format_of, is_named_for

if TYPE_CHECKING:
    from coder.documents.grid import Grid
    from coder.usecases.tables.any_table import AnyTable

GRIDS = {
    "text": "text",
    "xlsx": "xlsx",
    "docx": "docx",
    "odt": "odt",
    "html": "html",
    "md": "markdown",
    "tex": "latex",
}
"""What is written from a grid, by the word for it on the command line."""
FORMATS = TABLE_FILES
_BINARY = ("xlsx", "docx", "odt", *FIGURES)


class NeedsFileError(WrongUseError):
    """A format that no terminal can show."""

    def __init__(self, named: str) -> None:
        super().__init__(
            _("{format} is written to a file: give its name with -o.").format(format=named.upper())
        )


@dataclass(frozen=True)
class TableOutput:
    """A format, and the file if there is one."""

    named: str
    file: Path | None
    template: Path | None = None
    bars: bool = False
    formula_guard: bool = False

    @classmethod
    def chosen(
        cls,
        named: str | None,
        file: Path | None,
        *,
        as_json: bool = False,
        template: Path | None = None,
        bars: bool = False,
        formula_guard: bool = False,
    ) -> TableOutput:
        """Take the format named, else that of the file's name, else text.

        Raises:
            UnknownTableFileError: If the file's name says nothing we write.
            NeedsFileError: If the format needs a file.
            NotAPictureError: If a figure's file is not called .svg or .png.
            NoPlottingError: If there is nothing to draw figures with.
        """
        if as_json:
            found = "json"
        elif named is not None or file is None:
            found = named or "text"
        else:
            found = format_of(file)
        if found in _BINARY and file is None:
            raise NeedsFileError(found)
        is_pipe = file is not None and file.exists() and not file.is_file()
        if file is not None and not is_pipe and not is_named_for(file, found):
            say(
                _("«{file}» is not named for {format}: other programs and --from may not read it.").format(
                    file=file.name, format=found
                )
            )
        if found in FIGURES and file is not None:
            from coder.documents.picture_file import check_can_draw

            check_can_draw(file)
        return cls(found, file, template, bars, formula_guard)

    def into(self, file: Path) -> TableOutput:
        """Return the same way, into another file."""
        return replace(self, file=file)

    def say_written(self) -> None:
        """Say on stderr that the file is written; a pipe is no file."""
        if self.file is not None and self.file.is_file():
            say(_("Written: {file}").format(file=self.file))

    def put(self, table: AnyTable) -> None:
        """Print or write a table of any kind.

        Raises:
            NoFigureError: If a figure was asked for, and there is none of this kind.
            NoSharesError: If there is nothing in it to draw.
        """
        if self.named == "csv":
            self.put_text(table.csv_text(formula_guard=self.formula_guard))
        elif self.named == "json":
            self.put_text(table.json_text())
        elif self.named in FIGURES and self.file is not None and table.figure is not None:
            for sentence in table.figure(self.file):
                say(sentence)
        else:
            self.put_grid(table.grid)

    def put_grid(self, grid: Grid) -> None:
        """Print or write any table.

        Raises:
            NoFigureError: If a figure was asked for.
        """
        if self.named in FIGURES:
            raise NoFigureError
        from coder.documents.table_files import grid_text, write_grid

        if self.file is not None:
            for sentence in write_grid(grid, self.file, GRIDS[self.named], self.template, bars=self.bars):
                say(sentence)
            return
        width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
        self.put_text(grid_text(grid, GRIDS[self.named], width=width, bars=self.bars))

    def put_text(self, text: str) -> None:
        """Print text, or write it to the file, whole or not at all."""
        if self.file is None:
            from coder.text.safe import safe

            # Names of codes come from outside: a file or a program gets them raw, a terminal does not.
            click.echo(safe(text) if sys.stdout.isatty() else text, nl=False)
            return
        from coder.documents.whole_file import whole_file

        with whole_file(self.file) as file:
            file.write_text(text, encoding="utf-8", newline="")
