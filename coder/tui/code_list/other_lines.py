"""What the screen says on which the answers of a code like *Annet* are given other codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.messages import _, ngettext
from coder.text.numbers import written_count
from coder.text.safe import safe_line, shortened
from coder.tui.pieces.lines import Line
from coder.tui.pieces.screen_title import counted, screen_title

if TYPE_CHECKING:
    from coder.domain.codebook import Code
    from coder.tui.alike.groups_state import GroupsState
    from coder.usecases.codebook.other_answers import RecodePreview

GLIMPSE_WIDTH = 62


def title_line(question: str, code: Code, state: GroupsState | None) -> Line:
    """The code, and how many answers have it; the question."""
    told = ""
    if state is not None:
        count = sum(len(each.answer_ids) for each in state.groups)
        told = ngettext("{n} answer, by all coders", "{n} answers, by all coders", count)
        told = told.format(n=written_count(count))
    return screen_title(code.written_path, above=question, right=counted(told))


def code_asked(code: Code, count: int, group: str) -> str:
    """Ask which code answers get in place of one."""
    told = ngettext(
        "Which code instead of «{code}», on {n} answer? ({group})",
        "Which code instead of «{code}», on {n} answers? ({group})",
        count,
    )
    return told.format(code=code.name, n=written_count(count), group=group)


def recode_preview(code: Code, path: str, told: RecodePreview) -> str:
    """Say what giving answers another code would do, before it happens."""
    asked = ngettext(
        "Give {n} answer «{path}» instead of «{code}»?",
        "Give {n} answers «{path}» instead of «{code}»?",
        told.answers,
    )
    said = [asked.format(n=written_count(told.answers), path=path, code=code.name)]
    said += [f"  «{shortened(' '.join(safe_line(each).split()), GLIMPSE_WIDTH)}»" for each in told.first]
    if told.answers > len(told.first):
        said.append("  …")
    if told.having:
        having = ngettext("{n} of them has it already.", "{n} of them have it already.", told.having)
        said.append(having.format(n=written_count(told.having)))
    if told.codings > told.answers:
        said.append(_("It is so for every coder who set it: {n} codings.").format(n=told.codings))
    left = ngettext("{n} answer keeps «{code}».", "{n} answers keep «{code}».", told.left)
    said.append(left.format(n=written_count(told.left), code=code.name))
    if told.opens:
        opens = ngettext(
            "The code is new: {n} answer that is done is to be read again for it (F5).",
            "The code is new: {n} answers that are done are to be read again for it (F5).",
            told.opens,
        )
        said.append(opens.format(n=written_count(told.opens)))
    return "\n".join(said)


def given_in_words(path: str, count: int) -> str:
    """Say on how many answers the other code stands now."""
    told = ngettext("{n} answer now has «{path}».", "{n} answers now have «{path}».", count)
    return told.format(n=written_count(count), path=path)
