"""After settling: how far it has come, what tables would count, and what to do next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.messages import _, ngettext
from coder.text.numbers import written_count
from coder.text.safe import safe_line
from coder.tui.agreement.lines import said_lines
from coder.tui.agreement.state import AgreementState
from coder.tui.pieces.lines import Line, Piece, Role, line

if TYPE_CHECKING:
    from coder.usecases.agreement.consensus_effect import ConsensusEffect

MOST_CHANGES = 8
"""Codes whose change is named."""
MOST_DEFINED = 3
"""Codes that coders differed on most, named where the code list is offered."""


@dataclass(frozen=True)
class Next:
    """Something to do next."""

    action: str
    """What the screen calls it."""
    words: str
    rule: tuple[int, int | None] | None = None
    """The code to look for in other answers, and the one it stood against."""


def choices(state: AgreementState) -> list[Next]:
    """Return what there is to do, the likeliest first."""
    found = []
    if state.desk.waiting:
        found.append(Next("differences", _("Go on settling differences")))
    effect = state.effect
    if effect is not None:
        to_consensus = effect.counts != "consensus"
        words = (
            _("Let tables count what was settled")
            if to_consensus
            else _("Let tables count the responsible coder's coding again")
        )
        found.append(Next("count", words))
    for code_id, beside in state.rules:
        name = safe_line(state.code_name(code_id))
        if beside is None:
            words = _("Look for «{code}» in the other answers: a list to look through")
            found.append(Next("carry", words.format(code=name), (code_id, None)))
        else:
            words = _("Look for «{code}» where others have «{other}»: a list to look through")
            words = words.format(code=name, other=safe_line(state.code_name(beside)))
            found.append(Next("carry", words, (code_id, beside)))
    found.append(Next("code_list", _code_list_words(state)))
    found.append(Next("sample", _("Draw new answers for another round")))
    found.append(Next("export", _("Write the table of agreement, or the methods paragraph, to a file")))
    return found


def after_lines(state: AgreementState, width: int, height: int) -> tuple[list[Line], dict[int, int]]:
    """Return what is said and what can be chosen, and which choice is at which line."""
    said = [line(Piece(how_far(state), Role.STRONG)), *_effect_lines(state.effect, width)]
    offered = choices(state)
    room = max(height - len(offered) - 1, 1)
    lines = [*said[:room], line()]
    places = {}
    for place, each in enumerate(offered):
        is_here = place == min(state.after_row, len(offered) - 1)
        places[len(lines)] = place
        lines.append(
            line(
                Piece("▸ " if is_here else "  ", Role.ACCENT),
                Piece(each.words, Role.STRONG if is_here else Role.TEXT),
            )
        )
    return lines, places


def how_far(state: AgreementState) -> str:
    """Say how many differences are settled, parked and left."""
    desk = state.desk
    count = len(desk.differing)
    said = ngettext(
        "{settled} of {n} difference is settled.", "{settled} of {n} differences are settled.", count
    ).format(settled=written_count(desk.settled), n=written_count(count))
    parked = len(desk.parked)
    if parked:
        said += " " + ngettext("{n} waits for somebody.", "{n} wait for somebody.", parked).format(
            n=written_count(parked)
        )
    equal = desk.equal
    return (
        said
        + " "
        + ngettext("{n} answer was coded alike.", "{n} answers were coded alike.", equal).format(
            n=written_count(equal)
        )
    )


def _effect_lines(effect: ConsensusEffect | None, width: int) -> list[Line]:
    if effect is None:
        return [line(Piece(_("What it changes in tables is being counted."), Role.DIM))]
    if effect.counts == "consensus":
        said = [_("Tables count what was settled.")]
        told = _("By the responsible coder's coding it would be otherwise; so much it changed:")
    else:
        said = [_("Tables count the responsible coder's coding.")]
        told = _("Were they to count what was settled, so many more or fewer answers would have a code:")
    if not effect.changes:
        said.append(_("Whichever they count, no code has more or fewer answers."))
        return said_lines([" ".join(said)], width)
    lines = said_lines([" ".join([*said, told])], width)
    for path, by in effect.changes[:MOST_CHANGES]:
        sign = "+" if by > 0 else "−"
        lines.append(
            line(
                Piece(f"  {sign}{written_count(abs(by))}".rjust(8) + "  ", Role.MARK), Piece(safe_line(path))
            )
        )
    left = len(effect.changes) - MOST_CHANGES
    if left > 0:
        more = ngettext("{n} more code changes.", "{n} more codes change.", left)
        lines.append(line(Piece("          " + more.format(n=written_count(left)), Role.DIM)))
    return lines


def _code_list_words(state: AgreementState) -> str:
    """Offer the code list for the codes that coders differed on most."""
    figures = state.figures.get("code")
    worst = [row for row in figures.codes if row.trouble][:MOST_DEFINED] if figures is not None else []
    if not worst:
        return _("The code list: define, merge, split")
    names = ", ".join(f"«{safe_line(row.name)}»" for row in worst)
    return _("The code list: define, merge or split {codes}").format(codes=names)
