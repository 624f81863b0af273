"""What the clean-up of a codebook says, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from coder.domain.clean_up import PAIRS, CleanUpKind, Finding
from coder.domain.codebook import PATH_SEPARATOR
from coder.messages import _, ngettext
from coder.text.numbers import written_count
from coder.text.safe import safe, safe_line, shortened
from coder.tui.pieces.lazy_lines import LazyLines
from coder.tui.pieces.lines import GAP, Line, Piece, Role, cells, line
from coder.tui.pieces.screen_title import counted, screen_title
from coder.tui.pieces.wrapping import wrapped

if TYPE_CHECKING:
    from coder.domain.codebook import Code
    from coder.tui.code_list.clean_up_state import CleanUpState

BETWEEN = " · "
_WHOLE_NAMES = PAIRS | {CleanUpKind.LONELY}
INDENT = 5
"""Cells before a name, and of what tells how far one has scrolled."""


def title_line(question: str, state: CleanUpState | None) -> Line:
    """The question, how many findings there are, and how many were put away."""
    told = ""
    if state is not None:
        open_now = len(state.found.open)
        told = ngettext("{n} to look at", "{n} to look at", open_now).format(n=open_now)
        away = len(state.found.findings) - open_now
        if away:
            told += " · " + ngettext("{n} meant so", "{n} meant so", away).format(n=away)
    return screen_title(_("Clearing up the code list"), about=question, right=counted(told))


class FindingRows(LazyLines):
    """Findings under their headings; of two long names each has half of what room there is."""

    def __init__(self, state: CleanUpState, width: int) -> None:
        self._state = state
        self._width = width

    def __len__(self) -> int:
        return len(self._state.rows)

    def line_at(self, place: int) -> Line:
        from coder.usecases.codebook.clean_up_words import heading_in_words, names_in_words, why_in_words

        row = self._state.rows[place]
        if isinstance(row, CleanUpKind):
            count = Piece(str(self._state.count(row)), Role.DIM)
            return line(Piece(heading_in_words(row), Role.HEADING), right=[count], selectable=False)
        if self._state.is_put_away(row):
            meant = Piece(_("meant so"), Role.DIM)
            return line(Piece("  ✓ ", Role.GOOD), Piece(self._names(row, meant), Role.DIM), right=[meant])
        names = BETWEEN.join(names_in_words(row))
        why = Piece("" if row.kind is CleanUpKind.TOGETHER else why_in_words(row), Role.DIM)
        if row.kind in _WHOLE_NAMES and cell_len(safe_line(names)) > self._room(why):
            # The names tell more than why they are listed, which stands with the finding too.
            why = Piece("")
        return line(Piece("    "), Piece(self._names(row, why)), right=[why])

    def _names(self, finding: Finding, beside: Piece) -> str:
        from coder.usecases.codebook.clean_up_words import names_in_words

        names, room = names_in_words(finding), self._room(beside)
        if cell_len(safe_line(BETWEEN.join(names))) > room:
            each = (room - len(BETWEEN) * (len(names) - 1)) // len(names)
            names = [shortened(safe_line(name), each) for name in names]
        return BETWEEN.join(names)

    def _room(self, beside: Piece) -> int:
        taken = cells([beside])
        return self._width - INDENT - taken - (GAP if taken else 0)


def nothing_lines(state: CleanUpState, width: int) -> list[Line]:
    """Say that there is nothing to clear up."""
    told = _("Nothing to clear up.")
    if state.found.findings:
        told += " " + _("What was put away is listed by ^a.")
    return [line(Piece(f"  {each}", Role.STRONG), selectable=False) for each in wrapped(told, width)]


def finding_lines(state: CleanUpState, finding: Finding, width: int) -> list[Line]:
    """Why a finding is brought up, its codes with their definitions, and what is mostly done about it."""
    from coder.usecases.codebook.clean_up_words import heading_in_words, what_to_do_in_words, why_in_words
    from coder.usecases.codebook.code_history import local_date

    lines = _paragraph(f"{heading_in_words(finding.kind)}: {why_in_words(finding)}", width, Role.STRONG)
    lines += _paragraph(_("⏎ {act}").format(act=what_to_do_in_words(finding)), width, Role.ACCENT)
    away = state.found.put_away.get(finding.key)
    if away is not None:
        told = _("Meant so, says {coder} {day}, in the note on the code (F2).")
        lines += _paragraph(told.format(coder=away.coder, day=local_date(away.at)), width, Role.GOOD)
    for code, count in zip(finding.codes, finding.answers, strict=True):
        lines += [line(), *_code_lines(code, count, width)]
    return lines


def meant_asked(finding: Finding) -> str:
    """Ask why something is meant so."""
    return ngettext(
        "Why is it meant so? It is put away, and this stands in your note on the code.",
        "Why is it meant so? It is put away, and this stands in your notes on both codes.",
        len(finding.codes),
    )


def _code_lines(code: Code, count: int, width: int) -> list[Line]:
    """A code: its name, whole; its theme, and how many answers have it; its definition."""
    above = PATH_SEPARATOR.join(code.path[:-1])
    told = ngettext("{n} answer", "{n} answers", count).format(n=written_count(count))
    about = line(Piece(above, Role.DIM), right=[Piece(told, Role.DIM)] if code.codable else [])
    lines = [*_paragraph(code.name, width, Role.STRONG), about]
    if code.text.definition:
        return [*lines, *_paragraph(code.text.definition, width)]
    return [*lines, *(_paragraph(_("No definition."), width, Role.DIM) if code.codable else [])]


def _paragraph(text: str, width: int, role: Role = Role.TEXT) -> list[Line]:
    return [line(Piece(each, role)) for each in wrapped(safe(text), width)]
