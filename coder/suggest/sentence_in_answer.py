"""Rows of sentences where it is sentences that are ranked: their own text, and a little of what is around."""

from __future__ import annotations

import numpy as np
from scipy.sparse import csr_matrix, diags_array

AROUND = 0.7
"""Weight of the whole answer beside a sentence's own text: what *this* is about often stands before."""


def sentence_rows(sentence_X: csr_matrix, answer_X: csr_matrix, around: float = AROUND) -> csr_matrix:
    """Return the rows of sentences in their answers.

    Args:
        sentence_X: Rows of the sentences, L2-normed, shape (m, d).
        answer_X: Rows of the answers they stand in, one for each sentence, shape (m, d).
        around: Weight of the answer.

    Returns:
        Shape (m, d), L2-normed; a row without any known n-gram stays empty.
    """
    rows = csr_matrix(sentence_X + around * answer_X)
    lengths = np.sqrt(np.asarray(rows.multiply(rows).sum(axis=1)).ravel())
    return csr_matrix(diags_array(1 / np.where(lengths > 0, lengths, 1)) @ rows, dtype=sentence_X.dtype)
