from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coder.documents.cells_in import cells_in
from coder.documents.provenance_in import NoProvenanceError
from coder.domain.codebook import CodeKind
from coder.store.questions import question_named
from coder.tables.grid_difference import Difference
from coder.tables.options import TableOptions
from coder.usecases.project.making import add_tag
from coder.usecases.tables.any_table import AnyTable
from coder.usecases.tables.code_by_code import TogetherOptions, codes_together
from coder.usecases.tables.file import frequencies_to_file
from coder.usecases.tables.frequency_table import frequency_table
from coder.usecases.tables.layers import fold_codes
from coder.usecases.tables.made_again import MadeAgain, OtherHistoryError, OtherProjectError, made_again
from coder.usecases.tables.progress import question_progress
from coder.usecases.tables.regress import Wanted, regression
from coder.usecases.tables.saturation import question_saturation
from tests.made_once import made_once
from tests.tables.coded_survey import QUESTION, SIZE, CodedSurvey, coded_survey

ENDS = (".txt", ".csv", ".json", ".md", ".html", ".htm", ".tex", ".xlsx", ".docx", ".odt", ".svg", ".png")


@pytest.fixture
@made_once
def survey(tmp_path: Path) -> CodedSurvey:
    """30 answers of two sizes, 28 of them coded."""
    survey = coded_survey(str(tmp_path / "a.sqlite"), "NAV", "NAV > Møter", "NAV > Brev", "Bil")
    survey.add_codes("Vet ikke", kind=CodeKind.DONT_KNOW.value)
    survey.add_answers([f"a{n}" for n in range(20)], level="liten")
    survey.add_answers([f"b{n}" for n in range(10)], level="stor")
    sets = [["NAV > Møter", "Bil"]] * 12 + [["NAV > Møter", "NAV > Brev"]] * 9 + [["Vet ikke"]] * 7
    survey.code(dict(zip(survey.answers, sets, strict=False)))
    return survey


def frequencies(survey: CodedSurvey, **options: Any) -> AnyTable:
    return AnyTable.of_frequencies(frequency_table(survey.engine, QUESTION, TableOptions(**options)))


def exported(survey: CodedSurvey, folder: Path, end: str = ".json", **options: Any) -> Path:
    path = folder / f"tabell{end}"
    frequencies(survey, **options).write(path)
    return path


def code_one_more(survey: CodedSurvey) -> None:
    survey.code({survey.answers[28]: ["Bil"]})


def in_all(found: MadeAgain) -> dict[str, tuple[str | None, str | None]]:
    return {each.where: (each.before, each.after) for each in found.today}


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize(
    "options",
    [
        {"by": (SIZE,), "show": "all", "small_bases": True},
        pytest.param({"number": "7.2", "caption": "Koding av svar"}, marks=pytest.mark.slow),
    ],
)
def test_a_table_in_any_format_comes_out_equal(
    options: dict[str, Any], end: str, survey: CodedSurvey, tmp_path: Path
) -> None:
    path = exported(survey, tmp_path, end, **options)
    code_one_more(survey)
    found = made_again(survey.engine, path)
    assert found.is_equal, found.in_file
    assert found.newest == found.entry + 1
    assert found.today


@pytest.mark.slow
@pytest.mark.parametrize("end", [".svg", ".png"])
def test_a_figure_of_other_numbers_is_another_figure(end: str, survey: CodedSurvey, tmp_path: Path) -> None:
    options = {"caption": "Koding", "as_of": None}
    one, other = tmp_path / f"en{end}", tmp_path / f"to{end}"
    frequencies(survey, **options).write(one)
    code_one_more(survey)
    frequencies(survey, **options).write(other)
    assert cells_in(one) != cells_in(other)


@pytest.mark.slow
@pytest.mark.parametrize(
    "options",
    [
        {"level": "theme", "decimals": 1, "order": "name"},
        {"exclude_kinds": (CodeKind.DONT_KNOW,), "base": "answered"},
        {"where": (f"{SIZE}=liten",), "rate": True},
        {"codes": ("Bil",), "by": (SIZE,), "turn": True},
        {"by": (SIZE,), "test": True, "interval": True},
    ],
)
def test_all_options_are_kept(options: dict[str, Any], survey: CodedSurvey, tmp_path: Path) -> None:
    found = made_again(survey.engine, exported(survey, tmp_path, **options))
    assert (found.is_equal, found.today) == (True, ())


