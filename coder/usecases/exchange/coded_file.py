"""A file that was coded elsewhere, looked at before it is taken in: for screens, which show both."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import Path

from coder.domain.errors import ProblemsError, UnusableInputError, problem_lines
from coder.domain.loss import Loss
from coder.domain.portable import PortableFile, Progress
from coder.exchange.method_workbook.portable import portable_of
from coder.exchange.method_workbook.reader import MethodWorkbook, read_method_workbook
from coder.messages import _
from coder.store.engine import Engine
from coder.store.unit_of_work import Writing, reading
from coder.usecases.exchange.bringing_in import QDPX, WORKBOOKS, CodedAsked, CodedKind, kind_of, read_coded
from coder.usecases.exchange.coded_words import from_elsewhere_in_words, taken_in_words
from coder.usecases.exchange.method_workbook.reading_back import (
    MethodWorkbookReport,
    foresee_method_workbook,
    import_method_workbook,
    is_home_of,
)
from coder.usecases.exchange.method_workbook.report import Finding
from coder.usecases.exchange.method_workbook.words import method_workbook_in_words
from coder.usecases.exchange.portable_in import IMPORT_CODED, import_portable
from coder.usecases.project.whole_act import foreseen

__all__ = [
    "IMPORT_CODED",
    "CodedFile",
    "Taken",
    "coded_file",
    "command_for",
    "foresee",
    "seems_coded",
    "take_in",
]

LOOKED_INTO = 1_000_000
"""Bytes up to which a workbook is looked into for codes, before it is shown as a survey."""


class OnCommandLineOnlyError(UnusableInputError):
    """A file about which more has to be said than screens ask for."""

    def __init__(self, path: Path, target: str) -> None:
        super().__init__(
            _(
                "«{file}» is a code list. Say whose it is on the command line: {command} --question QUESTION"
            ).format(file=path.name, command=command_for(path, target))
        )


@dataclass(frozen=True)
class CodedFile:
    """A coded file as it was read."""

    path: Path
    target: str
    found: PortableFile | MethodWorkbook
    """A workbook only where it goes back into the project it was made from."""
    notices: tuple[str, ...]


@dataclass(frozen=True)
class Taken:
    """What came of taking a file in, or would come of it."""

    said: tuple[str, ...] = ()
    losses: tuple[Loss, ...] = ()
    questions: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    """What stands in the way; then nothing is taken."""
    changed: bool = False
    may_lack_codes: bool = False
    """Whether more could be taken if codes the codebook lacks were made."""


def coded_file(path: Path, target: str) -> CodedFile | None:
    """Read a file, if it is one that screens take in: QDPX, or a workbook of the method. None for a survey.

    Raises:
        OnCommandLineOnlyError: If it is a code list.
        CoderError: If it cannot be read.
    """
    if path.suffix.lower() not in (*QDPX, ".qdc", *WORKBOOKS):
        return None
    kind = kind_of(path)
    if kind is CodedKind.CODEBOOK:
        raise OnCommandLineOnlyError(path, target)
    if kind is CodedKind.PROJECT:
        found = read_coded(path, CodedAsked())
        return CodedFile(path, target, found, found.notices)
    if kind is not CodedKind.METHOD_WORKBOOK:
        return None
    book = read_method_workbook(path)
    if is_home_of(target, book):
        return CodedFile(path, target, book, ())
    return CodedFile(path, target, portable_of(book), (from_elsewhere_in_words(book.file),))


def seems_coded(path: Path) -> bool:
    """Tell whether a workbook has columns that look like codes somebody gave; a large one is not looked into.

    It may still be a survey: its closed questions look alike.
    """
    if path.suffix.lower() not in WORKBOOKS or path.stat().st_size > LOOKED_INTO:
        return False
    from coder.usecases.exchange.coded_workbook.understanding import (
        NO_PROJECT,
        WorkbookWishes,
        find_in_workbook,
    )

    try:
        found = find_in_workbook(path, WorkbookWishes(), NO_PROJECT)
    except UnusableInputError:
        return False
    return any(one.roles.slots for one in found.sheets)


def command_for(path: Path, target: str) -> str:
    """Return what is to be typed to take a file in, its path quoted where it must be."""
    return shlex.join(["coder", "--project", target, "import-coded", str(path)])


def foresee(file: CodedFile, engine: Engine | None, coder_id: int | None, *, create_codes: bool) -> Taken:
    """Tell what taking a file in would do, with all that stands in its way; nothing is written.

    Args:
        file: What was read.
        engine: The project; None where there is none yet.
        coder_id: Who would take it in.
        create_codes: Make codes the codebook lacks.

    Raises:
        CoderError: If it cannot be held against the project at all.
    """
    found = file.found
    try:
        if isinstance(found, MethodWorkbook) and engine is not None:
            with reading(engine) as work:
                return _came_back(
                    foresee_method_workbook(work, found, acting=coder_id, create_codes=create_codes)
                )
        return foreseen(
            file.target, IMPORT_CODED, lambda work: take_in(work, file, create_codes=create_codes)
        )
    except ProblemsError as error:
        return Taken(problems=tuple(problem_lines(error.problems)), may_lack_codes=True)


def take_in(work: Writing, file: CodedFile, *, create_codes: bool, progress: Progress | None = None) -> Taken:
    """Take a file in, whole or not at all.

    Raises:
        ProblemsError: If anything does not fit.
    """
    found = file.found
    if isinstance(found, MethodWorkbook):
        return _came_back(import_method_workbook(work, found, create_codes=create_codes))
    report = import_portable(work, found, create_codes=create_codes, progress=progress)
    return Taken(
        said=tuple(taken_in_words(report)),
        losses=report.losses,
        questions=report.questions,
        changed=report.changed,
    )


def _came_back(report: MethodWorkbookReport) -> Taken:
    return Taken(
        said=tuple(method_workbook_in_words(report)),
        changed=report.changed,
        may_lack_codes=bool(report.of_kind(Finding.UNKNOWN_CODE)),
    )
