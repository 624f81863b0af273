"""Writing the report's own text on a question, a theme or a code; shared by all, unlike a coder's notes."""

from __future__ import annotations

from coder.domain.codebook import clean_text
from coder.store.analyses import Analysis, analyses_of
from coder.store.code_use import codebook_with, tree_of
from coder.store.unit_of_work import Reading, Writing


def analysis_of(work: Reading, question_id: int, code_id: int | None) -> Analysis:
    """Return what is written on a question, or on one of its codes; empty texts where nothing is."""
    return analyses_of(work, question_id).get(code_id, Analysis(0, question_id, code_id, "", ""))


def write_analysis(work: Writing, question_id: int, code_id: int | None, text: str) -> None:
    """Write, change or, with an empty text, take away the analysis note; without a code the question's own.

    Raises:
        CodeTextError: If there is a character in it that no database can hold.
        MergedAwayError: If the code was merged into another.
    """
    _write(work, question_id, code_id, "body", clean_text(text))


def write_lead_in(work: Writing, question_id: int, code_id: int | None, text: str) -> None:
    """Write, change or take away what leads into the quotations; see ``write_analysis``."""
    _write(work, question_id, code_id, "lead_in", clean_text(text))


def _write(work: Writing, question_id: int, code_id: int | None, field: str, text: str) -> None:
    if code_id is not None:
        tree_of(work, codebook_with(work, code_id)).living(code_id)
    present = analysis_of(work, question_id, code_id)
    other = present.lead_in if field == "body" else present.body
    if present.id and not text and not other:
        work.delete("analysis", [present.id])
    elif present.id:
        work.update("analysis", present.id, **{field: text})
    elif text:
        work.create("analysis", question=question_id, code=code_id, **{field: text})
