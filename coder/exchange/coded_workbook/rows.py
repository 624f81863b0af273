"""What the rows of a coded sheet say: whose answers, which cells hold codes, whose coding it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from coder.domain.errors import Problem
from coder.domain.survey import Survey
from coder.exchange.coded_workbook.header import HeadedSheet, SheetColumn
from coder.exchange.coded_workbook.roles import SheetRoles
from coder.exchange.coded_workbook.sheets import cell_problems, sheet_notices
from coder.exchange.coded_workbook.slots import CodeSlot
from coder.exchange.coded_workbook.words import NO_MARKS, YES_MARKS, says_total
from coder.exchange.loose_names import loosely
from coder.exchange.survey import read_survey
from coder.exchange.table import Table
from coder.messages import _, ngettext

ROW_ID = "#"
"""The column of row numbers, in a sheet without ids."""


@dataclass(frozen=True)
class CodeCell:
    """A filled cell of codes."""

    row: int
    """From 0."""
    column: int
    text: str
    """As it stands; of a matrix, the code its column stands for."""
    theme: str = ""
    """The main theme beside it."""
    mark: tuple[str, ...] = ()
    """The code, where the cell is a mark."""


@dataclass(frozen=True)
class CodedRow:
    """What one row says of one answer by one coder."""

    row: int
    """From 0."""
    respondent: str
    wave: str
    question: str
    """Empty where the sheet does not say."""
    coder: str
    """Empty where the row does not say."""
    cells: tuple[CodeCell, ...]
    looked_at: bool = False
    """Whether a matrix says no to some code: then a row without codes is coded too."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class SheetRows:
    """A sheet read in its roles: the survey in it, and its rows of codes."""

    roles: SheetRoles
    survey: Survey
    rows: tuple[CodedRow, ...]
    notices: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def headed(self) -> HeadedSheet:
        """The sheet with its columns."""
        return self.roles.headed


@dataclass
class _Gathered:
    unique: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    all: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    repeated: int = 0
    totals: list[int] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def sheet_rows(roles: SheetRoles) -> SheetRows:
    """Read a sheet; what is wrong in it is listed."""
    headed = roles.headed
    reader = _RowReader(roles)
    gathered = reader.gathered()
    survey = read_survey(reader.table(gathered.unique), replace(roles.survey, id=roles.survey.id or ROW_ID))
    survey = replace(survey, problems=()) if roles.problems else survey
    rows = tuple(row for number, cells in gathered.all for row in reader.coded(number, cells))
    notices = [*headed.notices, *sheet_notices(headed.sheet), *reader.notices(gathered)]
    # A sum that cannot be worked out is no matter, for it is left out.
    left = {number + 1 for number in gathered.totals}
    wrong = [
        problem
        for problem in cell_problems(headed.sheet, headed.header_row + 1, roles.read)
        if problem.row not in left
    ]
    problems = [
        *headed.problems,
        *roles.problems,
        *gathered.problems,
        *wrong,
        *survey.problems,
        *reader.problems,
    ]
    return SheetRows(roles, survey, rows, tuple(notices), tuple(problems))


