"""`coder history`, `undo`, `redo`: what happened, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from coder.cli.context import CommandContext, pass_command_context, print_columns, print_json, say
from coder.messages import _, ngettext

if TYPE_CHECKING:
    from coder.usecases.history.in_words import Told


@click.command(help=_("What happened, by whom"))
@click.option(
    "--answer", "respondent", metavar="RESPONDENT", help=_("Only what touched this respondent's answers")
)
@click.option("--code", metavar="CODE", help=_("Only what touched this code or its codings"))
@click.option("--question", help=_("The question, where the code or respondent has several"))
@click.option("--since", metavar="WHEN", help=_("Only from this date or time on"))
@click.option("--limit", type=click.IntRange(min=1), help=_("Only the newest so many"))
@click.option(
    "--merged", is_flag=True, help=_("Also what was done in projects that were merged into this one")
)
@click.option("--json", "as_json", is_flag=True, help=_("As JSON, with every change"))
@pass_command_context
def history(
    context: CommandContext,
    respondent: str | None,
    code: str | None,
    question: str | None,
    since: str | None,
    limit: int | None,
    merged: bool,
    as_json: bool,
) -> None:
    """Show the history; of one answer or code also what was done elsewhere before it was merged."""
    from coder.store.unit_of_work import reading
    from coder.usecases.history.in_words import told_history
    from coder.usecases.history.merged_history import merged_history
    from coder.usecases.second_coder.blind_history import history_for

    asked = {"respondent": respondent, "code": code, "question": question, "since": since}
    with reading(context.engine()) as work:
        told = told_history(work, **asked, limit=limit)
        told, hidden = history_for(work, told, context.coder_name)
        if hidden and (respondent or code):
            # How many acts there were on one answer, or with one code, would tell what others gave.
            _shown, hidden = history_for(work, told_history(work), context.coder_name)
        elsewhere = (
            merged_history(work, context.coder_name, **asked, limit=limit)
            if merged or respondent or code
            else []
        )
    if hidden:
        said = ngettext(
            "{n} entry is hidden while you code a blind sample.",
            "{n} entries are hidden while you code a blind sample.",
            hidden,
        )
        say(said.format(n=hidden))
    rows = [(each, "") for each in told] + [(each.told, each.source) for each in elsewhere]
    rows.sort(key=lambda row: row[0].entry.at)
    rows = rows[-limit:] if limit else rows
    if as_json:
        print_json([_as_json(each, source) for each, source in rows])
        return
    header = [_("No."), _("When"), _("Who"), _("What"), ""]
    cells = [
        [each.entry.number, each.when, each.entry.coder or "", each.operation, each.about]
        for each, _source in rows
    ]
    if elsewhere:
        header.insert(0, _("From"))
        cells = [[source, *row] for (_each, source), row in zip(rows, cells, strict=True)]
    print_columns(header, cells)


def _as_json(told: Told, source: str) -> dict[str, Any]:
    return {
        "number": told.entry.number,
        "uid": told.entry.uid,
        "at": told.entry.at,
        "coder": told.entry.coder,
        "operation": told.entry.operation,
        "undoes": told.entry.undoes,
        "merged_from": source or None,
        "changes": [
            {
                "noun": change.noun,
                "uid": change.uid,
                "field": change.field,
                "before": change.before,
                "after": change.after,
            }
            for change in told.changes
        ],
    }


@click.command(help=_("Take back your latest act"))
@pass_command_context
def undo(context: CommandContext) -> None:
    """Undo."""
    _take_back(context, "undo")


@click.command(help=_("Do again what you took back"))
@pass_command_context
def redo(context: CommandContext) -> None:
    """Redo."""
    _take_back(context, "redo")


def _take_back(context: CommandContext, operation: str) -> None:
    from coder.store.unit_of_work import reading, writing
    from coder.usecases.history.in_words import take_back, told_act

    engine = context.engine()
    coder = context.coder(engine)
    with writing(engine, coder_id=coder.id, operation=operation) as work:
        number = take_back(work)
    with reading(engine) as snapshot:
        told = told_act(snapshot, number)
    sentence = _("Taken back: {what}") if operation == "undo" else _("Done again: {what}")
    say(sentence.format(what=told.sentence))
