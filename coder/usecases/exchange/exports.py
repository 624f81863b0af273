"""What has left the project in files, and taking back what was never handed on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from coder.domain.errors import WrongUseError
from coder.messages import _
from coder.store.coders import all_coders
from coder.store.exports import OF, REASON, WITHDRAWN, Export, exports_of, record_export
from coder.store.questions import all_questions, question_named
from coder.store.unit_of_work import Reading, Writing
from coder.text.numbers import written_count


class UnknownExportError(WrongUseError):
    """A number that no export has."""

    def __init__(self, number: int, last: int) -> None:
        super().__init__(
            _("There is no export {number}; «coder exports» lists them, 1 to {last}.").format(
                number=number, last=written_count(last)
            )
            if last
            else _("Nothing has been exported from this project.")
        )


class WithdrawnAlreadyError(WrongUseError):
    """An export that was taken back before."""

    def __init__(self, number: int, reason: str) -> None:
        super().__init__(
            _("Export {number} is withdrawn already: {reason}").format(number=number, reason=reason)
        )


class NoReasonError(WrongUseError):
    """An export taken back without a reason."""

    def __init__(self) -> None:
        super().__init__(_("Say why the file was never handed on: --reason TEXT."))


@dataclass(frozen=True)
class Withdrawal:
    """That an export's file was never handed on."""

    at: str
    coder: str
    reason: str


@dataclass(frozen=True)
class ListedExport:
    """An export as people see it."""

    number: int
    """Its place among all that has left the project, from 1; it never changes."""
    export: Export
    coder: str
    question: str
    """The question's key; empty where it is of none."""
    withdrawal: Withdrawal | None

    @property
    def when(self) -> str:
        """The local time, to the minute."""
        return datetime.fromisoformat(self.export.at).astimezone().strftime("%Y-%m-%d %H:%M")


def listed_exports(work: Reading, question_key: str | None = None) -> list[ListedExport]:
    """Return what has left, of one question or of all, oldest first.

    Raises:
        UnknownQuestionError: If there is no such question.
    """
    only = None if question_key is None else question_named(work, question_key).id
    facts = exports_of(work)
    coders = {coder.id: coder.name for coder in all_coders(work)}
    questions = {question.id: question.key for question in all_questions(work)}
    withdrawn = {fact.options[OF]: _withdrawal(fact, coders) for fact in facts if fact.what == WITHDRAWN}
    left = [fact for fact in facts if fact.what != WITHDRAWN]
    return [
        ListedExport(
            number,
            export,
            coders.get(export.coder_id or 0, ""),
            questions.get(export.question_id or 0, ""),
            withdrawn.get(export.uid),
        )
        for number, export in enumerate(left, 1)
        if only in (None, export.question_id)
    ]


def _withdrawal(fact: Export, coders: Mapping[int, str]) -> Withdrawal:
    return Withdrawal(fact.at, coders.get(fact.coder_id or 0, ""), fact.options[REASON])


def withdraw_export(work: Writing, number: int, reason: str) -> ListedExport:
    """Write down that an export's file was never handed on: later tables need not reckon with it.

    Args:
        work: The act.
        number: Which export, as listed.
        reason: Why; it stays on record.

    Raises:
        UnknownExportError: If there is no such export.
        WithdrawnAlreadyError: If that was written down before.
        NoReasonError: If there is no reason.
    """
    if not reason.strip():
        raise NoReasonError
    exports = listed_exports(work)
    found = next((each for each in exports if each.number == number), None)
    if found is None:
        raise UnknownExportError(number, len(exports))
    if found.withdrawal is not None:
        raise WithdrawnAlreadyError(number, found.withdrawal.reason)
    record_export(
        work,
        Export(
            what=WITHDRAWN,
            question_id=found.export.question_id,
            format=found.export.format,
            file=found.export.file,
            options={OF: found.export.uid, REASON: reason.strip()},
        ),
    )
    return found
