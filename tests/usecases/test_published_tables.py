"""Every coded table that was published can be printed again, number for number."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

import pytest

from coder.tables.grid_of import grid_of
from coder.tables.layout_text import as_text
from coder.tables.options import TableOptions
from coder.tables.table import FrequencyTable
from coder.usecases.tables.frequency_table import frequency_table
from tests.tables.coded_survey import QUESTION, coded_survey, sets_with_counts
from tests.usecases.printed_files import rows_in_files

PUBLISHED = {"7.2": 63, "7.4": 345, "7.5": 63, "8.3": 226, "19.1": 371}
"""The coded tables, and an N that fits."""


class Printed(NamedTuple):
    code: str
    answers: int
    percent: int


def test_these_are_all_coded_tables_with_counts(shared_data: Path) -> None:
    with (shared_data / "published_tables" / "index.csv").open(encoding="utf-8-sig") as file:
        assert {row["table"] for row in csv.DictReader(file) if row["kind"] == "coded"} == set(PUBLISHED)


@pytest.mark.slow
@pytest.mark.parametrize("number", PUBLISHED)
def test_a_published_table_stands_in_a_word_file_again(
    number: str, shared_data: Path, tmp_path: Path
) -> None:
    printed = published(shared_data, number)
    table = table_of_a_project(printed, PUBLISHED[number], number, str(tmp_path / "a.sqlite"))
    [lines] = rows_in_files(grid_of(table), tmp_path, "docx")
    assert lines == [(row.code, str(row.answers), str(row.percent)) for row in printed]


@pytest.mark.slow
@pytest.mark.parametrize("number", PUBLISHED)
def test_a_published_table_is_printed_again(number: str, shared_data: Path, project_url: str) -> None:
    printed = published(shared_data, number)
    lines = rows_of_a_project(printed, PUBLISHED[number], number, project_url)
    assert lines == [(row.code, str(row.answers), str(row.percent)) for row in printed]


@pytest.mark.slow
def test_the_n_that_was_printed_above_19_1_does_not_give_its_percentages(
    shared_data: Path, tmp_path: Path
) -> None:
    printed = published(shared_data, "19.1")
    lines = rows_of_a_project(printed, 358, "19.1", str(tmp_path / "a.sqlite"))
    wrong = [
        row.code
        for row, line in zip(printed, lines, strict=True)
        if line != (row.code, str(row.answers), str(row.percent))
    ]
    assert len(wrong) == 4
    assert wrong[0] == "Ønsker øremerking"


def published(shared_data: Path, number: str) -> list[Printed]:
    path = shared_data / "published_tables" / f"tabell_{number.replace('.', '_')}.csv"
    with path.open(encoding="utf-8-sig") as file:
        return [Printed(row["code"], int(row["count"]), int(row["percent"])) for row in csv.DictReader(file)]


def rows_of_a_project(
    printed: list[Printed], n_answers: int, number: str, target: str
) -> list[tuple[str, str, str]]:
    """Make a project with these counts, print its table, and read the rows off the print."""
    text = as_text(table_of_a_project(printed, n_answers, number, target))
    caption, blank, heading, *lines = text.splitlines()
    assert caption == f"Table {number}  Koding av åpne svar. N={n_answers}"
    assert blank == ""
    assert heading.split() == ["Count", "Percent"]
    rows = [line.rsplit(maxsplit=2) for line in lines[: lines.index("")]]
    return [(name, count, percent) for name, count, percent in rows]


def table_of_a_project(printed: list[Printed], n_answers: int, number: str, target: str) -> FrequencyTable:
    """Make a project with these counts, and its table."""
    survey = coded_survey(target, *[row.code for row in printed], answers=n_answers)
    sets = sets_with_counts({row.code: row.answers for row in printed}, n_answers)
    survey.code(dict(zip(survey.answers, sets, strict=True)))
    options = TableOptions(number=number, caption="Koding av åpne svar")
    table = frequency_table(survey.engine, QUESTION, options)
    survey.engine.dispose()
    return table
