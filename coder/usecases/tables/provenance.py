"""What a table was made from, as plain values that stand in its file."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

from coder.domain.question import Question
from coder.messages import current_language
from coder.store.history import last_number
from coder.store.project_state import ProjectState
from coder.store.revisit import Round
from coder.tables.options import TableOptions
from coder.usecases.tables.asked import AskedTable
from coder.usecases.team.approval import approved_coding

PROGRAM = "open-answer-coder"


def provenance(
    question: Question,
    rests_on: ProjectState,
    options: TableOptions,
    *,
    waves: Iterable[str],
    counts: str,
    revisit_open: int,
    rounds: Iterable[Round],
    kind: str = "frequency",
) -> dict[str, Any]:
    """Return what a table was made from.

    Args:
        question: What was asked.
        rests_on: The project and its newest entry.
        options: What was asked for.
        waves: The waves counted together.
        counts: Whose coding counts.
        revisit_open: Answers counted that are still to be read again.
        rounds: The rounds of reading again that rules ended.
        kind: What sort of table it is.
    """
    return {
        "kind": kind,
        "language": current_language(),
        "project": {"uid": rests_on.project_uid, "name": rests_on.project},
        "entry": {"number": rests_on.entry, "uid": rests_on.entry_uid, "at": rests_on.at},
        "as_of": options.as_of,
        "tag": rests_on.tag,
        "question": {"uid": question.uid, "key": question.key},
        "codebook": {
            "uid": rests_on.codebook_uid,
            "name": rests_on.codebook,
            "exclusive": question.exclusive,
        },
        "waves": [name or None for name in waves],
        "counts": counts,
        "revisit": {"open": revisit_open, "rounds": [_round(each) for each in rounds]},
        "options": options.written(),
        "program": {"name": PROGRAM, "version": version(PROGRAM)},
    }


def approved_provenance(asked: AskedTable) -> dict[str, Any] | None:
    """Return when the coding was approved, and whether it changed before it was counted; None if never.

    Who approved is nobody's business in a file that leaves.
    """
    is_now = asked.work is asked.history
    found = approved_coding(
        asked.work, asked.question, None if is_now else asked.history, last_number(asked.work)
    )
    return (
        None if found is None else {"entry": found.entry, "at": found.at, "changed_since": found.is_changed}
    )


def _round(ended: Round) -> dict[str, Any]:
    return {
        "entry": ended.entry,
        "codes": list(ended.codes),
        "rest": ended.rest,
        "drawn": ended.drawn,
        "found": ended.found,
        "bound": ended.bound,
        "confidence": ended.confidence,
    }
