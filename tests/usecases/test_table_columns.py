from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from coder.domain.codebook import CodeKind
from coder.domain.reporting_layer import UnknownLayerError
from coder.store.questions import question_named
from coder.tables.columns import BREAK
from coder.tables.grid_of import grid_of
from coder.tables.intervals_of import NoSuchColumnError
from coder.tables.layout_csv import as_csv
from coder.tables.layout_json import json_values
from coder.tables.options import TableOptions
from coder.tables.table import Cell, FrequencyTable
from coder.usecases.codebook_split import split_code
from coder.usecases.layers import drop_rows, fold_codes, label_row
from coder.usecases.questions import UnknownVariableError
from coder.usecases.table import OneWaveError, WeightedAndHiddenError, WeightedUnitsError, frequency_table
from coder.usecases.table_people import NotANumberError
from tests.builders import add_codes, question
from tests.tables.coded_survey import QUESTION, SIZE, CodedSurvey, coded_survey


def table(survey: CodedSurvey, **options: Any) -> FrequencyTable:
    return frequency_table(survey.engine, QUESTION, TableOptions(**options))


def bases(found: FrequencyTable) -> dict[str, int | None]:
    return {column.label: column.base for column in found.columns}


def counts(found: FrequencyTable) -> dict[str, list[int | None]]:
    return {
        row.path: [cell.count for cell in line] for row, line in zip(found.rows, found.cells, strict=True)
    }


def cell(found: FrequencyTable, path: str, label: str) -> Cell:
    place = [column.label for column in found.columns].index(label)
    return dict(zip((row.path for row in found.rows), found.cells, strict=True))[path][place]


def by_size(target: str) -> CodedSurvey:
    """Thirty small ones of which twelve say Bil, ten big ones of which nine do, two of unknown size."""
    survey = coded_survey(target, "Bil", "Buss")
    small = survey.add_answers([f"s{n}" for n in range(30)], level="liten")
    big = survey.add_answers([f"b{n}" for n in range(10)], level="stor")
    unknown = survey.add_answers(["u0", "u1"])
    survey.code({answer: ["Bil"] for answer in (*small[:12], *big[:9], *unknown)})
    survey.code({answer: ["Buss"] for answer in (*small[12:], *big[9:])})
    return survey


def test_each_level_has_its_own_base_and_those_without_a_value_a_column(project_url: str) -> None:
    found = table(by_size(project_url), by=(SIZE,))
    assert bases(found) == {"liten": 30, "stor": 10, "Not given": 2}
    assert counts(found) == {"Bil": [12, 9, 2], "Buss": [18, 1, 0]}
    assert cell(found, "Bil", "liten").percent == 40
    assert cell(found, "Bil", "stor").percent is None, "N is under 20"
    assert [row.count for row in found.rows] == [23, 19]
    assert "«Not given»: has no value of the variable." in found.note
    assert "Where N of a column is under 20: counts only" in found.note


def test_there_is_no_column_for_the_rest_where_everybody_has_a_value(project_url: str) -> None:
    survey = coded_survey(project_url, "Bil")
    survey.code({answer: ["Bil"] for answer in survey.add_answers(["a", "b"], level="liten")})
    found = table(survey, by=(SIZE,))
    assert bases(found) == {"liten": 2}
    assert "Not given" not in found.note
    assert table(survey, by=(SIZE, SIZE)).columns == found.columns


def test_small_columns_show_counts_in_brackets_among_percentages(project_url: str) -> None:
    grid = grid_of(table(by_size(project_url), by=(SIZE,)))
    assert [column.heading for column in grid.columns] == ["liten", "stor", "Not given", "Total"]
    assert grid.groups == ((SIZE, 3), ("", 1))
    assert [tuple(each.text for each in row.cells) for row in grid.rows] == [
        ("40", "(9)", "(2)", "55"),
        ("60", "(1)", "(0)", "45"),
        ("30", "10", "2", "42"),
    ]
    assert grid.rows[-1].label == "N"


