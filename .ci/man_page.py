"""The man page, from the commands: python .ci/man_page.py LANGUAGE FILE VERSION.

``hatch_build.py`` makes one for each language when a wheel is built: help texts are looked up while the
command modules load, so each language is a process of its own.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click
from commands_page import examples, name_of, walk

from coder.messages import set_language

WORDS = Path(__file__).with_name("man_words.toml")


def man_page(language: str, version: str) -> str:
    """Return the page as man reads it; called once in a process, before any command is loaded."""
    set_language(language)
    from coder.cli.group import cli

    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))[language]
    root = click.Context(cli, info_name="coder", color=False)
    headings = iter(words["section"])
    parts = [
        f'.TH {words["title"]} 1 "" "coder {version}"',
        _heading(headings),
        rf"coder \- {_text(words['name'])}",
    ]
    parts += [_heading(headings), rf"\fBcoder\fR {_text(words['synopsis'])}"]
    parts += [_heading(headings), "\n.PP\n".join(map(_text, words["description"]))]
    parts += [_heading(headings), *_told(_options(cli, root))]
    parts += [_heading(headings)]
    for command, context in walk(cli, root):
        if command is not cli:
            parts += _command(command, context, words)
    for noun in ("environment", "files", "exit"):
        parts += [_heading(headings), *_told(words[noun])]
    parts += [_heading(headings), _text(words["see"])]
    return "\n".join(parts) + "\n"


def _heading(headings: Iterator[str]) -> str:
    return f'.SH "{next(headings)}"'


def _command(command: click.Command, context: click.Context, words: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of one command."""
    yield f'.SS "{_text(" ".join([context.command_path, *command.collect_usage_pieces(context)]))}"'
    if command.help:
        yield "\n.PP\n".join(_text(" ".join(each.split())) for each in command.help.split("\n\n"))
    arguments = [each.get_help_record(context) for each in command.params if isinstance(each, click.Argument)]
    yield from _told(record for record in arguments if record is not None and record[1])
    yield from _told(_options(command, context))
    if lines := examples().get(name_of(context), []):
        yield from (".PP", _text(words["examples"]), ".PP", ".RS 4", ".nf", *map(_text, lines), ".fi", ".RE")


def _options(command: click.Command, context: click.Context) -> Iterator[tuple[str, str]]:
    for each in command.params:
        if isinstance(each, click.Option) and (record := each.get_help_record(context)):
            yield record


def _told(records: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield a paragraph for each name with what is said of it."""
    for name, said in records:
        yield from (".TP", rf"\fB{_text(name)}\fR", _text(" ".join(said.split())) or r"\&")


def _text(written: str) -> str:
    """Return text that means nothing to the typesetter; a hyphen stays the sign that can be typed."""
    plain = written.replace("\\", r"\e").replace("-", r"\-").replace('"', r"\(dq")
    return rf"\&{plain}" if plain[:1] in (".", "'") else plain


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(man_page(sys.argv[1], sys.argv[3]), encoding="utf-8")