@pytest.mark.slow
def test_codes_together_and_progress_are_made_again_too(survey: CodedSurvey, tmp_path: Path) -> None:
    engine, options = survey.engine, TableOptions()
    tables = (
        codes_together(engine, QUESTION, options).table(),
        codes_together(engine, QUESTION, options, TogetherOptions(as_matrix=True)).table(),
        question_progress(engine, QUESTION, TableOptions(by=(SIZE,))).table(),
    )
    for number, table in enumerate(tables):
        table.write(tmp_path / f"{number}.csv")
        table.write(tmp_path / f"{number}.docx")
    code_one_more(survey)
    for number in range(len(tables)):
        for end in (".csv", ".docx"):
            assert made_again(engine, tmp_path / f"{number}{end}").is_equal


@pytest.mark.slow
def test_a_regression_is_made_again_too(survey: CodedSurvey, tmp_path: Path) -> None:
    wanted = Wanted(outcome=("Bil",), on=(SIZE,))
    options = TableOptions(where=(f"{SIZE}=liten", f"{SIZE}=stor"))
    survey.code({survey.answers[29]: ["Bil"]})
    for end in (".csv", ".json", ".docx"):
        regression(survey.engine, QUESTION, wanted, options).table().write(tmp_path / f"logit{end}")
    code_one_more(survey)
    for end in (".csv", ".json", ".docx"):
        found = made_again(survey.engine, tmp_path / f"logit{end}")
        assert found.is_equal, found.in_file
        assert found.today


@pytest.mark.slow
@pytest.mark.parametrize("by_theme", [False, True])
def test_when_codes_were_met_is_made_again_too(by_theme: bool, survey: CodedSurvey, tmp_path: Path) -> None:
    ends = (".csv", ".json", ".docx", *(() if by_theme else (".svg",)))
    for end in ends:
        question_saturation(survey.engine, QUESTION, 7).table(by_theme=by_theme).write(tmp_path / f"m{end}")
    survey.code({survey.answers[29]: ["NAV"]})
    for end in ends:
        found = made_again(survey.engine, tmp_path / f"m{end}")
        assert found.is_equal, found.in_file
        assert found.today


@pytest.mark.parametrize(
    ("kind", "part", "value"),
    [
        ("together", "together", {"as_matrix": True, "mest": 3}),
        ("together", "together", {"most": "tre"}),
        ("together", "together", "alt"),
        ("regression", "regression", {"on": ["storrelse"]}),
        ("regression", "regression", {"outcome": "Bil", "on": ["storrelse"]}),
        ("saturation", "options", {"per": 0}),
        ("frequency", "options", {"decimals": "to"}),
        ("frequency", "options", {"min_cell": "fem"}),
        ("frequency", "options", {"waves": 2023}),
        ("frequency", "project", "prosjektet"),
        ("frequency", "exports", "mange"),
    ],
)
def test_a_provenance_that_somebody_has_changed_is_none(
    kind: str, part: str, value: object, survey: CodedSurvey, tmp_path: Path
) -> None:
    path = exported(survey, tmp_path)
    written = json.loads(path.read_text("utf-8"))
    written["provenance"] |= {"kind": kind, part: value}
    path.write_text(json.dumps(written), "utf-8")
    with pytest.raises(NoProvenanceError) as caught:
        made_again(survey.engine, path)
    assert caught.value.exit_code == 3


@pytest.mark.slow
def test_a_number_that_somebody_typed_over_is_found(survey: CodedSurvey, tmp_path: Path) -> None:
    path = exported(survey, tmp_path, ".csv")
    path.write_text(path.read_text("utf-8").replace("Bil,,Bil,code,12,", "Bil,,Bil,code,13,"), "utf-8")
    found = made_again(survey.engine, path)
    assert not found.is_equal
    assert found.in_file == (Difference("Bil", "13", "12"),)
    assert found.today == ()


def test_a_line_that_somebody_took_out_hides_no_other_difference(survey: CodedSurvey, tmp_path: Path) -> None:
    path = exported(survey, tmp_path, ".md", order="codebook")
    lines = path.read_text("utf-8").replace("| 9 |", "| 8 |").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "Møter" not in line), "utf-8")
    found = made_again(survey.engine, path)
    assert len(found.in_file) == 2
    assert next(each for each in found.in_file if each.before == "8").after == "9"
    [gone] = [each for each in found.in_file if each.before is None]
    assert "Møter" in (gone.after or "")


