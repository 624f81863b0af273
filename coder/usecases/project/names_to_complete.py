"""Names of a project, for a shell that completes what is typed: read quickly, and nothing is changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from coder.domain.question import Question
from coder.store.coders import all_coders
from coder.store.codes import codes_of
from coder.store.project import opened_as_it_is
from coder.store.questions import all_questions
from coder.store.unit_of_work import Reading, reading
from coder.store.variables import all_variables
from coder.store.waves import wave_ids
from coder.text.safe import safe_line

Names = list[tuple[str, str]]
"""What is written, and what is said beside it."""


def names_to_complete(target: str, kind: str, question: str | None) -> Names:
    """Return the names of a kind, one of ``KINDS``, in the project's order.

    Args:
        target: The project. One on a server is not asked at each key, and has none here.
        kind: What may stand where the cursor is.
        question: The key of the question whose codes are meant; of all questions if None.

    Raises:
        CoderError: If the project is older than the program, encrypted, or none.
    """
    if not Path(target).is_file():
        return []
    engine = opened_as_it_is(target)
    try:
        with reading(engine) as work:
            found = KINDS[kind](work, question)
    finally:
        engine.dispose()
    # A name that could command a terminal is left out: written otherwise, it would be another.
    return [(name, safe_line(told)) for name, told in found if name and name == safe_line(name)]


def _questions(work: Reading, _question: str | None) -> Names:
    return [(each.key, each.text) for each in all_questions(work)]


def _codes(work: Reading, question: str | None) -> Names:
    return [(name, theme) for name, theme, codable in _living(work, question) if codable]


def _rows(work: Reading, question: str | None) -> Names:
    return [(name, theme) for name, theme, _codable in _living(work, question)]


def _living(work: Reading, question: str | None) -> list[tuple[str, str, bool]]:
    """Return (name, theme, whether it can be set); a name that several have is written with its theme."""
    books = {each.codebook_id for each in _meant(work, question)}
    codes = [code for book in sorted(books) for code in codes_of(work, book)]
    living = [code for code in codes if code.retired is None and code.merged_into is None]
    names = [code.name for code in living]
    return [
        (code.written_path if names.count(code.name) > 1 else code.name, code.theme or "", code.codable)
        for code in living
        if code.proposed_by is None
    ]


def _meant(work: Reading, question: str | None) -> list[Question]:
    return [each for each in all_questions(work) if question in (None, each.key)]


def _coders(work: Reading, _question: str | None) -> Names:
    return [(each.name, "") for each in all_coders(work)]


def _variables(work: Reading, _question: str | None) -> Names:
    return [(each.name, ", ".join(level.name for level in each.answered[:4])) for each in all_variables(work)]


def _waves(work: Reading, _question: str | None) -> Names:
    return [(name, "") for name in wave_ids(work)]


KINDS: Mapping[str, Callable[[Reading, str | None], Names]] = {
    "question": _questions,
    "code": _codes,
    "row": _rows,
    "coder": _coders,
    "variable": _variables,
    "wave": _waves,
}
"""What can be completed: codes that can be set, and rows, which are codes and themes."""
