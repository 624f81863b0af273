"""Approving the coding of a question, and taking that back."""

from __future__ import annotations

from dataclasses import dataclass

from coder.domain.errors import UnusableInputError
from coder.domain.question import Question
from coder.messages import _, ngettext
from coder.store.approvals import approval_of, is_changed
from coder.store.notes import noted_answers
from coder.store.overview import overview
from coder.store.questions import question_named
from coder.store.unit_of_work import Reading, Writing
from coder.text.numbers import written_count
from coder.usecases.revisit.reading_again import count_open

APPROVE, WITHDRAW = "approve_coding", "withdraw_approval"
"""What the acts are called in the history."""


class NothingToApproveError(UnusableInputError):
    """No answer to the question is settled: there is no coding that counts."""

    def __init__(self, question: str) -> None:
        super().__init__(
            _("No answer to «{question}» is done: there is nothing to approve.").format(question=question)
        )


class NotApprovedError(UnusableInputError):
    """An approval is to be withdrawn that nobody gave."""

    def __init__(self, question: str) -> None:
        super().__init__(_("The coding of «{question}» is not approved.").format(question=question))


@dataclass(frozen=True)
class ApprovedCoding:
    """That the coding of a question is approved, and whether it is what was approved."""

    by: str
    """Who approved it."""
    entry: int
    """In which entry."""
    at: str
    """When, in UTC."""
    is_changed: bool
    """Whether what counts has changed since."""


@dataclass(frozen=True)
class ApprovalOutlook:
    """What somebody should know before approving the coding of a question."""

    answers: int
    settled: int
    """Answers with a coding that counts."""
    to_revisit: int
    """Answers to be read again for newer codes."""
    waiting: int
    """Answers with a note that waits for somebody."""

    @property
    def unsettled(self) -> int:
        """Answers without a coding that counts."""
        return self.answers - self.settled

    def in_words(self) -> list[str]:
        """Say what is not settled, not read again or not dealt with; one sentence each."""
        told = []
        if self.unsettled:
            said = ngettext(
                "{n} of {all} answers is not settled.",
                "{n} of {all} answers are not settled.",
                self.unsettled,
            )
            told.append(said.format(n=written_count(self.unsettled), all=written_count(self.answers)))
        if self.to_revisit:
            said = ngettext(
                "{n} answer is to be read again.", "{n} answers are to be read again.", self.to_revisit
            )
            told.append(said.format(n=written_count(self.to_revisit)))
        if self.waiting:
            said = ngettext(
                "A note on {n} answer waits for somebody.",
                "Notes on {n} answers wait for somebody.",
                self.waiting,
            )
            told.append(said.format(n=written_count(self.waiting)))
        return told


def approved_coding(
    work: Reading, question: Question, history: Reading | None = None, until: int | None = None
) -> ApprovedCoding | None:
    """Return who approved the coding of a question and whether it changed since; None if nobody has.

    Args:
        work: The project, now or as it was.
        question: The question there.
        history: The snapshot that has the history, where ``work`` has none of its own.
        until: The entry the project is as of; None: the newest.
    """
    found = approval_of(work, question.id, history)
    if found is None:
        return None
    now = history or work
    asked = question if history is None else question_named(now, question.key)
    return ApprovedCoding(found.coder, found.entry, found.at, is_changed(now, asked, found.entry, until))


def approval_outlook(work: Reading, key: str) -> ApprovalOutlook:
    """Count what is left to do about a question before its coding is approved."""
    question = question_named(work, key)
    numbers = overview(work, question)
    return ApprovalOutlook(
        numbers.answers,
        numbers.settled,
        count_open(work, question.id),
        len(noted_answers(work, question.id, waiting=True)),
    )


def approve(work: Writing, key: str, coder_id: int) -> int:
    """Approve the coding of a question as it stands; return the number of the entry it is approved in.

    Raises:
        UnknownQuestionError: If there is no such question.
        NothingToApproveError: If no answer to it is settled.
    """
    question = question_named(work, key)
    if not overview(work, question).settled:
        raise NothingToApproveError(question.key)
    found = approval_of(work, question.id)
    if found is not None:
        work.delete("approval", [found.id])
    work.create("approval", question=question.id, coder=coder_id, entry=work.number)
    return work.number


def withdraw_approval(work: Writing, key: str) -> None:
    """Take an approval back, whoever gave it.

    Raises:
        UnknownQuestionError: If there is no such question.
        NotApprovedError: If it is not approved.
    """
    question = question_named(work, key)
    found = approval_of(work, question.id)
    if found is None:
        raise NotApprovedError(question.key)
    work.delete("approval", [found.id])
