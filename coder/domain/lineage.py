"""What codes have become since: merged into others, or split into parts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from coder.domain.code_tree import CodeTree
from coder.domain.codebook import Code


class Lineage:
    """What each code of a codebook counts as, where codes given at some time are read with today's.

    A code that was merged is what it became. A code that was split from another after that time counts as
    that one, whatever became of it later: whoever was done then could not tell the parts apart.
    """

    def __init__(self, codes: Iterable[Code], since: int | None = None) -> None:
        """Follow the codes.

        Args:
            codes: The whole codebook, those merged away among them.
            since: The entry after which parts count as what they were split from; None for no such time.
        """
        self._tree = CodeTree(codes)
        self._since = since
        self._became = {code.id: self._end(code) for code in self._tree.codes}
        self._parts: dict[int, set[int]] = defaultdict(set)
        for code_id, became in self._became.items():
            self._parts[became].add(code_id)

    def became(self, code_id: int) -> int:
        """Return what a code counts as; never one that was merged away."""
        return self._became[code_id]

    @property
    def parted(self) -> frozenset[int]:
        """The living codes that never count, since they count as what they were split from."""
        living = {code.id for code in self._tree.codes if code.merged_into is None}
        return frozenset(living - self._parts.keys())

    def wholly(self, code_ids: Collection[int]) -> frozenset[int]:
        """Return what counts as a code and has all its parts, itself and what became it, among some codes."""
        among = set(code_ids)
        touched = {self._became[code_id] for code_id in among}
        return frozenset(each for each in touched if self._parts[each] <= among)

    def _end(self, code: Code) -> int:
        way = [code.id]
        while (further := self._next(way[-1])) is not None:
            if further in way:
                # A code was merged into its own part: all of them are what the oldest of them became.
                oldest = min(way[way.index(further) :])
                return self._tree.survivor(self._tree.code(oldest)).id
            way.append(further)
        return way[-1]

    def _next(self, code_id: int) -> int | None:
        code = self._tree.code(code_id)
        if code.split_from is not None and self._since is not None and code.born > self._since:
            return code.split_from
        return code.merged_into
