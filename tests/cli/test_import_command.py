"""`coder import`, as it is typed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coder.cli.group import cli
from coder.cli.import_talk import show_roles
from coder.domain.survey import ColumnFacts
from coder.exchange.roles import Roles
from coder.exchange.table import Table
from coder.store.check import findings
from coder.store.history import last_number
from coder.store.project import open_project
from coder.store.questions import all_questions
from coder.store.surveys import participations, respondent_ids, stored_texts
from coder.store.unit_of_work import reading
from coder.store.variables import stored_variables
from coder.store.waves import wave_ids
from tests.exchange.statistics_files import sav

TEXT = "Tettere oppfølging fra Nav. Flere plasser i bedrifter."
LINES = ("id;størrelse;år;svar", f"007;<2000;2016;{TEXT}", "r2;2000-5000;2016;-", "r3;<2000;2016;")
ROLES = ("--id", "id", "--question", "svar", "--attribute", "størrelse", "--wave-column", "år")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Give the place of a project that is not there yet."""
    return tmp_path / "p.sqlite"


def run(project: Path, *arguments: str | Path) -> Result:
    return CliRunner().invoke(
        cli, ["--project", str(project), "--coder", "kari", "import", *map(str, arguments)]
    )


def survey_file(folder: Path, *lines: str, name: str = "svar.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(lines or LINES) + "\n", encoding="utf-8")
    return path


def texts(project: Path) -> list[str | None]:
    engine = open_project(str(project))
    with reading(engine) as work:
        questions = [question.id for question in all_questions(work)]
        found = stored_texts(work, questions, wave_ids(work).values())
        assert findings(work) == []
    return [each.text for each in found.values()]


def entries_in(project: Path) -> int:
    with reading(open_project(str(project))) as work:
        return last_number(work)


@pytest.mark.slow
def test_a_wide_file_makes_the_project_and_comes_in(project: Path, tmp_path: Path) -> None:
    result = run(project, survey_file(tmp_path), *ROLES)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "2 new answers, 1 question, 3 new respondents" in result.stderr
    assert "1 answer says nothing by itself" in result.stderr
    assert "«-» (1): r2" in result.stderr
    assert texts(project) == [TEXT, "-"]
    with reading(open_project(str(project))) as work:
        assert list(respondent_ids(work)) == ["007", "r2", "r3"]
        assert list(wave_ids(work)) == ["2016"]
        assert list(stored_variables(work)["størrelse"].levels) == ["<2000", "2000-5000"]


@pytest.mark.slow
def test_without_roles_they_are_guessed_and_it_is_said_why(project: Path, tmp_path: Path) -> None:
    lines = [f"{number};<2000;2016;{TEXT} Nummer {number}." for number in range(8)]
    result = run(project, survey_file(tmp_path, LINES[0], *lines))
    assert result.exit_code == 0
    assert "id is taken as the respondent's id, since" in result.stderr
    assert "svar is taken as an open question, since" in result.stderr
    assert len(texts(project)) == 8


def test_the_report_comes_as_json(project: Path, tmp_path: Path) -> None:
    result = run(project, survey_file(tmp_path), *ROLES, "--json")
    report = json.loads(result.stdout)
    assert (report["questions"], report["new_answers"], report["new_respondents"]) == (["svar"], 2, 3)
    assert report["without_content"] == [
        {"row": 3, "respondent_id": "r2", "wave": "2016", "question": "svar", "text": "-"}
    ]


def test_problems_are_listed_with_row_and_column_and_no_project_is_left(
    project: Path, tmp_path: Path
) -> None:
    path = survey_file(tmp_path, *LINES, "r2;<2000;2016;Igjen", ";<2000;2016;Uten id")
    result = run(project, path, *ROLES)
    assert result.exit_code == 3
    assert "svar.csv, row 5, column id: respondent r2 stands in row 3 too" in result.stderr
    assert "svar.csv, row 6, column id: the respondent has no id" in result.stderr
    assert [each.name for each in tmp_path.iterdir()] == ["svar.csv"]


def test_a_missing_column_or_file_is_one_sentence(project: Path, tmp_path: Path) -> None:
    result = run(project, survey_file(tmp_path), "--id", "id", "--question", "svaar")
    assert result.exit_code == 3
    assert "column svaar: there is no such column. Alike: svar" in result.stderr
    assert run(project, tmp_path / "ingen.csv").exit_code == 3
    assert not project.exists()


def test_a_dry_run_writes_nothing_and_tells_problems_by_its_exit_code(project: Path, tmp_path: Path) -> None:
    good = survey_file(tmp_path)
    bad = survey_file(tmp_path, *LINES, "r2;<2000;2016;Igjen", name="feil.csv")
    result = run(project, good, *ROLES, "--dry-run")
    assert result.exit_code == 0
    assert "2 new answers" in result.stderr
    assert not project.exists()
    result = run(project, bad, *ROLES, "--dry-run")
    assert result.exit_code == 1
    assert "feil.csv, row 5, column id" in result.stderr
    assert not project.exists()


@pytest.mark.slow
def test_a_changed_text_needs_a_decision(project: Path, tmp_path: Path) -> None:
    run(project, survey_file(tmp_path), *ROLES)
    before = entries_in(project)
    path = survey_file(tmp_path, LINES[0], "007;<2000;2016;Noe annet enn før.", *LINES[2:])
    result = run(project, path, *ROLES)
    assert result.exit_code == 3
    assert "svar.csv, row 2, column svar: the text of respondent «007» differs" in result.stderr
    assert "--changed keep" in result.stderr
    assert run(project, path, *ROLES, "--dry-run").exit_code == 1
    assert run(project, path, *ROLES, "--dry-run", "--changed", "keep").exit_code == 0
    assert entries_in(project) == before
    assert run(project, path, *ROLES, "--changed", "keep").exit_code == 0
    assert texts(project) == [TEXT, "-"]
    result = run(project, path, *ROLES, "--changed", "replace")
    assert "1 text replaced" in result.stderr
    assert texts(project) == ["Noe annet enn før.", "-"]


def test_a_long_file_has_its_questions_in_a_column(project: Path, tmp_path: Path) -> None:
    path = survey_file(tmp_path, "id,spm,tekst", "r1,q1,Ja.", "r1,q2,Nei.", "r2,q1,Kanskje.")
    result = run(project, path, "--id", "id", "--question-column", "spm", "--text-column", "tekst")
    assert result.exit_code == 0
    assert "3 new answers, 2 questions, 2 new respondents" in result.stderr
    with reading(open_project(str(project))) as work:
        assert [question.key for question in all_questions(work)] == ["q1", "q2"]


@pytest.mark.slow
def test_without_an_id_column_named_it_is_guessed(project: Path, tmp_path: Path) -> None:
    path = survey_file(tmp_path, "id,spm,tekst", "r1,q1,Ja.", "r1,q2,Nei.", "r2,q1,Kanskje.")
    result = run(project, path, "--question-column", "spm", "--text-column", "tekst")
    assert "id is taken as the respondent's id, since --id was not given" in result.stderr
    assert len(texts(project)) == 3


@pytest.mark.slow
def test_without_a_question_the_file_is_a_frame(project: Path, tmp_path: Path) -> None:
    result = run(project, survey_file(tmp_path), "--id", "id", "--attribute", "størrelse", "--wave", "2016")
    assert result.exit_code == 0
    with reading(open_project(str(project))) as work:
        assert len(participations(work, wave_ids(work).values())) == 3
    assert texts(project) == []


def test_rows_weights_and_waves_can_be_chosen(project: Path, tmp_path: Path) -> None:
    path = survey_file(tmp_path, "id;fylke;vekt;svar", "r1;Oslo;1,5;Ja.", "r2;Agder;2;Nei.")
    result = run(
        project,
        path,
        "--id",
        "id",
        "--question",
        "svar",
        "--weight",
        "vekt",
        "--wave",
        "2024",
        "--where",
        "fylke=Oslo",
    )
    assert result.exit_code == 0
    with reading(open_project(str(project))) as work:
        [taking] = participations(work, wave_ids(work).values()).values()
        assert taking.weight == 1.5
        assert list(wave_ids(work)) == ["2024"]


def test_where_without_a_value_is_wrong_use(project: Path, tmp_path: Path) -> None:
    assert run(project, survey_file(tmp_path), *ROLES, "--where", "fylke").exit_code == 2


@pytest.mark.slow
def test_answers_without_content_are_decided_by_an_option(project: Path, tmp_path: Path) -> None:
    result = run(project, survey_file(tmp_path), *ROLES, "--no-content", "no-answer")
    assert "1 without content left out" in result.stderr
    assert texts(project) == [TEXT]
    result = run(project, survey_file(tmp_path), *ROLES, "--no-content", "code")
    assert "1 coded as without content" in result.stderr
    assert texts(project) == [TEXT, "-"]


def test_hostile_text_reaches_no_terminal(project: Path, tmp_path: Path) -> None:
    path = survey_file(tmp_path, "id;svar", "r\x1b]0;x\x07;Ja.", "r\x1b]0;x\x07;Nei.")
    result = run(project, path, "--id", "id", "--question", "svar")
    assert result.exit_code == 3
    assert "\x1b" not in result.stderr


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="A pseudo-terminal is needed, which only POSIX systems have.")
def test_on_a_terminal_the_guess_is_shown_and_the_open_decisions_are_asked(
    project: Path, tmp_path: Path
) -> None:
    lines = [f"{number};<2000;2016;{TEXT} Nummer {number}." for number in range(8)]
    path = survey_file(tmp_path, LINES[0], *lines)
    said = on_a_terminal(project, path, answers="n\n")
    assert "Import it like this?" in said
    assert "open question" in said
    assert not project.exists()
    on_a_terminal(project, path, answers="y\n")
    assert len(texts(project)) == 8
    path = survey_file(tmp_path, LINES[0], "0;<2000;2016;Noe annet enn før.", *lines[1:], "9;<2000;2016;-")
    said = on_a_terminal(project, path, *ROLES, answers="replace\nno-answer\n")
    assert "1 text differs from the one stored" in said
    assert "+ Noe annet enn før." in said
    assert "Sentences" in said
    assert "Noe annet enn før." in texts(project)
    assert len(texts(project)) == 8


