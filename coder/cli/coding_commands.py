"""`coder next`, `assign`, `unassign`, `done`, `deal`: coding without a screen."""

from __future__ import annotations

import sys
from functools import partial
from typing import TYPE_CHECKING, Any, TextIO

import click

from coder.cli.batch_lines import batch_lines
from coder.cli.context import CommandContext, pass_command_context, print_json, say
from coder.domain.errors import CoderError
from coder.messages import _, ngettext

if TYPE_CHECKING:
    from coder.domain.question import Question
    from coder.store.coders import Coder
    from coder.store.unit_of_work import Reading, Writing
    from coder.usecases.coding.reading import AnswerView
    from coder.usecases.second_coder.blindness import Blindness
    from coder.usecases.team.handing_out import HandedOut

BATCH_PATIENCE = 30.0
"""Seconds ``--batch`` tries one line again while the project cannot be reached."""

_question = click.argument("question")
_wave = click.option("--wave", help=_("The wave, where the respondent answered in several"))


@click.command(help=_("The next answer to code"))
@_question
@_wave
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@pass_command_context
def next_answer(context: CommandContext, question: str, wave: str | None, as_json: bool) -> None:
    """Show this coder's next answer, and see that others are shown another."""
    from coder.store.unit_of_work import reading
    from coder.usecases.coding.reading import answer_view
    from coder.usecases.second_coder.blindness import blindness_of
    from coder.usecases.team.handing_out import hand_out

    engine = context.engine()
    person = context.coder(engine)
    with reading(engine) as work:
        _check_wave(work, wave)
    handed = hand_out(engine, question, person, wave)
    asked, coder = handed.question, handed.coder
    with reading(engine) as work:
        if handed.answer_id is None:
            _say_nothing_left(as_json, blindness_of(work, asked.id, person.id), handed)
            return
        view = answer_view(work, handed.answer_id, coder.id)
        paths = _paths(work, asked)
        suggestions = _suggestions(work, asked, coder, view) if as_json else []
    answer = view.answer
    codes = [paths[coding.code_id] for coding in view.codings]
    if as_json:
        print_json(
            {
                "respondent_id": answer.respondent_id,
                "wave": answer.wave or None,
                "text": answer.text,
                "background": answer.background,
                "codes": codes,
                "suggestions": suggestions,
            }
        )
        return
    _print_answer(answer, codes)


@click.command(
    help=_("Set codes on a respondent's answer; with --batch one pair a line, acknowledged line by line")
)
@_question
@click.argument("respondent", required=False)
@click.argument("codes", nargs=-1)
@_wave
@click.option(
    "--batch",
    type=click.File("r", encoding="utf-8", errors="surrogateescape"),
    help=_("Lines of RESPONDENT, tab, CODE; - for standard input"),
)
@pass_command_context
def assign(
    context: CommandContext,
    question: str,
    respondent: str | None,
    codes: tuple[str, ...],
    wave: str | None,
    batch: TextIO | None,
) -> None:
    """Set codes."""
    if batch is not None:
        _assign_batch(context, question, wave, batch)
        return
    changed = _change_codes(context, question, respondent, codes, wave, operation="set_code")
    listed = ", ".join(f"«{path}»" for path, _is_changed in changed)
    say(_("Set on {respondent}: {codes}.").format(respondent=respondent, codes=listed))


@click.command(help=_("Remove codes from a respondent's answer"))
@_question
@click.argument("respondent")
@click.argument("codes", nargs=-1, required=True)
@_wave
@pass_command_context
def unassign(
    context: CommandContext, question: str, respondent: str, codes: tuple[str, ...], wave: str | None
) -> None:
    """Remove codes."""
    changed = _change_codes(context, question, respondent, codes, wave, operation="remove_code")
    for said, paths in (
        (_("Removed from {respondent}: {codes}."), [path for path, was_set in changed if was_set]),
        (_("Not set on {respondent} by you: {codes}."), [path for path, was_set in changed if not was_set]),
    ):
        if paths:
            listed = ", ".join(f"«{path}»" for path in paths)
            say(said.format(respondent=respondent, codes=listed))


