"""What the answers screen says in its fixed places, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.messages import _, ngettext
from coder.text.safe import safe
from coder.tui.lines import Line, Piece, Role, line
from coder.tui.wrapping import wrapped

if TYPE_CHECKING:
    from coder.store.answer_list import AnswerRow
    from coder.tui.answers_state import AnswersState
    from coder.usecases.answer_list import Sort
    from coder.usecases.code_several import SeveralPreview


def title_line(state: AnswersState, searching: str) -> Line:
    """The question, how many of its answers are shown, whose codings, and how many are chosen."""
    question, total = state.frame.question, len(state.frame.numbers)
    counted = ngettext("{n} answer", "{n} answers", total).format(n=total)
    if len(state.ids) != total:
        counted = _("{n} of {all}").format(n=len(state.ids), all=counted)
    right = [Piece(searching or counted, Role.DIM), Piece(f"   {state.whose.name}")]
    if state.chosen:
        chosen = ngettext("{n} chosen", "{n} chosen", len(state.chosen)).format(n=len(state.chosen))
        right.insert(0, Piece(f"▌{chosen}   ", Role.ACCENT))
    return line(
        Piece(state.frame.project_name, Role.STRONG),
        Piece("  ›  ", Role.DIM),
        Piece(question.text or question.key),
        right=right,
    )


def hint_line(state: AnswersState, said: str) -> Line:
    """What is wrong with what is typed, else what was said last, else the order."""
    if state.problem:
        return line(Piece(state.problem, Role.MARK))
    if said:
        return line(Piece(said, Role.DIM))
    return line(Piece(_("order: {order}").format(order=sort_in_words(state.sort)), Role.DIM))


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


def empty_lines(*, is_narrowed: bool) -> list[Line]:
    """What to do where there is nothing to list."""
    if is_narrowed:
        return [
            line(Piece(_("No answer fits."), Role.STRONG), selectable=False),
            line(),
            line(Piece(_("Esc empties the line; Tab writes a condition for you.")), selectable=False),
        ]
    return [line(Piece(_("The question has no answers."), Role.STRONG), selectable=False)]


def text_lines(row: AnswerRow | None, width: int, most: int) -> list[Line]:
    """The beginning of the highlighted answer, wrapped."""
    if row is None:
        return []
    shown = wrapped(safe(row.text), max(width, 10))
    lines = [line(Piece(each)) for each in shown[:most]]
    if len(shown) > most:
        lines[-1] = line(Piece(shown[most - 1]), Piece(" …", Role.DIM))
    return lines


def set_question(told: SeveralPreview) -> str:
    """Ask whether a code shall be set on several answers, told what that does."""
    asked = ngettext("Set «{code}» on {n} answer?", "Set «{code}» on {n} answers?", told.gets).format(
        code=told.code.name, n=told.gets
    )
    return "\n".join([asked, *_beside(told)])


def remove_question(told: SeveralPreview) -> str:
    """Ask whether a code shall be removed from several answers."""
    asked = ngettext(
        "Remove «{code}» from {n} answer?", "Remove «{code}» from {n} answers?", told.with_it
    ).format(code=told.code.name, n=told.with_it)
    return asked


def _beside(told: SeveralPreview) -> list[str]:
    said = []
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
    return said