def on_a_terminal(project: Path, *arguments: str | Path, answers: str) -> str:
    """Run the command in a pseudo-terminal, type the answers, and return what stood on the screen."""
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "coder", "--project", project, "import", *arguments]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs) as process:
        os.close(theirs)
        os.write(ours, f"{answers}\n".encode())  # and no privacy check now
        said = b""
        while True:
            try:
                part = os.read(ours, 65_536)
            except OSError:  # Linux says so when the other end has closed
                break
            if not part:
                break
            said += part
    os.close(ours)
    assert process.returncode in (0, 1)
    return said.decode()


@pytest.mark.slow
def test_all_open_answers_come_in_as_eighteen_questions(project: Path, shared_data: Path) -> None:
    result = run(
        project,
        shared_data / "all_open_answers.csv",
        *("--id", "respondent_id", "--question-column", "question_id", "--text-column", "text"),
        *("--attribute", "kommunestorrelse", "--wave-column", "aar", "--json"),
    )
    report = json.loads(result.stdout)
    assert (len(report["questions"]), report["new_answers"]) == (18, 239)
    assert len(texts(project)) == 239


@pytest.mark.slow
def test_the_workbook_of_a_survey_says_the_same_as_its_csv(project: Path, shared_data: Path) -> None:
    roles = ("--id", "respondent_id", "--question", "hva_skal_til", "--attribute", "kommunestorrelse")
    for name in ("arbeidstiltak.csv", "arbeidstiltak.xlsx"):
        result = run(project, shared_data / name, *roles, "--wave-column", "aar", "--json")
        assert result.exit_code == 0
    assert json.loads(result.stdout)["same_answers"] == 37