@click.command(help=_("Mark a respondent's answer done; with no codes that says: nothing applies"))
@_question
@click.argument("respondent")
@_wave
@click.option("--reopen", is_flag=True, help=_("Take back that it is done"))
@pass_command_context
def done(context: CommandContext, question: str, respondent: str, wave: str | None, reopen: bool) -> None:
    """Mark an answer done."""
    from coder.store.answers import find_answer
    from coder.store.questions import question_named
    from coder.store.unit_of_work import writing
    from coder.usecases.coding import setting as coding
    from coder.usecases.second_coder.samples import acting_coder

    engine = context.engine()
    coder = context.coder(engine)
    operation = "reopen" if reopen else "mark_done"
    with writing(engine, coder_id=coder.id, operation=operation) as work:
        asked = question_named(work, question)
        _check_wave(work, wave)
        answer_id = find_answer(work, asked.id, asked.key, respondent, wave)
        acting = acting_coder(work, asked.id, coder, answer_id)
        if reopen:
            coding.reopen(work, answer_id, acting.id)
        else:
            coding.mark_done(work, answer_id, acting.id)


@click.command(help=_("Deal answers into piles, at random; those begun or dealt before stay"))
@_question
@click.option("--to", "names", multiple=True, metavar="CODER", help=_("Who gets a pile"))
@click.option("--again", is_flag=True, help=_("Deal anew what nobody has begun"))
@click.option(
    "--shared",
    "is_shared",
    is_flag=True,
    help=_("Give what nobody has begun to a pile that all share; next hands each coder different answers"),
)
@_wave
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@pass_command_context
def deal(
    context: CommandContext,
    question: str,
    names: tuple[str, ...],
    again: bool,
    is_shared: bool,
    wave: str | None,
    as_json: bool,
) -> None:
    """Deal answers."""
    if is_shared == bool(names) or (is_shared and again):
        raise click.UsageError(_("Say who gets a pile with --to, or --shared and nobody."))
    if is_shared:
        _share(context, question, wave, as_json)
        return
    from coder.store.coders import present_coder
    from coder.store.questions import question_named
    from coder.store.unit_of_work import reading, writing
    from coder.usecases.team.deal import deal as deal_answers

    engine = context.engine()
    with reading(engine) as snapshot:
        _check_wave(snapshot, wave)
        question_named(snapshot, question)
    coder = context.coder(engine)
    for name in names:
        # Each in an entry of its own, so that dealing can be undone when they have begun elsewhere.
        present_coder(engine, name)
    with writing(engine, coder_id=coder.id, operation="deal") as work:
        counts = deal_answers(work, question_named(work, question), names, wave=wave, again=again)
    if as_json:
        print_json(counts)
        return
    if not any(counts.values()):
        say(_("Nothing was dealt: every answer was begun or dealt before. With --again those not begun are."))
    for name, count in counts.items():
        click.echo(f"{name}\t{count}")


def _share(context: CommandContext, question: str, wave: str | None, as_json: bool) -> None:
    from coder.store.questions import question_named
    from coder.store.unit_of_work import writing
    from coder.usecases.team.deal import share

    engine = context.engine()
    coder = context.coder(engine)
    with writing(engine, coder_id=coder.id, operation="deal") as work:
        _check_wave(work, wave)
        given_back = share(work, question_named(work, question), wave=wave)
    if as_json:
        print_json({"shared": given_back})
        return
    told = ngettext(
        "{n} answer was given back to the shared pile of «{question}».",
        "{n} answers were given back to the shared pile of «{question}».",
        given_back,
    )
    say(told.format(n=given_back, question=question))


def _change_codes(
    context: CommandContext,
    question: str,
    respondent: str | None,
    codes: tuple[str, ...],
    wave: str | None,
    operation: str,
) -> list[tuple[str, bool]]:
    from coder.store.questions import question_named
    from coder.store.unit_of_work import writing

    if respondent is None or not codes:
        raise click.UsageError(_("Name a respondent and at least one code."))
    engine = context.engine()
    coder = context.coder(engine)
    with writing(engine, coder_id=coder.id, operation=operation) as work:
        return _change(work, question_named(work, question), respondent, codes, wave, coder)


