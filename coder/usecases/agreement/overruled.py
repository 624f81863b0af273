"""Who was overruled: what was settled held against what each coder gave; never a measure of reliability."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coder.store.coders import consensus_id
from coder.store.double_coded import code_sets, done_in
from coder.store.unit_of_work import Reading
from coder.usecases.agreement.compared import Compared, ComparedCoder


@dataclass(frozen=True)
class Overruled:
    """What became of one coder's use of one code in the answers that were settled."""

    coder: ComparedCoder
    code_id: int
    both: int
    """Answers where the coder gave the code and it was settled on."""
    taken_away: int
    """Where the coder gave it and it was not."""
    added: int
    """Where the coder did not give it and it was."""

    @property
    def is_changed(self) -> bool:
        """Whether settling took the code away anywhere, or added it."""
        return bool(self.taken_away or self.added)

    @property
    def positive_agreement(self) -> float | None:
        """Twice the shared uses over all uses of the two; None where neither used the code."""
        uses = 2 * self.both + self.taken_away + self.added
        return 2 * self.both / uses if uses else None


def overruled(work: Reading, compared: Compared) -> list[Overruled]:
    """Hold what was settled against each coder, code by code in codebook order, coders by letter.

    Codes that neither the coder nor the consensus used are left out.
    """
    reserved = consensus_id(work)
    answer_ids = [answer.answer_id for answer in compared.answers]
    done = done_in(work, answer_ids, reserved)
    sets = code_sets(work, list(done), [reserved])
    found = []
    for coder in compared.coders:
        pairs = [
            (answer.given[coder.id], sets.get((answer.answer_id, reserved), frozenset()))
            for answer in compared.answers
            if answer.answer_id in done and coder.id in answer.given
        ]
        for code in compared.codes:
            one = _of_code(coder, code.id, pairs)
            if one.positive_agreement is not None:
                found.append(one)
    order = {code.id: place for place, code in enumerate(compared.codes)}
    return sorted(found, key=lambda each: (order[each.code_id], each.coder.letter))


def _of_code(
    coder: ComparedCoder, code_id: int, pairs: Iterable[tuple[frozenset[int], frozenset[int]]]
) -> Overruled:
    both = taken_away = added = 0
    for own, settled in pairs:
        both += code_id in own and code_id in settled
        taken_away += code_id in own and code_id not in settled
        added += code_id not in own and code_id in settled
    return Overruled(coder, code_id, both, taken_away, added)
