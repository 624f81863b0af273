from __future__ import annotations

from dataclasses import replace

from coder.documents.grid import Grid, GridCell, GridColumn, GridRow
from coder.tables.grid_difference import Difference, differences

GRID = Grid(
    caption="Koding. N=20",
    columns=(GridColumn("Antall", "Alle"), GridColumn("Prosent", "Alle")),
    rows=(
        GridRow("NAV", (GridCell("12"), GridCell("60"))),
        GridRow("Møter", (GridCell("8"), GridCell("40")), indent=1),
        GridRow("Annet", (GridCell("1"), GridCell("5")), indent=1),
        GridRow("Annet", (GridCell("2"), GridCell("10"))),
    ),
    note="Et notat.",
)


def test_equal_tables_have_no_differences_whatever_order_rows_stand_in() -> None:
    assert differences(GRID, GRID) == ()
    nav, moter, annet_nav, annet = GRID.rows
    assert differences(GRID, replace(GRID, rows=(annet, nav, annet_nav, moter))) == ()


def test_a_cell_is_named_by_its_row_and_its_column() -> None:
    nav, moter, *rest = GRID.rows
    changed = replace(moter, cells=(GridCell("9"), moter.cells[1]))
    found = differences(GRID, replace(GRID, rows=(nav, changed, *rest)))
    assert found == (Difference("NAV > Møter · Alle Antall", "8", "9"),)


def test_a_row_of_one_table_only_has_nothing_on_the_other_side() -> None:
    found = differences(replace(GRID, rows=GRID.rows[:3]), GRID)
    assert found == (
        Difference("Annet · Alle Antall", None, "2"),
        Difference("Annet · Alle Prosent", None, "10"),
    )


def test_caption_and_note_are_told_too() -> None:
    found = differences(GRID, replace(GRID, caption="Koding. N=21", note="Et annet."))
    assert [each.where for each in found] == ["Caption", "Note"]


def test_columns_of_the_same_name_are_told_apart() -> None:
    columns = tuple(map(GridColumn, ("NAV", "Annet", "Bil", "Annet")))
    row = GridRow("2019", tuple(map(GridCell, "1234")))
    turned = replace(GRID, columns=columns, rows=(row,))
    other = replace(turned, rows=(replace(row, cells=tuple(map(GridCell, "1934"))),))
    assert differences(turned, other) == (Difference("2019 · Annet", "2", "9"),)
