"""`coder codebook QUESTION …` as typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from coder.cli.codebook_commands import codebook
from coder.cli.group import cli
from tests.builders import SmallProject, code_answer, finish, small_project

Run = Callable[..., Result]


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return small_project(tmp_path / "prosjekt.sqlite", codes=["NAV", "NAV > Møter", "Tid"])


@pytest.fixture
def run(project: SmallProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Type a codebook command as Kari; it must end as said."""
    monkeypatch.chdir(tmp_path)

    def typed(*arguments: str, ends: int = 0) -> Result:
        start = ["--project", "prosjekt.sqlite", "--coder", "kari", "codebook", "hva_skal_til"]
        result = CliRunner().invoke(cli, [*start, *arguments])
        assert result.exit_code == ends, result.output
        return result

    return typed


def shown(run: Run, *options: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run("show", "--json", *options).stdout)
    return found


def listed(run: Run, *options: str) -> list[str]:
    return [each["path"] for each in shown(run, *options)]


def test_every_command_and_parameter_has_help() -> None:
    for command in codebook.commands.values():
        assert command.help
        assert all(getattr(parameter, "help", None) for parameter in command.params), command.name


def test_show_prints_an_indented_tree_with_settled_answers(run: Run, project: SmallProject) -> None:
    for answer in project.answers[:2]:
        code_answer(project.engine, answer, project.codes[1], project.kari)
    finish(project.engine, project.answers[0], project.kari)
    run("define", "NAV", "--heading")
    lines = run("show").stdout.splitlines()
    assert lines[0].split() == ["Code", "Answers", "Kind"]
    assert lines[1] == "NAV"
    assert lines[2].split() == ["Møter", "1"]
    assert lines[2].startswith("  Møter")
    assert lines[3].split() == ["Tid", "0"]


def test_show_json_has_the_promised_keys(run: Run, project: SmallProject) -> None:
    first, second, _third = shown(run)
    assert set(first) >= {
        "id",
        "path",
        "theme",
        "code",
        "kind",
        "codable",
        "definition",
        "born",
        "retired",
        "answers",
    }
    assert (second["path"], second["theme"], second["code"]) == ("NAV > Møter", "NAV", "Møter")
    assert (first["theme"], first["retired"], first["answers"], first["kind"]) == (None, None, 0, "ordinary")
    assert len(first["id"]) == 32
    assert isinstance(first["born"], int)
    assert first["born_at"].endswith("Z")


@pytest.mark.slow
def test_show_as_of_an_entry_and_with_all(run: Run) -> None:
    born = shown(run)[0]["born"]
    run("rename", "Tid", "Tidsbruk")
    run("retire", "NAV > Møter")
    run("merge", "Tidsbruk", "--into", "NAV")
    assert listed(run, "--as-of", str(born)) == ["NAV", "NAV > Møter", "Tid"]
    assert listed(run) == ["NAV", "NAV > Møter"]
    assert listed(run, "--all") == ["NAV", "NAV > Møter", "Tidsbruk"]
    plain = run("show")
    assert "Møter" not in plain.stdout
    assert "1 retired code is not shown" in plain.stderr
    everything = run("show", "--all").stdout
    assert "retired" in everything
    assert "merged into NAV" in everything
    assert "neither a date" in run("show", "--as-of", "i går", ends=2).stderr


@pytest.mark.slow
def test_add_rename_define_move_reorder(run: Run) -> None:
    run("add", "DPS > Vakt", "--kind", "other", "--definition", "Døgnvakt", "--label", "nn=Vakt")
    assert "there already" in run("add", "DPS > Vakt").stderr
    run(
        "define",
        "Vakt",
        "--definition",
        "Vakt hele døgnet",
        "--meaning",
        "wider",
        "--example",
        "Ingen å ringe",
    )
    run("rename", "Vakt", "Vaktordning")
    run("move", "Tid", "--under", "DPS", "--position", "1")
    run("reorder", "DPS", "1")
    run("move", "NAV > Møter", "--top")
    assert listed(run) == ["DPS", "DPS > Tid", "DPS > Vaktordning", "NAV", "Møter"]
    made = shown(run)[2]
    assert (made["kind"], made["definition"], made["labels"]) == ("other", "Vakt hele døgnet", {"nn": "Vakt"})
    assert made["examples"] == ["Ingen å ringe"]
    assert "Say where to" in run("move", "NAV", ends=2).stderr


def test_merge_says_how_many_answers_and_coders_share_them(run: Run, project: SmallProject) -> None:
    code_answer(project.engine, project.answers[0], project.codes[1], project.ola)
    code_answer(project.engine, project.answers[0], project.codes[2], project.ola)
    said = run("merge", "NAV > Møter", "--into", "Tid").stderr
    assert said == "1 answer now has «Tid». 1 coding went up in one that was there.\n"


