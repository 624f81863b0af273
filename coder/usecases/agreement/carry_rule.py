"""Carrying what was settled to answers that only one has coded: as a list to look through, never at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from coder.store.coded import settling_coders
from coder.store.codings import codings_of
from coder.store.questions import question_named
from coder.store.samples import still_blind
from coder.store.unit_of_work import Reading, Writing
from coder.usecases.agreement.compared import Compared
from coder.usecases.suggesting.proposals import Proposed, decided_pairs, propose

CARRY = "carry_rule"
"""What the act is called in the history."""
MOST_CARRIED = 100
"""So many answers are put forward, those that the code most likely belongs to."""
Ranking = Callable[[Mapping[int, Sequence[int]]], dict[int, dict[int, float]]]
"""Gives scores by answer id and code id for answer ids by code id: see ``ranking_of``."""


@dataclass(frozen=True)
class Carried:
    """The answers a settled rule may hold for."""

    code_id: int
    """The code that would be added."""
    beside: int | None
    """Only where the answer has this code; None: wherever the code is lacking."""
    answers: tuple[tuple[int, float], ...]
    """Answer ids with how likely they get the code beside each other, likeliest first."""
    open: int
    """How many answers there are in all that the rule may hold for."""


def carried(
    work: Reading,
    compared: Compared,
    code_id: int,
    beside: int | None = None,
    *,
    ranking: Ranking,
    most: int = MOST_CARRIED,
) -> Carried:
    """Find the answers that were not coded twice and may lack a code as the settled ones did.

    Answers of a blind sample that is still open are left out: they will be compared.

    Args:
        work: The project.
        compared: What coders gave; the answers in it are settled by themselves.
        code_id: The code that was settled on.
        beside: The code it was settled against: only answers that have it.
        ranking: What tells where the code most likely belongs.
        most: So many at most.
    """
    question = question_named(work, compared.question.key)
    elsewhere = compared.by_id.keys() | still_blind(work, question.id)
    counting = {
        answer_id: coder_id
        for answer_id, coder_id in settling_coders(work, question.id).items()
        if answer_id not in elsewhere
    }
    codings = codings_of(work, list(counting))
    known = decided_pairs(work, question.id)
    lacking = []
    for answer_id, coder_id in counting.items():
        own = {each.code_id for each in codings.get(answer_id, ()) if each.coder_id == coder_id}
        if code_id not in own and (beside is None or beside in own) and (answer_id, code_id) not in known:
            lacking.append(answer_id)
    scores = ranking({code_id: lacking}) if lacking else {}
    ranked = [(answer_id, scores.get(answer_id, {}).get(code_id, 0.0)) for answer_id in lacking]
    ranked.sort(key=lambda each: -each[1])
    return Carried(code_id, beside, tuple(ranked[:most]), len(lacking))


def carry(work: Writing, compared: Compared, found: Carried) -> Proposed:
    """Put a settled rule's code forward for the answers found, to be decided on one by one."""
    pairs = [(answer_id, found.code_id, score) for answer_id, score in found.answers]
    return propose(work, compared.question.id, pairs, carried=True)
