"""`coder disclose`: what may identify somebody is found, decided on once, and remembered."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from coder.cli.group import cli
from coder.store.backup import backup_to
from coder.store.check import findings as breaches
from coder.store.project import open_project
from coder.store.unit_of_work import reading, writing
from coder.usecases.coding.setting import set_code
from tests.builders import ask, small_project
from tests.made_once import made_once

Q = "hva_skal_til"
PERSON = "Dere kan ringe Kari Nordhus på telefon 911 22 333 om dette."
PLACE = "Vi i Stjørdal kommune har for få folk. Stjørdal er stor."
NOTHING = "Flere plasser i bedrifter, og tettere oppfølging."
OTHERS = ["Mer tid til hver enkelt."] * 5
"""So many that nobody stands out by being asked at all."""


@pytest.fixture
@made_once
def target(tmp_path: Path) -> str:
    path = str(tmp_path / "a.sqlite")
    small_project(path, texts=[PERSON, PLACE, NOTHING, *OTHERS]).engine.dispose()
    return path


def run(target: str, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--project", target, "--coder", "kari", *arguments])


def listed(target: str, *arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(target, "disclose", Q, "--json", *arguments).stdout)
    return found


def test_what_is_found_is_listed_with_its_place_and_waits_for_a_decision(target: str) -> None:
    found = listed(target)
    assert {each["respondent_id"] for each in found} == {"r1", "r2"}
    for each in found:
        text = {"r1": PERSON, "r2": PLACE}[each["respondent_id"]]
        assert text[each["start"] : each["end"]] == each["mention"]
        assert each["decision"] is None
    assert run(target, "disclose", Q).exit_code == 1


def test_it_says_what_was_checked_and_what_not(target: str) -> None:
    told = run(target, "disclose", Q)
    assert "«Kari Nordhus»" in told.stdout
    assert "not" in told.stderr.casefold()
    assert "anonym" not in (told.stdout + told.stderr).casefold()


def test_what_is_checked_is_told_with_a_list_and_not_after_a_decision(target: str) -> None:
    assert "checked by program" in run(target, "disclose", Q).stderr
    decided = run(target, "disclose", Q, "--respondent", "r1", "--mask")
    assert "undecided" in decided.stderr
    assert "checked by program" not in decided.stderr


@pytest.mark.slow
def test_nothing_is_left_to_decide_when_all_is_decided(target: str) -> None:
    assert run(target, "disclose", Q, "--respondent", "r1", "--mask").exit_code == 1
    kept = run(target, "disclose", Q, "--undecided", "--keep", "known from the press")
    assert kept.exit_code == 0, kept.stderr
    assert {each["decision"] for each in listed(target)} == {"mask", "keep"}


def test_a_mention_is_not_kept_without_a_reason(target: str) -> None:
    refused = run(target, "disclose", Q, "--keep", "  ")
    assert (refused.exit_code, "why" in refused.stderr) == (2, True)
    assert all(each["decision"] is None for each in listed(target))


@pytest.mark.slow
def test_a_decision_can_be_taken_back(target: str) -> None:
    run(target, "disclose", Q, "--respondent", "r2", "--drop")
    assert {each["decision"] for each in listed(target, "--respondent", "r2")} == {"drop"}
    assert run(target, "undo").exit_code == 0
    assert {each["decision"] for each in listed(target, "--respondent", "r2")} == {None}


def test_own_names_are_looked_for(target: str, tmp_path: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text("bedrifter\n", encoding="utf-8")
    found = listed(target, "--names", str(names))
    assert [each["mention"] for each in found if each["respondent_id"] == "r3"] == ["bedrifter"]


def test_two_decisions_at_once_are_refused(target: str) -> None:
    assert run(target, "disclose", Q, "--mask", "--drop").exit_code == 2


@pytest.mark.slow
def test_what_is_redacted_is_nowhere_in_the_project_file(target: str) -> None:
    secret = "Kari Nordhus"
    done = run(target, "disclose", Q, "--mention", secret, "--redact")
    assert "1 answer redacted." in done.stderr
    assert secret not in [each["mention"] for each in listed(target)]
    for name in (target, f"{target}-wal", f"{target}-shm"):
        file = Path(name)
        assert not file.exists() or secret.encode() not in file.read_bytes(), name
    refused = run(target, "undo")
    assert refused.exit_code == 2
    assert secret not in run(target, "history", "--json").stdout


@pytest.mark.slow
def test_excerpts_keep_their_words_when_a_mention_before_them_is_redacted(target: str) -> None:
    engine = open_project(target)
    start = PERSON.index("om dette")
    with writing(engine, coder_id=1, operation="set_code") as work:
        set_code(work, 1, 1, 1, ((start, start + 8),))
    engine.dispose()
    run(target, "disclose", Q, "--mention", "Kari Nordhus", "--redact", "--with", "navn")
    engine = open_project(target)
    with reading(engine) as work:
        from coder.store.answers import answers_by_id
        from coder.store.codings import codings_of

        text = answers_by_id(work, [1])[1].text
        [coding] = codings_of(work, [1])[1]
    assert text.startswith("Dere kan ringe [navn] på telefon")
    assert [text[slice(*span)] for span in coding.excerpts] == ["om dette"]
    assert not list(ask(engine, breaches))


@pytest.mark.slow
def test_it_is_told_where_redacted_words_stand_still(target: str) -> None:
    engine = open_project(target)
    with writing(engine, coder_id=1, operation="define_code") as work:
        work.update("code", 1, examples="Som KARI NORDHUS sa.")
    engine.dispose()
    done = run(target, "disclose", Q, "--mention", "Kari Nordhus", "--redact")
    assert "1 note, translation, analysis or definition says the same words" in done.stderr
    done = run(target, "disclose", Q, "--mention", "Stjørdal kommune", "--redact")
    assert "says the same words" not in done.stderr


def test_an_answer_as_a_whole_is_not_redacted(tmp_path: Path) -> None:
    target = str(tmp_path / "few.sqlite")
    small_project(target, texts=["Vi i Nordland ventar ikkje lenger på at dei andre kjem."]).engine.dispose()
    refused = run(target, "disclose", Q, "--kind", "combination", "--redact")
    assert (refused.exit_code, "no words" in refused.stderr) == (2, True)


def test_a_backup_that_still_holds_the_words_is_named(target: str, tmp_path: Path) -> None:
    engine = open_project(target)
    backup_to(engine, tmp_path / "before.sqlite")
    engine.dispose()
    done = run(target, "disclose", Q, "--mention", "Kari Nordhus", "--redact")
    assert "before.sqlite" in done.stderr


@pytest.mark.slow
def test_a_kind_is_named_as_it_is_listed_or_as_json_has_it(target: str) -> None:
    by_json = listed(target, "--kind", "place")
    spoken = ["--lang", "nb", "--project", target, "disclose", Q, "--json", "--kind", "sted"]
    done = subprocess.run(
        [sys.executable, "-m", "coder", *spoken], capture_output=True, encoding="utf-8", check=False
    )
    assert (
        [each["mention"] for each in json.loads(done.stdout)] == [each["mention"] for each in by_json] != []
    )
