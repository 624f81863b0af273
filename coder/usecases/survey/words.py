"""What an import did, in words."""

from __future__ import annotations

from collections.abc import Iterator

from coder.messages import ngettext
from coder.usecases.survey.importing import ImportReport


def done_in_words(report: ImportReport) -> Iterator[str]:
    """Yield what an import did, a part of a sentence each."""
    answers = report.new_answers
    yield ngettext("{n} new answer", "{n} new answers", answers).format(n=answers)
    questions = len(report.questions)
    if questions:
        yield ngettext("{n} question", "{n} questions", questions).format(n=questions)
    respondents = report.new_respondents
    yield ngettext("{n} new respondent", "{n} new respondents", respondents).format(n=respondents)
    if report.same_answers:
        same = report.same_answers
        yield ngettext("{n} answer there already", "{n} answers there already", same).format(n=same)
    if report.decision == "keep":
        kept = len(report.changed)
        yield ngettext("{n} stored text kept", "{n} stored texts kept", kept).format(n=kept)
    if report.decision == "replace":
        replaced = len(report.changed)
        yield ngettext("{n} text replaced", "{n} texts replaced", replaced).format(n=replaced)
    if report.changed_participations:
        changed = report.changed_participations
        yield ngettext(
            "background or weight of {n} respondent updated",
            "background or weight of {n} respondents updated",
            changed,
        ).format(n=changed)
    if report.forgotten:
        yield ngettext(
            "{n} forgotten text left forgotten", "{n} forgotten texts left forgotten", report.forgotten
        ).format(n=report.forgotten)
    if report.without_content and report.no_content != "leave":
        empty = len(report.without_content)
        if report.no_content == "code":
            yield ngettext("{n} coded as without content", "{n} coded as without content", empty).format(
                n=empty
            )
        else:
            yield ngettext("{n} without content left out", "{n} without content left out", empty).format(
                n=empty
            )


def equal_in_words(report: ImportReport) -> Iterator[str]:
    """Yield what is worth knowing about answers that say the same, a sentence each."""
    equal, voices = report.equal.equal, report.equal.voices
    if equal:
        yield ngettext(
            "{n} answer has the same text as another; they can be coded together (Ctrl+E).",
            "{n} answers have the same text as others; they can be coded together (Ctrl+E).",
            equal,
        ).format(n=equal)
    if voices:
        yield ngettext(
            "{n} longer text came from several respondents: one voice, or several?",
            "{n} longer texts came from several respondents each: one voice, or several?",
            voices,
        ).format(n=voices)
