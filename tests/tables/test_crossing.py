"""Counting in columns, held against counting one by one."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.domain.codebook import Code
from coder.tables.crossing import OUTSIDE, Counting, Grouping, everybody, with_column_for_the_rest
from coder.tables.frequency import Integers, counted_pairs
from tests.tables.test_frequency import CODEBOOK

N_COLUMNS = 3


@dataclass(frozen=True)
class Survey:
    """Answers of people with a level each, the codes of every answer, and what a person counts as."""

    levels: list[int]
    codes: list[list[int]]
    units: list[int]


@st.composite
def surveys(draw: st.DrawFn) -> Survey:
    n = draw(st.integers(0, 12))
    return Survey(
        draw(st.lists(st.integers(OUTSIDE, N_COLUMNS - 1), min_size=n, max_size=n)),
        draw(st.lists(st.lists(st.integers(0, len(CODEBOOK) - 1), max_size=4), min_size=n, max_size=n)),
        draw(st.lists(st.integers(OUTSIDE, 3), min_size=n, max_size=n)),
    )


def integers(values: list[int]) -> Integers:
    return np.array(values, dtype=np.int64)


def grouping(survey: Survey) -> Grouping:
    names = tuple("abc")
    return Grouping("x", "x", tuple(f"x={name}" for name in names), names, integers(survey.levels))


def counting(survey: Survey, *, by_units: bool = False) -> Counting:
    pairs = [(answer, code) for answer, codes in enumerate(survey.codes) for code in codes]
    everybody_there = np.arange(len(survey.levels))
    return Counting(
        pairs=counted_pairs(CODEBOOK, integers([a for a, _ in pairs]), integers([c for _, c in pairs])),
        n_codes=len(CODEBOOK),
        person_of_answer=everybody_there,
        answered=everybody_there,
        base=everybody_there,
        unit_of_person=integers(survey.units) if by_units else None,
    )


def top(place: int, codes: list[Code]) -> int:
    ids = {code.id: where for where, code in enumerate(codes)}
    parent = codes[place].parent_id
    return place if parent is None else top(ids[parent], codes)


@given(surveys(), st.booleans())
def test_every_cell_is_what_one_by_one_gives(survey: Survey, by_units: bool) -> None:
    found = counting(survey, by_units=by_units).in_columns(grouping(survey))
    units = survey.units if by_units else list(range(len(survey.levels)))
    for column in range(N_COLUMNS):
        people = [p for p, level in enumerate(survey.levels) if level == column and units[p] != OUTSIDE]
        assert found.bases[column] == len({units[p] for p in people})
        for code in range(len(CODEBOOK)):
            having = {units[p] for p in people if code in survey.codes[p]}
            under = {units[p] for p in people if code in {top(each, CODEBOOK) for each in survey.codes[p]}}
            assert found.codes[code, column] == len(having)
            assert found.themes[code, column] == len(under)


@given(surveys())
def test_levels_and_the_rest_add_up_to_everybody(survey: Survey) -> None:
    counts = counting(survey)
    whole = with_column_for_the_rest(grouping(survey), np.arange(len(survey.levels)), "rest")
    total = everybody(len(survey.levels), "total", "alle")
    parted, everything = counts.in_columns(whole), counts.in_columns(total)
    assert (parted.codes.sum(axis=1) == everything.codes[:, 0]).all()
    assert (parted.themes.sum(axis=1) == everything.themes[:, 0]).all()
    assert parted.bases.sum() == everything.bases[0] == len(survey.levels)


@given(surveys())
def test_weights_of_one_count(survey: Survey) -> None:
    counts = counting(survey)
    ones = np.ones(len(survey.levels))
    weighted, plain = counts.weighted(grouping(survey), ones), counts.in_columns(grouping(survey))
    assert weighted.codes == pytest.approx(plain.codes)
    assert weighted.themes == pytest.approx(plain.themes)
    assert weighted.bases == pytest.approx(plain.bases)


def test_those_without_a_weight_are_left_out_of_sums() -> None:
    survey = Survey([0, 0, 1], [[4], [4], [5]], [0, 0, 0])
    found = counting(survey).weighted(grouping(survey), np.array([2.5, np.nan, 4.0]))
    assert found.bases.tolist() == [2.5, 4.0, 0.0]
    assert found.codes[4].tolist() == [2.5, 0.0, 0.0]


def test_a_column_for_the_rest_is_there_only_if_somebody_stands_in_it() -> None:
    survey = Survey([0, OUTSIDE], [[], []], [0, 0])
    assert len(with_column_for_the_rest(grouping(survey), [0], "rest")) == N_COLUMNS
    assert with_column_for_the_rest(grouping(survey), [0, 1], "rest").labels == ("a", "b", "c", "rest")
