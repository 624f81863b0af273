"""`coder questions approve`: the coding of a question is approved as it stands, or that is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from coder.cli.context import CommandContext, pass_command_context, say
from coder.messages import _

if TYPE_CHECKING:
    from coder.usecases.team.approval import ApprovedCoding


@click.command(help=_("Approve the coding of a question as it stands; what changes afterwards is told"))
@click.argument("question")
@click.option("--withdraw", is_flag=True, help=_("Take the approval back, whoever gave it"))
@pass_command_context
def approve(context: CommandContext, question: str, withdraw: bool) -> None:
    """Approve a question's coding, saying what is left to do."""
    from coder.store.unit_of_work import reading, writing
    from coder.usecases.team import approval

    engine = context.engine()
    coder = context.coder(engine)
    if withdraw:
        with writing(engine, coder_id=coder.id, operation=approval.WITHDRAW) as work:
            approval.withdraw_approval(work, question)
        say(_("The coding of «{question}» is not approved any more.").format(question=question))
        return
    with reading(engine) as snapshot:
        outlook = approval.approval_outlook(snapshot, question)
    with writing(engine, coder_id=coder.id, operation=approval.APPROVE) as work:
        number = approval.approve(work, question, coder.id)
    said = _("The coding of «{question}» is approved as of entry {entry}.")
    say(said.format(question=question, entry=number))
    for sentence in outlook.in_words():
        say(sentence)


def approved_as_json(approved: ApprovedCoding | None) -> dict[str, Any] | None:
    """Return an approval for programs; None where there is none."""
    if approved is None:
        return None
    return {
        "by": approved.by,
        "entry": approved.entry,
        "at": approved.at,
        "changed_since": approved.is_changed,
    }
