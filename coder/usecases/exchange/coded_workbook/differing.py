"""What several coded sheets of a workbook differ in: coder, question, wave, or only the respondents."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from coder.exchange.coded_workbook.rows import SheetRows
from coder.exchange.loose_names import loosely
from coder.messages import _

SheetsAre = Literal["coders", "questions", "waves", "parts"]

_COMMON = 0.3
"""Sheets with this share of the smaller one's respondents in common speak of the same people."""
_SAME = 0.5
_YEAR = re.compile(r"(?:19|20)\d\d")
_BEFORE_NAME = re.compile(
    r"^(?:koding(?:a|en)?(?: av)?|koda av|kodet av|koder|kodar|coder|coded by|coding|kode|kodar)[\s:_-]+",
    re.IGNORECASE,
)


def what_sheets_are(read: Sequence[SheetRows]) -> SheetsAre:
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


def coder_named_by(sheet: str) -> str:
    """Return the coder whose name a sheet bears, without «kodet av» and the like."""
    return _BEFORE_NAME.sub("", sheet).strip() or sheet


def as_meant(one: SheetRows, sheets_are: SheetsAre) -> SheetRows:
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


def told_of_sheets(sheets_are: SheetsAre, names: Sequence[str], coders: Mapping[str, str]) -> str:
    """Say what several sheets are taken as."""
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
