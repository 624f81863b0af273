"""What a workbook of the method changes in the project, before anything is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from coder.domain.coding import CodedState
from coder.domain.errors import UnusableInputError
from coder.messages import _
from coder.store.coded_answers import PlacedCoding
from coder.store.notes import Note
from coder.usecases.exchange.method_workbook.codes import CodeKey
from coder.usecases.exchange.method_workbook.report import Found
from coder.usecases.exchange.method_workbook.today import AnswerToday, CoderToday, Today

CoderKey = int | str
"""The id of a coder, or the name of one to be made."""


class OtherProjectError(UnusableInputError):
    """A workbook made from another project."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("{file} was made from another project, so there is nothing to compare it with.").format(
                file=name
            )
        )


class PseudonymousWorkbookError(UnusableInputError):
    """A workbook of which nobody here can tell who is who."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "{file} is pseudonymised, so it cannot be told here whose its rows are. "
                "Export a workbook without --pseudonymous to have it coded."
            ).format(file=name)
        )


@dataclass(frozen=True)
class NewCoding:
    """A code to be set."""

    answer: AnswerToday
    code: CodeKey
    coder: CoderKey
    place: str


@dataclass(frozen=True)
class NewState:
    """How far a coder comes to be with an answer."""

    answer: AnswerToday
    coder: CoderKey
    here: CoderToday
    state: CodedState


@dataclass(frozen=True)
class NewNote:
    """What becomes of a note; an empty text takes it away."""

    answer: AnswerToday
    coder: CoderKey
    here: Note | None
    text: str


@dataclass
class Plan:
    """What a workbook changes."""

    coder: str
    """Whose it is."""
    today: Today
    rows: int = 0
    unchanged: int = 0
    added: list[NewCoding] = field(default_factory=list)
    removed: list[PlacedCoding] = field(default_factory=list)
    states: list[NewState] = field(default_factory=list)
    notes: list[NewNote] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)

    def changes(self) -> int:
        """Count what changes."""
        return len(self.added) + len(self.removed) + len(self.states) + len(self.notes)
