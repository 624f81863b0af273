"""The text that lies with the files: which is which, what the numbers mean, and what could not go along."""

from __future__ import annotations

from collections.abc import Sequence

from coder.domain.loss import Loss
from coder.domain.portable import FileMarks
from coder.exchange.statistics.columns import NO_ANSWER, NOT_CODED, NOT_IN_USE
from coder.exchange.statistics.labels import one_line
from coder.messages import _
from coder.text.numbers import written_count


def about_text(files: Sequence[str], marks: FileMarks, losses: Sequence[Loss]) -> str:
    """Return the text.

    Args:
        files: All names, that of the file with the numbers first.
        marks: What the files say of themselves.
        losses: What could not go along.
    """
    lines = [*marks.lines(), ""]
    told = {
        "_variabler.csv": _("what each variable is, and which code it is of; needed to read the files back"),
        "_verdier.csv": _("what each number means"),
        "_long.csv": _("a row for each coding or excerpt, by whom"),
        "_svar.csv": _("the texts, whole"),
        ".sps": _("syntax for SPSS and PSPP: labels, missing values, multiple response sets"),
        ".R": _("a script for R"),
        ".do": _("commands for Stata"),
    }
    lines.append(f"{files[0]}: " + _("a row for each respondent in each wave"))
    for name in files[1:]:
        what = next((said for end, said in told.items() if name.endswith(end)), "")
        if what:
            lines.append(f"{name}: {what}")
    lines += [
        "",
        _("A code is 1 where it is mentioned and 0 where it is not, in the coding that counts in tables.")
        + " "
        + _("With --by-coder it is that person's coding."),
        _("{number}: the respondent gave no answer. In Stata: .a").format(number=NO_ANSWER),
        _("{number}: there is an answer, and no coding of it counts yet. In Stata: .b").format(
            number=NOT_CODED
        ),
        _("{number}: the code was not in use in that wave; tables print a dot.").format(number=NOT_IN_USE),
        _("A variable keeps its name in every export, and no name is given twice."),
        "",
    ]
    lines += [_loss(each) for each in losses]
    return "\n".join(lines).rstrip() + "\n"


def _loss(loss: Loss) -> str:
    examples = ", ".join(f"«{one_line(each)[:80]}»" for each in loss.examples)
    return f"{loss.what} ({written_count(loss.count)}{': ' + examples if examples else ''})"
