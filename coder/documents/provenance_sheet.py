"""The sheet of a workbook that says what its table was made from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from coder.documents.provenance_text import KEY, provenance_text
from coder.documents.workbook import cell_text, sheet_name
from coder.messages import _

JSON_ROW = "JSON"
"""What stands before each piece of the provenance as a program reads it."""
_PIECE = 30_000


def write_provenance_sheet(book: Any, provenance: Mapping[str, Any]) -> None:
    """Write the sheet: value by value for people, and as JSON for programs."""
    name = sheet_name(_("Provenance"))
    if any(name.casefold() == sheet.name.casefold() for sheet in book.worksheets()):
        # The table may be called so too.
        name = f"{name} 2"
    page = book.add_worksheet(name)
    bold = book.add_format({"bold": True, "valign": "top"})
    plain = book.add_format({"valign": "top", "text_wrap": True})
    as_json = provenance_text(provenance)
    pieces = [as_json[start : start + _PIECE] for start in range(0, len(as_json), _PIECE)]
    heading = _("What this was made from, for people and programs: the program reads this sheet again.")
    rows = [(KEY, heading), *_lines("", provenance)]
    for number, (left, right) in enumerate(rows):
        page.write_string(number, 0, cell_text(left, name, number + 1, "A"), bold)
        page.write_string(number, 1, cell_text(right[:_PIECE], name, number + 1, "B"), plain)
    for number, piece in enumerate(pieces, start=len(rows)):
        page.write_string(number, 0, JSON_ROW, bold)
        page.write_string(number, 1, piece, plain)
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.set_column(0, 0, 28)
    page.set_column(1, 1, 80)
    book.set_custom_property(KEY, name)


def _lines(path: str, value: Any) -> Iterator[tuple[str, str]]:
    """Yield each value with the way to it, for people to read."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            yield from _lines(f"{path}.{key}" if path else str(key), each)
    elif isinstance(value, list | tuple) and any(isinstance(each, Mapping) for each in value):
        for number, each in enumerate(value, start=1):
            yield from _lines(f"{path}.{number}", each)
    elif value not in (None, "", [], ()):
        yield path, value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
