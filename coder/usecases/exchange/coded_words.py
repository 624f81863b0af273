"""What came of taking in a coded file, in words."""

from __future__ import annotations

import shlex

from coder.messages import _, ngettext
from coder.text.numbers import written_count
from coder.usecases.exchange.portable_in import PortableImport

_MOST_NAMED = 12


def from_elsewhere_in_words(file: str) -> str:
    """Say what it means that a workbook of the method was made from another project."""
    return _(
        "{file} was made from another project: what stands in it is added, and nothing is compared "
        "or removed."
    ).format(file=file)


def taken_in_words(report: PortableImport) -> list[str]:
    """Say what is new, a sentence each; what could not be taken is told by its losses."""
    if not report.changed:
        return [_("Nothing new in {file}.").format(file=report.file)]

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
    lines += [_of_lead(question, lead) for question, lead in report.new_leads.items()]
    return lines


def _of_lead(question: str, lead: str) -> str:
    return _(
        "Tables count the codings of «{lead}». To count another's: coder questions set {question} --lead NAME"
    ).format(lead=lead, question=shlex.quote(question))


def _named(sentence: str, names: tuple[str, ...]) -> str:
    told = [f"«{name}»" for name in names[:_MOST_NAMED]]
    more = len(names) - len(told)
    if more:
        told.append(_("and {n} more").format(n=more))
    return sentence.format(names=", ".join(told))
