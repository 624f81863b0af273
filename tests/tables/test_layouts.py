from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal

from rich.cells import cell_len

from coder.messages import set_language
from coder.tables.layout_csv import as_csv
from coder.tables.layout_json import json_values
from coder.tables.layout_text import as_text
from coder.tables.table import FrequencyTable, Row
from coder.usecases.tables.any_table import AnyTable

LONG = "Øremerkede midler til arbeidet i kommunene også etter at planperioden er over"


def code_row(
    name: str, count: int, percent: str | None, *, theme: str | None = None, in_use: bool = True
) -> Row:
    return Row(
        id=f"uid of {name}",
        path=f"{theme} > {name}" if theme else name,
        label=name,
        theme=theme,
        code=name,
        level="code",
        count=count,
        percent=None if percent is None else Decimal(percent),
        in_use=in_use,
        indented=theme is not None,
    )


def table(*rows: Row, decimals: int = 0) -> FrequencyTable:
    return FrequencyTable(
        caption="Table 7.2  Koding av åpne svar på hva som skal til. N=40",
        base=40,
        base_kind="done",
        counts="responsible",
        unsettled=1,
        decimals=decimals,
        rows=rows,
        note="N = answers whose coding is settled.",
        warnings=(),
        provenance={"project": {"uid": "p"}},
    )


WITH_THEMES = table(
    Row("uid of Ressurser", "Ressurser", "Ressurser", "Ressurser", None, "theme", 27, Decimal(68)),
    code_row("Flere ansatte", 20, "50", theme="Ressurser"),
    code_row(LONG, 14, "35", theme="Ressurser"),
    code_row("Lønn", 0, None, theme="Ressurser", in_use=False),
    code_row("Annet", 1, "3"),
)


def test_a_table_with_themes_on_a_narrow_terminal() -> None:
    assert as_text(WITH_THEMES, width=60) == (
        "Table 7.2  Koding av åpne svar på hva som skal til. N=40\n"
        "\n"
        "                                              Count  Percent\n"
        "Ressurser                                        27       68\n"
        "  Flere ansatte                                  20       50\n"
        "  Øremerkede midler til arbeidet i kommunene     14       35\n"
        "    også etter at planperioden er over\n"
        "  Lønn                                            .        .\n"
        "Annet                                             1        3\n"
        "\n"
        "N = answers whose coding is settled.\n"
    )


def test_without_a_width_every_row_is_one_line() -> None:
    lines = as_text(WITH_THEMES).splitlines()
    assert len(lines) == 3 + len(WITH_THEMES.rows) + 2
    assert f"  {LONG}     14       35" in lines


def test_no_line_is_wider_than_the_terminal_and_nothing_is_lost() -> None:
    hostile = table(code_row("ord" * 60 + " 日本語" * 20, 3, "8"), code_row("Bil", 1, "3"))
    for width in (40, 61, 80):
        text = as_text(hostile, width=width, bars=True)
        assert max(map(cell_len, text.splitlines())) <= width
        assert text.count("日本語") + text.count("ord") > 60


def test_bars_stand_for_percentages_where_there_is_room() -> None:
    bars = table(code_row("Alt", 40, "100"), code_row("Halvt", 20, "50"), code_row("Lite", 1, "3"))
    drawn = [
        line.count("█") + line.count("▌") / 2 for line in as_text(bars, width=80, bars=True).splitlines()
    ]
    assert drawn[3:6] == [20, 10, 0.5]
    assert "█" not in as_text(bars, width=30, bars=True)


def test_a_table_without_percentages_has_no_column_for_them() -> None:
    small = table(code_row("Bil", 2, None), code_row("Buss", 0, None, in_use=False))
    lines = as_text(small, width=80, bars=True).splitlines()
    assert lines[2:5] == ["      Count", "Bil       2", "Buss      ."]


def test_what_people_wrote_reaches_no_terminal_raw() -> None:
    text = as_text(table(code_row("\x1b]0;tittel\x07[bold]Bil[/bold]\nny linje", 1, "3")))
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "[bold]Bil[/bold] ⏎ ny linje" in text


