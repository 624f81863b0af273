"""Coding answers that say the same together: one act, each still a coding of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coder.domain.coding import CodedState
from coder.domain.entry import Change
from coder.domain.errors import UnusableInputError
from coder.domain.question import OtherQuestionError
from coder.messages import _
from coder.store.answers import answers_of_question, question_of, texts_of
from coder.store.coded_answers import coded_rows_of
from coder.store.codes import codes_of
from coder.store.codings import Coding, coded_row, codings_of
from coder.store.history import changes_of
from coder.store.latest_acts import left_by
from coder.store.questions import codebook_of_answer
from coder.store.surveys import update_many
from coder.store.undo import take_back_changes
from coder.store.unit_of_work import Writing
from coder.usecases.coding.setting import lead_if_none, mark_done

CODE_TOGETHER = "code_together"
"""What the act is called in the history."""


class NothingToGiveError(UnusableInputError):
    """The answer has no codes and is not done, so others cannot be given what it has."""

    def __init__(self) -> None:
        super().__init__(_("This answer has no code yet. Set its codes first."))


class NotCodedTogetherError(UnusableInputError):
    """An answer has nothing from being coded together with others."""

    def __init__(self) -> None:
        super().__init__(
            _("This answer was not coded together with others, so there is nothing to take out.")
        )


@dataclass(frozen=True)
class CodedTogether:
    """What coding together did."""

    answers: int
    """How many got something they did not have."""
    left_out: tuple[str, ...]
    """Names of codes that can no longer be set."""


def code_together(
    work: Writing, from_answer_id: int, answer_ids: Sequence[int], coder_id: int, *, done: bool | None = None
) -> CodedTogether:
    """Give answers what one coder has set on another of the same question; each stays a coding of its own.

    What is set already stays as it is, but in an exclusive codebook the code takes the other's place.
    Excerpts are carried where the text is the same to the letter; elsewhere the code stands on all of it.

    Args:
        work: The act.
        from_answer_id: Whose codes are given.
        answer_ids: Who gets them.
        coder_id: Whose codings they are and become.
        done: Whether all of them, that one too, are done now; None: if that one is.

    Raises:
        NothingToGiveError: If there is neither a code nor that it is done.
        OtherQuestionError: If an answer is to another question.
    """
    ids = [each for each in dict.fromkeys(answer_ids) if each != from_answer_id]
    question_id = question_of(work, from_answer_id)
    if len(answers_of_question(work, question_id, ids)) < len(ids):
        raise OtherQuestionError
    row = coded_row(work, from_answer_id, coder_id)
    done = row is not None and row[1] is CodedState.DONE if done is None else done
    codebook_id, exclusive = codebook_of_answer(work, from_answer_id)
    by_id = {code.id: code for code in codes_of(work, codebook_id)}
    own = codings_of(work, [from_answer_id], coder_id).get(from_answer_id, [])
    given = [coding for coding in own if by_id[coding.code_id].open_for_choice]
    if not own and not done:
        raise NothingToGiveError
    touched = _give_codes(work, from_answer_id, ids, given, exclusive=exclusive)
    touched |= _set_state(work, ids, coder_id, touched, done=done)
    if done:
        mark_done(work, from_answer_id, coder_id)
        lead_if_none(work, question_id, coder_id)
    left_out = [by_id[coding.code_id].name for coding in own if coding not in given]
    return CodedTogether(len(touched), tuple(left_out))


def take_out(work: Writing, answer_id: int, coder_id: int) -> int:
    """Take back for one answer alone what coding it together with others did; return that entry's number.

    Raises:
        NotCodedTogetherError: If nothing it has comes from there.
        BuiltUponError: If what it got was changed since.
    """
    [uid] = work.records.uids_of("answer", [answer_id])
    codings = codings_of(work, [answer_id], coder_id).get(answer_id, [])
    row = coded_row(work, answer_id, coder_id)
    uids = work.records.uids_of("coding", [coding.id for coding in codings])
    uids += work.records.uids_of("coded", [] if row is None else [row[0]])
    left = left_by(work, uids, CODE_TOGETHER)
    if not left:
        raise NotCodedTogetherError
    number = max(left.values())
    own = [
        change
        for change in changes_of(work, number)
        if left.get(change.uid) == number or _took_away(change, uid)
    ]
    take_back_changes(work, number, own)
    return number


def _took_away(change: Change, answer_uid: str) -> bool:
    """Tell whether a change took a code off an answer, as where answers have one code only."""
    return isinstance(change.before, dict) and change.after is None and change.before["answer"] == answer_uid


def _give_codes(
    work: Writing, from_answer_id: int, ids: Sequence[int], given: Sequence[Coding], *, exclusive: bool
) -> set[int]:
    """Set codes on answers that lack them; return these answers."""
    if not given:
        return set()
    coder_id, wanted = given[0].coder_id, {coding.code_id for coding in given}
    present = codings_of(work, ids, coder_id)
    texts = texts_of(work, [from_answer_id, *ids])
    if exclusive:
        replaced = [each.id for codings in present.values() for each in codings if each.code_id not in wanted]
        if replaced:
            work.delete("coding", replaced)
    rows: list[dict[str, Any]] = []
    for answer_id in ids:
        there = {coding.code_id for coding in present.get(answer_id, ())}
        is_same = texts[answer_id] == texts[from_answer_id]
        rows += [
            {
                "answer": answer_id,
                "code": coding.code_id,
                "coder": coder_id,
                "excerpts": coding.excerpts if is_same else (),
            }
            for coding in given
            if coding.code_id not in there
        ]
    if rows:
        work.create_many("coding", rows)
    return {row["answer"] for row in rows}


def _set_state(work: Writing, ids: Sequence[int], coder_id: int, coded: set[int], *, done: bool) -> set[int]:
    """Start what got a code, or be done with all; return the answers whose state that changed."""
    state = CodedState.DONE if done else CodedState.STARTED
    fields = {"state": state.value, "done_entry": work.number if done else None}
    rows = {row.answer_id: row for row in coded_rows_of(work, ids) if row.coder_id == coder_id}
    new = [each for each in ids if each not in rows and (done or each in coded)]
    if new:
        work.create_many("coded", [{"answer": each, "coder": coder_id, **fields} for each in new])
    if not done:
        return set(new)
    begun = [row for row in rows.values() if row.state is not CodedState.DONE]
    update_many(work, "coded", {row.id: fields for row in begun})
    return {*new, *(row.answer_id for row in begun)}
