"""What the screen says that splits a code, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.domain.wave import wave_beside
from coder.messages import _, ngettext
from coder.tui.code_list.split_state import CodeSplitState
from coder.tui.pieces.lines import Line, Piece, Role, line
from coder.tui.pieces.screen_title import code_title, counted

if TYPE_CHECKING:
    from coder.usecases.codebook.split_answers import AnswerToSplit


def header_line(state: CodeSplitState) -> Line:
    """The code that is split, and how many of its answers are decided on."""
    told = _("{done} of {total} decided").format(done=len(state.decided), total=len(state.order))
    return code_title(state.code, above=_("Splitting a code"), right=counted(told))


def who_line(state: CodeSplitState, answer: AnswerToSplit | None) -> Line:
    """Who answered, and where in the code's answers this is."""
    if not state.order:
        return line(Piece(_("No answer has this code: make the parts as new codes instead."), Role.DIM))
    place = _("◂ {number} of {total} ▸").format(number=state.place + 1, total=len(state.order))
    who = []
    if answer is not None:
        who.append(Piece(answer.answer.respondent_id, Role.DIM))
        if wave := wave_beside(answer.answer.wave, several=state.has_waves):
            who.append(Piece(f"   {wave}"))
        who.append(Piece("   " + _("set by {coders}").format(coders=", ".join(answer.coders)), Role.DIM))
    return line(*who, right=[Piece(place, Role.DIM)])


def part_lines(state: CodeSplitState) -> list[Line]:
    """The parts with their digits; ● where the shown answer goes."""
    chosen = state.chosen()
    lines = [
        line(
            Piece(str(number), Role.ACCENT),
            Piece(" ● " if name in chosen else "   ", Role.GOOD),
            Piece(name, Role.GOOD if name in chosen else Role.TEXT),
            right=[Piece(str(state.count(name) or ""), Role.DIM)],
        )
        for number, name in enumerate(state.parts, start=1)
    ]
    told = _("stays on «{name}»").format(name=state.code.name)
    rest = line(Piece(f"    {told}", Role.DIM), right=[Piece(str(state.undecided or ""), Role.DIM)])
    return [*lines, rest]


def hint_line(state: CodeSplitState, typed: str, wrong: str) -> Line:
    """What there is to do now."""
    if wrong:
        return line(Piece(wrong, Role.MARK))
    if typed.strip():
        return line(Piece(_("⏎ names a part"), Role.DIM))
    if not state.parts:
        return line(Piece(_("type the name of the first part"), Role.DIM))
    return line(Piece(_("a digit chooses; type to name another part"), Role.DIM))


def split_preview(state: CodeSplitState) -> str:
    """Say what a split would do, before it happens."""
    said = [_("Split «{name}»?").format(name=state.code.written_path)]
    for part in state.parts:
        count = state.count(part)
        told = ngettext("{n} answer goes to «{part}»", "{n} answers go to «{part}»", count)
        said.append("  " + told.format(n=count, part=part))
    left = state.undecided
    if left:
        told = ngettext("{n} answer stays on «{name}»", "{n} answers stay on «{name}»", left)
        said.append("  " + told.format(n=left, name=state.code.name))
    else:
        said.append(_("None stays: «{name}» is retired.").format(name=state.code.name))
    return "\n".join(said)
