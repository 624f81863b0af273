"""A question coded to a scale: its points in their order, what is no point last, and 100 below."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from coder.domain.codebook import CodeKind
from coder.tables.grid_of import grid_of
from coder.tables.options import TableOptions
from coder.tables.table import FrequencyTable
from coder.usecases.tables.frequency_table import frequency_table
from tests.tables.coded_survey import QUESTION, SIZE, CodedSurvey, coded_survey

PUBLISHED = {"9.1": (16, 182, 158, 36, 0, 12), "9.4": (8, 168, 122, 29, 0, 74)}
"""Counts whose sums are the N told in the text beside the tables, 404 and 401."""
NO_POINT = "Ingen erfaring siste år"


def scale(target: str, points: list[str], counts: tuple[int, ...], *others: str) -> CodedSurvey:
    """Make a project coded to a scale; what is no point of it stands first in the codebook."""
    survey = coded_survey(target, answers=sum(counts), quantify="scale")
    with survey.act() as work:
        work.update("codebook", survey.codebook, exclusive=1)
    survey.add_codes(*others, kind=CodeKind.DONT_KNOW.value)
    survey.add_codes(*points)
    given = [code for code, count in zip([*points, *others], counts, strict=True) for _each in range(count)]
    survey.code({answer: [code] for answer, code in zip(survey.answers, given, strict=True)})
    return survey


def made(survey: CodedSurvey, **options: Any) -> FrequencyTable:
    return frequency_table(survey.engine, QUESTION, TableOptions(**options))


def lines(found: FrequencyTable) -> list[tuple[str, ...]]:
    return [(row.label, *(cell.text for cell in row.cells)) for row in grid_of(found).rows]


@pytest.mark.slow
@pytest.mark.parametrize("number", PUBLISHED)
def test_a_published_scale_is_printed_again(number: str, shared_data: Path, project_url: str) -> None:
    path = shared_data / "published_tables" / f"tabell_{number.replace('.', '_')}.csv"
    with path.open(encoding="utf-8-sig") as file:
        printed = [(row["code"], row["percent"]) for row in csv.DictReader(file)]
    points = [code for code, _percent in printed if code not in (NO_POINT, "Totalt")]
    survey = scale(project_url, points, PUBLISHED[number], NO_POINT)
    found = made(survey, show="percent", units="kommuner", number=number, total="Totalt")
    assert [column.heading for column in grid_of(found).columns] == ["Share of kommuner"]
    # 9.4 was printed without a total; its percentages sum to 99 and it is 100 all the same.
    assert lines(found) == [*[each for each in printed if each[0] != "Totalt"], ("Totalt", "100")]
    survey.engine.dispose()


def test_the_numbers_stand_beside_unless_percent_alone_is_asked_for(tmp_path: Path) -> None:
    survey = scale(str(tmp_path / "a.sqlite"), ["God", "Dårlig"], (15, 20, 5), "Vet ikke")
    assert lines(made(survey)) == [
        ("God", "15", "38"),
        ("Dårlig", "20", "50"),
        ("Vet ikke", "5", "13"),
        ("Total", "40", "100"),
    ]


def test_another_order_can_be_asked_for(tmp_path: Path) -> None:
    survey = scale(str(tmp_path / "a.sqlite"), ["God", "Dårlig"], (15, 20, 25), "Vet ikke")
    by_count = [row.path for row in made(survey, order="count").rows]
    assert by_count == ["Vet ikke", "Dårlig", "God"]


@pytest.mark.slow
def test_where_answers_of_n_have_no_code_there_is_no_total_of_100(tmp_path: Path) -> None:
    survey = scale(str(tmp_path / "a.sqlite"), ["God", "Dårlig"], (15, 20))
    survey.code({survey.add_answers(["x"])[0]: []})
    survey.add_answers(["y"])
    for base in ("done", "answered"):
        assert lines(made(survey, base=base))[-1][0] == "Dårlig"
    assert lines(made(survey, base="answered", codes=("God",))) == [("God", "15", "41")]


def test_what_is_left_out_leaves_the_total_as_well(tmp_path: Path) -> None:
    survey = scale(str(tmp_path / "a.sqlite"), ["God", "Dårlig"], (15, 20, 5), "Vet ikke")
    found = made(survey, exclude_kinds=(CodeKind.DONT_KNOW,))
    assert lines(found)[-1] == ("Total", "35", "100")


def test_by_a_background_variable_each_level_sums_to_100(tmp_path: Path) -> None:
    survey = scale(str(tmp_path / "a.sqlite"), ["God", "Dårlig"], (15, 20))
    added = survey.add_answers([f"s{n}" for n in range(30)], level="stor")
    survey.code({answer: ["God" if place < 11 else "Dårlig"] for place, answer in enumerate(added)})
    found = made(survey, by=(SIZE,))
    assert lines(found)[-2:] == [("Total", "100", "100", "100"), ("N", "30", "35", "65")]
