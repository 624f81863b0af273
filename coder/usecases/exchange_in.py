"""A file that was coded elsewhere: which kind it is, and what is read from it."""

from __future__ import annotations

from pathlib import Path

from coder.domain.errors import UnusableInputError
from coder.domain.portable import PortableFile
from coder.messages import _
from coder.platform import reason

QDPX, QDC = (".qdpx",), (".qdc",)
TABLES = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt", ".ods")
STATISTICS = (".sav", ".zsav", ".dta", ".parquet")


class UnknownCodedFileError(UnusableInputError):
    """A file whose name promises nothing that is read."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _("«{path}»: what was coded elsewhere is read from {suffixes}.").format(
                path=path, suffixes=", ".join((*QDPX, *QDC, *TABLES, *STATISTICS))
            )
        )


class UnreadableCodedFileError(UnusableInputError):
    """A file that is not there, or may not be read."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(_("Cannot read «{path}»: {why}.").format(path=path, why=why))


def read_coded(path: Path, *, question: str | None = None, convention: str | None = None) -> PortableFile:
    """Read a file of another program.

    Args:
        path: The file; its suffix says what it is.
        question: Which question is meant, where the file has several or names none.
        convention: How positions are counted in a QDPX file, where its evidence does not tell.

    Raises:
        UnusableInputError: If it cannot be read; what its reader raises.
    """
    try:
        with path.open("rb"):
            pass
    except OSError as error:
        raise UnreadableCodedFileError(path, reason(error)) from error
    suffix = path.suffix.lower()
    if suffix in QDPX:
        from coder.exchange.refi.qdpx_reader import read_qdpx

        return read_qdpx(path, question=question, convention=convention)
    if suffix in STATISTICS:
        from coder.exchange.statistics.reader import read_statistics

        return read_statistics(path)
    raise UnknownCodedFileError(path)
