"""Half-coded workbooks for tests, as people make them, and what is understood of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl

from coder.domain.coding import CodedState
from coder.domain.portable import PortableFile
from coder.exchange.coded_workbook.roles import Wishes
from coder.exchange.coded_workbook.sheets import CodedSheet
from coder.usecases.exchange.coded_workbook.found import found_in_sheets
from coder.usecases.exchange.coded_workbook.understanding import (
    NO_PROJECT,
    CodesWished,
    ProjectHere,
    Understood,
    WorkbookWishes,
    understood,
)

FILE = "koding.xlsx"
NAV = "Vi trenger et tettere samarbeid med Nav og fylkeskommunen."
PEOPLE = "Fleire folk i tenesta, og meir pengar til dei som treng det."
YOUNG = "Noen må følge opp de unge som faller utenfor skolen."
UNSURE = "Det er vanskelig å si hva som skal til her hos oss."
KNOWLEDGE = "Mer kunnskap om rus blant dem som møter brukerne først."
TEXTS = (NAV, PEOPLE, YOUNG, UNSURE, KNOWLEDGE)
LIST = (
    ("Hovedtema", "Kode", "Definisjon"),
    ("Samarbeid", "Nav", "Samarbeid med Nav lokalt"),
    ("", "Fylkeskommunen", ""),
    ("Ressurser", "Folk", "Flere ansatte"),
    ("", "Penger, øremerket", ""),
    ("Oppfølging", "Unge", ""),
)

Row = Sequence[object]
Sheets = Mapping[str, Sequence[Row]]


@dataclass(frozen=True)
class Read:
    """What was understood, and what an import would be given."""

    found: Understood
    file: PortableFile

    def codings(self) -> list[tuple[str, str, str, str]]:
        """Return (respondent, coder, code, place) in the file's order."""
        answers = {each.uid: each for each in self.file.project.answers}
        return [
            (answers[each.answer].respondent, each.coder, self._path(each.code), each.place)
            for each in self.file.project.codings
        ]

    def codes(self) -> dict[str, list[str]]:
        """Return the codes of each respondent, whoever gave them."""
        found: dict[str, list[str]] = {}
        for respondent, _coder, code, _place in self.codings():
            found.setdefault(respondent, []).append(code)
        return found

    def by_question(self) -> list[tuple[str, str, str]]:
        """Return (question, respondent, code), sorted."""
        answers = {each.uid: each for each in self.file.project.answers}
        return sorted(
            (answers[each.answer].question, answers[each.answer].respondent, self._path(each.code))
            for each in self.file.project.codings
        )

    def done(self) -> list[tuple[str, str]]:
        """Return (respondent, coder) of what counts as coded."""
        answers = {each.uid: each for each in self.file.project.answers}
        return [(answers[each.answer].respondent, each.coder) for each in self.file.project.coded]

    def unknown(self) -> list[str]:
        """Return the names that lead to no code."""
        return [name.written for _question, name in self.found.unknown]

    def problems(self) -> list[str]:
        """Return what is wrong, as it is told."""
        return [str(problem) for problem in self.found.problems()]

    def told(self, words: str) -> bool:
        """Tell whether some notice has these words."""
        return any(words in notice for notice in self.found.notices())

    def _path(self, uid: str) -> str:
        return next(
            code.row.written_path
            for book in self.file.project.codebooks
            for code in book.codes
            if code.uid == uid
        )


def sheet(name: str, rows: Sequence[Row], **more: Any) -> CodedSheet:
    """Return a sheet as it is read from a file: every cell as text."""
    return CodedSheet(
        FILE, name, [["" if cell is None else str(cell) for cell in row] for row in rows], **more
    )


def read(
    sheets: Sheets | Sequence[CodedSheet],
    *,
    here: ProjectHere = NO_PROJECT,
    wishes: WorkbookWishes | None = None,
    columns: Wishes | None = None,
    wished: CodesWished | None = None,
    create: bool = False,
    **more: Any,
) -> Read:
    """Understand a workbook."""
    given = [sheet(name, rows) for name, rows in sheets.items()] if isinstance(sheets, Mapping) else sheets
    wishes = wishes or WorkbookWishes(columns=columns or Wishes())
    wished = wished or CodesWished(coder="kari", create_codes=create)
    workbook = found_in_sheets(FILE, given, wishes, here)
    found = understood(
        workbook, here, wished, signs=wishes.columns.signs, question=wishes.columns.question, **more
    )
    return Read(found, found.portable(CodedState.DONE))


def made(folder: Path, sheets: Sheets, name: str = FILE) -> Path:
    """Write a workbook."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(list(row))
    book.save(folder / name)
    return folder / name
