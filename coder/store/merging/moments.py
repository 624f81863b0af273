"""Numbers of entries in rows that come from another project: when these things were, in this history.

A number there means nothing here. ``docs/decisions/0012-merge.md`` has the table of cases; the rule behind
it: an answer is never closed for a code that its coder did not know.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

from coder.domain.entry import Value
from coder.domain.identity import new_uid
from coder.store.as_of import State
from coder.store.merging.conflict import Conflict, ConflictKind
from coder.store.merging.kinship import Kinship
from coder.store.merging.three_way import Merged
from coder.store.records import Values

MOMENTS: dict[str, tuple[str, ...]] = {
    "code": ("born", "retired"),
    "coded": ("done_entry",),
    "look": ("entry",),
    "round": ("entry",),
    "passage": ("lost",),
    "sample": ("drawn", "closed"),
    "sample_answer": ("opened",),
    "given": ("entry",),
    "tag": ("entry",),
    "approval": ("entry",),
}
"""By noun: the fields that hold the number of an entry."""


@dataclass
class Openings:
    """What opens answers for codes, made on one side since the histories went apart."""

    kin: Kinship
    born_here: dict[str, int] = field(default_factory=dict)
    """By code the entry here that made it."""
    meant_here: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """By code the entries here that changed what it means."""
    there: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """By code the entries there that made it or changed what it means, in their numbers."""

    born_there: set[str] = field(default_factory=set)

    @property
    def codes(self) -> set[str]:
        """All codes concerned, by uid."""
        return {*self.born_here, *self.meant_here, *self.there}

    def knows(self, code: str, number: int) -> bool:
        """Tell whether whoever acted there in an entry knew all that opens answers for a code."""
        there = self.there.get(code, ())
        if any(each > number for each in there):
            return False
        if not all(self._had_arrived(each, number) for each in self.meant_here.get(code, ())):
            return False
        # A code that was made there, or on both sides, was known there from then on.
        is_known = code in self.born_there or code not in self.born_here
        return is_known or self._had_arrived(self.born_here[code], number)

    def _had_arrived(self, own: int, number: int) -> bool:
        return own <= self.kin.known_until(number)


def openings(
    ours: State,
    born_there: Mapping[str, int],
    kin: Kinship,
    meanings_here: Mapping[str, Iterable[int]],
    meanings_there: Mapping[str, Iterable[int]],
) -> Openings:
    """Gather what opens answers: codes made by hand, and changes of meaning.

    Args:
        ours: Everything here.
        born_there: The entries there that made codes by hand, in their numbers, by uid here.
        kin: How far they know each other.
        meanings_here: Entries here that changed what codes mean, by uid; not what was done there.
        meanings_there: Entries there that did, in their numbers, by uid here.
    """
    found = Openings(kin)
    for uid, row in ours["code"].items():
        if row["born"] > kin.common and not row["from_file"]:
            found.born_here[uid] = row["born"]
    for uid, number in born_there.items():
        if number > kin.common:
            found.there[uid].append(number)
            found.born_there.add(uid)
    for uid, numbers in meanings_here.items():
        found.meant_here[uid] += [number for number in numbers if number > kin.common]
    for uid, numbers in meanings_there.items():
        found.there[uid] += [number for number in numbers if number > kin.common]
    return found


def settle_moments(merged: Merged, opened: Openings, number: int) -> None:
    """Give every number that is unknown here its place in this history; changed in place.

    Args:
        merged: What comes out, with numbers of entries there as negative ones.
        opened: What opens answers for codes.
        number: The entry that merges.
    """
    _Settling(merged, opened, number).all()


class _Settling:
    def __init__(self, merged: Merged, opened: Openings, number: int) -> None:
        self.state, self.conflicts = merged.state, merged.conflicts
        self.opened, self.now = opened, number
        self._of_book: dict[str, list[str]] = defaultdict(list)
        for uid in sorted(opened.codes):
            if uid in self.state["code"]:
                self._of_book[self.state["code"][uid]["codebook"]].append(uid)
        self._books = {uid: row["codebook"] for uid, row in self.state["question"].items()}

    def all(self) -> None:
        self._tags()
        self._done()
        for uid, row in self._unknown("look", "entry"):
            self._set("look", uid, "entry", self._unless_unknown([row["code"]], -row["entry"]))
        for uid, row in self._unknown("round", "entry"):
            # The round was over the answers done there; those done here were not among them.
            self._set("round", uid, "entry", self.opened.kin.known_until(-row["entry"]))
        for uid, row in self._unknown("approval", "entry"):
            # What was approved there is not what stands here once both are together.
            self._set("approval", uid, "entry", self.opened.kin.known_until(-row["entry"]))
        self._samples()
        self._layers()
        self._lost()
        for noun, names in MOMENTS.items():
            for name in names:
                for uid, _row in self._unknown(noun, name):
                    self._set(noun, uid, name, self.now)

    def _unknown(self, noun: str, name: str) -> list[tuple[str, Values]]:
        return [(uid, row) for uid, row in self.state[noun].items() if (row[name] or 0) < 0]

    def _set(self, noun: str, uid: str, name: str, number: int) -> None:
        self.state[noun][uid] = self.state[noun][uid] | {name: number}

    def _unless_unknown(self, codes: Iterable[str], number: int) -> int:
        is_known = all(self.opened.knows(code, number) for code in codes)
        return self.now if is_known else self.opened.kin.known_until(number)

    def _tags(self) -> None:
        for uid, row in self._unknown("tag", "entry"):
            del self.state["tag"][uid]
            self.conflicts.append(Conflict(ConflictKind.TAG, "tag", uid, "name", None, row["name"]))

    def _done(self) -> None:
        """Date what was done there; what its coder knew although it seems newer, a look says."""
        unknown = self._unknown("coded", "done_entry")
        if not unknown:
            return
        answers = self.state["answer"]
        given = self._given({(row["answer"], row["coder"]) for _uid, row in unknown})
        looks = {(row["answer"], row["coder"], row["code"]): uid for uid, row in self.state["look"].items()}
        for uid, row in unknown:
            codes = self._of_book.get(self._books[answers[row["answer"]]["question"]], ())
            done = -row["done_entry"]
            known = [code for code in codes if self.opened.knows(code, done)]
            if len(known) == len(codes):
                self._set("coded", uid, "done_entry", self.now)
                continue
            self._set("coded", uid, "done_entry", self.opened.kin.known_until(done))
            unit = row["answer"], row["coder"]
            for code in known:
                if (
                    code not in given.get(unit, ())
                    or self.opened.there.get(code)
                    or self.opened.meant_here.get(code)
                ):
                    self._look(looks, *unit, code)

    def _given(self, units: set[tuple[str, str]]) -> dict[tuple[str, str], set[str]]:
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in self.state["coding"].values():
            unit = row["answer"], row["coder"]
            if unit in units:
                found[unit].add(row["code"])
        return found

    def _look(self, looks: Mapping[tuple[str, str, str], str], answer: str, coder: str, code: str) -> None:
        uid = looks.get((answer, coder, code)) or new_uid()
        self.state["look"][uid] = {"answer": answer, "code": code, "coder": coder, "entry": self.now}

    def _samples(self) -> None:
        """Date draws and what was frozen; codes that were not known then are named as unseen."""
        questions = {uid: row["question"] for uid, row in self.state["sample"].items()}
        for uid, row in self._unknown("sample", "drawn"):
            codes = self._of_book.get(self._books[row["question"]], ())
            split = [code for code in codes if self.state["code"][code]["split_from"] is not None]
            known = row["closed"] is None or all(self.opened.knows(each, -row["drawn"]) for each in split)
            drawn = self.now if known else self.opened.kin.known_until(-row["drawn"])
            self._set("sample", uid, "drawn", drawn)
        for uid, row in self._unknown("given", "entry"):
            codes = self._of_book.get(self._books[questions[row["sample"]]], ())
            unseen = [
                code
                for code in codes
                if code not in row["codes"] and not self.opened.knows(code, -row["entry"])
            ]
            names = list(dict.fromkeys((*row["unseen"], *unseen)))
            self.state["given"][uid] = row | {"entry": self.now, "unseen": names}

    def _lost(self) -> None:
        """Date what lost its words there: what stood at one place after each other stays apart, in order."""
        place = itemgetter("answer", "code", "start", "end")
        unknown = self._unknown("passage", "lost")
        used = {(place(row), row["lost"]) for row in self.state["passage"].values()} if unknown else set()
        for uid, row in sorted(unknown, key=lambda each: each[1]["lost"]):
            number = self.now
            while (place(row), number) in used:
                number -= 1
            used.add((place(row), number))
            self._set("passage", uid, "lost", number)

    def _layers(self) -> None:
        for uid, row in self.state["layer"].items():
            since = row["content"].get("since", 0) if isinstance(row["content"], dict) else 0
            if since < 0:
                codes = self._of_book.get(self._books[row["question"]], ())
                number = self._unless_unknown(codes, -since)
                self.state["layer"][uid] = row | {"content": row["content"] | {"since": number}}


def translated_numbers(noun: str, row: Values, kin: Kinship, candidates: Sequence[Values]) -> Values:
    """Return a row of theirs with the numbers entries have here; negative where they have none."""
    changed: dict[str, Value] = {}
    for name in MOMENTS.get(noun, ()):
        if row[name]:
            changed[name] = kin.number_here(row[name], [each[name] for each in candidates])
    if noun == "layer" and isinstance(row["content"], dict) and row["content"].get("since"):
        known = [each["content"].get("since") for each in candidates if isinstance(each["content"], dict)]
        changed["content"] = row["content"] | {"since": kin.number_here(row["content"]["since"], known)}
    return row | changed if any(row[name] != value for name, value in changed.items()) else row
