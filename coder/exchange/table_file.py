"""Survey files: from a path to a table of text, whatever the format."""

from __future__ import annotations

from pathlib import Path

from coder.domain.errors import UnusableInputError
from coder.exchange.delimited import read_delimited
from coder.exchange.statistics_file import read_statistics_table
from coder.exchange.table import Table
from coder.exchange.workbook import read_workbook
from coder.messages import _
from coder.platform import reason

DELIMITED = frozenset({".csv", ".tsv", ".tab", ".txt"})
WORKBOOKS = frozenset({".xlsx", ".xlsm", ".ods"})
STATISTICS = frozenset({".sav", ".zsav", ".dta"})


class NoSuchFileError(UnusableInputError):
    """The file is not there."""

    def __init__(self, path: Path) -> None:
        super().__init__(_("There is no file {path}.").format(path=path))


class FolderInsteadOfFileError(UnusableInputError):
    """The path leads to a folder."""

    def __init__(self, path: Path) -> None:
        super().__init__(_("{path} is a folder. Name a file in it.").format(path=path))


class UnreadableFileError(UnusableInputError):
    """The system does not let us read the file."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(_("{path} cannot be read: {reason}.").format(path=path, reason=reason))


class UnknownFormatError(UnusableInputError):
    """A kind of file that is not read."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _(
                "{file} is not of a kind that can be read. "
                "Save it as CSV, TSV, TXT, XLSX, XLSM, ODS, SAV or DTA."
            ).format(file=path.name)
        )


def read_table(
    path: Path, *, sheet: str | None = None, encoding: str | None = None, delimiter: str | None = None
) -> Table:
    """Read a file as a table of text, exactly as it stands.

    ``sheet`` chooses in a workbook; ``encoding`` and ``delimiter`` override the guess in a delimited file,
    ``encoding`` also what the file of a statistics package says of itself.

    Raises:
        UnusableInputError: If there is no table: file missing, empty, broken or of an unknown kind.
        WrongUseError: If the sheet, the encoding or the delimiter asked for does not exist.
    """
    path = Path(path)
    suffix = path.suffix.lower()
    try:
        # Missing first: a name spelt wrongly often has its suffix wrong too.
        if path.is_dir():
            raise FolderInsteadOfFileError(path)
        path.stat()
        if suffix in WORKBOOKS:
            return read_workbook(path, sheet=sheet)
        if suffix in STATISTICS:
            return read_statistics_table(path, encoding=encoding)
        if suffix in DELIMITED:
            return read_delimited(path, encoding=encoding, delimiter=delimiter)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NoSuchFileError(path) from error
    except OSError as error:
        raise UnreadableFileError(path, reason(error)) from error
    raise UnknownFormatError(path)
