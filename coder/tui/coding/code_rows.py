"""The rows of the code list: themes as headings, codes under them with their counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from coder.domain.codebook import PATH_SEPARATOR, Code
from coder.messages import _
from coder.tui.keys.keys_here import with_keys_here
from coder.tui.pieces.lazy_lines import LazyLines
from coder.tui.pieces.lines import Line, Piece, Role, line

INDENT = "  "
NOTHING_BESIDE: Mapping[int, str] = MappingProxyType({})


@dataclass(frozen=True)
class Row:
    """What stands in one row: a code to choose, a heading, or a remark."""

    text: str
    code_id: int | None = None
    indent: str = ""
    has_definition: bool = True
    is_remark: bool = False
    beside: str = ""
    """The theme, where the name alone is not enough."""


class CodeRows(LazyLines):
    """Rows as lines, painted with the counts and marks of the moment; only those looked at are made."""

    def __init__(self, rows: Sequence[Row], counts: Mapping[int, int], on: Collection[int]) -> None:
        self._rows = rows
        self._counts = counts
        self._on = on

    def __len__(self) -> int:
        return len(self._rows)

    def line_at(self, place: int) -> Line:
        return self._line(self._rows[place])

    def code_id(self, number: int) -> int | None:
        """Return the code that stands in a row, if one does."""
        return self._rows[number].code_id

    def place_of(self, code_id: int | None) -> int | None:
        """Return the row in which a code stands."""
        if code_id is None:
            return None
        return next((number for number, row in enumerate(self._rows) if row.code_id == code_id), None)

    def _line(self, row: Row) -> Line:
        if row.is_remark:
            return line(Piece(row.text, Role.GOOD), selectable=False)
        if row.code_id is None:
            return line(Piece(row.indent + row.text, Role.HEADING), selectable=False)
        is_on = row.code_id in self._on
        count = self._counts.get(row.code_id, 0)
        return line(
            Piece(f"{row.indent}● " if is_on else f"{row.indent}  ", Role.GOOD),
            *named(row.text, row.beside, is_on),
            right=[
                Piece("" if row.has_definition else "? ", Role.DIM),
                Piece(f"{count if count else '':>4}", Role.DIM),
            ],
        )


def tree_rows(codes: Sequence[Code]) -> list[Row]:
    """Lay out the whole codebook; headings stand where the codebook has them."""
    choosable = [code for code in codes if code.open_for_choice]
    needed = {code.path[:depth] for code in choosable for depth in range(1, len(code.path))}
    depth_saved = _depth_saved(choosable)
    rows = []
    for code in codes:
        if code.open_for_choice:
            rows.append(_code_row(code, INDENT * (len(code.path) - 1 - depth_saved)))
        elif code.path in needed and code.merged_into is None:
            # Its name begins where those of codes beside it do, which have room for the mark before it.
            rows.append(Row(code.name, indent=INDENT * (len(code.path) - depth_saved)))
    return rows


def match_rows(matches: Sequence[Code], beside: Mapping[int, str] = NOTHING_BESIDE) -> list[Row]:
    """Lay out matches under their themes; the theme of the best match comes first."""
    themes = {code.path[:-1] for code in matches}
    groups: dict[tuple[str, ...], list[Code]] = {}
    for code in matches:
        # A theme that can be set and matches itself is the heading of what matches under it.
        groups.setdefault(code.path if code.path in themes else code.path[:-1], []).append(code)
    under_theme = INDENT * (1 - _depth_saved(matches))
    rows: list[Row] = []
    for above, codes in groups.items():
        heads = [code for code in codes if code.path == above]
        rows.extend(_code_row(code, "", beside) for code in heads)
        if above and not heads:
            rows.append(Row(PATH_SEPARATOR.join(above), indent=under_theme))
        indent = under_theme if above else ""
        rows.extend(_code_row(code, indent, beside) for code in codes if code.path != above)
    return rows


def new_code_row(typed: str, theme: str = "") -> Row:
    """The row that says how what is typed becomes a code, and that a theme is made for it."""
    if theme:
        told = with_keys_here(_("^n  new theme «{theme}», new code «{name}»"))
        name = typed.rpartition(PATH_SEPARATOR.strip())[2].strip()
        return Row(told.format(theme=theme, name=name), is_remark=True)
    return Row(with_keys_here(_("^n  new code «{name}»")).format(name=typed), is_remark=True)


def digit_lines(
    digits: Sequence[Code | None],
    counts: Mapping[int, int],
    on: Collection[int],
    beside: Mapping[int, str] = NOTHING_BESIDE,
) -> list[Line]:
    """Lay out the codes of the digits; a digit without a code has an empty line."""
    lines = []
    for number, code in enumerate(digits, start=1):
        if code is None:
            lines.append(line(selectable=False))
            continue
        is_on = code.id in on
        count = counts.get(code.id, 0)
        lines.append(
            line(
                Piece(str(number), Role.ACCENT),
                Piece(" ● " if is_on else "   ", Role.GOOD),
                *named(code.name, beside.get(code.id, ""), is_on),
                right=[Piece(str(count) if count else "", Role.DIM)],
            )
        )
    return lines


def named(name: str, beside: str, is_on: bool = False) -> list[Piece]:
    """Lay out a name, and its theme where the name alone is not enough."""
    pieces = [Piece(name, Role.GOOD if is_on else Role.TEXT)]
    return [*pieces, Piece(f" · {beside}", Role.DIM)] if beside else pieces


def _depth_saved(codes: Iterable[Code]) -> int:
    """Where every code has a theme, the mark may stand in the indent: one level less is needed."""
    return 1 if all(len(code.path) > 1 for code in codes) else 0


def _code_row(code: Code, indent: str, beside: Mapping[int, str] = NOTHING_BESIDE) -> Row:
    return Row(code.name, code.id, indent, bool(code.text.definition), beside=beside.get(code.id, ""))