@pytest.mark.slow
def test_the_session_of_the_manual_ends_in_the_same_bytes(
    project: Path, shared_data: Path, tmp_path: Path
) -> None:
    gold = shared_data / "gold"
    source = gold / "arbeidstiltak_codings.csv"
    written = []
    for number in (1, 2):
        target = str(tmp_path / f"{number}.sqlite")

        def coder(*arguments: str | Path, target: str = target) -> None:
            result = CliRunner().invoke(cli, ["--project", target, "--coder", "kari", *map(str, arguments)])
            assert result.exit_code == 0, result.output

        coder(
            *(
                "import",
                shared_data / "arbeidstiltak.csv",
                "--id",
                "respondent_id",
                "--question",
                "hva_skal_til",
            ),
            *("--attribute", "kommunestorrelse", "--wave-column", "aar"),
        )
        coder("codebook", "hva_skal_til", "import", gold / "codebook_arbeidstiltak.csv")
        coder("codings", "hva_skal_til", "import", source)
        source = tmp_path / f"{number}.csv"
        coder("codings", "hva_skal_til", "export", source)
        written.append(source.read_bytes())
    assert written[0] == written[1]
    given = (gold / "arbeidstiltak_codings.csv").read_text(encoding="utf-8").splitlines()
    assert sorted(written[0].decode().splitlines()) == sorted(given)


