"""A coded workbook as it was understood: its sheets, what their columns are, and its list of codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

from coder.domain.errors import Problem, ProblemsError, UnusableInputError
from coder.exchange.coded_workbook.header import HeadedSheet, headed
from coder.exchange.coded_workbook.list import ListedCodes, listed_codes, looks_like_list
from coder.exchange.coded_workbook.names import KnownCodes
from coder.exchange.coded_workbook.roles import SheetRoles, Wishes, sheet_roles
from coder.exchange.coded_workbook.rows import SheetRows, sheet_rows
from coder.exchange.coded_workbook.sheets import CodedSheet, sheets_in
from coder.exchange.codings_file import is_codings_header
from coder.exchange.workbook import UnknownSheetError
from coder.messages import _
from coder.usecases.exchange.coded_workbook.differing import (
    SheetsAre,
    as_meant,
    coder_named_by,
    told_of_sheets,
    what_sheets_are,
)
from coder.usecases.exchange.coded_workbook.project import ProjectHere

_NAMED = 20


class NoCodesInWorkbookError(UnusableInputError):
    """No sheet has both respondents and codes."""

    def __init__(self, file: str, sheets: Sequence[str], columns: Sequence[str]) -> None:
        said = _("No column of {file} is seen to hold codes. Name them: --codes COLUMN.").format(file=file)
        if sheets:
            said += " " + _("Sheets: {sheets}.").format(sheets=", ".join(sheets))
        if columns:
            said += " " + _("Columns: {columns}.").format(columns=", ".join(columns))
        super().__init__(said)


class CodingsFileError(UnusableInputError):
    """A codings file: read as a coded table, it would lose its excerpts, and what is only begun be done."""

    def __init__(self, file: str, *, is_long_file: bool) -> None:
        said = _("{file} is a codings file. Take it in with: coder codings QUESTION import {file}")
        if is_long_file:
            said = _(
                "{file} holds the codings of a file it lay beside. Take in that file, with {file} beside."
            )
        super().__init__(said.format(file=file))


@dataclass(frozen=True)
class WorkbookWishes:
    """What a person said of a workbook."""

    columns: Wishes = field(default_factory=Wishes)
    sheets: tuple[str, ...] = ()
    codebook_sheet: str | None = None
    header_row: int | None = None
    sheets_are: SheetsAre | None = None
    sheet_coders: Mapping[str, str] = field(default_factory=dict)
    """Coder by sheet."""
    encoding: str | None = None
    delimiter: str | None = None


@dataclass(frozen=True)
class CodedWorkbook:
    """What stands in a workbook, before its codes are looked up."""

    file: str
    sheets: tuple[SheetRows, ...]
    lists: tuple[ListedCodes, ...]
    sheets_are: SheetsAre
    coders: Mapping[str, str]
    """Whose coding a sheet is, by its name, where the sheet says so."""
    notices: tuple[str, ...]
    problems: tuple[Problem, ...]


def find_in_workbook(path: Path, wishes: WorkbookWishes, here: ProjectHere) -> CodedWorkbook:
    """Understand a workbook: which sheets hold what, which columns.

    Raises:
        UnusableInputError: If it cannot be read, or nothing in it looks like coded answers.
        CodingsFileError: If it is a codings file, and nobody said what its columns are.
        UnknownSheetError: If a sheet was named that it does not have.
    """
    sheets = sheets_in(path, encoding=wishes.encoding, delimiter=wishes.delimiter)
    header = next((sheet.rows[0] for sheet in sheets if sheet.rows), ())
    if is_codings_header(header) and not wishes.columns.columns():
        raise CodingsFileError(path.name, is_long_file="question" in header)
    return found_in_sheets(path.name, sheets, wishes, here)


def found_in_sheets(
    file: str, sheets: Sequence[CodedSheet], wishes: WorkbookWishes, here: ProjectHere
) -> CodedWorkbook:
    """Understand the sheets of a workbook, as ``find_in_workbook`` does."""
    _check_names(file, sheets, wishes)
    notices: list[str] = []
    tables = [found for sheet in sheets if (found := headed(sheet, wishes.header_row)) is not None]
    lists = [found for found in tables if _is_list(found, wishes)]
    listed = tuple(listed_codes(_list_header(found)) for found in lists)
    tables = [found for found in tables if found not in lists]
    roles = list(_data_sheets(tables, known_for_columns(here, listed), wishes, notices))
    if not any(each.slots or each.problems for each in roles):
        _refuse_without_codes(file, sheets, tables)
    read = [sheet_rows(each) for each in roles]
    sheets_are = wishes.sheets_are or what_sheets_are(read)
    coders = dict(wishes.sheet_coders)
    coded = [one.headed.sheet.name for one in read if one.roles.slots]
    if sheets_are == "coders":
        coders = {**{name: coder_named_by(name) for name in coded}, **coders}
    if len(coded) > 1:
        notices.append(told_of_sheets(sheets_are, coded, coders))
    read = [as_meant(one, sheets_are) for one in read]
    return CodedWorkbook(
        file,
        tuple(read),
        listed,
        sheets_are,
        coders,
        (*notices, *_notices(listed, read)),
        (
            *(problem for each in listed for problem in each.problems),
            *(problem for one in read for problem in one.problems),
        ),
    )


def _refuse_without_codes(file: str, sheets: Sequence[CodedSheet], tables: Sequence[HeadedSheet]) -> NoReturn:
    """Say what there is in a workbook in which no codes are seen."""
    spoiled = [problem for found in tables for problem in found.problems]
    if spoiled:
        raise ProblemsError(spoiled)
    columns = [column.name for found in tables for column in found.columns]
    raise NoCodesInWorkbookError(file, [sheet.name for sheet in sheets if sheet.name], columns[:40])


def _notices(listed: Sequence[ListedCodes], read: Sequence[SheetRows]) -> Iterator[str]:
    for each in listed:
        yield _told_of_list(each)
        yield from each.notices
    for one in read:
        yield from (_in_sheet(one, reason) for reason in one.roles.reasons)
        unread = [column.name for column in one.headed.columns if column.place not in one.roles.read]
        if unread:
            more = " …" if len(unread) > _NAMED else ""
            said = _("Not read: {columns}.").format(columns=", ".join(unread[:_NAMED]) + more)
            yield _in_sheet(one, said)
        yield from one.notices


def known_for_columns(here: ProjectHere, listed: Sequence[ListedCodes]) -> KnownCodes:
    """Return all codes that help to recognise columns: the project's and the workbook's own."""
    known = KnownCodes()
    for codes in here.codes.values():
        for code in codes:
            known.add(code.path, aliases=code.text.aliases)
    for each in listed:
        for row in each.rows:
            known.add(row.path, number=each.number_of(row), aliases=row.text.aliases)
    return known


def _check_names(file: str, sheets: Sequence[CodedSheet], wishes: WorkbookWishes) -> None:
    names = [sheet.name for sheet in sheets]
    asked = (
        *wishes.sheets,
        *wishes.sheet_coders,
        *((wishes.codebook_sheet,) if wishes.codebook_sheet else ()),
    )
    for name in asked:
        if name not in names:
            raise UnknownSheetError(file, name, names)


def _is_list(found: HeadedSheet, wishes: WorkbookWishes) -> bool:
    if wishes.codebook_sheet is not None:
        return found.sheet.name == wishes.codebook_sheet
    return found.sheet.name not in wishes.sheets and bool(found.sheet.name) and looks_like_list(found)


def _list_header(found: HeadedSheet) -> HeadedSheet:
    """Return a list of codes with its own header, whatever was said of the answers' header."""
    return headed(found.sheet) or found


