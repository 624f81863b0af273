"""Which column of a survey file is what: respondent, answer, background, wave, weight."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from coder.domain.errors import Problem
from coder.exchange.table import Table
from coder.messages import _

Shape = Literal["wide", "long", "frame"]


@dataclass(frozen=True)
class Roles:
    """The roles of columns; ``wave`` is the one value for all rows where there is no ``wave_column``.

    With ``question_column`` and ``text_column`` a row is one answer (long form), and ``questions``, if any,
    are the only questions taken. Without questions the file is a frame: all who were invited.
    """

    id: str
    questions: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    wave_column: str | None = None
    wave: str = ""
    weight: str | None = None
    question_column: str | None = None
    text_column: str | None = None
    reasons: tuple[str, ...] = ()

    @property
    def shape(self) -> Shape:
        """Return how answers lie in the file."""
        if self.question_column is not None:
            return "long"
        return "wide" if self.questions else "frame"

    def columns(self) -> tuple[str, ...]:
        """Return every column that has a role."""
        single = (self.id, self.wave_column, self.weight, self.question_column, self.text_column)
        wide = self.questions if self.question_column is None else ()
        return (*(one for one in single if one is not None), *wide, *self.attributes)


def check_roles(table: Table, roles: Roles) -> list[Problem]:
    """Return what is wrong with the roles: columns missing or with two roles, or half a long form."""
    problems = [_unknown(table, name) for name in dict.fromkeys(roles.columns()) if name not in table.columns]
    twice = [name for name in dict.fromkeys(roles.columns()) if roles.columns().count(name) > 1]
    for name in twice:
        problems.append(Problem(table.name, None, name, _("the column is given two roles. Give it one.")))
    if (roles.question_column is None) != (roles.text_column is None):
        what = _("a long file needs both the column of questions and the column of texts.")
        problems.append(Problem(table.name, None, None, what))
    if roles.wave_column is not None and roles.wave:
        what = _("both a wave and a column of waves were given. Give one of them.")
        problems.append(Problem(table.name, None, None, what))
    return problems


def nearest(name: str, names: Iterable[str]) -> list[str]:
    """Return up to three names that look like this one, the most alike first."""
    by_plain: dict[str, str] = {}
    for other in names:
        by_plain.setdefault(other.casefold(), other)
    found = difflib.get_close_matches(name.casefold(), by_plain, n=3, cutoff=0.5)
    return [by_plain[plain] for plain in found]


def _unknown(table: Table, name: str) -> Problem:
    alike = nearest(name, table.columns)
    if alike:
        what = _("there is no such column. Alike: {columns}.").format(columns=", ".join(alike))
    else:
        what = _("there is no such column. There are: {columns}.").format(columns=", ".join(table.columns))
    return Problem(table.name, None, name, what)