@pytest.mark.slow
def test_a_file_of_a_statistics_package_is_shown_with_its_labels_and_comes_in(
    project: Path, tmp_path: Path
) -> None:
    path = sav(
        tmp_path / "a.sav",
        {"v1": [1.0, 2.0, 3.0], "v2": [1.0, 9.0, 1.0], "v3": ["Flere busser", "Bedre veier i grenda", ""]},
        column_labels={"v1": "Respondentens løpenummer", "v2": "Kjønn", "v3": "Hva skal til? Skriv inn"},
        variable_value_labels={"v2": {1: "Mann", 9: "Ubesvart"}},
        missing_ranges={"v2": [9]},
    )
    told = run(project, path, "--dry-run").stderr
    assert "v3      Hva skal til? Skriv inn   open question  Flere busser · Bedre veier" in told
    assert not project.exists()
    assert run(project, path, "--yes").exit_code == 0
    assert texts(project) == ["Flere busser", "Bedre veier i grenda"]
    made = entries_in(project)
    assert run(project, path, "--yes").exit_code == 0
    assert entries_in(project) == made
    missing = ["--project", str(project), "--coder", "kari", "questions", "missing", "v2"]
    assert CliRunner().invoke(cli, missing).stdout == "Ubesvart\n"
    assert CliRunner().invoke(cli, [*missing, "--none"]).stdout == ""
    assert CliRunner().invoke(cli, [*missing, "Mann", "--none"]).exit_code == 2
    assert CliRunner().invoke(cli, [*missing, "Ukjent"]).exit_code == 2
    assert CliRunner().invoke(cli, missing).stdout == ""


@pytest.mark.parametrize("columns", [80, 140])
def test_the_preview_fits_the_terminal_where_columns_have_labels(
    tmp_path: Path, columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    asked = "Hva mener du er det viktigste kommunen bør gjøre bedre først?"
    table = Table(
        "s.sav",
        ("respondentnummer", "q5_viktigste_forbedring"),
        [("1", TEXT * 3), ("2", TEXT)],
        [2, 3],
        facts={"q5_viktigste_forbedring": ColumnFacts(label=asked)},
    )
    show_roles(table, Roles(id="respondentnummer", questions=("q5_viktigste_forbedring",)))
    assert max(map(len, capsys.readouterr().err.splitlines())) <= columns
