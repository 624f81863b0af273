"""What stands at the top of the Agreement screen: who, on what, and the numbers of all codes together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coder.domain.sample import Method
from coder.messages import _, ngettext
from coder.text.numbers import written_count, written_number
from coder.text.safe import ELLIPSIS, safe, safe_line, shortened
from coder.tui.agreement.bars import written_interval, written_value
from coder.tui.pieces.lines import GAP, Line, Piece, Role, cells, line
from coder.tui.pieces.screen_title import screen_title
from coder.tui.pieces.wrapping import wrapped

if TYPE_CHECKING:
    from coder.agreement.results import Result
    from coder.tui.agreement.figures import Figures
    from coder.tui.agreement.state import AgreementState
    from coder.usecases.agreement.compared_rounds import RoundFacts

BETWEEN = "   "
LONGEST_NAME = 16
"""Cells of a name in the title."""


def title_line(question: str, state: AgreementState | None, *, is_busy: bool) -> Line:
    """Say whose agreement it is."""
    name = "" if state is None else state.desk.project_name
    right: list[Piece] = []
    if is_busy:
        right.append(Piece(_("counting …"), Role.ACCENT))
    elif state is not None:
        right.append(Piece(people_in_words(state)))
    return screen_title(_("Agreement"), above=name, about=question, right=right)


def people_in_words(state: AgreementState) -> str:
    """Say who was compared, with their letters: they are the keys that take what somebody gave."""
    if not state.shows_names:
        return " · ".join(coder.title for coder in state.compared.coders)
    return " · ".join(
        f"{coder.letter} {shortened(safe_line(coder.name), LONGEST_NAME)}" if coder.id else coder.name
        for coder in state.compared.coders
    )


def head_lines(state: AgreementState, width: int, most: int) -> list[Line]:
    """The numbers of all codes together, what they are of, and what must be known to read them."""
    figures = state.shown
    drawn = Piece(drawn_in_words(state), Role.DIM)
    if figures is None:
        return [line(drawn), line(Piece(_("The numbers are being counted."), Role.DIM))]
    made = Piece(_intervals_in_words(figures), Role.DIM)
    *above, last = headline_lines(figures, width)
    if cells([drawn, made]) + GAP <= width:
        lines = [*above, last, line(drawn, right=[made])]
    else:
        lines = [*above, line(*last.left, right=[made]), line(drawn)]
    for sentence in figures.notes:
        lines += [line(Piece(each, Role.MARK)) for each in wrapped(safe(sentence), width)]
    return at_most(lines, most)


def headline_lines(figures: Figures, width: int) -> list[Line]:
    """The numbers of all codes together; each with its interval where there is room."""
    items = _headline(figures)
    whole = [_item(*each) for each in items]
    if cells([piece for each in whole for piece in each]) + len(BETWEEN) * (len(items) - 1) > width:
        whole = [whole[0], *(_item(label, value, "") for label, value, _interval in items[1:])]
    lines: list[list[Piece]] = [[]]
    for item in whole:
        taken = cells(lines[-1])
        if taken and taken + len(BETWEEN) + cells(item) > width:
            lines.append([])
        lines[-1] += [Piece(BETWEEN), *item] if lines[-1] else item
    return [line(*pieces) for pieces in lines]


def _item(label: str, value: str, interval: str) -> list[Piece]:
    pieces = [Piece(f"{label} ", Role.DIM), Piece(value, Role.STRONG)]
    return [*pieces, Piece(f"  {interval}", Role.DIM)] if interval else pieces


def _headline(figures: Figures) -> list[tuple[str, str, str]]:
    found = figures.found
    alpha, exact = found.overall("alpha_masi"), found.overall("exact_match")
    mean = found.overall("mean_jaccard")
    said = [
        (_("alpha (MASI)"), written_value(alpha), written_interval(alpha)),
        (_("the same codes"), _percent(exact), _percents(exact)),
        (_("Jaccard"), written_value(mean), written_interval(mean)),
    ]
    pooled = found.of_pair("pooled_kappa")
    if pooled is not None:
        said.append((_("pooled kappa"), written_value(pooled), written_interval(pooled)))
    else:
        jaccard = found.overall("alpha_jaccard")
        said.append((_("alpha (Jaccard)"), written_value(jaccard), written_interval(jaccard)))
    return said


def drawn_in_words(state: AgreementState) -> str:
    """Say which answers it is of, and how they were drawn."""
    compared = state.desk.compared
    said = [
        ngettext("{n} of {all} answer", "{n} of {all} answers", compared.answers_all).format(
            n=written_count(len(compared.answers)), all=written_count(compared.answers_all)
        )
    ]
    if len(compared.rounds) == 1:
        said = [_("round {number}").format(number=compared.rounds[0].number), *said]
        said += _how_drawn(compared.rounds[0])
    elif compared.rounds:
        said.append(_("rounds taken together"))
    if compared.undone:
        said.append(_("{n} not done by both yet").format(n=written_count(compared.undone)))
    if state.level == "theme":
        said.append(_("themes"))
    return " · ".join(said)


def _intervals_in_words(figures: Figures) -> str:
    if not figures.is_final:
        return _("intervals: jackknife")
    report = figures.found.report
    said = _("intervals: {n} × drawn again, seed {seed}")
    return said.format(n=written_count(report.replicates), seed=report.seed)


def _how_drawn(drawn: RoundFacts) -> list[str]:
    how = (
        _("drawn at random")
        if drawn.method is Method.RANDOM
        else _("drawn by {variable}").format(variable=safe_line(drawn.strata or ""))
    )
    said = [how, _("blind") if drawn.hides_suggestions else _("blind, with suggestions")]
    return said if drawn.is_closed else [*said, _("still being coded")]


def _percent(result: Result | None) -> str:
    if result is None or result.value is None:
        return "–"
    return _("{n} %").format(n=written_number(100 * result.value, 0))


def _percents(result: Result | None) -> str:
    if result is None or result.interval is None:
        return ""
    return "–".join(written_number(100 * each, 0) for each in result.interval)


def said_lines(sentences: Sequence[str], width: int, role: Role = Role.TEXT) -> list[Line]:
    """Say sentences, each from a new line on."""
    return [line(Piece(each, role)) for said in sentences for each in wrapped(safe(said), width)]


def at_most(lines: Sequence[Line], most: int) -> list[Line]:
    """Keep so many lines; the last one tells that there were more."""
    if len(lines) <= most:
        return list(lines)
    last = lines[most - 1]
    return [*lines[: most - 1], Line((*last.left, Piece(f" {ELLIPSIS}", Role.DIM)), last.right)]
