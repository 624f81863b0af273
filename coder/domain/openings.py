"""What opens answers that were done before: a code born since, or one that means something else since.

An answer is open for a code from the entry that opened it until its coder says done anew, looks at it for
that code, or ends a round over that code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from coder.domain.codebook import NARROWER, Code, offered_codes

Reason = Literal["new", "wider", "narrower", "split", "merged"]


@dataclass(frozen=True)
class OpenCode:
    """A code an answer is open for."""

    code_id: int
    reason: Reason
    since: int
    """Number of the entry that opened it."""


@dataclass(frozen=True)
class Opening:
    """An entry from which answers without a code are open for it."""

    entry: int
    reason: Reason
    seen: tuple[int, ...]
    """The codes of which a later look or round closes it."""
    parent: int | None = None
    """Only answers of this code, which was split; None opens all."""


@dataclass(frozen=True)
class CodeOpenings:
    """What opens answers for one code."""

    code_id: int
    parts: tuple[int, ...]
    """The code itself, and what was merged into it."""
    lacking: tuple[Opening, ...]
    """For answers without it, in the order in which reasons are told."""
    narrowed: int = 0
    """The entry from which answers that have it are open; 0 where there is none."""

    @property
    def common(self) -> int:
        """The last entry that opened answers whatever code they had; 0 where there is none."""
        return max((each.entry for each in self.lacking if each.parent is None), default=0)

    @property
    def limit(self) -> int:
        """Answers done in this entry or later are not open."""
        return max((self.narrowed, *(each.entry for each in self.lacking)))

    @property
    def is_plain(self) -> bool:
        """Whether it opens all answers without it, and only looks for itself close them."""
        own = (self.code_id,)
        return not self.narrowed and all(each.parent is None and each.seen == own for each in self.lacking)

    @property
    def parents(self) -> set[int]:
        """The codes whose answers alone are open for it."""
        return {each.parent for each in self.lacking if each.parent is not None}

    @property
    def seen(self) -> set[int]:
        """The codes of which looks and rounds matter to it."""
        return {*self.parts, *(code_id for each in self.lacking for code_id in each.seen)}

    def without_it(
        self, done: int, looks: Mapping[int, int], parents: Collection[int] = ()
    ) -> OpenCode | None:
        """Tell whether an answer without the code is open for it.

        Args:
            done: The entry in which its coder was done.
            looks: The entries of the coder's looks at it, by code.
            parents: Of the codes that were split, those whose answer it is.
        """
        for each in self.lacking:
            if each.parent is not None and each.parent not in parents:
                continue
            if max(done, *(looks.get(code_id, 0) for code_id in each.seen)) < each.entry:
                return OpenCode(self.code_id, each.reason, each.entry)
        return None

    def having_it(self, done: int, looks: Mapping[int, int], set_at: int) -> OpenCode | None:
        """Tell whether an answer with the code, set in some entry, is open for it."""
        if max(done, set_at, looks.get(self.code_id, 0)) < self.narrowed:
            return OpenCode(self.code_id, "narrower", self.narrowed)
        return None


def openings_of(
    codes: Sequence[Code], meanings: Mapping[int, Iterable[tuple[int, str]]]
) -> list[CodeOpenings]:
    """Return what opens answers, of the codes that may be set, in codebook order; proposals open none.

    Args:
        codes: The whole codebook.
        meanings: The entries that changed a code's meaning, and how, by code.
    """
    by_id = {code.id: code for code in codes}
    merged: dict[int, list[int]] = defaultdict(list)
    for code in codes:
        if code.merged_into is not None:
            merged[code.merged_into].append(code.id)
    found = []
    for code in offered_codes(codes):
        if code.open_for_choice:
            own, *gone = _parts(code.id, merged)
            lacking = [*_own(by_id, merged, meanings, own)]
            for part in gone:
                lacking += [replace(each, reason="merged") for each in _own(by_id, merged, meanings, part)]
            narrowed = [entry for entry, meaning in meanings.get(code.id, ()) if meaning == NARROWER]
            if lacking or narrowed:
                made = CodeOpenings(code.id, (own, *gone), tuple(lacking), max(narrowed, default=0))
                found.append(made)
    return found


def births_of(codes: Sequence[Code]) -> list[CodeOpenings]:
    """Return what opens answers because a code is newer than they are, code by code.

    Unlike ``openings_of`` of all codes, retired and merged away too, each by itself; proposals open none.
    """
    by_id = {code.id: code for code in codes}
    found = ((code.id, _own(by_id, {}, {}, code.id)) for code in offered_codes(codes))
    return [CodeOpenings(code_id, (code_id,), tuple(lacking)) for code_id, lacking in found if lacking]


def parts_of(codes: Iterable[Code], code_id: int) -> tuple[int, ...]:
    """Return a code and the codes that were merged into it, at once or in steps."""
    merged: dict[int, list[int]] = defaultdict(list)
    for code in codes:
        if code.merged_into is not None:
            merged[code.merged_into].append(code.id)
    return _parts(code_id, merged)


def not_covered(openings: Iterable[CodeOpenings], rounds: Mapping[int, int]) -> list[CodeOpenings]:
    """Return what is left of openings where rounds, by code the entry of the last, closed some."""
    found = []
    for each in openings:
        lacking = tuple(
            opening
            for opening in each.lacking
            if max(rounds.get(code_id, 0) for code_id in opening.seen) < opening.entry
        )
        narrowed = each.narrowed if rounds.get(each.code_id, 0) < each.narrowed else 0
        if lacking or narrowed:
            found.append(replace(each, lacking=lacking, narrowed=narrowed))
    return found


def _parts(code_id: int, merged: Mapping[int, Sequence[int]]) -> tuple[int, ...]:
    parts = [code_id]
    for part in parts:
        parts.extend(merged.get(part, ()))
    return tuple(parts)


def _own(
    by_id: Mapping[int, Code],
    merged: Mapping[int, Sequence[int]],
    meanings: Mapping[int, Iterable[tuple[int, str]]],
    code_id: int,
) -> list[Opening]:
    """Return what opens answers for a code, leaving out what was merged into it."""
    code = by_id[code_id]
    found: list[Opening] = []
    if code.split_from is not None:
        found.append(Opening(code.born, "split", (code_id,), code.split_from))
        # Who was never asked for the old code was not asked for its parts either.
        found += [
            Opening(each.entry, "split", (*each.seen, code_id), each.parent)
            for part in _parts(code.split_from, merged)
            if by_id[part].born < code.born or _came_along(by_id[part], code)
            for each in _own(by_id, merged, meanings, part)
            if each.entry < code.born or _came_along(by_id[part], code)
        ]
    elif not code.from_file:
        found.append(Opening(code.born, "new", (code_id,)))
    for entry, meaning in meanings.get(code_id, ()):
        if meaning != NARROWER:
            found.append(Opening(entry, "wider", (code_id,)))
    return found


def _came_along(old: Code, part: Code) -> bool:
    """Tell whether a code that was made in another project came in one entry with a part split from it."""
    return old.split_from is None and old.born == part.born
