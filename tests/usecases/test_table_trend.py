from __future__ import annotations

import pytest

from coder.tables.grid_of import grid_of
from coder.tables.layout_json import json_values
from coder.tables.table import BREAK, Cell
from coder.usecases.codebook.split import split_code
from coder.usecases.tables.frequency_table import OneWaveError
from coder.usecases.tables.layers import fold_codes
from tests.builders import add_codes, question
from tests.tables.coded_survey import QUESTION, coded_survey
from tests.usecases.cross_tables import bases, cell, counts, layered, table, two_waves


@pytest.mark.slow
def test_a_trend_has_a_column_for_each_wave_and_no_total(project_url: str) -> None:
    found = table(two_waves(project_url), trend=True)
    assert bases(found) == {"2022": 30, "2023": 32}
    assert counts(found) == {"Bil": [30, 15], "Buss": [0, 17]}
    assert grid_of(found).groups == (("2022", 2), ("2023", 2))
    assert [each["key"] for each in json_values(found)["columns"]] == ["wave=2022", "wave=2023", "total"]
    assert "Waves counted together" not in found.note
    assert found.caption.endswith("by wave. N=30–32")


@pytest.mark.slow
def test_a_trend_says_in_which_waves_answers_are_not_settled(project_url: str) -> None:
    survey = two_waves(project_url)
    survey.add_answers(["n1"], wave="2022")
    survey.add_answers(["n2", "n3"], wave="2023")
    note = table(survey, trend=True).note
    assert "3 unsettled answers are outside N. Unsettled by wave: 2022: 1, 2023: 2." in note
    assert "by wave" not in table(survey).note


@pytest.mark.slow
def test_a_trend_takes_two_waves(project_url: str) -> None:
    with pytest.raises(OneWaveError):
        table(two_waves(project_url), trend=True, waves=("2022",))


@pytest.mark.slow
def test_a_code_that_came_later_was_not_in_use_in_the_wave_before(project_url: str) -> None:
    survey = coded_survey(project_url, "Bil")
    first = survey.add_answers([f"a{n}" for n in range(20)], wave="2022")
    survey.code({answer: ["Bil"] for answer in first})
    survey.add_codes("Tog", from_file=False)
    second = survey.add_answers([f"a{n}" for n in range(20)], wave="2023")
    survey.code({answer: ["Tog"] for answer in second})
    found = table(survey, trend=True)
    assert cell(found, "Tog", "2022") == Cell(None, None, in_use=False)
    assert [each.text for each in grid_of(found).rows[1].cells][:2] == [".", "."]
    assert "«.» = the code was not in use." in found.note


@pytest.mark.slow
def test_a_series_breaks_where_a_code_means_something_else_until_the_old_answers_are_read_again(
    project_url: str,
) -> None:
    survey = coded_survey(project_url, "Bil", "Buss")
    first = survey.add_answers([f"a{n}" for n in range(20)], wave="2022")
    survey.code({answer: ["Bil"] for answer in first[:10]} | {answer: ["Buss"] for answer in first[10:]})
    assert "break in the series" not in table(survey).note
    with survey.act("widen_code") as work:
        work.update("code", survey.codes["Bil"], definition="Også buss")
    second = survey.add_answers([f"a{n}" for n in range(20)], wave="2023")
    survey.code({answer: ["Bil"] for answer in second})
    found = table(survey, trend=True)
    assert (cell(found, "Bil", "2022").mark, cell(found, "Bil", "2023").mark) == ("", BREAK)
    assert cell(found, "Buss", "2023").mark == ""
    assert "«|» = break in the series" in found.note
    assert grid_of(found).rows[0].cells[2].text == "| 20"
    with survey.act("done") as work:
        for [row] in work.connection.exec_driver_sql(
            f"SELECT id FROM coded WHERE answer_id IN ({','.join(map(str, first))})"
        ).all():
            work.update("coded", row, done_entry=work.number)
    assert cell(table(survey, trend=True), "Bil", "2023").mark == ""


@pytest.mark.slow
def test_a_series_breaks_where_a_code_was_split_between_waves(project_url: str) -> None:
    survey = coded_survey(project_url, "Kollektivt", "Bil")
    first = survey.add_answers([f"a{n}" for n in range(20)], wave="2022")
    survey.code({answer: ["Kollektivt"] for answer in first})
    with survey.act("split_code") as work:
        parts = split_code(work, survey.codes["Kollektivt"], ["Buss", "Tog"]).parts
    survey.codes |= parts
    second = survey.add_answers([f"a{n}" for n in range(20)], wave="2023")
    survey.code({answer: ["Buss"] for answer in second})
    found = table(survey, trend=True)
    assert cell(found, "Buss", "2023").mark == BREAK
    assert cell(found, "Kollektivt", "2023").mark == BREAK
    assert cell(found, "Bil", "2023").mark == ""


