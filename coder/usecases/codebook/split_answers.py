"""The answers that a split goes through."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coder.domain.coding import Span, united
from coder.store.answers import Answer, answers_by_id
from coder.store.code_answers import answers_with_in_order
from coder.store.code_use import codebook_with, is_exclusive
from coder.store.coders import all_coders
from coder.store.codes import codes_of
from coder.store.codings import codings_of
from coder.store.unit_of_work import Reading
from coder.store.waves import has_several_waves


@dataclass(frozen=True)
class Splitting:
    """A code about to be split."""

    answers: tuple[int, ...]
    """Ids of the answers that have it, by whichever coder, in the order of questions and files."""
    parts: tuple[str, ...]
    """Names of the parts an earlier split made."""
    one_each: bool
    """Whether an answer goes to one part only."""
    has_waves: bool
    """There are several, so that one without a name is told too."""


@dataclass(frozen=True)
class AnswerToSplit:
    """An answer that has the code."""

    answer: Answer
    placed: tuple[Span, ...]
    """Where the code stands in it; empty where it is on the whole answer."""
    coders: tuple[str, ...]
    """Who set it."""


def splitting_of(work: Reading, code_id: int) -> Splitting:
    """Read what splitting a code goes through."""
    codebook_id = codebook_with(work, code_id)
    parts = [
        code.name
        for code in codes_of(work, codebook_id)
        if code.split_from == code_id and code.merged_into is None and code.retired is None
    ]
    answers = answers_with_in_order(work, [code_id])
    has_waves = has_several_waves(work)
    return Splitting(tuple(answers), tuple(parts), is_exclusive(work, codebook_id), has_waves)


def answers_to_split(work: Reading, code_id: int, answer_ids: Sequence[int]) -> dict[int, AnswerToSplit]:
    """Return some of the answers, with where the code stands in them and who set it."""
    names = {coder.id: coder.name for coder in all_coders(work)}
    codings = codings_of(work, answer_ids)
    found = {}
    for answer_id, answer in answers_by_id(work, answer_ids).items():
        having = [each for each in codings.get(answer_id, ()) if each.code_id == code_id]
        placed = united([span for each in having for span in each.excerpts])
        coders = tuple(dict.fromkeys(names[each.coder_id] for each in having))
        found[answer_id] = AnswerToSplit(answer, tuple(placed), coders)
    return found
