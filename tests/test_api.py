from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import coder
from coder.api import ProjectHandle
from coder.domain.errors import CoderError
from coder.store.exports import exports_of
from coder.store.project import NoProjectError
from coder.store.questions import question_named
from coder.store.unit_of_work import reading
from coder.store.waves import UnknownWaveError
from coder.tables.options import NoSuchChoiceError
from coder.usecases.project.making import add_tag
from tests.made_once import made_once
from tests.tables.coded_survey import QUESTION, SIZE, CodedSurvey, coded_survey


@pytest.fixture
@made_once
def survey(project_url: str) -> CodedSurvey:
    """25 answers of two size classes; Kari has coded all but one, Ola two."""
    survey = coded_survey(project_url, "NAV", "NAV > Møter", "Bil")
    survey.add_answers([f"a{n}" for n in range(20)], level="liten")
    survey.add_answers([f"b{n}" for n in range(5)], level="stor")
    survey.add_coder("ola")
    survey.set_question(lead=survey.kari)
    survey.code({answer: ["NAV > Møter", "Bil"] for answer in survey.answers[:16]})
    survey.code({answer: [] for answer in survey.answers[16:24]})
    survey.code({answer: ["Bil"] for answer in survey.answers[:2]}, coder="ola")
    return survey


@pytest.fixture
def project(survey: CodedSurvey) -> Any:
    with coder.open(survey.engine.url.render_as_string(hide_password=False)) as project:
        yield project


def test_the_table_is_a_frame_with_its_base_and_provenance(project: ProjectHandle) -> None:
    table = project.table(QUESTION, caption="Koding", number="1.1")
    assert table.loc["NAV > Møter", ["count", "percent"]].tolist() == [16, 67]
    assert table["level"].tolist() == ["theme", "code", "code"]
    assert (table.attrs["base"], table.attrs["unsettled"]) == (24, 1)
    assert table.attrs["caption"] == "Table 1.1  Koding. N=24"
    assert table.attrs["provenance"]["question"]["key"] == QUESTION


def test_the_table_takes_the_options_of_the_command(project: ProjectHandle) -> None:
    table = project.table(QUESTION, where={SIZE: ["liten"]}, decimals=1, level="code", base="answered")
    assert table.attrs["base"] == 20
    assert table.loc["Bil", "percent"] == 80.0
    assert project.table(QUESTION, where={SIZE: "stor"})["percent"].isna().all(), "the base is small"


def test_the_settled_codings_give_the_counts_of_the_table(project: ProjectHandle) -> None:
    codings = project.codings(QUESTION, settled=True)
    counted = codings.dropna(subset="code").groupby("path")["respondent_id"].nunique()
    table = project.table(QUESTION, level="code")
    assert counted.to_dict() == table.query("level == 'code'")["count"].to_dict()


def test_an_answer_that_is_done_without_codes_is_a_row(project: ProjectHandle) -> None:
    codings = project.codings(QUESTION, coders=["kari"])
    assert len(codings) == 16 * 2 + 8
    assert codings["code"].isna().sum() == 8
    assert set(codings["state"]) == {"done"}


def test_all_coders_are_there_unless_some_are_named(project: ProjectHandle) -> None:
    assert set(project.codings(QUESTION)["coder"]) == {"kari", "ola"}
    assert len(project.codings(QUESTION, coders=["ola"])) == 2
    assert len(project.codings(QUESTION, coders="ola")) == 2


def test_excerpts_are_rows_of_their_own(survey: CodedSurvey, project: ProjectHandle) -> None:
    last = survey.answers[24]
    with survey.act() as work:
        code, kari = survey.codes["Bil"], survey.kari
        work.create("coding", answer=last, code=code, coder=kari, excerpts=[(0, 4), (5, 8)])
        work.create("coded", answer=last, coder=kari, state="started", done_entry=None)
    rows = project.codings(QUESTION).query("respondent_id == 'b4'")
    assert rows[["start", "end", "state"]].values.tolist() == [[0, 4, "started"], [5, 8, "started"]]


def test_answers_come_with_background_in_file_order(project: ProjectHandle) -> None:
    answers = project.answers(QUESTION)
    assert answers.columns.tolist() == ["respondent_id", "wave", "text", SIZE]
    assert answers["respondent_id"].tolist()[:2] == ["a0", "a1"]
    assert answers["wave"].isna().all(), "an unnamed wave has no name"
    assert answers[SIZE].value_counts().to_dict() == {"liten": 20, "stor": 5}
    assert answers.index.is_unique


def test_a_wave_that_is_not_there_is_an_error_and_no_empty_frame(project: ProjectHandle) -> None:
    with pytest.raises(UnknownWaveError):
        project.answers(QUESTION, wave="1999")
    with pytest.raises(UnknownWaveError):
        project.table(QUESTION, wave="1999")


def test_questions_are_listed_with_their_numbers(project: ProjectHandle) -> None:
    [row] = project.questions().to_dict("records")
    assert (row["key"], row["answers"], row["settled"], row["unsettled"]) == (QUESTION, 25, 24, 1)


def test_an_empty_question_gives_empty_frames(tmp_path: Path) -> None:
    target = tmp_path / "a.sqlite"
    coded_survey(str(target)).engine.dispose()
    project = coder.open(target)
    for frame in (project.answers(QUESTION), project.codings(QUESTION), project.table(QUESTION)):
        assert isinstance(frame, pd.DataFrame)
        assert frame.empty
    project.close()