def _data_sheets(
    tables: Sequence[HeadedSheet], known: KnownCodes, wishes: WorkbookWishes, notices: list[str]
) -> Iterator[SheetRoles]:
    """Yield what the columns of each sheet with answers or codes are; the others are told."""
    left: list[str] = []
    hidden: list[str] = []
    for found in tables:
        name = found.sheet.name
        if wishes.sheets and name not in wishes.sheets:
            continue
        if found.sheet.is_hidden and not wishes.sheets:
            hidden.append(name)
            continue
        roles = sheet_roles(found, known, wishes.columns) if found.rows else None
        if roles is None or (len(tables) > 1 and _is_beside(roles, found, wishes)):
            left.append(name)
            continue
        yield roles
    if left:
        said = _("Not read, since no coded answers are seen in them: {sheets}.")
        notices.append(said.format(sheets=", ".join(left)))
    if hidden:
        said = _("Hidden sheets are not read: {sheets}. (--sheet NAME)")
        notices.append(said.format(sheets=", ".join(hidden)))


def _is_beside(roles: SheetRoles, found: HeadedSheet, wishes: WorkbookWishes) -> bool:
    """Tell whether a sheet that cannot be read was not meant: nobody named it or a column of it."""
    named = wishes.sheets or any(found.named(name) is not None for name in wishes.columns.columns())
    return bool(roles.problems) and not roles.survey.id and not named


def _told_of_list(listed: ListedCodes) -> str:
    meanings = {
        "theme": _("theme"),
        "code": _("code"),
        "number": _("number"),
        "definition": _("definition"),
        "use_when": _("use when"),
        "not_when": _("not when"),
        "examples": _("examples"),
        "aliases": _("aliases"),
    }
    columns = ", ".join(f"{name} = {meanings[meaning]}" for name, meaning in listed.columns.items())
    return _("Sheet {sheet} is taken as the list of codes ({n} codes; {columns}).").format(
        sheet=listed.sheet, n=len(listed.rows), columns=columns
    )


def _in_sheet(one: SheetRows, reason: str) -> str:
    name = one.headed.sheet.name
    return f"{name}: {reason}" if name else reason
