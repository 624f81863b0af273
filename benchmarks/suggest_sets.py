"""Coded sets that suggestions are measured on: files of answers with codes, and a codebook beside each."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coder.suggest.code_rows import CodeRows
from coder.suggest.code_text import whole_text
from coder.suggest.latent_view import LatentView
from coder.suggest.replay import Booleans, Rows
from coder.suggest.semantic_space import SemanticSpace
from coder.suggest.text_space import TextSpace

MOST_TEXTS = 1500
"""Answers of a set that are read; the others are left out, so that sets weigh alike."""
STEPS = 250
"""Answers that are ranked one after another."""


@dataclass(frozen=True, eq=False)
class CodedSet:
    """Answers in an order, the codes they were given, and what is known of the codes."""

    name: str
    texts: Sequence[str]
    given: Booleans
    """True where an answer has a code, shape (n, L); codes in the order they came into use."""
    codes: Sequence[str]
    definitions: Sequence[str]

    def first(self, answers: int) -> CodedSet:
        """Return the set with fewer of its answers coded; all texts stay known."""
        return CodedSet(self.name, self.texts, self.given[:answers], self.codes, self.definitions)


@dataclass(frozen=True, eq=False)
class SetSpace:
    """A set's rows in one space, which no coding plays a part in."""

    X: Rows
    """All answers."""
    codes: CodeRows
    view: LatentView
    n_grams: int
    """So many columns are n-grams; those after them are of meaning."""


def set_names(folder: Path) -> list[str]:
    """Return the names of the sets in a folder."""
    return sorted(path.name.removesuffix(".codebook.csv") for path in folder.glob("*.codebook.csv"))


def coded_set(folder: Path, name: str, seed: int | None) -> CodedSet:
    """Read a set, in the file's order or in a random one."""
    answers = _read(folder / f"{name}.csv")
    book = {row["code"]: row["definition"] for row in _read(folder / f"{name}.codebook.csv")}
    order = np.arange(len(answers)) if seed is None else np.random.default_rng(seed).permutation(len(answers))
    chosen = [answers[place] for place in order[:MOST_TEXTS]]
    return in_order_of_use(name, [(row["text"], row["codes"].split(";")) for row in chosen], book)


def in_order_of_use(
    name: str, answers: Sequence[tuple[str, Sequence[str]]], book: dict[str, str]
) -> CodedSet:
    """Put codes in the order they come into use; those of the codebook that never do come last."""
    used = [code for _text, codes in answers for code in codes if code]
    columns = {code: column for column, code in enumerate(dict.fromkeys([*used, *book]))}
    given = np.zeros((len(answers), len(columns)), dtype=bool)
    for row, (_text, codes) in enumerate(answers):
        given[row, [columns[code] for code in codes if code]] = True
    return CodedSet(
        name, [text for text, _ in answers], given, list(columns), [book.get(c, "") for c in columns]
    )


def space_of(coded: CodedSet, space: TextSpace | SemanticSpace | None = None) -> SetSpace:
    """Read all texts of a set into one space: of words, unless another is given."""
    space = space or TextSpace()
    rows = space.fit_transform([*coded.texts, *map(whole_text, coded.codes, coded.definitions)])
    codes = CodeRows.read(space, coded.codes, coded.definitions)
    return SetSpace(rows[: len(coded.texts)], codes, LatentView().fit(rows.written), space.n_grams)


def order_of_steps(most: int, steps: int) -> NDArray[np.intp]:
    """Return so many steps up to the last, closer together at the beginning."""
    return np.unique(np.geomspace(1, most + 1, steps).astype(np.intp)) - 1


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
