"""The lists beside a file: what each variable is and each number means, and what the project has besides.

The list of variables has a row for each variable, and rows without one for what is no variable: headings of
the codebook, codebooks, questions and the project. Read back, they say what the numbers are about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from coder.domain.codebook import PATH_SEPARATOR
from coder.domain.portable import PortableCode, PortableProject
from coder.exchange.csv_lines import Cell, write_csv
from coder.exchange.statistics.columns import Column, Role, Survey
from coder.exchange.statistics.dta_file import missing_letters
from coder.exchange.statistics.labels import one_line

VARIABLE_HEADER = (
    *("variable", "role", "label", "type", "question", "path"),
    *("uid", "codebook", "kind", "codable", "retired", "colour"),
)
VALUE_HEADER = ("variable", "value", "label", "missing", "stata")
HEADING, CODEBOOK, QUESTION, PROJECT = "heading", "codebook", "question", "project"
"""Roles of rows that are no variables."""
TEXT, NUMBER = "text", "number"
EXCLUSIVE = "exclusive"


def write_variables(
    path: Path, project: PortableProject, survey: Survey, *, formula_guard: bool = False
) -> None:
    """Write the list of variables."""
    rows = [*_variables(project, survey), *_others(project, survey)]
    write_csv(path, VARIABLE_HEADER, rows, formula_guard=formula_guard)


def write_values(path: Path, survey: Survey, *, formula_guard: bool = False) -> None:
    """Write the list of values: labels whole, and whether one says why there is no value."""
    write_csv(path, VALUE_HEADER, _values(survey), formula_guard=formula_guard)


def _variables(project: PortableProject, survey: Survey) -> Iterator[tuple[Cell, ...]]:
    codes = {code.uid: code for book in project.codebooks for code in book.codes}
    books = {question.key: question.codebook for question in project.questions}
    for column in survey.columns:
        code = codes.get(column.uid) if column.role in (Role.CODE, Role.THEME) else None
        yield (
            column.name,
            column.role.value,
            one_line(column.label),
            NUMBER if column.texts is None else TEXT,
            column.question,
            PATH_SEPARATOR.join(column.path),
            column.uid,
            books.get(column.question, ""),
            *_about(code),
        )


def _others(project: PortableProject, survey: Survey) -> Iterator[tuple[Cell, ...]]:
    variables = {column.uid for column in survey.columns if column.role is Role.CODE}
    for question in project.questions:
        yield (
            "",
            QUESTION,
            question.text,
            "",
            question.key,
            "",
            question.uid,
            question.codebook,
            question.unit,
            *_NOTHING,
        )
    for book in project.codebooks:
        kind = EXCLUSIVE if book.exclusive else ""
        yield ("", CODEBOOK, book.name, "", "", "", book.uid, "", kind, *_NOTHING)
        for code in book.codes:
            if code.uid not in variables:
                path = code.row.written_path
                yield (
                    "",
                    HEADING,
                    one_line(code.row.path[-1]),
                    "",
                    "",
                    path,
                    code.uid,
                    book.uid,
                    *_about(code),
                )
    yield ("", PROJECT, project.name, "", "", "", project.uid, "", "", *_NOTHING)


_NOTHING = ("", "", "")


def _about(code: PortableCode | None) -> tuple[Cell, ...]:
    if code is None:
        return ("", *_NOTHING)
    row = code.row
    return row.kind.value, int(row.codable), int(row.retired), row.colour


def _values(survey: Survey) -> Iterator[tuple[Cell, ...]]:
    for column in survey.columns:
        letters = missing_letters(column) if column.texts is None else {}
        labels: Mapping[str, int] = {each.label: each.value for each in column.labels}
        for each in _ordered(column):
            if each in labels:
                label = next(one for one in column.labels if one.label == each)
                letter = f".{letters[label.value]}" if label.value in letters else ""
                yield column.name, label.value, label.label, int(label.missing), letter
            else:
                yield column.name, each, each, 0, ""


def _ordered(column: Column) -> list[str]:
    """Return the labels in the order that is meant: a background variable's own."""
    return list(column.levels or (each.label for each in column.labels))
