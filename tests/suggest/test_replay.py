"""A replay tells what the suggestions would have been worth, counted as one would by hand."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

from coder.suggest.code_ranker import CodeRanker
from coder.suggest.code_rows import CodeRows
from coder.suggest.replay import _blocks, replayed
from coder.suggest.replay_scores import replay_scores

WORDS = ("nav", "kommunen", "lønn", "oppfølging", "bolig", "rus", "helse", "samarbeid", "praksis", "tid")
CODES = 5


def made_up(answers: int, seed: int = 3) -> tuple[csr_matrix, np.ndarray, CodeRows]:
    """Return answers of three words, codes that hang together with the words, and the codes' names."""
    random = np.random.default_rng(seed)
    words = [random.choice(len(WORDS), 3, replace=False) for _answer in range(answers)]
    texts = [" ".join(WORDS[word] for word in those) for those in words]
    coded = np.zeros((answers, CODES), dtype=bool)
    for place, those in enumerate(words):
        coded[place, [word // 2 for word in those[: random.integers(0, 3)]]] = True
    vectorizer = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5))
    space = vectorizer.fit_transform([*texts, *(WORDS[2 * code] for code in range(CODES))])
    codes = space[answers:]
    return space[:answers], coded, CodeRows(codes, codes, np.arange(CODES))


def recounted(X: csr_matrix, Y: np.ndarray, code_X: CodeRows, first: int) -> dict[str, float]:
    """Count the same slowly: one answer, one code after the other."""
    recalls: dict[int, list[float]] = {1: [], 3: [], 5: [], 9: []}
    precisions, keys, codings, known_codings, answers = [], 0, 0, 0, 0
    for place in range(first, len(Y)):
        known = [code for code in range(CODES) if Y[:place, code].any()]
        own = [code for code in range(CODES) if Y[place, code]]
        codings += len(own)
        own = [code for code in own if code in known]
        known_codings += len(own)
        if not own:
            continue
        model = CodeRanker().fit(X[:place], Y[:place][:, known], code_X=code_X[known])
        chances = dict(zip(known, model.predict_proba(X[[place]])[0], strict=True))
        ranked = sorted(known, key=lambda code: -chances[code])
        for length, found in recalls.items():
            found.append(len(set(ranked[:length]) & set(own)) / len(own))
        right = [ranked.index(code) + 1 for code in own]
        precisions.append(np.mean([sum(other <= rank for other in right) / rank for rank in right]))
        keys += sum(1 if code in ranked[:9] else 4 for code in own) + 1
        answers += 1
    return {
        **{f"recall {length}": float(np.mean(found)) for length, found in recalls.items()},
        "lrap": float(np.mean(precisions)),
        "known": known_codings / codings,
        "keys": keys / known_codings,
        "answers": answers,
    }


@pytest.mark.slow
def test_the_numbers_are_those_of_a_slow_recount() -> None:
    X, Y, code_X = made_up(40)
    scores = replayed(X, Y, code_X, CodeRanker, first=10)
    found = replay_scores(scores[10:], Y[10:], [4] * CODES)
    slow = recounted(X, Y, code_X, first=10)
    assert {f"recall {length}": value for length, value in found.recall.items()} == pytest.approx(
        {name: value for name, value in slow.items() if name.startswith("recall")}
    )
    assert (found.lrap, found.known_share, found.keys_per_coding, found.answers) == pytest.approx(
        (slow["lrap"], slow["known"], slow["keys"], slow["answers"])
    )


def test_macro_recall_weighs_rare_codes_like_frequent_ones() -> None:
    # Six codes in use; the first is always on top, the last always at the bottom.
    scores = np.tile(np.linspace(0.9, 0.1, 6, dtype=np.float32), (10, 1))
    Y = np.zeros((10, 6), dtype=bool)
    Y[:9, 0] = True
    Y[9, 5] = True
    found = replay_scores(scores, Y, [3] * 6)
    assert found.recall[5] == pytest.approx(0.9)
    assert found.macro_recall_5 == pytest.approx(0.5)


