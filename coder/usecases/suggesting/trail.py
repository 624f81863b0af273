"""What coders were suggested, and what they took: facts that stay, whatever is undone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coder.domain.coding import Span
from coder.store.trail import Trace, add_trace, traces_of
from coder.store.unit_of_work import Reading, Writing

__all__ = ["Shown", "Trace", "record_shown", "trail_of"]


@dataclass(frozen=True)
class Shown:
    """The suggestions that stood at an answer when its coder acted; no text of anybody."""

    answer_id: int
    coder_id: int
    codes: Sequence[tuple[int, float]]
    """(code id, score), best first."""
    way: str
    """How the coder went on: ``digit``, ``typed``, ``new``, ``done``, …; at most 16 letters."""
    taken: int | None = None
    """The code that was set."""
    sentence: Span | None = None
    as_of: int | None = None
    """The newest entry the model had seen; None where it had not spoken."""
    hidden: bool = False
    """Whether the suggestions were kept from the coder."""


def record_shown(work: Writing, shown: Shown) -> None:
    """Write down, within the act and after its own writes, what its coder saw.

    Codes that others have taken away meanwhile are left out: what was seen must not stop what is done.
    """
    uids = work.records.uids_by_id("code", [code_id for code_id, _score in shown.codes])
    codes = [(uids[code_id], round(float(score), 4)) for code_id, score in shown.codes if code_id in uids]
    add_trace(
        work,
        Trace(
            answer_id=shown.answer_id,
            coder_id=shown.coder_id,
            codes=tuple(codes),
            way=shown.way,
            taken=None if shown.taken is None else work.records.uids_of("code", [shown.taken])[0],
            sentence=shown.sentence,
            as_of=shown.as_of,
            hidden=shown.hidden,
        ),
    )


def trail_of(work: Reading, question_id: int) -> list[Trace]:
    """Return what was suggested at the answers to a question, in the order it was."""
    return traces_of(work, question_id)
