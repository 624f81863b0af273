from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from coder.documents.cells_in import UnreadableTableError, cells_in
from coder.documents.grid import Grid, GridCell, GridColumn, GridRow
from coder.documents.table_files import TABLE_FORMATS, write_grid

GRID = Grid(
    caption="Koding av svar. N=1 240",
    columns=(GridColumn("Antall"), GridColumn("Prosent")),
    rows=(
        GridRow("NAV", (GridCell("620", 620), GridCell("50", Decimal(50))), is_strong=True, bar=Decimal(50)),
        GridRow("Møter & «brev» | <b>", (GridCell("12", 12), GridCell("1", Decimal(1))), indent=1),
        GridRow("Vet ikke", (GridCell("."), GridCell("."))),
    ),
    note="N = svar som er ferdig kodet.",
    number="7.2",
    provenance={"entry": {"number": 7}, "program": {"version": "1.0"}},
)


def written(folder: Path, name: str, grid: Grid, named: str) -> Path:
    path = folder / f"{name}{TABLE_FORMATS[named]}"
    write_grid(grid, path, named)
    return path


@pytest.mark.slow
@pytest.mark.parametrize("named", TABLE_FORMATS)
def test_what_a_table_was_made_from_is_no_part_of_what_stands_in_it(named: str, tmp_path: Path) -> None:
    one = written(tmp_path, "a", GRID, named)
    other = written(tmp_path, "b", replace(GRID, provenance={"entry": {"number": 8}}), named)
    assert cells_in(one) == cells_in(other)


@pytest.mark.slow
@pytest.mark.parametrize("named", TABLE_FORMATS)
def test_another_number_is_seen_and_where_it_stands(named: str, tmp_path: Path) -> None:
    first, second, third = GRID.rows
    changed = replace(second, cells=(GridCell("13", 13), second.cells[1]))
    one = cells_in(written(tmp_path, "a", GRID, named))
    other = cells_in(written(tmp_path, "b", replace(GRID, rows=(first, changed, third)), named))
    [[before, after]] = [[a, b] for a, b in zip(one, other, strict=True) if a != b]
    assert "Møter" in before[0] + before[-1] + "".join(before)
    assert [(a, b) for a, b in zip(before, after, strict=True) if a != b] in (
        [("12", "13")],
        [("12.0", "13.0")],
    )


@pytest.mark.slow
@pytest.mark.parametrize("named", TABLE_FORMATS)
def test_caption_and_note_are_read_too(named: str, tmp_path: Path) -> None:
    one = cells_in(written(tmp_path, "a", GRID, named))
    for changed in (replace(GRID, caption="Koding av svar. N=99"), replace(GRID, note="Et annet notat.")):
        assert cells_in(written(tmp_path, "b", changed, named)) != one


@pytest.mark.parametrize("end", [".xlsx", ".docx", ".odt", ".png", ".json", ".svg", ".sqlite", ""])
def test_a_file_that_is_no_table_is_told(end: str, tmp_path: Path) -> None:
    path = tmp_path / f"a{end}"
    path.write_bytes(b"dette er ingen tabell")
    with pytest.raises(UnreadableTableError):
        cells_in(path)
