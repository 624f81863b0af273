"""Leave-one-out scores are those of a model that has not seen the answer."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix, random_array
from sklearn.preprocessing import normalize

from coder.suggest.level_combine import chance, not_too_sure, pulled_logistic
from coder.suggest.level_neighbour import nearest_with_code, vote_of_nearest, without_oneself
from coder.suggest.level_ridge import RidgeLevel
from coder.suggest.level_words import WordLevel


def coded_answers(answers: int = 30) -> tuple[csr_matrix, np.ndarray]:
    drawn = np.random.default_rng(5)
    X = csr_matrix(normalize(random_array((answers, 40), density=0.3, rng=drawn, format="csr")))
    return X, (drawn.random((answers, 4)) < 0.3).astype(float)


def test_ridge_leaves_one_out_in_closed_form() -> None:
    X, given = coded_answers()
    alike = (X @ X.T).toarray()
    fitted = RidgeLevel(0.3, 0.2).fit(alike, given)
    others = np.arange(1, 30)
    # The published identity holds for means that stay the same.
    centred = given - fitted.means
    refitted = alike[0, others] @ np.linalg.solve(
        alike[np.ix_(others, others)] + 0.3 * np.eye(29), centred[others]
    )
    np.testing.assert_allclose(fitted.left_out[0] - fitted.means, refitted, atol=1e-9)


def test_ridge_of_nothing_scores_what_is_usual() -> None:
    fitted = RidgeLevel(0.3, 0.2).fit(np.zeros((0, 0)), np.zeros((0, 2)))
    assert fitted.scores(np.zeros((1, 0))).tolist() == [[0.2, 0.2]]


def test_words_leave_one_out_as_if_refitted() -> None:
    X, given = coded_answers()
    left_out = WordLevel().fit(X, given).left_out(np.arange(3))
    refitted = WordLevel().fit(X[1:], given[1:]).scores(X[:1])
    np.testing.assert_allclose(left_out[0], refitted[0], atol=0.05)


def test_words_of_nothing_say_nothing() -> None:
    X, given = coded_answers()
    assert not WordLevel().fit(X[:0], given[:0]).scores(X[:2]).any()


def test_nobody_is_a_neighbour_of_oneself() -> None:
    alike = np.array([[1, 0.2, 0.5], [0.2, 1, 0.1], [0.5, 0.1, 1]])
    given = np.array([[1.0, 0], [1, 0], [0, 1]])
    others = without_oneself(alike, np.arange(3))
    assert nearest_with_code(others, given).tolist() == [[0.2, 0.5], [0.2, 0.1], [0.5, 0]]
    assert vote_of_nearest(others, given, 1)[0].tolist() == [0, 0.25 / 0.30]


def test_second_level_stays_at_its_start_without_answers_and_follows_many() -> None:
    start = np.array([1.0, -1.0])
    assert pulled_logistic(np.zeros((0, 2)), np.zeros(0, dtype=bool), start, 4.0).tolist() == [1, -1]
    drawn = np.random.default_rng(1)
    features = np.column_stack([drawn.normal(size=5000), np.ones(5000)])
    truth = drawn.random(5000) < chance(features @ [-2.0, 0.5])
    np.testing.assert_allclose(pulled_logistic(features, truth, start, 4.0), [-2, 0.5], atol=0.2)


def test_the_fewer_answers_are_coded_the_less_sure_and_the_order_stays() -> None:
    said = np.array([-4.0, -3.0, 0.0, 2.0])
    found = {answers: not_too_sure(said, answers) for answers in (0, 3, 20, 1000)}
    assert all((np.diff(each) > 0).all() for each in found.values())
    assert found[0][3] < found[3][3] < found[20][3] < said[3]
    np.testing.assert_allclose(found[1000], said, atol=0.02)
