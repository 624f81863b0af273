"""Dealing a question's answers into piles, one for each coder."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random, SystemRandom

from coder.domain.question import Question
from coder.store.answers import answer_keys, piles_of
from coder.store.coders import add_coder
from coder.store.states import begun_answers
from coder.store.unit_of_work import Writing


def deal(
    work: Writing,
    question: Question,
    names: Sequence[str],
    *,
    wave: str | None = None,
    again: bool = False,
    chance: Random | None = None,
) -> dict[str, int]:
    """Deal answers at random, as evenly as can be; return how many each coder was dealt.

    Answers that someone has begun stay where they are, and so do those dealt before, unless ``again``.
    ``chance`` shuffles what is dealt; the machine's own, which nobody can foretell, unless another is given.
    """
    coders = {name: add_coder(work, name) for name in dict.fromkeys(names)}
    kept = begun_answers(work, question.id)
    if not again:
        kept.update(piles_of(work, question.id))
    free = [answer_id for answer_id, _uid in answer_keys(work, question.id, wave) if answer_id not in kept]
    (chance or SystemRandom()).shuffle(free)
    counts = dict.fromkeys(coders, 0)
    order = list(coders)
    for place, answer_id in enumerate(free):
        name = order[place % len(order)]
        work.update("answer", answer_id, dealt_to=coders[name])
        counts[name] += 1
    return counts


def share(work: Writing, question: Question, *, wave: str | None = None) -> int:
    """Make a question's pile everybody's: piles give back what nobody has begun; return how many answers."""
    begun, piles = begun_answers(work, question.id), piles_of(work, question.id)
    given_back = [
        answer_id
        for answer_id, _uid in answer_keys(work, question.id, wave)
        if answer_id in piles and answer_id not in begun
    ]
    for answer_id in given_back:
        work.update("answer", answer_id, dealt_to=None)
    work.update("question", question.id, shared=1)
    return len(given_back)
