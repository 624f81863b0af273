"""The last acts on one code, in words: cheap enough to show beside every code one looks at."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from coder.domain.codebook import Code
from coder.domain.entry import Change
from coder.messages import _
from coder.store.code_acts import ActOnCode, acts_on_code
from coder.store.unit_of_work import Reading
from coder.usecases.history.in_words import operation_in_words


@dataclass(frozen=True)
class CodeAct:
    """What someone did to a code."""

    number: int
    when: str
    """The local date."""
    coder: str
    told: str


def code_history(work: Reading, code: Code, limit: int) -> list[CodeAct]:
    """Return the last acts that changed a code itself (not its codings), newest first."""
    return [
        CodeAct(each.entry.number, local_date(each.entry.at), each.entry.coder or "", _told(each))
        for each in acts_on_code(work, code.uid, limit)
    ]


def local_date(at: str) -> str:
    """Return the date here of a UTC time of the history."""
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d")


def _told(act: ActOnCode) -> str:
    renamed = next((each for each in act.changes if each.field == "name"), None)
    said = operation_in_words(act.entry)
    return f"{said}: {_from_to(renamed)}" if renamed is not None else said


def _from_to(change: Change) -> str:
    return _("«{old}» → «{new}»").format(old=change.before, new=change.after)