def test_levels_stand_in_the_order_given_to_them_also_those_nobody_has(project_url: str) -> None:
    survey = by_size(project_url)
    with survey.act() as work:
        work.update("level", survey.levels["stor"], position=1)
        work.update("level", survey.levels["liten"], position=2)
        work.create("level", variable=survey.variable, name="størst", position=3)
    found = table(survey, by=(SIZE,))
    assert bases(found) == {"stor": 10, "liten": 30, "størst": 0, "Not given": 2}
    assert cell(found, "Bil", "størst") == Cell(0, None)


def test_several_variables_stand_side_by_side(project_url: str) -> None:
    survey = by_size(project_url)
    with survey.act() as work:
        other = work.create("variable", name="fylke", position=2)
        oslo = work.create("level", variable=other, name="Oslo", position=1)
        person = work.create("respondent", external_id="x", position=99)
        background = {survey.variable: survey.levels["liten"], other: oslo}
        work.create("participation", respondent=person, wave=survey.waves[""], background=background)
        answer = work.create(
            "answer",
            question=survey.question,
            respondent=person,
            wave=survey.waves[""],
            text="x",
            position=99,
        )
    survey.code({answer: ["Bil"]})
    found = table(survey, by=(SIZE, "fylke"), show="both")
    assert [column.key for column in found.columns] == [
        f"{SIZE}=liten",
        f"{SIZE}=stor",
        f"{SIZE}=",
        "fylke=Oslo",
        "fylke=",
    ]
    assert counts(found)["Bil"] == [13, 9, 2, 1, 23]
    assert [group for group, _width in grid_of(found).groups][:1] == [f"{SIZE}: liten"]


def test_every_base_is_counted_by_level(project_url: str) -> None:
    survey = coded_survey(project_url, "Bil")
    answers = survey.add_answers([f"a{n}" for n in range(30)], level="liten")
    survey.add_answers([f"b{n}" for n in range(20)], level="stor")
    survey.add_frame(["c"], level="liten")
    survey.add_frame(["d", "e"], level="stor")
    survey.code({answer: ["Bil"] for answer in answers[:25]})
    assert bases(table(survey, by=(SIZE,))) == {"liten": 25, "stor": 0}
    assert bases(table(survey, by=(SIZE,), base="answered")) == {"liten": 30, "stor": 20}
    found = table(survey, by=(SIZE,), base="frame")
    assert bases(found) == {"liten": 31, "stor": 22}
    assert counts(found)["No answer"] == [1, 2]
    assert found.caption.endswith("N=53; 50 answered (94 percent)")


def test_answers_with_excluded_codes_only_leave_their_own_column(project_url: str) -> None:
    survey = by_size(project_url)
    survey.add_codes("Vet ikke", kind="don't know")
    [extra] = survey.add_answers(["v"], level="stor")
    survey.code({extra: ["Vet ikke"]})
    assert bases(table(survey, by=(SIZE,)))["stor"] == 11
    assert bases(table(survey, by=(SIZE,), exclude_kinds=(CodeKind.DONT_KNOW,)))["stor"] == 10


def test_a_theme_counts_an_answer_once_in_its_column(project_url: str) -> None:
    survey = coded_survey(project_url, "NAV", "NAV > Lønn", "NAV > Møter")
    [both, *_rest] = survey.add_answers([f"a{n}" for n in range(20)], level="liten")
    survey.code({both: ["NAV > Lønn", "NAV > Møter"]} | {answer: [] for answer in survey.answers[1:]})
    assert counts(table(survey, by=(SIZE,))) == {"NAV": [1], "NAV > Lønn": [1], "NAV > Møter": [1]}


def test_one_code_by_level_with_count_base_and_percent(project_url: str) -> None:
    found = table(by_size(project_url), by=(SIZE,), turn=True, show="all", codes=("bil",), small_bases=True)
    grid = grid_of(found)
    assert [(row.label, *(each.text for each in row.cells)) for row in grid.rows] == [
        ("liten", "12", "30", "40"),
        ("stor", "9", "10", "90"),
        ("Not given", "2", "2", "100"),
        ("Total", "23", "42", "55"),
    ]
    assert grid.stub == SIZE


