"""`coder import-coded`: what was coded in another program, into the project."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click
from click.core import ParameterSource

from coder.cli.coded_workbook_options import workbook_options
from coder.cli.context import CommandContext, pass_command_context, print_json, say
from coder.cli.import_coded_talk import report_json, taken, tell_report
from coder.cli.progress import progress_bar
from coder.domain.errors import Problem, ProblemsError, problem_lines
from coder.messages import _
from coder.platform import garbage_left_alone

if TYPE_CHECKING:
    from coder.usecases.exchange.bringing_in import CodedAsked, CodedKind

_FOR_ALL = frozenset({"file", "dry_run", "as_json", "yes"})
PROBLEMS_FORESEEN = 1
"""Exit status of a dry run that an import would fail at."""


@click.command(
    "import-coded",
    help=_(
        "Take in what was coded elsewhere: QDPX and QDC of NVivo, ATLAS.ti, MAXQDA and QualCoder, a coded "
        "Excel workbook, files this program wrote for SPSS, Stata and R. Adds, never removes; the same file "
        "again changes nothing. In a workbook of coder export xlsx codes taken out are removed too; what "
        "cannot be taken from it is told and the rest is taken (--dry-run then ends with exit code 1). "
        "A project is made where there is none."
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
    "--convention",
    metavar="NAME",
    help=_("QDPX: how places in texts are counted, where the file does not tell: standard, utf16, crlf1, …"),
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
    convention: str | None,
    dry_run: bool,
    as_json: bool,
    **of_workbook: Any,
) -> None:
    """Take in a file."""
    from coder.usecases.exchange.bringing_in import CodedKind, kind_of

    kind = kind_of(file)
    _refuse_senseless(kind, file)
    try:
        if kind is CodedKind.METHOD_WORKBOOK:
            from coder.cli.method_workbook_talk import take_method_workbook

            take_method_workbook(context, file, create_codes=create_codes, dry_run=dry_run, as_json=as_json)
            return
        asked = _asked(question, create_codes, state, changed, convention)
        if kind is CodedKind.CODEBOOK:
            _take_codebook(context, file, question, dry_run=dry_run, as_json=as_json)
        elif kind is CodedKind.CODED_TABLE:
            _take_workbook(context, file, asked, of_workbook, dry_run=dry_run, as_json=as_json)
        else:
            _take_project(context, file, asked, dry_run=dry_run, as_json=as_json)
    except ProblemsError as error:
        if not dry_run:
            raise
        _end_dry_run(error.problems)
    if dry_run:
        say(_("Nothing was written: this was a dry run."))


def _refuse_senseless(kind: CodedKind, file: Path) -> None:
    """Refuse options that would change nothing for this kind of file."""
    from coder.usecases.exchange.asked import NoSuchOptionHereError
    from coder.usecases.exchange.bringing_in import CodedKind

    of_project = {"question", "create_codes", "state", "changed", "convention"}
    meant = {
        CodedKind.METHOD_WORKBOOK: {"create_codes"},
        CodedKind.CODEBOOK: {"question"},
        CodedKind.PROJECT: of_project,
    }
    click_context = click.get_current_context()
    for option in click_context.command.params:
        name = option.name or ""
        if click_context.get_parameter_source(name) is not ParameterSource.COMMANDLINE:
            continue
        is_meant = name != "convention" if kind is CodedKind.CODED_TABLE else name in meant[kind]
        if not is_meant and name not in _FOR_ALL:
            raise NoSuchOptionHereError(option.opts[0], file.name)


def _asked(
    question: str | None, create_codes: bool, state: str, changed: str | None, convention: str | None
) -> CodedAsked:
    from coder.domain.coding import CodedState
    from coder.usecases.exchange.bringing_in import CodedAsked

    return CodedAsked(
        question=question,
        create_codes=create_codes,
        default_state=CodedState(state),
        changed="keep" if changed == "keep" else "replace" if changed else None,
        convention=convention,
    )


def _take_project(
    context: CommandContext, file: Path, asked: CodedAsked, *, dry_run: bool, as_json: bool
) -> None:
    from coder.usecases.exchange.bringing_in import read_coded

    with garbage_left_alone(), progress_bar(_("Reading …")) as progress:
        found = read_coded(file, asked, progress)
    for notice in found.notices:
        say(notice)
    report = taken(context, found, asked, dry_run=dry_run)
    if as_json:
        print_json(report_json(report))
    tell_report(report)


def _take_workbook(
    context: CommandContext,
    file: Path,
    asked: CodedAsked,
    of_workbook: Mapping[str, Any],
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    from coder.cli.coded_workbook_command import read_coded_workbook, take_coded_workbook
    from coder.cli.coded_workbook_talk import preview_json

    found = read_coded_workbook(context, file, asked, of_workbook, is_dry_run=dry_run)
    if found is None:
        sys.exit(1)
    waiting = [*found.problems(), *found.undecided()] if dry_run else []
    if waiting:
        if as_json:
            print_json(preview_json(found))
        _end_dry_run(waiting)
    report = take_coded_workbook(context, found, asked, is_dry_run=dry_run)
    if as_json:
        print_json({**report_json(report), **preview_json(found)})
    tell_report(report)


def _take_codebook(
    context: CommandContext, file: Path, question: str | None, *, dry_run: bool, as_json: bool
) -> None:
    from coder.usecases.codebook.files import read_codebook
    from coder.usecases.codebook.importing import done_in_words
    from coder.usecases.exchange.bringing_in import take_codebook

    done = take_codebook(
        context.target, context.coder_name, read_codebook(file), question, is_dry_run=dry_run
    )
    if as_json:
        updated = [path for path, _columns in done.updated]
        print_json({"new_codes": list(done.added), "updated": updated, "notices": list(done.notices)})
    for notice in done.notices:
        say(notice)
    say(done_in_words(done))


def _end_dry_run(problems: Iterable[Problem]) -> NoReturn:
    """Tell what an import would fail at."""
    for line in problem_lines(problems):
        say(line)
    say(_("Nothing was written: this was a dry run."))
    sys.exit(PROBLEMS_FORESEEN)
