"""Answers that are open for codes, ranked: which of them the codes most likely belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np

from coder.domain.codebook import Code
from coder.store.chunks import chunked
from coder.store.learnable import LearnableAnswer
from coder.store.unit_of_work import Reading
from coder.usecases.revisit.reading_again import open_answers
from coder.usecases.suggesting.learning import LearnedCodings
from coder.usecases.suggesting.question_space import QuestionSpace, first_space
from coder.usecases.suggesting.training import Material, rows_of

if TYPE_CHECKING:
    from coder.suggest.replay import Rows

OpenCodes = Mapping[int, Sequence[int]]
"""Code ids by answer id, or answer ids by code id."""
Scores = dict[int, dict[int, float]]
"""By answer id and code id."""

MOST_RANKED = 5_000
"""So many answers are ranked for a code, those that by their words are likest it; nobody reads as far."""
MOST_ASKED = 500
"""So many answers with a code, and so many that were read without giving it, are learned from."""


class Known(Protocol):
    """What a ranking is made from: a model, or what one is fitted on."""

    space: QuestionSpace
    codes: list[Code]
    coded: list[LearnableAnswer]


def ranked_open(known: Known, work: Reading, question_id: int, open_codes: OpenCodes) -> Scores:
    """Rank open answers for each code they are open for.

    Args:
        known: Texts, codes and codings of the question.
        work: The project.
        question_id: The question.
        open_codes: Code ids by the id of the answer that is open for them.

    Returns:
        For each code, the share of its open answers that it less likely belongs to, in [0, 1): answers open
        for several codes can so be put in one order. Answers far down are left out, and codes none can set.
    """
    choosable = {code.id: code for code in known.codes}
    by_code: dict[int, list[int]] = defaultdict(list)
    for answer_id, code_ids in open_codes.items():
        for code_id in code_ids:
            if code_id in choosable:
                by_code[code_id].append(answer_id)
    still_open = _still_open(work, question_id, by_code)
    found: Scores = defaultdict(dict)
    for code_id, answer_ids in by_code.items():
        ranking = _Ranking(known, work, choosable[code_id], still_open[code_id].union(answer_ids))
        for answer_id, score in ranking.scores(answer_ids):
            found[answer_id][code_id] = score
    return dict(found)


def ranking_of(work: Reading, question_key: str, coder_name: str) -> Callable[[OpenCodes], Scores]:
    """Return what ranks open answers, given by code id, without a model's process."""

    def ranked(by_code: OpenCodes) -> Scores:
        from coder.suggest.replay import one_thread

        learned = LearnedCodings(question_key, coder_name)
        learned.read(work)
        with one_thread():
            known = Material(work, first_space(work, learned), learned)
            return ranked_open(known, work, learned.question.id, _by_answer(by_code))

    return ranked


class _Ranking:
    """What one code's answers are ranked by."""

    def __init__(self, known: Known, work: Reading, code: Code, still_open: Collection[int]) -> None:
        self._space = known.space
        self._work = work
        asked = [each for each in known.coded if each.answer_id not in still_open]
        having = [each.answer_id for each in asked if code.id in each.codes]
        lacking = [each.answer_id for each in asked if each.is_done and code.id not in each.codes]
        self._positive = self._rows(having[-MOST_ASKED:])
        self._negative = self._rows(lacking[-MOST_ASKED:])
        self._code_row = self._space.codes([code]).whole

    def scores(self, answer_ids: Sequence[int]) -> Iterator[tuple[int, float]]:
        """Yield (answer id, score) of those worth ranking."""
        from coder.suggest.revisit_ranker import revisit_scores

        chosen = self._likest(answer_ids)
        found = revisit_scores(self._rows(chosen), self._positive, self._negative, self._code_row)
        # Those that nothing tells apart stay in the order they came in.
        for place, row in enumerate(np.argsort(-found, kind="stable").tolist(), 1):
            yield chosen[row], 1 - place / len(answer_ids)

    def _likest(self, answer_ids: Sequence[int]) -> list[int]:
        """Return the answers that share most words with the code and with answers that have it."""
        if len(answer_ids) <= MOST_RANKED:
            return list(answer_ids)
        wanted = self._code_row + self._positive.sum(axis=0) / max(1, self._positive.shape[0])
        parts = [self._rows(part) @ np.asarray(wanted).T for part in chunked(answer_ids)]
        best = np.argsort(-np.concatenate(parts).ravel(), kind="stable")[:MOST_RANKED]
        return [answer_ids[place] for place in np.sort(best)]

    def _rows(self, answer_ids: Sequence[int]) -> Rows:
        return rows_of(self._space, self._work, answer_ids)


def _still_open(work: Reading, question_id: int, code_ids: Collection[int]) -> dict[int, set[int]]:
    """Return the answers that nobody was asked about, by code: also those whose coder is another."""
    found: dict[int, set[int]] = {code_id: set() for code_id in code_ids}
    for answer in open_answers(work, question_id, code_ids=list(code_ids)):
        for code in answer.codes:
            found[code.code_id].add(answer.answer_id)
    return found


def _by_answer(by_code: OpenCodes) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for code_id, answer_ids in by_code.items():
        for answer_id in answer_ids:
            found[answer_id].append(code_id)
    return found
