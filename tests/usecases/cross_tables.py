"""Projects with levels and waves to make tables of, and what stands in the tables."""

from __future__ import annotations

from typing import Any

from coder.store.questions import question_named
from coder.tables.options import TableOptions
from coder.tables.table import Cell, FrequencyTable
from coder.usecases.tables.frequency_table import frequency_table
from tests.tables.coded_survey import QUESTION, CodedSurvey, coded_survey


def table(survey: CodedSurvey, **options: Any) -> FrequencyTable:
    return frequency_table(survey.engine, QUESTION, TableOptions(**options))


def bases(found: FrequencyTable) -> dict[str, int | None]:
    return {column.label: column.base for column in found.columns}


def counts(found: FrequencyTable) -> dict[str, list[int | None]]:
    return {
        row.path: [cell.count for cell in line] for row, line in zip(found.rows, found.cells, strict=True)
    }


def cell(found: FrequencyTable, path: str, label: str) -> Cell:
    place = [column.label for column in found.columns].index(label)
    return dict(zip((row.path for row in found.rows), found.cells, strict=True))[path][place]


def by_size(target: str) -> CodedSurvey:
    """Thirty small ones of which twelve say Bil, ten big ones of which nine do, two of unknown size."""
    survey = coded_survey(target, "Bil", "Buss")
    small = survey.add_answers([f"s{n}" for n in range(30)], level="liten")
    big = survey.add_answers([f"b{n}" for n in range(10)], level="stor")
    unknown = survey.add_answers(["u0", "u1"])
    survey.code({answer: ["Bil"] for answer in (*small[:12], *big[:9], *unknown)})
    survey.code({answer: ["Buss"] for answer in (*small[12:], *big[9:])})
    return survey


def two_waves(target: str, n: int = 30) -> CodedSurvey:
    """The same respondents in 2022, when all said Bil, and in 2023, with two more, when half did."""
    survey = coded_survey(target, "Bil", "Buss")
    first = survey.add_answers([f"a{each}" for each in range(n)], wave="2022")
    second = survey.add_answers([f"a{each}" for each in range(n)] + ["x", "y"], wave="2023")
    survey.code({answer: ["Bil"] for answer in first})
    survey.code({answer: ["Bil"] for answer in second[: n // 2]})
    survey.code({answer: ["Buss"] for answer in second[n // 2 :]})
    return survey


def layered(survey: CodedSurvey, act: Any, *arguments: Any) -> None:
    with survey.act("save_layer") as work:
        act(work, question_named(work, QUESTION), "rapport", *arguments)
