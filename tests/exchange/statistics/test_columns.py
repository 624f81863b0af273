"""What the columns of a file say: as tables count, with the reasons why there is no value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from coder.domain.portable import (
    PortableAnswer,
    PortableLevel,
    PortableParticipation,
    PortableProject,
    PortableVariable,
)
from coder.domain.stable_name import VARIABLE
from coder.exchange.statistics.columns import Column, Counted, Role, Survey
from coder.exchange.statistics.names import given_names, named_things
from coder.exchange.statistics.survey_columns import survey_of
from tests.exchange.statistics.hostile_project import codebook, hostile_project, uid

PEOPLE = ("001", "002", "003", "004")
CAPACITY, OTHER = uid("code", "Kapasitet"), uid("code", "Kapasitet > Annet")
UNKNOWN = uid("code", "Vet ikke")


def project(variables: tuple[PortableVariable, ...] = ()) -> PortableProject:
    whole = hostile_project()
    return replace(
        whole,
        questions=whole.questions[:1],
        waves=("",),
        variables=variables,
        participations=tuple(PortableParticipation(uid(who), who) for who in PEOPLE),
        answers=tuple(PortableAnswer(uid("a", who), "q1", who, "", f"Svar {who}") for who in PEOPLE[:3]),
        coded=(),
        codings=(),
    )


def survey(whole: PortableProject, counted: dict[str, Iterable[str]]) -> dict[str, Column]:
    codes = {uid("a", who): frozenset(each) for who, each in counted.items()}
    used = set().union(*codes.values()) if codes else set()
    laid = survey_of(whole, Counted(codes), given_names(whole, named_things(whole, used), {}))
    assert isinstance(laid, Survey)
    return {column.name: column for column in laid.columns}


def test_one_zero_and_why_there_is_neither() -> None:
    found = survey(project(), {"001": [OTHER, UNKNOWN], "002": []})
    assert found["q1_k003"].path == ("Kapasitet", "Annet")
    assert found["q1_k003"].numbers.tolist() == [1, 0, -98, -99]
    assert found["q1_n"].numbers.tolist() == [2, 0, -98, -99]
    assert found["q1_status"].numbers.tolist() == [1, 1, 2, 3]
    assert found["q1_k003"].missing == (-99, -98)
    assert found["q1_svar"].texts == ["Svar 001", "Svar 002", "Svar 003", ""]


def test_a_theme_is_mentioned_where_it_or_a_code_below_it_is_and_counts_once() -> None:
    found = survey(project(), {"001": [CAPACITY], "002": [OTHER, CAPACITY], "003": [UNKNOWN]})
    assert found["q1_t02"].label == "q1: Kapasitet (theme)"
    assert found["q1_t02"].numbers.tolist() == [1, 1, 0, -99]
    assert found["q1_t01"].numbers.tolist() == [0, 0, 0, -99]


def test_a_heading_is_no_variable_until_something_is_coded_with_it() -> None:
    without = [each.uid for each in survey(project(), {}).values() if each.role is Role.CODE]
    used = [each.uid for each in survey(project(), {"001": [CAPACITY]}).values() if each.role is Role.CODE]
    assert CAPACITY not in without
    assert CAPACITY in used
    assert len(without) == sum(code.row.codable for code in codebook().codes)


def background(levels: tuple[PortableLevel, ...], given: tuple[str | None, ...]) -> Column:
    variable = PortableVariable(uid("v"), "alder", "Alder", levels)
    whole = project((variable,))
    people = tuple(
        replace(each, background={} if level is None else {"alder": level})
        for each, level in zip(whole.participations, given, strict=True)
    )
    names = given_names(whole, named_things(whole), {})
    assert names[VARIABLE, uid("v"), ""] == "alder"
    laid = survey_of(replace(whole, participations=people), Counted({}), names)
    return next(column for column in laid.columns if column.name == "alder")


def test_levels_are_numbered_in_their_order_and_below_zero_where_they_are_no_answer() -> None:
    levels = (PortableLevel("små"), PortableLevel("ubesvart", True), PortableLevel("store"))
    column = background(levels, ("store", "ubesvart", None, "små"))
    assert np.array_equal(column.numbers, [3, -2, np.nan, 1], equal_nan=True)
    assert [(each.value, each.label, each.missing) for each in column.labels] == [
        (1, "små", False),
        (-2, "ubesvart", True),
        (3, "store", False),
    ]


def test_levels_that_are_numbers_stay_the_numbers_they_are() -> None:
    levels = (PortableLevel("37"), PortableLevel("ubesvart", True), PortableLevel("5"))
    column = background(levels, ("37", "5", "ubesvart", None))
    assert np.array_equal(column.numbers, [37, 5, -2, np.nan], equal_nan=True)
    assert [each.label for each in column.labels] == ["ubesvart"]


def test_numbers_that_are_names_are_no_numbers() -> None:
    column = background((PortableLevel("0301"), PortableLevel("1103")), ("0301", "1103", None, None))
    assert [each.label for each in column.labels] == ["0301", "1103"]


def test_no_number_is_taken_for_a_level_that_is_no_answer() -> None:
    levels = (PortableLevel("-2"), PortableLevel("ubesvart", True))
    column = background(levels, ("-2", "ubesvart", None, None))
    assert column.numbers[:2].tolist() == [1, -2]
    assert [each.label for each in column.labels] == ["-2", "ubesvart"]


def test_the_wave_stands_where_there_are_several() -> None:
    assert "maaling" not in survey(project(), {})
    assert "maaling" in survey(replace(project(), waves=("2016", "2018")), {})


def test_only_a_set_of_two_or_more_is_a_set() -> None:
    whole = project()
    book = codebook()
    one = replace(whole, codebooks=(replace(book, codes=book.codes[-1:]),))
    laid = survey_of(one, Counted({}), given_names(one, named_things(one), {}))
    assert laid.sets == ()


def test_without_texts_there_is_no_variable_for_them() -> None:
    whole = project()
    bare = replace(whole, answers=tuple(replace(each, text=None) for each in whole.answers))
    assert "q1_svar" not in survey(bare, {})


def test_a_code_that_was_not_in_use_in_a_wave_is_missing_there_and_no_zero() -> None:
    whole = replace(project(), waves=("",))
    codes = {uid("a", "001"): frozenset([OTHER]), uid("a", "002"): frozenset[str]()}
    unused = frozenset([(uid("q1"), UNKNOWN, ""), (uid("q2"), OTHER, "")])
    names = given_names(whole, named_things(whole), {})
    found = {each.name: each for each in survey_of(whole, Counted(codes, unused), names).columns}
    assert found["q1_k011"].path == ("Vet ikke",)
    assert found["q1_k011"].numbers.tolist() == [-97, -97, -98, -99]
    assert found["q1_k011"].missing == (-99, -98, -97)
    assert found["q1_k003"].numbers.tolist() == [1, 0, -98, -99]
    assert found["q1_k003"].missing == (-99, -98)


def test_a_theme_was_in_use_where_one_of_its_codes_was() -> None:
    whole = project()
    below = [uid("code", f"Samarbeid > {name}") for name in ("Tettere oppfølging", "Annet")]
    names = given_names(whole, named_things(whole), {})
    for unused, expected in ((below, -97), (below[:1], 0)):
        counted = Counted({uid("a", "001"): frozenset()}, frozenset((uid("q1"), each, "") for each in unused))
        found = {each.name: each for each in survey_of(whole, counted, names).columns}
        assert found["q1_t01"].numbers[0] == expected
