"""`coder project copy`: the whole project to another place, between files and servers."""

from __future__ import annotations

from dataclasses import replace

import click

from coder.cli.context import CommandContext, pass_command_context, print_json, say
from coder.messages import _, ngettext


@click.command(
    help=_(
        "Copy a whole project, history included, from a file to a server, back, or to another of the same "
        "kind. With one place named, the other is --project; the copy goes where there is no project yet."
    )
)
@click.argument("first", metavar="[FROM]")
@click.argument("second", metavar="TO", required=False)
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@pass_command_context
def copy(context: CommandContext, first: str, second: str | None, *, as_json: bool) -> None:
    """Copy the project."""
    from coder.cli.progress import progress_bar
    from coder.domain.address import without_password
    from coder.usecases.project.copying import copy_project, which_way

    source, target = (first, second) if second is not None else which_way(first, context.target)
    original = replace(context, target=source)
    engine = original.engine()
    replace(context, target=target).warn_of_place()
    coder_id = original.coder(engine).id
    with progress_bar(_("Copying"), _("Reading …")) as progress:
        made = copy_project(engine, target, coder_id, progress)
    shown = {"from": without_password(source), "to": without_password(target)}
    if as_json:
        print_json(shown | {"entry": made.entry, "roles": made.roles})
        return
    said = _("Copied «{source}» to «{target}» as of entry {entry}; every row was read again and compared.")
    say(said.format(source=shown["from"], target=shown["to"], entry=made.entry))
    if made.roles:
        said = ngettext(
            "{n} role came along, without a login on the server: coder coders grant NAME ROLE --login LOGIN",
            "{n} roles came along, without logins on the server: coder coders grant NAME ROLE --login LOGIN",
            made.roles,
        )
        say(said.format(n=made.roles))
    say(_("The original stays as it is. Whoever codes on in it codes in another project than the copy."))
