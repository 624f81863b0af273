"""The codes of the Agreement screen as rows: counts, alpha with its interval, what must be known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len

from coder.messages import _, ngettext
from coder.text.numbers import written_count
from coder.text.safe import safe_line, shortened
from coder.tui.agreement.bars import (
    CUSTOMARY,
    LEAST_WIDTH,
    TENTATIVE,
    interval_bar,
    marks_label,
    written_interval,
    written_value,
)
from coder.tui.agreement.figures import CodeFigures, Figures, few_words
from coder.tui.agreement.lines import at_most, said_lines
from coder.tui.agreement.state import AgreementState, Pane
from coder.tui.pieces.lines import Line, Piece, Role, line

if TYPE_CHECKING:
    from coder.usecases.agreement.compared import ComparedCoder

MARGIN = 2
COUNT, ALPHA, POSITIVE = 6, 7, 9
LEAST_NAME, MOST_NAME = 14, 44
LEAST_WORDS = 22
WIDE_BAR = 22


@dataclass(frozen=True)
class Columns:
    """How many cells each column takes."""

    name: int
    person: int
    bar: int
    words: int

    @classmethod
    def of(cls, width: int, people: Sequence[str], longest_name: int) -> Columns:
        """Share a width out; ``people`` is what stands above the counts of one coder alone."""
        is_wide = width >= 110
        person, bar = (9, WIDE_BAR) if is_wide else (7, LEAST_WIDTH)
        person = max(person, *(cell_len(each) + 1 for each in people))
        room = width - MARGIN - COUNT - len(people) * person - ALPHA - 2 - bar - POSITIVE
        if not is_wide:
            return cls(max(room, LEAST_NAME), person, bar, 0)
        most = max(MOST_NAME, room // 2)
        name = min(max(longest_name, LEAST_NAME), most, room - LEAST_WORDS)
        return cls(name, person, bar, room - name - 2)


class CodeRows:
    """The rows, and which of them is where once they are laid out."""

    def __init__(self) -> None:
        self.top = 0
        self.height = 1

    def lines(self, state: AgreementState, width: int, height: int) -> list[Line]:
        """Return the heading and the rows around the cursor."""
        figures = state.shown
        if figures is None:
            return []
        if not figures.codes:
            return [line(Piece(_("Nobody gave any of these answers a code."), Role.DIM))]
        longest = max(cell_len(row.name) for row in figures.codes)
        columns = Columns.of(width, _over_counts(state), longest)
        unused = _unused_line(figures)
        room = max(height - 1 - len(unused), 1)
        count = len(figures.codes)
        cursor = min(state.code_row, count - 1)
        self.top = min(max(self.top, cursor - room + 1, 0), cursor, max(count - room, 0))
        self.height = room
        rows = [
            self._row(state, figures.codes[place], columns, is_here=place == cursor)
            for place in range(self.top, min(self.top + room, count))
        ]
        more = _("{first}–{last} of {count}").format(
            first=self.top + 1, last=self.top + len(rows), count=written_count(count)
        )
        return [_heading(state, columns, more if count > room else ""), *rows, *unused][:height]

    def row_at(self, state: AgreementState, y: int) -> int | None:
        """Return the row at a line of what is shown."""
        count = 0 if state.shown is None else len(state.shown.codes)
        place = self.top + y - 1
        return place if y >= 1 and y <= self.height and place < count else None

    def _row(self, state: AgreementState, row: CodeFigures, columns: Columns, *, is_here: bool) -> Line:
        numbers = Role.DIM if row.is_few else Role.TEXT
        pieces = [
            # Keys are about this row only while one stands among the codes.
            Piece("▸ " if is_here else "  ", Role.ACCENT if state.pane is Pane.CODES else Role.DIM),
            Piece(_left(safe_line(row.name), columns.name), Role.STRONG if is_here else Role.TEXT),
            Piece(written_count(row.all_gave).rjust(COUNT), Role.TEXT if row.all_gave else Role.DIM),
        ]
        for count in row.alone:
            pieces.append(Piece(written_count(count).rjust(columns.person), Role.TEXT if count else Role.DIM))
        pieces += [
            Piece(written_value(row.alpha).rjust(ALPHA), numbers),
            Piece("  "),
            *interval_bar(row.alpha, columns.bar, marks=(TENTATIVE, CUSTOMARY), is_dim=row.is_few),
            Piece(written_value(row.positive).rjust(POSITIVE), numbers),
        ]
        if columns.words:
            said = few_words(row, _people(state))
            role = Role.DIM if row.is_few else Role.MARK
            pieces += [Piece("  "), Piece(shortened(safe_line(said), columns.words), role)]
        return line(*pieces)


def detail_lines(state: AgreementState, width: int, most: int) -> list[Line]:
    """Say all about the code one stands on: where it stands, its numbers, its warnings in full."""
    row = state.code
    if row is None:
        return []
    numbers = []
    for label, result in (
        (_("alpha"), row.alpha),
        (_("kappa"), row.kappa),
        (_("positive agreement"), row.positive),
    ):
        interval = written_interval(result)
        if result is not None and result.value is None and result.undefined:
            numbers.append(f"{label} –")
        else:
            numbers.append(f"{label} {written_value(result)}" + (f" ({interval})" if interval else ""))
    together = " · ".join(numbers)
    lines = [
        line(
            Piece(safe_line(row.path), Role.STRONG),
            right=[Piece(together, Role.DIM)] if width >= 100 else [],
        )
    ]
    if width < 100:
        parts = [together] if cell_len(together) <= width else [" · ".join(numbers[:-1]), numbers[-1]]
        lines += [line(Piece(each, Role.DIM)) for each in parts]
    if row.alpha is not None and row.alpha.undefined:
        lines += said_lines([row.alpha.undefined], width, Role.DIM)
    warnings = row.warnings if state.shows_names else row.anonymous
    lines += said_lines([each.sentence for each in warnings], width, Role.MARK)
    return at_most(lines, most)


def _heading(state: AgreementState, columns: Columns, more: str) -> Line:
    label = more or (_("themes") if state.level == "theme" else _("codes"))
    both = _("both") if _two_measured(state) else _("all")
    return line(
        Piece("  "),
        Piece(_left(label, columns.name), Role.HEADING),
        Piece(_right(both, COUNT), Role.HEADING),
        *(Piece(_right(each, columns.person), Role.HEADING) for each in _over_counts(state)),
        Piece(_right(_("alpha"), ALPHA), Role.HEADING),
        Piece("  "),
        Piece(marks_label(columns.bar), Role.HEADING),
        Piece(_right(_("positive"), POSITIVE), Role.HEADING),
    )


def _people(state: AgreementState) -> Sequence[str]:
    """Return what two coders are called where room is little; of more than two nobody is named here."""
    coders = _two_measured(state)
    return [coder.name if state.shows_names else state.letter(coder) for coder in coders]


def _over_counts(state: AgreementState) -> Sequence[str]:
    """Return what stands above the counts of one coder alone; of more than two, only how many differ."""
    # The letter is the key that takes what somebody gave; the title has the names.
    found = [_("{letter} only").format(letter=state.letter(coder)) for coder in _two_measured(state)]
    return found or [_("some")]


def _two_measured(state: AgreementState) -> Sequence[ComparedCoder]:
    coders = state.desk.compared.coders
    return coders if len(coders) == 2 else ()


def _unused_line(figures: Figures) -> list[Line]:
    said = []
    if figures.unused:
        words = ngettext("{n} more was given by nobody.", "{n} more were given by nobody.", figures.unused)
        said.append(words.format(n=written_count(figures.unused)))
    if figures.unknown:
        words = ngettext(
            "{n} was new to one of the coders.", "{n} were new to one of the coders.", figures.unknown
        )
        said.append(words.format(n=written_count(figures.unknown)))
    return [line(Piece("  " + " ".join(said), Role.DIM))] if said else []


def _left(text: str, width: int) -> str:
    shown = shortened(text, width)
    return shown + " " * (width - cell_len(shown))


def _right(text: str, width: int) -> str:
    shown = shortened(text, width - 1)
    return " " * (width - cell_len(shown)) + shown
