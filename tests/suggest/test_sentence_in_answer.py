"""A sentence's row: its own words first, then what stands around it."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix

from coder.suggest.sentence_in_answer import sentence_rows


def test_a_sentence_counts_more_than_its_answer() -> None:
    sentence, answer = csr_matrix([[1.0, 0, 0]]), csr_matrix([[0.0, 1, 0]])
    own, around, nothing = sentence_rows(sentence, answer).toarray()[0]
    assert own > around > nothing == 0


def test_rows_are_of_unit_length_or_empty() -> None:
    sentences = csr_matrix([[0.6, 0.8], [0.0, 0.0]])
    rows = sentence_rows(sentences, csr_matrix([[1.0, 0.0], [0.0, 0.0]]))
    np.testing.assert_allclose(np.linalg.norm(rows.toarray(), axis=1), [1, 0])


def test_an_answer_of_one_sentence_is_that_sentence() -> None:
    row = csr_matrix([[0.6, 0.8]])
    np.testing.assert_allclose(sentence_rows(row, row).toarray(), row.toarray())
