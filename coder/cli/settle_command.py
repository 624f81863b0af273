"""`coder settle`: differences between coders settled by a rule, or answer by answer."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from coder.cli.context import CommandContext, pass_command_context, print_json, say
from coder.cli.settle_asked import Ways, Which, check
from coder.cli.settle_talk import offer_to_carry, tell_left, tell_plan, tell_standing
from coder.domain.errors import WrongUseError
from coder.domain.settled_codes import MAJORITY, Rule
from coder.messages import _, ngettext

if TYPE_CHECKING:
    from coder.store.coders import Coder
    from coder.store.engine import Engine
    from coder.usecases.agreement.desk import AgreementDesk
    from coder.usecases.agreement.settle import How, SettlePlan

SOME_ARE_LEFT = 1
"""Exit status of a trial run that leaves answers."""


class NothingToSettleError(WrongUseError):
    """No answer is so."""

    def __init__(self) -> None:
        super().__init__(_("No difference is so: nothing was settled. See: coder disagreements"))


@click.command(
    help=_(
        "Settle what coders coded differently: all that waits, a group, or one answer; each call is one act "
        "that «coder undo» takes back. What coders gave stays. Answers coded alike settle themselves."
    )
)
@click.argument("question")
@click.option("--take", metavar="CODER", help=_("Take this coder's codes"))
@click.option("--union", is_flag=True, help=_("All codes that anybody gave"))
@click.option("--intersection", is_flag=True, help=_("The codes that all gave"))
@click.option(
    "--codes", multiple=True, metavar="CODE", help=_("This code; may be given several times; of one answer")
)
@click.option("--nothing", is_flag=True, help=_("No code applies; of one answer"))
@click.option("--vote", is_flag=True, help=_("The majority's codes; even votes are left to a person"))
@click.option(
    "--threshold",
    type=click.FloatRange(0, 1, max_open=True),
    default=MAJORITY,
    show_default=True,
    help=_("With --vote: more than this share must have given a code"),
)
@click.option("--park", metavar="CODER", help=_("Leave one answer to this coder"))
@click.option("--answer", metavar="RESPONDENT", help=_("Only this respondent's answer, settled or not"))
@click.option("--wave", metavar="WAVE", help=_("With --answer: of this wave"))
@click.option(
    "--where-only", "only", metavar="CODE", help=_("Only answers that differ in nothing but this code")
)
@click.option(
    "--between", nargs=2, metavar="CODE CODE", help=_("Only where one gave the one and another the other")
)
@click.option("--round", "round_", metavar="N", help=_("Only answers of this round"))
@click.option("--note", metavar="TEXT", help=_("Your note on the answer; of one answer"))
@click.option("--dry-run", is_flag=True, help=_("Say what would be settled, and change nothing"))
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@pass_command_context
def settle(
    context: CommandContext,
    /,
    question: str,
    answer: str | None,
    wave: str | None,
    only: str | None,
    between: tuple[str, str] | None,
    round_: str | None,
    note: str | None,
    dry_run: bool,
    as_json: bool,
    **ways: object,
) -> None:
    """Settle differences."""
    asked = Ways(**ways)  # type: ignore[arg-type]
    which = Which(answer, wave, only, between)
    check(asked, which, note)
    from coder.cli.agreement_project import opened

    engine, coder = opened(context, question)
    desk = _desk(engine, question, coder, round_)
    if asked.rule is None:
        if not dry_run:
            _settle_equal(engine, coder, desk, as_json)
        tell_standing(_desk(engine, question, coder, round_), as_json=as_json)
        return
    # All that may be mistyped is looked up before anything is written.
    answer_ids = _named(engine, desk, which) if answer is not None else which.answer_ids(desk)
    if not answer_ids:
        raise NothingToSettleError
    if asked.park is not None:
        _park(engine, coder, desk, answer_ids[0], asked.park, note, dry_run=dry_run, as_json=as_json)
        return
    how = _how(desk, asked, asked.rule)
    if not dry_run:
        _settle_equal(engine, coder, desk, as_json)
    plan = _settle(engine, coder, desk, answer_ids, how, note, dry_run)
    tell_plan(desk, plan, dry_run=dry_run, as_json=as_json)
    if not as_json:
        left_over = _desk(engine, question, coder, round_)
        tell_left(left_over, is_settled=bool(plan.decided) and not dry_run)
        if which.is_group and not dry_run:
            offer_to_carry(desk, plan)
    if dry_run and plan.left:
        sys.exit(SOME_ARE_LEFT)


def _desk(engine: Engine, question: str, coder: Coder, round_: str | None) -> AgreementDesk:
    from coder.cli.agreement_project import desk_to_settle
    from coder.store.unit_of_work import reading

    with reading(engine) as work:
        return desk_to_settle(work, question, coder, round_)


def _settle_equal(engine: Engine, coder: Coder, desk: AgreementDesk, as_json: bool) -> None:
    from coder.store.unit_of_work import writing
    from coder.usecases.agreement.settle import SETTLE_EQUAL, settle_equal

    if not desk.equal_unsettled:
        return
    with writing(engine, coder_id=coder.id, operation=SETTLE_EQUAL) as work:
        new = settle_equal(work, desk.to_settle)
    if not as_json:
        said = ngettext("{n} answer coded alike is settled.", "{n} answers coded alike are settled.", new)
        say(said.format(n=new))


def _named(engine: Engine, desk: AgreementDesk, which: Which) -> list[int]:
    from coder.store.answers import find_answer
    from coder.store.unit_of_work import reading

    with reading(engine) as work:
        return [find_answer(work, desk.question.id, desk.question.key, which.answer or "", which.wave)]


def _how(desk: AgreementDesk, asked: Ways, rule: Rule) -> How:
    from coder.domain.codebook import find_code
    from coder.usecases.agreement.compared import compared_coder
    from coder.usecases.agreement.settle import How

    taken = None if asked.take is None else compared_coder(desk.to_settle, asked.take).id
    chosen = frozenset(find_code(desk.to_settle.codes, written).id for written in asked.codes)
    return How(rule, taken, chosen, asked.threshold)


def _settle(
    engine: Engine,
    coder: Coder,
    desk: AgreementDesk,
    answer_ids: Sequence[int],
    how: How,
    note: str | None,
    dry_run: bool,
) -> SettlePlan:
    from coder.store.notes import NotedOn
    from coder.store.unit_of_work import writing
    from coder.usecases.agreement.settle import SETTLE, planned, settle
    from coder.usecases.coding.notes import write_note

    if dry_run:
        return planned(desk.to_settle, answer_ids, how)
    with writing(engine, coder_id=coder.id, operation=SETTLE) as work:
        plan = settle(work, desk.to_settle, answer_ids, how)
        if note is not None:
            write_note(work, NotedOn.ANSWER, answer_ids[0], coder.id, note)
    return plan


def _park(
    engine: Engine,
    coder: Coder,
    desk: AgreementDesk,
    answer_id: int,
    name: str,
    note: str | None,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    from coder.store.coders import coder_named
    from coder.store.notes import NotedOn
    from coder.store.unit_of_work import reading, writing
    from coder.usecases.agreement.settle import PARK, NotComparedError, park
    from coder.usecases.coding.notes import write_note

    if answer_id not in desk.to_settle.by_id:
        raise NotComparedError
    with reading(engine) as snapshot:
        third = coder_named(snapshot, name)
    if not dry_run:
        with writing(engine, coder_id=coder.id, operation=PARK) as work:
            park(work, answer_id, coder.id, third.id)
            if note is not None:
                write_note(work, NotedOn.ANSWER, answer_id, coder.id, note)
    if as_json:
        print_json({"parked_for": third.name, "dry_run": dry_run})
    else:
        said = _("The answer would wait for {name}.") if dry_run else _("The answer waits for {name}.")
        say(said.format(name=third.name))
