"""`coder codings`: a question's codings to a file, and from one."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coder.cli.context import CommandContext, print_json, say
from coder.cli.file_to_write import file_to_write
from coder.cli.question_group import QuestionGroup
from coder.messages import _, ngettext

if TYPE_CHECKING:
    from coder.store.engine import Engine


class SeveralCodersCommand(click.Command):
    """A command whose ``--coders`` takes all names up to the next option: ``--coders A B``."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Give each name an option of its own, as click wants it."""
        spelled: list[str] = []
        place = 0
        while place < len(args):
            spelled.append(args[place])
            place += 1
            if spelled[-1] != "--coders":
                continue
            names = 0
            while place < len(args) and (names == 0 or not args[place].startswith("-")):
                spelled.extend(["--coders", args[place]] if names else [args[place]])
                place, names = place + 1, names + 1
        return super().parse_args(ctx, spelled)


@click.group(cls=QuestionGroup, help=_("Export and import the codings of a question"))
@click.argument("question")
def codings(question: str) -> None:
    """Choose the question; the commands below do the work."""


@codings.command(
    "export",
    cls=SeveralCodersCommand,
    help=_("Write codings to a CSV or XLSX file, a row per coding or excerpt"),
)
@file_to_write
@click.option("--coders", multiple=True, metavar="CODER …", help=_("Only these coders; after the file"))
@click.option("--wave", help=_("Only this wave"))
@click.option(
    "--formula-guard",
    is_flag=True,
    help=_("In CSV, put ' before text that a spreadsheet would take for a formula; this changes the text"),
)
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@click.pass_context
def export_file(
    ctx: click.Context,
    file: Path,
    coders: tuple[str, ...],
    wave: str | None,
    formula_guard: bool,
    as_json: bool,
) -> None:
    """Write codings to a file."""
    from coder.exchange.codings_file import check_format, write_codings
    from coder.store.unit_of_work import reading
    from coder.usecases.exchange.codings_files import export_codings

    check_format(file)
    engine = ctx.obj.engine()
    ctx.obj.refuse_while_blind(engine, _question(ctx))
    with reading(engine) as work:
        rows = export_codings(work, _question(ctx), coders=coders, wave=wave)
    for sentence in write_codings(file, rows, formula_guard=formula_guard):
        say(sentence)
    if as_json:
        print_json({"file": str(file), "rows": len(rows)})
        return
    said = ngettext("{n} row written to {file}.", "{n} rows written to {file}.", len(rows))
    say(said.format(n=len(rows), file=file))


@codings.command("import", help=_("Add the codings of a CSV or XLSX file; nothing that is there is removed"))
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--create-codes", is_flag=True, help=_("Make codes the codebook lacks"))
@click.option("--only-coder", metavar="CODER", help=_("Only this coder's rows"))
@click.option(
    "--state",
    type=click.Choice(["done", "started"]),
    default="done",
    show_default=True,
    help=_("What the answers are where the file does not say"),
)
@click.option("--sheet", help=_("The sheet of a workbook"))
@click.option("--encoding", help=_("The file's encoding"))
@click.option("--delimiter", help=_("What stands between the cells"))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@click.pass_context
def import_file(
    ctx: click.Context, /, file: Path, create_codes: bool, state: str, as_json: bool, **how: Any
) -> None:
    """Add the codings of a file."""
    from coder.domain.coding import CodedState
    from coder.store.coders import find_coder
    from coder.store.questions import question_named
    from coder.store.unit_of_work import reading, writing
    from coder.usecases.exchange.codings_files import check_codings, import_codings, read_codings_file

    context: CommandContext = ctx.obj
    engine = context.engine()
    with reading(engine) as snapshot:
        question_named(snapshot, _question(ctx))
        known = find_coder(snapshot, context.coder_name)
    found = read_codings_file(file, **how)
    for notice in found.notices:
        say(notice)
    if known is None:
        # A refused file must leave nothing behind, not even the name of who tried.
        with reading(engine) as snapshot:
            check_codings(
                snapshot, _question(ctx), found, own_name=context.coder_name, create_codes=create_codes
            )
    coder = context.coder(engine)
    with writing(engine, coder_id=coder.id, operation="import_codings") as work:
        report = import_codings(
            work,
            _question(ctx),
            found,
            own_name=coder.name,
            default_state=CodedState(state),
            create_codes=create_codes,
        )
    if as_json:
        print_json(
            {
                "answers": report.answers,
                "new_codings": report.new_codings,
                "new_excerpts": report.new_excerpts,
                "newly_done": report.newly_done,
                "new_codes": report.new_codes,
                "new_coders": report.new_coders,
            }
        )
        return
    if not report.changed:
        say(_("Nothing new in {file}.").format(file=file))
        _say_whose(report.persons, coder.name, _question(ctx))
        return
    said = ngettext("{n} new coding,", "{n} new codings,", report.new_codings).format(n=report.new_codings)
    placed = ngettext("{n} new excerpt;", "{n} new excerpts;", report.new_excerpts).format(
        n=report.new_excerpts
    )
    done = ngettext("{n} answer newly done.", "{n} answers newly done.", report.newly_done)
    say(f"{said} {placed} {done.format(n=report.newly_done)}")
    if report.new_codes:
        say(_("New codes: {names}.").format(names=", ".join(f"«{path}»" for path in report.new_codes)))
    if report.new_coders:
        say(_("New coders: {names}.").format(names=", ".join(f"«{name}»" for name in report.new_coders)))
    _say_whose(report.persons, coder.name, _question(ctx))
    _say_whose_count(engine, _question(ctx))


def _say_whose(persons: Sequence[str], own_name: str, question: str) -> None:
    """Say whose codings came in, and how to see them, where they are another's than of who asks."""
    others = [name for name in persons if name != own_name]
    if not others:
        return
    said = _(
        "Those of {names} are not yours: you are «{you}», and each coder is shown their own codings. "
        "To see those of «{first}»: {command}"
    )
    listed, first = ", ".join(f"«{name}»" for name in others), others[0]
    command = shlex.join(["coder", "--coder", first, "code", question])
    say(said.format(names=listed, you=own_name, first=first, command=command))


def _say_whose_count(engine: Engine, question: str) -> None:
    """Say whose coding the tables count where several have coded."""
    from coder.store.overview import overview
    from coder.store.questions import question_named
    from coder.store.unit_of_work import reading

    with reading(engine) as snapshot:
        numbers = overview(snapshot, question_named(snapshot, question))
    if numbers.lead is None or len(numbers.coders) < 2:
        return
    say(
        _(
            "Tables count the coding of «{lead}» ({n} answers settled). To count another's: "
            "coder questions set {question} --lead NAME"
        ).format(lead=numbers.lead, n=numbers.settled, question=shlex.quote(question))
    )


def _question(ctx: click.Context) -> str:
    """Return the question named before the command."""
    above = ctx.parent
    return str(above.params["question"]) if above is not None else ""
