"""Drawing answers for double coding: at random or by strata, the same again from the same seed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Literal

Shares = Literal["equal", "proportional"]


@dataclass(frozen=True)
class Drawn:
    """One answer of a sample.

    Attributes:
        answer_id: Which answer.
        position: Its place in the order of coding, from 1; strata are mixed, so that whoever stops early has
            coded a sample all the same.
        stratum: The stratum it was drawn from, "" for answers without a value; None without strata.
        weight: How many answers it stands for: the stratum's size through how many were drawn of it.
            1 without strata.
    """

    answer_id: int
    position: int
    stratum: str | None
    weight: float


def drawn(
    answer_ids: Iterable[int],
    size: int,
    seed: int,
    strata: Mapping[int, str | None] | None = None,
    shares: Shares = "equal",
) -> tuple[Drawn, ...]:
    """Draw answers without replacement, in the order they are to be coded.

    The same answers, size and seed give the same sample on every machine and version, in whatever order the
    answers come; without strata a larger size only adds answers to a smaller one's.

    Args:
        answer_ids: The answers that can be drawn.
        size: How many to draw; all of them where there are no more.
        seed: Any whole number; stored with the sample.
        strata: The stratum of each answer, for a stratified draw. Answers it leaves out are a stratum of
            their own.
        shares: "equal" draws as many from each stratum, as far as it has them, so that small strata are seen
            at all; "proportional" draws by size, and at least one from each while the size allows.
    """
    chance = Random(seed)
    # Of all that Random offers, only random() is promised to stay the same in later versions of Python.
    keys = {answer_id: chance.random() for answer_id in sorted(set(answer_ids))}
    in_order = sorted(keys, key=lambda answer_id: (keys[answer_id], answer_id))
    if strata is None:
        return tuple(Drawn(answer_id, place, None, 1.0) for place, answer_id in enumerate(in_order[:size], 1))
    members: defaultdict[str, list[int]] = defaultdict(list)
    for answer_id in in_order:
        members[strata.get(answer_id) or ""].append(answer_id)
    counts = _allotted({stratum: len(ids) for stratum, ids in members.items()}, size, shares)
    weights = {stratum: len(ids) / counts[stratum] for stratum, ids in members.items() if counts[stratum]}
    taken = {answer_id: stratum for stratum, ids in members.items() for answer_id in ids[: counts[stratum]]}
    chosen = [answer_id for answer_id in in_order if answer_id in taken]
    return tuple(
        Drawn(answer_id, place, taken[answer_id], weights[taken[answer_id]])
        for place, answer_id in enumerate(chosen, 1)
    )


def _allotted(sizes: Mapping[str, int], size: int, shares: Shares) -> dict[str, int]:
    """Say how many to draw from each stratum: one at a time to the stratum that is furthest behind."""
    counts = dict.fromkeys(sorted(sizes), 0)
    for _turn in range(min(size, sum(sizes.values()))):
        open_strata = [stratum for stratum in counts if counts[stratum] < sizes[stratum]]
        counts[_furthest_behind(open_strata, counts, sizes, shares)] += 1
    return counts


def _furthest_behind(
    strata: Sequence[str], counts: Mapping[str, int], sizes: Mapping[str, int], shares: Shares
) -> str:
    """Return the stratum with the lowest share drawn, and of those with as low a share the largest."""
    if shares == "equal":
        return min(strata, key=lambda stratum: (counts[stratum], -sizes[stratum]))
    # Webster's method, but whoever has none comes first.
    return min(
        strata,
        key=lambda stratum: (counts[stratum] > 0, (counts[stratum] + 0.5) / sizes[stratum], -sizes[stratum]),
    )
