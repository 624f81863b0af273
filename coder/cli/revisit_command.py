"""`coder revisit`: the answers to read again for codes that came after they were done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from coder.cli.context import CommandContext, pass_command_context, print_columns, print_json, say
from coder.messages import _, ngettext

if TYPE_CHECKING:
    from coder.usecases.revisit.list import ListedAnswer, ListedCode


@click.command(
    help=_("Answers done before a code was there, or meant what it means now; the likeliest first")
)
@click.argument("question")
@click.option("--code", metavar="CODE", help=_("Only those to be read for this code"))
@click.option("--mine", is_flag=True, help=_("Of your own work; otherwise of the coding that counts"))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@pass_command_context
def revisit(context: CommandContext, question: str, code: str | None, mine: bool, as_json: bool) -> None:
    """List answers to read again."""
    from coder.store.questions import question_named
    from coder.store.unit_of_work import reading
    from coder.tables.note import closed_in_words
    from coder.usecases.revisit.list import revisit_list
    from coder.usecases.revisit.ranking import ranking_of
    from coder.usecases.revisit.reading_again import revisit_standing

    engine = context.engine()
    context.refuse_while_blind(engine, question)
    coder_id = context.coder(engine).id if mine else None
    with reading(engine) as work:
        ranking = ranking_of(work, question, context.coder_name)
        found = revisit_list(work, question, coder_id=coder_id, code=code, ranking=ranking)
        standing = revisit_standing(work, question_named(work, question).id)
    if as_json:
        print_json([_as_json(each) for each in found])
        return
    if found:
        print_columns([_("respondent"), _("wave"), _("codes")], [_row(each) for each in found])
    told = ngettext("{n} answer to read again.", "{n} answers to read again.", len(found))
    say(told.format(n=len(found)))
    if standing.rounds:
        say(closed_in_words(standing.bounds))


def _as_json(answer: ListedAnswer) -> dict[str, Any]:
    return {
        "respondent_id": answer.respondent_id,
        "wave": answer.wave or None,
        "codes": [
            {
                "path": code.path,
                "score": None if code.score is None else round(code.score, 4),
                "reason": code.reason,
            }
            for code in answer.codes
        ],
    }


def _row(answer: ListedAnswer) -> list[str]:
    return [answer.respondent_id, answer.wave, ", ".join(_told(code) for code in answer.codes)]


def _told(code: ListedCode) -> str:
    reasons = {
        "new": _("new"),
        "wider": _("means more now"),
        "narrower": _("means less now"),
        "split": _("part of a split code"),
        "merged": _("has taken up another code"),
    }
    return f"{code.path} ({reasons[code.reason]})"
