"""What it changes in tables when they count what was settled on."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coder.domain.settling import Counts
from coder.store.questions import question_named
from coder.store.unit_of_work import Writing, reading
from coder.tables.options import TableOptions
from coder.usecases.questions import change_question
from coder.usecases.tables.frequency_table import counted_total
from coder.usecases.tables.moment import asked_table

if TYPE_CHECKING:
    from coder.store.engine import Engine

SET_QUESTION = "set_question"
"""What the act is called in the history."""


@dataclass(frozen=True)
class ConsensusEffect:
    """What tables count now, and what the consensus would change."""

    counts: str
    """``responsible`` or ``consensus``: what the question is set to."""
    answers: int
    """How many have a consensus."""
    settled: int
    """How many are settled in all, the responsible coder's among them."""
    changes: tuple[tuple[str, int], ...]
    """Per code, by its path: how many more answers, or fewer, have it by the consensus than by the
    responsible coder; the largest first, codes without a change left out."""


def consensus_effect(engine: Engine, question_key: str) -> ConsensusEffect:
    """Tell what counting the consensus changes, code by code.

    Raises:
        UnknownQuestionError: If there is no such question.
    """
    with reading(engine) as work:
        counts = question_named(work, question_key).counts
    with asked_table(engine, question_key, replace(TableOptions(), counts="consensus")) as asked:
        _counted, _total, facts = counted_total(asked)
    part = facts.consensus
    assert part is not None
    changes = sorted(part.changes, key=lambda change: -abs(change[1]))
    return ConsensusEffect(counts, part.answers, part.settled, tuple(changes))


def count(work: Writing, question_key: str, counts: Counts) -> None:
    """Let tables of a question count the consensus where there is one, or the responsible coder's coding."""
    change_question(work, question_key, counts=counts)
