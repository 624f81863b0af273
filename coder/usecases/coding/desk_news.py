"""What others wrote, as far as it changes what lies before a coder."""

from __future__ import annotations

from collections.abc import Collection, Container
from dataclasses import dataclass

from coder.store.heard_notes import HeardNote, heard_notes
from coder.store.states import begun_by_others
from coder.store.unit_of_work import Reading
from coder.usecases.coding.desk import Desk
from coder.usecases.team.following import OthersWrote, written_between

_OF_ONE_CODER = frozenset({"coding", "coded", "look", "proposal"})
"""Nouns of what somebody gave: of others' a coder sees nothing here."""
_BESIDE = frozenset({"note", "flag"})
"""What stands beside an answer."""
_ELSEWHERE = frozenset(
    {"round", "layer", "outcome", "passage", "analysis", "finding", "settlement", "tag", "approval"}
)
"""What is seen on other screens only."""


@dataclass(frozen=True)
class DeskNews:
    """What was written meanwhile, to be read anew here."""

    whole: bool = False
    """Whether the desk is to be read: codes, the question, whose answers these are, or own codings."""
    beside: bool = False
    """Whether something was written beside answers."""
    begun: frozenset[int] | None = None
    """Answers that others have begun by now; None where that is as it was."""
    heard: tuple[HeardNote, ...] = ()
    """What others did about notes that concern who sits here."""


def desk_news(work: Reading, desk: Desk, after: int, until: int, own: Container[str]) -> DeskNews:
    """Tell what entries after one number up to another mean for a desk.

    Args:
        work: The project.
        desk: What was read.
        after: Up to this one everything is known.
        until: The newest there is.
        own: Uids of acts that were made, and shown, at this desk.
    """
    told = written_between(work, after, until, own)
    if told is None:
        return DeskNews()
    heard = _heard(work, desk, after, until) if "note" in told.nouns else ()
    if is_whole(told, {desk.coder.id, desk.seat.person.id}):
        return DeskNews(whole=True, heard=heard)
    has_begun = desk.sharing.is_noted and "coded" in told.nouns
    begun = begun_by_others(work, desk.question.id, desk.coder.id) if has_begun else None
    return DeskNews(beside=bool(told.nouns & _BESIDE), begun=begun, heard=heard)


def _heard(work: Reading, desk: Desk, after: int, until: int) -> tuple[HeardNote, ...]:
    hidden = frozenset() if desk.blindness is None else desk.blindness.drawn
    return tuple(heard_notes(work, desk.question.id, desk.seat.person.id, after, until, hidden))


def is_whole(told: OthersWrote, own_coders: Collection[int]) -> bool:
    """Tell whether a desk must be read anew: own codings change in other places, too."""
    if told.nouns - _OF_ONE_CODER - _BESIDE - _ELSEWHERE:
        return True
    return bool(told.nouns & _OF_ONE_CODER) and not told.coders.isdisjoint(own_coders)
