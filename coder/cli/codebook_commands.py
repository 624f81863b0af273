"""`coder codebook QUESTION …`: the codebook shown, written to files and read from them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coder.cli import codebook_clean_up_commands, codebook_edit_commands
from coder.cli.codebook_context import CodebookContext, pass_codebook
from coder.cli.context import print_columns, print_json, say
from coder.cli.file_to_write import file_to_write
from coder.cli.question_group import QuestionGroup
from coder.domain.errors import problem_lines
from coder.messages import _, ngettext

if TYPE_CHECKING:
    from coder.domain.codebook import Code
    from coder.usecases.codebook.importing import CodebookImport
    from coder.usecases.codebook.show import CodebookView


@click.group(cls=QuestionGroup, help=_("The codebook of a question: show, export, import, and change it"))
@click.argument("question", help=_("The question's key"))
@click.pass_context
def codebook(ctx: click.Context, question: str) -> None:
    """Remember whose codebook is meant."""
    ctx.obj = CodebookContext(ctx.obj, question)


for _command in (*codebook_edit_commands.COMMANDS, *codebook_clean_up_commands.COMMANDS):
    codebook.add_command(_command)


@codebook.command(help=_("Show the codes, with the number of settled answers that have each"))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@click.option("--as-of", "when", metavar="WHEN", help=_("As it was: a date, an entry's number or a tag"))
@click.option("--all", "with_gone", is_flag=True, help=_("Retired codes and those merged away too"))
@pass_codebook
def show(context: CodebookContext, /, as_json: bool, when: str | None, with_gone: bool) -> None:
    """Print the tree; JSON holds retired codes always, since each says so."""
    from coder.usecases.codebook.show import codebook_view

    with context.look() as (work, question):
        view = codebook_view(work, question.key, when, context.command.coder_name)
    if as_json:
        shown = [code for code in view.codes if with_gone or code.merged_into is None]
        print_json([_as_json(view, code) for code in shown])
        return
    shown = [code for code in view.codes if with_gone or (code.merged_into is None and code.retired is None)]
    print_columns([_("Code"), _("Answers"), _("Kind"), ""], [_columns(view, code) for code in shown])
    retired = sum(code.retired is not None and code.merged_into is None for code in view.codes)
    if retired and not with_gone:
        said = ngettext(
            "{n} retired code is not shown; --all shows it.",
            "{n} retired codes are not shown; --all shows them.",
            retired,
        )
        say(said.format(n=retired))


@codebook.command(help=_("Write the codebook to a file: CSV, TOML, XLSX or QDC by its name"))
@file_to_write
@pass_codebook
def export(context: CodebookContext, /, file: Path) -> None:
    """Write a file that import takes back exactly."""
    from coder.cli.loss_lines import say_losses
    from coder.usecases.codebook.files import QDC, export_codebook
    from coder.usecases.second_coder.blindness import refuse_while_blind

    with context.look() as (work, question):
        refuse_while_blind(work, question.key, context.command.coder_name)
        written = export_codebook(work, question.codebook_id, file)
    said = ngettext("{file}: {n} row written.", "{file}: {n} rows written.", written.codes)
    say(said.format(n=written.codes, file=file))
    for sentence in written.told:
        say(sentence)
    if file.suffix.lower() == QDC:
        say_losses(written.losses)


@codebook.command(
    "import", help=_("Take in a codebook file: adds what is new, updates texts, removes nothing")
)
@click.argument(
    "file", help=_("CSV, TSV, XLSX, TOML or QDC; or the name of a codebook that comes with the program")
)
@click.option(
    "--where",
    multiple=True,
    metavar="COLUMN=VALUE",
    help=_("Only rows with this value, as in question_id=q7"),
)
@click.option("--dry-run", is_flag=True, help=_("Only tell what would happen"))
@click.option("--sheet", help=_("Which sheet of a workbook"))
@click.option("--encoding", help=_("Encoding of a CSV file, where it is guessed wrong"))
@click.option("--delimiter", help=_("Delimiter of a CSV file, where it is guessed wrong"))
@pass_codebook
def import_(
    context: CodebookContext,
    /,
    file: str,
    where: tuple[str, ...],
    dry_run: bool,
    sheet: str | None,
    encoding: str | None,
    delimiter: str | None,
) -> None:
    """Read a file into the codebook, or only foresee what it would do."""
    from coder.usecases.codebook.files import find_codebook_file, read_codebook
    from coder.usecases.codebook.importing import foresee_import, import_codebook

    with context.look():
        # The question is looked up before a file that may take a while.
        pass
    found = read_codebook(
        find_codebook_file(file), where=_wanted(where), sheet=sheet, encoding=encoding, delimiter=delimiter
    )
    if dry_run:
        with context.look() as (snapshot, question):
            foreseen = foresee_import(snapshot, question.codebook_id, found)
        _tell(foreseen)
        for line in problem_lines(foreseen.problems):
            say(line)
        sys.exit(1 if foreseen.problems else 0)
    with context.act("import_codebook") as (work, question):
        done = import_codebook(work, question.codebook_id, found)
    _tell(done)


def _tell(done: CodebookImport) -> None:
    from coder.usecases.codebook.importing import done_in_words

    for notice in done.notices:
        say(notice)
    say(done_in_words(done))


def _wanted(where: Sequence[str]) -> dict[str, str]:
    wanted = {}
    for each in where:
        column, sign, value = each.partition("=")
        if not sign:
            raise click.BadParameter(
                _("«{written}» is not of the form COLUMN=VALUE.").format(written=each), param_hint="--where"
            )
        wanted[column] = value
    return wanted


def _columns(view: CodebookView, code: Code) -> list[Any]:
    from coder.tables.note import kind_name

    name = "  " * (len(code.path) - 1) + code.name
    answers = view.answers.get(code.id, 0)
    count = answers if answers or code.codable else None
    kind = "" if code.kind == "ordinary" else kind_name(code.kind)
    return [name, count, kind, _standing(view, code)]


def _standing(view: CodebookView, code: Code) -> str:
    if code.merged_into is not None:
        into = next(each for each in view.codes if each.id == code.merged_into)
        return _("merged into {code}").format(code=into.written_path)
    if code.id in view.proposers:
        return _("proposed by {name}").format(name=view.proposers[code.id])
    return _("retired") if code.retired is not None else ""


def _as_json(view: CodebookView, code: Code) -> dict[str, Any]:
    return {
        "id": code.uid,
        "path": code.written_path,
        "theme": code.theme,
        "code": code.name,
        "kind": code.kind.value,
        "codable": code.codable,
        "definition": code.text.definition,
        "born": code.born,
        "retired": code.retired,
        "answers": view.answers.get(code.id, 0),
        "born_at": view.times.get(code.born),
        "retired_at": view.times.get(code.retired) if code.retired is not None else None,
        "from_file": code.from_file,
        "merged_into": view.uid(code.merged_into),
        "split_from": view.uid(code.split_from),
        "proposed_by": view.proposers.get(code.id),
        "use_when": code.text.use_when,
        "not_when": code.text.not_when,
        "examples": list(code.text.examples),
        "aliases": list(code.text.aliases),
        "labels": dict(code.text.labels),
        "colour": code.colour,
    }
