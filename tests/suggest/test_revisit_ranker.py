"""Earlier answers come back for a new code, the likeliest first."""

from __future__ import annotations

from scipy.sparse import csr_matrix

from coder.suggest.revisit_ranker import revisit_scores
from coder.suggest.text_space import TextSpace

EARLIER = [
    "mer penger til kommunen",
    "barnehagene har lang ventetid",
    "vi venter lenge på svar fra NAV",
    "bedre veier og bruer",
    "køen hos legen er lang",
]
SPACE = TextSpace().fit([*EARLIER, "lang kø og lang ventetid", "lang vei", "Ventetid"])


def rows(*texts: str) -> csr_matrix:
    return SPACE.transform(list(texts))


def first(positive: csr_matrix, negative: csr_matrix) -> list[str]:
    scores = revisit_scores(rows(*EARLIER), positive, negative, rows("Ventetid"))
    return [EARLIER[place] for place in (-scores).argsort(kind="stable")]


def test_before_any_answer_has_the_code_its_name_ranks() -> None:
    assert first(rows(), rows())[0] == "barnehagene har lang ventetid"


def test_answers_like_one_that_was_given_the_code_come_up() -> None:
    like_it = "køen hos legen er lang"
    before, after = first(rows(), rows()), first(rows("lang kø og lang ventetid"), rows())
    assert after.index(like_it) < before.index(like_it)


def test_an_answer_that_was_asked_and_not_given_it_speaks_against() -> None:
    positive = rows("lang kø og lang ventetid")
    place = EARLIER.index("bedre veier og bruer")
    asked = rows("bedre veier og bruer")
    before = revisit_scores(rows(*EARLIER), positive, rows(), rows("Ventetid"))
    after = revisit_scores(rows(*EARLIER), positive, asked, rows("Ventetid"))
    assert after[place] < before[place]


def test_nothing_to_rank_is_no_error() -> None:
    assert revisit_scores(rows(), rows("kø"), rows(), rows("Ventetid")).shape == (0,)
