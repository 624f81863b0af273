"""The commands as a page, from the commands themselves: python .ci/commands_page.py LANGUAGE.

Help texts are looked up while the command modules load, so each language is a process of its own.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterator
from html import escape
from pathlib import Path

import click

from coder.messages import set_language

EXAMPLES = Path(__file__).with_name("command_examples.toml")
WORDS = {
    "en": {"arguments": "Arguments", "options": "Options", "examples": "Examples"},
    "nb": {"arguments": "Argumenter", "options": "Valg", "examples": "Eksempler"},
}


def examples() -> dict[str, list[str]]:
    """Return the examples of each command, by its words: ``"codebook import"``."""
    read = tomllib.loads(EXAMPLES.read_text(encoding="utf-8"))
    return {name: list(lines) for name, lines in read.items()}


def walk(command: click.Command, context: click.Context) -> Iterator[tuple[click.Command, click.Context]]:
    """Yield a command and all below it, each with the context that knows its whole name."""
    yield command, context
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            if below is not None and not below.hidden:
                yield from walk(below, click.Context(below, info_name=name, parent=context))


def name_of(context: click.Context) -> str:
    """Return a command's own words, ``"codebook import"``: neither the program's nor a group's arguments."""
    names = []
    at: click.Context | None = context
    while at is not None and at.parent is not None:
        names.append(at.info_name or "")
        at = at.parent
    return " ".join(reversed(names))


def section(command: click.Command, context: click.Context, words: dict[str, str]) -> str:
    """Return the Markdown of one command."""
    path = context.command_path
    own = name_of(context)
    usage = " ".join([path, *command.collect_usage_pieces(context)])
    parts = [f"{'##' if path.count(' ') < 2 else '###'} {path} {{: #{'-'.join(['coder', *own.split()])} }}"]
    if command.help:
        parts.append("\n\n".join(f"<p>{escape(each)}</p>" for each in command.help.split("\n\n")))
    parts.append(f"```text\n{usage}\n```")
    arguments = [_argument(each, context) for each in command.params if isinstance(each, click.Argument)]
    options = [
        record
        for each in command.params  # --help is said once, at the top of the page
        if isinstance(each, click.Option) and (record := each.get_help_record(context))
    ]
    parts += _listed(words["arguments"], [each for each in arguments if each[1]])
    parts += _listed(words["options"], options)
    if lines := examples().get(own, []):
        parts.append(f"<p class='label'>{words['examples']}</p>\n\n```sh\n" + "\n".join(lines) + "\n```")
    return "\n\n".join(parts)


def page(language: str) -> str:
    """Return all commands as Markdown; called once in a process, before any command is loaded."""
    set_language(language)
    from coder.cli.group import cli

    words = WORDS[language]
    root = click.Context(cli, info_name="coder", color=False)
    return "\n\n".join(section(command, context, words) for command, context in walk(cli, root))


def _argument(argument: click.Argument, context: click.Context) -> tuple[str, str]:
    _name, told = argument.get_help_record(context)
    if not told and isinstance(argument.type, click.Choice):
        told = " | ".join(map(str, argument.type.choices))
    return argument.make_metavar(context), told


def _listed(label: str, records: list[tuple[str, str]]) -> list[str]:
    if not records:
        return []
    entries = (f"<dt><code>{escape(name)}</code></dt><dd>{escape(said)}</dd>" for name, said in records)
    return [f"<p class='label'>{label}</p>\n<dl class='options'>{''.join(entries)}</dl>"]


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    sys.stdout.write(page(sys.argv[1]))
