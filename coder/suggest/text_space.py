"""The space in which answers and the texts of codes are compared: weighted character n-grams of words."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack
from sklearn.base import BaseEstimator
from sklearn.exceptions import NotFittedError

from coder.suggest.grams import Hashes, gram_hashes, shared_forms, words_of

Progress = Callable[[int, int], None]
"""Told how much is done, and of how much."""
Places = int | slice | Sequence[int] | NDArray[Any]

LEAST_TEXTS = 2
"""An n-gram of fewer texts than this brings no two together; without it the shared ones weigh more."""
_TEXTS_AT_ONCE = 1_000
_WORDS_AT_ONCE = 5_000


class TextSpace(BaseEstimator):  # type: ignore[misc]  # scikit-learn ships no types
    """TF-IDF over character n-grams, the same for answers and for names and definitions of codes.

    Words are taken as written, but for case and accents, and once more in the form that bokmål and nynorsk
    share; both count. Learns without labels; the same texts give the same space. 100 000 answers are read in
    seconds, since an n-gram is looked up once a word, not once a text.

    Attributes:
        idf_: Weight of each n-gram, shape (n_grams,), float32.
    """

    def fit(self, texts: Sequence[str], progress: Progress | None = None) -> Self:
        """Learn which n-grams there are, and how much each tells.

        Args:
            texts: All answers to a question, and "name. definition" of each code. Characters after the first
                ``grams.LONGEST`` of a text do not count.
            progress: Told now and then.
        """
        self.fit_transform(texts, progress)
        return self

    def fit_transform(self, texts: Sequence[str], progress: Progress | None = None) -> TextRows:
        """Learn from texts, and return their rows, made when asked for."""
        words, counts = _word_counts(texts, progress, 2 * len(texts))
        forms = shared_forms(words)
        hashes = _all_hashes(words, forms)
        seen_in = _texts_by_gram(counts, _counted(words, forms, hashes), progress)
        kept = seen_in >= LEAST_TEXTS
        self._hashes: Hashes = hashes[kept]
        weights = np.log((1 + len(texts)) / (1 + seen_in[kept])) + 1
        self.idf_: NDArray[np.float32] = weights.astype(np.float32)
        # Looked up once more rather than cut out: at no time do two such matrices lie in memory.
        return TextRows(counts, _counted(words, forms, self._hashes), self.idf_)

    def transform(self, texts: Sequence[str]) -> csr_matrix:
        """Return the rows of texts, shape (n_texts, n_grams): unit length, or empty if nothing is known."""
        return self.rows(texts)[:]

    def rows(self, texts: Sequence[str], progress: Progress | None = None) -> TextRows:
        """Return the rows of any number of texts, made when asked for."""
        words, counts = _word_counts(texts, progress, len(texts))
        return TextRows(counts, self.grams_of(words), self.idf_)

    @property
    def n_grams(self) -> int:
        """Columns, which all are n-grams."""
        return len(self.idf_)

    def grams_of(self, words: Sequence[str]) -> csr_matrix:
        """Return how often each known n-gram is in each word, shape (n_words, n_grams)."""
        if not hasattr(self, "idf_"):
            raise NotFittedError("Fit the space first.")
        return _counted(words, shared_forms(words), self._hashes)


class TextRows:
    """The rows of many texts, of which those asked for are made: a fraction of the memory of all at once.

    ``rows[places]`` is a csr_matrix of float32, also for one place.
    """

    def __init__(self, counts: csr_matrix, grams: csr_matrix, weights: NDArray[np.float32]) -> None:
        self._counts = counts
        self._grams = grams
        self._weights = weights

    @property
    def written(self) -> TextRows:
        """These rows: they hold nothing but n-grams (see ``SemanticRows``)."""
        return self

    @property
    def shape(self) -> tuple[int, int]:
        """Texts and n-grams."""
        return self._counts.shape[0], self._grams.shape[1]

    def __len__(self) -> int:
        return int(self._counts.shape[0])

    def __getitem__(self, places: Places) -> csr_matrix:
        asked = self._counts[places]
        parts = [
            self._made(asked[start : start + _TEXTS_AT_ONCE])
            for start in range(0, asked.shape[0], _TEXTS_AT_ONCE)
        ]
        return vstack(parts, format="csr") if len(parts) > 1 else self._made(asked)

    def _made(self, counts: csr_matrix) -> csr_matrix:
        rows = counts @ self._grams
        # In one order, so that a text's row is the same whichever texts it was read with.
        rows.sort_indices()
        rows.data = (1 + np.log(rows.data)) * self._weights[rows.indices]
        return _to_unit_length(rows)


def _to_unit_length(rows: csr_matrix) -> csr_matrix:
    lengths = np.diff(rows.indptr)
    row = np.repeat(np.arange(len(lengths)), lengths)
    squares = np.bincount(row, weights=rows.data**2, minlength=len(lengths))
    rows.data /= np.sqrt(squares).astype(np.float32)[row]
    return rows


def _word_counts(texts: Sequence[str], progress: Progress | None, total: int) -> tuple[list[str], csr_matrix]:
    """Return the distinct words, and for each text a 1 for each of its words (n_texts, n_words)."""
    places: dict[str, int] = {}
    found, ends = array("i"), array("q", [0])
    for number, text in enumerate(texts, 1):
        found.extend([places.setdefault(word, len(places)) for word in words_of(text)])
        ends.append(len(found))
        if progress and (number % _TEXTS_AT_ONCE == 0 or number == len(texts)):
            progress(number, total)
    indices = np.frombuffer(found, dtype=np.int32) if found else np.zeros(0, dtype=np.int32)
    ones = np.ones(len(indices), dtype=np.float32)
    counts = csr_matrix((ones, indices, np.frombuffer(ends, dtype=np.int64)), (len(texts), len(places)))
    counts.sum_duplicates()
    return list(places), counts


def _all_hashes(words: Sequence[str], forms: Sequence[str]) -> Hashes:
    """Return the distinct n-grams of words, in order."""
    hashes: Hashes = np.zeros(0, dtype=np.uint64)
    for start in range(0, len(words), _WORDS_AT_ONCE):
        part = slice(start, start + _WORDS_AT_ONCE)
        hashes = np.union1d(hashes, gram_hashes(words[part], forms[part])[0])
    return hashes


def _counted(words: Sequence[str], forms: Sequence[str], hashes: Hashes) -> csr_matrix:
    """Return a 1 for each time that one of some n-grams, in order, is in a word."""
    ends: list[NDArray[np.int64]] = [np.zeros(1, dtype=np.int64)]
    columns: list[NDArray[np.int32]] = [np.zeros(0, dtype=np.int32)]
    known_hashes = np.append(hashes, np.uint64(0))
    for start in range(0, len(words), _WORDS_AT_ONCE):
        part = slice(start, start + _WORDS_AT_ONCE)
        found, owners = gram_hashes(words[part], forms[part])
        places = np.searchsorted(hashes, found)
        known = known_hashes[places] == found
        known &= places < len(hashes)
        in_order = np.argsort(owners[known], kind="stable")
        columns.append(places[known][in_order].astype(np.int32))
        ends.append(ends[-1][-1] + np.cumsum(np.bincount(owners[known], minlength=len(words[part]))))
    indices = np.concatenate(columns)
    ones = np.ones(len(indices), dtype=np.float32)
    return csr_matrix((ones, indices, np.concatenate(ends)), (len(words), len(hashes)))


def _texts_by_gram(counts: csr_matrix, grams: csr_matrix, progress: Progress | None) -> NDArray[np.int64]:
    """Return in how many texts each n-gram is."""
    found = np.zeros(grams.shape[1], dtype=np.int64)
    texts = counts.shape[0]
    for start in range(0, texts, _TEXTS_AT_ONCE):
        part = counts[start : start + _TEXTS_AT_ONCE] @ grams
        found += np.bincount(part.indices, minlength=len(found))
        if progress:
            progress(texts + min(start + _TEXTS_AT_ONCE, texts), 2 * texts)
    return found
