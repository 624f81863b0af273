"""Reading the workbook of the method back: what was coded in Excel becomes codings, in one entry."""

from __future__ import annotations

from typing import Any

from coder.domain.coding import CodedState
from coder.domain.identity import new_uid
from coder.exchange.method_workbook.reader import MethodWorkbook
from coder.store.coders import add_coder
from coder.store.origins import record_origins
from coder.store.project import NoProjectError, open_project, project_of
from coder.store.questions import all_questions
from coder.store.surveys import update_many
from coder.store.unit_of_work import Reading, Writing, reading
from coder.usecases.codebook.growth import add_code
from coder.usecases.coding.setting import lead_if_none
from coder.usecases.exchange.method_workbook.codes import CodeKey
from coder.usecases.exchange.method_workbook.compare import plan_of
from coder.usecases.exchange.method_workbook.plan import (
    CoderKey,
    NewCoding,
    NewNote,
    NewState,
    Plan,
    PseudonymousWorkbookError,
)
from coder.usecases.exchange.method_workbook.report import MethodWorkbookReport

__all__ = ["MethodWorkbookReport", "foresee_method_workbook", "import_method_workbook", "is_home_of"]


def is_home_of(target: str, book: MethodWorkbook) -> bool:
    """Tell whether a project is the one a workbook was made from, and not another or none.

    Raises:
        PseudonymousWorkbookError: If it holds answers, and nobody can tell whether they are the workbook's.
    """
    try:
        engine = open_project(target)
    except NoProjectError:
        return False
    try:
        with reading(engine) as work:
            if book.base.pseudonymous and all_questions(work):
                raise PseudonymousWorkbookError(book.file)
            return project_of(work).uid == book.base.project
    finally:
        engine.dispose()


def foresee_method_workbook(
    work: Reading, book: MethodWorkbook, *, acting: int | None = None, create_codes: bool = False
) -> MethodWorkbookReport:
    """Tell what ``import_method_workbook`` would do, without doing it.

    Raises:
        The same.
    """
    return _report(book, plan_of(work, book, acting=acting, create_codes=create_codes))


def import_method_workbook(
    work: Writing, book: MethodWorkbook, *, create_codes: bool = False
) -> MethodWorkbookReport:
    """Take from a workbook what changed in it since it was made, where the project did not change meanwhile.

    Codes set and taken away, how far the coder has come, notes, and codes written on the sheet of codes.
    Codings that stay keep their excerpts. What cannot be taken is told row by row, and left. The same
    workbook again changes nothing.

    Args:
        work: The act.
        book: The workbook as it came back.
        create_codes: Make codes that stand in cells only, too.

    Raises:
        OtherProjectError: If it was made from another project.
        PseudonymousWorkbookError: If its rows cannot be told.
        ProblemsError: If there are cells in it that cannot be read.
        ReservedNameError: If it was made for nobody who can code.
    """
    plan = plan_of(work, book, acting=work.coder_id, create_codes=create_codes)
    report = _report(book, plan)
    coders = {name: add_coder(work, name) for name in _new_coders(plan)}
    _Writer(work, book.file, plan, coders).write()
    return report


