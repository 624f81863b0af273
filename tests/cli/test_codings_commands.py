"""`coder codings`, as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coder.cli.group import cli
from coder.store.history import last_number
from coder.store.project import open_project
from coder.store.unit_of_work import reading
from tests.made_once import made_once
from tests.usecases.small_projects import HEADER, QUESTION, codings_csv, small_project


def run(project: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(
        cli, ["--project", str(project), "--coder", "kari", "codings", *map(str, arguments)]
    )


@pytest.fixture
@made_once
def project(tmp_path: Path) -> Path:
    small_project(str(tmp_path / "p.sqlite")).dispose()
    return tmp_path / "p.sqlite"


def test_codings_come_in_and_go_out(project: Path, tmp_path: Path) -> None:
    given = codings_csv(tmp_path, "r1,2016,Kapasitet,Annet,A,0,7,done", "r2,2016,,,A,,,started")
    result = run(project, QUESTION, "import", given)
    assert result.exit_code == 0
    assert "1 new coding, 1 new excerpt; 1 answer newly done." in result.stderr
    assert "New coders: «A»." in result.stderr
    assert result.stdout == ""
    result = run(project, QUESTION, "export", tmp_path / "out.csv")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / "out.csv").read_bytes() == given.read_bytes()


def test_the_file_is_named_last_or_with_o_as_in_other_commands(project: Path, tmp_path: Path) -> None:
    for name, named in (("a.csv", ["--output"]), ("b.csv", ["-o"]), ("c.csv", [])):
        assert run(project, QUESTION, "export", *named, tmp_path / name).exit_code == 0
        assert (tmp_path / name).is_file()
    twice = run(project, QUESTION, "export", tmp_path / "d.csv", "-o", tmp_path / "e.csv")
    assert twice.exit_code == 2
    assert "twice" in twice.stderr
    none = run(project, QUESTION, "export")
    assert none.exit_code == 2
    assert "FILE" in none.stderr


def test_the_report_comes_as_json(project: Path, tmp_path: Path) -> None:
    given = codings_csv(tmp_path, "r1,2016,,Ny,A,,,done")
    result = run(project, QUESTION, "import", given, "--create-codes", "--json")
    assert json.loads(result.stdout) == {
        "answers": 1,
        "new_codings": 1,
        "new_excerpts": 0,
        "newly_done": 1,
        "new_codes": ["Ny"],
        "new_coders": ["A"],
    }
    assert "Nothing new" in run(project, QUESTION, "import", given).stderr


def test_problems_are_listed_on_stderr_with_exit_code_3(project: Path, tmp_path: Path) -> None:
    given = codings_csv(tmp_path, "r1,2016,,Finnes ikke,A,,,done", "r9,2016,,Annet,A,,,done")
    result = run(project, QUESTION, "import", given)
    assert result.exit_code == 3
    assert "codings.csv, row 2, column code: No code named «Finnes ikke»" in result.stderr
    assert "--create-codes" in result.stderr
    assert "codings.csv, row 3, column respondent_id: respondent «r9» is not in the project." in result.stderr


def test_a_refused_file_leaves_nothing_behind(project: Path, tmp_path: Path) -> None:
    before = entries_in(project)
    given = codings_csv(tmp_path, "r9,2016,,Vet ikke,A,,,done")
    arguments = ["--project", str(project), "--coder", "ny", "codings", QUESTION, "import", str(given)]
    assert CliRunner().invoke(cli, arguments).exit_code == 3
    assert entries_in(project) == before


def entries_in(project: Path) -> int:
    with reading(open_project(str(project))) as work:
        return last_number(work)


def test_columns_that_are_not_read_are_named(project: Path, tmp_path: Path) -> None:
    given = codings_csv(tmp_path, "r1,Vet ikke,A,12", header="respondent_id,code,coder,minutter")
    assert "these columns are not read: «minutter»" in run(project, QUESTION, "import", given).stderr


def test_only_one_coder_and_another_state(project: Path, tmp_path: Path) -> None:
    header = "respondent_id,code,coder"
    given = codings_csv(tmp_path, "r1,Vet ikke,A", "r1,Vet ikke,B", header=header)
    run(project, QUESTION, "import", given, "--only-coder", "B", "--state", "started")
    run(project, QUESTION, "export", tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_text().splitlines() == [HEADER, "r1,2016,,Vet ikke,B,,,started"]


def test_several_coders_are_named_after_one_option(project: Path, tmp_path: Path) -> None:
    run(project, QUESTION, "import", codings_csv(tmp_path, *(f"r1,2016,,Vet ikke,{c},,,done" for c in "ABC")))
    for chosen in (["--coders", "A", "C", "--wave", "2016"], ["--coders", "A", "--coders", "C"]):
        assert run(project, QUESTION, "export", tmp_path / "out.csv", *chosen).exit_code == 0
        lines = (tmp_path / "out.csv").read_text().splitlines()[1:]
        assert [line.split(",")[4] for line in lines] == ["A", "C"]


def test_a_question_coder_or_wave_that_does_not_exist_is_wrong_use(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    assert run(project, "feil", "export", out).exit_code == 2
    assert run(project, "feil", "import", codings_csv(tmp_path, "r1,2016,,,A,,,done")).exit_code == 2
    assert run(project, QUESTION, "export", out, "--coders", "ingen").exit_code == 2
    assert run(project, QUESTION, "export", out, "--wave", "1999").exit_code == 2
    assert run(project, QUESTION, "export", tmp_path / "out.docx").exit_code == 2
    assert not out.exists()


def test_a_file_that_is_missing_or_cannot_be_written_is_one_sentence(project: Path, tmp_path: Path) -> None:
    result = run(project, QUESTION, "import", tmp_path / "ingen.csv")
    assert (result.exit_code, len(result.stderr.splitlines())) == (3, 1)
    result = run(project, QUESTION, "export", tmp_path / "ingen" / "out.csv")
    assert (result.exit_code, len(result.stderr.splitlines())) == (4, 1)


def test_without_a_project_nothing_is_made(tmp_path: Path) -> None:
    result = run(tmp_path / "ingen.sqlite", QUESTION, "import", codings_csv(tmp_path, "r1,2016,,,A,,,done"))
    assert result.exit_code == 2
    assert not (tmp_path / "ingen.sqlite").exists()


@pytest.mark.slow
def test_an_answer_left_out_at_the_import_is_explained_and_comes_in_as_is_said(tmp_path: Path) -> None:
    project, survey = tmp_path / "ny.sqlite", tmp_path / "svar.csv"
    survey.write_text(f"id,{QUESTION}\nr1,Mer tid.\nr2,-\n")
    common = ["--project", str(project), "--coder", "A"]
    roles = ["import", str(survey), "--id", "id", "--question", QUESTION, "--yes", "--no-content"]
    assert CliRunner().invoke(cli, [*common, *roles, "no-answer"]).exit_code == 0
    given = codings_csv(tmp_path, "r1,Tid,A", "r2,Uten innhold,A", header="respondent_id,code,coder")
    refused = run(project, QUESTION, "import", given, "--create-codes")
    assert refused.exit_code == 3
    assert f"respondent «r2» is in the project, but has no text to «{QUESTION}»." in refused.stderr
    assert refused.stderr.count("coder import FILE --no-content leave") == 1
    assert CliRunner().invoke(cli, [*common, *roles, "leave"]).exit_code == 0
    assert "2 new codings" in run(project, QUESTION, "import", given, "--create-codes").stderr


@pytest.mark.slow
def test_who_imports_another_s_codings_is_told_whose_they_are_and_how_to_see_them(
    project: Path, tmp_path: Path
) -> None:
    given = codings_csv(tmp_path, "r1,2016,,Vet ikke,Koder A,,,done", "r2,2016,,Vet ikke,kari,,,done")
    for _again in range(2):
        told = run(project, QUESTION, "import", given).stderr
        assert "Those of «Koder A» are not yours: you are «kari»" in told
        assert f"coder --coder 'Koder A' code {QUESTION}" in told
    own = codings_csv(tmp_path, "r3,2016,,Vet ikke,kari,,,done")
    assert "not yours" not in run(project, QUESTION, "import", own).stderr
