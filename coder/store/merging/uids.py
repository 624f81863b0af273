"""Uids of another project in the words of this one."""

from __future__ import annotations

from dataclasses import dataclass, field

from coder.domain.entry import Value
from coder.store.as_of import State
from coder.store.nouns import NOUNS, FieldKind
from coder.store.records import Values

_REFERRING = {
    name: tuple(each.name for each in noun.fields if each.kind is FieldKind.REFERENCE)
    for name, noun in NOUNS.items()
}
_DEEP = {
    name: tuple(each.name for each in noun.fields if each.kind in (FieldKind.JSON, FieldKind.BACKGROUND))
    for name, noun in NOUNS.items()
}


@dataclass
class Uids:
    """Which uid there is which here; every other one is the same on both sides."""

    different: dict[str, str] = field(default_factory=dict)

    def add(self, there: str, here: str) -> None:
        """Learn that two uids mean one thing."""
        if there != here:
            self.different[there] = here

    def of(self, there: str) -> str:
        """Return the uid here of a uid there."""
        return self.different.get(there, there)

    def translated(self, noun: str, row: Values) -> Values:
        """Return a row with every uid in it as it is here; the same row where none differs."""
        if not self.different:
            return row
        changed: Values = {}
        for name in _REFERRING[noun]:
            value = row[name]
            if value in self.different:
                changed[name] = self.different[value]
        for name in _DEEP[noun]:
            value = row[name]
            new = self._deep(value)
            if new != value:
                changed[name] = new
        return row | changed if changed else row

    def as_now(self, before: State) -> State:
        """Return what was here in the words of now.

        What is gone here and has come again, and is still known there by its old uid, goes by its new one,
        so that whatever belongs to it is held against what belongs to it now.
        """
        again = {uid for rows in before.values() for uid in rows if uid in self.different}
        if not again:
            return before
        found: State = {}
        for noun, rows in before.items():
            words = {uid: self.translated(noun, row) for uid, row in rows.items()}
            came = {self.of(uid): row for uid, row in words.items() if uid in again}
            found[noun] = came | {uid: row for uid, row in words.items() if uid not in again}
        return found

    def deep(self, value: Value) -> Value:
        """Return a JSON value with every uid in it as it is here, keys of objects among them."""
        return self._deep(value) if self.different else value

    def _deep(self, value: Value) -> Value:
        if isinstance(value, str):
            return self.different.get(value, value)
        if isinstance(value, list):
            return [self._deep(each) for each in value]
        if isinstance(value, dict):
            return {self.different.get(key, key): self._deep(each) for key, each in value.items()}
        return value


def referring(noun: str) -> tuple[str, ...]:
    """Return the names of the fields that refer to other rows."""
    return _REFERRING[noun]


def holding_uids(noun: str) -> tuple[str, ...]:
    """Return the names of the fields that may hold uids somewhere inside."""
    return _DEEP[noun]
