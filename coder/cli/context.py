"""What every command knows: which project, which coder; and how it speaks."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import click

from coder.messages import _

if TYPE_CHECKING:
    from coder.store.coders import Coder
    from coder.store.engine import Engine

DEFAULT_PROJECT = "coder.sqlite"


@dataclass(frozen=True)
class CommandContext:
    """The project and the coder named on the command line."""

    target: str
    """A SQLite file or a database URL."""
    called: str
    """What the person at the keyboard is called; a server may know better."""
    is_named: bool = True
    """Whether somebody said so, or it is the system's name for the person."""
    is_plain: bool = False
    """Whether the workbench is to be a talk in plain lines."""

    @cached_property
    def coder_name(self) -> str:
        """The coder at the keyboard: on a server that knows its users as coders, the one it knows."""
        from coder.store.engine import is_url, project_engine
        from coder.store.members import name_here

        if not is_url(self.target):
            return self.called
        engine = project_engine(self.target)
        try:
            return name_here(engine, self.called, is_named=self.is_named)
        finally:
            engine.dispose()

    def engine(self) -> Engine:
        """Connect to the project; NoProjectError if there is none."""
        from coder.store.project import open_project

        engine = _let_go_afterwards(open_project(self.target))
        self.warn_of_place()
        _remind_of_last_day(engine)
        return engine

    def engine_made_if_missing(self) -> Engine:
        """Connect to the project, made first if there is none."""
        from coder.usecases.project.making import open_or_create

        self.warn_of_place()
        return _let_go_afterwards(open_or_create(self.target))

    def warn_of_place(self) -> None:
        """Say what may happen to the project where it lies, if there is reason to."""
        from coder.usecases.project.place import place_warning

        told = place_warning(self.target)
        if told:
            say(told)

    def coder(self, engine: Engine) -> Coder:
        """Return the coder at the keyboard, made if new."""
        from coder.store.coders import present_coder

        return present_coder(engine, self.coder_name)

    def refuse_while_blind(self, engine: Engine, question: str) -> None:
        """Refuse what shows others' codes while the coder at the keyboard codes the question blind."""
        from coder.store.unit_of_work import reading
        from coder.usecases.second_coder.blindness import refuse_while_blind

        with reading(engine) as work:
            refuse_while_blind(work, question, self.coder_name)


def _let_go_afterwards(engine: Engine) -> Engine:
    """Close the project when the command ends, so that nothing of it stays open or behind."""
    click.get_current_context().call_on_close(engine.dispose)
    return engine


def _remind_of_last_day(engine: Engine) -> None:
    """Say how long the answers may still be kept, near the last day and after it."""
    from datetime import datetime

    from coder.store.project import keeping_of
    from coder.store.unit_of_work import reading

    with reading(engine) as work:
        told = keeping_of(work).reminder(datetime.now().astimezone().date())
    if told:
        say(told)


pass_command_context = click.make_pass_decorator(CommandContext)


def print_json(value: Any) -> None:
    """Print a value as JSON on stdout, as UTF-8 text in which nothing commands a terminal."""
    import json

    from coder.text.safe import safe_json

    click.echo(safe_json(json.dumps(value, ensure_ascii=False, indent=2)))


def say(message: str) -> None:
    """Tell something on stderr; text from outside is shown safely."""
    from coder.text.safe import safe

    click.echo(safe(message), err=True)


def print_columns(header: Sequence[str], rows: Sequence[Mapping[str, Any] | Sequence[Any]]) -> None:
    """Print rows in aligned columns on stdout: numbers to the right, text shown safely, and that none is."""
    from coder.text.columns import aligned_columns

    for line in aligned_columns(
        header, [list(r.values()) if isinstance(r, Mapping) else list(r) for r in rows]
    ):
        click.echo(line)
    if not rows:
        say(_("There are none."))


def on_terminal() -> bool:
    """Tell whether a person is at both ends: reads the screen and types."""
    return sys.stdin.isatty() and sys.stdout.isatty()