def test_norwegian_percentages_have_a_comma() -> None:
    set_language("nb")
    assert "12,5" in as_text(table(code_row("Bil", 5, "12.5"), decimals=1))


def test_csv_has_machine_names_and_points_and_tells_its_provenance_once() -> None:
    set_language("nb")
    rows = list(csv.DictReader(io.StringIO(as_csv(WITH_THEMES))))
    assert [(row["path"], row["count"], row["percent"]) for row in rows] == [
        ("Ressurser", "27", "68"),
        ("Ressurser > Flere ansatte", "20", "50"),
        (f"Ressurser > {LONG}", "14", "35"),
        ("Ressurser > Lønn", ".", "."),
        ("Annet", "1", "3"),
    ]
    assert {row["n"] for row in rows} == {"40"}
    assert json.loads(rows[0]["provenance"]) == {"project": {"uid": "p"}}
    assert rows[1]["provenance"] == rows[1]["caption"] == ""


def test_csv_of_a_small_base_leaves_the_percentage_empty() -> None:
    [row] = csv.DictReader(io.StringIO(as_csv(table(code_row("Bil", 2, None)))))
    assert (row["count"], row["percent"]) == ("2", "")


def test_a_lone_carriage_return_ends_no_line_of_csv() -> None:
    found = replace(table(code_row("Bil", 5, "12.5")), caption="Tabell\r7", note="a\rb")
    grid = AnyTable.of_grid(AnyTable.of_frequencies(found).grid, {})
    for text in (as_csv(found), grid.csv_text()):
        _header, line = csv.reader(io.StringIO(text, newline=""))
        assert {"Tabell\r7", "a\rb"} <= set(line)


def test_the_formula_guard_is_for_texts_and_leaves_numbers_alone() -> None:
    found = replace(table(code_row("=1+1", 5, "-12.5")), caption="@7", note="+b")
    grid = AnyTable.of_grid(AnyTable.of_frequencies(found).grid, {})
    for text in (as_csv(found, formula_guard=True), grid.csv_text(formula_guard=True)):
        _header, line = csv.reader(io.StringIO(text))
        assert {"'=1+1", "5", "-12.5", "'@7", "'+b"} <= set(line)
    assert "'" not in as_csv(found)


def test_json_has_the_shape_that_is_promised() -> None:
    values = json.loads(AnyTable.of_frequencies(WITH_THEMES).json_text())
    assert {"caption", "base", "base_kind", "counts", "unsettled", "rows", "columns", "cells", "note"} <= set(
        values
    )
    assert values["columns"] == [{"key": "total", "label": "Total", "base": 40}]
    assert values["rows"][0] == {
        "id": "uid of Ressurser",
        "path": "Ressurser",
        "theme": "Ressurser",
        "code": None,
        "level": "theme",
        "count": 27,
        "percent": 68,
    }
    assert values["cells"][1] == {
        "id": "uid of Flere ansatte",
        "column": "total",
        "base": 40,
        "count": 20,
        "percent": 50,
        "suppressed": False,
        "in_use": True,
    }


def test_json_has_null_and_never_0_where_a_code_was_not_in_use() -> None:
    cell = json_values(WITH_THEMES)["cells"][3]
    assert (cell["in_use"], cell["count"], cell["percent"]) == (False, None, None)


def test_json_percentages_are_numbers_with_the_decimals_asked_for() -> None:
    rows = json_values(table(code_row("Bil", 5, "12.5"), code_row("Buss", 1, "2.0"), decimals=1))["rows"]
    assert [row["percent"] for row in rows] == [12.5, 2.0]
    assert isinstance(rows[1]["percent"], float)


def test_csv_of_a_table_without_rows_says_all_the_same_what_it_is() -> None:
    [line] = csv.DictReader(io.StringIO(as_csv(table())))
    assert (line["path"], line["count"], line["n"], line["base"]) == ("", "", "40", "done")
    assert line["caption"].startswith("Table 7.2")
    assert json.loads(line["provenance"]) == {"project": {"uid": "p"}}