class _RowReader:
    def __init__(self, roles: SheetRoles) -> None:
        self.problems: list[Problem] = []
        self._roles = roles
        self._headed = roles.headed
        self._sheet = roles.headed.sheet
        survey = roles.survey
        self._id = self._place(survey.id)
        self._wave = self._place(survey.wave_column)
        self._question = self._place(survey.question_column)
        self._texts = {key: self._headed.named(name) for name, key in roles.questions.items()}
        self._text = self._place(survey.text_column)

    def _place(self, name: str | None) -> int | None:
        column = self._headed.named(name) if name else None
        return None if column is None else column.place

    def gathered(self) -> _Gathered:
        """Tell rows of answers from sums, and rows that say more of an answer from its first."""
        found = _Gathered()
        last = self._last_with_id()
        first: dict[tuple[str, ...], tuple[int, tuple[str, ...]]] = {}
        for number, cells in self._headed.rows:
            respondent = self._respondent(number, cells)
            texts = self._text_cells(cells)
            is_sum = says_total(respondent or next((cell for cell in cells if cell.strip()), ""))
            if not any(texts) and ((is_sum and number >= last - 3) or (not respondent and number > last)):
                found.totals.append(number)
                continue
            found.all.append((number, cells))
            key = (respondent, self._cell(cells, self._wave), self._cell(cells, self._question))
            there = first.setdefault(key, (number, cells)) if respondent else (number, cells)
            if there[0] == number:
                found.unique.append((number, cells))
                continue
            same_coder = self._coder(there[1]) == self._coder(cells)
            found.repeated += same_coder
            found.problems += self._unlike(there, number, texts, respondent)
        return found

    def _coder(self, cells: Sequence[str]) -> str:
        column = self._roles.coder_column
        return "" if column is None else cells[column.place].strip()

    def _last_with_id(self) -> int:
        """Return the last row with an id that is no word for a sum."""
        if self._id is None:
            return self._headed.rows[-1][0] if self._headed.rows else 0
        ids = ((number, cells[self._id].strip()) for number, cells in reversed(self._headed.rows))
        return next((number for number, cell in ids if cell and not says_total(cell)), 0)

    def _unlike(
        self, there: tuple[int, tuple[str, ...]], number: int, texts: Sequence[str], respondent: str
    ) -> Iterator[Problem]:
        """Yield a problem where a respondent's second row has another text; a blank one goes on."""
        for before, now in zip(self._text_cells(there[1]), texts, strict=True):
            if now and now != before:
                what = _(
                    "respondent {respondent} stands in row {row} too, with another text. "
                    "Give each its own id, or put the text together in one row."
                )
                yield self._sheet.problem(
                    number, self._id, what.format(respondent=respondent, row=there[0] + 1)
                )
                return

    def _text_cells(self, cells: Sequence[str]) -> list[str]:
        if self._text is not None:
            return [cells[self._text].strip()]
        return [cells[column.place].strip() for column in self._texts.values() if column is not None]

    def _respondent(self, number: int, cells: Sequence[str]) -> str:
        return str(number + 1) if self._id is None else cells[self._id].strip()

    @staticmethod
    def _cell(cells: Sequence[str], place: int | None) -> str:
        return "" if place is None else cells[place].strip()

    def table(self, rows: Sequence[tuple[int, tuple[str, ...]]]) -> Table:
        """Return rows as a survey's table."""
        columns: Sequence[SheetColumn] = self._headed.columns
        places = [column.place for column in columns]
        numbered = self._id is None
        return Table(
            self._sheet.where,
            (*((ROW_ID,) if numbered else ()), *(column.name for column in columns)),
            [
                (*((str(number + 1),) if numbered else ()), *(cells[place] for place in places))
                for number, cells in rows
            ],
            [number + 1 for number, _cells in rows],
        )

    def coded(self, number: int, cells: tuple[str, ...]) -> Iterator[CodedRow]:
        """Yield what a row says, by question and coder."""
        respondent = self._respondent(number, cells)
        if not respondent:
            return
        wave = self._cell(cells, self._wave) or self._roles.survey.wave
        coder = self._coder(cells)
        asked = self._cell(cells, self._question)
        found: dict[tuple[str, str], CodedRow] = {}
        for slot in self._roles.slots:
            key = (asked or slot.question, slot.coder or coder)
            row = found.setdefault(key, CodedRow(number, respondent, wave, *key, ()))
            read, looked = self._cells(number, cells, slot)
            found[key] = replace(row, cells=row.cells + read, looked_at=row.looked_at or looked)
        for column, question in self._roles.notes:
            note = cells[column.place].strip()
            key = next((key for key in found if key[0] == (asked or question)), (asked or question, coder))
            if note:
                row = found.setdefault(key, CodedRow(number, respondent, wave, *key, ()))
                found[key] = replace(row, notes=(*row.notes, note))
        yield from found.values()

    def _cells(
        self, number: int, cells: tuple[str, ...], slot: CodeSlot
    ) -> tuple[tuple[CodeCell, ...], bool]:
        theme = "" if slot.theme is None else cells[slot.theme.place].strip()
        if slot.mark:
            return self._marked(number, cells, slot)
        filled = [
            CodeCell(number, column.place, cells[column.place].strip(), theme)
            for column in slot.codes
            if cells[column.place].strip()
        ]
        if not filled and theme and slot.theme is not None:
            filled = [CodeCell(number, slot.theme.place, theme)]
        return tuple(filled), False

    def _marked(
        self, number: int, cells: tuple[str, ...], slot: CodeSlot
    ) -> tuple[tuple[CodeCell, ...], bool]:
        column = slot.codes[0]
        cell = loosely(cells[column.place])
        if cell in YES_MARKS:
            return (CodeCell(number, column.place, slot.mark[-1], mark=slot.mark),), True
        if cell and cell not in NO_MARKS:
            what = _("«{cell}» is neither a mark nor blank.").format(cell=cells[column.place].strip()[:40])
            self.problems.append(self._sheet.problem(number, column.place, what))
        return (), bool(cell)

    def notices(self, gathered: _Gathered) -> Iterator[str]:
        """Yield what was decided about rows."""
        name = self._sheet.name or self._sheet.file
        if gathered.repeated:
            said = ngettext(
                "{sheet}: {n} row goes on from an earlier one of the respondent; codes are taken together.",
                "{sheet}: {n} rows go on from earlier ones of the respondents; codes are taken together.",
                gathered.repeated,
            )
            yield said.format(sheet=name, n=gathered.repeated)
        if gathered.totals:
            said = ngettext(
                "{sheet}: row {rows} is no answer (a sum or a remark) and is left out.",
                "{sheet}: rows {rows} are no answers (sums or remarks) and are left out.",
                len(gathered.totals),
            )
            yield said.format(sheet=name, rows=", ".join(str(row + 1) for row in gathered.totals[:20]))
