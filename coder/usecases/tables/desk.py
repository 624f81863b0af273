"""What the Tables screen is about: what can be asked of a question's tables, and the answers it shows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coder.domain.question import Question
from coder.store.answers import Answer, answers_by_id
from coder.store.codes import codes_of
from coder.store.history import last_number, nouns_changed
from coder.store.layers import layers_of
from coder.store.nouns import OF_SAMPLES
from coder.store.project import project_of
from coder.store.questions import question_named
from coder.store.unit_of_work import Reading
from coder.store.variables import Variable, all_variables
from coder.store.waves import waves_of

_NEVER_COUNTED = frozenset({"flag", "note", "outcome", "passage", "analysis", "finding"}) | OF_SAMPLES
"""Nouns that no table shows anything of."""


@dataclass(frozen=True)
class TableFrame:
    """A question, and by what its tables can be made."""

    project_name: str
    question: Question
    variables: tuple[Variable, ...]
    waves: tuple[str, ...]
    """Those that have answers to the question, in their order; the only one may have no name."""
    layers: tuple[str, ...]
    has_themes: bool
    has_codes: bool


def table_frame(work: Reading, question_key: str) -> TableFrame:
    """Read what can be asked of a question's tables.

    Raises:
        UnknownQuestionError: If there is no such question.
    """
    question = question_named(work, question_key)
    codes = codes_of(work, question.codebook_id)
    return TableFrame(
        project_name=project_of(work).name,
        question=question,
        variables=tuple(all_variables(work)),
        waves=tuple(wave.name for wave in waves_of(work, question.id)),
        layers=tuple(layer.name for layer in layers_of(work, question.id)),
        has_themes=any(len(code.path) > 1 for code in codes),
        has_codes=bool(codes),
    )


def newest_entry(work: Reading) -> int:
    """Return the number of the newest entry: what was made before it may be older than the project."""
    return last_number(work)


def answers_to_show(work: Reading, answer_ids: Sequence[int]) -> dict[int, Answer]:
    """Read who gave some answers, and their texts; one that is gone is left out."""
    return answers_by_id(work, answer_ids)


def counts_changed(work: Reading, entry: int) -> bool:
    """Tell whether anything that tables show may have changed since an entry."""
    return bool(nouns_changed(work, entry, last_number(work)) - _NEVER_COUNTED)
