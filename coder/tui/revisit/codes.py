"""The codes asked about on answers: in which order they are listed, and what is said of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.domain.coding import Span

if TYPE_CHECKING:
    from coder.tui.revisit.look import Look
    from coder.usecases.revisit.desk import AskedAnswer, AskedCode
    from coder.usecases.suggesting.suggestions import Suggested, Suggestion


@dataclass(frozen=True)
class ShownCode:
    """A code asked about, as the screen lists it."""

    code_id: int
    reason: str
    made_at: int | None
    """Where in the reading order the answer stands that it was made for."""
    score: float | None
    """How likely it is, in [0, 1]; None where nothing has been said about it."""
    words: tuple[Span, ...]
    """Those of the answer that speak for it."""
    sign: str
    """Whether it is set, or would be."""


class AskedCodes:
    """What answers are asked about, and what the model has said of it. Knows nothing of screens."""

    def __init__(self, asked: Iterable[AskedAnswer]) -> None:
        self._asked = {each.answer_id: each.codes for each in asked}
        self._listed: dict[int, Sequence[AskedCode]] = {}
        """Those of answers that have been shown: from then on they keep their places."""
        self._ordered_by: dict[int, Mapping[int, Suggestion]] = {}
        """What had been said when they were listed."""
        self._suggested: dict[int, Suggested] = {}

    def __contains__(self, answer_id: int) -> bool:
        return answer_id in self._asked

    def of(self, answer_id: int, *, is_model_silent: bool) -> Sequence[AskedCode]:
        """Return the codes an answer is asked about, in the order of the digits, the likeliest first.

        Args:
            answer_id: The answer.
            is_model_silent: Whether what the model says is kept from the coder: the order would tell it.
        """
        if answer_id not in self._listed:
            said_of = {} if is_model_silent else self._said_of(answer_id)
            self._ordered_by[answer_id] = said_of
            self._listed[answer_id] = sorted(
                self._asked.get(answer_id, ()), key=lambda each: -_score(each, said_of)
            )
        return self._listed[answer_id]

    def shown(
        self,
        look: Look,
        asked: Iterable[AskedCode],
        made_at: Mapping[int, int],
        *,
        is_model_silent: bool,
    ) -> list[ShownCode]:
        """Return codes an answer is asked about, with what is to be said of each.

        What the model has come to say since, they are not told to be in another order than they stand in.

        Args:
            look: What is chosen on the answer.
            asked: The codes.
            made_at: Where the answers stand that codes were made for, by code id.
            is_model_silent: Whether what the model says is kept from the coder.
        """
        said = {} if is_model_silent else self._said_of(look.answer_id)
        scored = {} if is_model_silent else self._said_in_order(look.answer_id)
        return [
            _shown(
                each,
                said.get(each.code_id),
                scored.get(each.code_id),
                made_at.get(each.code_id),
                sign_of(look, each.code_id),
            )
            for each in asked
        ]

    def suggested(self, suggested: Suggested) -> None:
        """Take in how likely codes are for an answer."""
        if suggested.sentence is None:
            self._suggested[suggested.answer_id] = suggested

    def update(self, asked: Iterable[AskedAnswer]) -> None:
        """Take in what waits now; what answers were asked about before stays known."""
        for each in asked:
            before = {code.code_id for code in self._asked.get(each.answer_id, ())}
            if before != {code.code_id for code in each.codes}:
                self._listed.pop(each.answer_id, None)
            self._asked[each.answer_id] = each.codes

    def _said_in_order(self, answer_id: int) -> Mapping[int, Suggestion]:
        """Return what was said last of an answer; what its codes were ordered by if the two differ."""
        said = self._said_of(answer_id)
        scores = [_score(each, said) for each in self._listed.get(answer_id, ())]
        return said if scores == sorted(scores, reverse=True) else self._ordered_by.get(answer_id, {})

    def _said_of(self, answer_id: int) -> dict[int, Suggestion]:
        suggested = self._suggested.get(answer_id)
        return {} if suggested is None else {each.code_id: each for each in suggested.codes}


def sign_of(look: Look, code_id: int) -> str:
    """Return the sign before a code: ● set, ○ to be set, − to be taken off, or a blank."""
    if code_id in look.removes():
        return "−"
    if code_id in look.sets():
        return "○"
    return "●" if code_id in look.ground.codes else " "


def _score(asked: AskedCode, said_of: Mapping[int, Suggestion]) -> float:
    """Return how likely a code is; 0 where nothing has been said about it."""
    if asked.score is not None:
        return asked.score
    said = said_of.get(asked.code_id)
    return 0.0 if said is None else said.score


def _shown(
    asked: AskedCode, said: Suggestion | None, scored: Suggestion | None, made_at: int | None, sign: str
) -> ShownCode:
    score = scored.score if asked.score is None and scored is not None else asked.score
    return ShownCode(asked.code_id, asked.reason, made_at, score, () if said is None else said.words, sign)
