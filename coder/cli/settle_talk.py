"""What `coder settle` says: what was settled, what that changes, what is left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coder.cli.context import print_json, say
from coder.messages import _, ngettext

if TYPE_CHECKING:
    from coder.usecases.agreement.desk import AgreementDesk
    from coder.usecases.agreement.settle import SettlePlan


def tell_plan(desk: AgreementDesk, plan: SettlePlan, *, dry_run: bool, as_json: bool) -> None:
    """Tell what was settled, or would be, and what that changes code by code."""
    from coder.text.safe import safe_line

    compared = desk.to_settle
    changes = {compared.path(code): by for code, by in plan.changes.most_common()}
    if as_json:
        print_json(
            {
                "settled": len(plan.decided),
                "left": len(plan.left),
                "changes": changes,
                "dry_run": dry_run,
            }
        )
        return
    n = len(plan.decided)
    if dry_run:
        said = ngettext("{n} answer would be settled.", "{n} answers would be settled.", n)
    else:
        said = ngettext("{n} answer settled.", "{n} answers settled.", n)
    say(said.format(n=n))
    if plan.left:
        said = ngettext(
            "{n} answer is left to a person: no majority, not done by this coder, or one code too many.",
            "{n} answers are left to a person: no majority, not done by this coder, or one code too many.",
            len(plan.left),
        )
        say(said.format(n=len(plan.left)))
    first = compared.coders[0].name
    for path, by in changes.items():
        click.echo(f"{by:+d}  {safe_line(path)}")
    if changes:
        say(_("So many more or fewer answers have the code than by {name} alone.").format(name=first))


def tell_standing(desk: AgreementDesk, *, as_json: bool) -> None:
    """Tell how far settling has come, where nothing was to be settled by a rule."""
    if as_json:
        print_json({"waiting": len(desk.waiting), "settled": desk.settled, "equal": desk.equal})
    else:
        tell_left(desk, is_settled=False)


def tell_left(desk: AgreementDesk, *, is_settled: bool) -> None:
    """Say what is left to settle; and where something was settled now, what tables count."""
    waiting = len(desk.waiting)
    said = ngettext("{n} difference is left.", "{n} differences are left.", waiting)
    say(said.format(n=waiting))
    if is_settled and desk.question.counts != "consensus":
        say(
            _(
                "Tables still count the responsible coder's coding. What the consensus changes: "
                "coder consensus {question}"
            ).format(question=desk.question.key)
        )


def offer_to_carry(desk: AgreementDesk, plan: SettlePlan) -> None:
    """Say how the code that a group was settled on is put forward for other answers."""
    more = [code for code, by in plan.changes.most_common(1) if by > 0]
    if more:
        said = _(
            "The same may hold for answers that only one has coded. To review the likeliest: "
            'coder consensus {question} --carry "{code}"'
        )
        say(said.format(question=desk.question.key, code=desk.to_settle.path(more[0])))
