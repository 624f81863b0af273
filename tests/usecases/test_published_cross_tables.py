"""The published tables by municipality size and by year can be printed again, cell by cell."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from coder.documents.grid import Grid
from coder.tables.grid_of import grid_of
from coder.tables.options import TableOptions
from coder.usecases.tables.frequency_table import frequency_table
from tests.tables.coded_survey import QUESTION, CodedSurvey, coded_survey
from tests.usecases.printed_files import rows_in_files, rows_of

COUNTS: dict[str, list[tuple[int, ...]]] = {
    "7.1": [(80, 9, 5), (97, 13, 13), (60, 16, 8), (39, 13, 5), (27, 12, 2), (12, 2, 1)],
    "7.3": [(76, 18), (105, 26), (77, 12), (55, 3), (30, 4), (6, 0)],
}
"""Counts of each alternative by size that have the percentages printed; the counts were not."""
RESPONSES = {"7.1": (414, 97), "7.3": (412, 96)}
MUNICIPALITIES = 428
TRENDS = ("21.1", "21.2", "21.3")


def read(shared_data: Path, name: str) -> list[dict[str, str]]:
    with (shared_data / "published_tables" / name).open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def texts(grid: Grid) -> dict[str, tuple[str, ...]]:
    return {row.label: tuple(cell.text for cell in row.cells) for row in grid.rows}


def grid(survey: CodedSurvey, folder: Path, **options: Any) -> Grid:
    """Make the table, and see that text and a Word file hold the same cells."""
    made = grid_of(frequency_table(survey.engine, QUESTION, TableOptions(**options)))
    survey.engine.dispose()
    for lines in rows_in_files(made, folder, "text", "docx"):
        assert lines == rows_of(made)
    return made


def answer(
    survey: CodedSurvey, codes: Mapping[str, int], *, level: str | None = None, wave: str = ""
) -> None:
    """Let as many respondents answer as the counts say, each with one code."""
    names = [f"{wave} {level} {number}" for number in range(sum(codes.values()))]
    answers = survey.add_answers(names, wave=wave, level=level)
    given = [code for code, count in codes.items() for _answer in range(count)]
    survey.code(dict(zip(answers, [[code] for code in given], strict=True)))


def exclusive(target: str, *codes: str) -> CodedSurvey:
    survey = coded_survey(target, *codes, quantify="scale")
    with survey.act() as work:
        work.update("codebook", survey.codebook, exclusive=1)
    return survey


@pytest.mark.slow
@pytest.mark.parametrize("number", COUNTS)
def test_percentages_by_size_with_the_country_last(number: str, shared_data: Path, tmp_path: Path) -> None:
    printed = read(shared_data, f"kryss_tabell_{number.replace('.', '_')}.csv")
    sizes = list(dict.fromkeys(row["size_class"] for row in printed))
    categories = list(dict.fromkeys(row["category"] for row in printed))[:-1]
    survey = exclusive(str(tmp_path / "a.sqlite"), *categories)
    for size, counts in zip(sizes, COUNTS[number], strict=False):
        answer(survey, dict(zip(categories, counts, strict=True)), level=size)
    n, rate = RESPONSES[number]
    survey.add_frame([f"taus {each}" for each in range(MUNICIPALITIES - n)], level=sizes[0])
    words = "Andel kommuner etter svar og størrelse."
    found = grid(
        survey,
        tmp_path,
        by=("storrelse",),
        turn=True,
        total="Landet",
        rate=True,
        small_bases=True,
        number=number,
        caption=words,
    )
    assert found.title == f"Table {number}  {words} N={n} ({rate} percent)"
    assert [column.heading for column in found.columns] == [*categories, "Total", "N"]
    expected = {size: tuple(row["percent"] for row in printed if row["size_class"] == size) for size in sizes}
    assert {label: cells[:-1] for label, cells in texts(found).items()} == expected
    assert list(texts(found)) == sizes
    assert [cells[-1] for cells in texts(found).values()] == [
        *(str(sum(counts)) for counts in COUNTS[number]),
        str(n),
    ]


@pytest.mark.slow
@pytest.mark.parametrize("number", ["15.1", "15.2", "15.4", "15.5"])
def test_one_code_by_size_with_count_base_and_percent(number: str, shared_data: Path, tmp_path: Path) -> None:
    printed = read(shared_data, f"kryss_tabell_{number.replace('.', '_')}.csv")
    survey = exclusive(str(tmp_path / "a.sqlite"), "Ja", "Nei")
    for row in printed[:-1]:
        count, base = int(row["count"]), int(row["base"])
        answer(survey, {"Ja": count, "Nei": base - count}, level=row["size_class"])
    found = grid(
        survey,
        tmp_path,
        by=("storrelse",),
        turn=True,
        show="all",
        codes=("Ja",),
        total="Totalt",
        small_bases=True,
    )
    assert [(column.group, column.heading) for column in found.columns] == [
        ("Ja", "Count"),
        ("Ja", "N"),
        ("Ja", "Percent"),
    ]
    assert list(texts(found).items()) == [
        (row["size_class"], (row["count"], row["base"], row["percent"])) for row in printed
    ]


@pytest.mark.slow
@pytest.mark.parametrize("number", TRENDS)
def test_codes_by_year_with_count_and_percent(number: str, shared_data: Path, tmp_path: Path) -> None:
    printed = read(shared_data, f"trend_tabell_{number.replace('.', '_')}.csv")
    years = sorted({row["year"] for row in printed})
    categories = list(dict.fromkeys(row["category"] for row in printed))
    survey = exclusive(str(tmp_path / "a.sqlite"), *categories[:-1])
    for year in years:
        counts = {row["category"]: int(row["count"]) for row in printed if row["year"] == year}
        answer(survey, {category: counts[category] for category in categories[:-1]}, wave=year)
    found = grid(survey, tmp_path, trend=True, total="Totalt")
    assert found.groups == tuple((year, 2) for year in years)
    assert [column.heading for column in found.columns] == ["Count", "Percent"] * len(years)
    assert list(texts(found).items()) == [
        (category, tuple(_numbers(printed, category, years))) for category in categories
    ]


def _numbers(printed: Sequence[Mapping[str, str]], category: str, years: Sequence[str]) -> list[str]:
    cells = {(row["category"], row["year"]): (row["count"], row["percent"]) for row in printed}
    return [text for year in years for text in cells[category, year]]