@pytest.mark.slow
def test_split_lists_what_is_undecided(run: Run, project: SmallProject, tmp_path: Path) -> None:
    for answer in project.answers[:3]:
        code_answer(project.engine, answer, project.codes[2], project.kari)
    code_answer(project.engine, project.answers[1], project.codes[2], project.ola)
    first = run("split", "Tid", "Kort", "Lang", "--decide", "r1=Kort")
    assert first.stdout.splitlines()[1].split() == ["hva_skal_til", "r2", "kari"]
    assert len(first.stdout.splitlines()) == 4
    assert "1 coding of «Tid» now has a part. 3 are undecided" in first.stderr
    (tmp_path / "valg.csv").write_text("respondent_id,coder,part\nr2,kari,Kort\nr2,ola,Lang\nr3,,Lang\n")
    second = run("split", "Tid", "Kort", "Lang", "--decisions", "valg.csv")
    assert second.stdout == ""
    assert "Nothing is left on «Tid»" in second.stderr
    assert [each["retired"] is None for each in shown(run)] == [True, True, False, True, True]


def test_wrong_decisions_are_all_listed(run: Run, project: SmallProject, tmp_path: Path) -> None:
    code_answer(project.engine, project.answers[0], project.codes[2], project.kari)
    (tmp_path / "valg.csv").write_text("respondent_id,coder,part\nr77,,Kort\nr1,per,Kort\n")
    said = run("split", "Tid", "Kort", "--decisions", "valg.csv", ends=3).stderr
    assert "valg.csv, row 2, column respondent_id" in said
    assert "valg.csv, row 3, column coder" in said
    assert "Write RESPONDENT=PART" in run("split", "Tid", "Kort", "--decide", "r1=Lang", ends=3).stderr
    assert len(listed(run)) == 3


def test_retire_restore_and_exclusive(run: Run, project: SmallProject) -> None:
    assert "2 codes retired" in run("retire", "NAV").stderr
    assert "2 codes restored" in run("restore", "NAV").stderr
    for each in project.codes[1:]:
        code_answer(project.engine, project.answers[0], each, project.kari)
    assert "1 answer has several codes" in run("exclusive", ends=3).stderr
    run("exclusive", "--off")


@pytest.mark.slow
def test_export_and_import_give_the_same_again(run: Run) -> None:
    run("define", "Tid", "--definition", 'Om "tid",\nog frister')
    for name in ("liste.csv", "liste.toml", "liste.xlsx"):
        run("export", name)
        assert "0 codes added, 0 updated." in run("import", name).stderr


@pytest.mark.slow
def test_import_of_the_real_codebooks(run: Run, shared_data: Path) -> None:
    run("import", str(shared_data / "gold" / "codebook_arbeidstiltak.csv"))
    made = shown(run)[3:]
    assert sum(each["codable"] for each in made) == 19
    assert made[0]["path"] == "NAVs rolle og samarbeid"
    assert not made[0]["codable"]
    several = str(shared_data / "codebooks.csv")
    assert "--where question_id=" in run("import", several, ends=3).stderr
    assert "«origin»" in run("import", several, "--where", "question_id=q7_ja").stderr


def test_a_dry_run_changes_nothing_and_ends_with_1_where_there_are_problems(run: Run, tmp_path: Path) -> None:
    (tmp_path / "god.csv").write_text("theme,code\nDPS,Vakt\n")
    (tmp_path / "gal.csv").write_text("code,kind\nVakt,rar\n")
    assert "1 code added, 1 heading added, 0 updated." in run("import", "god.csv", "--dry-run").stderr
    assert "gal.csv, row 2, column kind" in run("import", "gal.csv", "--dry-run", ends=1).stderr
    assert "gal.csv, row 2, column kind" in run("import", "gal.csv", ends=3).stderr
    assert len(listed(run)) == 3


@pytest.mark.slow
def test_a_starter_codebook_comes_by_its_name(run: Run) -> None:
    run("import", "samarbeid")
    assert "Struktur > Faste møter" in listed(run)


def test_wrong_names_end_with_2_and_a_nearest_name(run: Run) -> None:
    assert "Nearest: «NAV > Møter»" in run("rename", "Møtar", "X", ends=2).stderr
    result = CliRunner().invoke(cli, ["--project", "prosjekt.sqlite", "codebook", "finnes_ikke", "show"])
    assert result.exit_code == 2
    assert "No question «finnes_ikke»" in result.stderr
