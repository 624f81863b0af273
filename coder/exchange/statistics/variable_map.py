"""The lists beside a file: what each variable is and each number means, and what the project has besides.

The list of variables has a row for each variable, and rows without one for what is no variable: headings of
the codebook, codebooks, questions and the project. Read back, they say what the numbers are about.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from coder.domain.codebook import PATH_SEPARATOR
from coder.domain.portable import PortableProject
from coder.exchange.statistics.columns import Column, Role, Survey
from coder.exchange.statistics.dta_file import missing_letters
from coder.text.csv_lines import Cell, write_csv

LEAD = "lead"
"""The column, at questions, of the coder whose codings count."""
VARIABLE_HEADER = (
    *("variable", "role", "label", "type", "question", "path"),
    *("uid", "codebook", "kind", "codable", "retired", "colour", "order", LEAD),
)
VALUE_HEADER = ("variable", "value", "label", "missing", "stata")
HEADING, CODEBOOK, QUESTION, PROJECT, WAVE_NAME = "heading", "codebook", "question", "project", "wave_name"
"""Roles of rows that are no variables."""
TEXT, NUMBER = "text", "number"
EXCLUSIVE = "exclusive"
GUARDED = "guarded"
"""The project's kind where ' stands before text in all CSV files that looks like a formula."""


def write_variables(
    path: Path, project: PortableProject, survey: Survey, *, formula_guard: bool = False
) -> None:
    """Write the list of variables."""
    rows = [*_variables(project, survey), *_others(project, survey, GUARDED if formula_guard else "")]
    write_csv(path, VARIABLE_HEADER, rows, formula_guard=formula_guard)


def write_values(path: Path, survey: Survey, *, formula_guard: bool = False) -> None:
    """Write the list of values: labels whole, and whether one says why there is no value."""
    write_csv(path, VALUE_HEADER, _values(survey), formula_guard=formula_guard)


def _row(**cells: Cell) -> tuple[Cell, ...]:
    return tuple(cells.get(name, "") for name in VARIABLE_HEADER)


def _variables(project: PortableProject, survey: Survey) -> Iterator[tuple[Cell, ...]]:
    codes = _ordered_codes(project)
    books = {question.key: question.codebook for question in project.questions}
    for column in survey.columns:
        is_coded = column.role in (Role.CODE, Role.THEME)
        yield _row(
            variable=column.name,
            role=column.role.value,
            label=column.label,
            type=NUMBER if column.texts is None else TEXT,
            question=column.question,
            path=PATH_SEPARATOR.join(column.path),
            uid=column.uid,
            codebook=books.get(column.question, ""),
            **(codes[column.uid] if is_coded else {}),
        )


def _others(project: PortableProject, survey: Survey, guard: str) -> Iterator[tuple[Cell, ...]]:
    for each in project.questions:
        yield _row(
            role=QUESTION,
            label=each.text,
            question=each.key,
            uid=each.uid,
            codebook=each.codebook,
            kind=each.unit,
            lead=each.lead,
        )
    if any(project.waves):
        for wave in project.waves:
            yield _row(role=WAVE_NAME, label=wave)
    codes = _ordered_codes(project)
    variables = {column.uid for column in survey.columns if column.role is Role.CODE}
    for book in project.codebooks:
        yield _row(role=CODEBOOK, label=book.name, uid=book.uid, kind=EXCLUSIVE if book.exclusive else "")
        for code in book.codes:
            if code.uid not in variables:
                path = code.row.written_path
                yield _row(role=HEADING, path=path, uid=code.uid, codebook=book.uid, **codes[code.uid])
    yield _row(role=PROJECT, label=project.name, uid=project.uid, kind=guard)


def _ordered_codes(project: PortableProject) -> dict[str, dict[str, Cell]]:
    """Return what the list says of each code, and its place in the codebook."""
    codes = (code for book in project.codebooks for code in book.codes)
    return {
        code.uid: {
            "kind": code.row.kind.value,
            "codable": int(code.row.codable),
            "retired": int(code.row.retired),
            "colour": code.row.colour,
            "order": place,
        }
        for place, code in enumerate(codes, 1)
    }


def _values(survey: Survey) -> Iterator[tuple[Cell, ...]]:
    for column in survey.columns:
        letters = missing_letters(column) if column.texts is None else {}
        labels = {each.label: each for each in column.labels}
        for name in _ordered(column):
            label = labels.get(name)
            if label is None:
                yield column.name, name, name, 0, ""
            else:
                letter = f".{letters[label.value]}" if label.value in letters else ""
                yield column.name, label.value, label.label, int(label.missing), letter


def _ordered(column: Column) -> list[str]:
    """Return the labels in the order that is meant: a background variable's own."""
    return list(column.levels or (each.label for each in column.labels))
