"""Answers that coders coded differently, and what they differ in."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from coder.domain.set_distance import masi_distance
from coder.usecases.agreement.compared import NothingComparedError
from coder.usecases.agreement.disagreements import (
    code_against_code,
    codes_under,
    differing_only,
    disagreements,
)
from tests.builders import act
from tests.usecases.double_coded import DoubleCoded, double_coded


@pytest.fixture
def project(tmp_path: Path) -> DoubleCoded:
    return double_coded(
        tmp_path / "p.sqlite",
        {
            "kari": ["ls", "l", "", "l", "", "lk", None, "u"],
            "ola": ["ls", "s", "", "ls", "a", "sk", "l", "u"],
        },
    )


def test_the_worst_come_first_and_answers_done_by_one_are_not_compared(project: DoubleCoded) -> None:
    found = disagreements(project.compared())
    assert [project.place(each.answer_id) for each in found] == [1, 4, 5, 3]
    assert [round(each.distance, 4) for each in found] == [1, 1, 0.8889, 0.6667]


def test_the_distance_is_of_the_codes_that_agreement_counts(project: DoubleCoded) -> None:
    compared = project.compared()
    new = frozenset({project.codes["s"]})
    answers = tuple(replace(each, unseen=new) for each in compared.answers)
    found = {
        project.place(each.answer_id): each for each in disagreements(replace(compared, answers=answers))
    }
    assert round(found[5].distance, 4) == 0.6667
    assert found[3].distance == 0
    assert found[3].unseen == new
    assert not found[4].unseen


def test_no_code_and_no_code_are_equal(project: DoubleCoded) -> None:
    equal = [each.answer_id for each in project.compared().answers if each.is_equal]
    assert [project.place(each) for each in equal] == [0, 2, 7]


def test_what_differs_is_told_from_both_sides(project: DoubleCoded) -> None:
    worst = disagreements(project.compared())[2]
    kari, ola = project.people["kari"], project.people["ola"]
    assert project.letters(worst.only(kari)) == "l"
    assert project.letters(worst.both) == "k"
    assert project.letters(worst.only(ola)) == "s"


def test_a_code_or_a_theme_picks_answers_where_it_is_what_differs(project: DoubleCoded) -> None:
    compared = project.compared()
    with_kurs = disagreements(compared, [project.codes["k"]])
    assert with_kurs == []  # both gave it
    theme = compared.tree.ancestors(project.codes["s"])
    found = disagreements(compared, codes_under(compared, next(theme).id))
    assert [project.place(each.answer_id) for each in found] == [1, 5, 3]


def test_groups_say_how_many_answers_differ_in_one_code_only(project: DoubleCoded) -> None:
    kari, ola = project.people["kari"], project.people["ola"]
    groups = differing_only(disagreements(project.compared()))
    assert {project.letters([group.first]): group.by for group in groups} == {
        "s": (((ola, kari), (project.answers[3],)),),
        "a": (((ola, kari), (project.answers[4],)),),
    }


def test_a_code_against_a_code_is_held_against_chance(project: DoubleCoded) -> None:
    kari, ola = project.people["kari"], project.people["ola"]
    [group] = code_against_code(disagreements(project.compared()))
    assert project.letters([group.first, group.second]) == "ls"
    assert group.by == (((kari, ola), (project.answers[1], project.answers[5])),)
    # Kari alone gave løn twice, Ola alone stillingar three times, and four answers differ.
    assert group.expected == 2 * 3 / 4
    assert group.times_expected == pytest.approx(4 / 3)


@pytest.mark.slow
def test_of_three_coders_two_can_be_looked_at(tmp_path: Path) -> None:
    project = double_coded(tmp_path / "p.sqlite", {"kari": ["l", "s"], "ola": ["l", "s"], "per": ["u", None]})
    compared = project.compared()
    assert [coder.letter for coder in compared.coders] == ["A", "B", "C"]
    [found] = disagreements(compared)
    assert project.letters(found.majority()) == "l"
    assert found.tied() == frozenset()
    assert disagreements(project.compared("kari", "ola")) == []


def test_where_votes_are_even_a_person_must_say(project: DoubleCoded) -> None:
    found = disagreements(project.compared())[0]
    assert found.majority() == frozenset()
    assert project.letters(found.tied()) == "ls"


def test_without_answers_done_by_two_it_is_said_how_to_get_them(tmp_path: Path) -> None:
    project = double_coded(tmp_path / "p.sqlite", {"kari": ["l"], "ola": [None]})
    with pytest.raises(NothingComparedError, match="coder sample"):
        project.compared()


def test_a_code_born_after_one_was_done_is_unseen_there(project: DoubleCoded) -> None:
    from coder.usecases.codebook.growth import add_code
    from coder.usecases.coding.setting import set_code
    from tests.builders import question

    ola = project.people["ola"]
    book = question(project.engine).codebook_id
    new = act(project.engine, ola, "add_code", lambda work: add_code(work, book, "Nytt"))
    act(project.engine, ola, "set_code", lambda work: set_code(work, project.answers[0], new, ola))
    compared = project.compared()
    assert all(new in answer.unseen for answer in compared.answers)


@pytest.mark.parametrize(
    "one, other, distance",
    [("", "", 0), ("", "l", 1), ("l", "l", 0), ("l", "ls", 2 / 3), ("ls", "lk", 1 - 1 / 9), ("l", "s", 1)],
)
def test_distances_are_those_of_passonneau(one: str, other: str, distance: float) -> None:
    assert masi_distance(set(map(ord, one)), set(map(ord, other))) == pytest.approx(distance)


def test_distances_are_those_of_the_test_vectors(shared_data: Path) -> None:
    with (shared_data / "agreement" / "set_distances.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    for row in rows:
        numbers = {code: place for place, code in enumerate({*row["set_a"].split(), *row["set_b"].split()})}
        one, other = ({numbers[code] for code in row[name].split()} for name in ("set_a", "set_b"))
        assert masi_distance(one, other) == pytest.approx(float(row["masi_distance"]), abs=1e-9), row
