"""The numbers as CSV, and the texts in a CSV of their own: SPSS reads no line break within a cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from coder.exchange.statistics.columns import Column, Role, Survey
from coder.exchange.statistics.texts import fitted
from coder.text.csv_lines import write_csv
from coder.text.formula_guard import guarded

TEXT_HEADER = ("respondent_id", "wave", "question", "text")


def write_numbers(path: Path, survey: Survey, *, formula_guard: bool = False) -> None:
    """Write every column but what respondents wrote; no value is an empty cell."""
    columns = number_columns(survey)
    cells = [_written(column) if column.texts is None else column.texts for column in columns]
    if formula_guard:
        # Numbers below zero are none.
        cells = [
            each if column.texts is None else list(map(guarded, each))
            for column, each in zip(columns, cells, strict=True)
        ]
    write_csv(path, [column.name for column in columns], zip(*cells, strict=True))


def number_columns(survey: Survey) -> list[Column]:
    """Return the columns of the CSV file."""
    return [column for column in survey.columns if column.role is not Role.ANSWER]


def write_texts(
    path: Path,
    survey: Survey,
    places: Mapping[str, Sequence[int]],
    *,
    formula_guard: bool = False,
) -> None:
    """Write whole texts, a row each.

    Args:
        path: Where to.
        survey: What.
        places: Which of them, by the name of the variable.
        formula_guard: See ``csv_cell``.
    """
    write_csv(path, TEXT_HEADER, _texts(survey, places), formula_guard=formula_guard)


def _texts(survey: Survey, places: Mapping[str, Sequence[int]]) -> Iterator[tuple[str, ...]]:
    respondents = _column(survey, Role.RESPONDENT)
    waves = _column(survey, Role.WAVE) or [""] * survey.rows
    for column in survey.columns:
        if column.role is Role.ANSWER and column.texts is not None:
            texts = column.texts
            for place in places.get(column.name, ()):
                if texts[place]:
                    clean = fitted([texts[place]], None, keeps_end_blanks=True).texts[0]
                    yield respondents[place], waves[place], column.question, clean


def _column(survey: Survey, role: Role) -> list[str]:
    return next((column.texts or [] for column in survey.columns if column.role is role), [])


def _written(column: Column) -> list[str]:
    if column.is_whole:
        return [str(int(value)) if value == value else "" for value in column.numbers.tolist()]
    return [repr(value) if value == value else "" for value in column.numbers.tolist()]