def two_waves(target: str, n: int = 30) -> CodedSurvey:
    """The same respondents in 2022, when all said Bil, and in 2023, with two more, when half did."""
    survey = coded_survey(target, "Bil", "Buss")
    first = survey.add_answers([f"a{each}" for each in range(n)], wave="2022")
    second = survey.add_answers([f"a{each}" for each in range(n)] + ["x", "y"], wave="2023")
    survey.code({answer: ["Bil"] for answer in first})
    survey.code({answer: ["Bil"] for answer in second[: n // 2]})
    survey.code({answer: ["Buss"] for answer in second[n // 2 :]})
    return survey


def test_a_trend_has_a_column_for_each_wave_and_no_total(project_url: str) -> None:
    found = table(two_waves(project_url), trend=True)
    assert bases(found) == {"2022": 30, "2023": 32}
    assert counts(found) == {"Bil": [30, 15], "Buss": [0, 17]}
    assert grid_of(found).groups == (("2022", 2), ("2023", 2))
    assert [each["key"] for each in json_values(found)["columns"]] == ["wave=2022", "wave=2023", "total"]
    assert "Waves counted together" not in found.note
    assert found.caption.endswith("by wave. N=30–32")


def test_a_trend_takes_two_waves(project_url: str) -> None:
    with pytest.raises(OneWaveError):
        table(two_waves(project_url), trend=True, waves=("2022",))


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


def test_the_same_respondents_are_compared_pair_by_pair(project_url: str) -> None:
    found = table(two_waves(project_url), trend=True, same_units=True, test=True)
    assert bases(found) == {"2022": 30, "2023": 30}
    assert counts(found) == {"Bil": [30, 15], "Buss": [0, 15]}
    change, p = found.beside
    assert list(change.values) == pytest.approx([-0.5, 0.5])
    assert change.texts[0].startswith("−50 (−")
    assert change.texts[1].startswith("+50 (")
    assert p.texts == ("<0.001", "<0.001")
    assert "Only those who answered in each of the waves." in found.note
    assert "McNemar" in found.note
    assert found.caption.endswith(" N=30")


def test_weighted_shares_stand_beside_the_others(project_url: str) -> None:
    survey = coded_survey(project_url, "Bil", "Buss")
    survey.code({a: ["Bil"] for a in survey.add_answers([f"s{n}" for n in range(30)], level="1 000")})
    survey.code({a: ["Buss"] for a in survey.add_answers([f"b{n}" for n in range(10)], level="7000,0")})
    survey.code({a: ["Buss"] for a in survey.add_answers(["u"])})
    found = table(survey, weight=SIZE, weight_words="andel av innbyggerne", test=True, interval=True)
    assert [(row.path, row.percent, row.weighted) for row in found.rows] == [
        ("Bil", Decimal(73), Decimal(30)),
        ("Buss", Decimal(27), Decimal(70)),
    ]
    assert "Weighted shares: andel av innbyggerne." in found.note
    assert "1 answer has no weight and is left out of the weighted shares." in found.note
    assert "neither tests nor intervals" in found.note
    assert [column.heading for column in grid_of(found).columns] == ["Count", "Percent", "Weighted"]
    assert json_values(found)["cells"][0]["weighted"] == 30


def test_the_weight_that_was_imported_is_taken_by_its_name(project_url: str) -> None:
    survey = coded_survey(project_url, "Bil", "Buss", answers=20)
    with survey.act() as work:
        for place, [row] in enumerate(work.connection.exec_driver_sql("SELECT id FROM participation").all()):
            work.update("participation", row, weight=3.0 if place < 5 else 1.0)
    survey.code({answer: ["Bil" if place < 5 else "Buss"] for place, answer in enumerate(survey.answers)})
    assert [row.weighted for row in table(survey, weight="weight", order="codebook").rows] == [50, 50]


def test_a_weight_is_a_number_and_stands_for_answers(project_url: str) -> None:
    survey = by_size(project_url)
    with pytest.raises(NotANumberError):
        table(survey, weight=SIZE)
    with pytest.raises(WeightedUnitsError):
        table(survey, weight="weight", count_by=SIZE)
    with pytest.raises(WeightedAndHiddenError):
        table(survey, weight="weight", min_cell=5)


def test_different_values_are_counted_in_place_of_answers(project_url: str) -> None:
    survey = by_size(project_url)
    found = table(survey, count_by=SIZE, small_bases=True)
    assert (found.base, [row.count for row in found.rows]) == (2, [2, 2])
    assert "Different values of «storrelse» are counted, not answers." in found.note
    assert "2 answers without a value are left out." in found.note
    assert counts(table(survey, count_by=SIZE, by=(SIZE,))) == {"Bil": [1, 1, 0], "Buss": [1, 1, 0]}


def test_levels_that_differ_are_tested_and_marked(project_url: str) -> None:
    survey = coded_survey(project_url, "Bil", "Buss")
    survey.code({a: ["Bil"] for a in survey.add_answers([f"s{n}" for n in range(30)], level="liten")})
    survey.code({a: ["Buss"] for a in survey.add_answers([f"b{n}" for n in range(30)], level="stor")})
    found = table(survey, by=(SIZE,), test=True, interval=True)
    assert [each.texts for each in found.beside] == [("<0.001", "<0.001")]
    assert [cell(found, "Bil", label).mark for label in ("liten", "stor")] == ["+", "−"]
    assert cell(found, "Bil", "liten").interval == (Decimal(88), Decimal(100))
    assert json_values(found)["tests"][0]["test"] == "p"
    grid = grid_of(found)
    assert grid.columns[-1].heading == "p"
    assert grid.rows[0].cells[0].text == "100+"


def test_a_population_narrows_the_intervals(project_url: str) -> None:
    survey = by_size(project_url)
    wide = cell(table(survey, by=(SIZE,), interval=True), "Bil", "liten").interval
    narrow = cell(
        table(survey, by=(SIZE,), interval=True, population=(("liten", 31),)), "Bil", "liten"
    ).interval
    assert wide is not None
    assert narrow is not None
    assert wide[0] < narrow[0] < 40 < narrow[1] < wide[1]


def test_a_population_of_no_level_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoSuchColumnError, match="«midt»"):
        table(by_size(str(tmp_path / "a.sqlite")), by=(SIZE,), interval=True, population=(("midt", 31),))


def test_an_order_is_of_a_variable_in_the_table(tmp_path: Path) -> None:
    with pytest.raises(UnknownVariableError):
        table(by_size(str(tmp_path / "a.sqlite")), test=True, ordered=(SIZE,))


def test_the_consensus_of_the_same_units_is_held_against_their_own_coding(project_url: str) -> None:
    survey = two_waves(project_url)
    survey.coders["consensus"] = 1
    survey.set_question(lead=survey.kari)
    survey.code({survey.answers[0]: ["Buss"]}, coder="consensus")
    found = table(survey, trend=True, same_units=True, counts="consensus")
    assert counts(found) == {"Bil": [29, 15], "Buss": [1, 15]}
    assert "The consensus counts for 1 of 60 settled answers" in found.note
    assert "Net change there: Bil −1, Buss +1." in found.note


def test_small_counts_are_hidden_and_the_note_says_so(project_url: str) -> None:
    found = table(by_size(project_url), by=(SIZE,), min_cell=3, show="count")
    assert cell(found, "Buss", "stor") == Cell(None, None, suppressed=True)
    assert bases(found)["Not given"] is None
    assert "«:» = fewer than 3 answers, or hidden since the number could be worked out." in found.note
    assert ":" in [each.text for each in grid_of(found).rows[1].cells]


def test_with_hidden_counts_no_word_tells_a_small_number(project_url: str) -> None:
    survey = by_size(project_url)
    [empty] = survey.add_answers(["tom"], level="liten")
    survey.code({empty: []})
    assert "1 settled answer has no code." in table(survey).note
    assert "has no code" not in table(survey, min_cell=3).note


def test_a_table_as_of_an_earlier_day_has_the_columns_of_that_day(project_url: str) -> None:
    survey = by_size(project_url)
    before = table(survey, by=(SIZE,))
    survey.code({a: ["Bil"] for a in survey.add_answers(["ny"], level="nytt")})
    then = table(survey, by=(SIZE,), as_of=str(before.provenance["entry"]["number"]))
    assert (then.columns, then.cells) == (before.columns, before.cells)


def test_a_new_code_of_an_opened_codebook_does_not_break_a_series(project_url: str) -> None:
    survey = two_waves(project_url)
    add_codes(survey.engine, question(survey.engine, QUESTION).id, "Tog", coder_id=survey.kari)
    assert all(not each.mark for line in table(survey, trend=True).cells for each in line)


def layered(survey: CodedSurvey, act: Any, *arguments: Any) -> None:
    with survey.act("save_layer") as work:
        act(work, question_named(work, QUESTION), "rapport", *arguments)


def test_a_reporting_layer_folds_the_same_codes_in_every_column(project_url: str) -> None:
    survey = coded_survey(project_url, "Bil", "Buss", "Båt")
    small = survey.add_answers([f"s{n}" for n in range(30)], level="liten")
    big = survey.add_answers([f"b{n}" for n in range(30)], level="stor")
    survey.code({answer: ["Bil"] for answer in small[:20]} | {answer: ["Buss"] for answer in small[20:]})
    survey.code({answer: ["Buss", "Båt"] for answer in big})
    layered(survey, fold_codes, ["Buss", "Båt"], "Kollektivt")
    found = table(survey, by=(SIZE,), layer="rapport")
    assert counts(found) == {"Kollektivt": [10, 30], "Bil": [20, 0]}
    assert [row.count for row in found.rows] == [40, 20]
    assert "«Kollektivt» holds 2 codes: Buss, Båt; 67 percent of N." in found.note
    assert found.provenance["layer"]["name"] == "rapport"
    assert counts(table(survey, by=(SIZE,)))["Buss"] == [10, 30]
    assert table(survey, layer="rapport", codes=("Kollektivt",)).rows[0].count == 40


def test_a_layer_gives_labels_drops_rows_and_leaves_n_as_it_is(project_url: str) -> None:
    survey = by_size(project_url)
    layered(survey, drop_rows, ["Buss"])
    layered(survey, label_row, "Bil", {"en": "Car"})
    found = table(survey, layer="rapport")
    assert [(row.label, row.path, row.count) for row in found.rows] == [("Car", "Bil", 23)]
    assert found.base == 42
    assert "Not shown: Buss." in found.note


def test_an_unknown_layer_is_told(tmp_path: Path) -> None:
    survey = by_size(str(tmp_path / "a.sqlite"))
    with pytest.raises(UnknownLayerError):
        table(survey, layer="rapport")


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


def test_csv_has_a_line_for_each_cell_and_what_tests_say_beside_the_total(project_url: str) -> None:
    survey = coded_survey(project_url, "Bil", "Buss")
    survey.code({a: ["Bil"] for a in survey.add_answers([f"s{n}" for n in range(30)], level="liten")})
    survey.code({a: ["Buss"] for a in survey.add_answers([f"b{n}" for n in range(30)], level="stor")})
    lines = list(csv.DictReader(io.StringIO(as_csv(table(survey, by=(SIZE,), test=True, interval=True)))))
    assert [
        (line["path"], line["column"], line["count"], line["low"], line["mark"]) for line in lines[:3]
    ] == [
        ("Bil", f"{SIZE}=liten", "30", "88", "+"),
        ("Bil", f"{SIZE}=stor", "0", "0", "−"),
        ("Bil", "total", "30", "37", ""),
    ]
    assert [line[f"p {SIZE}"] == "" for line in lines] == [True, True, False] * 2
    assert 0 < float(lines[2][f"p {SIZE}"]) < 0.001
