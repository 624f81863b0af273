"""Names that are known beforehand, found in an answer's words by spaCy's PhraseMatcher."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from coder.privacy.lists import Place, listed_names, places
from coder.text.folding import folded

if TYPE_CHECKING:
    from spacy.matcher import PhraseMatcher
    from spacy.vocab import Vocab

_PART = re.compile(r"[^\W_]+|[^\w\s]|_")
_SURROGATE = re.compile("[\ud800-\udfff]")

PLACE, INSTITUTION, PRODUCT, NATIONAL, PARTLY_NATIONAL, OWN = (
    "place", "institution", "product", "national", "partly national", "own",
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """A name as a list has it; ``place`` where the list is that of places, the first of that name."""

    name: str
    origin: str
    place: Place | None = None


@dataclass(frozen=True)
class KnownName:
    """A known name in an answer: from word ``first`` to word ``last``, both included."""

    entry: Entry
    first: int
    last: int


class KnownNames:
    """Finds the names of some lists; of names that overlap, the longest; in any letters, with genitive -s."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        from spacy.matcher import PhraseMatcher
        from spacy.vocab import Vocab

        self._vocab: Vocab = Vocab()
        self._matcher: PhraseMatcher = PhraseMatcher(self._vocab)
        self._entries: dict[int, Entry] = {}
        seen: set[tuple[str, ...]] = set()
        for entry in entries:
            for parts in _forms(entry.name):
                if parts and parts not in seen:
                    seen.add(parts)
                    self._add(entry, parts)

    def in_words(self, words: Sequence[str]) -> list[KnownName]:
        """Return the names in these words, which are in their search form, in order."""
        from spacy.tokens import Doc
        from spacy.util import filter_spans

        if not words:
            return []
        # spaCy cannot hold half a surrogate pair, nor an empty word.
        doc = Doc(self._vocab, words=[_SURROGATE.sub("\ufffd", word) or "\ufffd" for word in words])
        spans = filter_spans(self._matcher(doc, as_spans=True))
        return [KnownName(self._entries[span.label], span.start, span.end - 1) for span in spans]

    def _add(self, entry: Entry, parts: tuple[str, ...]) -> None:
        from spacy.tokens import Doc

        key = f"{len(self._entries)}"
        self._matcher.add(key, [Doc(self._vocab, words=list(parts))])
        self._entries[self._vocab.strings[key]] = entry


def _forms(name: str) -> Iterable[tuple[str, ...]]:
    """Yield the parts of a name as it may be written, also in the genitive."""
    parts = tuple(_PART.findall(folded(name)))
    spellings = [parts]
    if "-" in parts:
        spellings.append(tuple(part for part in parts if part != "-"))
    if "." in parts:
        spellings.append(tuple(part for part in parts if part != "."))
    for spelling in spellings:
        yield spelling
        if spelling and spelling[-1][-1].isalpha() and spelling[-1][-1] not in "sxz":
            yield *spelling[:-1], spelling[-1] + "s"


def own_names(names: Iterable[str]) -> KnownNames | None:
    """Return what finds the names on a user's own list; None if the list is empty."""
    entries = [Entry(name, OWN) for name in names if folded(name)]
    return KnownNames(entries) if entries else None


@lru_cache(maxsize=1)
def shared_names() -> KnownNames:
    """Return what finds the names that travel with the program."""
    return KnownNames(_entries())


def _entries() -> Iterable[Entry]:
    for place in places():
        for name in (place.name, *place.other_names):
            yield Entry(name, PLACE, place)
    for origin, file in (
        (INSTITUTION, "institutions.txt"),
        (PRODUCT, "products.txt"),
        (NATIONAL, "national_names.txt"),
        (PARTLY_NATIONAL, "partly_national_names.txt"),
    ):
        for name in listed_names(file):
            yield Entry(name, origin)