def test_what_todays_data_would_change_is_listed_cell_by_cell(survey: CodedSurvey, tmp_path: Path) -> None:
    path = exported(survey, tmp_path)
    code_one_more(survey)
    changed = in_all(made_again(survey.engine, path))
    assert changed["Bil · Count"] == ("12", "13")
    assert changed["NAV > Møter · Percent"] == ("75", "72")
    assert changed["Caption"][1] is not None
    assert "NAV > Møter · Count" not in changed


@pytest.mark.slow
def test_a_reporting_layer_is_taken_as_it_was_then(survey: CodedSurvey, tmp_path: Path) -> None:
    with survey.act("save_layer") as work:
        fold_codes(work, question_named(work, QUESTION), "rapport", ["NAV > Brev"], "Post")
    path = exported(survey, tmp_path, ".docx", layer="rapport")
    with survey.act("save_layer") as work:
        fold_codes(work, question_named(work, QUESTION), "rapport", ["Bil"], "Reise")
    found = made_again(survey.engine, path)
    assert found.is_equal, found.in_file
    changed = in_all(found)
    assert changed["Bil · Count"] == ("12", None)
    assert changed["Reise · Count"] == (None, "12")


def test_a_code_that_came_later_is_a_new_row(survey: CodedSurvey, tmp_path: Path) -> None:
    path = exported(survey, tmp_path)
    survey.add_codes("Penger", from_file=False)
    assert in_all(made_again(survey.engine, path))["Penger · Count"][0] is None


@pytest.mark.slow
def test_a_table_of_a_tag_is_made_again_as_of_it(survey: CodedSurvey, tmp_path: Path) -> None:
    with survey.act("tag") as work:
        add_tag(work, "Rapport")
    code_one_more(survey)
    found = made_again(survey.engine, exported(survey, tmp_path, as_of="Rapport"))
    assert (found.is_equal, found.tag) == (True, "Rapport")
    assert in_all(found)["Bil · Count"] == ("12", "13")


@pytest.mark.slow
def test_a_question_that_was_renamed_is_still_the_same(survey: CodedSurvey, tmp_path: Path) -> None:
    path = exported(survey, tmp_path, caption="Koding")
    survey.set_question(key="nytt_navn")
    found = made_again(survey.engine, path)
    assert (found.question, found.is_equal, found.today) == (QUESTION, True, ())


def test_todays_table_may_be_impossible(survey: CodedSurvey, tmp_path: Path) -> None:
    path = exported(survey, tmp_path, where=(f"{SIZE}=liten",))
    with survey.act() as work:
        work.update("level", survey.levels["liten"], name="små")
    found = made_again(survey.engine, path)
    assert found.is_equal
    assert found.no_today is not None
    assert "has no level" in found.no_today


@pytest.mark.slow
def test_what_was_hidden_is_hidden_again_whatever_was_exported_since(
    survey: CodedSurvey, tmp_path: Path
) -> None:
    code_one_more(survey)
    options = TableOptions(by=(SIZE,), min_cell=3, show="both", small_bases=True)
    path = tmp_path / "skjult.json"
    frequencies_to_file(survey.engine, QUESTION, options, path, coder_id=survey.kari)
    shown = replace(options, min_cell=None)
    frequencies_to_file(survey.engine, QUESTION, shown, tmp_path / "alt.json", coder_id=survey.kari)
    found = made_again(survey.engine, path)
    assert found.is_equal, found.in_file
    assert found.no_today is not None
    assert "known from earlier exports" in found.no_today


def test_another_project_and_another_history_are_refused(survey: CodedSurvey, tmp_path: Path) -> None:
    path = exported(survey, tmp_path)
    other = coded_survey(str(tmp_path / "b.sqlite"), "Bil")
    with pytest.raises(OtherProjectError, match="another project, «Prøve»"):
        made_again(other.engine, path)
    path.write_text(re.sub(r'"number": (\d)', r'"number": 9\1', path.read_text("utf-8")), "utf-8")
    with pytest.raises(OtherHistoryError):
        made_again(survey.engine, path)


def test_a_file_without_provenance_is_refused(survey: CodedSurvey, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("kode,antall\nBil,12\n", "utf-8")
    with pytest.raises(NoProvenanceError):
        made_again(survey.engine, path)


def test_the_table_is_made_again_in_its_own_language(survey: CodedSurvey, tmp_path: Path) -> None:
    from coder.messages import current_language, set_language

    set_language("nb")
    path = exported(survey, tmp_path, ".md")
    set_language("en")
    assert made_again(survey.engine, path).is_equal
    assert current_language() == "en"
