from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coder.cli.group import cli
from tests.builders import small_project
from tests.made_once import made_once

Q = "hva_skal_til"


@pytest.fixture
@made_once
def target(tmp_path: Path) -> str:
    path = str(tmp_path / "a.sqlite")
    small_project(path, texts=["Flere folk.", "Bedre samarbeid.", "Vet ikke."]).engine.dispose()
    return path


def run(target: str, *arguments: str, coder: str = "kari", stdin: str | None = None) -> Result:
    return CliRunner().invoke(cli, ["--project", target, "--coder", coder, *arguments], input=stdin)


def next_answer(target: str, coder: str = "kari") -> dict[str, object] | None:
    found: dict[str, object] | None = json.loads(run(target, "next", Q, "--json", coder=coder).stdout)
    return found


@pytest.mark.slow
def test_next_goes_through_every_answer_once_and_ends_with_null(target: str) -> None:
    seen: list[str] = []
    while (answer := next_answer(target)) is not None:
        seen.append(str(answer["respondent_id"]))
        assert run(target, "done", Q, str(answer["respondent_id"])).exit_code == 0
    assert sorted(seen) == ["r1", "r2", "r3"]


def test_an_answer_begun_comes_before_the_untouched(target: str) -> None:
    run(target, "assign", Q, "r3", "Ressurser")
    answer = next_answer(target)
    assert answer is not None
    assert (answer["respondent_id"], answer["codes"], answer["wave"]) == ("r3", ["Ressurser"], None)


@pytest.mark.slow
def test_assign_and_unassign_are_seen_at_once_and_in_one_entry_each(target: str) -> None:
    before = len(json.loads(run(target, "history", "--json").stdout))
    done = run(target, "assign", Q, "r1", "Ressurser", "Samarbeid")
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == "Set on r1: «Ressurser», «Samarbeid».\n"
    removed = run(target, "unassign", Q, "r1", "Samarbeid")
    assert (removed.exit_code, removed.stdout) == (0, "")
    assert removed.stderr == "Removed from r1: «Samarbeid».\n"
    after = json.loads(run(target, "history", "--json").stdout)
    assert [entry["operation"] for entry in after[before:]] == ["set_code", "remove_code"]
    answer = next_answer(target)
    assert answer is not None
    assert answer["codes"] == ["Ressurser"]
    assert run(target, "unassign", Q, "r1", "Samarbeid").stderr == "Not set on r1 by you: «Samarbeid».\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["assign", Q, "r1", "Resurser"], "Nearest: «Ressurser»"),
        (["assign", Q, "r9", "Ressurser"], "r9"),
        (["assign", "hva", "r1", "Ressurser"], Q),
        (["assign", Q, "r1"], "at least one code"),
        (["next", "hva"], Q),
    ],
)
def test_wrong_use_names_what_is_there_and_exits_2(target: str, arguments: list[str], said: str) -> None:
    done = run(target, *arguments)
    assert done.exit_code == 2
    assert said in done.stderr


def test_nothing_is_set_where_one_code_of_several_is_unknown(target: str) -> None:
    assert run(target, "assign", Q, "r1", "Ressurser", "Nei").exit_code == 2
    answer = next_answer(target)
    assert answer is not None
    assert answer["codes"] == []


def test_a_batch_repeats_each_line_when_it_is_saved(target: str) -> None:
    lines = "r1\tRessurser\nr2\tSamarbeid\n"
    done = run(target, "assign", Q, "--batch", "-", stdin=lines)
    assert (done.exit_code, done.stdout) == (0, lines)


def test_a_batch_goes_on_after_a_bad_line_and_says_so(target: str) -> None:
    done = run(target, "assign", Q, "--batch", "-", stdin="r1\tNei\nr2\tSamarbeid\n")
    assert (done.exit_code, done.stdout) == (2, "r2\tSamarbeid\n")
    assert "Nei" in done.stderr


@pytest.mark.slow
def test_undo_and_redo_say_what_they_did(target: str) -> None:
    run(target, "assign", Q, "r1", "Ressurser")
    assert "Ressurser" in run(target, "undo").stderr
    answer = next_answer(target)
    assert answer is not None
    assert answer["codes"] == []
    assert "Ressurser" in run(target, "redo").stderr
    answer = next_answer(target)
    assert answer is not None
    assert answer["codes"] == ["Ressurser"]
    assert run(target, "unassign", Q, "r1", "Samarbeid").stderr == "Not set on r1 by you: «Samarbeid».\n"


def test_undo_with_nothing_to_undo_exits_2(target: str) -> None:
    done = run(target, "undo", coder="nyansatt")
    assert (done.exit_code, done.stderr) == (2, "Error: Nothing to undo.\n")


def test_deal_gives_piles_of_even_size_and_next_keeps_to_them(target: str) -> None:
    dealt = json.loads(run(target, "deal", Q, "--to", "kari", "--to", "ola", "--json").stdout)
    assert sorted(dealt.values()) == [1, 2]
    mine = []
    while (answer := next_answer(target, "ola")) is not None:
        mine.append(answer["respondent_id"])
        run(target, "done", Q, str(answer["respondent_id"]), coder="ola")
    assert len(mine) == dealt["ola"]


