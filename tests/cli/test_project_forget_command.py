"""`coder project forget`, `forgotten` and `set`."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coder.cli.group import cli
from tests.builders import small_project
from tests.made_once import made_once

SAID = "Bedre samarbeid med Nav lokalt."
"""What r1 wrote."""


def run(target: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--project", str(target), "--coder", "kari", "project", *arguments])


@pytest.fixture
@made_once
def target(tmp_path: Path) -> Path:
    path = tmp_path / "a.sqlite"
    small_project(path).engine.dispose()
    return path


def day(days: int) -> str:
    """Return a day from today, as it is written."""
    return (datetime.now().astimezone() + timedelta(days=days)).date().isoformat()


def test_without_a_person_to_ask_it_must_be_said_beforehand(target: Path) -> None:
    before = target.read_bytes()
    done = run(target, "forget", "r1")
    assert done.exit_code == 2
    assert "--yes" in done.stderr
    assert target.read_bytes() == before


def test_a_dry_run_tells_and_leaves_all_as_it_is(target: Path) -> None:
    done = run(target, "forget", "r1", "--dry-run")
    assert done.exit_code == 0, done.stderr
    assert "nothing is changed yet" in done.stdout
    assert "1 answer blanked." in done.stdout
    assert json.loads(run(target, "info", "--json").stdout)["forgotten"] == 0
    assert SAID.encode() in target.read_bytes()


def test_the_receipt_is_printed_written_and_kept(target: Path, tmp_path: Path) -> None:
    file = tmp_path / "kvittering.txt"
    done = run(target, "forget", "r1", "--yes", "-o", str(file))
    assert done.exit_code == 0, done.stderr
    assert "Everything within reach is done." in done.stdout
    assert file.read_text(encoding="utf-8") == done.stdout
    assert SAID.encode() not in target.read_bytes()
    assert run(target, "forgotten", "r1").stdout == done.stdout
    [kept] = json.loads(run(target, "forgotten", "--json").stdout)
    assert (kept["respondent"], kept["answers"], kept["is_finished"], kept["coder"]) == (
        "r1",
        1,
        True,
        "kari",
    )
    assert "r1" in run(target, "forgotten").stdout
    assert json.loads(run(target, "info", "--json").stdout)["forgotten"] == 1


def test_json_is_the_receipt(target: Path) -> None:
    receipt = json.loads(run(target, "forget", "r2", "--yes", "--json").stdout)
    assert receipt["respondent"] == "r2"
    assert receipt["backups"] == []
    assert receipt["is_overwritten"]


@pytest.mark.slow
def test_what_is_left_to_do_is_an_exit_code(target: Path) -> None:
    copy = target.with_name("own.sqlite")
    assert run(target, "backup", str(copy)).exit_code == 0
    copy.write_bytes(b"SQLite format 3\0 spoilt")
    done = run(target, "forget", "r1", "--yes")
    assert done.exit_code == 1
    assert f"not reached, delete it: {copy}" in done.stdout
    copy.unlink()
    assert run(target, "forget", "r1", "--yes").exit_code == 0
    assert [each["is_finished"] for each in json.loads(run(target, "forgotten", "--json").stdout)] == [
        False,
        True,
    ]


@pytest.mark.slow
def test_a_backup_from_elsewhere_that_brings_words_back_says_so(target: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "stick" / "copy.sqlite"
    elsewhere.parent.mkdir()
    elsewhere.write_bytes(target.read_bytes())
    assert run(target, "forget", "r1", "--yes").exit_code == 0
    done = run(target, "restore", str(elsewhere), "--replace")
    assert done.exit_code == 0, done.stderr
    assert "«r1» was forgotten, and is in this backup." in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [["forget", "nobody"], ["forget", "r1", "--wave", "1999"], ["set"], ["set", "--retain-until", "x"]],
)
def test_what_is_not_there_or_no_day_is_wrong_use(target: Path, arguments: list[str]) -> None:
    done = run(target, *arguments, *(["--yes"] if arguments[0] == "forget" else []))
    assert done.exit_code == 2
    assert done.stderr.startswith("Error: ")


@pytest.mark.slow
def test_why_and_until_when_answers_are_kept_is_set_shown_and_undone(target: Path) -> None:
    last = day(400)
    done = run(target, "set", "--legal-basis", "Samtykke", "--reference", "24/1234", "--retain-until", last)
    assert done.exit_code == 0, done.stderr
    told = json.loads(run(target, "info", "--json").stdout)
    assert (told["legal_basis"], told["reference"], told["retain_until"]) == ("Samtykke", "24/1234", last)
    shown = run(target, "info")
    assert last in shown.stdout
    assert shown.stderr == ""
    undone = CliRunner().invoke(cli, ["--project", str(target), "--coder", "kari", "undo"])
    assert undone.exit_code == 0, undone.stderr
    assert json.loads(run(target, "info", "--json").stdout)["retain_until"] is None
    assert run(target, "check").exit_code == 0


@pytest.mark.parametrize(
    ("days", "said"), [(31, ""), (30, "30 days left"), (1, "1 day left"), (0, "until today"), (-1, "passed")]
)
def test_every_command_reminds_of_the_last_day_from_a_month_before(
    target: Path, days: int, said: str
) -> None:
    run(target, "set", "--retain-until", day(days))
    done = run(target, "tag", "--json")
    assert said in done.stderr
    assert bool(done.stderr) == bool(said)
    assert json.loads(done.stdout) == []


def test_nothing_given_takes_it_away(target: Path) -> None:
    run(target, "set", "--retain-until", day(1), "--reference", "24/1")
    assert run(target, "set", "--retain-until", "").exit_code == 0
    told = json.loads(run(target, "info", "--json").stdout)
    assert (told["retain_until"], told["reference"]) == (None, "24/1")
