from __future__ import annotations

from decimal import Decimal

import pandas as pd

from coder.tables.frame import table_frame
from coder.tables.table import Cell, Column, FrequencyTable, Row


def a_table(columns: tuple[Column, ...] = (), cells: tuple[tuple[Cell, ...], ...] = ()) -> FrequencyTable:
    rows = (
        Row("u1", "NAV", "NAV", None, "NAV", "code", 16, Decimal(67)),
        Row("u2", "Bil", "Bil", None, "Bil", "code", 0, None, in_use=False),
    )
    return FrequencyTable(
        caption="Koding. N=24",
        base=24,
        base_kind="done",
        counts="responsible",
        unsettled=1,
        decimals=0,
        rows=rows,
        note="",
        warnings=(),
        provenance={"entry": {"number": 7}},
        columns=columns,
        cells=cells,
    )


def crossed() -> pd.DataFrame:
    columns = (
        Column("storrelse=<2000", "<2000", 10, "storrelse"),
        Column("storrelse=stor", "stor", 14, "storrelse"),
        Column("wave=2019", "2019", 24),
    )
    one = (Cell(6, Decimal(60)), Cell(None, None, suppressed=True), Cell(16, Decimal(67)))
    other = (Cell(0, Decimal(0)), Cell(1, Decimal(7)), Cell(0, None, in_use=False))
    return table_frame(a_table(columns, (one, other)))


def test_a_code_that_was_not_in_use_has_no_count() -> None:
    frame = table_frame(a_table())
    assert frame.columns.tolist() == ["id", "theme", "code", "level", "count", "percent"]
    assert frame.loc["NAV", ["count", "percent"]].tolist() == [16, 67]
    assert frame.loc["Bil", ["count", "percent"]].isna().all()
    assert frame.attrs["provenance"] == {"entry": {"number": 7}}


def test_a_variable_can_be_taken_out_whole() -> None:
    by_size = crossed()["percent"]["storrelse"]
    assert by_size.columns.tolist() == ["<2000", "stor"]
    assert by_size.loc["NAV", "<2000"] == 60
    assert crossed()["percent"]["wave"].loc["NAV", "2019"] == 67


def test_what_is_hidden_or_was_not_in_use_is_missing() -> None:
    counts = crossed()["count"]
    assert pd.isna(counts.loc["NAV", ("storrelse", "stor")])
    assert pd.isna(counts.loc["Bil", ("wave", "2019")])


def test_what_is_said_of_a_row_and_the_total_stand_beside_the_levels() -> None:
    frame = crossed()
    assert frame["code"].tolist() == ["NAV", "Bil"]
    assert frame["count", "", ""].tolist()[0] == 16


def test_a_variable_with_an_equals_sign_in_its_name_keeps_it_where_no_value_is_given() -> None:
    columns = (Column("a=b=x", "x", 10, "a=b"), Column("a=b=", "Not given", 14, "a=b"))
    cells = ((Cell(6, None), Cell(10, None)), (Cell(0, None), Cell(0, None)))
    frame = table_frame(a_table(columns, cells))
    assert frame.loc["NAV", "count"].to_dict() == {("", ""): 16, ("a=b", "x"): 6, ("a=b", ""): 10}


def test_a_variable_called_wave_stands_beside_the_waves() -> None:
    survey = Column("wave=2026", "2026", 24), Column("«wave»=2026", "2026", 10, "wave")
    cells = ((Cell(16, None), Cell(6, None)), (Cell(0, None), Cell(0, None)))
    beside = table_frame(a_table(survey, cells)).loc["NAV", "count"].to_dict()
    assert beside == {("", ""): 16, ("wave", "2026"): 16, ("«wave»", "2026"): 6}
    alone = table_frame(a_table(survey[1:], tuple(line[1:] for line in cells))).loc["NAV", "count"].to_dict()
    assert alone == {("", ""): 16, ("wave", "2026"): 6}
