"""What came of taking in a coded file, told on the terminal and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coder.cli.context import say
from coder.cli.loss_lines import losses_json, say_losses
from coder.messages import _, ngettext

if TYPE_CHECKING:
    from coder.usecases.portable_in import PortableImport


def tell_report(report: PortableImport) -> None:
    """Tell what is new, and what could not be taken, on stderr."""
    if report.changed:
        for line in _lines(report):
            say(line)
    else:
        say(_("Nothing new in {file}.").format(file=report.file))
    say_losses(report.losses)


def _lines(report: PortableImport) -> list[str]:
    from coder.text.numbers import written_count

    def counted(sentence: str, n: int) -> str:
        return sentence.format(n=written_count(n))

    answers = counted(ngettext("{n} new answer", "{n} new answers", report.new_answers), report.new_answers)
    same = counted(ngettext("{n} already here", "{n} already here", report.same_answers), report.same_answers)
    lines = [
        _("Questions: {names}.").format(names=", ".join(f"«{key}»" for key in report.questions)),
        f"{answers}, {same}.",
        "{}, {}; {}.".format(
            counted(ngettext("{n} new coding", "{n} new codings", report.new_codings), report.new_codings),
            counted(
                ngettext("{n} new excerpt", "{n} new excerpts", report.new_excerpts), report.new_excerpts
            ),
            counted(
                ngettext("{n} answer newly done", "{n} answers newly done", report.newly_done),
                report.newly_done,
            ),
        ),
    ]
    if report.changed_participations:
        lines.append(
            counted(
                ngettext(
                    "Background or weight of {n} respondent is updated.",
                    "Background or weight of {n} respondents is updated.",
                    report.changed_participations,
                ),
                report.changed_participations,
            )
        )
    if report.new_notes:
        lines.append(counted(ngettext("{n} new note.", "{n} new notes.", report.new_notes), report.new_notes))
    if report.new_codes:
        lines.append(_named(_("New codes: {names}."), report.new_codes))
    if report.new_coders:
        lines.append(_named(_("New coders: {names}."), report.new_coders))
    return lines


_MOST_NAMED = 12


def _named(sentence: str, names: tuple[str, ...]) -> str:
    told = [f"«{name}»" for name in names[:_MOST_NAMED]]
    more = len(names) - len(told)
    if more:
        told.append(_("and {n} more").format(n=more))
    return sentence.format(names=", ".join(told))


def report_json(report: PortableImport) -> dict[str, Any]:
    """Return it as ``--json`` holds it."""
    return {
        "file": report.file,
        "questions": list(report.questions),
        "new_questions": list(report.new_questions),
        "new_respondents": report.new_respondents,
        "new_answers": report.new_answers,
        "same_answers": report.same_answers,
        "changed_answers": report.changed_answers,
        "new_codes": list(report.new_codes),
        "new_coders": list(report.new_coders),
        "new_codings": report.new_codings,
        "new_excerpts": report.new_excerpts,
        "newly_done": report.newly_done,
        "new_notes": report.new_notes,
        "losses": losses_json(report.losses),
        "notices": list(report.notices),
    }
