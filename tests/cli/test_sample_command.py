"""`coder sample`, and what the other commands keep from whoever codes blind."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from coder.cli.group import cli
from tests.made_once import made_once
from tests.usecases.drawn_samples import KEY, coded_by_kari


@pytest.fixture
@made_once
def target(tmp_path: Path) -> str:
    path = str(tmp_path / "a.sqlite")
    coded_by_kari(path).engine.dispose()
    return path


def run(target: str, *arguments: str, coder: str = "kari") -> Result:
    return CliRunner().invoke(cli, ["--project", target, "--coder", coder, *arguments])


def found(target: str, *arguments: str, coder: str = "kari") -> Any:
    return json.loads(run(target, *arguments, "--json", coder=coder).stdout)


def draw(target: str, *arguments: str) -> Result:
    done = run(target, "sample", KEY, "--for", "ola", "--size", "5", "--seed", "1", *arguments)
    assert done.exit_code == 0, done.output
    return done


def code_all(target: str, coder: str, *codes: str) -> list[str]:
    """Let a coder go through what ``next`` gives; return the respondents in that order."""
    seen: list[str] = []
    while (answer := found(target, "next", KEY, coder=coder)) is not None:
        seen.append(answer["respondent_id"])
        if codes:
            assert run(target, "assign", KEY, seen[-1], *codes, coder=coder).exit_code == 0
        assert run(target, "done", KEY, seen[-1], coder=coder).exit_code == 0
    return seen


def test_a_draw_says_what_it_can_tell_and_what_it_cannot(target: str) -> None:
    said = draw(target).stderr
    assert "Round 1 of «hva_skal_til»: 5 answers for «ola», drawn from 12 of «kari»; seed 1." in said
    assert "0 of 3 codes will have them in 5 answers." in said
    assert "Whether the first coding was made with suggestions is not known." in said
    assert "Blinding is of the program: who can read the database can read codes." in said


def test_rounds_are_listed(target: str) -> None:
    assert "No round has been drawn" in run(target, "sample", KEY).stderr
    draw(target)
    listed = run(target, "sample", KEY).stdout
    assert "ola" in listed
    assert "still being coded" in listed
    [row] = found(target, "sample", KEY)
    assert {key: row[key] for key in ("round", "purpose", "coder", "against", "answers", "done")} == {
        "round": 1,
        "purpose": "double",
        "coder": "ola",
        "against": "kari",
        "answers": 5,
        "done": 0,
    }
    assert (row["seed"], row["population"], row["suggestions_hidden"], row["closed"]) == (1, 12, True, None)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--for", "ola"], "--size N"),
        (["--size", "5"], "--for CODER"),
        (["--for", "ola", "--open", "1"], "three acts"),
        (["--close", "1"], "no sample that is still open"),
        (["--open", "1", "--yes"], "«kari» has no open sample"),
        (["--for", "ola", "--size", "5", "--strata", "fylke"], "fylke"),
        (["--for", "ola", "--half-width", "0.1", "--code", "Finst ikkje"], "Finst ikkje"),
        (["--for", "consensus", "--size", "5"], "cannot be a coder's name"),
    ],
)
def test_what_cannot_be_is_refused_and_leaves_nothing(target: str, arguments: list[str], said: str) -> None:
    before = len(found(target, "history"))
    refused = run(target, "sample", KEY, *arguments)
    assert refused.exit_code in (2, 3)
    assert said in refused.stderr
    assert len(found(target, "history")) == before


def test_a_new_coder_is_made_known_by_the_draw_alone(target: str) -> None:
    assert run(target, "sample", KEY, "--for", "eva", "--size", "50", "--against", "ola").exit_code == 3
    assert [each["name"] for each in found(target, "coders")] == ["kari", "ola"]
    assert run(target, "sample", KEY, "--for", "eva", "--size", "3").exit_code == 0
    assert "eva" in [each["name"] for each in found(target, "coders")]


@pytest.mark.parametrize(
    "command",
    [
        ["table", KEY],
        ["table", KEY, "--together"],
        ["saturation", KEY],
        ["regress", KEY, "--outcome", "Samarbeid", "--on", "fylke"],
        ["codings", KEY, "export", "ut.csv"],
        ["quotes", KEY, "--internal", "-o", "ut.docx"],
        ["revisit", KEY],
        ["autocode", KEY],
        ["suggest", KEY, "--text", "meir samarbeid"],
        ["codebook", KEY, "export", "ut.toml"],
        ["codebook", KEY, "merge", "Samarbeid", "--into", "Ressurser"],
        ["codebook", KEY, "show", "--as-of", "1"],
    ],
)
def test_what_shows_others_codes_is_refused_in_one_sentence(
    target: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    draw(target)
    refused = run(target, *command, coder="ola")
    assert refused.exit_code == 3
    assert refused.stdout == ""
    assert "You code a blind sample of «hva_skal_til» (round 1): 5 answers are left" in refused.stderr
    assert "coder sample hva_skal_til --open 1" in refused.stderr
    assert not list(tmp_path.glob("ut.*"))


@pytest.mark.slow
def test_progress_is_no_secret(target: str) -> None:
    draw(target)
    assert run(target, "questions", coder="ola").exit_code == 0
    assert run(target, "table", KEY, "--progress", coder="ola").exit_code == 0
    assert run(target, "table", KEY).exit_code == 0


@pytest.mark.slow
def test_the_codebook_shows_own_counts_and_no_examples(target: str) -> None:
    run(target, "codebook", KEY, "define", "Samarbeid", "--example", "meir samarbeid")
    draw(target)
    counts = {each["code"]: each["answers"] for each in found(target, "codebook", KEY, "show", coder="ola")}
    assert counts == {"Samarbeid": 0, "Ressurser": 0, "Oppfølging": 0}
    code_all(target, "ola", "Ressurser")
    shown = {each["code"]: each for each in found(target, "codebook", KEY, "show", coder="ola")}
    assert (shown["Ressurser"]["answers"], shown["Samarbeid"]["examples"]) == (5, [])
    assert found(target, "codebook", KEY, "show")[0]["examples"] == ["meir samarbeid"]


@pytest.mark.slow
def test_the_history_keeps_back_what_others_gave(target: str) -> None:
    draw(target)
    code_all(target, "ola")
    operations = [each["operation"] for each in found(target, "history", coder="ola")]
    assert "draw_sample" not in operations
    assert operations.count("mark_done") == 5
    assert "set_code" not in operations
    assert "entries are hidden" in run(target, "history", coder="ola").stderr
    assert "draw_sample" in [each["operation"] for each in found(target, "history")]


@pytest.mark.slow
def test_she_codes_what_was_drawn_and_sees_it_when_it_is_closed(target: str) -> None:
    draw(target)
    seen = code_all(target, "ola", "Ressurser")
    assert len(seen) == 5
    assert "--close 1" in run(target, "next", KEY, coder="ola").stderr
    assert "close it to see" in run(target, "table", KEY, coder="ola").stderr
    closed = run(target, "sample", KEY, "--close", "1", coder="ola")
    assert "Round 1 is closed" in closed.stderr
    assert run(target, "table", KEY, coder="ola").exit_code == 0
    [row] = found(target, "sample", KEY)
    assert (row["done"], row["opened"]) == (5, 0)
    assert row["closed"] is not None
    assert "The project is whole" in run(target, "project", "check").output


@pytest.mark.slow
def test_looking_before_time_is_asked_for_and_drops_what_is_left(target: str) -> None:
    draw(target)
    first = found(target, "next", KEY, coder="ola")["respondent_id"]
    run(target, "done", KEY, first, coder="ola")
    refused = run(target, "sample", KEY, "--open", "1", coder="ola")
    assert "add --yes" in refused.stderr
    opened = run(target, "sample", KEY, "--open", "1", "--yes", coder="ola")
    assert "4 answers that you had not done do not count" in opened.stderr
    assert run(target, "table", KEY, coder="ola").exit_code == 0
    assert "opened before time: 4 answers do not count" in run(target, "sample", KEY).stdout
    assert run(target, "undo", coder="ola").exit_code == 0
    assert found(target, "sample", KEY)[0]["opened"] == 4


def test_anybody_may_close_what_is_not_done_if_that_is_meant(target: str) -> None:
    draw(target)
    refused = run(target, "sample", KEY, "--close", "1")
    assert (refused.exit_code, "ola has 5 answers left" in refused.stderr) == (3, True)
    assert run(target, "sample", KEY, "--close", "1", "--yes").exit_code == 0


@pytest.mark.slow
def test_a_code_made_blind_is_proposed_until_it_is_accepted(target: str) -> None:
    draw(target)
    first = found(target, "next", KEY, coder="ola")["respondent_id"]
    assert run(target, "codebook", KEY, "add", "Reiseveg", coder="ola").exit_code == 0
    assert run(target, "assign", KEY, first, "Reiseveg", coder="ola").exit_code == 0
    assert "proposed by ola" in run(target, "codebook", KEY, "show").stdout
    refused = run(target, "assign", KEY, first, "Reiseveg")
    assert (refused.exit_code, "only proposed" in refused.stderr) == (3, True)
    assert "is accepted" in run(target, "codebook", KEY, "accept", "Reiseveg").stderr
    assert run(target, "assign", KEY, first, "Reiseveg").exit_code == 0
    assert {each["proposed_by"] for each in found(target, "codebook", KEY, "show")} == {None}


@pytest.mark.slow
def test_suggestions_are_learned_from_own_codings_where_they_are_shown(target: str) -> None:
    draw(target, "--with-suggestions")
    shown = found(target, "suggest", KEY, "--text", "meir samarbeid og fleire folk", coder="ola")
    assert {each["code"] for each in shown} == {"Samarbeid", "Ressurser", "Oppfølging"}
    assert found(target, "next", KEY, coder="ola")["suggestions"]
    code_all(target, "ola", "Oppfølging")
    learned = found(target, "suggest", KEY, "--text", "meir samarbeid og fleire folk", coder="ola")
    assert learned[0]["code"] == "Oppfølging"


@pytest.mark.slow
def test_a_third_coder_takes_the_same_answers(target: str) -> None:
    draw(target)
    assert run(target, "sample", KEY, "--for", "eva", "--round", "1").exit_code == 0
    assert code_all(target, "eva") == code_all(target, "ola")
    assert [each["coder"] for each in found(target, "sample", KEY)] == ["ola", "eva"]


@pytest.mark.slow
def test_who_is_done_closes_only_the_own_sample(target: str) -> None:
    draw(target)
    assert run(target, "sample", KEY, "--for", "eva", "--round", "1").exit_code == 0
    code_all(target, "ola")
    assert run(target, "sample", KEY, "--close", "1", coder="ola").exit_code == 0
    assert [each["closed"] is None for each in found(target, "sample", KEY)] == [False, True]
    assert run(target, "table", KEY, coder="ola").exit_code == 0
    assert run(target, "table", KEY, coder="eva").exit_code == 3
    assert run(target, "sample", KEY, "--close", "1", "--yes").exit_code == 0
    assert "closed: 5 answers were not coded" in run(target, "sample", KEY).stdout


@pytest.mark.slow
def test_what_is_closed_to_another_coder_is_said_before_a_second_sample(target: str) -> None:
    new = run(target, "sample", KEY, "--for", "berit", "--size", "2")
    assert "closed to" not in new.stderr, "who is new has nothing to look at"
    assert run(target, "sample", KEY, "--for", "ola", "--size", "2").exit_code == 0
    assert run(target, "sample", KEY, "--close", "2", "--yes").exit_code == 0
    said = run(target, "sample", KEY, "--for", "ola", "--size", "4").stderr.splitlines()
    assert "are closed to «ola» until the 4 answers are done." in said[0]


@pytest.mark.slow
def test_one_coder_alone_codes_own_answers_again(target: str) -> None:
    refused = run(target, "sample", KEY, "--for", "kari", "--after-days", "14", "--size", "4")
    day = (datetime.now(UTC) + timedelta(days=14)).astimezone().strftime("%Y-%m-%d")
    assert f"12 answers can be drawn from {day}" in refused.stderr
    assert (refused.exit_code, "14 days ago" in refused.stderr) == (3, True)
    drawn = run(target, "sample", KEY, "--for", "kari", "--after-days", "0", "--size", "4")
    said = drawn.stderr.splitlines()
    assert "are closed to «kari» until the 4 answers are done." in said[0], "before anything is drawn"
    assert "«kari» codes 4 of 12 own answers again" in drawn.stderr
    answer = found(target, "next", KEY)
    assert answer["codes"] == []
    refused = run(target, "table", KEY)
    assert "to see before time what you gave" in refused.stderr
    assert len(code_all(target, "kari", "Oppfølging")) == 4
    assert found(target, "coders") == [
        {"name": "kari", "aliases": [], "codings": 10, "done": 12},
        {"name": "ola", "aliases": [], "codings": 0, "done": 0},
    ]
    assert run(target, "sample", KEY, "--close", "1").exit_code == 0
    assert found(target, "questions")[0]["coders"] == 1
    counts = {row["code"]: row["count"] for row in found(target, "table", KEY)["rows"]}
    assert counts["Oppfølging"] == 0


@pytest.mark.slow
def test_what_was_coded_again_is_not_exported_beside_the_first(target: str, tmp_path: Path) -> None:
    run(target, "sample", KEY, "--for", "kari", "--after-days", "0", "--size", "4")
    code_all(target, "kari", "Oppfølging")
    run(target, "sample", KEY, "--close", "1")
    assert run(target, "codings", KEY, "export", str(tmp_path / "ut.csv")).exit_code == 0
    assert "again" not in (tmp_path / "ut.csv").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_training_set_ends_with_where_one_differs_from_the_key(target: str) -> None:
    drawn = run(target, "sample", KEY, "--for", "ola", "--training", "--size", "3", "--seed", "4")
    assert "3 answers for «ola» to train on" in drawn.stderr
    seen = code_all(target, "ola", "Oppfølging")
    closed = run(target, "sample", KEY, "--close", "1", coder="ola")
    assert "0 of 3 answers are coded as the key has them." in closed.stderr
    assert all(respondent in closed.stdout for respondent in seen)


@pytest.mark.slow
def test_two_people_code_one_file_at_once(target: str) -> None:
    """One draws while the other codes, each in a process of its own; nothing is lost."""
    draw(target)
    program = [sys.executable, "-m", "coder", "--project", target]
    names = [found(target, "next", KEY, coder="ola")["respondent_id"], "r1"]
    both = [
        subprocess.Popen([*program, "--coder", coder, "done", KEY, respondent])
        for coder, respondent in zip(("ola", "kari"), names, strict=True)
    ]
    both.append(
        subprocess.Popen([*program, "--coder", "kari", "sample", KEY, "--for", "eva", "--round", "1"])
    )
    assert [each.wait(60) for each in both] == [0, 0, 0]
    assert [each["done"] for each in found(target, "sample", KEY)] == [1, 0]
    assert "The project is whole" in run(target, "project", "check").output
