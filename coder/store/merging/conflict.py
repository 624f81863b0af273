"""Where two projects say different things, and only one of them can stand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from coder.domain.entry import Value


class Take(StrEnum):
    """Whose side stands where both changed the same."""

    OURS = "ours"
    THEIRS = "theirs"


class ConflictKind(StrEnum):
    """What kind of difference it is."""

    CHANGED = "changed"
    """A field was changed here and there, to different values."""
    DELETED_HERE = "deleted here"
    """Taken away here, and changed there."""
    DELETED_THERE = "deleted there"
    """Taken away there, and changed here."""
    STILL_USED = "still used"
    """Taken away on one side, and built upon on the other: it stays."""
    CODED = "coded"
    """One coder coded one answer here and there, and not alike."""
    NAME = "name"
    """Two different things would have one name."""
    TREE = "tree"
    """Codes would come to stand under themselves, or be merged in a circle."""
    EXCLUSIVE = "exclusive"
    """Answers have several codes of a codebook that was made to allow one: it allows several again."""
    CODEBOOK = "codebook"
    """A question would have codings of a codebook that is not its own."""
    TEXT = "text"
    """The answer says something else on the other side: places in it could not be found again."""
    TAG = "tag"
    """A tag names a moment that only the other project has; it stays there."""


@dataclass(frozen=True)
class Conflict:
    """One difference that could not stand, and the row it is about."""

    kind: ConflictKind
    noun: str
    uid: str
    field: str = ""
    here: Value = None
    there: Value = None
    took: Take = Take.OURS
    """Whose side stands."""
