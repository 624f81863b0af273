"""What one row of a workbook of the method changes: as it was made, as it came back, and as things are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from coder.domain.codebook import CodeTextError, clean_text
from coder.domain.coding import CodedState
from coder.exchange.method_workbook.base import BaseAnswer
from coder.exchange.method_workbook.layout import as_written, fingerprint
from coder.exchange.method_workbook.reader import MethodWorkbook, ReadRow, state_said
from coder.messages import _
from coder.usecases.exchange.method_workbook.changed_since import ChangedSince, LastChange
from coder.usecases.exchange.method_workbook.codes import CodeKey, closed
from coder.usecases.exchange.method_workbook.plan import CoderKey, NewCoding, NewNote, NewState, Plan
from coder.usecases.exchange.method_workbook.report import Finding, Found
from coder.usecases.exchange.method_workbook.today import AnswerToday, CoderToday

_EMPTY = fingerprint("")


@dataclass(frozen=True)
class _Side:
    """Codes and state as they were or are somewhere."""

    codes: frozenset[CodeKey]
    state: CodedState


@dataclass(frozen=True)
class _Row:
    """A row, the answer it is of, and whose it is."""

    read: ReadRow
    answer: AnswerToday
    base: BaseAnswer
    coder: CoderKey
    here: CoderToday
    written: dict[CodeKey, str]
    """Its codes, each with its place."""

    @property
    def today(self) -> _Side:
        return _Side(frozenset(self.here.codes), self.here.done)


class RowTaker:
    """Adds to a plan what rows change."""

    def __init__(
        self,
        plan: Plan,
        book: MethodWorkbook,
        own: CoderKey,
        since: ChangedSince,
        acting: int | None,
        blind: Collection[int] = (),
    ) -> None:
        self._plan = plan
        self._book = book
        self._own = own
        self._since = since
        self._acting = acting
        self._blind = blind
        """Questions, by id, of which whoever reads the workbook back codes a sample blind."""

    def take(self, read: ReadRow, answer: AnswerToday, base: BaseAnswer, coder: CoderKey) -> None:
        """Take what changed in a row, or tell why it is not taken."""
        before = self._plan.changes(), len(self._plan.found)
        written = self._written(read, answer)
        here = answer.coders[coder] if isinstance(coder, int) else CoderToday()
        row = _Row(read, answer, base, coder, here, written or {})
        if written is not None:
            if coder == self._own:
                self._take_own(row)
            else:
                self._take_others(row)
        self._take_note(row)
        if before == (self._plan.changes(), len(self._plan.found)):
            self._plan.unchanged += 1

    def _written(self, read: ReadRow, answer: AnswerToday) -> dict[CodeKey, str] | None:
        """Return the codes of a row with their places; None where it is not clear what is meant."""
        codes: dict[CodeKey, str] = {}
        wrong: list[Found] = []
        for cell in read.codes:
            meant = answer.codes.meant(cell.text, cell.place)
            wrong += meant.found
            for code in meant.codes:
                codes.setdefault(code, cell.place)
        self._plan.found += wrong
        return None if wrong else codes

    def _take_own(self, row: _Row) -> None:
        """Take what changed in a row of the coder the workbook was made for."""
        was_codes: set[CodeKey] = set()
        for column, uid in enumerate(row.base.codes, start=1):
            code = row.answer.codes.id_of(uid)
            if code is not None:
                was_codes.add(code)
                if column in self._book.lost_columns:
                    row.written.setdefault(code, row.read.place)
        was = _Side(frozenset(was_codes), row.base.state)
        now = _Side(
            frozenset(row.written), state_said(row.read, was.state, was.codes, frozenset(row.written))
        )
        if now == row.today:
            return
        if now == was:
            self._tell_put_back(row, now)
            return
        if not _fits(was, now, row.today):
            last = self._last_change(row)
            is_delivery = last is not None and last.is_delivery
            kind = Finding.DELIVERED_BEFORE if is_delivery else Finding.CONFLICT
            self._plan.found.append(self._differs(kind, row, now, last))
            return
        new = now.codes - was.codes if now.codes != row.today.codes else frozenset()
        if now.codes != was.codes and not self._may_set(row, new):
            return
        self._set(row, new)
        gone = was.codes - now.codes
        self._plan.removed += [coding for coding in row.here.codings if coding.code_id in gone]
        self._set_state(row, now.state)

    def _tell_put_back(self, row: _Row, now: _Side) -> None:
        """Tell of a row that says what it said at first, where nothing but deliveries changed it since.

        It may have been put back so, or stand in a copy from before: nobody can tell, so nothing is removed.
        """
        last = self._last_change(row)
        if last is not None and last.is_delivery:
            self._plan.found.append(self._differs(Finding.DELIVERED_BEFORE, row, now, last))

    def _last_change(self, row: _Row) -> LastChange | None:
        return self._since.last(row.answer.id, row.coder) if isinstance(row.coder, int) else None

    def _take_others(self, row: _Row) -> None:
        """Take a row under another's name, of which the workbook does not know what they had given."""
        nothing = _Side(frozenset(), CodedState.UNTOUCHED)
        codes = frozenset(row.written)
        now = _Side(codes, state_said(row.read, nothing.state, nothing.codes, codes))
        if now.state is CodedState.UNTOUCHED or now.codes == row.today.codes != frozenset():
            return
        if row.today not in (nothing, now):
            self._plan.found.append(self._differs(Finding.OTHERS_ROW, row, now))
        elif row.today == nothing and self._may_set(row, now.codes):
            self._set(row, now.codes)
            self._set_state(row, now.state)

    def _may_set(self, row: _Row, new: frozenset[CodeKey]) -> bool:
        read, codes = row.read, row.answer.codes
        if row.answer.is_exclusive and len(row.written) > 1:
            self._plan.found.append(
                Found(Finding.SEVERAL_CODES, read.place, read.respondent, _listed(row, row.written))
            )
            return False
        people = {self._acting, row.coder if isinstance(row.coder, int) else None} - {None}
        wrong = [
            Found(Finding.CLOSED_CODE, row.written[code], codes.path(code), why)
            for code in new
            if isinstance(code, int) and (why := closed(codes.code(code), people))
        ]
        self._plan.found += wrong
        return not wrong

    def _set(self, row: _Row, new: frozenset[CodeKey]) -> None:
        self._plan.added += [
            NewCoding(row.answer, code, row.coder, place)
            for code, place in row.written.items()
            if code in new
        ]

    def _set_state(self, row: _Row, state: CodedState) -> None:
        if state is not row.here.done:
            self._plan.states.append(NewState(row.answer, row.coder, row.here, state))

    def _take_note(self, row: _Row) -> None:
        read = row.read
        if read.note is None:
            return
        written = fingerprint(read.note)
        today = fingerprint(as_written(row.here.note.text if row.here.note else ""))
        if written in (row.base.note, today):
            return
        if today != (row.base.note if row.coder == self._own else _EMPTY):
            self._plan.found.append(Found(Finding.NOTE_CONFLICT, read.place, read.respondent, read.note))
            return
        try:
            note = NewNote(row.answer, row.coder, row.here.note, clean_text(read.note))
        except CodeTextError as error:
            self._plan.found.append(Found(Finding.NOTE_CONFLICT, read.place, read.respondent, str(error)))
        else:
            self._plan.notes.append(note)

    def _differs(self, kind: Finding, row: _Row, now: _Side, last: LastChange | None = None) -> Found:
        here = row.today
        written, there = _listed(row, row.written), _listed(row, here.codes)
        if now.codes == here.codes:
            written, there = (
                _("done") if state is CodedState.DONE else _("not done") for state in (now.state, here.state)
            )
        if row.answer.question_id in self._blind:
            return Found(kind, row.read.place, row.read.respondent, written)
        said = _("in the workbook {written}; in the project {here}").format(written=written, here=there)
        if last is not None:
            told = _("{said}, since {when} by {name}") if last.who else _("{said}, since {when}")
            said = told.format(said=said, when=last.when, name=last.who)
        return Found(kind, row.read.place, row.read.respondent, said)


def _listed(row: _Row, codes: Iterable[CodeKey]) -> str:
    return ", ".join(f"«{path}»" for path in sorted(map(row.answer.codes.path, codes))) or _("no code")


def _fits(was: _Side, now: _Side, today: _Side) -> bool:
    """Tell whether what changed from ``was`` to ``now`` may be done to what there is today.

    It may where codes and state are each as they were, or already as they are to be.
    """
    return today.codes in (was.codes, now.codes) and today.state in (was.state, now.state)
