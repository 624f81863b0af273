"""Codebooks as TOML: a table for each code, in codebook order, for people to read and edit."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from coder.documents.whole_file import whole_file
from coder.domain.codebook import CodeKind, CodeRow
from coder.exchange.codebook.rows import COLUMNS, NO, YES, CodebookFile, RowReader, cells_of, unread
from coder.messages import _

MOST_BYTES = 20_000_000
"""A larger file is refused: a codebook of a thousand codes is well under one million."""
_TRUTHS = ("codable", "retired")
_LISTS = ("examples", "aliases")
_HEAD = re.compile(r"^[ \t]*\[\[[ \t]*code[ \t]*\]\]", re.MULTILINE)


def codebook_in_toml(name: str, content: bytes) -> CodebookFile:
    """Read the codes of a TOML file; rows of problems are the lines where a code's table begins."""
    reader = RowReader(name)
    try:
        text = content.decode("utf-8-sig")
        document = tomllib.loads(text)
    except UnicodeDecodeError as error:
        reader.problem(
            None, None, _("byte {n} is no UTF-8. Save the file as UTF-8.").format(n=error.start + 1)
        )
        return CodebookFile(name, (), problems=tuple(reader.problems))
    except (ValueError, RecursionError) as error:
        # Not only what TOML calls an error: numbers of thousands of digits, values deep within values.
        reader.problem(None, None, _("this is no TOML: {why}.").format(why=error))
        return CodebookFile(name, (), problems=tuple(reader.problems))
    tables = document.get("code", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        reader.problem(None, "code", _("each code is a table of its own, begun with [[code]]."))
        tables = []
    exclusive = document.get("exclusive", False)
    if not isinstance(exclusive, bool):
        reader.problem(None, "exclusive", _("write true or false."))
        exclusive = False
    lines = _lines(text, len(tables))
    found = [_code_row(reader, line, table) for line, table in zip(lines, tables, strict=True)]
    rows = reader.without_repeats(row for row in found if row is not None)
    others = [key for key in document if key not in ("code", "exclusive")]
    others.extend(dict.fromkeys(key for table in tables for key in table if key not in COLUMNS))
    notices = unread(others, name)
    return CodebookFile(name, tuple(rows), exclusive, tuple(reader.problems), tuple(notices))


def write_codebook_toml(path: Path, rows: Iterable[CodeRow], *, exclusive: bool = False) -> None:
    """Write codes in codebook order as TOML, whole or not at all; what is empty or usual is left out."""
    import tomlkit

    document = tomlkit.document()
    if exclusive:
        document["exclusive"] = True
    tables = tomlkit.aot()
    for row in rows:
        tables.append(_table(row))
    if tables:
        document["code"] = tables
    with whole_file(path) as new:
        new.write_bytes(tomlkit.dumps(document).encode())


def _table(row: CodeRow) -> Any:
    import tomlkit

    table = tomlkit.table()
    for key, cell in cells_of(row).items():
        if (
            not cell
            or (key == "kind" and row.kind is CodeKind.ORDINARY)
            or (key == "codable" and row.codable)
        ):
            continue
        if key in _TRUTHS:
            table[key] = cell == YES
        elif key in _LISTS:
            values = tomlkit.array()
            values.extend(cell.split("\n"))
            table[key] = values.multiline(True)
        else:
            table[key] = tomlkit.string(cell, multiline="\n" in cell)
    return table


def _code_row(reader: RowReader, line: int | None, table: Mapping[str, Any]) -> CodeRow | None:
    """Turn a table into cells, of which the rest is made as of any file."""
    cells: dict[str, str] = {}
    for key, value in table.items():
        if key not in COLUMNS:
            continue
        if key in _LISTS and isinstance(value, list) and all(isinstance(each, str) for each in value):
            cells[key] = "\n".join(value)
        elif key in _TRUTHS and isinstance(value, bool):
            cells[key] = YES if value else NO
        elif isinstance(value, str):
            cells[key] = value
        else:
            reader.problem(line, key, _wanted(key))
    return reader.code_row(line, cells)


def _wanted(key: str) -> str:
    if key in _TRUTHS:
        return _("write true or false.")
    return _("write a list of texts.") if key in _LISTS else _("write text, in quotes.")


def _lines(text: str, count: int) -> list[int] | list[None]:
    """Return the line of each ``[[code]]``, unless a text in the file looks like one too."""
    found = [text.count("\n", 0, match.start()) + 1 for match in _HEAD.finditer(text)]
    return found if len(found) == count else [None] * count
