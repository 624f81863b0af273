"""Reading a question's answers in order: which comes next, how far a coder has come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coder.domain.coding import CodedState
from coder.domain.question import Question
from coder.domain.reading_order import random_order
from coder.domain.sharing import ALONE, Sharing, unread
from coder.store.alike import count_alike
from coder.store.answers import Answer, answer_keys, answers_by_id, piles_of, texts_of
from coder.store.claims import live_claims
from coder.store.coders import Coder
from coder.store.codings import Coding, coded_row, codings_of
from coder.store.flags import flag_id
from coder.store.forgotten import answers_without_words
from coder.store.notes import Note, NotedOn, notes_on
from coder.store.samples import drawn_for, open_sample_with
from coder.store.states import begun_by_others
from coder.store.unit_of_work import Reading
from coder.text.folding import equal_answer_key
from coder.usecases.coding.equal_answers import same_voice_as


@dataclass(frozen=True)
class AnswerView:
    """An answer as one coder sees it."""

    answer: Answer
    codings: tuple[Coding, ...]
    state: CodedState
    alike: int = 0
    """How many other answers say the same, or nearly."""
    same_voice: tuple[str, ...] = ()
    """Respondents who wrote the same text, where it is long enough to wonder at."""
    notes: tuple[Note, ...] = ()
    """What coders have written beside it."""
    is_flagged: bool = False
    """Whether this coder has flagged it."""


def reading_list(work: Reading, question: Question, coder: Coder, wave: str | None = None) -> list[int]:
    """Return a question's answer ids in the order this coder reads them.

    While the coder codes a sample, that is the sample in its order. Else it is what was dealt to the coder,
    or all answers where nothing was, or where the question's pile is shared. What was forgotten is not read.
    """
    return _list_and_piles(work, question, coder, wave)[0]


def shared_list(
    work: Reading, question: Question, coder: Coder, wave: str | None = None
) -> tuple[list[int], Sharing]:
    """Return the reading list, and what of it others have."""
    order, piles = _list_and_piles(work, question, coder, wave)
    if piles is None:
        return order, ALONE
    claims = live_claims(work, question.id)
    return order, Sharing(
        begun=begun_by_others(work, question.id, coder.id),
        claimed=frozenset(each.answer_id for each in claims if each.coder_id != coder.id),
        dealt=frozenset(answer_id for answer_id, coder_id in piles.items() if coder_id != coder.id),
        own_pile=frozenset(answer_id for answer_id, coder_id in piles.items() if coder_id == coder.id),
        kept=next((each.answer_id for each in claims if each.coder_id == coder.id), None),
        ends=question.shared,
    )


def first_unread(
    order: Sequence[int], states: Mapping[int, CodedState], sharing: Sharing = ALONE
) -> int | None:
    """Return the first answer a coder is handed; None where none is left."""
    return next(unread(order, states, sharing), None)


def answer_view(work: Reading, answer_id: int, coder_id: int) -> AnswerView:
    """Return one answer with this coder's codings and state.

    Of an answer that the coder codes blind, nothing that others made of it is told, nor which are alike.
    """
    answer = answers_by_id(work, [answer_id])[answer_id]
    sample = open_sample_with(work, answer_id, coder_id)
    if sample is not None:
        return _blind_view(work, answer, sample.coder_id)
    codings = codings_of(work, [answer_id], coder_id).get(answer_id, [])
    row = coded_row(work, answer_id, coder_id)
    alike = count_alike(work, answer_id, coder_id)
    return AnswerView(
        answer,
        tuple(codings),
        CodedState.UNTOUCHED if row is None else row[1],
        alike,
        same_voice_as(work, answer_id, answer.text, coder_id) if alike else (),
        tuple(notes_on(work, NotedOn.ANSWER, [answer_id]).get(answer_id, ())),
        flag_id(work, answer_id, coder_id) is not None,
    )


def _blind_view(work: Reading, answer: Answer, coder_id: int) -> AnswerView:
    row = coded_row(work, answer.id, coder_id)
    notes = notes_on(work, NotedOn.ANSWER, [answer.id]).get(answer.id, ())
    return AnswerView(
        answer,
        tuple(codings_of(work, [answer.id], coder_id).get(answer.id, [])),
        CodedState.UNTOUCHED if row is None else row[1],
        notes=tuple(note for note in notes if note.coder_id == coder_id),
        is_flagged=flag_id(work, answer.id, coder_id) is not None,
    )


def _list_and_piles(
    work: Reading, question: Question, coder: Coder, wave: str | None
) -> tuple[list[int], dict[int, int] | None]:
    """Return the reading list, and whom answers were dealt to; None where nobody else reads of the list."""
    drawn = drawn_for(work, question.id, coder.id)
    if drawn:
        return drawn if wave is None else _of_wave(work, question.id, wave, drawn), None
    is_random = question.reading_order == "random"
    forgotten = answers_without_words(work, question.id)
    keys = answer_keys(work, question.id, wave, in_order=not is_random)
    keys = [key for key in keys if key[0] not in forgotten] if forgotten else keys
    piles = piles_of(work, question.id)
    is_own_pile = not question.shared and any(coder_id == coder.id for coder_id in piles.values())
    if is_own_pile:
        keys = [key for key in keys if piles.get(key[0]) == coder.id]
    if is_random:
        order = random_order(question.seed, coder.uid, keys)
    else:
        order = [answer_id for answer_id, _uid in keys]
        order = _alike(work, order) if question.reading_order == "alike" else order
    return order, None if is_own_pile else piles


def _of_wave(work: Reading, question_id: int, wave: str, answer_ids: Sequence[int]) -> list[int]:
    inside = {answer_id for answer_id, _uid in answer_keys(work, question_id, wave, in_order=False)}
    return [answer_id for answer_id in answer_ids if answer_id in inside]


def _alike(work: Reading, answer_ids: list[int]) -> list[int]:
    """Put answers that begin alike side by side."""
    texts = texts_of(work, answer_ids)
    return sorted(answer_ids, key=lambda each: equal_answer_key(texts[each]))
