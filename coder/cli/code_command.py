"""`coder code`, and `coder` alone: the workbench."""

from __future__ import annotations

import gc
import io
import os
import stat
import sys
from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from coder.cli.context import CommandContext, on_terminal, pass_command_context
from coder.domain.errors import EnvironmentFailedError, WrongUseError
from coder.messages import _, ngettext

_NO = ("0", "false", "no")
"""What after a variable means that plain lines are not wanted, whatever a settings file says."""


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
@click.option("--plain", is_flag=True, help=_("The workbench as plain lines, for screen readers"))
@pass_command_context
def code(context: CommandContext, question: str | None, wave: str | None, plain: bool) -> None:
    """Open the workbench on a question, or on the list of questions."""
    open_workbench(replace(context, is_plain=context.is_plain or plain), question, wave)


def open_workbench(context: CommandContext, question: str | None, wave: str | None = None) -> None:
    """Run the screens, or the talk in plain lines, until the user leaves; then everything is on disk.

    Raises:
        NoTerminalError: If there is no one to look at them.
        NoProjectError: If a question is named and there is no project.
        CoderError: Whatever made the workbench close.
    """
    if wants_plain(context):
        open_plain(context, question, wave)
        return
    # Textual draws on stderr.
    if not (on_terminal() and sys.stderr.isatty()):
        raise NoTerminalError
    is_there = _is_there(context.target)
    if not is_there and question is not None:
        from coder.store.project_file import NoProjectError

        raise NoProjectError(context.target)
    _ask_for_passphrase(context.target)
    # Read when textual is imported; at its own 60 a letter takes a third longer to show what it finds.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    # Nothing made while starting is let go of soon, and looking for it takes a tenth of the time.
    gc.disable()
    from coder.config import read_config
    from coder.tui.app import WorkbenchApp
    from coder.tui.window import when_window_closes
    from coder.usecases.session import Session

    session = Session(context.target, context.called, is_named=context.is_named)
    config = read_config()
    if config.by_meaning:
        from coder.usecases.suggesting.meanings import what_is_missing

        config = replace(config, problems=(*config.problems, *what_is_missing()))
    app = WorkbenchApp(
        session, question, wave, config, is_first_run=not is_there, suggests=True, place="terminal"
    )
    when_window_closes(partial(app.call_later, app.exit))
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


def wants_plain(context: CommandContext) -> bool:
    """Tell whether the workbench is to be a talk in plain lines: asked for, or since screens cannot be.

    Asked for are ``--plain``, ``CODER_PLAIN``, ``ACCESSIBLE`` (as other programs have it) and the setting
    ``plain``, in this order. A terminal that can only write lines gets them unasked, and so does a pipe.
    """
    if context.is_plain:
        return True
    for variable in ("CODER_PLAIN", "ACCESSIBLE"):
        if written := os.environ.get(variable, ""):
            return written not in _NO
    from coder.config import read_config

    if read_config().plain:
        return True
    has_screen = on_terminal() and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    return not has_screen and _has_lines_to_read()


def open_plain(context: CommandContext, question: str | None, wave: str | None) -> None:
    """Talk the workbench through in plain lines.

    Raises:
        NoProjectError: If there is no project.
        CoderError: Whatever made it close.
    """
    from coder.plain.talk import Talk
    from coder.plain.workbench import talk_through
    from coder.store.project_file import NoProjectError
    from coder.usecases.session import Session

    if not _is_there(context.target):
        raise NoProjectError(context.target)
    _ask_for_passphrase(context.target)
    session = Session(context.target, context.called, is_named=context.is_named)
    # What this terminal has no signs for is replaced, since half a sentence is worse than a question mark.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        talk_through(session, Talk(sys.stdin, sys.stdout), question, wave)
    finally:
        unsent = session.close()
    if unsent:
        raise UnsentActsError(unsent)


def _has_lines_to_read() -> bool:
    """Tell whether lines come from a terminal, a pipe or a file, and not from nowhere."""
    try:
        if sys.stdin.isatty():
            return True
        mode = os.fstat(sys.stdin.fileno()).st_mode
    except (OSError, ValueError, AttributeError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISREG(mode)


def _ask_for_passphrase(target: str) -> None:
    """Ask for the passphrase of an encrypted project, while the terminal is not the screens' yet."""
    if "://" in target or not Path(target).exists():
        return
    from coder.store.cipher import is_encrypted, opened

    if is_encrypted(Path(target)):
        opened(Path(target)).close()


def _is_there(target: str) -> bool:
    """Tell at once whether there is a file; anything else is found out behind the first screen."""
    return "://" in target or Path(target).exists()
