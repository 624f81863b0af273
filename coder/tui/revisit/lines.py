"""What the screens say on which answers are read again and proposals reviewed, as lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.cells import cell_len

from coder.domain.coding import Span
from coder.domain.wave import wave_beside
from coder.messages import _, ngettext
from coder.text.numbers import written_count, written_number
from coder.text.safe import safe, safe_line, shortened
from coder.tui.coding.code_rows import named
from coder.tui.coding.set_code_lines import code_lines
from coder.tui.coding.set_codes import SetCode
from coder.tui.pieces.lines import GAP, Line, Piece, Role, cells, line
from coder.tui.pieces.screen_title import counted, screen_title
from coder.tui.pieces.wrapping import wrapped
from coder.tui.respondent.lines import wrapped_lines
from coder.tui.suggesting.suggestion_lines import MOST_CERTAIN

if TYPE_CHECKING:
    from coder.domain.codebook import Code
    from coder.domain.question import Question
    from coder.store.answers import Answer
    from coder.tui.code_shelf import CodeShelf
    from coder.tui.coding.code_choice import CodeChoice
    from coder.tui.revisit.codes import ShownCode
    from coder.tui.revisit.look import Look
    from coder.tui.revisit.state import RevisitState

WIDE = 100
"""Columns from which there is room for the name of the project."""
MOST_WORDS = 3
MOST_OF_DEFINITION = 9
"""Lines."""
LONGEST_WORD = 16
SCORE_CELLS = 6
"""Of a likelihood, with the blanks around it."""


def header_line(name: str, state: RevisitState, code: str, told: str, width: int) -> Line:
    """What the screen is, which code it is about if it is about one, and how much is left."""
    desk = state.desk
    about = [Piece(desk.question.text or desk.question.key)]
    if code:
        # The question may be long; which code it is about stays to be read.
        about = [Piece(code, Role.ACCENT), Piece("  ·  ", Role.DIM), *about]
    above = desk.project_name if width >= WIDE else ""
    return screen_title(name, above=above, about=about, right=counted(told))


def ranking_line(question: Question) -> Line:
    """The header until it is known which answer is the likeliest."""
    about = question.text or question.key
    return screen_title(_("Reading again"), about=about, right=counted(_("ranking …")))


def who_line(state: RevisitState, answer: Answer | None) -> Line:
    """Who answered, and whether it has been looked at already."""
    right = [Piece(_("looked at"), Role.GOOD)] if state.is_looked_at else []
    if answer is None:
        return line(right=right)
    view = state.view
    flags = "⚑ " if view is not None and view.is_flagged else ""
    notes = "✎ " if view is not None and view.notes else ""
    left = [Piece(flags + notes, Role.MARK), Piece(answer.respondent_id, Role.DIM)]
    if wave := wave_beside(answer.wave, several=state.desk.has_waves):
        left.append(Piece(f"   {wave}"))
    for variable, level in answer.background.items():
        left += [Piece(f"   {variable} ", Role.DIM), Piece(level)]
    return line(*left, right=right)


def set_lines(look: Look, shelf: CodeShelf, text: str, width: int) -> list[Line]:
    """The codes that stand on the answer, and would stand on it."""
    beside = shelf.themes_beside()
    codes = [
        SetCode(
            shelf.code(code_id),
            code_id in look.ground.codes,
            beside.get(code_id, ""),
            tuple(
                (span, span in look.ground.excerpts.get(code_id, ()))
                for span in look.chosen.excerpts.get(code_id, ())
            ),
        )
        for code_id in look.chosen.codes
        if shelf.has(code_id)
    ]
    return code_lines(codes, text, [], width)


def asked_lines(state: RevisitState, text: str, width: int, room: int) -> list[Line]:
    """The codes asked about, each with as much of its definition as there is room for."""
    shown = state.shown_codes()
    lines: list[Line] = []
    for number, code in enumerate(shown, start=1):
        lines.append(_asked_line(state, code, number, text, width))
        lines += _definition(state.shelf.code(code.code_id), width, _share(room, len(shown)))
    return lines


def line_of(state: RevisitState, place: int, width: int, room: int) -> int:
    """Return the line on which a code asked about stands."""
    shown = state.shown_codes()
    most = _share(room, len(shown))
    return place + sum(
        len(_definition(state.shelf.code(code.code_id), width, most)) for code in shown[:place]
    )


def empty_lines(width: int, *, proposals: bool) -> list[Line]:
    """Say what will come here, and when."""
    if proposals:
        told = _(
            "No proposals wait. They come from coder autocode: codes for answers nobody has coded,"
            " which count only when someone has accepted them here."
        )
    else:
        told = _(
            "Nothing to read again. When a code is made, or comes to mean something else, the answers"
            " you were done with before it come here, most likely first."
        )
    return wrapped_lines(told, width)


def hint_line(choice: CodeChoice, said: str) -> Line:
    """What Enter would do with what is typed; else the quiet sentence there is to say."""
    if choice.query and choice.code is not None:
        return line(Piece(_("⏎ chooses «{name}»").format(name=choice.code.name), Role.DIM))
    return line(Piece(_("No code fits.") if choice.nothing_matches else said, Role.DIM))


def more_line(below: int) -> Line:
    """Say how much of the text stands below."""
    if below <= 0:
        return line()
    told = ngettext("▾ {n} more line · PgDn", "▾ {n} more lines · PgDn", below).format(n=below)
    return line(Piece(told, Role.MARK))


def reason_in_words(code: ShownCode) -> str:
    """Say why an answer is asked about for a code."""
    if code.reason == "new" and code.made_at is not None:
        return _("made at answer {number}").format(number=code.made_at)
    return {
        "new": _("new since"),
        "wider": _("means more now"),
        "narrower": _("means less now: does it still fit?"),
        "split": _("part of a code that was split"),
        "merged": _("made of several codes"),
    }.get(code.reason, "")


def silent_in_words() -> str:
    """Say that the model says nothing here, and why."""
    return _("Suggestions hidden on this answer (measures whether they steer)")


def withheld_in_words(answers: int) -> str:
    """Say how many answers with proposals are not shown, and why."""
    return ngettext(
        "{n} answer with proposals left out: suggestions hidden there (measures whether they steer)",
        "{n} answers with proposals left out: suggestions hidden there (measures whether they steer)",
        answers,
    ).format(n=written_count(answers))


def left_in_words(left: int) -> str:
    """Say how many answers wait to be read again."""
    return ngettext("{n} answer to read again", "{n} answers to read again", left).format(
        n=written_count(left)
    )


def finds_in_words(finds: int, read: int) -> str:
    """Say in how many of the answers looked at something was changed."""
    return ngettext("{n} find in {read}", "{n} finds in {read}", finds).format(
        n=written_count(finds), read=written_count(read)
    )


def chosen_in_words(sets: int, removes: int) -> str:
    """Say what Enter writes of what is chosen; nothing where nothing is."""
    if sets and removes:
        told = _("⏎ sets {sets}, takes off {removes}, and goes on")
    elif sets:
        told = ngettext("⏎ sets {sets} code and goes on", "⏎ sets {sets} codes and goes on", sets)
    elif removes:
        told = ngettext(
            "⏎ takes {removes} code off and goes on", "⏎ takes {removes} codes off and goes on", removes
        )
    else:
        return ""
    return told.format(sets=sets, removes=removes)


def decided_in_words(accepted: int, proposed: int) -> str:
    """Say what Enter does with the proposals for an answer."""
    if not accepted:
        told = ngettext("⏎ rejects it: nothing is chosen", "⏎ rejects all {n}: nothing is chosen", proposed)
        return told.format(n=proposed)
    if accepted == proposed:
        return ngettext("⏎ accepts it", "⏎ accepts all {n}", proposed).format(n=proposed)
    told = _("⏎ accepts {accepted}, rejects {rejected}")
    return told.format(accepted=accepted, rejected=proposed - accepted)


def _share(room: int, codes: int) -> int:
    """Return how many lines of definition each code may have."""
    return min(max(room // codes - 1, 0), MOST_OF_DEFINITION)


def _asked_line(state: RevisitState, code: ShownCode, number: int, text: str, width: int) -> Line:
    theme = state.shelf.themes_beside().get(code.code_id, "")
    left = _asked_pieces(state, code, number, theme)
    if cells(left) + GAP + SCORE_CELLS > width:
        left = _asked_pieces(state, code, number, "")
    # Why it is asked about is read before the words that speak for it: these get what room is left.
    room = min(width // 3, width - cells(left) - GAP - SCORE_CELLS)
    return line(*left, right=_likelihood(code, text, room))


def _asked_pieces(state: RevisitState, code: ShownCode, number: int, theme: str) -> list[Piece]:
    return [
        Piece(f"{number} " if number <= 9 else "  ", Role.ACCENT),
        Piece(f"{code.sign} ", Role.MARK if code.sign == "−" else Role.GOOD),
        *named(state.shelf.code(code.code_id).name, theme, code.sign in ("○", "●")),
        Piece("   " + reason_in_words(code), Role.DIM),
    ]


def _likelihood(code: ShownCode, text: str, width: int) -> list[Piece]:
    """The words that speak for a code, and how likely it is; nothing before the model has said so."""
    pieces: list[Piece] = []
    for start, end in code.words[:MOST_WORDS]:
        word = f"«{shortened(safe_line(text[start:end]), LONGEST_WORD)}»"
        width -= cell_len(word) + 1
        if width < 0:
            break
        pieces += [Piece(word, Role.MARK), Piece(" ")]
    return (
        pieces
        if code.score is None
        else [*pieces, Piece(f" {written_number(min(code.score, MOST_CERTAIN), 2)}", Role.DIM)]
    )


def _definition(code: Code, width: int, most: int) -> list[Line]:
    """What a code covers and what not, in at most so many lines; that something is left out is marked."""
    text, room = code.text, max(width - 6, 10)
    said = [text.definition or _("No definition yet.")]
    said += [_("Set when: ") + text.use_when] if text.use_when else []
    said += [_("Not when: ") + text.not_when] if text.not_when else []
    said += [f"«{example}»" for example in text.examples]
    lines = [each for paragraph in said for each in wrapped(safe(paragraph), room)]
    if len(lines) > most > 0:
        lines = [*lines[: most - 1], shortened(lines[most - 1] + " " * room, room)]
    return [line(Piece(f"    {each}", Role.DIM), selectable=False) for each in lines[:most]]


def marked_words(codes: Sequence[ShownCode]) -> list[Span]:
    """Return the words that speak for any of some codes."""
    return sorted({span for code in codes for span in code.words[:MOST_WORDS]})
