from __future__ import annotations

import pytest

from coder.domain.codebook import CodeKind
from coder.tables.grid_csv import grid_as_csv
from coder.tables.grid_of import grid_of
from coder.tables.table import Cell
from coder.usecases.tables.asked import NoRowError
from tests.tables.coded_survey import SIZE, coded_survey
from tests.usecases.cross_tables import bases, by_size, cell, counts, table


@pytest.mark.slow
def test_each_level_has_its_own_base_and_those_without_a_value_a_column(project_url: str) -> None:
    found = table(by_size(project_url), by=(SIZE,))
    assert bases(found) == {"liten": 30, "stor": 10, "Not given": 2}
    assert counts(found) == {"Bil": [12, 9, 2], "Buss": [18, 1, 0]}
    assert cell(found, "Bil", "liten").percent == 40
    assert cell(found, "Bil", "stor").percent is None, "N is under 20"
    assert [row.count for row in found.rows] == [23, 19]
    assert "«Not given»: has no value of the variable." in found.note
    assert "Where N of a column is under 20: counts only" in found.note


@pytest.mark.slow
def test_there_is_no_column_for_the_rest_where_everybody_has_a_value(project_url: str) -> None:
    survey = coded_survey(project_url, "Bil")
    survey.code({answer: ["Bil"] for answer in survey.add_answers(["a", "b"], level="liten")})
    found = table(survey, by=(SIZE,))
    assert bases(found) == {"liten": 2}
    assert "Not given" not in found.note
    assert table(survey, by=(SIZE, SIZE)).columns == found.columns


@pytest.mark.slow
def test_small_columns_show_counts_in_brackets_among_percentages(project_url: str) -> None:
    grid = grid_of(table(by_size(project_url), by=(SIZE,)))
    assert [column.heading for column in grid.columns] == ["liten", "stor", "Not given", "Total"]
    assert grid.groups == ((SIZE, 3), ("", 1))
    assert [tuple(each.text for each in row.cells) for row in grid.rows] == [
        ("40", "(9)", "(2)", "55"),
        ("60", "(1)", "(0)", "45"),
        ("30", "10", "2", "42"),
    ]
    assert [each.number for each in grid.rows[0].cells] == [40, 9, 2, 55]
    assert "40,(9),(2),55" in grid_as_csv(grid)
    assert grid.rows[-1].label == "N"


@pytest.mark.slow
def test_levels_stand_in_the_order_given_to_them_also_those_nobody_has(project_url: str) -> None:
    survey = by_size(project_url)
    with survey.act() as work:
        work.update("level", survey.levels["stor"], position=1)
        work.update("level", survey.levels["liten"], position=2)
        work.create("level", variable=survey.variable, name="størst", position=3)
    found = table(survey, by=(SIZE,))
    assert bases(found) == {"stor": 10, "liten": 30, "størst": 0, "Not given": 2}
    assert cell(found, "Bil", "størst") == Cell(0, None)


@pytest.mark.slow
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


@pytest.mark.slow
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


@pytest.mark.slow
def test_answers_with_excluded_codes_only_leave_their_own_column(project_url: str) -> None:
    survey = by_size(project_url)
    survey.add_codes("Vet ikke", kind="don't know")
    [extra] = survey.add_answers(["v"], level="stor")
    survey.code({extra: ["Vet ikke"]})
    assert bases(table(survey, by=(SIZE,)))["stor"] == 11
    assert bases(table(survey, by=(SIZE,), exclude_kinds=(CodeKind.DONT_KNOW,)))["stor"] == 10


@pytest.mark.slow
def test_a_theme_counts_an_answer_once_in_its_column(project_url: str) -> None:
    survey = coded_survey(project_url, "NAV", "NAV > Lønn", "NAV > Møter")
    [both, *_rest] = survey.add_answers([f"a{n}" for n in range(20)], level="liten")
    survey.code({both: ["NAV > Lønn", "NAV > Møter"]} | {answer: [] for answer in survey.answers[1:]})
    assert counts(table(survey, by=(SIZE,))) == {"NAV": [1], "NAV > Lønn": [1], "NAV > Møter": [1]}


@pytest.mark.slow
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


@pytest.mark.slow
def test_a_table_as_of_an_earlier_day_has_the_columns_of_that_day(project_url: str) -> None:
    survey = by_size(project_url)
    before = table(survey, by=(SIZE,))
    survey.code({a: ["Bil"] for a in survey.add_answers(["ny"], level="nytt")})
    then = table(survey, by=(SIZE,), as_of=str(before.provenance["entry"]["number"]))
    assert (then.columns, then.cells) == (before.columns, before.cells)


@pytest.mark.slow
def test_a_code_without_a_row_is_told_and_gives_no_empty_table(project_url: str) -> None:
    survey = coded_survey(project_url, "NAV", "NAV > Møter", answers=2)
    survey.add_codes("Vet ikke", kind=CodeKind.DONT_KNOW.value)
    survey.code({survey.answers[0]: ["NAV > Møter"], survey.answers[1]: ["Vet ikke"]})
    assert [row.path for row in table(survey, codes=("NAV",), level="theme").rows] == ["NAV"]
    for options in (
        {"codes": ("NAV",), "level": "code"},
        {"codes": ("Møter", "NAV"), "level": "theme"},
        {"codes": ("Vet ikke",), "exclude_kinds": (CodeKind.DONT_KNOW,)},
    ):
        with pytest.raises(NoRowError):
            table(survey, **options)


@pytest.mark.slow
def test_a_theme_coded_before_it_became_a_heading_is_in_use(project_url: str) -> None:
    survey = coded_survey(project_url, "NAV", answers=20)
    survey.code({answer: ["NAV"] for answer in survey.answers})
    survey.add_codes("NAV > Møter", from_file=False)
    with survey.act() as work:
        work.update("code", survey.codes["NAV"], codable=0)
    found = table(survey)
    assert [(row.path, row.shown_count, row.in_use) for row in found.rows] == [
        ("NAV", 20, True),
        ("NAV > Møter", None, False),
    ]
