"""The commands page has every command and every option, and its examples are commands."""

from __future__ import annotations

import re
import runpy
import shlex
import subprocess
import sys
from html import unescape
from pathlib import Path

import click
import pytest

from coder.cli.group import cli

CHECKOUT = Path(__file__).parents[2]
PAGE = CHECKOUT / ".ci" / "commands_page.py"
_made_by = runpy.run_path(str(PAGE))
examples, name_of, walk = _made_by["examples"], _made_by["name_of"], _made_by["walk"]
ROOT = click.Context(cli, info_name="coder")
ALL = {name_of(context): (command, context) for command, context in walk(cli, ROOT)}


@pytest.fixture(scope="module", params=["en", "nb"])
def sections(request: pytest.FixtureRequest) -> dict[str, str]:
    made = subprocess.run(
        [sys.executable, str(PAGE), request.param],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    found = re.split(r"^##+ .*\{: #coder-?([\w-]*) \}$", made.stdout, flags=re.MULTILINE)
    return dict(zip(found[1::2], map(unescape, found[2::2]), strict=True))


@pytest.mark.slow
def test_no_command_is_missing(sections: dict[str, str]) -> None:
    assert list(sections) == [name.replace(" ", "-") for name in ALL]


@pytest.mark.slow
def test_no_option_and_no_argument_is_missing(sections: dict[str, str]) -> None:
    missing = [
        f"{name}: {written}"
        for name, (command, context) in ALL.items()
        for each in command.params
        if not getattr(each, "hidden", False)
        for written in (each.opts if isinstance(each, click.Option) else [each.make_metavar(context)])
        if written not in sections[name.replace(" ", "-")]
    ]
    assert missing == []


@pytest.mark.parametrize("name", examples())
def test_an_example_is_a_command_that_is_understood(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for line in examples()[name]:
        words = shlex.split(line)
        for word in words:
            if re.fullmatch(r"[\w-]+\.\w+", word):  # some commands ask that the file is there
                Path(word).touch()
        command: click.Command = cli
        context, rest = ROOT, words[1:]
        while True:
            read = command.make_context(context.info_name, rest, parent=context.parent)
            rest = [*read._protected_args, *read.args]
            if not isinstance(command, click.Group) or not rest:
                break
            below = command.get_command(read, rest[0])
            assert below is not None, line
            command, context, rest = below, click.Context(below, info_name=rest[0], parent=read), rest[1:]
        assert name_of(context) == name, line
