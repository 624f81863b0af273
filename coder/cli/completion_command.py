"""`coder completion`: what a shell reads to complete commands, options and the project's own names."""

from __future__ import annotations

import click

from coder.cli.completion import SHELLS, completion_script
from coder.messages import _


@click.command(help=_("Write what a shell reads to complete commands, questions and codes"))
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    """Print the shell's script; docs/install.md says where each shell looks for it."""
    click.echo(completion_script(shell), nl=False)
