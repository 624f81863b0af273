"""Blind samples that are coded and not closed: who waits for the comparison is told how it begins."""

from __future__ import annotations

from coder.domain.question import Question
from coder.messages import _
from coder.store.unit_of_work import Reading
from coder.usecases.second_coder.samples import sample_standings


def waiting_to_close(work: Reading, question: Question) -> tuple[str, ...]:
    """Say which samples of a question are done but not closed, and how each is."""
    said = _(
        "{name} is done with round {round}, which is not closed: coder sample {question} --close {round}"
    )
    return tuple(
        said.format(name=each.coder, round=each.sample.round, question=question.key)
        for each in sample_standings(work, question)
        if each.sample.is_open and each.size and each.done == each.size
    )
