"""A file for a statistics package as columns: what they are called, what they hold and what that means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NO_ANSWER, NOT_CODED, NOT_IN_USE = -99, -98, -97
"""Why there is no number: the respondent gave no answer; nobody's coding of it counts yet; the code was not
in use in that wave, so that no answer could have been given it."""


class Role(StrEnum):
    """What a variable is."""

    RESPONDENT = "respondent"
    WAVE = "wave"
    RETURNED = "returned"
    WEIGHT = "weight"
    BACKGROUND = "background"
    ANSWER = "answer"
    STATUS = "status"
    COUNT = "count"
    CODE = "code"
    THEME = "theme"


class Measure(StrEnum):
    """How far one may count with a variable's numbers."""

    NOMINAL = "nominal"
    SCALE = "scale"


@dataclass(frozen=True)
class ValueLabel:
    """What one number stands for."""

    value: int
    label: str
    missing: bool = False
    """Whether it says why there is no value (SPSS: user-missing)."""


@dataclass(frozen=True)
class Column:
    """A variable."""

    name: str
    label: str
    role: Role
    values: NDArray[np.float64] | list[str]
    """Numbers, NaN where there is none, or texts, empty where there is none; a value for each row."""
    labels: tuple[ValueLabel, ...] = ()
    measure: Measure = Measure.NOMINAL
    uid: str = ""
    """Of the code, theme, variable or question it is about."""
    question: str = ""
    """The question's key."""
    path: tuple[str, ...] = ()
    """Of a code or a theme, from the top down."""
    levels: tuple[str, ...] = ()
    """A background variable's values in their order, where they are numbers themselves."""

    @property
    def texts(self) -> list[str] | None:
        """Its texts; None where it holds numbers."""
        return self.values if isinstance(self.values, list) else None

    @property
    def numbers(self) -> NDArray[np.float64]:
        """Its numbers; only of a column that has some."""
        assert not isinstance(self.values, list)
        return self.values

    @property
    def missing(self) -> tuple[int, ...]:
        """The numbers that say why there is no value, lowest first."""
        return tuple(sorted(label.value for label in self.labels if label.missing))

    @property
    def is_whole(self) -> bool:
        """Whether all its numbers are whole."""
        import numpy as np

        present = self.numbers[~np.isnan(self.numbers)]
        return bool((present == np.floor(present)).all())


@dataclass(frozen=True)
class Counted:
    """The codings that count, as in tables."""

    codes: Mapping[str, frozenset[str]]
    """Uids of the codes by uid of the answer; answers of which no coding counts yet are missing."""
    not_in_use: frozenset[tuple[str, str, str]] = frozenset()
    """Uid of the question, uid of the code, and a wave in which the code was not in use."""


@dataclass(frozen=True)
class ResponseSet:
    """A multiple response set: variables that are 1 where something is mentioned."""

    name: str
    """With the dollar sign SPSS wants."""
    label: str
    variables: tuple[str, ...]


@dataclass(frozen=True)
class Survey:
    """All columns of a file, of one length, and their sets."""

    columns: tuple[Column, ...]
    sets: tuple[ResponseSet, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows: one for each respondent in each wave."""
        return len(self.columns[0].values)