def test_consensus_is_no_persons_name(target: str) -> None:
    done = run(target, "done", Q, "r1", coder="Consensus")
    assert done.exit_code == 2
    assert "--coder" in done.stderr


@pytest.mark.slow
def test_history_can_be_narrowed_to_a_respondent_a_code_and_a_day(target: str) -> None:
    run(target, "assign", Q, "r1", "Ressurser")
    run(target, "assign", Q, "r2", "Samarbeid")
    run(target, "unassign", Q, "r2", "Samarbeid")

    def operations(*options: str) -> list[str]:
        found = json.loads(run(target, "history", "--json", *options).stdout)
        return [entry["operation"] for entry in found]

    assert operations("--answer", "r2")[-2:] == ["set_code", "remove_code"]
    assert operations("--code", "Ressurser")[-1:] == ["set_code"]
    assert "remove_code" not in operations("--code", "Ressurser")
    assert operations("--since", "2999-01-01") == []
    assert len(operations("--limit", "2")) == 2


@pytest.mark.parametrize(
    "arguments",
    [["next", Q], ["assign", Q, "r1", "Ressurser"], ["unassign", Q, "r1", "Ressurser"], ["done", Q, "r1"]],
)
def test_a_wave_that_there_is_not_is_not_taken_for_one_without_answers(
    target: str, arguments: list[str]
) -> None:
    done = run(target, *arguments, "--wave", "2099")
    assert done.exit_code == 2
    assert "No wave «2099»" in done.stderr
    assert run(target, "deal", Q, "--to", "per", "--wave", "2099").exit_code == 2
    assert run(target, "coders").stdout.count("per") == 0


def test_a_line_of_a_batch_that_is_not_utf_8_is_named(target: str, tmp_path: Path) -> None:
    (tmp_path / "b.tsv").write_bytes(b"r1\tRessurser\nr2\tSamarbe\xefd\n")
    done = run(target, "assign", Q, "--batch", str(tmp_path / "b.tsv"))
    assert (done.exit_code, done.stdout) == (3, "r1\tRessurser\n")
    assert "Line 2 is not UTF-8 text." in done.stderr


def test_a_coders_name_has_an_end(target: str) -> None:
    done = run(target, "done", Q, "r1", coder="n" * 101)
    assert done.exit_code == 2
    assert "cannot be a coder's name" in done.stderr
    assert len(done.stderr) < 200


@pytest.mark.slow
def test_redo_says_what_is_there_again(target: str) -> None:
    run(target, "assign", Q, "r1", "Ressurser")
    assert run(target, "undo").stderr == "Taken back: set a code · Ressurser · r1\n"
    assert run(target, "redo").stderr == "Done again: set a code · Ressurser · r1\n"


def test_json_commands_no_terminal_and_means_the_same(tmp_path: Path) -> None:
    path = str(tmp_path / "b.sqlite")
    text = "a\u009b31mb\u202ec\u2028d 👩\u200d👧 æ"
    small_project(path, texts=[text]).engine.dispose()
    printed = run(path, "next", Q, "--json").stdout
    assert json.loads(printed)["text"] == text
    assert not any(sign in printed for sign in "\u009b\u202e\u2028")
    assert "👩\u200d👧 æ" in printed


@pytest.mark.slow
def test_two_coders_are_told_different_answers_until_the_shared_pile_is_empty(target: str) -> None:
    assert run(target, "questions", "set", Q, "--shared", "yes").exit_code == 0
    [asked] = json.loads(run(target, "questions", "--json").stdout)
    assert asked["shared"] is True
    handed = [next_answer(target, coder) for coder in ("kari", "ola", "per")]
    assert [each and each["respondent_id"] for each in handed] == ["r1", "r2", "r3"]
    nobodys = run(target, "next", Q, coder="nils")
    assert (nobodys.exit_code, nobodys.stdout) == (0, "")
    assert nobodys.stderr == "Every answer is done or taken by another coder.\n"
    assert next_answer(target, "nils") is None
    assert json.loads(run(target, "project", "check", "--json").stdout)["whole"]


@pytest.mark.slow
def test_deal_shared_gives_back_what_nobody_has_begun(target: str) -> None:
    run(target, "deal", Q, "--to", "kari")
    run(target, "assign", Q, "r1", "Ressurser")
    assert json.loads(run(target, "deal", Q, "--shared", "--json").stdout) == {"shared": 2}
    answer = next_answer(target, "ola")
    assert answer is not None
    assert answer["respondent_id"] == "r2"
    assert run(target, "undo").exit_code == 0
    [asked] = json.loads(run(target, "questions", "--json").stdout)
    assert asked["shared"] is False


@pytest.mark.parametrize("options", [(), ("--shared", "--to", "ola"), ("--shared", "--again")])
def test_a_pile_is_dealt_to_coders_or_shared(target: str, options: tuple[str, ...]) -> None:
    done = run(target, "deal", Q, *options)
    assert done.exit_code == 2
    assert "--shared" in done.stderr
