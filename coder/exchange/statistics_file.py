"""SPSS and Stata files as tables of text, with what they say of their variables."""

from __future__ import annotations

import codecs
from dataclasses import replace
from pathlib import Path
from typing import Any

from coder.documents.contained import BrokenFileError, contained
from coder.domain.errors import CoderError, UnusableInputError
from coder.domain.survey import ColumnFacts
from coder.exchange.delimited_encoding import UnknownEncodingError
from coder.exchange.statistics_cells import LOCKED, OTHER_ENCODING, statistics_cells
from coder.exchange.table import EmptyFileError, Table, table_from_records
from coder.messages import _


class LockedStatisticsFileError(UnusableInputError):
    """An SPSS file that opens with a password only."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("{file} is protected by a password. Open it in SPSS and save a copy without one.").format(
                file=name
            )
        )


class WrongStatisticsEncodingError(UnusableInputError):
    """Letters that are not written in the encoding asked for."""

    def __init__(self, name: str, encoding: str) -> None:
        super().__init__(
            _("The letters of {file} are not in {encoding}. Leave --encoding out, or name another.").format(
                file=name, encoding=encoding
            )
        )


def read_statistics_table(path: Path, *, encoding: str | None = None) -> Table:
    """Read a SAV, ZSAV or DTA file: labels in place of the values they stand for, all else as it is kept.

    Rows are numbered as the package numbers cases. What is missing because the file declares it so keeps its
    label, and ``facts`` say that it is no answer; what is missing without a reason is blank.
    """
    if encoding is not None:
        try:
            codecs.lookup(encoding)
        except LookupError as error:
            raise UnknownEncodingError(encoding) from error
    if not path.stat().st_size:
        raise EmptyFileError(path.name)
    said = contained(statistics_cells, path, encoding)
    if "trouble" in said:
        raise _trouble(path, encoding, said["trouble"])
    columns = said["columns"]
    if not columns:
        raise EmptyFileError(path.name)
    if any(column["name"] is None for column in columns):
        # What the reader makes of a name whose letters mean nothing.
        raise BrokenFileError(path)
    header = (0, [column["name"] for column in columns])
    cases = enumerate(zip(*(column["cells"] for column in columns), strict=True), 1)
    notices = []
    if said["read_as"]:
        notice = _("The letters were read as {encoding}: what the file says of itself does not fit.")
        notices.append(notice.format(encoding=said["read_as"]))
    table = table_from_records(path.name, (header, *cases), notices)
    facts = {column["name"]: _facts(column) for column in columns}
    return replace(table, facts=facts, weight=said["weight"] if said["weight"] in facts else None)


def _trouble(path: Path, encoding: str | None, trouble: str) -> CoderError:
    if trouble == LOCKED:
        return LockedStatisticsFileError(path.name)
    if trouble == OTHER_ENCODING and encoding is not None:
        return WrongStatisticsEncodingError(path.name, encoding)
    return BrokenFileError(path)


def _facts(column: dict[str, Any]) -> ColumnFacts:
    return ColumnFacts(
        label=column["label"],
        levels=tuple(column["levels"]),
        missing=frozenset(column["missing"]),
        is_text=column["is_text"],
        is_closed=column["is_closed"],
    )
