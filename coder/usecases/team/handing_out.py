"""Handing coders different answers to read: a claim steers others, and forbids nobody anything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta

from coder.domain.coding import CodedState
from coder.domain.errors import CoderError
from coder.domain.question import Question
from coder.domain.sharing import Sharing, unread
from coder.store.claims import LONGEST, claim_answer, give_back, live_claims
from coder.store.coders import Coder
from coder.store.engine import Engine
from coder.store.passing import PATIENCE_SECONDS, passing
from coder.store.questions import question_named
from coder.store.states import begun_by_others, states_of
from coder.store.unit_of_work import Reading, reading
from coder.usecases.coding.reading import first_unread, shared_list
from coder.usecases.second_coder.samples import acting_coder


@dataclass(frozen=True)
class HandedOut:
    """What a coder is to code next."""

    question: Question
    coder: Coder
    """As whom: the shadow's, while own answers are coded again."""
    answer_id: int | None
    """None where nothing is left to hand out."""
    is_left_to_others: bool = False
    """Whether others have what the coder is not done with."""


def hand_out(
    engine: Engine, key: str, person: Coder, wave: str | None = None, patience: float = PATIENCE_SECONDS
) -> HandedOut:
    """Return a coder's next answer, and see that others are handed another; the same again until it is begun.

    Where that cannot be written, an answer is handed out all the same.
    """
    with reading(engine) as work:
        question = question_named(work, key)
        coder = acting_coder(work, question.id, person)
        order, sharing = shared_list(work, question, coder, wave)
        states = states_of(work, question.id, coder.id)
    answer_id = first_unread(order, states, sharing)
    if sharing.is_noted and answer_id is not None and answer_id not in states:
        with suppress(CoderError), passing(engine, patience) as work:
            # What lies before it was read before the lock: only what was handed out since is asked again.
            answer_id = _free_now(work, question.id, coder.id, order, states, sharing)
            if answer_id is not None:
                claim_answer(work, question.id, coder.id, answer_id, LONGEST)
    left = sum(states.get(each) is not CodedState.DONE for each in order) if answer_id is None else 0
    return HandedOut(question, coder, answer_id, is_left_to_others=left > 0)


def claim_shown(engine: Engine, question_id: int, coder_id: int, answer_id: int, lasting: timedelta) -> bool:
    """Claim the answer a coder has come to; tell whether it was nobody else's by then."""
    with passing(engine) as work:
        if _is_others(work, question_id, coder_id, answer_id):
            return False
        claim_answer(work, question_id, coder_id, answer_id, lasting)
    return True


def give_back_shown(engine: Engine, question_id: int, coder_id: int, answer_id: int, patience: float) -> None:
    """Let others be handed the answer a coder was, unless that is another by now."""
    with passing(engine, patience) as work:
        give_back(work, question_id, coder_id, answer_id)


def _free_now(
    work: Reading,
    question_id: int,
    coder_id: int,
    order: Sequence[int],
    states: Mapping[int, CodedState],
    sharing: Sharing,
) -> int | None:
    claimed = {each.answer_id for each in live_claims(work, question_id) if each.coder_id != coder_id}
    sharing = sharing.with_claimed(frozenset(claimed))
    passed: list[int] = []
    for each in unread(order, states, sharing):
        if sharing.is_taken(each) or not begun_by_others(work, question_id, coder_id, each):
            return each
        passed.append(each)
    return passed[0] if passed and not sharing.ends else None


def _is_others(work: Reading, question_id: int, coder_id: int, answer_id: int) -> bool:
    claims = live_claims(work, question_id)
    if any(each.answer_id == answer_id and each.coder_id != coder_id for each in claims):
        return True
    return bool(begun_by_others(work, question_id, coder_id, answer_id))
