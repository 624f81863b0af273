"""An answer that is to be settled: its text, what was settled on, and the notes on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coder.store.answers import Answer, answers_by_id
from coder.store.coders import consensus_id
from coder.store.double_coded import code_sets, done_in
from coder.store.notes import Note, NotedOn, notes_on
from coder.store.unit_of_work import Reading


@dataclass(frozen=True)
class SettlingText:
    """What is read beside a difference."""

    answer: Answer
    consensus: frozenset[int] | None
    """The codes it was settled on; None as long as it is not."""
    notes: tuple[Note, ...]


def settling_texts(work: Reading, answer_ids: Sequence[int]) -> dict[int, SettlingText]:
    """Read answers with what they were settled on; one that is gone is left out."""
    reserved = consensus_id(work)
    done = done_in(work, answer_ids, reserved)
    sets = code_sets(work, answer_ids, [reserved])
    notes = notes_on(work, NotedOn.ANSWER, answer_ids)
    return {
        answer_id: SettlingText(
            answer,
            sets.get((answer_id, reserved), frozenset()) if answer_id in done else None,
            tuple(notes.get(answer_id, ())),
        )
        for answer_id, answer in answers_by_id(work, answer_ids).items()
    }
