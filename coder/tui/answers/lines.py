"""What the answers screen says in its fixed places, as lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coder.messages import _, ngettext
from coder.text.safe import safe, safe_line, shortened
from coder.tui.notes.note_pieces import note_pieces
from coder.tui.pieces.lines import Line, Piece, Role, line
from coder.tui.pieces.screen_title import BETWEEN, counted, screen_title
from coder.tui.pieces.wrapping import LONGEST_LINE, wrapped

if TYPE_CHECKING:
    from coder.store.answer_list import AnswerRow
    from coder.tui.answers.state import AnswersState
    from coder.usecases.coding.answer_list import Sort
    from coder.usecases.coding.code_several import SeveralPreview

ROOM_FOR_CODES = 6
"""From how many lines an answer's codes stand under who gave it."""
WIDTH_OF_EXAMPLE = 58


def title_line(state: AnswersState, searching: str) -> Line:
    """The question, how many of its answers are shown, whose codings, and how many are chosen."""
    question, total = state.frame.question, len(state.frame.numbers)
    listed = ngettext("{n} answer", "{n} answers", total).format(n=total)
    if len(state.ids) != total:
        listed = _("{n} of {all}").format(n=len(state.ids), all=listed)
    right = counted(searching or listed, state.whose.name)
    if state.chosen:
        right.insert(0, Piece(f"▌{_chosen(state)}{BETWEEN}", Role.ACCENT))
    about = question.text or question.key
    return screen_title(_("Answers"), above=state.frame.project_name, about=about, right=right)


def _chosen(state: AnswersState) -> str:
    chosen = ngettext("{n} chosen", "{n} chosen", len(state.chosen)).format(n=len(state.chosen))
    if not state.chosen_elsewhere:
        return chosen
    return chosen + _(", {n} not in the list").format(n=state.chosen_elsewhere)


def hint_line(state: AnswersState, said: str) -> Line:
    """What was said last, else the order and its key."""
    if said:
        return line(Piece(said, Role.MARK))
    return line(Piece("⇧⇥", Role.STRONG), Piece(f" {sort_in_words(state.sort)}", Role.DIM))


def sort_in_words(sort: Sort) -> str:
    """Name an order."""
    return {
        "file": _("as in the file"),
        "reading": _("as you read them"),
        "respondent": _("by respondent"),
        "text": _("by text, A–Å"),
        "alike": _("alike ones together, most first"),
        "length": _("longest first"),
        "state": _("begun, not begun, done"),
        "codes": _("most codes first"),
    }[sort.value]


def empty_lines(state: AnswersState, width: int) -> list[Line]:
    """Why there is nothing to list, and what to do."""
    if state.problem:
        said, todo = state.problem, _("Esc empties the line; Tab writes a condition for you.")
    elif state.query.words or state.query.conditions:
        said = _("No answer fits.")
        todo = _("Esc empties the line; Tab writes a condition for you; Ctrl+G goes to a respondent.")
        if state.wave_named is not None:
            named = _("In the texts, that is. {condition} lists the answers of the wave.")
            todo = named.format(condition=state.wave_named.written)
    else:
        said, todo = _("The question has no answers."), _("Esc goes back.")
    told = [
        line(Piece(f"  {each}", Role.STRONG), selectable=False) for each in wrapped(safe(said), width - 4)
    ]
    return [*told, line(selectable=False), line(Piece(f"  {todo}", Role.DIM), selectable=False)]


def answer_lines(row: AnswerRow | None, code_names: Sequence[str], width: int, height: int) -> list[Line]:
    """The lit answer: who gave it, and notes; its codes, where there is room; its beginning, wrapped."""
    if row is None:
        return []
    who = [row.respondent_id, row.wave, ", ".join(row.background.values())]
    flags = ", ".join(safe_line(each) for each in row.flagged_by)
    gap = [Piece("   ")] if row.notes else []
    flagged = [Piece("   ⚑ ", Role.MARK), Piece(flags)] if flags else []
    lines = [
        line(
            Piece(" · ".join(safe_line(each) for each in who if each), Role.DIM),
            *flagged,
            *gap,
            *note_pieces(row.notes),
        )
    ]
    if height >= ROOM_FOR_CODES and code_names:
        lines.append(line(Piece(" · ".join(code_names), Role.GOOD)))
    shown = [each for each in wrapped(safe(row.text), max(min(width, LONGEST_LINE), 10)) if each]
    most = height - len(lines)
    texts = [line(Piece(each)) for each in shown[:most]]
    if not row.text:
        texts = [line(Piece(_("(forgotten)"), Role.DIM))]
    if len(shown) > most:
        cut = shortened(shown[most - 1] + "  ", width - 1).removesuffix("…").rstrip()
        texts[-1] = line(Piece(cut), Piece(" …", Role.DIM))
    return [*lines, *texts]


def set_question(told: SeveralPreview, *, by_sentence: bool = False) -> str:
    """Ask whether a code shall be set on several answers, told what that does.

    Args:
        told: What it would do.
        by_sentence: Whether the question is coded sentence by sentence, which this is not.
    """
    if told.code.id < 0:
        asked = ngettext(
            "Make the new code «{code}» and set it on {n} answer?",
            "Make the new code «{code}» and set it on {n} answers?",
            told.gets,
        )
    else:
        asked = ngettext("Set «{code}» on {n} answer?", "Set «{code}» on {n} answers?", told.gets)
    name = told.code.written_path if told.code.id < 0 else told.code.name
    return "\n".join(
        [
            asked.format(code=name, n=told.gets),
            *_examples(told.gaining, told.gets),
            *_beside(told, by_sentence),
        ]
    )


def remove_question(told: SeveralPreview, *, by_sentence: bool = False) -> str:
    """Ask whether a code shall be removed from several answers."""
    asked = ngettext("Remove «{code}» from {n} answer?", "Remove «{code}» from {n} answers?", told.with_it)
    lines = [asked.format(code=told.code.name, n=told.with_it), *_examples(told.losing, told.with_it)]
    if by_sentence:
        lines += ["", _("It goes from the whole answer and from each sentence of it.")]
    return "\n".join(lines)


def _examples(texts: Sequence[str], number: int) -> list[str]:
    """Return the beginnings of the first texts concerned, and how many more there are."""
    shown = [f"«{shortened(safe_line(' '.join(text.split())), WIDTH_OF_EXAMPLE)}»" for text in texts]
    more = number - len(texts)
    if more > 0:
        shown.append(_("and {n} more").format(n=more))
    return ["", *shown]


def _beside(told: SeveralPreview, by_sentence: bool) -> list[str]:
    said = []
    if by_sentence:
        said.append(_("The code goes on the whole answer, on no sentence of it."))
    if told.with_it:
        had = ngettext("{n} has it already.", "{n} have it already.", told.with_it)
        said.append(had.format(n=told.with_it))
    if told.replaced:
        gone = ngettext(
            "{n} other code goes: an answer has one code here.",
            "{n} other codes go: an answer has one code here.",
            told.replaced,
        )
        said.append(gone.format(n=told.replaced))
    if told.done:
        done = ngettext("{n} is done and stays so.", "{n} are done and stay so.", told.done)
        said.append(done.format(n=told.done))
    return ["", *said] if said else []
