"""`coder import-coded`: what was coded in another program, into the project."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from coder.cli.coded_workbook_options import workbook_options
from coder.cli.context import CommandContext, pass_command_context, print_json, say
from coder.cli.loss_lines import losses_json, say_losses
from coder.cli.progress import progress_bar
from coder.domain.errors import ProblemsError, problem_lines
from coder.messages import _, ngettext

if TYPE_CHECKING:
    from coder.store.unit_of_work import Writing
    from coder.usecases.exchange_in import CodedAsked
    from coder.usecases.portable_in import PortableImport

T = TypeVar("T")

PROBLEMS_FORESEEN = 1
"""Exit status of a dry run that an import would fail at."""


@click.command(
    "import-coded",
    help=_(
        "Take in what was coded elsewhere: QDPX and QDC of NVivo, ATLAS.ti, MAXQDA and QualCoder, a coded "
        "Excel workbook, files this program wrote for SPSS, Stata and R. Adds, never removes; the same file "
        "again changes nothing. A project is made where there is none."
    ),
)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--question",
    metavar="QUESTION",
    help=_("Which of the file's questions; where it has one only, what it is called here"),
)
@click.option("--create-codes", is_flag=True, help=_("Make codes the codebook lacks"))
@click.option(
    "--state",
    type=click.Choice(["done", "started"]),
    default="done",
    show_default=True,
    help=_("What coded answers are where the file does not say"),
)
@click.option(
    "--changed",
    type=click.Choice(["keep", "replace"]),
    help=_("Where a text differs from the one stored: keep that, or replace it"),
)
@click.option(
    "--positions",
    type=click.Choice(["code-points", "utf16"]),
    help=_("QDPX: how places in texts are counted, where the file does not tell"),
)
@click.option("--dry-run", is_flag=True, help=_("Say what would happen; write nothing"))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@workbook_options
@pass_command_context
def import_coded(
    context: CommandContext,
    /,
    file: Path,
    question: str | None,
    create_codes: bool,
    state: str,
    changed: str | None,
    positions: str | None,
    dry_run: bool,
    as_json: bool,
    **of_workbook: Any,
) -> None:
    """Take in a file."""
    from coder.usecases.exchange_in import CodedKind, kind_of

    kind = kind_of(file)
    if kind is CodedKind.METHOD_WORKBOOK:
        from coder.cli.method_workbook_talk import take_method_workbook

        take_method_workbook(context, file, create_codes=create_codes, dry_run=dry_run, as_json=as_json)
        return
    if kind is CodedKind.CODEBOOK:
        _take_codebook(context, file, question, dry_run=dry_run, as_json=as_json)
        return
    from coder.domain.coding import CodedState
    from coder.usecases.exchange_in import CodedAsked

    asked = CodedAsked(
        question=question,
        create_codes=create_codes,
        default_state=CodedState(state),
        changed="keep" if changed == "keep" else "replace" if changed else None,
        convention=positions,
    )
    _take(context, file, asked, dry_run=dry_run, as_json=as_json)


def _take(context: CommandContext, file: Path, asked: CodedAsked, *, dry_run: bool, as_json: bool) -> None:
    from coder.usecases.exchange_in import read_coded, take_coded

    found = read_coded(file, asked)
    for notice in found.notices:
        say(notice)
    with progress_bar(_("Answers")) as progress:
        report = _acted(context, lambda work: take_coded(work, found, asked, progress), dry_run=dry_run)
    _tell(report, as_json)
    if dry_run:
        say(_("Nothing was written: this was a dry run."))


def _take_codebook(
    context: CommandContext, file: Path, question: str | None, *, dry_run: bool, as_json: bool
) -> None:
    from coder.usecases.codebook_files import read_codebook
    from coder.usecases.exchange_in import take_codebook

    found = read_codebook(file)
    done = _acted(context, lambda work: take_codebook(work, found, question), dry_run=dry_run)
    if as_json:
        updated = [path for path, _columns in done.updated]
        print_json({"new_codes": list(done.added), "updated": updated, "notices": list(done.notices)})
    for notice in done.notices:
        say(notice)
    added = ngettext("{n} code added", "{n} codes added", len(done.added)).format(n=len(done.added))
    changed = ngettext("{n} updated", "{n} updated", len(done.updated)).format(n=len(done.updated))
    say(_("{added}, {updated}.").format(added=added, updated=changed))
    if dry_run:
        say(_("Nothing was written: this was a dry run."))


def _acted(context: CommandContext, do: Callable[[Writing], T], *, dry_run: bool) -> T:
    """Do it, or tell what it would do; a dry run ends the program where it would be refused."""
    from coder.usecases.portable_in import IMPORT_CODED
    from coder.usecases.whole_act import carried_out, foreseen

    if not dry_run:
        return carried_out(context.target, context.coder_name, IMPORT_CODED, do)
    try:
        return foreseen(context.target, IMPORT_CODED, do)
    except ProblemsError as error:
        for line in problem_lines(error.problems):
            say(line)
        say(_("Nothing was written: this was a dry run."))
        sys.exit(PROBLEMS_FORESEEN)


def _tell(report: PortableImport, as_json: bool, more: Mapping[str, Any] | None = None) -> None:
    if as_json:
        print_json({**_json(report), **(more or {})})
    if report.changed:
        for line in _lines(report):
            say(line)
    else:
        say(_("Nothing new in {file}.").format(file=report.file))
    say_losses(report.losses)


def _lines(report: PortableImport) -> list[str]:
    from coder.text.numbers import written_count

    def counted(one: str, many: str, n: int) -> str:
        return ngettext(one, many, n).format(n=written_count(n))

    answers = counted("{n} new answer", "{n} new answers", report.new_answers)
    same = counted("{n} already here", "{n} already here", report.same_answers)
    lines = [
        _("Questions: {names}.").format(names=", ".join(f"«{key}»" for key in report.questions)),
        f"{answers}, {same}.",
        "{}, {}; {}.".format(
            counted("{n} new coding", "{n} new codings", report.new_codings),
            counted("{n} new excerpt", "{n} new excerpts", report.new_excerpts),
            counted("{n} answer newly done", "{n} answers newly done", report.newly_done),
        ),
    ]
    if report.changed_participations:
        lines.append(
            counted(
                "Background or weight of {n} respondent is updated.",
                "Background or weight of {n} respondents is updated.",
                report.changed_participations,
            )
        )
    if report.new_notes:
        lines.append(counted("{n} new note.", "{n} new notes.", report.new_notes))
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
        told.append(ngettext("and {n} more", "and {n} more", more).format(n=more))
    return sentence.format(names=", ".join(told))


def _json(report: PortableImport) -> dict[str, object]:
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
