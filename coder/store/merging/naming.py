"""Names of their own for all, and codes that form a tree, where two sides would make neither."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from coder.domain.codebook import name_key
from coder.domain.entry import Value
from coder.store.as_of import State
from coder.store.merging.conflict import Conflict, ConflictKind
from coder.store.merging.recognising import survivors
from coder.store.merging.three_way import Merged

_UNIQUE_NAMES: dict[str, tuple[str, tuple[str, ...]]] = {
    "coder": ("name", ()),
    "wave": ("name", ()),
    "variable": ("name", ()),
    "level": ("name", ("variable",)),
    "respondent": ("external_id", ()),
    "codebook": ("name", ()),
    "question": ("key", ()),
    "layer": ("name", ("question",)),
    "outcome": ("name", ("question",)),
    "tag": ("name", ()),
}
"""By noun: the field that names a row, and within what the name must be its own."""


class Naming:
    """Gives names and places among the codes, ours before theirs; says what could not stay."""

    def __init__(self, ours: State, theirs: State, merged: Merged) -> None:
        self.ours, self.theirs = ours, theirs
        self.state, self.conflicts = merged.state, merged.conflicts

    def codes(self) -> dict[str, str]:
        """Let codes form a tree of living codes with names of their own; return what the others became."""
        self._break_circles("merged_into", {})
        became = survivors(self.state)
        codes = self.state["code"]
        for uid, row in codes.items():
            parent = row["parent"]
            if parent in became and row["merged_into"] is None:
                above = became[parent]
                codes[uid] = row | {"parent": None if above == uid else above}
        self._break_circles("parent", became)
        self._names_of_codes()
        return became

    def names(self) -> None:
        """Give every row a name that is its own."""
        for noun, (name, within) in _UNIQUE_NAMES.items():
            rows = self.state[noun]
            used: dict[tuple[Value, ...], str] = {}
            for uid in self._ours_first(noun):
                row = rows[uid]
                place = tuple(row[each] for each in within)
                if (*place, row[name]) in used:
                    row = rows[uid] = row | {name: self._free_name(row[name], place, used)}
                    self._renamed(noun, uid, name)
                used[*place, row[name]] = uid

    def _break_circles(self, name: str, became: Mapping[str, str]) -> None:
        """Let codes in a circle be as they are here; where that is a circle too, one goes to the top.

        Args:
            name: The field that leads from code to code.
            became: What codes that were merged away have become; nothing is put under one of them.
        """
        codes = self.state["code"]
        while circle := _circle(codes, name):
            as_here = {uid: self._as_here(uid, name, became) for uid in circle}
            others = [uid for uid in circle if codes[uid][name] != as_here[uid]]
            for uid in others or circle[:1]:
                value, there = as_here[uid] if others else None, codes[uid][name]
                codes[uid] = codes[uid] | {name: value}
                self.conflicts.append(Conflict(ConflictKind.TREE, "code", uid, name, value, there))

    def _as_here(self, uid: str, name: str, became: Mapping[str, str]) -> Value:
        here = self.ours["code"].get(uid)
        value = None if here is None else here[name]
        living = value if value is None else became.get(value, value)
        return None if living == uid else living

    def _names_of_codes(self) -> None:
        codes = self.state["code"]
        used: dict[tuple[Value, ...], str] = {}
        for uid in self._ours_first("code"):
            row = codes[uid]
            if row["merged_into"] is not None:
                continue
            place = (row["codebook"], row["parent"])
            if (*place, name_key(row["name"])) in used:
                row = codes[uid] = row | {"name": self._free_name(row["name"], place, used)}
                self._renamed("code", uid, "name")
            used[*place, name_key(row["name"])] = uid

    def _ours_first(self, noun: str) -> list[str]:
        """Return the rows whose names are asked for: those that are as they are here before all others."""
        rows, here = self.state[noun], self.ours[noun]

        def order(uid: str) -> tuple[int, str]:
            if uid not in here:
                return 2, uid
            return int(any(here[uid][each] != rows[uid][each] for each in self._naming(noun))), uid

        return sorted(rows, key=order)

    def _naming(self, noun: str) -> tuple[str, ...]:
        if noun == "code":
            return ("codebook", "parent", "name", "merged_into")
        name, within = _UNIQUE_NAMES[noun]
        return (name, *within)

    def _free_name(self, name: str, place: tuple[Value, ...], used: Mapping[tuple[Value, ...], str]) -> str:
        number = 2
        while True:
            free = f"{name} ({number})"
            if (*place, free) not in used and (*place, name_key(free)) not in used:
                return free
            number += 1

    def _renamed(self, noun: str, uid: str, name: str) -> None:
        there = self.theirs[noun].get(uid)
        said = None if there is None else there[name]
        self.conflicts.append(Conflict(ConflictKind.NAME, noun, uid, name, self.state[noun][uid][name], said))


def _circle(codes: Mapping[str, Mapping[str, Any]], name: str) -> list[str]:
    """Return the codes of one circle, by uid; none where no code leads back to itself."""
    seen: set[str] = set()
    for uid in codes:
        way: list[str] = []
        at: str | None = uid
        while at is not None and at in codes and at not in seen:
            seen.add(at)
            way.append(at)
            at = codes[at][name]
        if at in way:
            return sorted(way[way.index(at) :])
    return []
