"""The same numbers come out of every door of the program."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import docx
import lxml.html
import openpyxl
import pytest

import coder
from coder.store.codes import codes_of
from coder.store.project import open_project
from coder.store.questions import question_named
from coder.store.unit_of_work import reading
from coder.tables.layout_json import json_values
from coder.tables.options import TableOptions
from coder.usecases.report.live_figures import Figures
from coder.usecases.tables.frequency_table import frequency_table
from coder.usecases.tables.sheet import TableSheet
from tests.tables.recount_compare import table_of
from tests.tables.recount_projects import QUESTION, SCHEME, SIZE, WEIGHT, RandomProject, run

Lines = list[list[str]]

OPTIONS: tuple[dict[str, Any], ...] = (
    {"base": "frame"},
    {"by": (SCHEME,), "decimals": 1, "small_bases": True},
    {"trend": True, "base": "answered", "decimals": 2},
    {"by": (SCHEME,), "level": "code", "order": "name"},
    {"by": (SCHEME,), "count_by": SIZE, "small_bases": True},
)


@pytest.fixture(params=range(500, 503))
def project(request: pytest.FixtureRequest, tmp_path: Path) -> RandomProject:
    """A random project in which all options have something to show."""
    seed = request.param
    while True:
        folder = tmp_path / str(seed)
        folder.mkdir()
        made = RandomProject(folder, seed)
        if len({wave for (_who, wave), person in made.people.items() if person.text}) > 1:
            return made
        seed += 100


def words_for(options: Mapping[str, Any]) -> list[str]:
    """Write options as the command takes them."""
    found = []
    for name, value in options.items():
        flag = f"--{name.replace('_', '-')}"
        values = value if isinstance(value, tuple) else (value,)
        found += [flag] if value is True else [word for each in values for word in (flag, str(each))]
    return found


def expected(table: Mapping[str, Any], decimals: int, *, has_total: bool) -> Lines:
    """Return the cells of each row as people are to read them, from the table's JSON."""
    columns = [each["key"] for each in table["columns"]]
    width = len(columns)
    lines = []
    for place in range(len(table["rows"])):
        cells = table["cells"][place * width : (place + 1) * width]
        cells = cells if has_total else cells[:-1]
        lines.append([text for cell in cells for text in printed(cell, decimals)])
    return lines


def printed(cell: Mapping[str, Any], decimals: int) -> tuple[str, str]:
    """Return count and percentage of a cell as people are to read them."""
    if not cell["in_use"]:
        return ".", "."
    percent = cell["percent"]
    return str(cell["count"]), "" if percent is None else f"{percent:.{decimals}f}"


def body(lines: Sequence[Sequence[str]], labels: Sequence[str]) -> Lines:
    """Return the rows among a file's lines, without their labels."""
    found = [list(line) for line in lines if line and line[0].strip()]
    start = next(place for place, line in enumerate(found) if line[0].strip() == labels[0] and len(line) > 1)
    rows = found[start : start + len(labels)]
    assert [line[0].strip() for line in rows] == list(labels)
    return [line[1:] for line in rows]


def filled(lines: Lines) -> Lines:
    """Leave out columns with nothing in them: percentages where N is small."""
    columns = [column for column in zip(*lines, strict=True) if any(column)]
    return [list(line) for line in zip(*columns, strict=True)]


