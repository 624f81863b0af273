"""`coder notes` and `coder flags`: what coders wrote beside answers and codes, and mean to come back to."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from coder.cli.context import CommandContext, pass_command_context, print_columns, print_json, say
from coder.messages import _, ngettext

if TYPE_CHECKING:
    from coder.store.flags import ListedFlag
    from coder.store.notes import ListedNote

SHOWN_LETTERS = 60
"""Of a note in the listing; --json has all of it."""


@click.command(
    help=_(
        "Notes on questions, codes and answers; with RESPONDENT those on one answer. With --write, your own "
        "note on that answer; others answer it with theirs"
    )
)
@click.argument("question", required=False)
@click.argument("respondent", required=False)
@click.option("--wave", help=_("Which wave, where a respondent has several"))
@click.option("--waiting", is_flag=True, help=_("Only notes that wait for somebody"))
@click.option(
    "--write", "text", metavar="TEXT", help=_("Write your note; - reads standard input, empty takes it away")
)
@click.option("--waits", is_flag=True, help=_("Let your note wait until somebody has dealt with it"))
@click.option("--dealt-with", is_flag=True, help=_("Let no note on the answer wait any longer"))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@pass_command_context
def notes(
    context: CommandContext,
    question: str | None,
    respondent: str | None,
    wave: str | None,
    waiting: bool,
    text: str | None,
    waits: bool,
    dealt_with: bool,
    as_json: bool,
) -> None:
    """List notes, or write one."""
    is_writing = text is not None or dealt_with
    if waits and text is None:
        raise click.UsageError(_("--waits goes with --write."))
    if waits and dealt_with:
        raise click.UsageError(_("A note waits, or is dealt with: not both."))
    if is_writing:
        if question is None or respondent is None:
            raise click.UsageError(_("Name the question and the respondent whose answer it is about."))
        _write(context, question, respondent, wave, text, waits, dealt_with)
        return
    _list(context, question, respondent, wave, waiting=waiting, as_json=as_json)


def _list(
    context: CommandContext,
    question: str | None,
    respondent: str | None,
    wave: str | None,
    *,
    waiting: bool,
    as_json: bool,
) -> None:
    from coder.store.answers import find_answer
    from coder.store.questions import question_named
    from coder.store.unit_of_work import reading
    from coder.usecases.coding.notes import listed_notes

    with reading(context.engine()) as work:
        answer_id = None
        if question is not None and respondent is not None:
            asked = question_named(work, question)
            answer_id = find_answer(work, asked.id, asked.key, respondent, wave)
        found, hidden = listed_notes(work, context.coder_name, question, answer_id, waiting=waiting)
    if as_json:
        print_json([_note_as_json(each) for each in found])
    else:
        print_columns(
            [_("Question"), _("On"), _("Wave"), _("Coder"), _("Waits"), _("Text")],
            [
                [
                    each.question,
                    each.respondent_id or each.code or _("the question"),
                    each.wave,
                    each.coder,
                    "?" if each.waits else "",
                    " ".join(each.text.split())[:SHOWN_LETTERS],
                ]
                for each in found
            ],
        )
    _say_hidden(hidden)


def _write(
    context: CommandContext,
    question: str,
    respondent: str,
    wave: str | None,
    text: str | None,
    waits: bool,
    dealt_with: bool,
) -> None:
    from coder.store.answers import find_answer
    from coder.store.notes import NotedOn
    from coder.store.questions import question_named
    from coder.store.unit_of_work import writing
    from coder.usecases.coding.notes import deal_with_notes, write_note

    if text == "-":
        text = sys.stdin.read()
    engine = context.engine()
    coder = context.coder(engine)
    operation = "deal_with_note" if dealt_with else "write_note"
    number = 0
    with writing(engine, coder_id=coder.id, operation=operation) as work:
        asked = question_named(work, question)
        answer_id = find_answer(work, asked.id, asked.key, respondent, wave)
        if text is not None:
            write_note(work, NotedOn.ANSWER, answer_id, coder.id, text, waits=waits or None)
        if dealt_with:
            number = deal_with_notes(work, answer_id, coder.id)
    if dealt_with:
        said = ngettext("{n} note waits no longer.", "{n} notes wait no longer.", number)
        say(said.format(n=number))


@click.command(help=_("Everybody's flags: answers that coders mean to come back to"))
@click.argument("question", required=False)
@click.option("--of", "coder", metavar="CODER", help=_("Only this coder's"))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@pass_command_context
def flags(context: CommandContext, question: str | None, coder: str | None, as_json: bool) -> None:
    """List flags."""
    from coder.store.coders import coder_named
    from coder.store.unit_of_work import reading
    from coder.usecases.coding.flags import listed_flags

    with reading(context.engine()) as work:
        found, hidden = listed_flags(work, context.coder_name, question)
        if coder is not None:
            name = coder_named(work, coder).name
            found = [each for each in found if each.coder == name]
    if as_json:
        print_json([_flag_as_json(each) for each in found])
    else:
        print_columns(
            [_("Question"), _("Respondent"), _("Wave"), _("Coder")],
            [[each.question, each.respondent_id, each.wave, each.coder] for each in found],
        )
    _say_hidden(hidden)


def _note_as_json(note: ListedNote) -> dict[str, Any]:
    return {
        "question": note.question,
        "on": note.on.value,
        "respondent_id": note.respondent_id or None,
        "wave": note.wave or None,
        "code": note.code or None,
        "coder": note.coder,
        "text": note.text,
        "waits": note.waits,
    }


def _flag_as_json(flag: ListedFlag) -> dict[str, Any]:
    return {
        "question": flag.question,
        "respondent_id": flag.respondent_id,
        "wave": flag.wave or None,
        "coder": flag.coder,
    }


def _say_hidden(hidden: int) -> None:
    if hidden:
        told = ngettext(
            "{n} of others on answers that you code blind is not shown.",
            "{n} of others on answers that you code blind are not shown.",
            hidden,
        )
        say(told.format(n=hidden))
