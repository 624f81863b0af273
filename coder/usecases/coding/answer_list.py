"""Finding answers: those that hold some conditions, in an order, and those among them with some words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from coder.domain.answer_query import (
    AnswerQuery,
    Condition,
    Is,
    UnknownConditionError,
    anyone_word,
    code_word,
    coder_word,
    flag_word,
    is_word,
    wave_word,
    words_for,
)
from coder.domain.codebook import Code
from coder.domain.coder_kind import PERSON
from coder.domain.coding import CodedState
from coder.domain.question import Question
from coder.store.answer_list import (
    AnswerRow,
    alike_keys,
    answer_rows,
    at_levels,
    beginnings,
    in_waves,
    lengths,
    numbers_of_codes,
    respondent_places,
    with_codes,
    with_gaps,
)
from coder.store.answers import answer_keys, texts_of
from coder.store.coders import Coder, all_coders
from coder.store.codes import codes_of
from coder.store.flags import flagged_answers, flagged_by_any
from coder.store.notes import noted_answers
from coder.store.project import project_of
from coder.store.questions import question_named
from coder.store.states import states_of
from coder.store.unit_of_work import Reading
from coder.store.variables import Variable, all_variables
from coder.store.waves import Wave, waves_of
from coder.text.collation import collation_key
from coder.text.folding import folded
from coder.text.safe import safe_line
from coder.text.word_search import WordSearch
from coder.usecases.coding.reading import reading_list

T = TypeVar("T")

SORTED_BY_LETTERS = 80
"""How much of a text decides where it stands among others."""


class Sort(StrEnum):
    """In which order answers are listed."""

    FILE = "file"
    READING = "reading"
    RESPONDENT = "respondent"
    TEXT = "text"
    ALIKE = "alike"
    LENGTH = "length"
    STATE = "state"
    CODES = "codes"


@dataclass(frozen=True)
class AnswerFrame:
    """What a list of a question's answers is about, and all that can be asked of it."""

    project_name: str
    question: Question
    wave: str | None
    """The only wave that is looked at; None means all."""
    codes: tuple[Code, ...]
    variables: tuple[Variable, ...]
    waves: tuple[Wave, ...]
    coders: tuple[Coder, ...]
    numbers: Mapping[int, int]
    """Each answer's number in file order, from 1."""


def answer_frame(work: Reading, key: str, wave: str | None = None) -> AnswerFrame:
    """Read what a list of answers is about.

    Raises:
        UnknownQuestionError: If there is no such question.
    """
    question = question_named(work, key)
    ids = [answer_id for answer_id, _uid in answer_keys(work, question.id, wave)]
    return AnswerFrame(
        project_name=project_of(work).name,
        question=question,
        wave=wave,
        codes=codes_to_name(work, question.codebook_id),
        variables=tuple(all_variables(work)),
        waves=tuple(waves_of(work, question.id)),
        coders=tuple(each for each in all_coders(work) if each.kind == PERSON),
        numbers={answer_id: number for number, answer_id in enumerate(ids, 1)},
    )


def codes_to_name(work: Reading, codebook_id: int) -> tuple[Code, ...]:
    """Return the codes that answers may have and conditions may name, in codebook order."""
    return tuple(code for code in codes_of(work, codebook_id) if code.merged_into is None)


def listed_answers(
    work: Reading, frame: AnswerFrame, query: AnswerQuery, sort: Sort, coder: Coder
) -> tuple[list[int], Coder]:
    """Return the answers that hold a query's conditions, its words left aside, and whose codings are meant.

    Raises:
        UnknownConditionError: If a condition means nothing here.
    """
    whose = _coder_meant(frame, query, coder)
    kept: set[int] | None = None
    for condition in query.conditions:
        if folded(condition.name) == folded(coder_word()):
            meant = _named(condition, frame.coders, lambda each: each.name)
            found = {each for one in meant for each in states_of(work, frame.question.id, one.id)}
        else:
            found = _holding(work, frame, condition, whose.id)
        if condition.excluded:
            found = set(frame.numbers) - found
        kept = found if kept is None else kept & found
    order = _in_order(work, frame, sort, whose)
    return (order if kept is None else [each for each in order if each in kept]), whose


def answers_with_words(work: Reading, answer_ids: Sequence[int], search: WordSearch) -> list[int]:
    """Return those of some answers whose text has the words."""
    texts = texts_of(work, answer_ids)
    return [each for each in answer_ids if each in texts and search.fits(texts[each])]


def rows_of(work: Reading, answer_ids: Sequence[int], coder_id: int) -> list[AnswerRow]:
    """Return the rows of some answers as one coder coded them."""
    return answer_rows(work, answer_ids, coder_id)


def _coder_meant(frame: AnswerFrame, query: AnswerQuery, coder: Coder) -> Coder:
    """Return whose codings a query asks about: the one it names, else the one who asks."""
    for condition in query.conditions:
        if folded(condition.name) == folded(coder_word()) and not condition.excluded:
            found = _named(condition, frame.coders, lambda each: each.name)
            return found[0]
    return coder


