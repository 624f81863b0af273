"""`coder layer QUESTION …`: reporting layers shown and changed; the codings stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from coder.cli.codebook_context import CodebookContext, pass_codebook
from coder.cli.context import print_columns, print_json, say
from coder.cli.question_group import QuestionGroup
from coder.messages import _, ngettext

if TYPE_CHECKING:
    from coder.domain.codebook import Code
    from coder.usecases.tables.layers import LayerView

_ROWS_HELP = _("Codes and folded rows")
_layer = click.argument("name", help=_("The layer's name"))
_new_layer = click.argument("name", help=_("The layer's name; a new one is made"))
_codes = click.argument(
    "codes", nargs=-1, required=True, metavar="CODE…", help=_("Codes, by name or «Theme > Code»")
)
_rows = click.argument("rows", nargs=-1, required=True, metavar="ROW…", help=_ROWS_HELP)
_as_json = click.option("--json", "as_json", is_flag=True, help=_("As JSON"))


@click.group(
    cls=QuestionGroup,
    help=_("Reporting layers of a question: fold, label, drop and order rows; codings untouched"),
)
@click.argument("question", help=_("The question's key"))
@click.pass_context
def layer(ctx: click.Context, question: str) -> None:
    """Remember whose layers are meant."""
    ctx.obj = CodebookContext(ctx.obj, question)


@layer.command("list", help=_("List the layers"))
@_as_json
@pass_codebook
def list_layers(context: CodebookContext, /, as_json: bool) -> None:
    """Print the layers of the question."""
    from coder.usecases.tables.layers import layer_views

    with context.look() as (work, question):
        views = layer_views(work, question)
    if as_json:
        print_json([{"name": view.name, **view.layer.written()} for view in views])
        return
    if not views:
        say(
            _("No reporting layer yet. «coder layer {question} fold NAME CODE …» makes one.").format(
                question=context.question_key
            )
        )
    rows = [
        [view.name, str(sum(len(fold.codes) for fold in view.layer.folds)), str(len(view.layer.dropped))]
        for view in views
    ]
    if rows:
        print_columns([_("Layer"), _("Folded"), _("Not shown")], rows)


@layer.command(help=_("Show what a layer does"))
@_layer
@_as_json
@pass_codebook
def show(context: CodebookContext, /, name: str, as_json: bool) -> None:
    """Print a layer, its codes by name."""
    from coder.usecases.tables.layers import layer_view

    with context.look() as (work, question):
        view = layer_view(work, question, name)
    if as_json:
        print_json(_values(view))
        return
    print_columns([_("What"), _("Row"), _("Codes")], _lines(view) or [[_("nothing yet"), "", ""]])


@layer.command(help=_("Fold codes into one row, in which an answer counts once"))
@_new_layer
@_codes
@click.option("--into", metavar="ROW", help=_("A code, or the name of a new row; «Other» if left out"))
@pass_codebook
def fold(context: CodebookContext, /, name: str, codes: Sequence[str], into: str | None) -> None:
    """Fold codes."""
    from coder.usecases.tables.layers import SAVE, fold_codes

    with context.act(SAVE) as (work, question):
        fold_codes(work, question, name, codes, into)
    said = ngettext("{n} code folds into «{row}».", "{n} codes fold into «{row}».", len(codes))
    say(said.format(n=len(codes), row=into or _("Other")))


@layer.command(help=_("Give folded codes rows of their own again"))
@_layer
@_codes
@pass_codebook
def unfold(context: CodebookContext, /, name: str, codes: Sequence[str]) -> None:
    """Unfold codes."""
    from coder.usecases.tables.layers import SAVE, unfold_codes

    with context.act(SAVE) as (work, question):
        unfold_codes(work, question, name, codes)
    say(_("They have rows of their own."))


@layer.command(help=_("Fold codes with few answers into «Other» of their theme, or of the table"))
@_new_layer
@click.option("--under", type=int, metavar="N", help=_("Codes with fewer answers than N"))
@click.option("--under-percent", type=float, metavar="P", help=_("Codes with less than P percent of N"))
@click.option("--off", is_flag=True, help=_("No longer"))
@pass_codebook
def rare(
    context: CodebookContext, /, name: str, under: int | None, under_percent: float | None, off: bool
) -> None:
    """Set the limits under which codes fold."""
    from coder.usecases.tables.layers import SAVE, change_layer

    if off == (under is not None or under_percent is not None):
        raise click.UsageError(_("Say --under N, --under-percent P, or --off."))
    with context.act(SAVE) as (work, question):
        change_layer(work, question, name, lambda kept: kept.rare(under, under_percent))
    say(_("No limit any more.") if off else _("Codes under the limit fold when a table is made."))


@layer.command(help=_("Give a row public labels; an empty one takes it away"))
@_new_layer
@click.argument("row", help=_("A code, or a folded row"))
@click.option("--nb", help=_("In bokmål"))
@click.option("--nn", help=_("In nynorsk"))
@click.option("--en", help=_("In English"))
@pass_codebook
def label(context: CodebookContext, /, name: str, row: str, **labels: str | None) -> None:
    """Label a row."""
    from coder.usecases.tables.layers import SAVE, label_row

    given = {language: text for language, text in labels.items() if text is not None}
    if not given:
        raise click.UsageError(_("Say --nb, --nn or --en."))
    with context.act(SAVE) as (work, question):
        label_row(work, question, name, row, given)
    say(_("«{row}» is labelled.").format(row=row))


@layer.command(help=_("Leave rows out; their answers still count in N and in their theme"))
@_new_layer
@_rows
@pass_codebook
def drop(context: CodebookContext, /, name: str, rows: Sequence[str]) -> None:
    """Drop rows."""
    from coder.usecases.tables.layers import SAVE, drop_rows

    with context.act(SAVE) as (work, question):
        drop_rows(work, question, name, rows)
    say(_("They are not shown; the note of the table says so."))


@layer.command(help=_("Take rows back in that were left out"))
@_layer
@_rows
@pass_codebook
def keep(context: CodebookContext, /, name: str, rows: Sequence[str]) -> None:
    """Keep rows."""
    from coder.usecases.tables.layers import SAVE, keep_rows

    with context.act(SAVE) as (work, question):
        keep_rows(work, question, name, rows)
    say(_("They are shown."))


@layer.command(help=_("Say which rows come first, in this order; none named: the usual order again"))
@_new_layer
@click.argument("rows", nargs=-1, metavar="ROW…", help=_ROWS_HELP)
@click.option(
    "--other-last/--other-by-count",
    "last",
    default=None,
    help=_("Whether «Other», «don't know» and the like stand last"),
)
@pass_codebook
def order(context: CodebookContext, /, name: str, rows: Sequence[str], last: bool | None) -> None:
    """Order rows by hand."""
    from dataclasses import replace

    from coder.usecases.tables.layers import SAVE, change_layer, order_rows

    with context.act(SAVE) as (work, question):
        if last is not None:
            change_layer(work, question, name, lambda kept: replace(kept, last=last))
        if rows or last is None:
            order_rows(work, question, name, rows)
    if rows:
        say(ngettext("{n} row comes first.", "{n} rows come first.", len(rows)).format(n=len(rows)))
    elif last is None:
        say(_("Rows stand in their usual order."))
    if last is not None:
        say(_("«Other» and the like stand last.") if last else _("«Other» and the like stand by count."))


@layer.command(help=_("Take a layer away"))
@_layer
@pass_codebook
def delete(context: CodebookContext, /, name: str) -> None:
    """Delete a layer; undo brings it back."""
    from coder.usecases.tables.layers import DELETE, delete_layer

    with context.act(DELETE) as (work, question):
        delete_layer(work, question, name)
    say(_("«{name}» is taken away; «coder undo» brings it back.").format(name=name))


@layer.command(help=_("Name the codes with few answers, which might be folded"))
@click.option(
    "--under", type=click.IntRange(min=1), default=5, show_default=True, metavar="N", help=_("Fewer than N")
)
@_as_json
@pass_codebook
def suggest(context: CodebookContext, /, under: int, as_json: bool) -> None:
    """Print rare codes."""
    from coder.usecases.second_coder.blindness import refuse_while_blind
    from coder.usecases.tables.layers import rare_codes

    with context.look() as (work, question):
        refuse_while_blind(work, question.key, context.command.coder_name)
        found = rare_codes(work, question, under)
    if as_json:
        print_json([{"path": code.written_path, "answers": count} for code, count in found])
        return
    print_columns([_("Code"), _("Answers")], [[code.written_path, str(count)] for code, count in found])


def _values(view: LayerView) -> dict[str, Any]:
    """Return a layer with names beside the uids."""
    named = {uid: code.written_path for uid, code in view.codes.items() if uid in str(view.layer.written())}
    return {
        "name": view.name,
        **view.layer.written(),
        "paths": named,
        "unplaced": [code.written_path for code in view.unplaced],
    }


def _lines(view: LayerView) -> list[list[str]]:
    """Say what a layer does, a line each: what, of which row, with which codes."""
    from coder.domain.reporting_layer import fold_row

    kept = view.layer

    def name(uid: str) -> str:
        code: Code | None = view.codes.get(uid)
        return code.written_path if code is not None else uid.removeprefix(fold_row("")) or _("Other")

    lines = [
        [
            _("fold"),
            name(each.into) if each.into else each.name or _("Other"),
            ", ".join(map(name, each.codes)),
        ]
        for each in kept.folds
    ]
    if kept.under is not None:
        limit = ngettext("codes with under {n} answer", "codes with under {n} answers", kept.under)
        lines.append([_("fold"), _("Other"), limit.format(n=kept.under)])
    if kept.under_percent is not None:
        from coder.text.numbers import written_number

        share = _("codes with under {percent} percent").format(percent=written_number(kept.under_percent))
        lines.append([_("fold"), _("Other"), share])
    for row, labels in kept.labels.items():
        lines.append([_("label"), name(row), ", ".join(f"{key}: {text}" for key, text in labels.items())])
    if kept.dropped:
        lines.append([_("not shown"), "", ", ".join(map(name, kept.dropped))])
    if kept.order:
        lines.append([_("first"), "", ", ".join(map(name, kept.order))])
    if not kept.last:
        lines.append([_("«Other» by count"), "", ""])
    if view.unplaced:
        lines.append([_("new since"), "", ", ".join(code.written_path for code in view.unplaced)])
    return lines