def _change(
    work: Writing, asked: Question, respondent: str, codes: tuple[str, ...], wave: str | None, coder: Coder
) -> list[tuple[str, bool]]:
    """Set or remove codes, as the operation says; return their paths, and which were changed."""
    from coder.domain.codebook import find_code
    from coder.store.answers import find_answer
    from coder.store.codes import codes_of
    from coder.usecases.coding.setting import remove_code, set_code
    from coder.usecases.second_coder.samples import acting_coder

    _check_wave(work, wave)
    answer_id = find_answer(work, asked.id, asked.key, respondent, wave)
    coder_id = acting_coder(work, asked.id, coder, answer_id).id
    known = codes_of(work, asked.codebook_id)
    changed = []
    for code in [find_code(known, written) for written in codes]:
        is_changed = True
        if work.operation == "remove_code":
            is_changed = remove_code(work, answer_id, code.id, coder_id)
        else:
            set_code(work, answer_id, code.id, coder_id)
        changed.append((code.written_path, is_changed))
    return changed


def _check_wave(work: Reading, wave: str | None) -> None:
    """Refuse a wave that there is not; otherwise it would look like one without answers."""
    from coder.store.waves import wave_named

    if wave is not None:
        wave_named(work, wave)


def _assign_batch(context: CommandContext, question: str, wave: str | None, batch: TextIO) -> None:
    """Set one code a line, each in an entry of its own; a line is repeated on stdout when it is on disk."""
    from coder.domain.identity import new_uid
    from coder.store.questions import question_named
    from coder.store.unit_of_work import entry_of, writing
    from coder.usecases.project.sending import patience, until_done

    engine = context.engine()
    coder = context.coder(engine)

    def set_one(respondent: str, code: str, uid: str, again: bool) -> None:
        with writing(engine, coder_id=coder.id, operation="set_code", uid=uid) as work:
            # The commit may have arrived although its answer did not.
            if not (again and entry_of(work, uid)):
                _change(work, question_named(work, question), respondent, (code,), wave, coder)

    failed: CoderError | None = None
    for respondent, code in batch_lines(batch):
        try:
            until_done(partial(set_one, respondent, code, new_uid()), patience(BATCH_PATIENCE))
        except CoderError as error:
            failed = error
            say(str(error))
            continue
        sys.stdout.write(f"{respondent}\t{code}\n")
        sys.stdout.flush()
    if failed is not None:
        sys.exit(failed.exit_code)


def _paths(work: Reading, asked: Question) -> dict[int, str]:
    from coder.store.codes import codes_of

    return {code.id: code.written_path for code in codes_of(work, asked.codebook_id)}


def _suggestions(work: Reading, asked: Question, coder: Coder, view: AnswerView) -> list[dict[str, Any]]:
    """Return what is suggested for an answer; nothing where suggestions are kept from the coder."""
    from coder.cli.suggest_command import suggestion_as_json
    from coder.domain.withholding import withheld_on
    from coder.usecases.second_coder.blindness import blindness_of
    from coder.usecases.suggesting.suggest import suggest_for_answer

    blindness = blindness_of(work, asked.id, coder.id)
    if withheld_on(asked, coder.uid, view.answer.uid, has_own_code=bool(view.codings)):
        return []
    if blindness is not None and blindness.hides_suggestions:
        return []
    ranked = suggest_for_answer(work, asked.key, coder.name, view.answer.id, most=9)
    return [suggestion_as_json(each) for each in ranked]


def _say_nothing_left(as_json: bool, blindness: Blindness | None, handed: HandedOut) -> None:
    if as_json:
        print_json(None)
    elif blindness is not None:
        said = _("Every answer of your sample is done. Close it: coder sample {question} --close {round}")
        say(said.format(question=handed.question.key, round=blindness.round))
    elif handed.is_left_to_others:
        say(_("Every answer is done or taken by another coder."))
    else:
        say(_("Every answer is done."))


def _print_answer(answer: Any, codes: list[str]) -> None:
    from coder.text.safe import safe, safe_line

    head = [answer.respondent_id, answer.wave, *answer.background.values()]
    click.echo("  ".join(safe_line(part) for part in head if part))
    click.echo()
    click.echo(safe(answer.text))
    if codes:
        click.echo()
    for code in codes:
        click.echo("● " + safe_line(code))
