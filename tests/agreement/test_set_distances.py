"""Distances between sets: by hand, from the shared examples, and many at once."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.agreement.set_distances import DISTANCES, SetDistances, similarities_of
from tests.agreement import reference
from tests.agreement.small_codings import CODES, sets_of_codes

CLOSE = 1e-12


def matrix(sets: list[frozenset[str]], codes: tuple[str, ...] = CODES) -> np.ndarray:
    return np.array([[code in each for code in codes] for each in sets], np.bool_).reshape(-1, len(codes))


@given(sets_of_codes, sets_of_codes)
def test_two_sets_are_as_alike_as_the_definitions_say(one: frozenset[str], other: frozenset[str]) -> None:
    found = similarities_of(matrix([one]), matrix([other]))
    for name in ("exact", "jaccard", "masi", "dice"):
        assert found[name][0] == pytest.approx(getattr(reference, name)(one, other), abs=CLOSE)


@pytest.mark.slow
@given(st.lists(sets_of_codes, max_size=30))
def test_summed_distances_are_those_of_the_whole_matrix(sets: list[frozenset[str]]) -> None:
    distances = SetDistances(matrix(sets))
    held = np.arange(len(sets), dtype=np.float64) % 5
    weighed, whole = distances.weighed(held), distances.whole()
    for name in ("jaccard", "masi"):
        assert np.allclose(weighed[name], whole[name] @ held, atol=1e-9)


@pytest.mark.slow
def test_several_blocks_give_what_one_gives() -> None:
    rng = np.random.default_rng(5)
    sets = np.unique(rng.random((900, 70)) < 0.1, axis=0)
    held = rng.integers(1, 9, len(sets)).astype(np.float64)
    distances = SetDistances(sets)
    assert len(sets) > 600
    for name in DISTANCES:
        assert np.allclose(distances.weighed(held)[name], distances.whole()[name] @ held, atol=1e-9)


def test_the_shared_examples_hold(shared_data: Path) -> None:
    with (shared_data / "agreement" / "set_distances.csv").open(encoding="utf-8", newline="") as file:
        examples = list(csv.DictReader(file))
    for example in examples:
        one, other = (frozenset(example[name].split()) for name in ("set_a", "set_b"))
        codes = tuple(sorted(one | other)) or ("x",)
        found = similarities_of(matrix([one], codes), matrix([other], codes))
        for name in ("jaccard", "masi", "dice"):
            assert 1 - found[name][0] == pytest.approx(float(example[f"{name}_distance"]), abs=CLOSE)
