from __future__ import annotations

import csv
import io
from decimal import Decimal
from pathlib import Path

import pytest

from coder.domain.codebook import CodeKind
from coder.domain.reporting_layer import UnknownLayerError
from coder.tables.grid_of import grid_of
from coder.tables.intervals_of import NoSuchColumnError
from coder.tables.layout_csv import as_csv
from coder.tables.layout_json import json_values
from coder.tables.table import Cell
from coder.usecases.tables.asked import NotAColumnError
from coder.usecases.tables.frequency_table import WeightedAndHiddenError, WeightedUnitsError
from coder.usecases.tables.layer import FoldedOutOfSightError
from coder.usecases.tables.layers import drop_rows, fold_codes, label_row
from coder.usecases.tables.people import NotANumberError, NoWeightsError
from tests.tables.coded_survey import SIZE, coded_survey
from tests.usecases.cross_tables import bases, by_size, cell, counts, layered, table


@pytest.mark.slow
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


@pytest.mark.slow
def test_the_weight_that_was_imported_is_taken_by_its_name(project_url: str) -> None:
    survey = coded_survey(project_url, "Bil", "Buss", answers=20)
    with survey.act() as work:
        for place, [row] in enumerate(work.connection.exec_driver_sql("SELECT id FROM participation").all()):
            work.update("participation", row, weight=3.0 if place < 5 else 1.0)
    survey.code({answer: ["Bil" if place < 5 else "Buss"] for place, answer in enumerate(survey.answers)})
    assert [row.weighted for row in table(survey, weight="weight", order="codebook").rows] == [50, 50]


@pytest.mark.slow
def test_a_weight_is_a_number_and_stands_for_answers(project_url: str) -> None:
    survey = by_size(project_url)
    with pytest.raises(NotANumberError):
        table(survey, weight=SIZE)
    with pytest.raises(WeightedUnitsError):
        table(survey, weight="weight", count_by=SIZE)
    with pytest.raises(WeightedAndHiddenError):
        table(survey, weight="weight", min_cell=5)


@pytest.mark.slow
def test_a_weight_that_nobody_has_is_told(project_url: str) -> None:
    with pytest.raises(NoWeightsError, match="«weight»"):
        table(by_size(project_url), weight="weight")


@pytest.mark.slow
def test_an_order_is_of_levels_that_are_columns(project_url: str) -> None:
    with pytest.raises(NotAColumnError, match="--by"):
        table(by_size(project_url), ordered=(SIZE,), test=True)


@pytest.mark.slow
def test_the_sign_of_hidden_counts_is_explained_where_it_stands(project_url: str) -> None:
    survey = by_size(project_url)
    assert "«:»" not in table(survey, min_cell=5).note
    assert "«:» = fewer than 5 answers" in table(survey, by=(SIZE,), min_cell=5).note


@pytest.mark.slow
def test_different_values_are_counted_in_place_of_answers(project_url: str) -> None:
    survey = by_size(project_url)
    found = table(survey, count_by=SIZE, small_bases=True)
    assert (found.base, [row.count for row in found.rows]) == (2, [2, 2])
    assert "Different values of «storrelse» are counted, not answers." in found.note
    assert "2 answers without a value are left out." in found.note
    assert counts(table(survey, count_by=SIZE, by=(SIZE,))) == {"Bil": [1, 1, 0], "Buss": [1, 1, 0]}
    tested = table(survey, count_by=SIZE, by=(SIZE,), test=True)
    assert "A value that stands in several columns is tested as a different one in each." in tested.note


@pytest.mark.slow
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


@pytest.mark.slow
def test_those_without_an_answer_are_no_code_and_not_tested(project_url: str) -> None:
    survey = by_size(project_url)
    survey.add_frame([f"f{n}" for n in range(20)], level="stor")
    found = table(survey, by=(SIZE,), base="frame", test=True)
    assert found.rows[-1].level == "no answer"
    assert (found.beside[0].texts[-1], found.beside[0].values[-1]) == ("", None)
    assert {each.mark for each in found.cells[-1]} == {""}
    assert "Those without an answer are not tested." in found.note


@pytest.mark.slow
def test_a_turned_table_tells_codes_of_one_name_apart_by_their_themes(project_url: str) -> None:
    survey = coded_survey(project_url, "Vei", "Vei > Annet", "Bane", "Bane > Annet", "Bane > Buss")
    answers = survey.add_answers([f"s{n}" for n in range(30)], level="liten")
    survey.code({answer: ["Vei > Annet", "Bane > Annet", "Bane > Buss"] for answer in answers})
    found = grid_of(table(survey, by=(SIZE,), turn=True))
    headings = [column.heading for column in found.columns]
    assert headings == ["Vei", "Vei > Annet", "Bane", "Bane > Annet", "Buss", "N"]


@pytest.mark.slow
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


@pytest.mark.slow
def test_small_counts_are_hidden_and_the_note_says_so(project_url: str) -> None:
    found = table(by_size(project_url), by=(SIZE,), min_cell=3, show="count")
    assert cell(found, "Buss", "stor") == Cell(None, None, suppressed=True)
    assert bases(found)["Not given"] is None
    assert "«:» = fewer than 3 answers, or hidden since the number could be worked out." in found.note
    assert ":" in [each.text for each in grid_of(found).rows[1].cells]


