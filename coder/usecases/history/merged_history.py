"""The histories of projects that were merged into this one, in words; nothing of them can be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coder.domain.entry import Change
from coder.store.coders import find_coder
from coder.store.foreign import ForeignPart, foreign_changes, foreign_entries, foreign_parts, uids_elsewhere
from coder.store.history import start_of
from coder.store.names import NameBook
from coder.store.nouns import ON_ANSWERS
from coder.store.samples import open_samples_by
from coder.store.unit_of_work import Reading
from coder.usecases.history.in_words import Told, about_in_words, operation_in_words, uids_asked_for


@dataclass(frozen=True)
class ToldElsewhere:
    """An entry of a merged project as a person reads it."""

    told: Told
    part: ForeignPart

    @property
    def source(self) -> str:
        """The file it came with."""
        return self.part.file


def merged_history(
    work: Reading,
    coder_name: str,
    *,
    respondent: str | None = None,
    code: str | None = None,
    question: str | None = None,
    since: str | None = None,
    limit: int | None = None,
) -> list[ToldElsewhere]:
    """Return what was done in merged projects before they were merged, oldest first.

    Whoever codes a blind sample is shown nothing there that anybody did with answers. The arguments are
    those of ``told_history``.
    """
    uids = uids_asked_for(work, respondent, code, question)
    elsewhere = uids_elsewhere(work)
    if uids is not None:
        asked = set(uids)
        uids = [*uids, *(uid for (_noun, uid), own in elsewhere.items() if own in asked)]
    begin = start_of(since) if since is not None else ""
    coder = find_coder(work, coder_name)
    is_blind = coder is not None and bool(open_samples_by(work, coder.id))
    names = NameBook(work)
    here = {uid: own for (_noun, uid), own in elsewhere.items()}
    found = [
        each
        for part in foreign_parts(work)
        for each in _told(work, part, uids, names, here, begin)
        if not (is_blind and _is_on_answers(each.told.changes))
    ]
    found.sort(key=lambda each: (each.told.entry.at, each.part.id, each.told.entry.number))
    return found if limit is None else found[-limit:]


def _told(
    work: Reading,
    part: ForeignPart,
    uids: Sequence[str] | None,
    names: NameBook,
    here: dict[str, str],
    begin: str,
) -> list[ToldElsewhere]:
    entries = [each for each in foreign_entries(work, part, uids) if each.at >= begin]
    changes = foreign_changes(work, part, [each.number for each in entries])
    return [
        ToldElsewhere(
            Told(
                entry,
                tuple(changes[entry.number]),
                operation_in_words(entry),
                about_in_words(names, [_as_here(each, here) for each in changes[entry.number]]),
            ),
            part,
        )
        for entry in entries
    ]


def _as_here(change: Change, here: dict[str, str]) -> Change:
    """Return a change with the uids things have here, so that their names are found."""
    sides = [
        {name: here.get(value, value) if isinstance(value, str) else value for name, value in side.items()}
        if isinstance(side, dict)
        else side
        for side in (change.before, change.after)
    ]
    return Change(change.noun, here.get(change.uid, change.uid), change.field, *sides)


def _is_on_answers(changes: Sequence[Change]) -> bool:
    return any(change.noun in ON_ANSWERS for change in changes)
