"""`coder demo`: the workbench on an invented survey, gone when it is left."""

from __future__ import annotations

from dataclasses import replace

import click

from coder.cli.context import CommandContext, on_terminal, pass_command_context, say
from coder.messages import _


@click.command(help=_("Try the workbench on an invented survey; the project is thrown away afterwards"))
@click.option("--no-screen", is_flag=True, help=_("Do not open the workbench; print the table"))
@pass_command_context
def demo(context: CommandContext, no_screen: bool) -> None:
    """Make the demo project and open it, or print its table."""
    open_demo(context, with_screen=not no_screen and (context.is_plain or on_terminal()))


def open_demo(context: CommandContext, *, with_screen: bool) -> None:
    """Make the demo project, and open the workbench on it or print its table; then it is gone."""
    from coder.usecases.project.demo import CODER, QUESTION, demo_project

    say(_("Making the demo project …"))
    with demo_project() as path:
        if not with_screen:
            _print_table(str(path), QUESTION)
            return
        from coder.cli.code_command import open_workbench

        open_workbench(replace(context, target=str(path), called=CODER), None)
    if context.is_plain:
        # Files are not chosen from a list there.
        say(_("The demo project is gone. Your own survey: coder import FILE"))
    else:
        say(_("The demo project is gone. Your own survey: go to its folder, and type coder"))


def _print_table(target: str, question: str) -> None:
    from coder.store.project import open_project
    from coder.tables.layout_text import as_text
    from coder.usecases.tables.frequency_table import frequency_table

    click.echo(as_text(frequency_table(open_project(target), question)), nl=False)
