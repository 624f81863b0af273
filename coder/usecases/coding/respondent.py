"""One respondent: who it is, all it answered, and what it answered last time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coder.domain.codebook import Code
from coder.domain.coding import CodedState
from coder.domain.question import Question
from coder.store.answers import Answer, answers_by_id
from coder.store.coded_answers import coded_rows_of
from coder.store.coders import Coder, all_coders
from coder.store.codes import codes_of
from coder.store.codings import Coding, codings_of
from coder.store.questions import all_questions
from coder.store.respondents import (
    AnswerOrigin,
    WavePart,
    answers_of,
    last_answers,
    origin_of,
    parts_of,
    predecessors_of,
)
from coder.store.unit_of_work import Reading
from coder.usecases.coding.carry_over import CarryOver, carry_over_plan, coder_to_follow
from coder.usecases.coding.equal_answers import same_voice_as


@dataclass(frozen=True)
class GivenCode:
    """A code on an answer, and the words it stands on; none means all of them."""

    code: Code
    beside: str
    """Its theme, where several codes of the codebook have its name."""
    words: tuple[str, ...]


@dataclass(frozen=True)
class GivenAnswer:
    """An answer with the codes one coder set on it."""

    answer: Answer
    question: Question
    codes: tuple[GivenCode, ...]
    state: CodedState


@dataclass(frozen=True)
class LastAnswer:
    """What was answered to the same question last, how it is coded, and what taking that over would do."""

    given: GivenAnswer
    coded_by: str
    """Whose coding is shown: the settled one, else one's own."""
    is_own: bool
    plan: CarryOver


@dataclass(frozen=True)
class ChangedLevel:
    """A closed answer that is another than in the wave before."""

    variable: str
    before: str
    now: str


@dataclass(frozen=True)
class RespondentView:
    """All there is to see about the respondent of one answer."""

    respondent_id: str
    part: WavePart
    """The wave of the answer one came from, with weight and background."""
    waves: tuple[str, ...]
    part_before: WavePart | None
    shown: GivenAnswer
    """The answer one came from."""
    others: tuple[GivenAnswer, ...]
    """The other answers: this wave's in the questions' order, then those of the waves before and after."""
    last: tuple[LastAnswer, ...]
    """Those of the nearest earlier wave; several where several respondents went up in this one."""
    same_voice: tuple[str, ...] = ()

    @property
    def changed(self) -> tuple[ChangedLevel, ...]:
        """The closed answers of this wave that were others in the wave before."""
        before = {} if self.part_before is None else self.part_before.background
        return tuple(
            ChangedLevel(variable, before[variable], level)
            for variable, level in self.part.background.items()
            if before.get(variable, level) != level
        )


def respondent_of(work: Reading, answer_id: int, coder: Coder) -> RespondentView:
    """Read all about the respondent who gave an answer, with one coder's codes."""
    origin = origin_of(work, answer_id)
    family = [origin.respondent_id, *predecessors_of(work, origin.respondent_id)]
    last = last_answers(work, origin)
    others = [each for each in answers_of(work, family) if each.answer_id != answer_id and each not in last]
    others.sort(key=lambda each: (each.wave_id != origin.wave_id, [-place for place in each.wave_order]))
    books = _Books(work)
    own = _given(work, books, [origin, *others], {}, coder.id)
    follows = {each.answer_id: coder_to_follow(work, each.answer_id, coder.id) for each in last}
    given_last = _given(work, books, last, follows, coder.id)
    names = {each.id: each.name for each in all_coders(work)}
    parts = parts_of(work, origin.respondent_id)
    waves = [part.wave for part in parts]
    place = waves.index(origin.wave) if origin.wave in waves else None
    return RespondentView(
        respondent_id=origin.external_id,
        part=WavePart(origin.wave, None, {}) if place is None else parts[place],
        waves=tuple(waves),
        part_before=parts[place - 1] if place else None,
        shown=own[answer_id],
        others=tuple(own[each.answer_id] for each in others),
        last=tuple(
            LastAnswer(
                given_last[each.answer_id],
                names[follows[each.answer_id]],
                follows[each.answer_id] == coder.id,
                carry_over_plan(work, each.answer_id, answer_id, coder.id),
            )
            for each in last
        ),
        same_voice=same_voice_as(work, answer_id, own[answer_id].answer.text, coder.id),
    )


class _Books:
    """The questions and their codes, each codebook read once."""

    def __init__(self, work: Reading) -> None:
        self._work = work
        self.questions = {question.id: question for question in all_questions(work)}
        self._codes: dict[int, dict[int, Code]] = {}
        self._several: dict[int, Counter[str]] = {}

    def given(self, codebook_id: int, codings: Iterable[Coding], text: str) -> tuple[GivenCode, ...]:
        """Return codings with their codes and words."""
        if codebook_id not in self._codes:
            codes = codes_of(self._work, codebook_id)
            self._codes[codebook_id] = {code.id: code for code in codes}
            self._several[codebook_id] = Counter(code.name for code in codes if code.open_for_choice)
        found = []
        for coding in codings:
            code = self._codes[codebook_id][coding.code_id]
            is_shared = self._several[codebook_id][code.name] > 1
            words = tuple(text[start:end] for start, end in coding.excerpts)
            found.append(GivenCode(code, (code.theme or "") if is_shared else "", words))
        return tuple(found)


def _given(
    work: Reading, books: _Books, origins: Sequence[AnswerOrigin], follows: dict[int, int], coder_id: int
) -> dict[int, GivenAnswer]:
    """Return answers with what one coder has set, or another where one is followed."""
    ids = [each.answer_id for each in origins]
    answers, codings = answers_by_id(work, ids), codings_of(work, ids)
    states = {(row.answer_id, row.coder_id): row.state for row in coded_rows_of(work, ids)}
    found = {}
    for origin in origins:
        answer, question = answers[origin.answer_id], books.questions[origin.question_id]
        whose = follows.get(answer.id, coder_id)
        those = [each for each in codings.get(answer.id, ()) if each.coder_id == whose]
        codes = books.given(question.codebook_id, those, answer.text)
        state = states.get((answer.id, whose), CodedState.UNTOUCHED)
        found[answer.id] = GivenAnswer(answer, question, codes, state)
    return found
