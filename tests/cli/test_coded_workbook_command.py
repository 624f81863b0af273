"""`coder import-coded` of a half-coded workbook, as it is typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coder.cli import coded_workbook_command
from coder.cli.group import cli
from coder.store.check import findings
from coder.store.history import last_number
from coder.store.project import open_project
from coder.store.unit_of_work import reading
from coder.usecases.exchange.codings_files import export_codings
from tests.usecases.coded_sheets import LIST, NAV, PEOPLE, YOUNG, made

SHEETS = {
    "Koding": [
        ["id", "svar", "Kode 1", "Kode 2"],
        ["r1", NAV, "Nav", "fylkeskommunen"],
        ["r2", PEOPLE, "Folkk", ""],
        ["r3", YOUNG, "", ""],
    ],
    "Kodeliste": LIST,
}
TWO = {
    "Kari": [["id", "svar", "Kode 1"], ["r1", NAV, "Nav"], ["r2", PEOPLE, "Folk"]],
    "Ola": [["id", "svar", "Kode 1"], ["r1", NAV, "Nav"], ["r2", PEOPLE, ""]],
    "Kodeliste": LIST,
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give the place of a project that is not there yet."""
    return tmp_path / "p.sqlite"


@pytest.fixture
def at_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the command ask, as it does a person."""
    monkeypatch.setattr(coded_workbook_command, "on_terminal", lambda: True)


def run(project: Path, *arguments: str | Path, typed: str | None = None) -> Result:
    given = ["--project", str(project), "--coder", "kari", "import-coded", *map(str, arguments)]
    return CliRunner().invoke(cli, given, input=typed)


def codings(project: Path) -> list[tuple[str, str, str, str | None]]:
    engine = open_project(str(project))
    with reading(engine) as work:
        assert findings(work) == []
        rows = export_codings(work, "svar")
    return [(row.respondent_id, row.theme, row.code, row.coder) for row in rows if row.code]


@pytest.mark.slow
def test_a_workbook_makes_the_project_once_its_names_are_decided(project: Path, tmp_path: Path) -> None:
    given = made(tmp_path, SHEETS)
    refused = run(project, given)
    assert refused.exit_code == 3
    assert "no code is named «Folkk» (Koding!C3; 1 time). Nearest: «Ressurser > Folk»." in refused.stderr
    assert not project.exists()
    done = run(project, given, "--code", "Folkk=Folk")
    assert done.exit_code == 0, done.stderr
    assert codings(project) == [
        ("r1", "Samarbeid", "Nav", "kari"),
        ("r1", "Samarbeid", "Fylkeskommunen", "kari"),
        ("r2", "Ressurser", "Folk", "kari"),
    ]
    with reading(open_project(str(project))) as work:
        before = last_number(work)
    again = run(project, given, "--code", "Folkk=Folk")
    assert (again.exit_code, "Nothing new" in again.stderr) == (0, True)
    with reading(open_project(str(project))) as work:
        assert last_number(work) == before


@pytest.mark.slow
def test_a_dry_run_shows_what_was_understood_and_writes_a_list_to_fill_in(
    project: Path, tmp_path: Path
) -> None:
    given, names = made(tmp_path, SHEETS), tmp_path / "navn.csv"
    shown = run(project, given, "--dry-run", "--code-map-to", names)
    assert shown.exit_code == 1
    assert "C  Kode 1  codes" in shown.stderr
    assert "r1 · svar · kari: Samarbeid > Nav; Samarbeid > Fylkeskommunen" in shown.stderr
    assert "«fylkeskommunen» → Samarbeid > Fylkeskommunen" in shown.stderr
    assert not project.exists()
    lines = names.read_text(encoding="utf-8-sig").splitlines()
    assert lines == [
        "written;code;count;cell;question;nearest",
        "Folkk;;1;Koding!C3;svar;Ressurser > Folk",
    ]
    names.write_text(
        lines[0] + "\n" + lines[1].replace(";;", ";Ressurser > Folk;", 1) + "\n", encoding="utf-8-sig"
    )
    done = run(project, given, "--code-map", names)
    assert done.exit_code == 0, done.stderr
    assert ("r2", "Ressurser", "Folk", "kari") in codings(project)


@pytest.mark.slow
def test_a_dry_run_as_json_holds_columns_codes_and_unknown_names(project: Path, tmp_path: Path) -> None:
    shown = json.loads(run(project, made(tmp_path, SHEETS), "--dry-run", "--json").stdout)
    assert [each["role"] for each in shown["sheets"][0]["columns"]] == ["id", "answer", "codes", "codes"]
    assert shown["unknown"] == [
        {
            "question": "svar",
            "written": "Folkk",
            "count": 1,
            "cell": "Koding!C3",
            "nearest": ["Ressurser > Folk"],
        }
    ]


@pytest.mark.slow
@pytest.mark.usefixtures("at_the_terminal")
def test_at_the_terminal_names_are_asked_about_one_by_one(project: Path, tmp_path: Path) -> None:
    done = run(project, made(tmp_path, SHEETS), typed="\nFinnes ikke\n1\n")
    assert done.exit_code == 0, done.stderr
    assert "«Folkk» (1 time, Koding!C3)" in done.stderr
    assert "There is no such code" in done.stderr
    assert ("r2", "Ressurser", "Folk", "kari") in codings(project)


@pytest.mark.slow
@pytest.mark.usefixtures("at_the_terminal")
def test_where_no_list_of_codes_is_all_names_are_shown_before_they_become_codes(
    project: Path, tmp_path: Path
) -> None:
    stopped = run(project, made(tmp_path, {"Koding": SHEETS["Koding"]}), typed="\nstop\n")
    assert not project.exists()
    asked = stopped.stderr.partition("names 3 codes.")[2]
    assert all(name in asked for name in ("Nav", "fylkeskommunen", "Folkk")), stopped.stderr


@pytest.mark.slow
@pytest.mark.usefixtures("at_the_terminal")
def test_at_the_terminal_a_person_may_stop(project: Path, tmp_path: Path) -> None:
    for typed in ("n\n", "\n.\n"):
        stopped = run(project, made(tmp_path, SHEETS), typed=typed)
        assert stopped.exit_code == 1
        assert "Nothing was imported." in stopped.stderr
        assert not project.exists()


@pytest.mark.slow
@pytest.mark.usefixtures("at_the_terminal")
def test_at_the_terminal_blank_rows_of_a_second_coder_are_asked_about(project: Path, tmp_path: Path) -> None:
    done = run(project, made(tmp_path, TWO), typed="\nnothing applied\n")
    assert done.exit_code == 0, done.stderr
    assert "«Ola» left 1 answer to «svar» blank" in done.stderr
    assert "3 answers newly done" in done.stderr or "4 answers newly done" in done.stderr


@pytest.mark.slow
def test_blank_rows_of_a_second_coder_are_refused_without_an_answer(project: Path, tmp_path: Path) -> None:
    given = made(tmp_path, TWO)
    refused = run(project, given)
    assert (refused.exit_code, "--blank nothing" in refused.stderr) == (3, True)
    done = run(project, given, "--blank", "not-coded")
    assert done.exit_code == 0, done.stderr
    assert len(codings(project)) == 3


@pytest.mark.slow
def test_a_csv_file_is_read_as_a_workbook_is(project: Path, tmp_path: Path) -> None:
    (tmp_path / "k.csv").write_text(f"id;svar;Kode 1\nr1;{NAV};Nav\nr2;{PEOPLE};Folk\n", encoding="utf-8")
    done = run(project, tmp_path / "k.csv", "--create-codes")
    assert done.exit_code == 0, done.stderr
    assert codings(project) == [("r1", "", "Nav", "kari"), ("r2", "", "Folk", "kari")]


@pytest.mark.slow
def test_a_codings_file_is_no_coded_table(project: Path, tmp_path: Path) -> None:
    (tmp_path / "s.csv").write_text(f"id;svar;Kode 1\nr1;{NAV};Nav\n", encoding="utf-8")
    run(project, tmp_path / "s.csv", "--create-codes")
    rows = "respondent_id,code,coder,start,end,state\nr1,Nav,ola,0,3,started\n"
    (tmp_path / "k.csv").write_text(rows, encoding="utf-8")
    done = run(project, tmp_path / "k.csv")
    assert done.exit_code == 3
    assert "coder codings QUESTION import k.csv" in done.stderr
    named = run(project, tmp_path / "k.csv", "--codes", "code", "--coder-column", "coder")
    assert named.exit_code == 0, "whoever names the columns knows what they are"


@pytest.mark.slow
@pytest.mark.parametrize(
    "given", [("--code", "=x"), ("--codes-for", "spm"), ("--sheets-are", "noe"), ("--header-row", "0")]
)
def test_options_that_say_nothing_are_wrong_use(
    project: Path, tmp_path: Path, given: tuple[str, str]
) -> None:
    assert run(project, made(tmp_path, TWO), *given).exit_code == 2
