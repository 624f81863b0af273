"""A question's settled coding, replayed: what would have been suggested for each answer at its turn."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.domain.codebook import Code, offered_codes
from coder.domain.question import Question
from coder.store.answers import answer_keys, texts_of
from coder.store.codes import codes_of
from coder.store.unit_of_work import Reading
from coder.usecases.suggesting.learning import LearnableAnswer, choosable_codes, learnable
from coder.usecases.suggesting.question_space import QuestionSpace
from coder.usecases.suggesting.training import given_codes, rows_to_fit

if TYPE_CHECKING:
    from coder.suggest.replay import Booleans, Rows, Scores

Progress = Callable[[int, int], None]

FIRST_MEASURED = 10
"""So many answers are only learned from; measured are those from the eleventh on."""


@dataclass(frozen=True)
class CodingOrder:
    """What was coded of a question, in the order it was coded."""

    question: Question
    codes: tuple[Code, ...]
    """In codebook order: those that can be set; retired ones are never suggested."""
    settled: tuple[LearnableAnswer, ...]
    """In the order they were done, those of one import in its order; with the codes they were done with."""
    texts: Mapping[int, str]
    """Of all answers to the question, by answer id, in file order."""

    def given_by(self, answers: Sequence[LearnableAnswer]) -> Booleans:
        """Return which codes coded answers have, shape (n_answers, n_codes)."""
        return given_codes(self.codes, [answer.codes.keys() for answer in answers])

    def space(self) -> QuestionSpace:
        """Read all answers and codes into one space; no coding plays a part in it."""
        return QuestionSpace(self.texts, self.codes)

    def rows(self, space: QuestionSpace, answer_ids: Sequence[int]) -> Rows:
        """Return the rows of answers in the space."""
        return space.answers(answer_ids, lambda _ids: self.texts)


@dataclass(frozen=True)
class Replay:
    """The measured answers of a replayed coding, in the order they were coded."""

    given: Booleans
    """Which codes each answer has, shape (n_answers, n_codes)."""
    scores: Scores
    """What each code got at the answer's turn, same shape; NaN where it was not in use yet."""


def coding_order(work: Reading, question: Question) -> CodingOrder:
    """Read what was coded of a question, and in which order: the settled codings that are learned from."""
    codes = offered_codes(codes_of(work, question.codebook_id))
    # Of nobody in particular, so that only the settled codings are left.
    settled = learnable(work, question, codes, None, as_done=True)
    ids = [answer_id for answer_id, _uid in answer_keys(work, question.id)]
    texts = texts_of(work, ids)
    return CodingOrder(
        question, tuple(choosable_codes(codes)), tuple(settled), {each: texts[each] for each in ids}
    )


def replay(
    coding: CodingOrder,
    space: QuestionSpace,
    *,
    first: int = FIRST_MEASURED,
    progress: Progress | None = None,
) -> Replay:
    """Rank each settled answer by a model that has seen only those coded before it.

    Args:
        coding: What was coded.
        space: Its texts.
        first: So many answers are only learned from.
        progress: Told of (answers replayed, answers).
    """
    from coder.suggest.replay import replayed

    given = coding.given_by(coding.settled)
    scores = replayed(
        coding.rows(space, [answer.answer_id for answer in coding.settled]),
        given,
        space.codes(coding.codes),
        space.ranker,
        rows=rows_to_fit,
        first=first,
        progress=progress,
    )
    return Replay(given[first:], scores[first:])
