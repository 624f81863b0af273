"""What is told of a workbook of the method that came back."""

from __future__ import annotations

from collections.abc import Sequence

from coder.messages import _, ngettext
from coder.text.numbers import written_count
from coder.text.safe import safe_line, shortened
from coder.usecases.exchange.method_workbook.report import Finding, Found, MethodWorkbookReport

_LISTED = 10
"""Of one kind; how many there are more is told."""
_LONGEST = 100


def method_workbook_in_words(report: MethodWorkbookReport) -> list[str]:
    """Return it line by line: what was taken, then each kind of what was found with its places."""
    lines = _taken(report) if report.changed else [_("Nothing new in {file}.").format(file=report.file)]
    for kind, sentence in _sentences().items():
        found = report.of_kind(kind)
        if found:
            lines.append(sentence.format(n=_count(len(found))))
            lines += [f"  {_one(each)}" for each in found[:_LISTED]]
            more = len(found) - _LISTED
            if more > 0:
                lines.append("  " + _("and {n} more").format(n=_count(more)))
    return lines


def _taken(report: MethodWorkbookReport) -> list[str]:
    rows = ngettext("{n} row", "{n} rows", report.rows).format(n=_count(report.rows))
    lines = [
        _("{file}: {rows}, coded by {coder}.").format(file=report.file, rows=rows, coder=report.coder),
        "{}, {}; {}.".format(
            _counted(ngettext("{n} new coding", "{n} new codings", report.new_codings), report.new_codings),
            _counted(
                ngettext("{n} coding removed", "{n} codings removed", report.removed_codings),
                report.removed_codings,
            ),
            _counted(
                ngettext("{n} answer newly done", "{n} answers newly done", report.newly_done),
                report.newly_done,
            ),
        ),
    ]
    if report.removed_excerpts:
        said = ngettext(
            "{n} excerpt went with the codings that were removed.",
            "{n} excerpts went with the codings that were removed.",
            report.removed_excerpts,
        )
        lines.append(_counted(said, report.removed_excerpts))
    if report.reopened:
        said = ngettext("{n} answer is no longer done.", "{n} answers are no longer done.", report.reopened)
        lines.append(_counted(said, report.reopened))
    if report.notes:
        said = ngettext("{n} note changed.", "{n} notes changed.", report.notes)
        lines.append(_counted(said, report.notes))
    if report.new_codes:
        lines.append(_("New codes: {names}.").format(names=_named(report.new_codes)))
    if report.new_coders:
        lines.append(_("New coders: {names}.").format(names=_named(report.new_coders)))
    return lines


def _sentences() -> dict[Finding, str]:
    """Return what is said of each kind, in the order told: first what waits for somebody."""
    return {
        Finding.UNKNOWN_CODE: _(
            "Codes the codebook lacks, {n}; their rows wait. Mend them, or take them with --create-codes:"
        ),
        Finding.CLOSED_CODE: _("Codes that cannot be set, {n}; their rows wait:"),
        Finding.SEVERAL_CODES: _("Several codes where the codebook allows one, {n} rows; they wait:"),
        Finding.CONFLICT: _(
            "Changed in the project since the workbook was made, {n} rows; the project stands:"
        ),
        Finding.DELIVERED_BEFORE: _(
            "Taken in before, and otherwise in the workbook now, {n} rows; what was taken in stands. "
            "Change it in the project, or write a new workbook with coder export xlsx and go on in that one:"
        ),
        Finding.OTHERS_ROW: _("Under another's name who coded the answer otherwise, {n} rows; theirs stand:"),
        Finding.NOTE_CONFLICT: _("Notes that are not taken, {n}; those in the project stand:"),
        Finding.CHANGED_TEXT: _("Answers that were changed in the workbook, {n}; nothing is taken there:"),
        Finding.CHANGED_HERE: _("Answers that were changed in the project, {n}; nothing is taken there:"),
        Finding.BAD_CODER: _("Names nobody can have, {n} rows; nothing is taken there:"),
        Finding.UNKNOWN_ANSWER: _("Rows of answers that are not in the project, {n}:"),
        Finding.ADDED_ROW: _("Rows that were added, {n}; nothing is taken from them:"),
        Finding.DOUBLED_ROW: _("Answers in several rows, {n}:"),
        Finding.DELETED_ROW: _("Answers without a row, {n}; they stay as they are:"),
        Finding.LOST_COLUMN: _("Columns of codes that are gone, {n}; what stood there stays:"),
        Finding.RENAMED_CODE: _(
            "Codes with another name on the sheet of codes, {n}; to rename them: "
            "coder codebook QUESTION rename"
        ),
        Finding.CHANGED_CODE: _(
            "Codes of which other things are said there, {n}; to change them: coder codebook QUESTION define"
        ),
        Finding.DOUBLED_CODE: _(
            "Rows of codes that were copied and written over, {n}; nothing is made of them:"
        ),
        Finding.DELETED_CODE: _("Codes that do not stand there any more, {n}; they stay as they are:"),
        Finding.BAD_CODE: _("New codes that cannot be made, {n}:"),
    }


def _one(found: Found) -> str:
    what = f"«{shortened(safe_line(found.what), _LONGEST)}»" if found.what else ""
    said = " ".join(filter(None, (found.place, what)))
    if found.detail:
        said += f": {shortened(safe_line(found.detail), 3 * _LONGEST)}"
    if found.near:
        near = _(" Nearest: {names}.").format(names=_named(found.near))
        said += near
    return said


def _named(names: Sequence[str]) -> str:
    told = ", ".join(f"«{name}»" for name in names[:_LISTED])
    more = len(names) - _LISTED
    if more > 0:
        told += " " + _("and {n} more").format(n=_count(more))
    return told


def _counted(sentence: str, number: int) -> str:
    return sentence.format(n=_count(number))


def _count(number: int) -> str:
    return written_count(number)
