"""Bringing a survey in with all that was decided about it, into a project that may not be there yet."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from coder.domain.errors import WrongUseError
from coder.domain.survey import Survey
from coder.exchange.codebook.rows import CodebookFile
from coder.messages import _
from coder.store.project import create_project
from coder.store.project_file import remove_project_file
from coder.store.questions import question_named
from coder.store.unit_of_work import Writing
from coder.usecases.codebook.importing import doubled_in_words, import_codebook, unsaid_in_words
from coder.usecases.project.making import default_name
from coder.usecases.questions import change_question
from coder.usecases.session import Session
from coder.usecases.survey.importing import Changed, ImportReport, NoContent, import_survey
from coder.usecases.survey.sentences import Progress


class ImportStoppedError(WrongUseError):
    """The person thought better of it while the import ran."""

    def __init__(self) -> None:
        super().__init__(_("Stopped; nothing was imported."))


@dataclass(frozen=True)
class Decisions:
    """What a person decided about a survey file."""

    no_content: NoContent = "leave"
    changed: Changed | None = None
    units: Mapping[str, str] = field(default_factory=dict)
    """By question: what is coded, *answer* or *sentence*; those not named stay as they are."""
    codebooks: Mapping[str, CodebookFile] = field(default_factory=dict)
    """By question: the codebook file that comes with it."""


def bring_in(
    work: Writing,
    survey: Survey,
    decisions: Decisions,
    progress: Progress | None = None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> ImportReport:
    """Import a survey, its codebooks and its questions' units: one act, whole or not at all.

    Raises:
        ImportStoppedError: If ``is_stopped`` came to say so; nothing is written.
        ProblemsError: If a file has problems.
    """

    def told(done: int, of: int) -> None:
        if is_stopped():
            raise ImportStoppedError
        if progress is not None:
            progress(done, of)

    report = import_survey(
        work, survey, no_content=decisions.no_content, changed=decisions.changed, progress=told
    )
    for key, unit in decisions.units.items():
        if question_named(work, key).unit != unit:
            change_question(work, key, unit=unit)
    told_of_codes = []
    for key, file in decisions.codebooks.items():
        made = import_codebook(work, question_named(work, key).codebook_id, file)
        told_of_codes += [unsaid_in_words(made.unsaid), doubled_in_words(made.doubled)]
    if is_stopped():
        raise ImportStoppedError
    return replace(report, of_codebooks=tuple(filter(None, told_of_codes)))


def begin_project(session: Session, target: str) -> None:
    """Make a project and open it for the session.

    Raises:
        ProjectExistsError: If there is one at that place.
        CannotMakeProjectError: If it cannot be made there.
    """
    create_project(target, default_name(target)).dispose()
    session.target = target
    try:
        session.open()
    except BaseException:
        give_up_project(session)
        raise


def give_up_project(session: Session) -> None:
    """Take a project away that was begun for an import that came to nothing."""
    session.close()
    remove_project_file(Path(session.target))
