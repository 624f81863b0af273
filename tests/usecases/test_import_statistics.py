"""What a statistics package says of its variables, in the project: labels, order, what is no answer."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from sqlalchemy import Engine

from coder.domain.survey import ColumnFacts, Survey, SurveyRow
from coder.exchange.guessed_roles import guess_roles
from coder.exchange.survey import read_survey
from coder.exchange.table_file import read_table
from coder.store.coders import present_coder
from coder.store.history import last_number
from coder.store.questions import all_questions, question_named
from coder.store.unit_of_work import reading, writing
from coder.store.variables import stored_variables
from coder.usecases.questions import change_question, order_levels, set_missing_levels
from coder.usecases.survey.importing import import_survey
from coder.usecases.survey.variables import level_order
from tests.builders import ask, faults, new_project, undo
from tests.exchange.statistics_files import sav

SCALE = ("Helt uenig", "Uenig", "Enig", "Helt enig", "Vet ikke")
FACTS = {
    "enighet": ColumnFacts("Hvor enig er du?", SCALE, frozenset({"Vet ikke"}), is_closed=True),
    "svar": ColumnFacts("Hva skal til?"),
}


def survey(*levels: str, facts: dict[str, ColumnFacts] | None = None) -> Survey:
    """One respondent at each level."""
    rows = tuple(
        SurveyRow(number, f"r{number}", "", None, {"enighet": level}, {"svar": f"Svar {number}"})
        for number, level in enumerate(levels, 1)
    )
    return Survey("svar.sav", ("svar",), ("enighet",), rows, (), (), FACTS if facts is None else facts)


def bring_in(engine: Engine, read: Survey) -> int:
    """Import it, and return how many entries there are then."""
    coder = present_coder(engine, "kari")
    with writing(engine, coder_id=coder.id, operation="import_survey") as work:
        import_survey(work, read)
    assert faults(engine) == []
    return ask(engine, last_number)


@pytest.fixture(name="engine")
def _engine(tmp_path: Path) -> Engine:
    return new_project(tmp_path / "p.sqlite")


def levels_in(engine: Engine) -> list[str]:
    with reading(engine) as work:
        return list(stored_variables(work)["enighet"].levels)


@pytest.mark.slow
def test_labels_and_the_order_of_codes_come_into_the_project(engine: Engine) -> None:
    bring_in(engine, survey("Vet ikke", "Enig", "Helt uenig"))

    with reading(engine) as work:
        variable = stored_variables(work)["enighet"]
        assert variable.label == "Hvor enig er du?"
        assert list(variable.levels) == ["Helt uenig", "Enig", "Vet ikke"]
        assert (variable.missing, list(variable.answered)) == ({"Vet ikke"}, ["Helt uenig", "Enig"])
        assert [question.text for question in all_questions(work)] == ["Hva skal til?"]


@pytest.mark.slow
def test_the_same_file_again_makes_no_entry(engine: Engine) -> None:
    before = bring_in(engine, survey("Enig", "Vet ikke"))

    assert bring_in(engine, survey("Enig", "Vet ikke")) == before


@pytest.mark.slow
def test_a_new_label_is_taken_over_and_can_be_taken_back(engine: Engine) -> None:
    bring_in(engine, survey("Enig"))
    renamed = FACTS | {"enighet": ColumnFacts("Hvor enig er du i dette?", SCALE)}
    bring_in(engine, survey("Enig", facts=renamed))

    assert ask(engine, stored_variables)["enighet"].label == "Hvor enig er du i dette?"
    undo(engine, present_coder(engine, "kari").id)
    assert ask(engine, stored_variables)["enighet"].label == "Hvor enig er du?"


@pytest.mark.slow
def test_a_file_that_says_nothing_takes_nothing_away(engine: Engine) -> None:
    before = bring_in(engine, survey("Enig", "Vet ikke"))

    assert bring_in(engine, survey("Enig", "Vet ikke", facts={})) == before
    assert ask(engine, stored_variables)["enighet"].missing == {"Vet ikke"}


@pytest.mark.slow
def test_what_people_decided_stands_when_the_file_comes_again(engine: Engine) -> None:
    bring_in(engine, survey("Enig", "Vet ikke"))
    coder = present_coder(engine, "kari")
    with writing(engine, coder_id=coder.id, operation="set_question") as work:
        change_question(work, "svar", text="Et bedre spørsmål")
    with writing(engine, coder_id=coder.id, operation="set_missing_levels") as work:
        set_missing_levels(work, "enighet", [])
    bring_in(engine, survey("Enig", "Vet ikke", "Uenig"))

    with reading(engine) as work:
        assert question_named(work, "svar").text == "Et bedre spørsmål"
        assert stored_variables(work)["enighet"].missing == set()


@pytest.mark.slow
def test_a_level_new_in_a_later_file_stands_where_its_code_does(engine: Engine) -> None:
    bring_in(engine, survey("Enig", "Vet ikke"))
    bring_in(engine, survey("Enig", "Vet ikke", "Helt uenig", "Helt enig"))

    assert levels_in(engine) == ["Helt uenig", "Enig", "Helt enig", "Vet ikke"]


@pytest.mark.slow
def test_levels_a_person_ordered_stay_so_and_new_ones_follow(engine: Engine) -> None:
    bring_in(engine, survey("Helt uenig", "Enig"))
    with writing(engine, coder_id=present_coder(engine, "kari").id, operation="order_levels") as work:
        order_levels(work, "enighet", ["Enig", "Helt uenig"])
    bring_in(engine, survey("Helt uenig", "Enig", "Uenig"))

    assert levels_in(engine) == ["Enig", "Helt uenig", "Uenig"]


@pytest.mark.parametrize(
    "known, new, in_file, order",
    [
        ([], "cab", "", "abc"),
        ([], "cab", "bca", "bca"),
        ("bc", "a", "abc", "abc"),
        ("cb", "a", "abc", "cba"),
        ("xb", "ac", "abc", "axbc"),
        ("b", "za", "ab", "abz"),
        ("ba", "c", "", "bac"),
    ],
)
def test_levels_are_ordered_by_the_file_else_by_nature(
    known: Sequence[str], new: Sequence[str], in_file: Sequence[str], order: str
) -> None:
    assert level_order(list(known), list(new), list(in_file)) == list(order)


@pytest.mark.slow
def test_a_whole_file_comes_in_with_its_open_questions_and_none_of_its_missing_answers(
    engine: Engine, tmp_path: Path
) -> None:
    long = "Det må bli lettere å finne en rimelig bolig, og bussen må gå om kvelden. " * 40
    answers = ["Kortere ventetid hos fastlegen", "-99", long, "Flere møteplasser for unge", "", "Bedre veier"]
    path = sav(
        tmp_path / "a.sav",
        {
            "lnr": [float(number) for number in range(101, 107)],
            "kjonn": [1.0, 2.0, 9.0, 1.0, 2.0, float("nan")],
            "q7": answers,
            "q8": answers[::-1],
            "vekt": [0.5, 1.25, 1.0, 1.0, 1 / 3, 2.0],
        },
        column_labels={"kjonn": "Kjønn", "q7": "Hva er bra? Skriv inn", "q8": "Hva er dårlig? Skriv inn"},
        variable_value_labels={"kjonn": {1: "Mann", 2: "Kvinne", 9: "Ubesvart"}, "q7": {"-99": "Ubesvart"}},
        missing_ranges={"kjonn": [9], "q7": ["-99"], "q8": ["-99"]},
    )
    table = read_table(path)
    roles = guess_roles(table)
    read = read_survey(table, roles)

    assert (roles.id, roles.questions, roles.attributes, roles.weight) == (
        "lnr",
        ("q7", "q8"),
        ("kjonn",),
        "vekt",
    )
    assert read.problems == ()
    assert [row.texts.get("q7") for row in read.rows] == [
        answers[0], None, long.rstrip(), answers[3], None, answers[5]
    ]  # fmt: skip
    assert read.rows[4].weight == 1 / 3
    assert read.notices == (
        "q7: 1 cell is declared missing in the file, and so no answer.",
        "q8: 1 cell is declared missing in the file, and so no answer.",
        "Declared missing in the file, so that it counts as not given: kjonn «Ubesvart».",
    )
    bring_in(engine, read)
    with reading(engine) as work:
        assert {question.key: question.text for question in all_questions(work)} == {
            "q7": "Hva er bra? Skriv inn",
            "q8": "Hva er dårlig? Skriv inn",
        }
