"""Rows that hold both the words of a text and what it means."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

from coder.suggest.code_ranker import CodeRanker
from coder.suggest.code_rows import CodeRows
from coder.suggest.explanation import Explainer
from coder.suggest.latent_view import LatentView
from coder.suggest.semantic import DIMENSIONS, Vectors
from coder.suggest.semantic_space import SemanticSpace
from coder.suggest.text_space import TextSpace

MEANINGS = {"penger": 1, "økonomi": 1, "kroner": 1, "lærer": 2, "undervisning": 2, "rektor": 2}
CODED = ["penger til mer", "mer kroner trengs", "lærer mangler", "mangler en rektor"]
ANSWERS = [*CODED, "økonomi", "undervisning"]


def vectors_of(texts: Sequence[str]) -> Vectors:
    """Stand in for a model that knows six words."""
    vectors = np.zeros((len(texts), DIMENSIONS), dtype=np.float32)
    for row, text in enumerate(texts):
        for word in text.split():
            vectors[row, MEANINGS.get(word, 0)] += 1
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), dtype=np.float32)


def code_rows(rows: csr_matrix) -> CodeRows:
    return CodeRows(rows, rows, np.arange(rows.shape[0]))


def test_texts_without_a_word_in_common_are_alike_by_what_they_mean() -> None:
    rows = SemanticSpace(vectors_of).fit_transform(ANSWERS)[:]
    alike = (rows @ rows.T).toarray()
    assert alike[4, 0] > alike[4, 2]
    assert alike[5, 2] > alike[5, 0]
    plain = TextSpace().fit_transform(ANSWERS)[:]
    assert (plain[4] @ plain[0].T).toarray()[0, 0] == 0


def test_rows_are_of_unit_length_where_words_and_meaning_are_known() -> None:
    rows = SemanticSpace(vectors_of).fit_transform(CODED)[:]
    assert np.allclose((rows.multiply(rows)).sum(axis=1), 1, atol=1e-3)


def test_a_text_has_the_same_row_alone_as_among_others() -> None:
    space = SemanticSpace(vectors_of)
    rows = space.fit_transform(ANSWERS)
    assert rows.shape == rows[:].shape == (len(ANSWERS), space.n_grams + DIMENSIONS)
    assert (rows[2] != space.transform([ANSWERS[2]])).nnz == 0
    assert (rows[[4, 2]] != space.transform([ANSWERS[4], ANSWERS[2]])).nnz == 0


def test_a_code_is_ranked_first_for_an_answer_that_only_means_the_same() -> None:
    space = SemanticSpace(vectors_of)
    rows = space.fit_transform([*ANSWERS, "A", "B"])
    Y = np.array([[1, 0], [1, 0], [0, 1], [0, 1]], dtype=bool)
    ranker = CodeRanker(view=LatentView().fit(rows.written), n_grams=space.n_grams)
    chances = ranker.fit(rows[:4], Y, code_X=code_rows(rows[6:])).predict_proba(rows[4:6])
    assert chances[0, 0] > chances[0, 1]
    assert chances[1, 1] > chances[1, 0]


def test_words_that_spoke_are_told_in_such_a_space_too() -> None:
    space = SemanticSpace(vectors_of)
    rows = space.fit_transform([*CODED, "A", "B"])
    Y = np.array([[1, 0], [1, 0], [0, 1], [0, 1]], dtype=bool)
    weights = CodeRanker(n_grams=space.n_grams).fit(rows[:4], Y, code_X=code_rows(rows[4:])).ridge_.weights
    told = Explainer(space, rows[:4], weights, rows[4:]).spans("og mangler penger", [1])
    assert told == [[(3, 10)]]
