"""What a shell is told when somebody presses Tab: commands, options, and the project's own names."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
)

from coder.cli.context import DEFAULT_PROJECT
from coder.domain.errors import CoderError

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_CODER_COMPLETE"
"""The environment variable by which a shell's script asks; the library's own name for it."""
_SCRIPTS = Path(__file__).parent / "completion_scripts"
_KINDS = {
    "QUESTION": "question",
    "CODE": "code",
    "CODES": "code",
    "SOURCE": "row",
    "INTO": "row",
    "ROW": "row",
    "THEME": "row",
    "CODER": "coder",
    "LEAD": "coder",
    "VAR": "variable",
    "VARIABLE": "variable",
    "WAVE": "wave",
    "WAVES": "wave",
}
"""What the commands call a value, and what names the project has for it."""


def completion_script(shell: str) -> str:
    """Return what a shell must read to complete ``coder``; the shell is one of ``SHELLS``."""
    return (_SCRIPTS / f"coder.{shell}").read_text(encoding="utf-8")


def answer_shells() -> None:
    """Let the library answer shells in our way: any sign may stand in a name, names come from the project."""
    for each in (_Bash, _Zsh, _Fish):
        add_completion_class(each)


class _NameOfProject(click.ParamType[str]):
    """A value of which the project knows the names."""

    name = "text"

    def __init__(self, kind: str) -> None:
        self._kind = kind

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[Any]]:
        """Return the project's names that begin as typed, in capitals or not; none where none can be read."""
        from coder.usecases.project.names_to_complete import names_to_complete

        try:
            names = names_to_complete(_project(ctx), self._kind, _question(ctx))
        except (CoderError, OSError):
            return []
        typed = incomplete.casefold()
        return [CompletionItem(name, help=told) for name, told in names if name.casefold().startswith(typed)]


class _Taught(ShellComplete):
    """A line for each completion: kind, value, and what it is, with tabs between."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[Any]]:
        """Return what may stand where the cursor is."""
        group = self.cli
        if isinstance(group, click.Group):
            context = click.Context(group)
            for name in args:
                _teach(group.get_command(context, name), context)
        for param in group.params:
            if param.name == "target":
                param.type = click.Path()
            elif param.name == "coder_name":
                param.type = _NameOfProject("coder")
        return super().get_completions(args, incomplete)

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """Write one completion as the scripts of ``completion_scripts`` read it."""
        return "\t".join([item.type, item.value, " ".join((item.help or "").split())])


class _Bash(_Taught, BashComplete):
    """Bash."""


class _Zsh(_Taught, ZshComplete):
    """The Z shell."""


class _Fish(_Taught, FishComplete):
    """Fish."""


def _teach(command: click.Command | None, context: click.Context) -> None:
    """Give every value of a command that has names in the project a type that knows them."""
    if command is None:
        return
    for param in command.params:
        kind = _KINDS.get(_called(param))
        if kind is not None and isinstance(param.type, click.types.StringParamType):
            param.type = _NameOfProject(kind)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            _teach(command.get_command(context, name), context)


def _called(param: click.Parameter) -> str:
    """Return what a command calls a value: ``CODE`` for «CODE…» too; an option by itself where it says so."""
    if "--into" in param.opts:
        return "INTO"
    return (param.metavar or param.name or "").upper().split()[0].rstrip("…")


def _project(ctx: click.Context) -> str:
    return ctx.find_root().params.get("target") or DEFAULT_PROJECT


def _question(ctx: click.Context) -> str | None:
    """Return the question that is named already, here or before a subcommand."""
    within: click.Context | None = ctx
    while within is not None:
        if within.params.get("question"):
            return str(within.params["question"])
        within = within.parent
    return None