@pytest.mark.slow
def test_a_small_count_does_not_follow_where_the_columns_themselves_are_picked_out(project_url: str) -> None:
    survey = coded_survey(project_url, "Bil", "Buss")
    first = survey.add_answers([f"s{n}" for n in range(30)], wave="2019", level="liten")
    second = survey.add_answers([f"b{n}" for n in range(30)], wave="2023", level="stor")
    survey.code({answer: ["Bil"] for answer in (*first[:2], *second[:20])})
    survey.code({answer: ["Buss"] for answer in (*first[2:], *second[20:])})
    picked = table(survey, by=(SIZE,), where=(f"{SIZE}=liten", f"{SIZE}=stor"), min_cell=5)
    assert counts(picked) == {"Buss": [28, 10], "Bil": [None, None]}
    assert counts(table(survey, trend=True, waves=("2019", "2023"), min_cell=5)) == counts(picked)


@pytest.mark.slow
def test_with_hidden_counts_no_word_tells_a_small_number(project_url: str) -> None:
    survey = by_size(project_url)
    [empty] = survey.add_answers(["tom"], level="liten")
    survey.code({empty: []})
    assert "1 settled answer has no code." in table(survey).note
    assert "has no code" not in table(survey, min_cell=3).note


@pytest.mark.slow
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


@pytest.mark.slow
def test_a_layer_gives_labels_drops_rows_and_leaves_n_as_it_is(project_url: str) -> None:
    survey = by_size(project_url)
    layered(survey, drop_rows, ["Buss"])
    layered(survey, label_row, "Bil", {"en": "Car"})
    found = table(survey, layer="rapport")
    assert [(row.label, row.path, row.count) for row in found.rows] == [("Car", "Bil", 23)]
    assert found.base == 42
    assert "Not shown: Buss." in found.note


@pytest.mark.slow
def test_codes_folded_into_a_row_that_is_left_out_are_refused_unless_the_layer_drops_it(
    project_url: str,
) -> None:
    survey = coded_survey(project_url, "Bil", "Buss")
    survey.add_codes("Vet ikke", kind="don't know")
    survey.add_answers([f"a{n}" for n in range(25)])
    survey.code(dict(zip(survey.answers, [["Bil"]] * 20 + [["Buss"]] * 3 + [["Vet ikke"]] * 2, strict=True)))
    layered(survey, fold_codes, ["Buss"], "Vet ikke")
    excluded = (CodeKind.DONT_KNOW,)
    with pytest.raises(FoldedOutOfSightError, match="folds «Buss» into «Vet ikke», which is left out"):
        table(survey, layer="rapport", exclude_kinds=excluded)
    assert counts(table(survey, layer="rapport")) == {"Bil": [], "Vet ikke": []}
    layered(survey, drop_rows, ["Vet ikke"])
    found = table(survey, layer="rapport", exclude_kinds=excluded)
    assert (found.base, [row.count for row in found.rows]) == (23, [20])
    assert "Not shown: Vet ikke." in found.note


@pytest.mark.slow
def test_nothing_is_said_of_folded_rows_that_are_not_there(project_url: str) -> None:
    survey = coded_survey(project_url, "NAV", "NAV > Brev", "NAV > Møter", "Bil", "Penger", answers=40)
    sets = [["NAV > Brev"]] * 7 + [["NAV > Møter"]] * 7 + [["Bil"]] * 12 + [["Penger"]] * 14
    survey.code(dict(zip(survey.answers, sets, strict=True)))
    layered(survey, fold_codes, ["NAV > Brev", "NAV > Møter"], "Kontakt")
    layered(survey, fold_codes, ["Bil", "Penger"], "Ting")
    assert "«NAV > Kontakt» holds 2 codes: Brev, Møter; 35 percent" in table(survey, layer="rapport").note
    themes = table(survey, layer="rapport", level="theme")
    assert "Kontakt" not in themes.note
    assert "«Ting» holds 2 codes: Bil, Penger; 65 percent of N." in themes.note
    assert "Ting" not in table(survey, layer="rapport", codes=("NAV",)).note


@pytest.mark.slow
def test_the_share_of_a_row_that_was_dropped_is_not_told_where_counts_are_hidden(project_url: str) -> None:
    survey = coded_survey(project_url, "Bil", "Buss", "Båt", answers=40)
    sets = [["Buss"]] * 2 + [["Båt"]] * 1 + [["Bil"]] * 37
    survey.code(dict(zip(survey.answers, sets, strict=True)))
    layered(survey, fold_codes, ["Buss", "Båt"], "Kollektivt")
    layered(survey, drop_rows, ["Kollektivt"])
    assert "Buss, Båt; 8 percent of N." in table(survey, layer="rapport").note
    hidden = table(survey, layer="rapport", min_cell=5).note
    assert "«Kollektivt» holds 2 codes: Buss, Båt. Not shown: Kollektivt." in hidden


def test_an_unknown_layer_is_told(tmp_path: Path) -> None:
    survey = by_size(str(tmp_path / "a.sqlite"))
    with pytest.raises(UnknownLayerError):
        table(survey, layer="rapport")


@pytest.mark.slow
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


@pytest.mark.parametrize("exclusive", [0, 1])
@pytest.mark.parametrize("base", ["done", "answered"])
def test_a_hidden_count_does_not_follow_from_the_note(tmp_path: Path, base: str, exclusive: int) -> None:
    survey = coded_survey(str(tmp_path / "a.sqlite"), "Bil", "Buss", "Båt", answers=108)
    with survey.act() as work:
        work.update("codebook", survey.codebook, exclusive=exclusive)
    sets = [["Bil"]] * 60 + [["Buss"]] * 30 + [["Båt"]] * 3 + [[]] * 7
    survey.code(dict(zip(survey.answers, sets, strict=False)))
    assert "7 settled answers have no code." in table(survey, base=base).note
    found = table(survey, base=base, min_cell=5)
    assert [row.count for row in found.rows] == [60, 30, None]
    assert "no code" not in found.note
    assert ("8" in found.note, found.unsettled) == ((True, 8) if base == "done" else (False, None))