def test_reading_writes_nothing(tmp_path: Path) -> None:
    target = tmp_path / "a.sqlite"
    coded_survey(str(target), "Bil", answers=3).engine.dispose()
    before = target.read_bytes()
    with coder.open(target) as project:
        project.table(QUESTION)
        project.codings(QUESTION)
    assert target.read_bytes() == before


def test_a_project_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NoProjectError):
        coder.open(tmp_path / "ingen.sqlite")


def test_a_misspelt_option_is_an_error(project: ProjectHandle) -> None:
    with pytest.raises(TypeError, match="desimaler"):
        project.table(QUESTION, desimaler=1)


@pytest.mark.parametrize(
    "options", [{"base": "everybody"}, {"level": "top"}, {"order": "size"}, {"decimals": 7}, {"counts": "me"}]
)
def test_a_choice_that_is_none_is_an_error_that_names_the_choices(
    options: dict[str, Any], tmp_path: Path
) -> None:
    coded_survey(str(tmp_path / "a.sqlite")).engine.dispose()
    with coder.open(tmp_path / "a.sqlite") as project, pytest.raises(NoSuchChoiceError, match="Choose: "):
        project.table(QUESTION, **options)


def test_importing_the_package_loads_no_library() -> None:
    program = (
        "import sys, coder; print(sorted({'pandas', 'numpy', 'sqlalchemy', 'click'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_background_variable_gives_a_frame_of_codes_by_levels(project: ProjectHandle) -> None:
    table = project.table(QUESTION, by=SIZE, small_bases=True)
    by_size = table["count"][SIZE]
    assert by_size.columns.tolist() == ["liten", "stor"]
    assert by_size.loc["Bil"].tolist() == [16, 0]
    assert table["count", "", ""]["Bil"] == 16
    assert [column["base"] for column in table.attrs["columns"] if column["key"] != "total"] == [20, 4]


def test_codes_can_be_named(project: ProjectHandle) -> None:
    assert project.table(QUESTION, codes="Bil").index.tolist() == ["Bil"]


def test_a_tag_names_the_moment_of_a_table(survey: CodedSurvey, project: ProjectHandle) -> None:
    with survey.act("tag") as work:
        add_tag(work, "Rapport")
    survey.code({survey.answers[24]: ["Bil"]})
    assert project.table(QUESTION, as_of="Rapport").attrs["base"] == 24
    assert project.table(QUESTION).attrs["base"] == 25


@pytest.mark.slow
def test_a_report_is_written_from_python(project: ProjectHandle, tmp_path: Path) -> None:
    project.write_table(QUESTION, tmp_path / "t.docx", by=SIZE, number="7.1")
    project.write_table(QUESTION, tmp_path / "f.svg", level="code")
    project.write_together(QUESTION, tmp_path / "together.csv", pairs=1)
    project.write_progress(QUESTION, tmp_path / "progress.md", by=SIZE)
    project.write_saturation(QUESTION, tmp_path / "saturation.png")
    project.write_regression(QUESTION, tmp_path / "logit.xlsx", outcome="Bil", on=SIZE)
    told = project.write_quotes(QUESTION, tmp_path / "all.docx", purpose="internal")
    assert told == ()
    written = {file.name for file in tmp_path.iterdir() if file.suffix in (".docx", ".svg", ".csv", ".png")}
    assert written >= {"t.docx", "f.svg", "together.csv", "saturation.png", "all.docx"}
    engine = project._engine
    with reading(engine) as work:
        exports = exports_of(work, question_named(work, QUESTION).id)
    assert [each.file for each in exports][-2:] == ["logit.xlsx", "all.docx"]


def test_a_file_named_otherwise_is_refused_before_any_work(project: ProjectHandle, tmp_path: Path) -> None:
    with pytest.raises(CoderError, match=r"\.docx"):
        project.write_table(QUESTION, tmp_path / "t.pdf")
    with pytest.raises(CoderError, match=r"\.docx"):
        project.write_quotes(QUESTION, tmp_path / "t.pdf", purpose="internal")


def test_a_project_is_exported_as_on_the_command_line(survey: CodedSurvey, tmp_path: Path) -> None:
    project = coder.open(survey.engine.url.render_as_string(hide_password=False), name="kari")
    told = project.export("qdpx", tmp_path / "a.qdpx", questions=QUESTION)
    assert "Other programs do not know how far a coder has come with an answer." in told
    assert (tmp_path / "a.qdpx").is_file()
    with reading(survey.engine) as work:
        assert [each.what for each in exports_of(work)] == ["exchange"]
    project.close()


def test_a_variable_called_as_a_column_of_answers_is_there_too(tmp_path: Path) -> None:
    survey = coded_survey(str(tmp_path / "p.sqlite"), "Bil")
    survey.add_answers(["a"], wave="2026", level="liten")
    with survey.act() as work:
        work.update("variable", survey.variable, name="text")
    with coder.open(tmp_path / "p.sqlite") as project:
        [row] = project.answers(QUESTION).to_dict("records")
    assert row == {"respondent_id": "a", "wave": "2026", "text": "Svar fra a", "«text»": "liten"}
