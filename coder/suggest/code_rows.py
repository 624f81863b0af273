"""Rows of the codes' texts: the whole of each, and its parts, since a definition often lists things."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol, Self

import numpy as np
from scipy.sparse import csr_matrix

_BETWEEN_PARTS = re.compile(r"[,;:./\n()]")
_SHORTEST = 3


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
    def of(cls, rows: csr_matrix | Self) -> CodeRows:
        """Return them; bare rows of whole texts are their own only parts."""
        if isinstance(rows, CodeRows):
            return rows
        return CodeRows(rows, rows, np.arange(rows.shape[0]))

    @classmethod
    def read(cls, space: Space, names: Sequence[str], definitions: Sequence[str]) -> CodeRows:
        """Read codes by their names and definitions (or any more that is said of when to use them)."""
        parts = [parts_of(name, definition) for name, definition in zip(names, definitions, strict=True)]
        whole = [
            f"{name}. {definition}" if definition else name
            for name, definition in zip(names, definitions, strict=True)
        ]
        return cls(
            space.transform(whole),
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


def parts_of(name: str, definition: str) -> list[str]:
    """Return a code's name and the things that its definition lists."""
    listed = [part.strip() for part in _BETWEEN_PARTS.split(definition)]
    return [name, *(part for part in listed if len(part) >= _SHORTEST)]
