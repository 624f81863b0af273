"""What reading back a workbook of the method takes, and all that is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Finding(StrEnum):
    """What is told of a row, a cell or a code; nothing of it was taken, unless it says so."""

    UNKNOWN_CODE = "unknown code"
    """A cell with no code of the codebook; the row waits."""
    CLOSED_CODE = "closed code"
    """A code that cannot be set: a heading, retired, one of several of the name; the row waits."""
    SEVERAL_CODES = "several codes"
    """More than one code where the codebook allows one; the row waits."""
    CHANGED_TEXT = "changed text"
    """The answer reads otherwise in the workbook than it did; nothing is taken from the row."""
    CHANGED_HERE = "changed here"
    """The answer reads otherwise in the project than it did; nothing is taken from the row."""
    CONFLICT = "conflict"
    """The coder's codes changed in the project and in the workbook; the project's stand."""
    DELIVERED_BEFORE = "delivered before"
    """Codes that an earlier delivery changed and the workbook has otherwise now; the project's stand."""
    OTHERS_ROW = "others row"
    """A row under another's name who coded the answer otherwise; theirs stand."""
    NOTE_CONFLICT = "note conflict"
    """A note that changed in the project and in the workbook; the project's stands."""
    BAD_CODER = "bad coder"
    """What nobody can be called; nothing is taken from the row."""
    UNKNOWN_ANSWER = "unknown answer"
    """A row of an answer that is not in the project."""
    ADDED_ROW = "added row"
    """A row without its hidden key."""
    DOUBLED_ROW = "doubled row"
    """An answer in several rows; taken if they say the same, else not."""
    DELETED_ROW = "deleted row"
    """An answer without a row; it stays as it is."""
    LOST_COLUMN = "lost column"
    """A column of codes that is gone; what stood in it stays."""
    RENAMED_CODE = "renamed code"
    """A code with another name on the sheet of codes; it keeps its name."""
    CHANGED_CODE = "changed code"
    """A code of which other things are said there; it stays as it is."""
    DOUBLED_CODE = "doubled code"
    """A row of a code, copied and written over."""
    DELETED_CODE = "deleted code"
    """A code that does not stand there any more; it stays as it is."""
    BAD_CODE = "bad code"
    """A new code that cannot be made as it is written."""


WAITING = frozenset({
    Finding.UNKNOWN_CODE,
    Finding.CLOSED_CODE,
    Finding.SEVERAL_CODES,
    Finding.CHANGED_TEXT,
    Finding.CHANGED_HERE,
    Finding.CONFLICT,
    Finding.DELIVERED_BEFORE,
    Finding.OTHERS_ROW,
    Finding.NOTE_CONFLICT,
    Finding.BAD_CODER,
    Finding.UNKNOWN_ANSWER,
    Finding.BAD_CODE,
})  # fmt: skip
"""Findings of which something was written that is not taken."""


@dataclass(frozen=True)
class Found:
    """One thing that is told: what somebody wrote stands in it, so it is to be shown safely."""

    kind: Finding
    place: str
    """A sheet and a row or cell; empty where there is none."""
    what: str = ""
    """The respondent, or the code."""
    detail: str = ""
    """More of it: what was written, what stands in the project."""
    near: tuple[str, ...] = ()
    """Codes that look like the one that was written."""


@dataclass(frozen=True)
class MethodWorkbookReport:
    """What was taken from a workbook, or would be."""

    file: str
    coder: str
    """Whose workbook it is."""
    rows: int
    """Rows of answers in it."""
    unchanged: int
    """Those that say nothing new."""
    new_codings: int
    removed_codings: int
    removed_excerpts: int
    """Excerpts that stood under codings which were removed."""
    newly_done: int
    reopened: int
    notes: int
    """Notes written, changed or taken away."""
    new_codes: tuple[str, ...]
    """Paths of the codes that were made."""
    new_coders: tuple[str, ...]
    found: tuple[Found, ...]

    @property
    def changed(self) -> bool:
        """Whether anything was taken."""
        counted = self.new_codings + self.removed_codings + self.newly_done + self.reopened + self.notes
        return bool(counted or self.new_codes or self.new_coders)

    @property
    def left(self) -> bool:
        """Whether something that was written is not taken."""
        return any(each.kind in WAITING for each in self.found)

    def of_kind(self, kind: Finding) -> tuple[Found, ...]:
        """Return what is told of one kind."""
        return tuple(each for each in self.found if each.kind is kind)
