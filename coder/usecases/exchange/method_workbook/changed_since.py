"""Who changed what a coder gave an answer since a workbook of the method was made, and by what act."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from coder.domain.entry import Entry
from coder.store.history import changes_between, entries_numbered, last_number, undone_entries
from coder.store.nouns import NOUNS
from coder.store.unit_of_work import Reading
from coder.text.moments import written_moment
from coder.usecases.exchange.portable_in import IMPORT_CODED

_NOUNS = ("coding", "coded")


@dataclass(frozen=True)
class LastChange:
    """The newest act that still stands."""

    when: str
    who: str
    """Empty for the project itself."""
    is_delivery: bool
    """Whether all that stands since then came from files that were taken in."""


class ChangedSince:
    """What was done since an entry to codes and states, by answer and coder; read when first asked for."""

    def __init__(self, work: Reading, entry: int) -> None:
        self._work = work
        self._entry = entry

    def last(self, answer_id: int, coder_id: int) -> LastChange | None:
        """Return what was done last to what a coder gave an answer; None where nothing of it stands."""
        records = self._work.records
        row = records.uids_of("answer", [answer_id])[0], records.uids_of("coder", [coder_id])[0]
        found = [entry for entry in entries_numbered(self._work, self._numbers[row]) if self._stands(entry)]
        if not found:
            return None
        newest = found[-1]
        is_delivery = all(entry.operation == IMPORT_CODED for entry in found)
        return LastChange(written_moment(newest.at), newest.coder or "", is_delivery)

    def _stands(self, entry: Entry) -> bool:
        """Tell whether an entry is to be told of: not one taken back, nor what took it back."""
        is_own_way_back = entry.undoes is not None and entry.undoes > self._entry
        return not is_own_way_back and entry.number not in self._undone

    @cached_property
    def _undone(self) -> set[int]:
        return undone_entries(self._work)

    @cached_property
    def _numbers(self) -> dict[tuple[str, str], set[int]]:
        """The entries by the uids of answer and coder."""
        until = last_number(self._work)
        found: dict[tuple[str, str], set[int]] = defaultdict(set)
        for noun in _NOUNS:
            numbers: dict[str, set[int]] = defaultdict(set)
            whose: dict[str, tuple[str, str]] = {}
            for number, change in changes_between(self._work, self._entry, until, noun=noun):
                numbers[change.uid].add(number)
                if not change.field:
                    row = change.after or change.before
                    whose[change.uid] = row["answer"], row["coder"]
            still = self._work.records.read(NOUNS[noun], list(numbers.keys() - whose.keys()))
            whose |= {uid: (row["answer"], row["coder"]) for uid, row in still.items()}
            for uid, those in numbers.items():
                if uid in whose:
                    found[whose[uid]] |= those
        return found