def _holding(work: Reading, frame: AnswerFrame, condition: Condition, coder_id: int) -> set[int]:
    name, question_id = _as_typed(condition.name), frame.question.id
    if name == folded(is_word()):
        return _being(work, frame, condition, coder_id)
    if name == folded(code_word()):
        codes = _named(condition, frame.codes, lambda code: code.name)
        return with_codes(work, coder_id, _with_descendants(frame.codes, codes))
    if name == folded(wave_word()):
        return in_waves(work, question_id, [w.id for w in _named(condition, frame.waves, lambda w: w.name)])
    if name == folded(flag_word()):
        return _flagged(work, frame, condition)
    for variable in frame.variables:
        if _as_typed(variable.name) == name:
            levels = _named(condition, variable.levels, lambda level: level.name)
            return at_levels(work, question_id, [level.id for level in levels])
    known = [
        code_word(),
        is_word(),
        wave_word(),
        coder_word(),
        flag_word(),
        *(each.name for each in frame.variables),
    ]
    raise UnknownConditionError(condition.written, known)


def _flagged(work: Reading, frame: AnswerFrame, condition: Condition) -> set[int]:
    """Return the answers flagged by those named, or by anyone."""
    meant = _named(
        condition, [None, *frame.coders], lambda each: anyone_word() if each is None else each.name
    )
    people = [each.id for each in meant if each is not None]
    return flagged_by_any(work, frame.question.id, people if people else None)


def _being(work: Reading, frame: AnswerFrame, condition: Condition, coder_id: int) -> set[int]:
    meant = [what for what in Is if folded(words_for(what)).startswith(folded(condition.value))]
    if not meant:
        raise UnknownConditionError(condition.written, [words_for(what) for what in Is])
    what, question_id = meant[0], frame.question.id
    if what in (Is.DONE, Is.STARTED):
        wanted = CodedState.DONE if what is Is.DONE else CodedState.STARTED
        states = states_of(work, question_id, coder_id)
        return {answer_id for answer_id, state in states.items() if state is wanted}
    if what is Is.UNTOUCHED:
        return set(frame.numbers) - set(states_of(work, question_id, coder_id))
    if what is Is.UNCODED:
        return set(frame.numbers) - numbers_of_codes(work, question_id, coder_id).keys()
    if what is Is.GAPS:
        return with_gaps(work, question_id, coder_id)
    if what is Is.FLAGGED:
        return flagged_answers(work, question_id, coder_id)
    if what in (Is.NOTED, Is.WAITING):
        return noted_answers(work, question_id, waiting=what is Is.WAITING)
    keys = alike_keys(work, question_id)
    shared = Counter(keys.values())
    return {answer_id for answer_id, key in keys.items() if shared[key] > 1}


def _named(condition: Condition, among: Sequence[T], name_of: Callable[[T], str]) -> list[T]:
    """Return what a value names: exactly, else by its beginning, else by the beginning of a word in it."""
    value = _as_typed(condition.value)
    for fits in (
        lambda name: name == value,
        lambda name: name.startswith(value),
        lambda name: f" {value}" in f" {name}",
    ):
        found = [each for each in among if fits(_as_typed(name_of(each)))]
        if found:
            return found
    raise UnknownConditionError(condition.written, [name_of(each) for each in among[:12]])


def _as_typed(name: str) -> str:
    """Return the search form of a name as it can stand in a line; some have signs in them that cannot."""
    return folded(safe_line(name))


def _with_descendants(codes: Sequence[Code], chosen: Sequence[Code]) -> set[int]:
    """Return the codes and all that stands below them; parents come before their children."""
    found = {code.id for code in chosen}
    for code in codes:
        if code.parent_id in found:
            found.add(code.id)
    return found


def _in_order(work: Reading, frame: AnswerFrame, sort: Sort, coder: Coder) -> list[int]:
    ids, question_id = list(frame.numbers), frame.question.id
    if sort is Sort.FILE:
        return ids
    if sort is Sort.READING:
        order = reading_list(work, frame.question, coder, frame.wave)
        read = set(order)
        return [*order, *(each for each in ids if each not in read)]
    if sort is Sort.RESPONDENT:
        places = respondent_places(work, question_id)
        return sorted(ids, key=places.__getitem__)
    if sort is Sort.LENGTH:
        long = lengths(work, question_id)
        return sorted(ids, key=lambda each: -long[each])
    if sort is Sort.CODES:
        numbers = numbers_of_codes(work, question_id, coder.id)
        return sorted(ids, key=lambda each: -numbers.get(each, 0))
    if sort is Sort.STATE:
        states = states_of(work, question_id, coder.id)
        rank = {CodedState.STARTED: 0, CodedState.UNTOUCHED: 1, CodedState.DONE: 2}
        return sorted(ids, key=lambda each: rank[states.get(each, CodedState.UNTOUCHED)])
    if sort is Sort.TEXT:
        texts = {each: collation_key(text) for each, text in beginnings(work, question_id, SORTED_BY_LETTERS)}
        return sorted(ids, key=texts.__getitem__)
    keys = alike_keys(work, question_id)
    shared = Counter(keys.values())
    # Those that many share come first, each group together.
    alone = (0, 0)

    def place(answer_id: int) -> tuple[int, tuple[int, int], int]:
        key = keys.get(answer_id, alone)
        many = shared[key] if shared[key] > 1 else 0
        return -many, key if many else alone, frame.numbers[answer_id]

    return sorted(ids, key=place)