@pytest.mark.slow
def test_the_same_respondents_are_compared_pair_by_pair(project_url: str) -> None:
    found = table(two_waves(project_url), trend=True, same_units=True, test=True)
    assert bases(found) == {"2022": 30, "2023": 30}
    assert counts(found) == {"Bil": [30, 15], "Buss": [0, 15]}
    change, p = found.beside
    assert list(change.values) == pytest.approx([-0.5, 0.5])
    assert change.texts[0].startswith("−50 (−")
    assert change.texts[1].startswith("+50 (")
    assert p.texts == ("<0.001", "<0.001")
    assert "Only those whose answers are settled in each of the waves." in found.note
    assert "McNemar" in found.note
    assert found.caption.endswith(" N=30")
    assert "Too few" not in found.note


@pytest.mark.slow
def test_where_next_to_nobody_changed_it_is_said_that_nothing_can_be_tested(project_url: str) -> None:
    survey = coded_survey(project_url, "Bil")
    for wave in ("2022", "2023"):
        answers = survey.add_answers([f"a{n}" for n in range(20)], wave=wave)
        survey.code({answer: ["Bil"] for answer in answers})
    found = table(survey, trend=True, same_units=True, test=True)
    assert found.beside[1].texts == ("too few",)
    assert "«Too few»: so few changed that no outcome could tell." in found.note


@pytest.mark.slow
def test_change_is_in_what_is_counted(project_url: str) -> None:
    survey = two_waves(project_url, n=6)
    with survey.act() as work:
        county = work.create("variable", name="fylke", position=1)
        levels = [work.create("level", variable=county, name=name, position=1) for name in ("A", "B", "C")]
        people = work.connection.exec_driver_sql(
            "SELECT p.id, p.respondent_id FROM participation p ORDER BY p.respondent_id"
        )
        places = {f"a{n}": n // 2 for n in range(6)}
        of = {survey.respondents[name]: levels[place] for name, place in places.items()}
        for [person, respondent] in people.all():
            if respondent in of:
                work.update("participation", person, background={county: of[respondent]})
    found = table(survey, trend=True, same_units=True, count_by="fylke", test=True, small_bases=True)
    # The first of three counties has Bil only in 2023, the second both, the third Buss only.
    assert counts(found) == {"Bil": [3, 2], "Buss": [0, 2]}
    assert list(found.beside[0].values) == pytest.approx([-1 / 3, 2 / 3])


@pytest.mark.slow
def test_the_consensus_of_the_same_units_is_held_against_their_own_coding(project_url: str) -> None:
    survey = two_waves(project_url)
    survey.coders["consensus"] = 1
    survey.set_question(lead=survey.kari)
    survey.code({survey.answers[0]: ["Buss"]}, coder="consensus")
    found = table(survey, trend=True, same_units=True, counts="consensus")
    assert counts(found) == {"Bil": [29, 15], "Buss": [1, 15]}
    assert "The consensus counts for 1 of 60 settled answers" in found.note
    assert "Net change there: Bil −1, Buss +1." in found.note


@pytest.mark.slow
def test_a_new_code_of_an_opened_codebook_does_not_break_a_series(project_url: str) -> None:
    survey = two_waves(project_url)
    add_codes(survey.engine, question(survey.engine, QUESTION).id, "Tog", coder_id=survey.kari)
    assert all(not each.mark for line in table(survey, trend=True).cells for each in line)


@pytest.mark.slow
def test_a_broken_series_breaks_in_the_row_a_code_was_folded_into(project_url: str) -> None:
    survey = two_waves(project_url)
    layered(survey, fold_codes, ["Buss"], "Annet")
    with survey.act("widen_code") as work:
        work.update("code", survey.codes["Buss"], definition="Også båt")
    third = survey.add_answers([f"c{n}" for n in range(20)], wave="2024")
    survey.code({answer: ["Buss"] for answer in third})
    found = table(survey, trend=True, layer="rapport")
    marks = {
        row.label: [each.mark for each in line] for row, line in zip(found.rows, found.cells, strict=True)
    }
    assert marks["Annet"] == ["", "", BREAK]
