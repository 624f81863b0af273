"""From a table and the roles of its columns to a survey, with everything that is wrong in it."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from coder.domain.errors import Problem
from coder.domain.survey import Survey, SurveyRow
from coder.exchange.roles import Roles, check_roles, nearest
from coder.exchange.table import Table
from coder.messages import _, ngettext
from coder.text.numbers import written_number

_LISTED = 12
"""How many levels that are no answers are named."""


@dataclass
class _Row:
    """One row of the file, its cells by role."""

    number: int
    respondent_id: str
    wave: str
    weight: float | None
    background: dict[str, str]
    texts: dict[str, str]


@dataclass
class _Merged:
    """What the rows of one respondent and wave have said so far; ``said_in`` is the row of each answer."""

    row: _Row
    said_in: dict[str, int] = field(default_factory=dict)


def read_survey(table: Table, roles: Roles, where: Mapping[str, str] | None = None) -> Survey:
    """Give the columns their roles, and check ids, waves, weights and repeated answers.

    ``where`` keeps only rows whose columns have exactly these values. Good rows come with the list of all
    problems, those of the table included; whether anything is written is decided by the caller.
    """
    where = where or {}
    problems = [*table.problems, *check_roles(table, roles), *_unknown_in_where(table, where)]
    if any(name not in table.columns for name in (*roles.columns(), *where)):
        return Survey(table.name, roles.questions, roles.attributes, (), tuple(problems), table.notices)
    if (roles.question_column is None) != (roles.text_column is None):
        return Survey(table.name, roles.questions, roles.attributes, (), tuple(problems), table.notices)
    reader = _Reader(table, roles)
    rows = list(reader.rows(where))
    merged = reader.merge_long(rows) if roles.shape == "long" else reader.one_row_each(rows)
    if not table.rows and not table.problems:
        reader.problem(None, None, _("there is a header, but no rows below it."))
    elif not rows and not reader.problems and not problems:
        reader.problem(None, None, _("no row fits what was asked for with --where."))
    questions = reader.questions()
    problems += reader.problems
    return Survey(
        file=table.name,
        questions=questions,
        variables=roles.attributes,
        rows=tuple(_survey_row(row) for row in merged),
        problems=tuple(sorted(problems, key=lambda problem: problem.row or 0)),
        notices=(*table.notices, *reader.notices()),
        facts={name: table.facts[name] for name in (*questions, *roles.attributes) if name in table.facts},
    )


def _unknown_in_where(table: Table, where: Mapping[str, str]) -> list[Problem]:
    problems: list[Problem] = []
    for name in where:
        if name not in table.columns:
            alike = ", ".join(nearest(name, table.columns) or table.columns)
            what = _("there is no such column to choose rows by. There are: {columns}.").format(columns=alike)
            problems.append(Problem(table.name, None, name, what))
    return problems


def _survey_row(row: _Row) -> SurveyRow:
    return SurveyRow(row.number, row.respondent_id, row.wave, row.weight, row.background, row.texts)


class _Reader:
    """Goes through the rows of one table; gathers problems and what to tell."""

    def __init__(self, table: Table, roles: Roles) -> None:
        self.table = table
        self.roles = roles
        self.places = {name: place for place, name in reversed(list(enumerate(table.columns)))}
        self.problems: list[Problem] = []
        self._stripped_ids = 0
        self._declared: Counter[str] = Counter()
        """By question, how many cells are no answers since the file says so."""
        self._questions: dict[str, None] = {}

    def problem(self, row: int | None, column: str | None, what: str) -> None:
        self.problems.append(Problem(self.table.name, row, column, what))

    def questions(self) -> tuple[str, ...]:
        """Return the questions: as asked for, else in the order the file names them."""
        if self.roles.shape != "long":
            return self.roles.questions
        wanted = self.roles.questions
        for name in wanted:
            if name not in self._questions:
                alike = ", ".join(nearest(name, self._questions) or self._questions)
                what = _("no row has the question {question}. There are: {questions}.")
                self.problem(None, self.roles.question_column, what.format(question=name, questions=alike))
        return wanted or tuple(self._questions)

    def notices(self) -> list[str]:
        """Return what was decided on the reader's behalf."""
        notices = []
        if self._stripped_ids:
            said = ngettext(
                "Blanks around {number} id were taken off.",
                "Blanks around {number} ids were taken off.",
                self._stripped_ids,
            )
            notices.append(said.format(number=self._stripped_ids))
        for column, number in self._declared.items():
            said = ngettext(
                "{column}: {number} cell is declared missing in the file, and so no answer.",
                "{column}: {number} cells are declared missing in the file, and so no answers.",
                number,
            )
            notices.append(said.format(column=column, number=number))
        missing = [
            f"{name} «{level}»"
            for name in self.roles.attributes
            for level in self.table.about(name).levels
            if level in self.table.about(name).missing
        ]
        if missing:
            listed = ", ".join(missing[:_LISTED]) + (" …" if len(missing) > _LISTED else "")
            said = _("Declared missing in the file, so that it counts as not given: {levels}.")
            notices.append(said.format(levels=listed))
        return notices

    def rows(self, where: Mapping[str, str]) -> Iterator[_Row]:
        """Yield the rows that fit, their cells by role; what is wrong in one becomes a problem."""
        wanted = [(self.places[name], value) for name, value in where.items()]
        for number, cells in zip(self.table.row_numbers, self.table.rows, strict=True):
            if all(cells[place] == value for place, value in wanted):
                row = self._row(number, cells)
                if row is not None:
                    yield row

    def one_row_each(self, rows: list[_Row]) -> list[_Row]:
        """Return the rows; the same respondent twice in a wave is a problem."""
        first: dict[tuple[str, str], _Row] = {}
        for row in rows:
            earlier = first.setdefault((row.respondent_id, row.wave), row)
            if earlier is not row:
                self._twice(row, earlier.number)
        return list(first.values())

    def merge_long(self, rows: list[_Row]) -> list[_Row]:
        """Return one row per respondent and wave; repeated answers and values that disagree are problems."""
        merged: dict[tuple[str, str], _Merged] = {}
        for row in rows:
            key = (row.respondent_id, row.wave)
            if key not in merged:
                merged[key] = _Merged(row, dict.fromkeys(row.texts, row.number))
                continue
            self._unite(merged[key], row)
        return [one.row for one in merged.values()]

    def _unite(self, earlier: _Merged, row: _Row) -> None:
        for question, text in row.texts.items():
            if question in earlier.said_in:
                what = _("respondent {respondent} has already answered {question} in row {row}.")
                self.problem(
                    row.number,
                    self.roles.text_column,
                    what.format(
                        respondent=row.respondent_id, question=question, row=earlier.said_in[question]
                    ),
                )
                continue
            earlier.said_in[question] = row.number
            earlier.row.texts[question] = text
        disagree = _("is {value} here, but {other} in row {row} for the same respondent, {respondent}.")
        for name in self.roles.attributes:
            value, other = row.background.get(name, ""), earlier.row.background.get(name, "")
            if value != other:
                what = disagree.format(
                    value=_shown(value),
                    other=_shown(other),
                    row=earlier.row.number,
                    respondent=row.respondent_id,
                )
                self.problem(row.number, name, what)
        if row.weight != earlier.row.weight:
            what = disagree.format(
                value=_shown(row.weight), other=_shown(earlier.row.weight), row=earlier.row.number,
                respondent=row.respondent_id,
            )  # fmt: skip
            self.problem(row.number, self.roles.weight, what)

    def _twice(self, row: _Row, earlier: int) -> None:
        if row.wave:
            what = _("respondent {respondent} stands in row {row} too, in the same wave {wave}.")
        else:
            what = _("respondent {respondent} stands in row {row} too.")
        what = what.format(respondent=row.respondent_id, row=earlier, wave=row.wave)
        self.problem(row.number, self.roles.id, what)

    def _row(self, number: int, cells: tuple[str, ...]) -> _Row | None:
        before = len(self.problems)
        respondent_id = self._respondent_id(number, cells)
        wave = self._wave(number, cells)
        weight = self._weight(number, cells)
        texts = self._texts(number, cells)
        if len(self.problems) > before:
            return None
        background = {name: cells[self.places[name]] for name in self.roles.attributes}
        background = {name: value for name, value in background.items() if value.strip()}
        return _Row(number, respondent_id, wave, weight, background, texts)

    def _respondent_id(self, number: int, cells: tuple[str, ...]) -> str:
        given = cells[self.places[self.roles.id]]
        respondent_id = given.strip()
        if not respondent_id:
            self.problem(number, self.roles.id, _("the respondent has no id."))
        elif respondent_id != given:
            self._stripped_ids += 1
        return respondent_id

    def _wave(self, number: int, cells: tuple[str, ...]) -> str:
        if self.roles.wave_column is None:
            return self.roles.wave
        wave = cells[self.places[self.roles.wave_column]].strip()
        if not wave:
            self.problem(number, self.roles.wave_column, _("the row belongs to no wave: the cell is blank."))
        return wave

    def _weight(self, number: int, cells: tuple[str, ...]) -> float | None:
        if self.roles.weight is None:
            return None
        given = cells[self.places[self.roles.weight]]
        try:
            weight = float(given.strip().replace(",", "."))
        except ValueError:
            weight = math.nan
        if not 0 < weight < math.inf or "_" in given:
            what = _("a weight is a number above 0, and {value} is not.").format(value=_shown(given))
            self.problem(number, self.roles.weight, what)
        return weight

    def _texts(self, number: int, cells: tuple[str, ...]) -> dict[str, str]:
        if self.roles.question_column is None or self.roles.text_column is None:
            return {name: text for name in self.roles.questions if (text := self._text(name, cells))}
        question = cells[self.places[self.roles.question_column]].strip()
        text = self._text(self.roles.text_column, cells)
        if question:
            self._questions.setdefault(question)
        if not text:
            return {}
        if not question:
            self.problem(
                number, self.roles.question_column, _("the answer belongs to no question: the cell is blank.")
            )
            return {}
        return {question: text} if not self.roles.questions or question in self.roles.questions else {}

    def _text(self, column: str, cells: tuple[str, ...]) -> str:
        """Return an answer exactly as it stands; "" for blanks, and for what the file says is no answer."""
        text = cells[self.places[column]]
        if text in self.table.about(column).missing:
            self._declared[column] += 1
            return ""
        return "" if text.isspace() else text


def _shown(value: str | float | None) -> str:
    shown = written_number(value) if isinstance(value, float) else value
    return _("blank") if shown is None or not shown.strip() else f"“{shown}”"
