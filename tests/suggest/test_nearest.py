"""The coded answers most like a text."""

from __future__ import annotations

import numpy as np

from coder.suggest.nearest import LEAST_LIKENESS, likenesses, nearest
from coder.suggest.text_space import TextSpace

CODED = [
    "Bompengane er for høge",
    "Bompengene er altfor høye",
    "Mer bompenger til bane",
    "Fastlegen har ikke tid",
    "",
]


def test_the_nearest_answers_come_first_with_their_likeness() -> None:
    rows = TextSpace().fit_transform([*CODED, "bompengane er høge"])
    found = nearest(rows[-1], rows[:5])
    assert [each.row for each in found] == [0, 1, 2]
    assert 1 >= found[0].likeness > found[1].likeness > found[2].likeness >= LEAST_LIKENESS


def test_where_there_are_none_none_is_near() -> None:
    rows = TextSpace().fit_transform([*CODED, CODED[0]])
    assert nearest(rows[5], rows[:0]) == []


def test_at_most_as_many_as_asked_for() -> None:
    rows = TextSpace().fit_transform(["høye bomper"] * 9)
    found = nearest(rows[8], rows[:8], most=3)
    assert [each.row for each in found] == [0, 1, 2]
    assert found[0].likeness <= 1


def test_likenesses_in_parts_are_the_likenesses() -> None:
    rows = TextSpace().fit_transform(CODED * 120)[:]
    parts = list(likenesses(rows, rows[:7]))
    assert len(parts) > 1
    assert np.allclose(np.vstack([part for _, part in parts]), (rows @ rows[:7].T).toarray())
