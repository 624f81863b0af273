"""What came of taking in a coded file, told on the terminal and as JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coder.cli.context import CommandContext, say
from coder.cli.loss_lines import losses_json, say_losses
from coder.cli.progress import progress_bar
from coder.messages import _

if TYPE_CHECKING:
    from coder.domain.portable import PortableFile
    from coder.usecases.exchange.bringing_in import CodedAsked
    from coder.usecases.exchange.portable_in import PortableImport


def taken(
    context: CommandContext, found: PortableFile, asked: CodedAsked, *, dry_run: bool
) -> PortableImport:
    """Take in what was read of a file, or foresee what would come of it, behind a bar."""
    from coder.usecases.exchange.bringing_in import foresee_coded, take_coded

    with progress_bar(_("Answers")) as progress:
        if dry_run:
            return foresee_coded(context.target, found, asked, progress)
        return take_coded(context.target, context.coder_name, found, asked, progress)


def tell_report(report: PortableImport) -> None:
    """Tell what is new, and what could not be taken, on stderr."""
    from coder.usecases.exchange.coded_words import taken_in_words

    for line in taken_in_words(report):
        say(line)
    say_losses(report.losses)


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
        "new_leads": dict(report.new_leads),
        "losses": losses_json(report.losses),
        "notices": list(report.notices),
    }
