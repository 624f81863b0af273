"""What the coding screen says in its fixed places, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.domain.wave import wave_beside
from coder.messages import _, ngettext
from coder.text.numbers import progress_percent
from coder.text.safe import safe, safe_line, shortened
from coder.tui.pieces.lines import Line, Piece, Role, bar, line
from coder.tui.pieces.screen_title import BETWEEN, counted, screen_title
from coder.tui.pieces.wrapping import wrapped

if TYPE_CHECKING:
    from coder.domain.codebook import Code
    from coder.store.answers import Answer
    from coder.tui.coding.code_choice import CodeChoice
    from coder.tui.coding.state import CodingState
    from coder.usecases.second_coder.blindness import Blindness

NARROW = 72
"""Columns below which the bar gives way to words."""
WIDEST = 120
"""Columns from which the header has room for the project's name, and for what is covered."""
WIDE = 100
"""Columns from which the code list stands beside the digits."""
SHORT_NAME = 20
MOST_EXAMPLES = 3


def header_line(state: CodingState, width: int) -> Line:
    """Project › question, how much is done, and who codes."""
    desk, total = state.desk, len(state.desk.order)
    share = state.done / total if total else 0.0
    asked = desk.question.text or desk.question.key
    above = desk.project_name if width >= WIDEST else ""
    numbers = {"done": state.done, "total": total}
    if desk.blindness is not None:
        return screen_title(asked, above=above, right=_blind(desk.blindness, state, width))
    if width >= WIDE:
        told = _("{done} of {total} done").format(**numbers)
        right = [*_covered(state, width), Piece(f"{told} "), *bar(share, 20)]
    else:
        told = "{done}/{total} ".format(**numbers)
        right = [Piece(told), *bar(share, 10 if width >= NARROW else 5)]
    right.append(Piece(f" {progress_percent(state.done, total):>3} %", Role.DIM))
    coder_name = shortened(safe(desk.coder.name), max(width // 4, 8))
    return screen_title(asked, above=above, right=[*right, *_who(coder_name)])


def _who(coder_name: str) -> list[Piece]:
    return [Piece(BETWEEN), *counted("", coder_name)]


def _blind(blindness: Blindness, state: CodingState, width: int) -> list[Piece]:
    """Say that a sample is coded blind, in which round, and how much of it is done."""
    numbers = {"round": blindness.round, "done": state.done, "total": len(state.desk.order)}
    if width < WIDE:
        return [Piece(_("blind, round {round}: {done} of {total}").format(**numbers), Role.ACCENT)]
    told = _("blind sample, round {round}: {done} of {total} done").format(**numbers)
    return [Piece(told, Role.ACCENT), *_who(state.desk.coder.name)]


def _covered(state: CodingState, width: int) -> list[Piece]:
    """How much has a code at all, and how many sentences one is placed on, where there is room to tell."""
    if state.tally.sentences is None or width < WIDEST:
        return []
    now = state.tally.now
    told = _("coded {answers} · placed {placed} of {sentences}").format(
        answers=now.answers, placed=now.placed, sentences=state.tally.sentences
    )
    return [Piece(told + "   ", Role.DIM)]


def who_line(state: CodingState, answer: Answer | None) -> Line:
    """The respondent, the background, and where in the reading order this is."""
    told = _("◂ {number} of {total} in the list ▸") if state.listed else _("◂ {number} of {total} ▸")
    place = told.format(number=state.place + 1, total=len(state.order))
    right = [*_alike(state), Piece(place, Role.DIM)]
    if answer is None:
        return line(right=right)
    signs = ("⚑ " if state.is_flagged else "") + ("✎ " if state.notes else "")
    left = [Piece(signs, Role.MARK), Piece(answer.respondent_id, Role.DIM)]
    if wave := wave_beside(answer.wave, several=state.desk.has_waves):
        left.append(Piece(f"   {wave}"))
    for variable in state.desk.variables:
        left += [Piece(f"   {variable} ", Role.DIM), Piece(answer.background.get(variable, "–"))]
    return line(*left, right=right)


def _alike(state: CodingState) -> list[Piece]:
    """Say that others wrote the same: a person wonders about long texts, and codes short ones together."""
    if state.same_voice:
        first, *more = state.same_voice
        named = shortened(safe_line(first), SHORT_NAME) + (f" +{len(more)}" if more else "")
        return [Piece(_("same text as {names}").format(names=named) + "   ", Role.MARK)]
    if state.alike:
        said = ngettext("{n} like this", "{n} like this", state.alike).format(n=state.alike)
        return [Piece(f"{said}   ", Role.ACCENT)]
    return []


def definition_lines(code: Code | None, state: CodingState, width: int) -> list[Line]:
    """What stands about a code: definition, when to set it and when not, examples, use, how it came to be."""
    if code is None:
        return []
    text = code.text
    lines = [line(Piece(code.name, Role.STRONG))]
    lines += _paragraph(text.definition, width) or [
        line(Piece(_("? No definition yet; F4 writes one."), Role.MARK))
    ]
    for word, said in ((_("Set when: "), text.use_when), (_("Not when: "), text.not_when)):
        lines += _paragraph(word + said, width, Role.DIM) if said else []
    shown = () if state.desk.blindness is not None else text.examples[:MOST_EXAMPLES]
    for example in shown:  # they may come from the very answers that are coded blind
        lines += _paragraph(f"«{example}»", width, Role.DIM)
    count = state.counts[code.id]
    told = [ngettext("{n} answer", "{n} answers", count).format(n=count), *_birth(code, state)]
    if len(code.path) > 1:
        from coder.domain.codebook import PATH_SEPARATOR  # not needed for the first frame

        told.insert(0, PATH_SEPARATOR.join(code.path[:-1]))
    return [*lines, line(Piece(" · ".join(told), Role.DIM))]


def _birth(code: Code, state: CodingState) -> list[str]:
    """Say who made a code, and at which answer where the number means the same to who reads it."""
    birth, desk = state.births.get(code.id), state.desk
    if code.from_file:
        return [_("from the file")]
    if birth is None or birth.coder is None:
        return []
    same_order = birth.coder == desk.coder.name or desk.question.reading_order == "file"
    if birth.answer_id in desk.order and same_order:
        number = desk.order.index(birth.answer_id) + 1
        return [_("made at answer {number} by {name}").format(number=number, name=birth.coder)]
    return [_("made by {name}").format(name=birth.coder)]


def hint_line(choice: CodeChoice, said: str) -> Line:
    """What Enter would do with what is typed; else the quiet sentence there is to say."""
    pieces: list[Piece] = []
    code = choice.code
    if code is not None and (theme := choice.theme_found):
        told = _("⏎ sets «{name}», under {theme}")
        name = shortened(safe(code.name), SHORT_NAME)
        pieces.append(Piece(told.format(name=name, theme=theme), Role.MARK))
    elif code is not None:
        pieces.append(Piece(_("⏎ sets «{name}»").format(name=_short_name(choice, code)), Role.DIM))
    elif choice.nothing_matches and (theme := choice.theme_made):
        pieces += _new_theme(choice, theme)
    elif choice.nothing_matches:
        pieces.append(Piece(_("⏎ makes «{name}» a new code").format(name=choice.query), Role.GOOD))
    elif choice.query:
        # Others have changed the codes meanwhile: Enter sets nothing that was not seen to be meant.
        pieces.append(Piece(_("↓ chooses one of these"), Role.DIM))
    else:
        pieces.append(Piece(said, Role.DIM))
    return line(*pieces)


def _new_theme(choice: CodeChoice, theme: str) -> list[Piece]:
    shown = shortened(safe(theme), SHORT_NAME)
    if begun := choice.theme_begun:
        told = _("⏎ new theme «{theme}» · or {other} > …").format(theme=shown, other=safe(begun))
        return [Piece(told, Role.MARK)]
    name = choice.query.rpartition(">")[2].strip()
    return [Piece(_("⏎ new theme «{theme}», new code «{name}»").format(theme=shown, name=name), Role.MARK)]


def _short_name(choice: CodeChoice, code: Code) -> str:
    theme = choice.shelf.themes_beside().get(code.id)
    # The theme is there to tell codes apart, so it is not what a long name pushes out.
    return code.name if theme is None else f"{shortened(safe(code.name), SHORT_NAME)} · {theme}"


def list_title(query: str) -> Line:
    """What the list of codes holds now."""
    if query:
        return line(Piece(_("Codebook · matches for «{query}»").format(query=query), Role.HEADING))
    return line(Piece(_("Codebook"), Role.HEADING))


def _paragraph(text: str, width: int, role: Role = Role.TEXT) -> list[Line]:
    return [line(Piece(each, role)) for each in wrapped(safe(text), width)] if text else []
