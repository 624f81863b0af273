"""`coder questions`: the questions, their numbers and settings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from coder.cli.approve_command import approve, approved_as_json
from coder.cli.context import CommandContext, pass_command_context, print_columns, print_json, say
from coder.cli.waves_command import name_a_wave, waves
from coder.domain.question import COUNTS, QUANTIFY, READING_ORDERS, UNITS
from coder.domain.withholding import Suggest
from coder.messages import _

if TYPE_CHECKING:
    from coder.usecases.questions import QuestionNumbers
    from coder.usecases.team.approval import ApprovedCoding

_SUGGESTIONS = [way.replace("_", "-") for way in Suggest]


@click.group(invoke_without_command=True, help=_("Questions and their settings"))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@click.pass_context
def questions(ctx: click.Context, as_json: bool) -> None:
    """List the questions."""
    if ctx.invoked_subcommand is not None:
        return
    from coder.store.unit_of_work import reading
    from coder.usecases.questions import overviews

    with reading(ctx.obj.engine()) as work:
        found = overviews(work)
    if as_json:
        print_json([_as_json(each) for each in found])
        return
    header = [
        _("Question"),
        _("Answers"),
        _("Done"),
        _("Coded"),
        _("Codes"),
        _("Coders"),
        _("Lead"),
        _("Placed"),
        _("Read again"),
        _("Approved"),
        _("Text"),
    ]
    print_columns(
        header,
        [
            [
                each.question.key,
                each.numbers.answers,
                each.numbers.settled,
                each.numbers.coded,
                each.numbers.codes,
                len(each.numbers.coders),
                each.numbers.lead or "",
                f"{each.numbers.placed}/{each.numbers.sentences}" if each.question.is_by_sentence else "–",
                each.revisit_open,
                _approved(each.approved),
                each.question.text[:40],
            ]
            for each in found
        ],
    )


questions.add_command(approve)
questions.add_command(waves)
questions.add_command(name_a_wave, "name-wave")


@questions.command("set", help=_("Change a question's settings"))
@click.argument("question")
@click.option("--text", help=_("The question as it was asked"))
@click.option("--unit", type=click.Choice(UNITS), help=_("Codes on whole answers, or placed on sentences"))
@click.option("--quantify", type=click.Choice(QUANTIFY), help=_("A list, a scale, or not counted"))
@click.option("--lead", help=_("Whose coding counts where an answer was dealt to nobody"))
@click.option(
    "--counts", type=click.Choice(COUNTS), help=_("The responsible coder's coding, or the consensus")
)
@click.option("--asked-if", metavar="VARIABLE=LEVEL[,LEVEL…]", help=_("Who was asked; empty for everybody"))
@click.option("--order", type=click.Choice(READING_ORDERS), help=_("The order answers are read in"))
@click.option("--codebook", metavar="QUESTION", help=_("Share the codebook of another question"))
@click.option(
    "--shared",
    type=click.Choice(("yes", "no")),
    help=_("Whether each answer is for one coder only: whoever comes is handed what nobody has begun"),
)
@click.option(
    "--suggestions",
    type=click.Choice(_SUGGESTIONS),
    help=_("Shown, shown after the coder's own first code, or hidden on a share of the answers"),
)
@click.option(
    "--hidden-percent", type=click.IntRange(0, 100), help=_("On how many percent of the answers, by chance")
)
@pass_command_context
def set_question(context: CommandContext, /, question: str, **settings: Any) -> None:
    """Change settings; those not given stay."""
    from coder.store.unit_of_work import writing
    from coder.usecases.questions import change_question

    chosen = {name: value for name, value in settings.items() if value is not None}
    if "order" in chosen:
        chosen["reading_order"] = chosen.pop("order")
    if "suggestions" in chosen:
        chosen["suggest"] = chosen.pop("suggestions").replace("-", "_")
    if "shared" in chosen:
        chosen["shared"] = int(chosen["shared"] == "yes")
    if "asked_if" in chosen:
        chosen["asked_if"] = _asked_if(chosen["asked_if"])
    engine = context.engine()
    coder = context.coder(engine)
    with writing(engine, coder_id=coder.id, operation="set_question") as work:
        change_question(work, question, **chosen)
    given = {name.replace("_", "-"): value for name, value in settings.items() if value is not None}
    if given:
        listed = ", ".join(f"{name} «{value}»" for name, value in given.items())
        say(_("Set for «{question}»: {settings}.").format(question=question, settings=listed))


@questions.command(help=_("Set the order of a background variable's levels; without levels show them"))
@click.argument("variable")
@click.argument("levels", nargs=-1)
@pass_command_context
def levels(context: CommandContext, variable: str, levels: tuple[str, ...]) -> None:
    """Order levels."""
    from coder.store.unit_of_work import reading, writing
    from coder.text.safe import safe_line
    from coder.usecases.questions import order_levels, variable_named

    engine = context.engine()
    if levels:
        coder = context.coder(engine)
        with writing(engine, coder_id=coder.id, operation="order_levels") as work:
            order_levels(work, variable, levels)
        say(_("The levels of «{variable}» have a new order.").format(variable=variable))
        return
    with reading(engine) as snapshot:
        for level in variable_named(snapshot, variable).levels:
            click.echo(safe_line(level.name))


@questions.command(
    help=_(
        "Say which levels of a background variable are no answers, such as «not given»: these and no "
        "others. They are no groups in tables. Without levels show them"
    )
)
@click.argument("variable")
@click.argument("levels", nargs=-1)
@click.option("--none", "no_level", is_flag=True, help=_("All levels are answers"))
@pass_command_context
def missing(context: CommandContext, variable: str, levels: tuple[str, ...], no_level: bool) -> None:
    """Tell answers from what is none."""
    from coder.store.unit_of_work import reading, writing
    from coder.text.safe import safe_line
    from coder.usecases.questions import set_missing_levels, variable_named

    if levels and no_level:
        raise click.UsageError(_("Name levels, or say --none."))
    engine = context.engine()
    if levels or no_level:
        coder = context.coder(engine)
        with writing(engine, coder_id=coder.id, operation="set_missing_levels") as work:
            set_missing_levels(work, variable, levels)
    with reading(engine) as snapshot:
        for level in variable_named(snapshot, variable).levels:
            if level.missing:
                click.echo(safe_line(level.name))


def _asked_if(written: str) -> tuple[str, list[str]] | None:
    if not written.strip():
        return None
    variable, sign, names = written.partition("=")
    if not sign:
        raise click.BadParameter(_("Write VARIABLE=LEVEL, several levels with commas between."))
    return variable, [name.strip() for name in names.split(",")]


def _approved(approved: ApprovedCoding | None) -> str:
    if approved is None:
        return ""
    return _("changed since") if approved.is_changed else _("yes")


def _as_json(found: QuestionNumbers) -> dict[str, Any]:
    question, numbers = found.question, found.numbers
    return {
        "key": question.key,
        "text": question.text,
        "answers": numbers.answers,
        "done": numbers.settled,
        "settled": numbers.settled,
        "unsettled": numbers.unsettled,
        "codings": numbers.codings,
        "codes": numbers.codes,
        "coders": len(numbers.coders),
        "coder_names": list(numbers.coders),
        "coverage": {"coded": numbers.coded, "sentences": numbers.sentences, "placed": numbers.placed},
        "revisit_open": found.revisit_open,
        "approved": approved_as_json(found.approved),
        "lead": numbers.lead,
        "unit": question.unit,
        "quantify": question.quantify,
        "counts": question.counts,
        "order": question.reading_order,
        "shared": question.shared,
        "suggestions": question.suggest.replace("_", "-"),
        "hidden_percent": question.hidden_percent,
    }
