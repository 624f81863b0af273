"""CSV and its relatives: cells separated by comma, semicolon, tab or bar."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from coder.domain.errors import Problem, WrongUseError
from coder.exchange.delimited_encoding import decode, looks_misread
from coder.exchange.file_content import file_content
from coder.exchange.table import EmptyFileError, Record, Table, table_from_records
from coder.messages import _

MOST_BYTES = 1_000_000_000
"""A larger file is refused: 100 000 answers of a page each stay far below."""
DELIMITERS = (",", ";", "\t", "|")
"""What may stand between cells, the likeliest first."""
_SAMPLE = 100_000
_SAMPLE_RECORDS = 200
# Excel's way of naming the delimiter in the file itself; it does not show this line as a row.
_SEPARATOR_LINE = re.compile(r"sep=(.)(?:\r\n|\r|\n|$)", re.IGNORECASE)
# The greatest length that fits a C long everywhere; the default (131 072) is too little for a long answer.
_NO_LIMIT = 2**31 - 1


class UnknownDelimiterError(WrongUseError):
    """A delimiter that is not one character."""

    def __init__(self, delimiter: str) -> None:
        super().__init__(
            _('The delimiter {delimiter} is not a single character. Use "," ";" "|" or tab.').format(
                delimiter=delimiter
            )
        )


def read_delimited(path: Path, *, encoding: str | None = None, delimiter: str | None = None) -> Table:
    """Read a delimited text file; what is not said is guessed, and the guess is among the notices."""
    problems: list[Problem] = []
    records, notices = delimited_records(path, problems, encoding=encoding, delimiter=delimiter)
    table = table_from_records(path.name, records, notices)
    # The generator has filled the list by now; problems stand in the order of rows.
    return _with_problems(table, problems) if problems else table


def delimited_records(
    path: Path, problems: list[Problem], *, encoding: str | None = None, delimiter: str | None = None
) -> tuple[Iterator[Record], list[str]]:
    """Return the records of a delimited text file as they come, and notices of what was guessed.

    Args:
        path: The file.
        problems: What is wrong with a record is added to it while they are gone through.
        encoding: The file's, else it is guessed.
        delimiter: What stands between the cells, else it is guessed.
    """
    text, used = decode(file_content(path, MOST_BYTES), path.name, encoding)
    separator = None if delimiter is None else _named_delimiter(delimiter)
    if line := _SEPARATOR_LINE.match(text):
        text = text[line.end() :]
        separator = separator or line[1]
    if not text.strip():
        raise EmptyFileError(path.name)
    separator = separator or guess_delimiter(text)
    csv.field_size_limit(_NO_LIMIT)
    return _records(path.name, text, separator, problems), _notices(text, used, separator)


def guess_delimiter(text: str) -> str:
    """Return the separator that cuts the records most evenly; for a single column, one that cuts none."""
    csv.field_size_limit(_NO_LIMIT)
    return max(DELIMITERS, key=lambda one: _evenness(text[:_SAMPLE], one, whole=len(text) <= _SAMPLE))


def _evenness(sample: str, delimiter: str, whole: bool) -> tuple[int, float, int]:
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
    widths: list[int] = []
    sentence = False
    for record in reader:
        # A header cut before a blank, which the rows do not follow, is a sentence with commas in it.
        sentence = sentence or (not any(widths) and any(cell[:1] == " " for cell in record[1:]))
        widths.append(len(record))
        if len(widths) > _SAMPLE_RECORDS:
            break
    if not whole and len(widths) > 1:
        widths.pop()
    counted = Counter(width for width in widths if width)
    header = next((width for width in widths if width), 1)
    even = counted[header] / max(1, counted.total())
    cuts = header > 1 and (even >= 0.5 or not sentence)
    return (2 if cuts else 1), even, header


def _named_delimiter(delimiter: str) -> str:
    if delimiter.lower() in ("tab", "\\t"):
        return "\t"
    if len(delimiter) != 1 or delimiter in '\r\n"\0':
        raise UnknownDelimiterError(delimiter)
    return delimiter


def _records(name: str, text: str, delimiter: str, problems: list[Problem]) -> Iterator[Record]:
    """Yield the records with their numbers; a record with broken quotation marks becomes a problem."""
    # Strict: otherwise a quotation mark that is never closed swallows the rest of the file without a word.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            problems.append(Problem(name, number, None, _broken_quotes(str(error), line)))
            continue
        yield number, cells


def _broken_quotes(error: str, line: int) -> str:
    if "unexpected end" in error:
        return _("a quotation mark is opened here (line {line} of the file) and never closed.").format(
            line=line
        )
    return _(
        "a cell goes on after its closing quotation mark (line {line} of the file). "
        "Quotation marks inside a quoted text are written twice."
    ).format(line=line)


def _with_problems(table: Table, problems: list[Problem]) -> Table:
    everything = sorted([*table.problems, *problems], key=lambda problem: problem.row or 0)
    return replace(table, problems=tuple(everything))


def _notices(text: str, encoding: str, delimiter: str) -> list[str]:
    names = {",": _("comma"), ";": _("semicolon"), "\t": _("tab"), "|": _("vertical bar")}
    notices = [
        _("Read as {encoding}, cells separated by {delimiter}.").format(
            encoding=encoding, delimiter=names.get(delimiter, delimiter)
        )
    ]
    if looks_misread(text):
        notices.append(
            _(
                'Some letters look as if the file was saved in a wrong encoding before ("Ã¸" for "ø"). '
                "Look at the texts."
            )
        )
    return notices
