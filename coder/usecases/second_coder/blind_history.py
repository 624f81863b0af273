"""The history as whoever codes a blind sample may see it: without what others gave the answers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from coder.domain.entry import Change
from coder.store.answers import answer_keys
from coder.store.coders import find_coder
from coder.store.names import NameBook
from coder.store.nouns import ON_ANSWERS
from coder.store.samples import Sample, open_samples_by
from coder.store.unit_of_work import Reading
from coder.usecases.history.in_words import Told
from coder.usecases.second_coder.blindness import blindness_of

_FROZEN = "given"


def history_for(work: Reading, told: Sequence[Told], coder_name: str) -> tuple[list[Told], int]:
    """Return the entries a coder may see, and how many are kept from the coder.

    Kept from a coder who codes a sample blind is all that others did with answers to the question, what was
    frozen at the draw, and, of own answers that are coded again, what was done with them before.
    """
    coder = find_coder(work, coder_name)
    samples = [] if coder is None else open_samples_by(work, coder.id)
    if coder is None or not samples:
        return list(told), 0
    hides = [_hiding(work, sample, coder.name) for sample in samples]
    shown = [each for each in told if not any(hide(each) for hide in hides)]
    return shown, len(told) - len(shown)


def _hiding(work: Reading, sample: Sample, name: str) -> Callable[[Told], bool]:
    """Return what tells whether an entry shows what the coder of a sample is not to see."""
    uids = dict(answer_keys(work, sample.question_id, in_order=False))
    blindness = blindness_of(work, sample.question_id, sample.person_id)
    own_before = set[str]()
    if blindness is not None and blindness.is_again:
        own_before = {uids[answer_id] for answer_id in blindness.answer_ids}
    of_question = set(uids.values())
    names = NameBook(work)
    own_uids = set(work.records.uids_of("coder", [sample.coder_id, sample.person_id]))

    def is_of_others(change: Change) -> bool:
        """Tell whether somebody else's work came or went, as when another project was merged."""
        values = change.after if isinstance(change.after, dict) else change.before
        of = values.get("coder") if isinstance(values, dict) else None
        return of is not None and of not in own_uids

    def answer_of(change: Change) -> str:
        values = change.after if isinstance(change.after, dict) else change.before
        return names.standing(change.noun, change.uid, values).answer

    def hides(told: Told) -> bool:
        own = told.entry.coder == name
        hidden = of_question
        if own:
            hidden = own_before if told.entry.number < sample.drawn else set[str]()
        return any(
            answer_of(change) in (of_question if change.noun == _FROZEN or is_of_others(change) else hidden)
            for change in told.changes
            if change.noun in ON_ANSWERS
        )

    return hides
