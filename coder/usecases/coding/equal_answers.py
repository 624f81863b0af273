"""Answers that say the same, or nearly: found, counted, and asked whether they are one voice."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cache

from coder.domain.codebook import Code
from coder.domain.coding import CodedState
from coder.domain.wave import wave_in_words
from coder.store.alike import AlikeText, alike_texts, shared_texts
from coder.store.answers import answers_by_id, texts_of
from coder.store.coded_answers import CodedRow, coded_rows_of
from coder.store.codes import codes_of
from coder.store.codings import Coding, codings_of
from coder.store.latest_acts import left_by
from coder.store.questions import codebook_of_answer
from coder.store.unit_of_work import Reading
from coder.store.waves import has_several_waves
from coder.text.folding import equal_answer_key
from coder.text.likeness import is_long_enough_for_a_voice
from coder.usecases.coding.code_together import CODE_TOGETHER


@dataclass(frozen=True)
class LikeAnswer:
    """An answer that says the same as another, or nearly."""

    id: int
    respondent_id: str
    text: str
    is_equal: bool
    """The same but for case, blanks and closing signs; else the same words of content."""
    state: CodedState
    code_ids: tuple[int, ...]
    """What this coder has set on it."""
    is_coded_together: bool
    """Whether it got something from being coded together, which can be taken out again."""


@dataclass(frozen=True)
class LikeAnswers:
    """What is alike to an answer, equal ones first, and what they would be given."""

    answer_id: int
    text: str
    codes: tuple[Code, ...]
    is_done: bool
    likes: tuple[LikeAnswer, ...]
    same_voice: tuple[str, ...]
    """Respondents who wrote the same long text."""
    wave: str = ""
    """In words the wave all of them are of; empty where there is only one."""


@dataclass(frozen=True)
class Voice:
    """Respondents who wrote the same text of some length in one wave."""

    answer_ids: tuple[int, ...]
    respondent_ids: tuple[str, ...]


@dataclass(frozen=True)
class EqualCounts:
    """How many answers could be coded together, and how many texts may be one voice."""

    equal: int = 0
    """Answers of which there is another with the same text in the wave."""
    voices: int = 0
    """Texts of some length that several respondents wrote."""


def equal_answers(work: Reading, question_id: int, answer_id: int, coder_id: int) -> LikeAnswers:
    """Return the answers to the same question in the same wave that say what one says.

    Equal is what differs in case, blanks and closing signs only; nearly equal, what has the same words of
    content (``coder.text.likeness``). Answers dealt to other coders are left out.
    """
    text = texts_of(work, [answer_id])[answer_id]
    found = alike_texts(work, answer_id, coder_id)
    ids = [answer_id, *(each.id for each in found)]
    codings = codings_of(work, ids, coder_id)
    rows = {row.answer_id: row for row in _rows(work, ids, coder_id)}
    is_equal = _equal_to(text)
    together = _coded_together(work, codings, rows)
    likes = [
        LikeAnswer(
            each.id,
            each.respondent_id,
            each.text,
            is_equal=is_equal(each.text),
            state=rows[each.id].state if each.id in rows else CodedState.UNTOUCHED,
            code_ids=tuple(coding.code_id for coding in codings.get(each.id, ())),
            is_coded_together=each.id in together,
        )
        for each in found
    ]
    own = [coding.code_id for coding in codings.get(answer_id, ())]
    by_id = {code.id: code for code in codes_of(work, codebook_of_answer(work, answer_id)[0])}
    return LikeAnswers(
        answer_id,
        text,
        tuple(by_id[code_id] for code_id in own),
        answer_id in rows and rows[answer_id].state is CodedState.DONE,
        tuple(sorted(likes, key=lambda each: not each.is_equal)),
        _voices(text, found),
        _wave_told(work, answer_id),
    )


def _wave_told(work: Reading, answer_id: int) -> str:
    if not has_several_waves(work):
        return ""
    return wave_in_words(answers_by_id(work, [answer_id])[answer_id].wave)


def same_voice_as(work: Reading, answer_id: int, text: str, coder_id: int) -> tuple[str, ...]:
    """Return the respondents who wrote word for word the same, where it is long enough to be no chance."""
    if not is_long_enough_for_a_voice(text):
        return ()
    return _voices(text, alike_texts(work, answer_id, coder_id))


def same_voice(work: Reading, question_id: int) -> list[Voice]:
    """Return the groups of respondents who wrote the same long text in the same wave, in file order."""
    return [
        Voice(tuple(each.id for each in group), tuple(each.respondent_id for each in group))
        for alike in shared_texts(work, question_id)
        for group in _equal_groups(alike)
        if is_long_enough_for_a_voice(group[0].text)
    ]


def count_equal(work: Reading, question_ids: Iterable[int], among: Set[int]) -> EqualCounts:
    """Count equal answers, and texts that several wrote, of these answers to these questions."""
    equal = voices = 0
    for question_id in question_ids:
        groups = [group for alike in shared_texts(work, question_id) for group in _equal_groups(alike)]
        concerned = [(group, sum(each.id in among for each in group)) for group in groups]
        equal += sum(number for _group, number in concerned)
        voices += sum(number > 0 and is_long_enough_for_a_voice(group[0].text) for group, number in concerned)
    return EqualCounts(equal, voices)


def _coded_together(work: Reading, codings: dict[int, list[Coding]], rows: dict[int, CodedRow]) -> set[int]:
    """Return the answers that have something from being coded together."""
    answers: dict[str, int] = {}
    of_codings = {coding.id: each for each, those in codings.items() for coding in those}
    of_rows = {row.id: each for each, row in rows.items()}
    for noun, found in (("coding", of_codings), ("coded", of_rows)):
        answers.update(zip(work.records.uids_of(noun, list(found)), found.values(), strict=True))
    return {answers[uid] for uid in left_by(work, list(answers), CODE_TOGETHER)}


def _rows(work: Reading, answer_ids: Sequence[int], coder_id: int) -> list[CodedRow]:
    return [row for row in coded_rows_of(work, answer_ids) if row.coder_id == coder_id]


def _voices(text: str, others: Sequence[AlikeText]) -> tuple[str, ...]:
    if not is_long_enough_for_a_voice(text):
        return ()
    is_equal = _equal_to(text)
    return tuple(each.respondent_id for each in others if is_equal(each.text))


def _equal_to(text: str) -> Callable[[str], bool]:
    """Return what tells whether another text equals one; folding, slow for a megabyte, only where it must."""
    key = cache(lambda: equal_answer_key(text))
    return lambda other: other == text or equal_answer_key(other) == key()


def _equal_groups(alike: Sequence[AlikeText]) -> list[list[AlikeText]]:
    """Part alike answers into those that are equal; what stands alone is left out."""
    groups: dict[str, list[AlikeText]] = defaultdict(list)
    for each in alike:
        groups[equal_answer_key(each.text)].append(each)
    return [group for group in groups.values() if len(group) > 1]
