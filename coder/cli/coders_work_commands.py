"""`coder coders progress` and `coder coders time`: how far everybody is; how long oneself has worked."""

from __future__ import annotations

import dataclasses

import click

from coder.cli.context import CommandContext, pass_command_context, print_columns, print_json, say
from coder.messages import _


@click.command(help=_("How far each coder has come with each question"))
@click.argument("question", required=False)
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@pass_command_context
def progress(context: CommandContext, question: str | None, as_json: bool) -> None:
    """Count what everybody has done."""
    from coder.store.coder_progress import coder_progress
    from coder.store.questions import all_questions, question_named
    from coder.store.unit_of_work import reading

    with reading(context.engine()) as work:
        asked = all_questions(work) if question is None else [question_named(work, question)]
        found = [one for each in asked for one in coder_progress(work, each)]
    if as_json:
        print_json([dataclasses.asdict(each) for each in found])
        return
    print_columns(
        [
            _("Question"),
            _("Coder"),
            _("Dealt"),
            _("Done"),
            _("Begun"),
            _("Counted"),
            _("Flags"),
            _("Notes that wait"),
        ],
        [list(dataclasses.astuple(each)) for each in found],
    )


@click.command(
    "time",
    help=_(
        "How long you have worked on each question, day by day, on this machine. Only you can see it: it is "
        "in no project and no export"
    ),
)
@click.option("--forget", is_flag=True, help=_("Forget all of it, of this project"))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@pass_command_context
def own_time(context: CommandContext, forget: bool, as_json: bool) -> None:
    """Show the time spent by who asks, or forget it."""
    from coder.store.coders import find_coder
    from coder.store.project import project_of
    from coder.store.unit_of_work import reading
    from coder.text.durations import written_duration
    from coder.usecases.questions import question_keys
    from coder.usecases.team.time_spent import Worker, forget_time, time_spent

    with reading(context.engine()) as work:
        coder = find_coder(work, context.coder_name)
        keys, uid = question_keys(work), project_of(work).uid
    worker = None if coder is None else Worker(uid, coder.uid)
    if forget:
        if worker is not None:
            forget_time(worker, keys)
        say(_("Forgotten."))
        return
    days = [] if worker is None else time_spent(worker, keys)
    if as_json:
        print_json(
            [{"question": each.question, "day": each.day, "seconds": round(each.seconds)} for each in days]
        )
        return
    print_columns(
        [_("Question"), _("Day"), _("Time")],
        [[each.question, each.day, written_duration(each.seconds)] for each in days],
    )
