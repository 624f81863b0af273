"""The lists beside a file, read back: which variable is what, and what its numbers mean."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from coder.domain.codebook import PATH_SEPARATOR, CodeKind, CodeRow, checked_colour, checked_kind, parsed_path
from coder.domain.errors import CoderError, Problem, ProblemsError
from coder.domain.portable import PortableCode, PortableCodebook, PortableQuestion
from coder.exchange.statistics.columns import Role
from coder.exchange.statistics.own_table import own_table, without_guard
from coder.exchange.statistics.variable_map import (
    CODEBOOK,
    EXCLUSIVE,
    GUARDED,
    HEADING,
    LEAD,
    PROJECT,
    QUESTION,
    VALUE_HEADER,
    VARIABLE_HEADER,
    WAVE_NAME,
)
from coder.exchange.table import Table
from coder.messages import _

_UID = re.compile("[0-9a-f]{32}")
_CODES = (Role.CODE.value, Role.THEME.value, HEADING)
Cells = Mapping[str, str]
DEEPEST = 50
"""How many names a path may have."""


@dataclass(frozen=True)
class Variable:
    """What a variable is."""

    name: str
    role: Role
    question: str
    """The question's key; empty where it is of none."""
    uid: str
    label: str
    path: tuple[str, ...] = ()


@dataclass(frozen=True)
class LevelOf:
    """What a number of a variable means."""

    value: str
    label: str
    missing: bool
    stata: str
    """The letter it is in Stata's own format; empty where it is a number there too."""


@dataclass
class VariableMap:
    """What the lists say."""

    project_uid: str = ""
    project_name: str = ""
    variables: list[Variable] = field(default_factory=list)
    questions: list[PortableQuestion] = field(default_factory=list)
    codebooks: list[PortableCodebook] = field(default_factory=list)
    is_guarded: bool = False
    """Whether ' stands before text in CSV files that looks like a formula."""
    waves: list[str] = field(default_factory=list)
    """In their order."""
    levels: dict[str, list[LevelOf]] = field(default_factory=dict)
    """By the name of the variable, in their order."""

    def of_role(self, role: Role, question: str = "") -> list[Variable]:
        """Return the variables of a role, of one question where it is one of a question's."""
        return [each for each in self.variables if each.role is role and each.question == question]


def read_map(variables: Path, values: Path) -> VariableMap:
    """Read both lists.

    Raises:
        UnusableInputError: If one is missing or cannot be read.
        ProblemsError: If anything in them does not fit; all of it is listed.
    """
    told = _table(variables, VARIABLE_HEADER, is_guarded=False)
    role, kind = told.columns.index("role"), told.columns.index("kind")
    is_guarded = any((row[role], row[kind]) == (PROJECT, GUARDED) for row in told.rows)
    if is_guarded:
        told = without_guard(told)
    read = _Reader(told, _table(values, VALUE_HEADER, is_guarded=is_guarded)).read()
    read.is_guarded = is_guarded
    return read


def made_uid(*of: str) -> str:
    """Return the uid of something a file gives none: the same for the same thing."""
    return uuid.uuid5(uuid.NAMESPACE_OID, "\n".join(of)).hex


def _table(path: Path, header: tuple[str, ...], *, is_guarded: bool) -> Table:
    table = own_table(path, is_guarded=is_guarded)
    missing = [name for name in header if name not in table.columns and name != LEAD]
    problems = [
        *table.problems,
        *(Problem(path.name, None, name, _("the column is missing. Export again.")) for name in missing),
    ]
    if problems:
        raise ProblemsError(problems)
    return table


