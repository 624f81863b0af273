from __future__ import annotations

import json
import os
import sqlite3
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coder.cli.group import cli
from tests.builders import small_project
from tests.made_once import made_once

Q = "hva_skal_til"


def run(target: Path | str, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--project", str(target), "--coder", "kari", *arguments])


@pytest.fixture
@made_once
def target(tmp_path: Path) -> Path:
    path = tmp_path / "a.sqlite"
    small_project(path).engine.dispose()
    return path


def test_a_new_project_is_its_owners_only(tmp_path: Path) -> None:
    path = tmp_path / "ny.sqlite"
    assert run(path, "project", "new").exit_code == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert json.loads(run(path, "project", "info", "--json").stdout)["name"] == "ny"


def test_new_never_overwrites(target: Path) -> None:
    before = target.read_bytes()
    assert run(target, "project", "new").exit_code == 2
    assert target.read_bytes() == before


def test_a_missing_project_says_how_to_make_one(tmp_path: Path) -> None:
    done = run(tmp_path / "nei.sqlite", "questions")
    assert done.exit_code == 2
    assert "project new" in done.stderr
    assert not (tmp_path / "nei.sqlite").exists()


def test_a_file_that_is_no_project_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "brev.docx"
    path.write_bytes(b"PK\x03\x04 something else altogether")
    done = run(path, "questions")
    assert done.exit_code == 3
    assert path.read_bytes().startswith(b"PK")


@pytest.mark.slow
def test_check_is_content_with_a_whole_project_and_finds_a_changed_letter(target: Path) -> None:
    assert run(target, "project", "check").exit_code == 0
    with sqlite3.connect(target) as connection:
        connection.execute("UPDATE text SET body = body || 'x' WHERE id = 1")
    done = run(target, "project", "check", "--json")
    assert done.exit_code == 1
    assert json.loads(done.stdout)["whole"] is False


@pytest.mark.slow
def test_a_backup_restores_the_same_project(target: Path, tmp_path: Path) -> None:
    copy, again = tmp_path / "copy.sqlite", tmp_path / "again.sqlite"
    assert run(target, "project", "backup", str(copy)).exit_code == 0
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    run(target, "assign", Q, "r1", "Ressurser")
    assert run(again, "project", "restore", str(copy)).exit_code == 0
    info = [json.loads(run(path, "project", "info", "--json").stdout) for path in (target, again)]
    assert info[0]["uid"] == info[1]["uid"]
    assert (info[0]["codings"], info[1]["codings"]) == (1, 0)
    assert json.loads(run(target, "project", "info", "--json").stdout)["backups"][0]["path"] == str(copy)


@pytest.mark.slow
def test_restore_replaces_only_when_told_and_keeps_what_was_there(target: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite"
    run(target, "project", "backup", str(copy))
    run(target, "assign", Q, "r1", "Ressurser")
    assert run(target, "project", "restore", str(copy)).exit_code == 2
    assert run(target, "project", "restore", str(copy), "--replace").exit_code == 0
    kept = list((tmp_path / "a.sqlite.backups").iterdir())
    assert len(kept) == 1
    assert json.loads(run(kept[0], "project", "info", "--json").stdout)["codings"] == 1


@pytest.mark.slow
def test_a_tag_names_a_moment_that_tables_can_go_back_to(target: Path) -> None:
    run(target, "assign", Q, "r1", "Ressurser")
    run(target, "done", Q, "r1")
    assert run(target, "project", "tag", "Rapport 2016").exit_code == 0
    run(target, "assign", Q, "r2", "Ressurser")
    run(target, "done", Q, "r2")
    then = json.loads(run(target, "table", Q, "--json", "--as-of", "Rapport 2016").stdout)
    now = json.loads(run(target, "table", Q, "--json").stdout)
    assert (then["base"], now["base"]) == (1, 2)
    assert run(target, "project", "tag", "Rapport 2016").exit_code == 2
    assert run(target, "project", "tag", "2016").exit_code == 2


def test_questions_counts_the_settled_coding(target: Path) -> None:
    run(target, "assign", Q, "r1", "Ressurser", "Samarbeid")
    run(target, "done", Q, "r1")
    run(target, "assign", Q, "r2", "Ressurser")
    [found] = json.loads(run(target, "questions", "--json").stdout)
    assert (found["key"], found["done"], found["settled"], found["codings"]) == (Q, 1, 1, 2)
    assert found["unsettled"] == found["answers"] - 1
    assert found["coverage"]["coded"] == 1
    assert found["coders"] == 1


def test_settings_of_a_question_are_kept_and_wrong_ones_refused(target: Path) -> None:
    done = run(
        target, "questions", "set", Q, "--text", "Hva skal til?", "--unit", "sentence", "--order", "file"
    )
    assert done.exit_code == 0
    assert f"Set for «{Q}»: text «Hva skal til?», unit «sentence», order «file»." in done.output
    [found] = json.loads(run(target, "questions", "--json").stdout)
    assert (found["text"], found["unit"], found["order"]) == ("Hva skal til?", "sentence", "file")
    assert run(target, "questions", "set", Q, "--unit", "word").exit_code == 2
    assert run(target, "questions", "set", Q, "--lead", "ukjent").exit_code == 2
    assert run(target, "questions", "set", Q, "--asked-if", "fylke=Vest").exit_code == 2


def test_coders_lists_people_and_a_new_name_keeps_the_old_as_alias(target: Path) -> None:
    run(target, "assign", Q, "r1", "Ressurser")
    assert run(target, "coders", "rename", "kari", "Kari Nordmann").exit_code == 0
    people = {each["name"]: each for each in json.loads(run(target, "coders", "--json").stdout)}
    assert people["Kari Nordmann"]["aliases"] == ["kari"]
    assert people["Kari Nordmann"]["codings"] == 1
    assert "consensus" not in people


def test_an_unwritable_project_is_exit_4_and_changes_nothing(target: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    target.chmod(0o400)
    assert run(target, "assign", Q, "r1", "Ressurser").exit_code == 4


def test_a_table_as_of_a_day_before_the_question_says_so(target: Path) -> None:
    done = run(target, "table", Q, "--as-of", "1999-12-31")
    assert done.exit_code == 2
    assert "was not in the project" in done.stderr
