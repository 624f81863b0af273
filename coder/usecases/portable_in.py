"""A project as files of other programs carry it, into the project here: adding, never removing."""

from __future__ import annotations

from dataclasses import dataclass

from coder.domain.coding import CodedState
from coder.domain.loss import Loss
from coder.domain.portable import PortableFile, Progress
from coder.store.unit_of_work import Writing
from coder.usecases.import_survey import Changed


@dataclass(frozen=True)
class PortableImport:
    """What an import changed, and what could not be taken."""

    file: str
    questions: tuple[str, ...]
    """Keys of the questions the file is about, as they are called here."""
    new_questions: tuple[str, ...] = ()
    new_respondents: int = 0
    new_answers: int = 0
    same_answers: int = 0
    changed_answers: int = 0
    """Answers whose texts differ from those here."""
    new_codes: tuple[str, ...] = ()
    """Paths of the codes that were made."""
    new_coders: tuple[str, ...] = ()
    new_codings: int = 0
    new_excerpts: int = 0
    newly_done: int = 0
    new_notes: int = 0
    losses: tuple[Loss, ...] = ()
    notices: tuple[str, ...] = ()
    changed: bool = False
    """Whether anything was."""


def import_portable(
    work: Writing,
    file: PortableFile,
    *,
    question: str | None = None,
    default_state: CodedState = CodedState.DONE,
    create_codes: bool = False,
    changed: Changed | None = None,
    progress: Progress | None = None,
) -> PortableImport:
    """Add what a file holds: respondents, answers, codes, codings with their excerpts, states and notes.

    What is known here is found by uid, then by name: questions by their keys, answers by question, respondent
    and wave, codes by their paths. Nothing that is here is removed, moved or reopened; the same file again
    changes nothing. A question that has a codebook keeps it; for a new one, the file's is taken.

    Args:
        work: The act.
        file: What was read.
        question: Which of the file's questions; where it has one only, what it is called here.
        default_state: The state of coded answers where the file does not say.
        create_codes: Make codes the codebook lacks.
        changed: Which text stands where the file's differs from the project's.
        progress: Told of (answers split into sentences, answers).

    Raises:
        ProblemsError: If anything does not fit; all of it is listed, and nothing may be kept of the act.
        UnknownQuestionError: If the file has no such question.
    """
    raise NotImplementedError
