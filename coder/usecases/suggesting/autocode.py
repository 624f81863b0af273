"""Propose codes for what is not coded: only what is certain enough, and only for review."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from coder.domain.intervals import Estimate, clustered_share
from coder.domain.question import Question
from coder.store.answers import answer_keys
from coder.store.chunks import chunked
from coder.store.coded import settling_coders
from coder.store.coders import Coder, find_coder
from coder.store.codes import codes_of
from coder.store.questions import question_named
from coder.store.states import states_of
from coder.store.unit_of_work import Reading, reading
from coder.suggest.training_rows import MOST_ROWS
from coder.usecases.coding.reading import reading_list
from coder.usecases.suggesting.learning import LearnableAnswer, learnable
from coder.usecases.suggesting.proposals import decided_pairs
from coder.usecases.suggesting.question_space import QuestionSpace
from coder.usecases.suggesting.replaying import (
    FIRST_MEASURED,
    CodingOrder,
    Progress,
    Replay,
    coding_order,
    replay,
)
from coder.usecases.suggesting.training import rows_to_fit
from coder.usecases.suggesting.withheld import withheld_by_chance

if TYPE_CHECKING:
    from coder.store.engine import Engine

LITTLE = 0.2
"""Where fewer of the codings than this are found, little work is saved."""
_PAIRS_AT_ONCE = 400_000
"""Answers times codes that are ranked at once: some 40 MB of features."""


@dataclass(frozen=True)
class Expected:
    """What the replay says of proposals at a threshold: measured on the later half of the coded answers."""

    answers: int
    """How many answers it was measured on."""
    proposals: int
    """How many codes had been proposed for them."""
    precision: Estimate | None
    """Share of the proposals that were right; None where there had been none."""
    share: Estimate | None
    """Share of the codings that had been proposed; None where there were no codings."""

    @property
    def saves_little(self) -> bool:
        """Whether most of the work is left."""
        return self.share is None or self.share.value < LITTLE


@dataclass(frozen=True)
class ProposedCode:
    """A code to be put forward for an answer."""

    answer_id: int
    code_id: int
    score: float


@dataclass(frozen=True)
class Autocoding:
    """What could be proposed, and what to expect of it; nothing is written yet."""

    question_id: int
    expected: Expected
    uncoded: int
    """Answers the coder reads and has not begun, and nobody's coding settles."""
    withheld: int
    """Of these, answers on which chance hides suggestions from the coder: nothing is proposed for them."""
    learned_from: int
    """Coded answers the model has learned from."""
    proposals: tuple[ProposedCode, ...]
    """Answers in the coder's order, codes in codebook order."""
    decided: int
    """Codes certain enough too, but a person has decided on them before."""


@dataclass(frozen=True)
class _Asked:
    """What is read from the project before the work begins."""

    coding: CodingOrder
    learned: Sequence[LearnableAnswer]
    uncoded: Sequence[int]
    """Those that may get proposals."""
    withheld: int
    decided: frozenset[tuple[int, int]]


def autocode(
    engine: Engine, question_key: str, coder_name: str, least: float, progress: Progress | None = None
) -> Autocoding:
    """Find codes for answers that are not coded, and measure by replay how such proposals did.

    Codes are proposed that can be set and are in use. Writing them is left to ``propose``.

    Args:
        engine: The project; nothing is written.
        question_key: The question.
        coder_name: Whose answers, perhaps of somebody new; it is learned from what suggestions for this coder
            are learned from.
        least: The score it takes, in [0, 1].
        progress: Told of (answers replayed, answers).

    Raises:
        UnknownQuestionError: If there is no such question.
    """
    with reading(engine) as work:
        asked = _read(work, question_key, coder_name)
    space = asked.coding.space()
    found = _certain_codes(asked, space, least)
    return Autocoding(
        question_id=asked.coding.question.id,
        expected=_expected(asked.coding, space, least, progress),
        uncoded=len(asked.uncoded) + asked.withheld,
        withheld=asked.withheld,
        learned_from=min(len(asked.learned), MOST_ROWS),
        proposals=tuple(each for each in found if (each.answer_id, each.code_id) not in asked.decided),
        decided=sum((each.answer_id, each.code_id) in asked.decided for each in found),
    )


def _read(work: Reading, question_key: str, coder_name: str) -> _Asked:
    question = question_named(work, question_key)
    coder = find_coder(work, coder_name)
    codes = codes_of(work, question.codebook_id)
    coding = coding_order(work, question)
    # Of these the model would only say again what it was taught, however sure it seemed.
    coded = settling_coders(work, question.id)
    uncoded = [answer_id for answer_id in _not_begun(work, question, coder) if answer_id not in coded]
    # What is drawn for a coder is known once there is one; reviewing leaves it out in any case.
    withheld = withheld_by_chance(work, question, coder) if coder else frozenset()
    open_to = [answer_id for answer_id in uncoded if answer_id not in withheld]
    return _Asked(
        coding,
        learnable(work, question, codes, coder.id if coder else None),
        open_to,
        len(uncoded) - len(open_to),
        frozenset(decided_pairs(work, question.id)),
    )


def _not_begun(work: Reading, question: Question, coder: Coder | None) -> list[int]:
    if coder is None:
        return [answer_id for answer_id, _uid in answer_keys(work, question.id)]
    begun = states_of(work, question.id, coder.id)
    return [answer_id for answer_id in reading_list(work, question, coder) if answer_id not in begun]


def _certain_codes(asked: _Asked, space: QuestionSpace, least: float) -> list[ProposedCode]:
    """Let a model that has learned from everything rank the answers that are left."""
    from coder.suggest.replay import one_thread
    from coder.suggest.threshold import certain

    codes = asked.coding.codes
    given = asked.coding.given_by(asked.learned)
    used = np.flatnonzero(given.any(axis=0))
    if not used.size or not asked.uncoded:
        return []
    found: list[ProposedCode] = []
    with one_thread():
        learned = rows_to_fit(given)
        rows = asked.coding.rows(space, [asked.learned[place].answer_id for place in learned])
        model = space.ranker().fit(
            rows, given[np.ix_(learned, used)], code_X=space.codes([codes[place] for place in used])
        )
        for ids in chunked(asked.uncoded, max(1, _PAIRS_AT_ONCE // used.size)):
            scores = model.predict_proba(asked.coding.rows(space, ids)).astype(np.float32)
            chosen = certain(scores, least, only_best=asked.coding.question.exclusive)
            found.extend(
                ProposedCode(ids[row], codes[used[place]].id, float(scores[row, place]))
                for row, place in np.argwhere(chosen)
            )
    return found


def _expected(coding: CodingOrder, space: QuestionSpace, least: float, progress: Progress | None) -> Expected:
    """Measure on the later half of what is coded: today's model knows more than that of the beginning."""
    from coder.suggest.threshold import certain

    first = max(FIRST_MEASURED, len(coding.settled) // 2)
    done: Replay = replay(coding, space, first=first, progress=progress)
    proposed = certain(done.scores, least, only_best=coding.question.exclusive)
    right = (proposed & done.given).sum(axis=1).tolist()
    return Expected(
        answers=len(done.given),
        proposals=int(proposed.sum()),
        precision=clustered_share(right, proposed.sum(axis=1).tolist()),
        share=clustered_share(right, done.given.sum(axis=1).tolist()),
    )
