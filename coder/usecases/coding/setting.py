"""Setting and removing codes, and saying that an answer is done."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from coder.domain.coding import CodedState, Span, distinct
from coder.domain.errors import UnusableInputError
from coder.messages import _
from coder.store.answers import question_of, text_length
from coder.store.coders import is_person
from coder.store.codes import code_standing
from coder.store.codings import Coding, coded_row, codings_of
from coder.store.questions import codebook_of_answer, lead_of
from coder.store.unit_of_work import Reading, Writing


class ClosedCodeError(UnusableInputError):
    """A code that cannot be set."""

    def __init__(self, name: str, *, is_retired: bool = False, is_merged: bool = False) -> None:
        if is_merged:
            told = _("«{name}» cannot be set: it was merged into another code.")
        elif is_retired:
            told = _("«{name}» cannot be set: it was taken out of use.")
        else:
            told = _("«{name}» cannot be set: it is only a heading.")
        super().__init__(told.format(name=name))


class ProposedCodeError(UnusableInputError):
    """A code that somebody made while coding blind, and that is not accepted yet."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("«{name}» is only proposed: accept it first, or merge it into another code.").format(name=name)
        )


class ExcerptOutsideError(UnusableInputError):
    """An excerpt must lie within the answer's text."""

    def __init__(self, start: int, end: int, length: int) -> None:
        super().__init__(
            _("The excerpt {start}–{end} does not lie within the answer ({length} characters).").format(
                start=start, end=end, length=length
            )
        )


def set_code(
    work: Writing, answer_id: int, code_id: int, coder_id: int, excerpts: Sequence[Span] = ()
) -> None:
    """Give an answer a code, on excerpts or on all of it; an exclusive codebook's other code goes.

    A coding that is there keeps its excerpts and gets these too. The answer counts as started, unless done.
    """
    codebook_id, exclusive = codebook_of_answer(work, answer_id)
    _refuse_closed(work, codebook_id, code_id, {coder_id, work.coder_id})
    _refuse_outside(work, answer_id, excerpts)
    present = codings_of(work, [answer_id], coder_id).get(answer_id, [])
    same = [coding for coding in present if coding.code_id == code_id]
    if exclusive:
        work_off = [coding.id for coding in present if coding.code_id != code_id]
        if work_off:
            work.delete("coding", work_off)
    if same:
        _place(work, same[0], excerpts)
    else:
        work.create("coding", answer=answer_id, code=code_id, coder=coder_id, excerpts=distinct(excerpts))
    _start(work, answer_id, coder_id)


def place_coding(
    work: Writing, answer_id: int, code_id: int, coder_id: int, excerpts: Sequence[Span]
) -> None:
    """Put exactly these excerpts under a coding that is there; none makes it whole-answer."""
    _refuse_outside(work, answer_id, excerpts)
    for coding in codings_of(work, [answer_id], coder_id).get(answer_id, []):
        if coding.code_id == code_id:
            work.update("coding", coding.id, excerpts=distinct(excerpts))


def remove_excerpt(work: Writing, answer_id: int, code_id: int, coder_id: int, excerpt: Span) -> None:
    """Take a code off one place; the code goes from the answer where it stood on that place only."""
    for coding in codings_of(work, [answer_id], coder_id).get(answer_id, []):
        if coding.code_id == code_id and excerpt in coding.excerpts:
            left = [each for each in coding.excerpts if each != excerpt]
            if left:
                work.update("coding", coding.id, excerpts=left)
            else:
                work.delete("coding", [coding.id])


def remove_code(work: Writing, answer_id: int, code_id: int, coder_id: int) -> bool:
    """Take a code off an answer; tell whether it was there."""
    present = codings_of(work, [answer_id], coder_id).get(answer_id, [])
    gone = [coding.id for coding in present if coding.code_id == code_id]
    if gone:
        work.delete("coding", gone)
    return bool(gone)


def mark_done(work: Writing, answer_id: int, coder_id: int) -> None:
    """Say that the coder is done with an answer; with no codes that is a statement too.

    The first person who does so for a question becomes its lead, unless one is set.
    """
    row = coded_row(work, answer_id, coder_id)
    done = {"state": CodedState.DONE.value, "done_entry": work.number}
    if row is None:
        work.create("coded", answer=answer_id, coder=coder_id, **done)
    elif row[1] is not CodedState.DONE:
        work.update("coded", row[0], **done)
    lead_if_none(work, question_of(work, answer_id), coder_id)


def reopen(work: Writing, answer_id: int, coder_id: int) -> None:
    """Take back that an answer is done; its codes stay."""
    row = coded_row(work, answer_id, coder_id)
    if row is not None and row[1] is CodedState.DONE:
        work.update("coded", row[0], state=CodedState.STARTED.value, done_entry=None)


def lead_if_none(work: Writing, question_id: int, coder_id: int) -> None:
    """Make a person the question's lead, unless it has one."""
    if lead_of(work, question_id) is None and is_person(work, coder_id):
        work.update("question", question_id, lead=coder_id)


def _place(work: Writing, coding: Coding, excerpts: Sequence[Span]) -> None:
    if excerpts:
        work.update("coding", coding.id, excerpts=distinct([*coding.excerpts, *excerpts]))


def _start(work: Writing, answer_id: int, coder_id: int) -> None:
    if coded_row(work, answer_id, coder_id) is None:
        work.create("coded", answer=answer_id, coder=coder_id, state=CodedState.STARTED.value)


def _refuse_closed(work: Reading, codebook_id: int, code_id: int, people: Collection[int | None]) -> None:
    standing = code_standing(work, code_id)
    if standing.codebook_id != codebook_id or not standing.open_for_choice:
        raise ClosedCodeError(standing.name, is_retired=standing.is_retired, is_merged=standing.is_merged)
    if standing.proposed_by is not None and standing.proposed_by not in people:
        raise ProposedCodeError(standing.name)


def _refuse_outside(work: Reading, answer_id: int, excerpts: Sequence[Span]) -> None:
    if not excerpts:
        return
    length = text_length(work, answer_id)
    for start, end in excerpts:
        if not 0 <= start < end <= length:
            raise ExcerptOutsideError(start, end, length)