def of_workbook(path: Path) -> Iterator[list[str]]:
    """Read a workbook's numbers, as its number formats show them."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    for row in sheet.iter_rows():
        yield [shown(cell.value, cell.number_format) for cell in row]


def shown(value: object, form: str) -> str:
    """Return a cell as a spreadsheet shows it."""
    if isinstance(value, int | float):
        return f"{value:.{len(form.partition('.')[2])}f}"
    return "" if value is None else str(value)


def of_word(path: Path) -> Iterator[list[str]]:
    """Read the table of a Word file."""
    for row in docx.Document(str(path)).tables[0].rows:
        yield [cell.text for cell in row.cells]


def of_page(path: Path) -> Iterator[list[str]]:
    """Read the table of an HTML page."""
    for row in lxml.html.fromstring(path.read_bytes()).findall(".//tbody/tr"):
        yield [cell.text_content() for cell in row]


READERS = {"xlsx": of_workbook, "docx": of_word, "html": of_page}


@pytest.mark.slow
@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_every_door_gives_the_same_numbers(project: RandomProject, options: dict[str, Any]) -> None:
    words = words_for(options)
    table = table_of(project, words)
    engine = open_project(str(project.path))
    asked = TableOptions(**options)

    made = frequency_table(engine, QUESTION, asked)
    for other in (made, TableSheet(engine, QUESTION).table(asked)):
        values = json.loads(json.dumps(json_values(other)))
        assert {name: values[name] for name in ("rows", "columns", "cells")} == {
            name: table[name] for name in ("rows", "columns", "cells")
        }

    lines = csv.DictReader(
        run(project.path, "table", QUESTION, *words, "--format", "csv").stdout.splitlines()
    )
    assert [
        (line["path"], line["level"], line.get("column", "total"), line["count"], line["percent"])
        for line in lines
    ] == [
        (row["path"], row["level"], cell["column"], *of_csv(cell, asked.decimals))
        for row, cell in in_rows(table)
    ]

    labels = [row.label for row in made.rows]
    has_total = made.layout.has_total_column
    for named, read in READERS.items():
        path = project.folder / f"tabell.{named}"
        run(project.path, "table", QUESTION, *words, "--show", "both", "-o", str(path))
        assert filled(body(list(read(path)), labels)) == filled(
            expected(table, asked.decimals, has_total=has_total)
        ), named
        again = json.loads(run(project.path, "table", "--from", str(path), "--json").stdout)
        assert (again["equal"], again["today"]) == (True, []), named

    with coder.open(str(project.path), language="en") as handle:
        frame = handle.table(QUESTION, **options)
    counts = frame["count"] if not made.columns else frame["count", "", ""]
    totals = [None if value != value else int(value) for value in counts.astype(float)]
    assert totals == [row["count"] for row in table["rows"]]
    engine.dispose()


def in_rows(table: Mapping[str, Any]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Go through the cells with the row of each."""
    width = len(table["columns"])
    for place, cell in enumerate(table["cells"]):
        yield table["rows"][place // width], cell


def of_csv(cell: Mapping[str, Any], decimals: int) -> tuple[str, str]:
    """Return count and percentage as CSV has them."""
    count, percent = printed(cell, decimals)
    return ("" if count == "." else count), ("" if percent == "." else percent)


@pytest.mark.slow
def test_live_figures_say_what_the_table_says(project: RandomProject) -> None:
    engine = open_project(str(project.path))
    made = frequency_table(engine, QUESTION, TableOptions(decimals=1))
    with reading(engine) as work:
        codes = codes_of(work, question_named(work, QUESTION).codebook_id)
    figures = Figures(made, codes)
    assert figures.filled("{N}").text == str(made.base)
    for row in made.rows:
        assert figures.filled(f"{{count:{row.path}}}").text == ("." if not row.in_use else str(row.count))
        if row.percent is not None:
            assert figures.filled(f"{{percent:{row.path}}}").text == str(row.percent)
    engine.dispose()


@pytest.mark.slow
def test_weighted_shares_are_the_same_on_paper(project: RandomProject) -> None:
    words = ["--weight", WEIGHT, "--decimals", "1", "--small-bases"]
    table = table_of(project, words)
    path = project.folder / "vektet.docx"
    run(project.path, "table", QUESTION, *words, "-o", str(path))
    shares = [line[-1] for line in of_word(path)][-len(table["rows"]) :]
    assert shares == [f"{cell['weighted']:.1f}" for cell in table["cells"] if "weighted" in cell]
