"""`coder keys`: a card of all keys, and what the settings file made of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coder.cli.group import cli


def _keys(*arguments: str) -> Result:
    done = CliRunner().invoke(cli, ["keys", *arguments])
    assert done.exit_code == 0, done.stderr
    return done


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "config.toml"
    monkeypatch.setenv("CODER_CONFIG", str(file))
    return file


def test_the_card_needs_no_project_and_fits_a_terminal(settings: Path) -> None:
    card = _keys().stdout
    assert "Take back your latest act" in card
    assert str(settings) in card
    assert max(map(len, card.replace(str(settings), "").splitlines())) <= 80


def test_the_ids_stand_beside_the_keys_they_are_for() -> None:
    assert "coding.undo  ctrl+z" in _keys("--ids").stdout


def test_chosen_keys_are_on_the_card_and_what_cannot_be_used_is_told(settings: Path) -> None:
    settings.write_text('[keys]\ncoding.undo = "ctrl+u"\ncoding.fly = "f8"\n')
    done = _keys("--json")
    coding = next(place for place in json.loads(done.stdout) if place["screen"] == "coding")
    undo = next(each for each in coding["actions"] if each["id"] == "coding.undo")
    assert undo["keys"] == ["ctrl+u"]
    assert "«coding.fly»" in done.stderr
