"""A coded workbook as it was understood: its sheets, what their columns are, and its list of codes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal, NoReturn

from coder.domain.errors import Problem, ProblemsError, UnusableInputError
from coder.exchange.coded_workbook_header import HeadedSheet, headed
from coder.exchange.coded_workbook_list import ListedCodes, listed_codes, looks_like_list
from coder.exchange.coded_workbook_names import KnownCodes, loosely
from coder.exchange.coded_workbook_roles import SheetRoles, Wishes, sheet_roles
from coder.exchange.coded_workbook_rows import SheetRows, sheet_rows
from coder.exchange.coded_workbook_sheets import CodedSheet, sheets_in
from coder.exchange.workbook import UnknownSheetError
from coder.messages import _
from coder.usecases.coded_workbook_project import ProjectHere

SheetsAre = Literal["coders", "questions", "waves", "parts"]

_COMMON = 0.3
"""Sheets with this share of the smaller one's respondents in common speak of the same people."""
_SAME = 0.5
_NAMED = 20
_YEAR = re.compile(r"(?:19|20)\d\d")
_BEFORE_NAME = re.compile(
    r"^(?:koding(?:a|en)?(?: av)?|koda av|kodet av|koder|kodar|coder|coded by|coding|kode|kodar)[\s:_-]+",
    re.IGNORECASE,
)


class NoCodesInWorkbookError(UnusableInputError):
    """No sheet has both respondents and codes."""

    def __init__(self, file: str, sheets: Sequence[str], columns: Sequence[str]) -> None:
        said = _("No column of {file} is seen to hold codes. Name them: --codes COLUMN.").format(file=file)
        if sheets:
            said += " " + _("Sheets: {sheets}.").format(sheets=", ".join(sheets))
        if columns:
            said += " " + _("Columns: {columns}.").format(columns=", ".join(columns))
        super().__init__(said)


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
        UnknownSheetError: If a sheet was named that it does not have.
    """
    sheets = sheets_in(path, encoding=wishes.encoding, delimiter=wishes.delimiter)
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
    sheets_are = wishes.sheets_are or _what_sheets_are(read)
    coders = dict(wishes.sheet_coders)
    coded = [one.headed.sheet.name for one in read if one.roles.slots]
    if sheets_are == "coders":
        coders = {**{name: _coder_named(name) for name in coded}, **coders}
    if len(coded) > 1:
        notices.append(_told_of_sheets(sheets_are, coded, coders))
    read = [_as_meant(one, sheets_are) for one in read]
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


def _what_sheets_are(read: Sequence[SheetRows]) -> SheetsAre:
    """Tell what several coded sheets differ in: coder, question, wave, or only the respondents."""
    coded = [one for one in read if one.roles.slots]
    if len(coded) < 2:
        return "parts"
    if all(_YEAR.fullmatch(one.headed.sheet.name.strip()) for one in coded):
        return "waves"
    if any(one.roles.coder_column is not None or slot.coder for one in coded for slot in one.roles.slots):
        return "parts"
    found: set[SheetsAre] = set()
    for place, first in enumerate(coded):
        for second in coded[place + 1 :]:
            found.add(_compared(first, second))
    for kind in ("questions", "coders"):
        if kind in found:
            return kind
    return "parts"


def _compared(first: SheetRows, second: SheetRows) -> SheetsAre:
    ids = [{row.respondent for row in one.rows} for one in (first, second)]
    common = ids[0] & ids[1]
    if len(common) < _COMMON * max(1, min(map(len, ids))):
        return "parts"
    texts = [_texts(one) for one in (first, second)]
    questions = [set(one.roles.questions.values()) for one in (first, second)]
    if all(questions) and not questions[0] & questions[1] and not _same_texts(texts, common):
        return "parts"
    return "coders" if not all(questions) or _same_texts(texts, common) else "questions"


def _texts(one: SheetRows) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for row in one.survey.rows:
        found.setdefault(row.respondent_id, set()).update(map(loosely, row.texts.values()))
    return found


def _same_texts(texts: Sequence[Mapping[str, set[str]]], common: set[str]) -> bool:
    both = [(texts[0].get(each), texts[1].get(each)) for each in common]
    filled = [(a, b) for a, b in both if a and b]
    return sum(1 for a, b in filled if a & b) >= _SAME * len(filled)


def _coder_named(sheet: str) -> str:
    return _BEFORE_NAME.sub("", sheet).strip() or sheet


def _as_meant(one: SheetRows, sheets_are: SheetsAre) -> SheetRows:
    """Return a sheet's rows with the question or the wave that its name says."""
    name = one.headed.sheet.name.strip()
    if sheets_are == "waves":
        survey = replace(
            one.survey, rows=tuple(replace(row, wave=row.wave or name) for row in one.survey.rows)
        )
        return replace(
            one, survey=survey, rows=tuple(replace(row, wave=row.wave or name) for row in one.rows)
        )
    if sheets_are == "questions" and name and len(one.roles.questions) == 1:
        roles = replace(one.roles, questions=dict.fromkeys(one.roles.questions, name))
        return replace(one, roles=roles, rows=tuple(replace(row, question=name) for row in one.rows))
    return one


def _told_of_sheets(sheets_are: SheetsAre, names: Sequence[str], coders: Mapping[str, str]) -> str:
    listed = ", ".join(names)
    if sheets_are == "coders":
        listed = ", ".join(
            name if coders.get(name, name) == name else f"{coders[name]} ({name})" for name in names
        )
        return _("Each sheet is taken as one coder's codings of the same answers: {sheets}.").format(
            sheets=listed
        )
    if sheets_are == "questions":
        return _("Each sheet is taken as a question of its own: {sheets}.").format(sheets=listed)
    if sheets_are == "waves":
        return _("Each sheet is taken as a wave: {sheets}.").format(sheets=listed)
    return _("The sheets are taken together: {sheets}. (--sheets-are says otherwise)").format(sheets=listed)


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
