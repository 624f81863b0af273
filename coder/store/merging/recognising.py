"""What in another project is the same as something here: by uid, by what was learned before, by name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field

from coder.domain.codebook import name_key
from coder.domain.coder_kind import CONSENSUS
from coder.domain.entry import Value
from coder.store.as_of import State
from coder.store.merging.uids import Uids
from coder.store.nouns import NOUNS
from coder.store.records import Values

Key = Hashable | None
"""What things of a noun are told apart by, besides their uids; None where they are not."""

Keys = Callable[[Values], list[Key]]
"""Gives a row's keys, of which one is enough."""

_ORDER = ("coder", "wave", "variable", "level", "respondent", "question", "codebook", "code", "answer")
_COMPOUND: dict[str, tuple[str, ...]] = {
    "participation": ("respondent", "wave"),
    "coding": ("answer", "code", "coder"),
    "coded": ("answer", "coder"),
    "note": ("coder", "answer", "code", "question"),
    "flag": ("answer", "coder"),
    "look": ("answer", "code", "coder"),
    "proposal": ("answer", "code"),
    "layer": ("question", "name"),
    "outcome": ("question", "name"),
    "passage": ("answer", "code", "start", "end", "lost"),
    "analysis": ("question", "code"),
    "finding": ("answer", "start", "end", "kind", "mention_hash"),
    "sample_answer": ("sample", "answer"),
    "given": ("sample", "answer", "coder"),
    "settlement": ("answer",),
    "tag": ("name",),
}


@dataclass
class Recognised:
    """Which uids there stand for which here, where they differ."""

    uids: Uids
    by_name: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """By noun: the uids here of what was found by its name or place, and not known before."""


