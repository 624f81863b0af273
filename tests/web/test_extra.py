from __future__ import annotations

import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from coder.cli.group import cli
from tests.builders import new_project


@pytest.mark.slow
def test_without_the_extra_a_sentence_says_how_to_have_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_project(tmp_path / "a.sqlite").dispose()
    for name in [name for name in sys.modules if name.startswith(("textual_serve", "coder.web.server"))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "textual_serve", None)
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    monkeypatch.setitem(sys.modules, "textual_serve.app_service", None)
    monkeypatch.delitem(sys.modules, "coder.web.visit", raising=False)
    done = CliRunner().invoke(cli, ["--project", str(tmp_path / "a.sqlite"), "serve"])
    assert done.exit_code == 2
    assert "open-answer-coder[web]" in done.stderr


def test_links_need_no_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new_project(tmp_path / "a.sqlite").dispose()
    monkeypatch.setitem(sys.modules, "textual_serve", None)
    asked = ["--project", str(tmp_path / "a.sqlite"), "coders", "link", "kari"]
    assert CliRunner().invoke(cli, asked).exit_code == 0
