"""The rows of the code list: themes as headings, codes under them with their counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from coder.domain.codebook import PATH_SEPARATOR, Code
from coder.messages import _
from coder.tui.lines import Line, Piece, Role, line

INDENT = "  "


@dataclass(frozen=True)
class CodeRow:
    """One row: a code, or a heading or remark without one."""

    shown: Line
    code_id: int | None = None


def tree_rows(codes: Sequence[Code], counts: Mapping[int, int], on: Collection[int]) -> list[CodeRow]:
    """Lay out the whole codebook; headings stand where the codebook has them."""
    choosable = {code.id for code in codes if code.open_for_choice}
    needed = {
        code.path[:depth] for code in codes if code.id in choosable for depth in range(1, len(code.path))
    }
    depth_saved = _depth_saved(code for code in codes if code.id in choosable)
    rows = []
    for code in codes:
        indent = INDENT * (len(code.path) - 1 - depth_saved)
        if code.id in choosable:
            rows.append(_code_row(code, counts, on, indent))
        elif code.path in needed and code.merged_into is None:
            rows.append(_heading(INDENT * (len(code.path) - 1) + code.name))
    return rows


def match_rows(matches: Sequence[Code], counts: Mapping[int, int], on: Collection[int]) -> list[CodeRow]:
    """Lay out matches under their themes; the theme of the best match comes first."""
    themes = {code.path[:-1] for code in matches}
    groups: dict[tuple[str, ...], list[Code]] = {}
    for code in matches:
        # A theme that can be set and matches itself is the heading of what matches under it.
        groups.setdefault(code.path if code.path in themes else code.path[:-1], []).append(code)
    under_theme = INDENT * (1 - _depth_saved(matches))
    rows: list[CodeRow] = []
    for above, codes in groups.items():
        heads = [code for code in codes if code.path == above]
        rows.extend(_code_row(code, counts, on, "") for code in heads)
        if above and not heads:
            rows.append(_heading(PATH_SEPARATOR.join(above)))
        indent = under_theme if above else ""
        rows.extend(_code_row(code, counts, on, indent) for code in codes if code.path != above)
    return rows


def new_code_row(typed: str) -> CodeRow:
    """The row that says how what is typed becomes a code."""
    return CodeRow(
        line(
            Piece("^n", Role.GOOD),
            Piece(_("  new code «{name}»").format(name=typed), Role.GOOD),
            selectable=False,
        )
    )


def digit_lines(digits: Sequence[Code], counts: Mapping[int, int], on: Collection[int]) -> list[Line]:
    """Lay out the codes of the digits."""
    lines = []
    for number, code in enumerate(digits, start=1):
        is_on = code.id in on
        count = counts.get(code.id, 0)
        lines.append(
            line(
                Piece(str(number), Role.ACCENT),
                Piece(" ● " if is_on else "   ", Role.GOOD),
                Piece(code.name, Role.GOOD if is_on else Role.TEXT),
                right=[Piece(str(count) if count else "", Role.DIM)],
            )
        )
    return lines


def _depth_saved(codes: Iterable[Code]) -> int:
    """Where every code has a theme, the mark may stand in the indent: one level less is needed."""
    return 1 if all(len(code.path) > 1 for code in codes) else 0


def _heading(text: str) -> CodeRow:
    return CodeRow(line(Piece(text, Role.HEADING), selectable=False))


def _code_row(code: Code, counts: Mapping[int, int], on: Collection[int], indent: str) -> CodeRow:
    is_on = code.id in on
    right = []
    if not code.text.definition:
        right.append(Piece("? ", Role.DIM))
    count = counts.get(code.id, 0)
    right.append(Piece(f"{count if count else '':>4}", Role.DIM))
    return CodeRow(
        line(
            Piece(f"{indent}● " if is_on else f"{indent}  ", Role.GOOD),
            Piece(code.name, Role.GOOD if is_on else Role.TEXT),
            right=right,
        ),
        code.id,
    )
