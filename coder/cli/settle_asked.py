"""What `coder settle` is asked for: in which way, and which answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.domain.errors import WrongUseError
from coder.domain.settled_codes import Rule
from coder.messages import _

if TYPE_CHECKING:
    from coder.usecases.agreement.desk import AgreementDesk


class SeveralWaysError(WrongUseError):
    """More than one way of settling the same answers."""

    def __init__(self) -> None:
        super().__init__(
            _("Choose one of --take, --union, --intersection, --codes, --nothing, --vote and --park.")
        )


class NeedsAnswerError(WrongUseError):
    """Something that is said of one answer only."""

    def __init__(self, option: str) -> None:
        super().__init__(
            _("{option} is said of one answer: name its respondent with --answer.").format(option=option)
        )


@dataclass(frozen=True)
class Ways:
    """What was asked for on the command line."""

    take: str | None
    union: bool
    intersection: bool
    codes: tuple[str, ...]
    nothing: bool
    vote: bool
    threshold: float
    park: str | None

    @property
    def rule(self) -> Rule | None:
        """The one rule asked for; None for none.

        Raises:
            SeveralWaysError: If several are.
        """
        asked = {
            Rule.TAKE: self.take is not None,
            Rule.UNION: self.union,
            Rule.INTERSECTION: self.intersection,
            Rule.CHOSEN: bool(self.codes),
            Rule.NOTHING: self.nothing,
            Rule.VOTE: self.vote,
            Rule.PARKED: self.park is not None,
        }
        chosen = [rule for rule, is_asked in asked.items() if is_asked]
        if len(chosen) > 1:
            raise SeveralWaysError
        return chosen[0] if chosen else None


@dataclass(frozen=True)
class Which:
    """Which differences are meant."""

    answer: str | None
    wave: str | None
    only: str | None
    between: tuple[str, str] | None

    @property
    def is_group(self) -> bool:
        """Whether answers with the same difference are meant."""
        return self.only is not None or self.between is not None

    def answer_ids(self, desk: AgreementDesk) -> list[int]:
        """Return the answers that wait and are meant."""
        from coder.domain.codebook import find_code

        if self.only is not None:
            code = find_code(desk.to_settle.codes, self.only).id
            return [each for group in desk.only if group.first == code for each in group.answer_ids]
        if self.between is not None:
            two = {find_code(desk.to_settle.codes, written).id for written in self.between}
            return [
                each
                for group in desk.against
                if {group.first, group.second} == two
                for each in group.answer_ids
            ]
        return [each.answer_id for each in desk.waiting]


def check(asked: Ways, which: Which, note: str | None) -> None:
    """Refuse what is said of one answer where none is named.

    Raises:
        NeedsAnswerError: If so.
        SeveralWaysError: If several ways of settling are asked for.
    """
    rule = asked.rule
    of_one = {"--codes": rule is Rule.CHOSEN, "--park": rule is Rule.PARKED, "--note": note is not None}
    of_one["--wave"] = which.wave is not None
    of_one["--nothing"] = rule is Rule.NOTHING and not which.is_group
    for option, is_asked in of_one.items():
        if is_asked and which.answer is None:
            raise NeedsAnswerError(option)
