"""Holding a workbook of the method against the project: which rows can be taken, and whose they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from coder.domain.coder_kind import PERSON
from coder.domain.errors import ProblemsError
from coder.exchange.method_workbook.layout import as_written, fingerprint
from coder.exchange.method_workbook.reader import MethodWorkbook, ReadRow
from coder.messages import _
from coder.store.coders import ReservedNameError, all_coders, checked_coder_name, find_coder
from coder.store.project import project_of
from coder.store.samples import open_samples_by
from coder.store.unit_of_work import Reading
from coder.usecases.exchange.method_workbook.changed_since import ChangedSince
from coder.usecases.exchange.method_workbook.plan import (
    CoderKey,
    OtherProjectError,
    Plan,
    PseudonymousWorkbookError,
)
from coder.usecases.exchange.method_workbook.report import Finding, Found
from coder.usecases.exchange.method_workbook.taking import RowTaker
from coder.usecases.exchange.method_workbook.today import Today


def plan_of(
    work: Reading, book: MethodWorkbook, *, acting: int | None = None, create_codes: bool = False
) -> Plan:
    """Hold a workbook against the project.

    Args:
        work: The project.
        book: The workbook as it came back.
        acting: Who reads it back, by id.
        create_codes: Whether codes that stand in cells only are made.

    Raises:
        OtherProjectError: If it was made from another.
        PseudonymousWorkbookError: If its rows cannot be told.
        ProblemsError: If there are cells in it that cannot be read.
        ReservedNameError: If it was made for nobody who can code.
    """
    if book.base.pseudonymous:
        raise PseudonymousWorkbookError(book.file)
    if project_of(work).uid != book.base.project:
        raise OtherProjectError(book.file)
    if book.problems:
        raise ProblemsError(book.problems)
    return _Planner(work, book, acting, create_codes=create_codes).plan()


class _Planner:
    """Holds the rows of a workbook against the project, one by one."""

    def __init__(
        self, work: Reading, book: MethodWorkbook, acting: int | None, *, create_codes: bool
    ) -> None:
        self._work = work
        self._book = book
        self._today = Today(work, book, create_codes=create_codes)
        self._own = self._own_coder()
        self._people: dict[str, CoderKey] = {}
        self._refused: dict[str, str] = {}
        self._plan = Plan(book.base.coder, self._today)
        samples = [] if acting is None else open_samples_by(work, acting)
        blind = {sample.question_id for sample in samples}
        self._taker = RowTaker(
            self._plan, book, self._own, ChangedSince(work, book.base.entry), acting, blind
        )

    def plan(self) -> Plan:
        """Return what the workbook changes."""
        plan, base = self._plan, self._book.base
        rows: dict[tuple[str, CoderKey], list[ReadRow]] = defaultdict(list)
        for row in self._book.rows:
            plan.rows += 1
            wrong = self._wrong(row)
            if wrong is None:
                rows[row.answer, self._coder_of(row)].append(row)
            else:
                plan.found.append(wrong)
        for (uid, coder), same in rows.items():
            if self._say_one_thing(same):
                self._taker.take(same[0], self._today.answers[uid], base.answers[uid], coder)
        seen = {row.answer for row in self._book.rows}
        plan.found += [
            Found(Finding.DELETED_ROW, "", answer.respondent)
            for uid, answer in base.answers.items()
            if uid not in seen
        ]
        plan.found += [
            Found(Finding.LOST_COLUMN, "", str(number)) for number in sorted(self._book.lost_columns)
        ]
        for codes in self._today.codebooks.values():
            plan.found += codes.found
        return plan

    def _own_coder(self) -> CoderKey:
        base = self._book.base
        same = [coder for coder in all_coders(self._work) if coder.uid == base.coder_uid]
        known = same[0] if same else find_coder(self._work, base.coder)
        if known is None:
            return checked_coder_name(base.coder)
        if known.kind != PERSON:
            raise ReservedNameError(known.name)
        return known.id

    def _wrong(self, row: ReadRow) -> Found | None:
        """Tell why nothing can be taken from a row; None where something can."""
        if not row.answer:
            return Found(Finding.ADDED_ROW, row.place, row.respondent)
        answer = self._today.answers.get(row.answer)
        if answer is None:
            return Found(Finding.UNKNOWN_ANSWER, row.place, row.respondent)
        if not row.is_same:
            return Found(Finding.CHANGED_TEXT, row.place, row.respondent)
        if not self._book.base.without_text and fingerprint(as_written(answer.text)) != row.told:
            return Found(Finding.CHANGED_HERE, row.place, row.respondent)
        self._coder_of(row)
        if row.coder in self._refused:
            return Found(Finding.BAD_CODER, row.place, row.respondent, self._refused[row.coder])
        return None

    def _coder_of(self, row: ReadRow) -> CoderKey:
        """Return whose a row is: whom it names, else the one the workbook was made for."""
        if row.coder in ("", self._book.base.coder):
            return self._own
        if row.coder not in self._people:
            self._people[row.coder] = self._person(row.coder)
        return self._people[row.coder]

    def _person(self, name: str) -> CoderKey:
        known = find_coder(self._work, name)
        if known is not None and known.kind == PERSON:
            return known.id
        try:
            if known is not None:
                raise ReservedNameError(name)
            return checked_coder_name(name)
        except ReservedNameError as error:
            self._refused[name] = str(error)
            return name

    def _say_one_thing(self, rows: Sequence[ReadRow]) -> bool:
        """Tell whether rows of one answer agree; several are told of either way."""
        if len(rows) == 1:
            return True
        said = {(tuple(code.text for code in row.codes), row.note, row.done) for row in rows}
        places = ", ".join(row.place for row in rows)
        what = _("they say the same") if len(said) == 1 else _("they differ, so none is taken")
        self._plan.found.append(Found(Finding.DOUBLED_ROW, places, rows[0].respondent, what))
        return len(said) == 1
