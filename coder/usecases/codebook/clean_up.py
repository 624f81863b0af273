"""Clearing up a codebook: what the rules bring up, and what somebody has said is meant so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from coder.domain.clean_up import (
    ENOUGH_TOGETHER,
    MEANT_OPERATIONS,
    CleanUpKind,
    CodebookUse,
    Finding,
    find_clean_up,
    share_of_other,
)
from coder.domain.codebook import Code
from coder.domain.question import Question
from coder.domain.settling import Counts
from coder.store.code_answers import answers_done
from coder.store.code_use import codes_in_use
from coder.store.coded import coded_arrays
from coder.store.codes import codes_of
from coder.store.history import last_number
from coder.store.notes import NotedOn
from coder.store.put_away import PutAway, put_away
from coder.store.questions import question_named
from coder.store.selection import Selection
from coder.store.unit_of_work import Reading, Writing
from coder.store.waves import waves_of
from coder.text.folding import written_forms_key
from coder.usecases.coding.notes import notes_beside, write_note
from coder.usecases.second_coder.blindness import refuse_while_blind


@dataclass(frozen=True)
class CleanUp:
    """What may want clearing up in a question's codebook."""

    question: Question
    codes: tuple[Code, ...]
    """The whole codebook."""
    findings: tuple[Finding, ...]
    """Kind by kind, within each those with most answers first."""
    put_away: Mapping[tuple[CleanUpKind, frozenset[int]], PutAway]
    """By the key of a finding: who said that it is meant so, and when."""
    other: tuple[Finding, ...]
    """The codes of kind *other*, with their share of the settled answers."""
    last_entry: int

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings that nobody has put away."""
        return tuple(each for each in self.findings if each.key not in self.put_away)


def clean_up(work: Reading, question_key: str, viewer: int | str | None = None) -> CleanUp:
    """Go through a question's codebook by the rules.

    Args:
        work: The snapshot.
        question_key: Whose codebook; counts of settled answers are of this question.
        viewer: Who looks, by id or by name.

    Raises:
        BlindError: If the viewer codes a sample of the question blind.
    """
    question = question_named(work, question_key)
    refuse_while_blind(work, question_key, viewer)
    codes = codes_of(work, question.codebook_id)
    use = codebook_use(work, question, codes)
    kinds = {operation: kind for kind, operation in MEANT_OPERATIONS.items()}
    meant = put_away(work, [code.id for code in codes], kinds)
    return CleanUp(
        question,
        tuple(codes),
        tuple(find_clean_up(codes, use, name_word_key)),
        {(kinds[each.operation], each.code_ids): each for each in meant},
        tuple(share_of_other(codes, use)),
        last_number(work),
    )


def name_word_key(word: str) -> str:
    """Return a key that the forms of a word in names share; *behandling* is not *behandlere*."""
    return written_forms_key(word) + ("ing" if _DOING.search(word) else "")


def codebook_use(work: Reading, question: Question, codes: list[Code]) -> CodebookUse:
    """Read what codes are used for: one pass over the codings, however many there are."""
    import numpy as np

    from coder.tables.code_by_code import together

    selection = Selection(question.id, tuple(wave.id for wave in waves_of(work, question.id)))
    ids = [code.id for code in codes]
    arrays = coded_arrays(work, question, selection, ids, cast(Counts, question.counts))
    base = int(arrays.settled.sum())
    counts = together(arrays.coding_answers, arrays.coding_codes, len(ids), base).counts
    often = np.argwhere(np.triu(counts, k=1) >= ENOUGH_TOGETHER).tolist()
    both = {
        (min(ids[one], ids[other]), max(ids[one], ids[other])): int(counts[one, other])
        for one, other in often
    }
    return CodebookUse(
        settled={code_id: int(counts[place, place]) for place, code_id in enumerate(ids)},
        base=base,
        used=codes_in_use(work, question.codebook_id),
        done=answers_done(work, question.codebook_id),
        together=both,
    )


def mean_it_so(work: Writing, finding: Finding, coder_id: int, because: str) -> None:
    """Put a finding away: why it is meant so goes into the coder's note on each of its codes.

    The entry must be named as ``MEANT_OPERATIONS`` has it. It is put away until it is undone, or until the
    notes are taken away.
    """
    for code in finding.codes:
        own = notes_beside(work, NotedOn.CODE, code.id, coder_id).own
        write_note(work, NotedOn.CODE, code.id, coder_id, "\n".join(filter(None, (own, because.strip()))))


_DOING = re.compile("ing(a|ar|er|en|ane|ene)?$")
