"""Commands about one question: told where it belongs when it was left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from coder.cli.group import cli
from tests.builders import add_question, new_project


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("codings", "import", "koding.csv"), "coder codings QUESTION import …"),
        (("codebook", "show"), "coder codebook QUESTION show …"),
        (("layer", "list", "kort"), "coder layer QUESTION list …"),
    ],
)
def test_a_question_left_out_is_told_so(words: tuple[str, ...], told: str) -> None:
    found = CliRunner().invoke(cli, words, prog_name="coder")
    assert found.exit_code == 2
    assert f"The question comes before the command: {told}" in found.stderr


def test_a_question_may_be_called_as_a_command_is(tmp_path: Path) -> None:
    engine = new_project(tmp_path / "a.sqlite")
    add_question(engine, "show")
    engine.dispose()
    found = CliRunner().invoke(
        cli, ["--project", str(tmp_path / "a.sqlite"), "codebook", "show", "show"], prog_name="coder"
    )
    assert found.exit_code == 0, found.stderr