class _Reader:
    """Goes through the rows and gathers what is wrong with them."""

    def __init__(self, variables: Table, values: Table) -> None:
        self._variables, self._values = variables, values
        self._problems: list[Problem] = []
        self._map = VariableMap()
        self._codes: dict[str, dict[str, tuple[int, PortableCode]]] = {}
        """By codebook and uid: the place in the codebook, and the code."""
        self._books: dict[str, Cells] = {}

    def read(self) -> VariableMap:
        roles: dict[str, Callable[[Cells, int], None]] = {
            PROJECT: self._project,
            QUESTION: self._question,
            CODEBOOK: self._codebook,
            WAVE_NAME: self._wave,
        }
        for number, row in zip(self._variables.row_numbers, self._variables.rows, strict=True):
            cells = dict(zip(self._variables.columns, row, strict=True))
            role = cells["role"]
            if role in roles:
                roles[role](cells, number)
                continue
            if role in _CODES:
                self._code(cells, number)
            if role != HEADING:
                self._variable(cells, number)
        self._read_values()
        self._make_codebooks()
        if self._problems:
            raise ProblemsError(self._problems)
        return self._map

    def _project(self, cells: Cells, _number: int) -> None:
        self._map.project_uid = _uid(cells, "project", cells["label"])
        self._map.project_name = cells["label"]

    def _question(self, cells: Cells, number: int) -> None:
        key = cells["question"].strip()
        if not key or any(each.key == key for each in self._map.questions):
            self._problem(
                number, "question", _("«{key}» is no key of a question, or is there twice.").format(key=key)
            )
            return
        unit = cells["kind"] if cells["kind"] in ("answer", "sentence") else "answer"
        self._map.questions.append(
            PortableQuestion(
                _uid(cells, QUESTION, key),
                key,
                cells["label"],
                cells["codebook"],
                unit,
                cells.get(LEAD, "").strip(),
            )
        )

    def _wave(self, cells: Cells, _number: int) -> None:
        self._map.waves.append(cells["label"])

    def _codebook(self, cells: Cells, _number: int) -> None:
        self._books[cells["uid"]] = cells

    def _variable(self, cells: Cells, number: int) -> None:
        try:
            role = Role(cells["role"])
        except ValueError:
            self._problem(number, "role", _("«{role}» is no role of a variable.").format(role=cells["role"]))
            return
        path = (cells["path"],) if role is Role.BACKGROUND else tuple(cells["path"].split(PATH_SEPARATOR))
        name = cells["variable"]
        self._map.variables.append(
            Variable(name, role, cells["question"], _uid(cells, role, name), cells["label"], path)
        )

    def _code(self, cells: Cells, number: int) -> None:
        try:
            path = parsed_path(cells["path"])
            kind = checked_kind(cells["kind"])
            colour = checked_colour(cells["colour"])
        except CoderError as error:
            self._problem(number, "path", str(error))
            return
        if len(path) > DEEPEST:
            self._problem(number, "path", _("there are more than {n} levels.").format(n=DEEPEST))
            return
        uid = _uid(cells, cells["codebook"], cells["path"])
        row = CodeRow(path, kind, cells["codable"] != "0", colour, cells["retired"] == "1")
        order = int(cells["order"]) if cells["order"].isdecimal() and len(cells["order"]) < 9 else number
        self._codes.setdefault(cells["codebook"], {})[uid] = (order, PortableCode(uid, None, row))

    def _read_values(self) -> None:
        for row in self._values.rows:
            cells = dict(zip(self._values.columns, row, strict=True))
            self._map.levels.setdefault(cells["variable"], []).append(
                LevelOf(cells["value"], cells["label"], cells["missing"] == "1", cells["stata"].lstrip("."))
            )

    def _make_codebooks(self) -> None:
        for uid in dict.fromkeys(each.codebook for each in self._map.questions):
            about = self._books.get(uid, {})
            listed = sorted(self._codes.get(uid, {}).values(), key=lambda each: each[0])
            codes = _with_parents(uid, [code for _order, code in listed])
            self._map.codebooks.append(
                PortableCodebook(uid, about.get("label", ""), about.get("kind") == EXCLUSIVE, tuple(codes))
            )

    def _problem(self, row: int, column: str, what: str) -> None:
        self._problems.append(Problem(self._variables.name, row, column, what))


def _with_parents(book: str, codes: list[PortableCode]) -> list[PortableCode]:
    """Return codes with who stands above them; a heading that is not listed is made."""
    found: dict[tuple[str, ...], PortableCode] = {}
    listed = {code.row.path: code for code in codes}

    def place(path: tuple[str, ...]) -> PortableCode:
        if path in found:
            return found[path]
        parent = place(path[:-1]).uid if len(path) > 1 else None
        heading = PortableCode(made_uid(book, *path), None, CodeRow(path, CodeKind.ORDINARY, codable=False))
        code = listed.get(path, heading)
        found[path] = PortableCode(code.uid, parent, code.row)
        return found[path]

    for code in codes:
        place(code.row.path)
    return list(found.values())


def _uid(cells: Cells, *of: str) -> str:
    written = cells["uid"].strip().lower()
    return written if _UID.fullmatch(written) else made_uid(*of)
