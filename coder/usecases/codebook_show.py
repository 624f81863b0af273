"""A codebook as a list to look at: codes in order, with how many answers have each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coder.domain.codebook import Code
from coder.store.as_of import engine_as_of
from coder.store.code_use import entry_times
from coder.store.codes import codes_of, times_used
from coder.store.history import moment
from coder.store.questions import question_named
from coder.store.unit_of_work import Reading, reading


@dataclass(frozen=True)
class CodebookView:
    """A codebook as one question uses it."""

    codes: tuple[Code, ...]
    """All of them in codebook order, retired ones and those merged away too."""
    answers: Mapping[int, int]
    """Settled answers of the question by code id; a code nobody has is left out."""
    times: Mapping[int, str]
    """UTC times, by number, of the entries in which codes were made or retired."""

    def uid(self, code_id: int | None) -> str | None:
        """Return a code's uid by its id."""
        return next((code.uid for code in self.codes if code.id == code_id), None)


def codebook_view(work: Reading, question_key: str, when: str | None = None) -> CodebookView:
    """Return the codebook of a question with its counts, today's or that of an earlier moment.

    Args:
        work: The snapshot.
        question_key: Whose codebook.
        when: An entry's number, a tag, a date or a time.
    """
    if when is None:
        return _view(work, work, question_key)
    past = engine_as_of(work, moment(work, when))
    try:
        with reading(past) as then:
            return _view(work, then, question_key)
    finally:
        past.dispose()


def _view(work: Reading, then: Reading, question_key: str) -> CodebookView:
    """Look at a moment's codebook; the history with its times is that of the present."""
    question = question_named(then, question_key)
    codes = codes_of(then, question.codebook_id)
    moments = [number for code in codes for number in (code.born, code.retired) if number is not None]
    return CodebookView(tuple(codes), times_used(then, question.id), entry_times(work, moments))
