"""A survey file looked at before it is imported: how it was read, and a guess at what its columns are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coder.domain.errors import CoderError
from coder.domain.survey import Survey
from coder.exchange.delimited_choices import header_by_delimiter, sample_by_encoding
from coder.exchange.guessed_roles import KnownColumns, NoIdColumnError, NoRowsError, guess_roles
from coder.exchange.roles import Roles
from coder.exchange.survey import read_survey
from coder.exchange.table import Table
from coder.exchange.table_file import DELIMITED, read_table
from coder.store.engine import Engine
from coder.store.questions import all_questions
from coder.store.unit_of_work import Reading, reading
from coder.store.variables import all_variables
from coder.usecases.survey.plan import ImportPlan, import_plan, plan_for_new_project

__all__ = ["HowRead", "SurveyPreview", "checked", "foreseen", "known_columns", "preview", "units_of"]


@dataclass(frozen=True)
class HowRead:
    """What the reader is told about a file; None is for it to find out."""

    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = None


@dataclass(frozen=True)
class SurveyPreview:
    """A file as a table, and what its columns seem to be."""

    path: Path
    how: HowRead
    table: Table
    roles: Roles | None
    """The guess; None where no column tells respondents apart."""

    @property
    def sheets(self) -> tuple[str, ...]:
        """Of a workbook; empty for any other file."""
        return self.table.sheets

    @property
    def is_delimited(self) -> bool:
        """Whether encoding and delimiter can be chosen."""
        return self.path.suffix.lower() in DELIMITED


def preview(path: Path, how: HowRead, engine: Engine | None = None) -> SurveyPreview:
    """Read a file and guess the roles of its columns.

    Args:
        path: The file.
        how: What is told about it.
        engine: The project it comes to, whose questions and background variables are known; None for a new
            one.

    Raises:
        CoderError: If there is no table in it, or no rows.
    """
    table = read_table(path, sheet=how.sheet, encoding=how.encoding, delimiter=how.delimiter)
    if not table.rows and not table.problems:
        raise NoRowsError(table.name)
    return SurveyPreview(path, how, table, _guess(table, known_columns(engine)))


def known_columns(engine: Engine | None) -> KnownColumns:
    """Return what columns became in files that were imported before, if there is a project."""
    if engine is None:
        return KnownColumns()
    with reading(engine) as work:
        return KnownColumns(
            frozenset(question.key for question in all_questions(work)),
            frozenset(variable.name for variable in all_variables(work)),
        )


def checked(table: Table, roles: Roles) -> Survey:
    """Read a survey in the roles given, with everything that is wrong in it."""
    return read_survey(table, roles)


def foreseen(engine: Engine | None, survey: Survey) -> ImportPlan:
    """Hold a survey against a project, or against none."""
    if engine is None:
        return plan_for_new_project(survey)
    with reading(engine) as work:
        return import_plan(work, survey)


def units_of(work: Reading) -> Mapping[str, str]:
    """Return by key the unit each question of the project is coded by."""
    return {question.key: question.unit for question in all_questions(work)}


def encodings_of(preview: SurveyPreview) -> list[tuple[str, str | CoderError]]:
    """Return each encoding with a telling line of the file in it, or why it cannot be that."""
    return sample_by_encoding(preview.path)


def delimiters_of(preview: SurveyPreview) -> list[tuple[str, Sequence[str]]]:
    """Return each delimiter with the header as it cuts it."""
    return header_by_delimiter(preview.path, preview.how.encoding)


def _guess(table: Table, known: KnownColumns) -> Roles | None:
    if not table.rows:
        return None
    try:
        return guess_roles(table, known)
    except NoIdColumnError:
        return None