def test_a_code_not_in_use_yet_counts_neither_for_nor_against() -> None:
    scores = np.array([[0.8, np.nan], [0.2, np.nan]], dtype=np.float32)
    found = replay_scores(scores, np.array([[True, True], [False, True]]), [5, 5])
    assert (found.answers, found.recall[1], found.lrap) == (1, 1, 1)
    assert found.known_share == pytest.approx(1 / 3)
    assert found.keys_per_coding == 2
    assert sum(each.n for each in found.calibration) == 2


def test_keys_are_a_digit_or_the_name_and_enter_for_each_answer() -> None:
    scores = np.linspace(0.9, 0.1, 11, dtype=np.float32)[np.newaxis, :]
    Y = np.zeros((1, 11), dtype=bool)
    Y[0, [0, 8, 9]] = True
    typed = [2] * 9 + [4, 7]
    assert replay_scores(scores, Y, typed).keys_per_coding == pytest.approx((1 + 1 + 4 + 1) / 3)


def test_where_nothing_can_be_measured_there_is_no_number() -> None:
    found = replay_scores(np.empty((0, 3), dtype=np.float32), np.empty((0, 3), dtype=bool), [2, 2, 2])
    assert set(found.recall.values()) == {None}
    assert (found.macro_recall_5, found.lrap, found.known_share, found.keys_per_coding) == (None,) * 4
    assert found.calibration == ()


def test_a_bin_tells_how_many_were_right() -> None:
    scores = np.array([[0.95, 0.92, 0.41, 1.0]], dtype=np.float32)
    bins = replay_scores(scores, np.array([[True, False, False, True]]), [2] * 4).calibration
    assert [(each.begin, each.end, each.n) for each in bins] == [(0.4, 0.5, 1), (0.9, 1.0, 3)]
    assert bins[1].share == pytest.approx(2 / 3)
    assert bins[1].mean_score == pytest.approx((0.95 + 0.92 + 1) / 3)


def test_the_model_learns_from_each_answer_first_and_later_from_two_in_a_hundred_more() -> None:
    blocks = list(_blocks(np.ones((2_000, 1), dtype=bool), 10))
    assert blocks[:240] == [(place, place + 1) for place in range(10, 250)]
    assert all(end <= begin * 1.02 + 1 for begin, end in blocks[240:])
    assert len(blocks) < 400
    assert blocks[-1][1] == 2_000
    assert all(end == begin for (_from, end), (begin, _to) in pairwise(blocks))


def test_a_code_that_comes_into_use_is_learned_at_once() -> None:
    Y = np.zeros((1_000, 2), dtype=bool)
    Y[:, 0] = True
    Y[777, 1] = True
    assert 778 in {begin for begin, _end in _blocks(Y, 10)}


@pytest.mark.slow
def test_answers_before_the_first_asked_for_are_learned_from_and_not_scored() -> None:
    X, Y, code_X = made_up(20)
    scores = replayed(X, Y, code_X, CodeRanker, first=10)
    assert np.isnan(scores[:10]).all()
    everything = replayed(X, Y, code_X, CodeRanker)
    assert np.array_equal(everything[10:], scores[10:], equal_nan=True)


@pytest.mark.slow
def test_nothing_is_known_of_an_answer_before_its_turn() -> None:
    X, Y, code_X = made_up(30)
    other = Y.copy()
    other[20:] = ~other[20:]
    assert np.array_equal(
        replayed(X, Y, code_X, CodeRanker)[:21], replayed(X, other, code_X, CodeRanker)[:21], equal_nan=True
    )


@pytest.mark.slow
def test_progress_ends_at_all_answers() -> None:
    X, Y, code_X = made_up(20)
    told: list[tuple[int, int]] = []
    replayed(X, Y, code_X, CodeRanker, first=10, progress=lambda *done: told.append(done))
    assert told[-1] == (20, 20)
