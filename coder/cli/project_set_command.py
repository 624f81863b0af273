"""`coder project set`: on what ground and until when the answers may be kept."""

from __future__ import annotations

import click

from coder.cli.context import CommandContext, pass_command_context, say
from coder.domain.errors import WrongUseError
from coder.messages import _


class NothingToSetError(WrongUseError):
    """No option was given."""

    def __init__(self) -> None:
        super().__init__(_("Say what to set: --legal-basis, --reference or --retain-until."))


@click.command("set", help=_("On what ground the answers may be kept, and until when; empty takes it away"))
@click.option("--legal-basis", metavar="TEXT", help=_("Why they may be kept: consent, a law, an agreement"))
@click.option("--reference", metavar="TEXT", help=_("Where that is written down: a case number"))
@click.option("--retain-until", metavar="YYYY-MM-DD", help=_("The last day; reminded of from 30 days before"))
@pass_command_context
def set_project(
    context: CommandContext, *, legal_basis: str | None, reference: str | None, retain_until: str | None
) -> None:
    """Set what the project says of keeping its answers."""
    from coder.store.unit_of_work import writing
    from coder.usecases.project.keeping import SET_PROJECT, set_keeping

    given = {"legal_basis": legal_basis, "reference": reference, "retain_until": retain_until}
    if all(each is None for each in given.values()):
        raise NothingToSetError
    engine = context.engine()
    coder = context.coder(engine)
    with writing(engine, coder_id=coder.id, operation=SET_PROJECT) as work:
        set_keeping(work, **given)
    say(_("Saved. See: coder project info"))
