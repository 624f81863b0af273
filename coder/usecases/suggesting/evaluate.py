"""Evaluate the suggestions of a question: on its own coding, replayed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from coder.domain.steering import Steering, steering
from coder.store.coded import settling_coders
from coder.store.questions import question_named
from coder.store.unit_of_work import Reading, reading
from coder.text.matching import candidate_of
from coder.text.shortest_text import typed_keys
from coder.usecases.suggesting.replaying import (
    FIRST_MEASURED,
    CodingOrder,
    Progress,
    Replay,
    coding_order,
    replay,
)
from coder.usecases.suggesting.trail import Trace, trail_of

if TYPE_CHECKING:
    from coder.store.engine import Engine
    from coder.suggest.replay_scores import ReplayScores

STRETCHES = 10
"""How many parts the course of the recall is told in, where there are answers enough."""
FEWEST_IN_STRETCH = 20


@dataclass(frozen=True)
class Stretch:
    """Answers coded one after the other, and the recall among them."""

    begin: int
    """The first one's number in the order of coding, from 1."""
    end: int
    """The last one's."""
    recall: Mapping[int, float | None]


@dataclass(frozen=True)
class Evaluation:
    """What the suggestions of a question would have been worth, had they been there from its first answer.

    Each answer counts with the codes it was done with, not those set when it was read again for a later code;
    a code that was set otherwise on an answer already done counts as if it had been there then. Names and
    definitions are today's from the first answer on, and what was coded with a retired code is left out.
    """

    answers: int
    """Settled answers that can be learned from, all replayed."""
    codings: int
    scores: ReplayScores
    """Over answers from the eleventh on."""
    course: tuple[Stretch, ...]
    """How the recall grew."""
    steering: Steering
    """Answers coded with suggestions in sight, against those where chance had hidden them."""
    paths: Mapping[int, str]
    """Of the codes, as they are written, by id."""


def evaluate(engine: Engine, question_key: str, progress: Progress | None = None) -> Evaluation:
    """Replay a question's settled coding in the order it was coded.

    Args:
        engine: The project; nothing is written.
        question_key: The question.
        progress: Told of (answers replayed, answers).

    Raises:
        UnknownQuestionError: If there is no such question.
    """
    from coder.suggest.replay_scores import replay_scores

    with reading(engine) as work:
        coding = coding_order(work, question_named(work, question_key))
        compared = _steering(work, coding)
    done = replay(coding, coding.space(), progress=progress)
    return Evaluation(
        answers=len(coding.settled),
        codings=sum(len(answer.codes) for answer in coding.settled),
        scores=replay_scores(done.scores, done.given, _typed(coding)),
        course=tuple(_course(done)),
        steering=compared,
        paths={code.id: code.written_path for code in coding.codes},
    )


def _course(done: Replay) -> Iterator[Stretch]:
    """Measure the recall in parts of the same length."""
    from coder.suggest.replay_scores import recalls

    scores, given = done.scores, done.given
    parts = min(STRETCHES, len(given) // FEWEST_IN_STRETCH)
    bounds = [len(given) * part // parts for part in range(parts + 1)] if parts else []
    for begin, end in pairwise(bounds):
        found = recalls(scores[begin:end], given[begin:end])
        yield Stretch(FIRST_MEASURED + begin + 1, FIRST_MEASURED + end, found)


def _steering(work: Reading, coding: CodingOrder) -> Steering:
    """Part the settled answers as chance drew them; those with traces of both kinds or none are left out.

    What the model had to say counts on neither side: it is known only where it was shown. Only answers
    between the first and the last with hidden suggestions, so that both kinds come from the same time:
    before, and after, a coder may have coded otherwise.
    """
    traces = trail_of(work, coding.question.id)
    places = [place for place, trace in enumerate(traces) if trace.hidden]
    by_answer: dict[tuple[int, int], list[Trace]] = defaultdict(list)
    for trace in traces[places[0] : places[-1] + 1] if places else ():
        by_answer[trace.answer_id, trace.coder_id].append(trace)
    settled_by = settling_coders(work, coding.question.id)
    shown, hidden = [], []
    for answer in coding.settled:
        seen = by_answer.get((answer.answer_id, settled_by[answer.answer_id]), [])
        if seen and all(trace.hidden for trace in seen):
            hidden.append(answer.codes.keys())
        elif seen and not any(trace.hidden for trace in seen):
            shown.append(answer.codes.keys())
    return steering(shown, hidden)


def _typed(coding: CodingOrder) -> list[int]:
    """Return per code the keys that set it by its name."""
    used = {code_id for answer in coding.settled for code_id in answer.codes}
    keys = typed_keys([candidate_of(code) for code in coding.codes], used)
    return [keys.get(code.id, 0) for code in coding.codes]
