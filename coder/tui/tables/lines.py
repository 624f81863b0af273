"""What the Tables screen says: what is asked, the table itself, its note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rich.cells import cell_len

from coder.domain.wave import wave_in_words
from coder.messages import _
from coder.tables.options import TableOptions
from coder.text.numbers import written_count
from coder.text.safe import safe, safe_line, shortened
from coder.tui.pieces.lines import Line, Piece, Role, cells, line
from coder.tui.pieces.screen_title import screen_title
from coder.tui.pieces.wrapping import wrapped
from coder.tui.tables.layout import GAP, ShownColumn, ShownTable, View
from coder.tui.tables.state import Kind, TablesState, Wanted

_BETWEEN = "   "
_LONGEST_COMING = 44
"""Cells; the title needs the rest of its line."""


def title_line(question: str, state: TablesState | None, *, is_busy: bool) -> Line:
    """Say whose table it is, and whether it is of the project as it is now."""
    name = "" if state is None else state.frame.project_name
    right: list[Piece] = []
    if is_busy:
        coming = "" if state is None else _coming(state)
        said = _("counting: {asked}").format(asked=coming) if coming else _("counting …")
        right = [Piece(shortened(said, _LONGEST_COMING), Role.ACCENT)]
    elif state is not None and state.is_older:
        right = [Piece(_("coded since; r counts anew"), Role.MARK)]
    return screen_title(_("Tables"), above=name, about=question, right=right)


def _coming(state: TablesState) -> str:
    """Say what is asked for otherwise than in the table that is shown, while it is counted."""
    shown = [] if state.made is None else asked_of(state, state.shown)
    new = [each for each in asked_of(state, state.wanted) if each not in shown]
    return "" if state.made is None else ", ".join(f"{word} {safe_line(value)}" for word, value in new)


def asked_lines(state: TablesState, width: int) -> list[Line]:
    """Say what the table that is shown was asked for, on as few lines as it takes."""
    rows: list[list[Piece]] = [[]]
    for word, value in asked_of(state, state.shown):
        pieces = [Piece(f"{word} ", Role.DIM), Piece(safe_line(value))]
        if rows[-1] and cells(rows[-1]) + cells(pieces) + len(_BETWEEN) > width:
            rows.append([])
        rows[-1] += [Piece(_BETWEEN), *pieces] if rows[-1] else pieces
    return [Line(tuple(each)) for each in rows]


def asked_of(state: TablesState, wanted: Wanted) -> list[tuple[str, str]]:
    """Return what is asked for: each a word for it, and its value; what is as usual only where it matters."""
    options, frame, level = wanted.options, state.frame, state.level(wanted.options)
    if wanted.kind is Kind.PROGRESS:
        by = _levels_of(options)
        return [(_("table"), _("progress")), *([by] if by else [])]
    found: list[tuple[str, str]] = []
    if wanted.kind is Kind.TOGETHER:
        both = _("themes") if level == "theme" else _("codes")
        found.append((_("table"), _("{rows} that occur together").format(rows=both)))
    else:
        levels = {"code": _("codes"), "theme": _("themes"), "both": _("codes under themes")}
        found.append((_("rows"), levels[level]))
        parted = _levels_of(options)
        if parted:
            shown = {
                "percent": _("percent"),
                "count": _("count"),
                "both": _("count and percent"),
                "all": _("count, N and percent"),
            }
            found += [parted, (_("columns"), shown[state.show(options)])]
    if options.waves and not options.trend:
        found.append((_("wave"), ", ".join(map(wave_in_words, options.waves))))
    bases = {
        "done": _("settled answers"),
        "answered": _("all answers"),
        "all": _("all who took part"),
        "frame": _("all who were asked"),
    }
    orders = {"count": _("count"), "codebook": _("codebook"), "name": _("name")}
    found += [(_("N is"), bases[options.base]), (_("order"), orders[state.order(options)])]
    if options.layer is not None or frame.layers:
        found.append((_("layer"), options.layer or _("none")))
    if wanted.kind is Kind.FREQUENCIES:
        found += [(_("decimals"), str(options.decimals))] if options.decimals else []
        found += [(_("hidden under"), str(options.min_cell))] if options.min_cell is not None else []
        found += [(_("with"), _("tests"))] if options.test else []
        found += [(_("with"), _("intervals"))] if options.interval else []
    return found


def _levels_of(options: TableOptions) -> tuple[str, str] | None:
    """Return by what the table has columns."""
    if options.trend:
        return _("by"), _("wave")
    return (_("by"), ", ".join(options.by)) if options.by else None


def caption_lines(state: TablesState, width: int, most: int) -> list[Line]:
    """The caption, its number standing out; wrapped."""
    made = state.made
    if made is None:
        return [
            line(Piece(_("The first table of a question takes a moment: its codings are read."), Role.DIM))
        ]
    if made.table is not None:
        number, caption = made.table.number, made.table.title or made.table.caption
    elif made.other is not None:
        number, caption = made.other.grid.number, made.other.grid.caption
    else:
        return []
    label = _("Table {number}").format(number=number) + "  " if number else ""
    found = []
    for place, said in enumerate(_at_most(wrapped(safe(label + caption), width), most, width)):
        cut = len(safe(label)) if place == 0 and said.startswith(safe(label)) else 0
        found.append(line(Piece(said[:cut], Role.STRONG), Piece(said[cut:])))
    return found


def problem_lines(state: TablesState, width: int) -> list[Line]:
    """Say why there is nothing to see, or little: in one sentence, with what to do."""
    said = problem_of(state)
    return [line(Piece(each, Role.MARK)) for each in wrapped(safe(said), width)] if said else []


def problem_of(state: TablesState) -> str:
    """Return why there is nothing to see; empty where there is something."""
    made = state.made
    if made is None or made.problem:
        return "" if made is None else made.problem
    if made.table is None:
        return ""
    if not state.frame.has_codes:
        return _("The code list is empty: a table has a row for each code. Code an answer first.")
    if made.table.base == 0:
        if made.table.base_kind == "done":
            return _("N=0: no answer is done. A table counts answers that are done; g counts others too.")
        return _("N=0: nobody is left to count. Another wave (w) or another N (g) may have somebody.")
    return ""


def head_lines(table: ShownTable, view: View) -> list[Line]:
    """The lines above the numbers: variables where there are several, levels, kinds of numbers."""
    shown = [table.columns[place] for place in view.shown]
    lines: list[list[Piece]] = []
    groups = {column.group for column in shown if column.group}
    has_more = bool(view.before or view.after)
    if len(groups) > 1 or (has_more and groups):
        lines.append(_group_pieces(shown))
    elif has_more:
        # Which columns are in view is told above the headings, in the place of none.
        lines.append([])
    has_several = any(len(column.headings) > 1 and column.key != "total" for column in shown)
    if has_several:
        over = [column.label if len(column.headings) > 1 else "" for column in shown]
        lines.append([_over(column, label) for column, label in zip(shown, over, strict=True)])
    lines.append([_heading(column) for column in shown])
    indent = Piece(" " * (view.label + 2))
    found = []
    for number, pieces in enumerate(lines):
        with_bar = [*pieces[:1], Piece(" " * (view.bar + GAP))] if view.bar else pieces[:1]
        right = [Piece(_more(view, table), Role.ACCENT)] if number == 0 and has_more else []
        found.append(line(indent, *with_bar, *pieces[1:], right=right, selectable=False))
    return found


def _more(view: View, table: ShownTable) -> str:
    """Say which columns are in view, with arrows to where the others are."""
    others = len(table.columns) - int(table.has_fixed)
    first = view.before + 1
    last = others - view.after
    before, after = "‹ " if view.before else "", " ›" if view.after else ""
    seen = str(first) if first == last else f"{first}–{last}"
    return before + _("{seen} of {count}").format(seen=seen, count=others) + after


def _heading(column: ShownColumn) -> Piece:
    if column.headings == ("",):
        return _over(column, column.label)
    texts = [_right(text, width) for text, width in zip(column.headings, column.widths, strict=True)]
    return Piece(" " * GAP + (" " * GAP).join(texts), Role.HEADING)


def _over(column: ShownColumn, text: str) -> Piece:
    return Piece(" " * GAP + _set(column, text, column.width), Role.HEADING)


def _set(column: ShownColumn, text: str, width: int) -> str:
    return _left(text, width) if column.is_text else _right(text, width)


def _group_pieces(shown: Sequence[ShownColumn]) -> list[Piece]:
    """Name the variable above the first of its columns in view."""
    pieces: list[Piece] = []
    place = 0
    while place < len(shown):
        together = [shown[place]]
        while place + len(together) < len(shown) and shown[place + len(together)].group == shown[place].group:
            together.append(shown[place + len(together)])
        width = sum(column.width + GAP for column in together) - GAP
        place += len(together)
        # What stands last has the rest of the line.
        group = together[0].group
        pieces.append(Piece(" " * GAP + (_left(group, width) if place < len(shown) else group), Role.DIM))
    return pieces


def row_line(table: ShownTable, view: View, place: int, *, here: bool, column: int | None) -> Line:
    """One row: sign, label, everybody's numbers, bar, the other columns.

    Args:
        table: The table.
        view: What of it is in view.
        place: The row.
        here: Whether one stands on it.
        column: The column one stands in; None where one goes by rows only.
    """
    name, deep, strong = table.label(place)
    role = Role.STRONG if strong else Role.TEXT
    if place == 0 and not strong and table.has_own_base:
        role = Role.DIM
    label = _left("  " * deep + safe_line(name), view.label)
    pieces = [
        Piece("▸ " if here else "  ", Role.ACCENT),
        Piece(label, Role.ACCENT if here and column is None else role),
    ]
    for number, at in enumerate(view.shown):
        texts = table.texts(place, at)
        numbers = zip(texts, table.columns[at].widths, strict=True)
        shown = (" " * GAP).join(_set(table.columns[at], safe_line(text), wide) for text, wide in numbers)
        is_here = here and column == at
        pieces += [Piece(" " * GAP), Piece(shown, Role.CURSOR if is_here else role)]
        if number == 0 and view.bar:
            pieces.append(Piece(" " * GAP))
            pieces += _bar(table.share(place), table.most, view.bar, Role.DIM if strong else Role.ACCENT)
    return Line(tuple(pieces))


def pale(row: Line) -> Line:
    """Return a row of a table that is no longer the one that is asked for: no number of it stands out."""
    left = (Piece(each.text, each.role if each.role is Role.CURSOR else Role.DIM) for each in row.left)
    return replace(row, left=tuple(left))


def _bar(share: float | None, most: float, width: int, role: Role) -> list[Piece]:
    filled = 0 if not share or not most else max(round(share / most * width), 1)
    return [Piece("━" * filled, role), Piece(" " * (width - filled))]


def note_lines(state: TablesState, width: int, most: int) -> list[Line]:
    """The note below the table; where it has no room, the key that shows the whole of it."""
    said = wrapped(safe(note_of(state)), width)
    lines = [line(Piece(each, Role.DIM)) for each in _at_most(said, most, width)]
    if len(said) > most and lines and not state.is_note_whole:
        more = [Piece("⇥", Role.STRONG), Piece(" " + _("the whole note"), Role.DIM)]
        lines[-1] = line(*lines[-1].left, right=more)
    return lines


def note_of(state: TablesState) -> str:
    """Return what stands below the table, warnings first."""
    made = state.made
    if made is None:
        return ""
    if made.table is not None:
        return " ".join([*made.table.warnings, made.table.note])
    return "" if made.other is None else made.other.grid.note


def _at_most(lines: Sequence[str], most: int, width: int) -> list[str]:
    if len(lines) <= most:
        return list(lines)
    last = shortened(lines[most - 1] + " " + lines[most], width) if most else ""
    return [*lines[: max(most - 1, 0)], *([last] if most else [])]


def _right(text: str, width: int) -> str:
    shown = shortened(text, width)
    return " " * (width - cell_len(shown)) + shown


def _left(text: str, width: int) -> str:
    shown = shortened(text, width)
    return shown + " " * (width - cell_len(shown))


def rows_seen(table: ShownTable, top: int, cursor: int, room: int) -> range:
    """Return which rows are in view below the first, which stays where it holds the bases."""
    first = int(table.has_own_base)
    room = max(room - first, 1)
    last = max(table.count - room, first)
    top = min(max(top, first), last)
    if cursor >= first:
        top = min(max(top, cursor - room + 1), max(cursor, first))
    return range(top, min(top + room, table.count))


def more_rows(table: ShownTable, seen: range) -> str:
    """Say which rows are in view, where not all of them are; the line of bases is none of them."""
    first = int(table.has_own_base)
    count = table.count - first
    if not seen or len(seen) >= count:
        return ""
    return _("rows {first}–{last} of {count}").format(
        first=seen.start + 1 - first, last=seen.stop - first, count=written_count(count)
    )
