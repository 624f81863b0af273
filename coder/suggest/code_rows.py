"""Rows of the codes' texts: the whole of each, and its parts, since a definition often lists things."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from scipy.sparse import csr_matrix

from coder.suggest.code_text import parts_of, whole_text


class Space(Protocol):
    """What turns texts into rows: a fitted ``TextSpace``."""

    def transform(self, texts: Sequence[str]) -> csr_matrix:
        """Return the rows of texts, shape (n_texts, d)."""


@dataclass(frozen=True, eq=False)
class CodeRows:
    """What is known of codes before anything is coded."""

    whole: csr_matrix
    """Of "name. definition", shape (L, d)."""
    parts: csr_matrix
    """Of names and of the things a definition lists, shape (P, d)."""
    part_of: np.ndarray[Any, np.dtype[np.intp]]
    """The code of each part, in order, shape (P,); every code has one."""

    @classmethod
    def read(cls, space: Space, names: Sequence[str], definitions: Sequence[str]) -> CodeRows:
        """Read codes by their names and definitions (or any more that is said of when to use them)."""
        parts = [parts_of(name, definition) for name, definition in zip(names, definitions, strict=True)]
        return cls(
            space.transform(list(map(whole_text, names, definitions))),
            space.transform([part for each in parts for part in each]),
            np.repeat(np.arange(len(parts)), [len(each) for each in parts]),
        )

    @property
    def shape(self) -> tuple[int, int]:
        """Codes and columns."""
        return int(self.whole.shape[0]), int(self.whole.shape[1])

    def __getitem__(self, codes: Sequence[int] | np.ndarray[Any, np.dtype[np.intp]]) -> CodeRows:
        """Return the rows of some codes, in that order."""
        asked = np.asarray(codes, dtype=np.intp)
        starts = np.searchsorted(self.part_of, asked)
        sizes = np.searchsorted(self.part_of, asked, side="right") - starts
        part_of = np.repeat(np.arange(len(asked)), sizes)
        # Within its code, the first part is 0: how far a part is from the first of all, less those before.
        chosen = np.repeat(starts - np.cumsum(sizes) + sizes, sizes) + np.arange(len(part_of))
        return CodeRows(self.whole[asked], self.parts[chosen], part_of)
