"""Suggestions without a screen: a model fitted for one answer, and gone again."""

from __future__ import annotations

from dataclasses import dataclass

from coder.domain.codebook import Code
from coder.store.answers import texts_of
from coder.store.unit_of_work import Reading
from coder.usecases.suggesting.learning import LearnedCodings
from coder.usecases.suggesting.name_model import NameModel
from coder.usecases.suggesting.question_model import QuestionModel
from coder.usecases.suggesting.question_space import first_space
from coder.usecases.suggesting.training import Material

NOT_AN_ANSWER = 0
"""Stands for the answer where the text is none of the project's; ids begin at 1."""


@dataclass(frozen=True)
class RankedCode:
    """A code for a text, and what spoke for it."""

    code: Code
    score: float
    """How likely the code is to be set, in [0, 1]; while nothing is coded, how like its name is."""
    words: tuple[str, ...]


def suggest_for_answer(
    work: Reading, question_key: str, coder_name: str, answer_id: int, most: int
) -> list[RankedCode]:
    """Rank codes for an answer, the likeliest first, as if it had not been coded.

    Args:
        work: The project.
        question_key: The question.
        coder_name: Who will see it.
        answer_id: The answer.
        most: At most so many codes.
    """
    text = texts_of(work, [answer_id]).get(answer_id, "")
    learned = LearnedCodings(question_key, coder_name)
    return _ranked(work, learned, question_key, coder_name, answer_id, text, most)


def suggest_for_text(
    work: Reading, question_key: str, coder_name: str, text: str, most: int
) -> list[RankedCode]:
    """Rank codes for any text, the likeliest first."""
    learned = LearnedCodings(question_key, coder_name)
    return _ranked(work, learned, question_key, coder_name, NOT_AN_ANSWER, text, most)


def _ranked(
    work: Reading,
    learned: LearnedCodings,
    question_key: str,
    coder_name: str,
    answer_id: int,
    text: str,
    most: int,
) -> list[RankedCode]:
    learned.read(work)
    model = _model(work, question_key, coder_name, learned, answer_id)
    by_id = {code.id: code for code in learned.codes}
    return [
        RankedCode(by_id[each.code_id], each.score, tuple(text[start:end] for start, end in each.words))
        for each in model.suggested(answer_id, text).codes[:most]
    ]


def _model(
    work: Reading, question_key: str, coder_name: str, learned: LearnedCodings, answer_id: int
) -> QuestionModel | NameModel:
    """Fit on what was coded but for one answer; of nothing coded there are the codes' names, at once."""
    if not learned.answers.keys() - {answer_id}:
        return NameModel(work, question_key, coder_name)
    from coder.suggest.replay import one_thread

    with one_thread():
        return QuestionModel(Material(work, first_space(work, learned), learned, left_out=[answer_id]))
