"""Codings by several coders, as sets of codes with numbers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

NOT_CODED = -1
"""Stands where a coder did not code a unit; an empty set of codes is a coding."""

Coding = tuple[str, str, Collection[str]]
"""A unit, who coded it, and the codes given: none where the coder applied nothing."""


@dataclass(frozen=True)
class CodedSets:
    """Which set of codes each coder gave each unit.

    Units stand in the order of their first coding, coders sorted by code point, codes in codebook order.
    """

    units: tuple[str, ...]
    coders: tuple[str, ...]
    codes: tuple[str, ...]
    """What can be applied, used or not; a theme only where a coder applied it itself."""
    parents: Mapping[str, str | None]
    """The code or theme above each; whoever is missing stands at the top."""
    set_ids: NDArray[np.int32]
    """Rows of ``sets``, shape (units, coders); ``NOT_CODED`` where there is no coding."""
    sets: NDArray[np.bool_]
    """Which codes each different set holds, shape (sets, codes); codes unseen in a unit are left out."""
    weights: NDArray[np.float64]
    """How much each unit counts, shape (units,)."""
    mask_ids: NDArray[np.int32]
    """Rows of ``masks``, shape (units,)."""
    masks: NDArray[np.bool_]
    """Which codes some coder of a unit had never seen, shape (masks, codes); row 0 masks none."""

    @classmethod
    def of(
        cls,
        codings: Iterable[Coding],
        codes: Sequence[str] = (),
        parents: Mapping[str, str | None] | None = None,
        weights: Mapping[str, float] | None = None,
        unseen: Mapping[str, Collection[str]] | None = None,
    ) -> CodedSets:
        """Number units, coders and sets.

        Args:
            codings: In any order; what stands twice for a unit and a coder is put together.
            codes: The codebook in its order. Those that stand above others are themes and count as codes
                only where they were applied; codes applied but not listed follow in the order of code points.
            parents: The code above each.
            weights: How much a unit counts; 1 where nothing is said.
            unseen: Codes of a unit that a coder who coded it had never seen; there they count for nobody.
        """
        parents = dict(parents or {})
        gathered: dict[tuple[str, str], frozenset[str]] = {}
        for unit, coder, given in codings:
            held = gathered.get((unit, coder))
            gathered[unit, coder] = frozenset(given) if held is None else held | frozenset(given)
        listed = _listed(codes, parents, frozenset().union(*gathered.values()))
        units = tuple(dict.fromkeys(unit for unit, _coder in gathered))
        coders = tuple(sorted({coder for _unit, coder in gathered}))
        known = frozenset(listed)
        masked_in = {unit: known & frozenset(masked) for unit, masked in (unseen or {}).items()}
        numbers = _Numbers(listed)
        masks = _Numbers(listed)
        set_ids = np.full((len(units), len(coders)), NOT_CODED, np.int32)
        mask_ids = np.fromiter((masks.of(masked_in.get(unit, _NONE)) for unit in units), np.int32, len(units))
        row_of = {unit: row for row, unit in enumerate(units)}
        column_of = {coder: column for column, coder in enumerate(coders)}
        for (unit, coder), given in gathered.items():
            seen = given - masked_in.get(unit, _NONE)
            set_ids[row_of[unit], column_of[coder]] = numbers.of(seen)
        weighed = weights or {}
        return cls(
            units,
            coders,
            listed,
            parents,
            set_ids,
            numbers.matrix(),
            np.fromiter((weighed.get(unit, 1.0) for unit in units), np.float64, len(units)),
            mask_ids,
            masks.matrix(),
        )

    def of_coders(self, coders: Collection[str]) -> CodedSets:
        """Return the codings of some coders, and the units that any of them coded; all codes stay."""
        columns = [place for place, coder in enumerate(self.coders) if coder in coders]
        coded = (self.set_ids[:, columns] != NOT_CODED).any(axis=1)
        return CodedSets(
            tuple(unit for unit, there in zip(self.units, coded, strict=True) if there),
            tuple(self.coders[column] for column in columns),
            self.codes,
            self.parents,
            self.set_ids[coded][:, columns],
            self.sets,
            self.weights[coded],
            self.mask_ids[coded],
            self.masks,
        )

    def at_theme_level(self) -> CodedSets:
        """Return the same codings with each code replaced by the topmost above it.

        A theme is unseen in a unit where all its codes are.
        """
        return self._mapped(lambda code: (self._line(code)[-1],))

    def with_ancestors(self) -> CodedSets:
        """Return the same codings with all codes above a code added to its set."""
        return self._mapped(self._line)

    @property
    def has_themes(self) -> bool:
        """Whether any code stands under another."""
        return any(self.parents.get(code) is not None for code in self.codes)

    def _line(self, code: str) -> tuple[str, ...]:
        """Return a code and all above it, itself first; a ring of parents ends where it closes."""
        line = [code]
        above = self.parents.get(code)
        while above is not None and above not in line:
            line.append(above)
            above = self.parents.get(above)
        return tuple(line)

    def _mapped(self, become: Callable[[str], Collection[str]]) -> CodedSets:
        targets = tuple(dict.fromkeys(target for code in self.codes for target in become(code)))
        place = {target: column for column, target in enumerate(targets)}
        onto = np.zeros((len(self.codes), len(targets)), np.float32)
        for row, code in enumerate(self.codes):
            onto[row, [place[target] for target in become(code)]] = 1
        sets, renumbered = _different((self.sets @ onto) > 0)
        set_ids = np.where(self.set_ids == NOT_CODED, NOT_CODED, renumbered[self.set_ids])
        masks = ((~self.masks) @ onto) == 0
        return CodedSets(
            self.units,
            self.coders,
            targets,
            {target: self.parents.get(target) for target in targets},
            set_ids.astype(np.int32),
            sets,
            self.weights,
            self.mask_ids,
            masks,
        )


_NONE: frozenset[str] = frozenset()


class _Numbers:
    """Numbers for sets of codes, in the order in which they come; the empty set is number 0."""

    def __init__(self, codes: Sequence[str]) -> None:
        self._columns = {code: column for column, code in enumerate(codes)}
        self._ids: dict[frozenset[str], int] = {_NONE: 0}

    def of(self, codes: frozenset[str]) -> int:
        return self._ids.setdefault(codes, len(self._ids))

    def matrix(self) -> NDArray[np.bool_]:
        """Return which codes each set holds, shape (sets, codes)."""
        held = np.zeros((len(self._ids), len(self._columns)), np.bool_)
        for codes, number in self._ids.items():
            held[number, [self._columns[code] for code in codes]] = True
        return held


def _listed(
    codes: Sequence[str], parents: Mapping[str, str | None], applied: frozenset[str]
) -> tuple[str, ...]:
    """Return what counts as a code: what can be applied or was, in codebook order."""
    above = set(parents.values())
    ordered = dict.fromkeys([*codes, *sorted(applied)])
    return tuple(code for code in ordered if code in applied or code not in above)


def _different(held: NDArray[np.bool_]) -> tuple[NDArray[np.bool_], NDArray[np.intp]]:
    """Return the different rows, and for each row which of them it is."""
    packed = np.packbits(held, axis=1)
    _packed, first, renumbered = np.unique(packed, axis=0, return_index=True, return_inverse=True)
    return held[first], renumbered.reshape(-1)
