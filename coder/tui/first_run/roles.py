"""What each column of a survey file is: the guess, changed by a key, and told as roles."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING

from coder.messages import _

if TYPE_CHECKING:
    from coder.exchange.roles import Roles


class Part(StrEnum):
    """What a column is."""

    ID = "id"
    QUESTION = "question"
    SENTENCES = "sentences"
    """An open question coded sentence by sentence."""
    BACKGROUND = "background"
    WAVE = "wave"
    WEIGHT = "weight"
    QUESTION_NAME = "question_name"
    """In a file with an answer a row: which question was answered."""
    ANSWER = "answer"
    """In a file with an answer a row: what was answered."""
    LEFT_OUT = "left_out"


ROLE_KEYS = (
    ("i", Part.ID),
    ("q", Part.QUESTION),
    ("s", Part.SENTENCES),
    ("b", Part.BACKGROUND),
    ("m", Part.WAVE),
    ("w", Part.WEIGHT),
    ("x", Part.LEFT_OUT),
    ("k", Part.QUESTION_NAME),
    ("t", Part.ANSWER),
)
"""The key that makes a column what it is."""

OPEN = (Part.QUESTION, Part.SENTENCES)
ONE_ROW_EACH = (Part.QUESTION_NAME, Part.ANSWER)
HELD_ONCE = (Part.ID, Part.WAVE, Part.WEIGHT, *ONE_ROW_EACH)
"""Parts one column has at most."""


class RolesDraft:
    """The columns of one file and what each is."""

    def __init__(self, columns: Sequence[str], roles: Roles | None, units: Mapping[str, str]) -> None:
        self.columns = tuple(columns)
        self.parts: dict[str, Part] = dict.fromkeys(columns, Part.LEFT_OUT)
        self.reasons: tuple[str, ...] = () if roles is None else roles.reasons
        self.wave = "" if roles is None else roles.wave
        """The wave of all rows, where no column tells it."""
        self._units = units
        """Of questions the project has already."""
        if roles is not None:
            self._take(roles)

    def give(self, column: str, part: Part) -> None:
        """Say what a column is; what only one column can be, the one before it is no more."""
        if part in HELD_ONCE:
            for other, held in self.parts.items():
                if held is part:
                    self.parts[other] = Part.LEFT_OUT
        # A row is one respondent or one answer, so that the two ways exclude each other.
        excluded = ONE_ROW_EACH if part in OPEN else OPEN if part in ONE_ROW_EACH else ()
        for other, held in self.parts.items():
            if held in excluded:
                self.parts[other] = Part.LEFT_OUT
        self.parts[column] = part
        if part is Part.WAVE:
            self.wave = ""

    def set_wave(self, wave: str) -> None:
        """Say that all rows belong to one wave."""
        self.wave = wave.strip()
        for name in self._all(Part.WAVE):
            self.parts[name] = Part.LEFT_OUT

    @property
    def has_wave_column(self) -> bool:
        """Whether the file itself says who answered when."""
        return bool(self._all(Part.WAVE))

    def roles(self) -> Roles | None:
        """Return the roles; None while no column says who answered."""
        from coder.exchange.roles import Roles

        respondent = self._only(Part.ID)
        if respondent is None:
            return None
        return Roles(
            id=respondent,
            questions=tuple(self._all(*OPEN)),
            attributes=tuple(self._all(Part.BACKGROUND)),
            wave_column=self._only(Part.WAVE),
            wave=self.wave,
            weight=self._only(Part.WEIGHT),
            question_column=self._only(Part.QUESTION_NAME),
            text_column=self._only(Part.ANSWER),
        )

    def units(self) -> dict[str, str]:
        """Return by question what is coded."""
        return {
            name: "sentence" if self.parts[name] is Part.SENTENCES else "answer" for name in self._all(*OPEN)
        }

    def lacking(self) -> str:
        """Say what must be decided before the file can be imported; empty where nothing."""
        if self._only(Part.ID) is None:
            return _("No column says who answered. Put the cursor on the one that does, and press i.")
        name, answer = self._only(Part.QUESTION_NAME), self._only(Part.ANSWER)
        if name is not None and answer is None:
            return _("Which column holds the answers? Put the cursor on it, and press t.")
        if answer is not None and name is None:
            return _("Which column says what was asked? Put the cursor on it, and press k.")
        if answer is None and not self._all(*OPEN):
            return _("No column is an open question. Put the cursor on one that is, and press q.")
        return ""

    def _take(self, roles: Roles) -> None:
        for name in roles.attributes:
            self.parts[name] = Part.BACKGROUND
        for name in roles.questions:
            self.parts[name] = self._asked(name)
        for held, part in (
            (roles.id, Part.ID),
            (roles.wave_column, Part.WAVE),
            (roles.weight, Part.WEIGHT),
            (roles.question_column, Part.QUESTION_NAME),
            (roles.text_column, Part.ANSWER),
        ):
            if held is not None:
                self.parts[held] = part

    def _asked(self, name: str) -> Part:
        return Part.SENTENCES if self._units.get(name) == "sentence" else Part.QUESTION

    def _all(self, *parts: Part) -> list[str]:
        return [name for name in self.columns if self.parts[name] in parts]

    def _only(self, part: Part) -> str | None:
        return next(iter(self._all(part)), None)


def part_in_words(part: Part) -> str:
    """Say what a column is."""
    return {
        Part.ID: _("who answered (id)"),
        Part.QUESTION: _("open question"),
        Part.SENTENCES: _("open, by sentence"),
        Part.BACKGROUND: _("background"),
        Part.WAVE: _("wave"),
        Part.WEIGHT: _("weight"),
        Part.QUESTION_NAME: _("which question"),
        Part.ANSWER: _("the answer"),
        Part.LEFT_OUT: _("left out"),
    }[part]
