"""`coder code`, and `coder` alone: the workbench."""

from __future__ import annotations

import gc
import os
import sys
from dataclasses import replace
from pathlib import Path

import click

from coder.cli.context import CommandContext, on_terminal, pass_command_context
from coder.domain.errors import EnvironmentFailedError, WrongUseError
from coder.messages import _, ngettext


class NoTerminalError(WrongUseError):
    """The screens need a terminal at both ends."""

    def __init__(self) -> None:
        super().__init__(
            _("The workbench needs a terminal. Without one, use: coder next, coder assign, coder done")
        )


class UnsentActsError(EnvironmentFailedError):
    """The workbench was left while the project could not be reached."""

    def __init__(self, unsent: int) -> None:
        told = ngettext(
            "{n} act was not saved: the project could not be reached.",
            "{n} acts were not saved: the project could not be reached.",
            unsent,
        )
        super().__init__(told.format(n=unsent))


@click.command(help=_("Open the coding screen"))
@click.argument("question", required=False)
@click.option("--wave", help=_("Only the answers of this wave"))
@pass_command_context
def code(context: CommandContext, question: str | None, wave: str | None) -> None:
    """Open the workbench on a question, or on the list of questions."""
    open_workbench(context, question, wave)


def open_workbench(context: CommandContext, question: str | None, wave: str | None = None) -> None:
    """Run the screens until the user leaves; everything handed in is on disk when this returns.

    Raises:
        NoTerminalError: If there is no one to look at them.
        NoProjectError: If a question is named and there is no project.
        CoderError: Whatever made the workbench close.
    """
    # Textual draws on stderr.
    if not (on_terminal() and sys.stderr.isatty()):
        raise NoTerminalError
    is_there = _is_there(context.target)
    if not is_there and question is not None:
        from coder.store.project_file import NoProjectError

        raise NoProjectError(context.target)
    if is_there and "://" not in context.target:
        from coder.store.cipher import is_encrypted, opened

        if is_encrypted(Path(context.target)):
            # Asked for here, while the terminal is not the screens' yet.
            opened(Path(context.target)).close()
    # Read when textual is imported; at its own 60 a letter takes a third longer to show what it finds.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    # Nothing made while starting is let go of soon, and looking for it takes a tenth of the time.
    gc.disable()
    from coder.config import read_config
    from coder.tui.app import WorkbenchApp
    from coder.usecases.session import Session

    session = Session(context.target, context.called, is_named=context.is_named)
    config = read_config()
    if config.by_meaning:
        from coder.usecases.meanings import what_is_missing

        config = replace(config, problems=(*config.problems, *what_is_missing()))
    app = WorkbenchApp(
        session, question, wave, config, is_first_run=not is_there, suggests=True, place="terminal"
    )
    try:
        app.run()
    finally:
        unsent = session.close()
    if unsent:
        raise UnsentActsError(unsent)
    for error in (app.failure, *app.unsaved.values()):
        if error is not None:
            raise error
    if app.return_code:
        sys.exit(app.return_code)
    if app.wants_demo:
        from coder.cli.demo_command import open_demo

        open_demo(context, with_screen=True)


def _is_there(target: str) -> bool:
    """Tell at once whether there is a file; anything else is found out behind the first screen."""
    return "://" in target or Path(target).exists()
