"""Rows of another project in the words of this one: uids, texts and numbers of entries as they are here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coder.domain.entry import Value
from coder.store.as_of import State
from coder.store.merging.kinship import Kinship
from coder.store.merging.moments import translated_numbers
from coder.store.merging.uids import Uids
from coder.store.nouns import NOUNS, FieldKind
from coder.store.records import Values

_TEXTS = {
    name: tuple(each.name for each in noun.fields if each.kind is FieldKind.TEXT)
    for name, noun in NOUNS.items()
}


@dataclass(frozen=True)
class Translation:
    """What is needed to say here what was said there."""

    kin: Kinship
    uids: Uids
    bodies_here: Mapping[str, str | None]
    """All texts here by uid; None where one is forgotten."""
    bodies_there: Mapping[str, str | None]

    def translated(self, there: State, *like: State) -> State:
        """Return a state there in the words of here.

        Args:
            there: Everything, as it is there.
            like: States here: where the same row says the same text, it is the same text.
        """
        found: State = {}
        for noun, rows in there.items():
            found[noun] = {}
            for uid, row in rows.items():
                own = self.uids.of(uid)
                candidates = [state[noun][own] for state in like if own in state[noun]]
                found[noun][own] = self._row(noun, row, candidates)
        return found

    def _row(self, noun: str, row: Values, candidates: Sequence[Values]) -> Values:
        if any(row == each for each in candidates):
            same = row
        else:
            same = self.uids.translated(noun, row)
            for name in _TEXTS[noun]:
                text = self._text(row[name], [each[name] for each in candidates])
                if text != row[name]:
                    same = same | {name: text}
        return translated_numbers(noun, same, self.kin, candidates)

    def _text(self, text: Value, candidates: Sequence[Value]) -> Value:
        """Return the text here that says the same at the same place, else the text itself."""
        if text is None or text["text"] in self.bodies_here:
            return text
        body = self.bodies_there.get(text["text"])
        for each in candidates:
            if each is not None and body is not None and self.bodies_here.get(each["text"]) == body:
                return each
        return text
