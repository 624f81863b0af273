"""Words that stand in the same surroundings come near each other."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from coder.suggest.latent_view import LatentView

TOPICS = [[f"{topic}{number}" for number in range(30)] for topic in ("skole", "gård")]


def answers_about(topic: int, answers: int) -> list[str]:
    drawn = np.random.default_rng(topic)
    return [" ".join(drawn.choice(TOPICS[topic], 4, replace=False)) for _ in range(answers)]


@pytest.mark.slow
def test_answers_with_no_word_in_common_are_alike_if_their_words_keep_company() -> None:
    X = TfidfVectorizer().fit_transform([*answers_about(0, 300), *answers_about(1, 300)])
    found = LatentView().fit(X).transform(X)
    nothing_in_common = (X @ X.T).toarray() == 0
    alike = found @ found.T
    same_topic = alike[:300, :300][nothing_in_common[:300, :300]]
    assert same_topic.mean() > 3 * abs(alike[:300, 300:]).mean()


def test_too_few_texts_have_no_directions() -> None:
    X = TfidfVectorizer().fit_transform(["én", "to"])
    assert not LatentView().fit(X).transform(X).any()


@pytest.mark.slow
def test_many_texts_are_drawn_from_and_all_have_a_place() -> None:
    texts = [f"svar {number % 7} om sak {number % 11}" for number in range(3100)]
    space = TfidfVectorizer(token_pattern=r"\S+")
    X = space.fit_transform(texts)
    first, again = (LatentView().fit(X).transform(X[:50]) for _ in range(2))
    np.testing.assert_array_equal(first, again)
    np.testing.assert_allclose(np.linalg.norm(first, axis=1), 1, rtol=1e-6)
