"""The words of an answer that spoke for a code: whole words, where they stand, and none for nothing."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.suggest.code_ranker import CodeRanker
from coder.suggest.code_rows import CodeRows
from coder.suggest.explanation import Explainer
from coder.suggest.text_space import TextSpace

CODES = [
    "Økonomi. Penger, midler, tilskudd",
    "Folk. Ansatte og kompetanse",
    "Samarbeid. Møteplasser og nettverk",
]
CODED = [
    ("Det er for lite penger til dette i kommunen", 0),
    ("Vi trenger øremerkede midler", 0),
    ("Det er ikke nok folk med kompetanse i kommunen", 1),
    ("Vi får ikke tak i fagfolk", 1),
    ("Det er lite samarbeid med nabokommunene", 2),
    ("Vi må møtes oftere og dele erfaringer", 2),
]


def explainer(*answers: str) -> Explainer:
    space = TextSpace()
    rows = space.fit_transform([*(text for text, _ in CODED), *CODES, *answers])
    n = len(CODED)
    Y = np.zeros((n, len(CODES)), dtype=bool)
    Y[np.arange(n), [code for _, code in CODED]] = True
    codes = rows[n : n + len(CODES)]
    ranker = CodeRanker().fit(rows[:n], Y, code_X=CodeRows(codes, codes, np.arange(len(CODES))))
    return Explainer(space, rows[:n], ranker.ridge_.weights, codes)


def spoken(answer: str, code: int) -> list[str]:
    [spans] = explainer(answer).spans(answer, [code])
    return [answer[start:end] for start, end in spans]


def test_the_words_that_spoke_are_those_of_answers_with_the_code() -> None:
    answer = "Det er øyremerka midlar og fleire fagfolk vi treng i kommunen"
    assert set(spoken(answer, 0)) == {"øyremerka", "midlar"}
    assert spoken(answer, 1)[0] == "fagfolk"


def test_small_words_are_not_told() -> None:
    assert not set(spoken("Det er det vi må dele på: penger", 0)) & {
        "Det",
        "er",
        "det",
        "vi",
        "må",
        "på",
        ":",
    }


def test_where_stop_words_alone_spoke_no_other_word_is_blamed() -> None:
    assert spoken("Det er for lite bussfarten", 1) == []


def test_each_code_asked_for_has_its_words() -> None:
    answer = "Penger, folk og samarbeid"
    spans = explainer(answer).spans(answer, [2, 0])
    assert [answer[slice(*each[0])] for each in spans] == ["samarbeid", "Penger"]


@pytest.mark.parametrize("answer", ["", "   ", "\x00", "\ud800", "???", "xyzzy", "og det er vi"])
def test_nothing_is_told_where_nothing_spoke(answer: str) -> None:
    assert spoken(answer, 0) == []


def test_words_are_told_where_they_stand_in_the_raw_text() -> None:
    answer = "👨‍👩‍👧 Mer\u00a0ko\u0308mpetanse, e\u0301n gang TIL! Flere FAGFOLK 👍🏽."
    assert "FAGFOLK" in spoken(answer, 1)
    assert all(word.strip() == word for word in spoken(answer, 1))


def test_a_word_that_stands_there_twice_is_told_once() -> None:
    assert spoken("penger, Penger og PENGAR", 0) == ["penger"]


def test_at_most_as_many_as_asked_for() -> None:
    answer = "penger midler tilskudd økonomi øremerkede"
    assert len(explainer(answer).spans(answer, [0], n=2)[0]) == 2


def test_names_alone_speak_before_anything_is_coded() -> None:
    space = TextSpace()
    rows = space.fit_transform([*CODES, "fleire møteplassar"])
    nothing = Explainer(space, rows[:0], np.zeros((0, len(CODES))), rows[: len(CODES)])
    assert nothing.spans("fleire møteplassar", [2, 0]) == [[(7, 18)], []]


@pytest.mark.slow
@given(st.text(max_size=40))
def test_spans_lie_in_the_text(answer: str) -> None:
    for start, end in explainer(answer).spans(answer, [1])[0]:
        assert 0 <= start < end <= len(answer)


def test_the_name_of_an_only_code_speaks_too() -> None:
    space = TextSpace()
    rows = space.fit_transform([CODES[0], "mer penger"])
    only = Explainer(space, rows[:0], np.zeros((0, 1)), rows[0])
    assert only.spans("mer penger", [0]) == [[(4, 10)]]
