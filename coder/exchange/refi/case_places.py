"""Which texts, and which places in them, a REFI file ties to cases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from coder.domain.coding import Span
from coder.exchange.refi.answer_blocks import labels_of
from coder.exchange.refi.cases_in import Case
from coder.exchange.refi.convention import Convention
from coder.exchange.refi.sources_in import Selection, Source


class CasePlaces:
    """Where the cases of a file are."""

    def __init__(self, cases: Sequence[Case], sources: Sequence[Source]) -> None:
        self.by_label = _by_label(cases)
        """Cases by what may stand in brackets above their answers: their name, or its last word."""
        self.of_source: dict[str, Case] = {}
        """The case of a whole text, by the source's uid."""
        self._cases = {case.uid: case for case in cases}
        self._of_selection = {uid: case for case in cases for uid in case.selections}
        self._framed: set[str] = set()
        texts = {source.uid for source in sources}
        self._sources = {case.uid: len(texts.intersection(case.sources)) for case in cases}
        for case in cases:
            for uid in texts.intersection(case.sources):
                self.of_source.setdefault(uid, case)

    def has_one_source(self, case: Case) -> bool:
        """Tell whether one text, and no other, is all of a case."""
        return self._sources[case.uid] == 1

    def is_used(self, case: Case) -> bool:
        """Tell whether a case has a text, or was given a place in one."""
        return self._sources[case.uid] > 0 or case.uid in self._framed

    def framed(self, source: Source, convention: Convention) -> list[tuple[Span, Case, str]]:
        """Return the places of a text that are tied to cases, and the selections that say so, in order.

        Returns:
            Empty where they overlap, or a case has several: then they are not one answer each.
        """
        places = source.content.places(convention)
        found = []
        for selection in source.selections:
            for case in self._cases_of(selection):
                span = places.span(selection.start, selection.end)
                if span is not None and span[0] < span[1]:
                    found.append((span, case, selection.uid))
        found.sort(key=lambda each: each[0])
        apart = all(before[1] <= after[0] for (before, *_b), (after, *_a) in pairwise(found))
        uids = {case.uid for _span, case, _uid in found}
        if not apart or len(uids) < len(found):
            return []
        self._framed |= uids
        return found

    def _cases_of(self, selection: Selection) -> Iterator[Case]:
        """Yield the cases a selection is tied to: by a reference, or by a code of the case's GUID."""
        for coding in selection.codings:
            if coding.code in self._cases:
                yield self._cases[coding.code]
        if not selection.codings and selection.uid in self._of_selection:
            yield self._of_selection[selection.uid]


def _by_label(cases: Sequence[Case]) -> dict[str, Case]:
    named = [case for case in cases if case.name]
    found = dict(zip(labels_of(case.name for case in named), named, strict=True))
    last_words: dict[str, list[Case]] = {}
    for case in named:
        last_words.setdefault(case.name.split()[-1], []).append(case)
    for word, bearers in last_words.items():
        if len(bearers) == 1:
            found.setdefault(word, bearers[0])
    return found
