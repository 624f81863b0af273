"""A file that was coded elsewhere: which kind it is, what is read from it, and taking it in."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from coder.domain.coding import CodedState
from coder.domain.errors import CoderError, UnusableInputError
from coder.domain.portable import PortableFile, Progress
from coder.messages import _
from coder.platform import reason
from coder.store.coders import add_coder, checked_coder_name
from coder.store.engine import Engine, is_url
from coder.store.project import open_project
from coder.store.project_file import NoProjectError, remove_project_file
from coder.store.unit_of_work import Writing, writing
from coder.usecases.import_survey import Changed
from coder.usecases.portable_in import IMPORT_CODED, PortableImport, import_portable
from coder.usecases.project import open_or_create

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
        from coder.exchange.method_workbook_reader import is_method_workbook

        return CodedKind.METHOD_WORKBOOK if is_method_workbook(path) else CodedKind.CODED_TABLE
    if suffix in TABLES:
        from coder.exchange.statistics.reader import is_statistics_csv

        return CodedKind.PROJECT if is_statistics_csv(path) else CodedKind.CODED_TABLE
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


def read_coded(path: Path, asked: CodedAsked) -> PortableFile:
    """Read a file in which all there is to know stands: of the kind ``PROJECT``.

    Raises:
        UnusableInputError: If it cannot be read; what its reader raises.
    """
    if path.suffix.lower() in QDPX:
        from coder.exchange.refi.qdpx_reader import read_qdpx

        return read_qdpx(path, question=asked.question, convention=asked.convention)
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
        progress: Told of (answers split into sentences, answers).

    Raises:
        ProblemsError: If anything does not fit; all of it is listed.
    """
    checked_coder_name(coder_name)
    try:
        engine = open_project(target)
        is_new = False
    except NoProjectError:
        engine = open_or_create(target)
        is_new = not is_url(target)
    try:
        with writing(engine, coder_id=None, operation=IMPORT_CODED) as work:
            report = _import(work, found, asked, progress)
            if report.changed:
                work.coder_id = add_coder(work, coder_name)
            return report
    except CoderError:
        if is_new:
            engine.dispose()
            remove_project_file(Path(target))
        raise
    finally:
        engine.dispose()


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


class _Foreseen(Exception):
    """Takes an act back that was only tried."""

    def __init__(self, report: PortableImport) -> None:
        super().__init__()
        self.report = report


def foresee_coded(
    target: str, found: PortableFile, asked: CodedAsked, progress: Progress | None = None
) -> PortableImport:
    """Tell what taking a file in would do, by doing it and taking it back; a missing project stays missing.

    Raises:
        ProblemsError: What the import would raise.
    """
    try:
        engine = open_project(target)
    except NoProjectError:
        with tempfile.TemporaryDirectory() as folder:
            return _foresee(open_or_create(str(Path(folder) / "foreseen.sqlite")), found, asked, progress)
    return _foresee(engine, found, asked, progress)


def _foresee(
    engine: Engine, found: PortableFile, asked: CodedAsked, progress: Progress | None
) -> PortableImport:
    try:
        with writing(engine, coder_id=None, operation=IMPORT_CODED) as work:
            raise _Foreseen(_import(work, found, asked, progress))
    except _Foreseen as foreseen:
        return foreseen.report
    finally:
        engine.dispose()
