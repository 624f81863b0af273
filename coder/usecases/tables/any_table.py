"""A finished table of any kind, ready for any format."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coder.documents.grid import Grid
    from coder.tables.published import PublishedCell
    from coder.tables.table import FrequencyTable


@dataclass(frozen=True)
class AnyTable:
    """A table as people read it, as rows for other programs, and as values for scripts."""

    grid: Grid
    rows_text: Callable[[bool], str]
    """As CSV; whether texts that a spreadsheet would take for formulas are kept from being one."""
    values: Callable[[], Mapping[str, Any]]
    figure: Callable[[Path], Sequence[str]] | None = None
    """Draws it into an SVG or PNG file and returns what is to be told; None where there is no figure."""
    cells: Sequence[PublishedCell] = ()
    """The counts it tells, where it hides none, to be kept with its export."""

    @classmethod
    def of_frequencies(cls, table: FrequencyTable) -> AnyTable:
        """Return a frequency table so."""
        from coder.tables.grid_of import grid_of
        from coder.tables.layout_csv import as_csv
        from coder.tables.layout_json import json_values

        def drawn(path: Path) -> Sequence[str]:
            from coder.documents.figure_files import write_figure
            from coder.tables.figure_of import figure_of

            return write_figure(figure_of(table), path)

        return cls(
            grid_of(table),
            lambda guard: as_csv(table, formula_guard=guard),
            lambda: json_values(table),
            drawn,
        )

    @classmethod
    def of_grid(
        cls,
        grid: Grid,
        values: Mapping[str, Any],
        names: Sequence[str] | None = None,
        cells: Sequence[PublishedCell] = (),
    ) -> AnyTable:
        """Return any other table so; ``names`` are what its columns are called in CSV, the labels' first."""
        from coder.tables.grid_csv import grid_as_csv

        return cls(
            grid, lambda guard: grid_as_csv(grid, names, formula_guard=guard), lambda: values, cells=cells
        )

    def csv_text(self, *, formula_guard: bool = False) -> str:
        """Return it as CSV text; for ``formula_guard`` see ``guarded``."""
        return self.rows_text(formula_guard)

    def json_text(self) -> str:
        """Return it as JSON text."""
        from coder.text.safe import safe_json

        return safe_json(json.dumps(self.values(), ensure_ascii=False, indent=2)) + "\n"

    def write(self, path: Path, template: Path | None = None) -> tuple[str, ...]:
        """Write it to a file in the format that the file's name says; without an ending as text.

        Args:
            path: The file.
            template: A Word file whose styles are followed where it is a Word file.

        Returns:
            What is to be told: what the format could not hold; mostly nothing.

        Raises:
            KeyError: If no table is written in files of such a name, or none of this kind.
            CannotWriteFileError: If the file cannot be written.
        """
        from coder.documents.table_files import TABLE_FORMATS, write_grid
        from coder.documents.whole_file import whole_file

        end = path.suffix.lower()
        if end in (".svg", ".png") and self.figure is not None:
            return tuple(self.figure(path))
        if end in (".csv", ".json"):
            text = self.csv_text() if end == ".csv" else self.json_text()
            with whole_file(path) as file:
                file.write_text(text, encoding="utf-8", newline="")
            return ()
        end = {"": ".txt", ".htm": ".html"}.get(end, end)
        return write_grid(
            self.grid, path, {each: name for name, each in TABLE_FORMATS.items()}[end], template
        )
