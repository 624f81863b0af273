"""What the home screen says, as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.messages import _, ngettext
from coder.tui.lines import Line, Piece, Role, bar, line

if TYPE_CHECKING:
    from coder.usecases.desk import QuestionRow

WIDE = 100


def title_line(project_name: str, coder_name: str) -> Line:
    """The project, and who codes."""
    return line(Piece(project_name, Role.STRONG), right=[Piece(coder_name)])


def question_line(row: QuestionRow, width: int) -> Line:
    """A question, how much this coder has done, begun, and how many codes there are."""
    progress = row.progress
    share = progress.done / progress.answers if progress.answers else 0.0
    right = []
    if width >= WIDE:
        if progress.started:
            right.append(Piece(_("{n} begun   ").format(n=progress.started), Role.MARK))
        right.append(Piece(ngettext("{n} code   ", "{n} codes   ", row.codes).format(n=row.codes), Role.DIM))
    told = _("{done} of {total} done").format(done=progress.done, total=progress.answers)
    right.append(Piece(f"{told:>18} ", Role.TEXT if progress.done else Role.DIM))
    right += [*bar(share, 10), Piece(f" {int(share * 100):>3} %", Role.DIM)]
    return line(Piece(f" {row.text or row.key}"), right=right)


def empty_lines() -> list[Line]:
    """What to do in a project without questions."""
    return [
        line(Piece(_("No questions yet."), Role.STRONG)),
        line(),
        line(Piece(_("Import a survey, then come back:"))),
        line(Piece("    coder import FILE", Role.ACCENT)),
        line(),
        line(Piece(_("^q leaves."), Role.DIM)),
    ]
