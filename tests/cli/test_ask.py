from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from coder.cli.ask import chosen, confirmed

WORDS = {"keep": "behold", "replace": "erstatt", "stop": "stopp"}


@click.command()
def choose() -> None:
    click.echo(chosen("Hva nå?", WORDS, "stop"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("behold", "keep"), ("b", "keep"), ("ERSTATT", "replace"), ("replace", "replace"), ("", "stop")],
)
def test_an_answer_is_understood_in_either_language_and_by_its_beginning(typed: str, meant: str) -> None:
    assert CliRunner().invoke(choose, input=f"{typed}\n").stdout.splitlines()[-1] == meant


def test_what_is_not_understood_is_asked_again() -> None:
    done = CliRunner().invoke(choose, input="kanskje\nbehold\n")
    assert done.stdout.splitlines()[-1] == "keep"
    assert "behold, erstatt, stopp" in done.stderr


@pytest.mark.parametrize(
    ("typed", "meant"), [("", True), ("y", True), ("yes", True), ("n", False), ("no", False)]
)
def test_an_empty_answer_is_yes(typed: str, meant: bool) -> None:
    @click.command()
    def ask() -> None:
        click.echo(str(confirmed("Slik?")))

    assert CliRunner().invoke(ask, input=f"{typed}\n").stdout.splitlines()[-1] == str(meant)
