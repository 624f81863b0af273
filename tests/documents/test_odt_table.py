"""Tables in OpenDocument texts, read by odfdo and shown by LibreOffice."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import odfdo
import pytest

from coder.documents.grid import Grid, GridCell, GridColumn, GridRow
from coder.documents.provenance_in import provenance_in
from coder.documents.table_files import write_grid
from coder.text.numbers import unbroken_numbers
from tests.documents.grids import PROVENANCE, by_size, hostile, themes, trend
from tests.outside import converted, pdf_text


def written(grid: Grid, folder: Path) -> Any:
    write_grid(grid, folder / "t.odt", "odt")
    return odfdo.Document(str(folder / "t.odt"))


def cells(document: Any) -> list[list[str]]:
    rows = document.body.get_elements("//table:table-row")
    return [
        ["\n".join(p.inner_text for p in cell.get_elements("text:p")) for cell in row.children]
        for row in rows
    ]


def test_the_table_stands_cell_by_cell_under_a_numbered_caption(tmp_path: Path) -> None:
    document = written(themes(), tmp_path)
    assert cells(document) == [
        ["", "Antall", "Prosent"],
        *([row.label, *(cell.text for cell in row.cells)] for row in themes().rows),
    ]
    caption = document.body.get_elements("text:p")[0]
    assert caption.style == "Caption"
    assert caption.inner_text == f"Tabell\u00a07.2  {themes().caption}"
    assert document.body.get_elements("//table:table-header-rows/table:table-row")
    assert document.body.get_element("//table:desc").inner_text == themes().description


@pytest.mark.slow
def test_every_text_comes_back_and_the_file_tells_what_it_was_made_from(tmp_path: Path) -> None:
    grid = hostile("to\nlinjer", "to  blanke   tre ", "langt svar " * 4_000)
    document = written(grid, tmp_path)
    assert [row[0] for row in cells(document)][2:] == [unbroken_numbers(row.label) for row in grid.rows]
    assert provenance_in(tmp_path / "t.odt") == PROVENANCE
    told = write_grid(replace(themes(), note="a\x00b"), tmp_path / "u.odt", "odt")
    assert told == ("1 character that no document can hold was replaced by «\ufffd».",)


def test_the_same_table_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.odt", "b.odt"):
        write_grid(trend(), tmp_path / name, "odt")
    assert (tmp_path / "a.odt").read_bytes() == (tmp_path / "b.odt").read_bytes()


@pytest.mark.slow
def test_each_part_of_a_table_too_wide_stands_whole_on_a_page_the_last_with_its_note(tmp_path: Path) -> None:
    columns = tuple(
        GridColumn(heading, group=f"Fylke {n}") for n in range(12) for heading in ("Antall", "N", "Prosent")
    )
    rows = tuple(GridRow(f"Kode {n}.", tuple(GridCell("12", 12) for _column in columns)) for n in range(25))
    written(Grid("Kodene etter fylke", columns, rows, note="Noten under tabellen."), tmp_path)
    pages = pdf_text(converted(tmp_path / "t.odt", "pdf", tmp_path)).split("\f")[:-1]
    assert len(pages) > 1
    assert all(page.count("Kode 0.") == page.count("Kode 24.") == 1 for page in pages)
    assert "Noten under tabellen." in pages[-1]


@pytest.mark.slow
def test_libreoffice_shows_the_number_the_headings_and_the_cells(tmp_path: Path) -> None:
    for grid, line in (
        (by_size(), "5 000–9 999 8 89 9"),
        (trend(), "Totalt 419 100 293 100 333 100 318 100 346 100"),
    ):
        written(grid, tmp_path)
        shown = pdf_text(converted(tmp_path / "t.odt", "pdf", tmp_path))
        lines = [" ".join(each.split()) for each in shown.splitlines()]
        assert lines[0].startswith(f"Tabell {grid.number} ")
        assert line in lines