@dataclass
class _Recognising:
    base: State
    ours: State
    theirs: State
    known: Mapping[tuple[str, str], str]
    """What was learned in earlier merges: by noun and uid there the uid here."""
    found: Recognised
    survivors: Mapping[str, str]
    """By code here, merged away: what it became."""
    _codebooks: dict[str, str] = field(default_factory=dict)

    def all(self) -> None:
        self._project()
        for (noun, there), here in self.known.items():
            if there in self.base[noun] and there not in self.ours[noun]:
                self.found.uids.add(there, here)
        for noun in _ORDER:
            if noun == "codebook":
                self._codebooks_of_questions()
            if noun == "code":
                self._codes()
            else:
                self._noun(noun, self._simple_key(noun))
        for noun in NOUNS:
            if noun in _COMPOUND:
                self._noun(noun, self._compound_key(_COMPOUND[noun]))

    def _project(self) -> None:
        [here], [there] = self.ours["project"], self.theirs["project"]
        self.found.uids.add(there, here)

    def _unknown(self, noun: str) -> dict[str, Values]:
        """Return the rows there that are not known here by their uid or from an earlier merge."""
        here = self.ours[noun]
        left = {}
        for uid, row in self.theirs[noun].items():
            if uid in here:
                continue
            learned = self.known.get((noun, uid))
            if learned is not None:
                self.found.uids.add(uid, learned)
            else:
                # Also what both knew and is gone here: it may have come again, under another uid.
                left[uid] = row
        return left

    def _free(self, noun: str) -> Iterable[tuple[str, Values]]:
        """Yield what is here and was not recognised there."""
        there = self.theirs[noun]
        taken = {self.found.uids.of(uid) for uid in there}
        return ((uid, row) for uid, row in self.ours[noun].items() if uid not in taken)

    def _noun(self, noun: str, key: Callable[[Values], Key]) -> None:
        left = self._unknown(noun)
        if not left:
            return
        free = dict(self._free(noun))

        def named(row: Values) -> list[Key]:
            return [key(row)]

        self._pair(noun, left, free, named, named)
        if noun == "coder":
            # Names before former names: of two people there never both are the one here.
            self._pair(noun, left, free, named, _former)
            self._pair(noun, left, free, _former, named)

    def _pair(
        self, noun: str, left: dict[str, Values], free: dict[str, Values], there: Keys, here: Keys
    ) -> None:
        """Recognise what has a key there that something has here; both are taken out."""
        index: dict[Key, str] = {}
        for uid, row in free.items():
            for each in here(row):
                index.setdefault(each, uid)
        for uid, row in list(left.items()):
            keys = there(self.found.uids.translated(noun, row))
            same = next((index[each] for each in keys if each is not None and each in index), None)
            if same is not None and same in free:
                del free[same], left[uid]
                self._recognise(noun, uid, same)

    def _recognise(self, noun: str, uid: str, same: str) -> None:
        self.found.uids.add(uid, same)
        if uid not in self.base[noun]:
            self.found.by_name[noun].append(same)

    def _simple_key(self, noun: str) -> Callable[[Values], Key]:
        if noun == "coder":
            # Every project has one consensus, whatever it is called.
            return lambda row: (row["kind"], "" if row["kind"] == CONSENSUS else row["name"])
        if noun == "respondent":
            return lambda row: row["external_id"]
        if noun == "question":
            return lambda row: row["key"]
        if noun == "level":
            return lambda row: (row["variable"], row["name"])
        if noun == "answer":
            return lambda row: (row["question"], row["respondent"], row["wave"])
        return lambda row: row["name"]

    def _compound_key(self, names: tuple[str, ...]) -> Callable[[Values], Key]:
        def key(row: Values) -> Key:
            values = [row[name] for name in names]
            if "code" in names:
                values = [
                    self.survivors.get(each, each) if isinstance(each, str) else each for each in values
                ]
            return None if row.get("lost") else tuple(values)

        return key

    def _codebooks_of_questions(self) -> None:
        """Take the codebook of a question known on both sides for the same, whatever it is called."""
        free = {uid for uid, _row in self._free("codebook")}
        left = self._unknown("codebook")
        for uid, row in self.theirs["question"].items():
            here = self.ours["question"].get(self.found.uids.of(uid))
            book = row["codebook"]
            if here is not None and book in left and here["codebook"] in free:
                free.discard(here["codebook"])
                del left[book]
                self.found.uids.add(book, here["codebook"])

    def _codes(self) -> None:
        """Recognise codes by their paths, themes first; what was merged away here leads to what it became."""
        left = self._unknown("code")
        if not left:
            return
        index: dict[Key, str] = {}
        for uid, row in self._free("code"):
            if row["merged_into"] is None:
                index.setdefault(self._code_key(row), uid)
        for uid in _parents_first(left):
            row = self.found.uids.translated("code", left[uid])
            if row["merged_into"] is None:
                same = index.pop(self._code_key(row), None)
                if same is not None:
                    self._recognise("code", uid, same)

    def _code_key(self, row: Values) -> Key:
        parent: Value = row["parent"]
        return row["codebook"], self.survivors.get(parent, parent), name_key(row["name"])


def recognised(base: State, ours: State, theirs: State, known: Mapping[tuple[str, str], str]) -> Recognised:
    """Find out what is the same on both sides; a uid that both have always is.

    Args:
        base: What both knew, as far as it is here by the same uids.
        ours: Everything here.
        theirs: Everything there, by the uids it has there.
        known: What earlier merges learned, by noun and uid there.
    """
    found = Recognised(Uids())
    _Recognising(base, ours, theirs, known, found, survivors(ours)).all()
    return found


def survivors(state: State) -> dict[str, str]:
    """Return what codes that were merged away have become, by uid; codes that live are left out."""
    codes = state["code"]
    found: dict[str, str] = {}
    for uid, row in codes.items():
        if row["merged_into"] is None:
            continue
        seen, at = {uid}, row["merged_into"]
        while at in codes and codes[at]["merged_into"] is not None and at not in seen:
            seen.add(at)
            at = codes[at]["merged_into"]
        found[uid] = at
    return found


def _former(coder: Values) -> list[Key]:
    """Return the keys of a coder under names borne before."""
    return [(coder["kind"], alias) for alias in coder["aliases"]]


def _parents_first(codes: Mapping[str, Values]) -> list[str]:
    order: list[str] = []
    seen: set[str] = set()
    for uid in codes:
        way = []
        at: str | None = uid
        while at is not None and at in codes and at not in seen:
            seen.add(at)
            way.append(at)
            at = codes[at]["parent"]
        order += reversed(way)
    return order
