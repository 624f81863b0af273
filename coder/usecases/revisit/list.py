"""The answers to read again as a list: whose they are, for which codes, the likeliest first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from coder.domain.codebook import find_code
from coder.domain.openings import Reason
from coder.store.answers import who_answered
from coder.store.codes import codes_of
from coder.store.questions import question_named
from coder.store.unit_of_work import Reading
from coder.usecases.revisit.reading_again import OpenAnswer, open_answers

Ranking = Callable[[Mapping[int, Sequence[int]]], Mapping[int, Mapping[int, float]]]
"""Gives, of the answers open by code, each code's rank by answer: the share of the answers open for it that
it less likely belongs to, in [0, 1). Those left out are not ranked."""


@dataclass(frozen=True)
class ListedCode:
    """A code an answer is open for."""

    path: str
    reason: Reason
    score: float | None
    """The code's rank here, an order and no chance; None where nothing has ranked it."""


@dataclass(frozen=True)
class ListedAnswer:
    """An answer to read again."""

    respondent_id: str
    wave: str
    codes: tuple[ListedCode, ...]
    """The best ranked first."""


def revisit_list(
    work: Reading,
    question_key: str,
    *,
    coder_id: int | None = None,
    code: str | None = None,
    ranking: Ranking,
) -> list[ListedAnswer]:
    """List the answers to read again, the best ranked first, then those not ranked in file order.

    Args:
        work: The project.
        question_key: The question.
        coder_id: Of this coder's work; None means the coding that counts.
        code: Name or path; only for this code.
        ranking: Asked once, and only where anything is open.

    Raises:
        UnknownQuestionError: If there is no such question; likewise UnknownCodeError, AmbiguousCodeError.
    """
    question = question_named(work, question_key)
    codes = codes_of(work, question.codebook_id)
    chosen = None if code is None else [find_code(codes, code).id]
    found = open_answers(work, question.id, coder_id, chosen)
    scores = ranking(_by_code(found)) if found else {}
    paths = {each.id: each.written_path for each in codes}
    people = who_answered(work, question.id)

    def best(answer: OpenAnswer) -> float:
        return max(scores.get(answer.answer_id, {}).values(), default=-1.0)

    places = {answer_id: place for place, answer_id in enumerate(people)}
    ordered = sorted(found, key=lambda each: (-best(each), places[each.answer_id]))
    return [
        ListedAnswer(*people[each.answer_id], _listed(each, paths, scores.get(each.answer_id, {})))
        for each in ordered
    ]


def _by_code(answers: Sequence[OpenAnswer]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for answer in answers:
        for code in answer.codes:
            found.setdefault(code.code_id, []).append(answer.answer_id)
    return found


def _listed(
    answer: OpenAnswer, paths: Mapping[int, str], scores: Mapping[int, float]
) -> tuple[ListedCode, ...]:
    listed = [ListedCode(paths[each.code_id], each.reason, scores.get(each.code_id)) for each in answer.codes]
    # Sorting keeps codebook order among those that are alike.
    return tuple(sorted(listed, key=lambda each: -1.0 if each.score is None else each.score, reverse=True))
