"""Codebook files: found, read in any format, and written."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from coder import resources
from coder.domain.code_tree import CodeTree
from coder.domain.codebook import Code, CodeKind, CodeRow, offered_codes
from coder.domain.errors import Problem, ProblemsError, UnusableInputError, WrongUseError
from coder.domain.loss import Loss
from coder.exchange.codebook.csv import codebook_in, write_codebook_csv
from coder.exchange.codebook.rows import CodebookFile
from coder.exchange.codebook.toml import MOST_BYTES, codebook_in_toml, write_codebook_toml
from coder.exchange.codebook.workbook import write_codebook_workbook
from coder.exchange.file_content import file_content
from coder.messages import _
from coder.platform import reason
from coder.store.code_use import is_exclusive
from coder.store.codes import codes_of
from coder.store.unit_of_work import Reading

TABLES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm")
_DOCUMENTS = frozenset({".docx", ".doc", ".odt", ".rtf", ".pdf", ".pages"})
TOML, QDC = ".toml", ".qdc"


class NoCodebookFileError(UnusableInputError):
    """There is no such file."""

    def __init__(self, written: str, starters: list[str]) -> None:
        super().__init__(
            _(
                "There is no file «{file}», and no codebook of that name comes with the program ({names})."
            ).format(file=written, names=", ".join(starters))
        )


class UnreadableFileError(UnusableInputError):
    """The file is there but cannot be read."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(_("Cannot read «{path}»: {why}.").format(path=path, why=why))


class UnknownFormatError(WrongUseError):
    """The file's name does not say a format codebooks have."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _(
                "«{path}»: a codebook is CSV, TOML, XLSX or QDC. End the name in .csv, .toml, .xlsx or .qdc."
            ).format(path=path)
        )


class DocumentGivenError(WrongUseError):
    """A text document was given, in which a codebook may stand as a table."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _(
                "«{path}» is a document; codes are read from tables. Copy the table into a workbook, "
                "under the headings theme, code, definition, and save that as XLSX."
            ).format(path=path)
        )


def starter_names() -> list[str]:
    """Return the names of the codebooks that come with the program."""
    return sorted(path.stem for path in resources.codebooks_folder().glob("*.csv"))


def find_codebook_file(written: str) -> Path:
    """Return the file a user means: their own, or a starter codebook by its name.

    Raises:
        NoCodebookFileError: If there is neither.
    """
    path = Path(written)
    if path.is_file():
        return path
    name = path.name if path.suffix else f"{path.name}.csv"
    shipped = resources.codebooks_folder() / name
    if path.parent in (Path(), Path("codebooks")) and shipped.is_file():
        return shipped
    raise NoCodebookFileError(written, starter_names())


def read_codebook(
    path: Path,
    *,
    where: Mapping[str, str] | None = None,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> CodebookFile:
    """Read a codebook file; its problems come with it.

    Args:
        path: CSV, TSV, XLSX, TOML or QDC.
        where: In tables: only rows with these values, by column.
        sheet: Which sheet of a workbook.
        encoding: Of a CSV file, where it cannot be told.
        delimiter: Likewise.
    """
    suffix = path.suffix.lower()
    if suffix in (TOML, QDC):
        try:
            file = _read_qdc(path) if suffix == QDC else _read_toml(path)
        except OSError as error:
            raise UnreadableFileError(path, reason(error)) from error
        if where:
            kind = suffix.removeprefix(".").upper()
            what = _("--where picks rows of tables; a {kind} file has none.").format(kind=kind)
            raise ProblemsError([Problem(path.name, None, None, what)])
        return file
    if suffix in _DOCUMENTS:
        raise DocumentGivenError(path)
    if suffix not in TABLES:
        raise UnknownFormatError(path)
    from coder.exchange.table_file import read_table

    table = read_table(path, sheet=sheet, encoding=encoding, delimiter=delimiter)
    return codebook_in(table, where)


def _read_toml(path: Path) -> CodebookFile:
    return codebook_in_toml(path.name, file_content(path, MOST_BYTES))


def _read_qdc(path: Path) -> CodebookFile:
    from coder.exchange.refi.qdc_reader import read_qdc

    return read_qdc(path)


class WrittenCodebook(NamedTuple):
    """What was written of a codebook."""

    codes: int
    """How many codes stand in the file."""
    told: tuple[str, ...] = ()
    """What a workbook could not hold; mostly nothing."""
    losses: tuple[Loss, ...] = ()
    """What other programs do not know of a code."""


def export_codebook(work: Reading, codebook_id: int, path: Path) -> WrittenCodebook:
    """Write a codebook to a file, without codes merged away or only proposed.

    The same codebook gives the same bytes. A heading about which nothing else is known stands only in the
    column ``theme`` of what is under it; in QDC it is a code like the others.

    Raises:
        EmptyQdcError: If there are no codes, and the file is QDC.
        UnknownFormatError: If the name ends in neither .csv, .toml, .xlsx nor .qdc.
    """
    suffix = path.suffix.lower()
    if suffix == QDC:
        return _export_qdc(work, codebook_id, path)
    rows = codebook_rows(work, codebook_id)
    told: tuple[str, ...] = ()
    if suffix == ".csv":
        write_codebook_csv(path, rows)
    elif suffix == ".xlsx":
        told = write_codebook_workbook(path, rows)
    elif suffix == TOML:
        write_codebook_toml(path, rows, exclusive=is_exclusive(work, codebook_id))
    else:
        raise UnknownFormatError(path)
    return WrittenCodebook(len(rows), told)


def _export_qdc(work: Reading, codebook_id: int, path: Path) -> WrittenCodebook:
    from coder.domain.portable import FileMarks
    from coder.exchange.refi.qdc_writer import write_qdc
    from coder.usecases.exchange.marks import program_mark
    from coder.usecases.exchange.portable_out import portable_codebook

    codebook = portable_codebook(work, codebook_id)
    losses = write_qdc(path, codebook, marks=FileMarks(program=program_mark(), project=""))
    return WrittenCodebook(len(codebook.codes), losses=losses)


def codebook_rows(work: Reading, codebook_id: int) -> list[CodeRow]:
    """Return the rows of a codebook's file, in codebook order; what is only proposed is not in it yet."""
    tree = CodeTree(offered_codes(codes_of(work, codebook_id)))
    return [
        CodeRow(code.path, code.kind, code.codable, code.colour, code.retired is not None, code.text)
        for code in tree.codes
        if code.merged_into is None and not _told_by_children(tree, code)
    ]


def _told_by_children(tree: CodeTree, code: Code) -> bool:
    """Tell whether a code is a mere heading that the rows below it name anyway."""
    bare = (
        not code.codable
        and code.kind is CodeKind.ORDINARY
        and not code.colour
        and code.retired is None
        and not any((code.text.definition, code.text.use_when, code.text.not_when, code.text.labels))
        and not (code.text.examples or code.text.aliases)
    )
    return bare and bool(tree.children(code.id))
