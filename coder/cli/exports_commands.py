"""`coder exports`: what has left the project in files, and taking back what was never handed on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from coder.cli.context import CommandContext, pass_command_context, print_columns, print_json, say
from coder.messages import _

if TYPE_CHECKING:
    from coder.usecases.exchange.exports import ListedExport


@click.group(invoke_without_command=True, help=_("Tables and documents that have left the project in files"))
@click.option("--question", metavar="QUESTION", help=_("Only of this question"))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@click.pass_context
def exports(ctx: click.Context, question: str | None, as_json: bool) -> None:
    """List the exports."""
    if ctx.invoked_subcommand is not None:
        return
    from coder.store.unit_of_work import reading
    from coder.usecases.exchange.exports import listed_exports

    with reading(ctx.obj.engine()) as work:
        found = listed_exports(work, question)
    if as_json:
        print_json([_as_json(each) for each in found])
        return
    if not found:
        say(_("Nothing has been exported yet."))
        return
    header = [_("No."), _("When"), _("Who"), _("Question"), _("What"), _("File"), "K", _("Withdrawn")]
    print_columns(header, [_line(each) for each in found])


@exports.command(
    help=_("Say that the file was never handed on, so that later tables need not reckon with it")
)
@click.argument("number", type=int, help=_("The export's number in the list"))
@click.option("--reason", required=True, metavar="TEXT", help=_("Why; it stays on record"))
@pass_command_context
def withdraw(context: CommandContext, /, number: int, reason: str) -> None:
    """Withdraw an export."""
    from coder.store.unit_of_work import writing
    from coder.usecases.exchange.exports import withdraw_export
    from coder.usecases.exchange.leaving import OPERATION

    engine = context.engine()
    coder_id = context.coder(engine).id
    with writing(engine, coder_id=coder_id, operation=OPERATION) as work:
        found = withdraw_export(work, number, reason)
    say(
        _("«{file}» is withdrawn: later tables do not reckon with it. Delete the file itself.").format(
            file=found.export.file
        )
    )


def _kinds() -> dict[str, str]:
    return {
        "table": _("table"),
        "quotes": _("quotations"),
        "disagreements": _("differences between coders"),
        "together": _("codes together"),
        "progress": _("progress"),
        "regression": _("regression"),
        "saturation": _("saturation"),
        "exchange": _("for another program"),
        "copy": _("the whole project"),
    }


def _line(each: ListedExport) -> list[Any]:
    export = each.export
    return [
        each.number,
        each.when,
        each.coder,
        each.question,
        _kinds().get(export.what, export.what),
        export.file,
        "" if export.min_cell is None else export.min_cell,
        "" if each.withdrawal is None else each.withdrawal.reason,
    ]


def _as_json(each: ListedExport) -> dict[str, Any]:
    export, taken = each.export, each.withdrawal
    return {
        "number": each.number,
        "uid": export.uid,
        "at": export.at,
        "coder": each.coder,
        "question": each.question or None,
        "what": export.what,
        "format": export.format,
        "file": export.file,
        "min_cell": export.min_cell,
        "has_text": export.has_text,
        "options": export.options,
        "withdrawn": None
        if taken is None
        else {"at": taken.at, "coder": taken.coder, "reason": taken.reason},
    }