class _Writer:
    """Carries out a plan."""

    def __init__(self, work: Writing, file: str, plan: Plan, coders: dict[str, int]) -> None:
        self._work = work
        self._file = file
        self._plan = plan
        self._coders = coders
        self._codes = self._make_codes()

    def write(self) -> None:
        """Write it in the order in which nothing stands in the way of what comes later."""
        self._write_codings()
        self._write_states()
        self._write_notes()

    def _make_codes(self) -> dict[tuple[int, str], int]:
        """Make the new codes; return their ids by codebook and key."""
        made: dict[tuple[int, str], int] = {}
        used = _used(self._plan)
        for codebook_id, codes in self._plan.today.codebooks.items():
            for key, new in codes.to_make(used[codebook_id]):
                text = new.row.text
                made[id(codes), key] = add_code(
                    self._work,
                    codebook_id,
                    new.row.written_path,
                    kind=new.row.kind,
                    definition=text.definition,
                    use_when=text.use_when,
                    not_when=text.not_when,
                    examples=text.examples,
                    # What was found while coding is open against what was read before; see the model.
                    from_file=not new.from_list,
                )
        return made

    def _write_codings(self) -> None:
        self._work.delete("coding", [coding.id for coding in self._plan.removed])
        rows: list[dict[str, Any]] = []
        places: dict[str, str] = {}
        for new in self._plan.added:
            uid = new_uid()
            places[uid] = new.place
            code = new.code if isinstance(new.code, int) else self._codes[id(new.answer.codes), new.code]
            rows.append(
                {
                    "uid": uid,
                    "answer": new.answer.id,
                    "code": code,
                    "coder": self._id(new.coder),
                    "excerpts": [],
                }
            )
        self._work.create_many("coding", rows)
        record_origins(self._work, "coding", self._file, places)

    def _write_states(self) -> None:
        made: list[dict[str, Any]] = []
        changed: dict[int, dict[str, Any]] = {}
        leads: dict[int, int] = {}
        for new in self._plan.states:
            is_done = new.state is CodedState.DONE
            said = {"state": new.state.value, "done_entry": self._work.number if is_done else None}
            coder_id = self._id(new.coder)
            if new.here.state is None:
                made.append({"answer": new.answer.id, "coder": coder_id, **said})
            else:
                changed[new.here.state.id] = said
            if is_done:
                leads.setdefault(new.answer.question_id, coder_id)
        self._work.create_many("coded", made)
        update_many(self._work, "coded", changed)
        for question_id, coder_id in leads.items():
            lead_if_none(self._work, question_id, coder_id)

    def _write_notes(self) -> None:
        gone = [new.here.id for new in self._plan.notes if new.here is not None and not new.text]
        self._work.delete("note", gone)
        made: list[dict[str, Any]] = []
        for new in self._plan.notes:
            if new.here is None:
                made.append({"answer": new.answer.id, "coder": self._id(new.coder), "text": new.text})
            elif new.text:
                self._work.update("note", new.here.id, text=new.text)
        self._work.create_many("note", made)

    def _id(self, coder: CoderKey) -> int:
        return coder if isinstance(coder, int) else self._coders[coder]


def _used(plan: Plan) -> dict[int, set[CodeKey]]:
    """Return the codes that are set, by codebook."""
    return {
        codebook_id: {new.code for new in plan.added if new.answer.codes is codes}
        for codebook_id, codes in plan.today.codebooks.items()
    }


def _new_coders(plan: Plan) -> list[str]:
    """Return who is to be made, in the order they come."""
    acts: list[NewCoding | NewState | NewNote] = [*plan.added, *plan.states, *plan.notes]
    return list(dict.fromkeys(act.coder for act in acts if isinstance(act.coder, str)))


def _report(book: MethodWorkbook, plan: Plan) -> MethodWorkbookReport:
    used = _used(plan)
    new_codes = [
        new.row.written_path
        for codebook_id, codes in plan.today.codebooks.items()
        for _key, new in codes.to_make(used[codebook_id])
    ]
    return MethodWorkbookReport(
        file=book.file,
        coder=plan.coder,
        rows=plan.rows,
        unchanged=plan.unchanged,
        new_codings=len(plan.added),
        removed_codings=len(plan.removed),
        removed_excerpts=sum(len(coding.excerpts) for coding in plan.removed),
        newly_done=sum(new.state is CodedState.DONE for new in plan.states),
        reopened=sum(new.here.done is CodedState.DONE for new in plan.states),
        notes=len(plan.notes),
        new_codes=tuple(new_codes),
        new_coders=tuple(_new_coders(plan)),
        found=tuple(plan.found),
    )
