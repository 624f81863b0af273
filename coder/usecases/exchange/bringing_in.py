"""A file that was coded elsewhere: which kind it is, what is read from it, and taking it in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from coder.domain.coding import CodedState
from coder.domain.errors import UnusableInputError, WrongUseError
from coder.domain.portable import PortableFile, Progress
from coder.exchange.codebook.rows import CodebookFile
from coder.messages import _
from coder.platform import reason
from coder.store.questions import all_questions
from coder.store.unit_of_work import Writing
from coder.usecases.codebook.importing import CodebookImport, import_codebook
from coder.usecases.exchange.portable_in import IMPORT_CODED, PortableImport, import_portable
from coder.usecases.project.whole_act import carried_out, foreseen
from coder.usecases.survey.importing import Changed, make_codebook, make_question

QDPX, QDC = (".qdpx",), (".qdc",)
WORKBOOKS = (".xlsx", ".xlsm", ".ods")
TABLES = (".csv", ".tsv", ".txt")
STATISTICS = (".sav", ".zsav", ".dta", ".parquet")


class UnknownCodedFileError(UnusableInputError):
    """A file whose name promises nothing that is read."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("«{path}»: what was coded elsewhere is read from {suffixes}.").format(
                path=path, suffixes=", ".join((*QDPX, *QDC, *WORKBOOKS, *TABLES, *STATISTICS))
            )
        )


class UnreadableCodedFileError(UnusableInputError):
    """A file that is not there, or may not be read."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(_("Cannot read «{path}»: {why}.").format(path=path, why=why))


class NoQuestionSaidError(WrongUseError):
    """A codebook for one of several questions, or of none that is there."""

    def __init__(self, keys: list[str]) -> None:
        named = ", ".join(f"«{key}»" for key in keys)
        said = _("Say with --question whose codebook it is.")
        there = _("There is: {questions}.").format(questions=named)
        super().__init__(f"{said} {there}" if keys else said)


class CodedKind(Enum):
    """Which kind of file it is."""

    PROJECT = "project"
    """QDPX, or a file this program wrote for a statistics package: all there is to know stands in it."""
    CODEBOOK = "codebook"
    """QDC."""
    METHOD_WORKBOOK = "workbook of the method"
    """What ``coder export xlsx`` wrote, coded further."""
    CODED_TABLE = "coded table"
    """A workbook or table somebody coded in their own way."""


def kind_of(path: Path) -> CodedKind:
    """Tell which kind of file it is: by its suffix, then by what stands in it.

    Raises:
        UnreadableCodedFileError: If it cannot be opened.
        UnknownCodedFileError: If its name promises nothing that is read.
    """
    try:
        with path.open("rb"):
            pass
    except OSError as error:
        raise UnreadableCodedFileError(path, reason(error)) from error
    suffix = path.suffix.lower()
    if suffix in QDC:
        return CodedKind.CODEBOOK
    if suffix in (*QDPX, *STATISTICS):
        return CodedKind.PROJECT
    if suffix in WORKBOOKS:
        from coder.exchange.method_workbook.reader import is_method_workbook

        return CodedKind.METHOD_WORKBOOK if is_method_workbook(path) else CodedKind.CODED_TABLE
    if suffix in TABLES:
        from coder.exchange.statistics.reader import is_statistics

        return CodedKind.PROJECT if is_statistics(path) else CodedKind.CODED_TABLE
    raise UnknownCodedFileError(path)


@dataclass(frozen=True)
class CodedAsked:
    """How a file is to be read and taken."""

    question: str | None = None
    """Which of the file's questions; where it has one only, what it is called here."""
    create_codes: bool = False
    default_state: CodedState = CodedState.DONE
    changed: Changed | None = None
    convention: str | None = None
    """How positions are counted in a QDPX file, where its evidence does not tell."""


def read_coded(path: Path, asked: CodedAsked, progress: Progress = lambda _done, _of: None) -> PortableFile:
    """Read a file in which all there is to know stands: of the kind ``PROJECT``.

    Args:
        path: The file.
        asked: How it is to be read.
        progress: Told how far it has come, where that can be told.

    Raises:
        UnusableInputError: If it cannot be read; what its reader raises.
    """
    if path.suffix.lower() in QDPX:
        from coder.exchange.refi.qdpx_reader import read_qdpx

        return read_qdpx(path, question=asked.question, convention=asked.convention, progress=progress)
    from coder.exchange.statistics.reader import read_statistics

    return read_statistics(path)


def take_coded(
    target: str, coder_name: str, found: PortableFile, asked: CodedAsked, progress: Progress | None = None
) -> PortableImport:
    """Take in what was read, in one entry; a file that is refused leaves nothing behind, not even a project.

    Args:
        target: The project, made if there is none.
        coder_name: Who takes it in, made known if new.
        found: What was read.
        asked: How it is to be taken.
        progress: Told how far it has come.

    Raises:
        ProblemsError: If anything does not fit; all of it is listed.
    """
    return carried_out(target, coder_name, IMPORT_CODED, lambda work: _import(work, found, asked, progress))


def foresee_coded(
    target: str, found: PortableFile, asked: CodedAsked, progress: Progress | None = None
) -> PortableImport:
    """Tell what taking a file in would do; a missing project stays missing.

    Raises:
        ProblemsError: What the import would raise.
    """
    return foreseen(target, IMPORT_CODED, lambda work: _import(work, found, asked, progress))


def _import(
    work: Writing, found: PortableFile, asked: CodedAsked, progress: Progress | None
) -> PortableImport:
    return import_portable(
        work,
        found,
        question=asked.question,
        default_state=asked.default_state,
        create_codes=asked.create_codes,
        changed=asked.changed,
        progress=progress,
    )


def take_codebook(
    target: str, coder_name: str, file: CodebookFile, key: str | None, *, is_dry_run: bool = False
) -> CodebookImport:
    """Add the codes of a codebook file to a question, made without answers where there is none of that name.

    Args:
        target: The project, made if there is none.
        coder_name: Who takes it in, made known if new.
        file: What was read.
        key: The question; the only one there is if left out.
        is_dry_run: Only tell what it would do.

    Raises:
        NoQuestionSaidError: If there is not just one.
        ProblemsError: If anything is wrong in the file.
    """
    if is_dry_run:
        return foreseen(target, IMPORT_CODED, lambda work: _import_codebook(work, file, key))
    return carried_out(target, coder_name, IMPORT_CODED, lambda work: _import_codebook(work, file, key))


def _import_codebook(work: Writing, file: CodebookFile, key: str | None) -> CodebookImport:
    known = {each.key: each.codebook_id for each in all_questions(work)}
    if key is None and len(known) != 1:
        raise NoQuestionSaidError(list(known))
    key = next(iter(known)) if key is None else key
    if key not in known:
        known[key] = make_codebook(work, key)
        make_question(work, key, known[key])
    return import_codebook(work, known[key], file)
