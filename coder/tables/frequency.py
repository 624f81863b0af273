"""Counting codes and themes from integer arrays."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from coder.domain.codebook import Code, CodeKind

Integers = NDArray[np.int64]


@dataclass(frozen=True)
class CodeCounts:
    """How many answers have each code, and each theme; in the order of the codes."""

    codes: Integers
    """Answers with the code itself."""
    themes: Integers
    """Answers with the code or any code below it, once each; filled for topmost codes, else 0."""


def answers_per_group(answers: Integers, groups: Integers, n_groups: int) -> Integers:
    """Count the different answers in each group.

    Args:
        answers: The answer of each pair, shape (n,), not negative.
        groups: Its group, from 0 to ``n_groups`` - 1; the same pair may come several times.
        n_groups: How many groups there are.
    """
    _answers, found = _distinct_pairs(answers, groups, n_groups)
    return np.bincount(found, minlength=n_groups).astype(np.int64)


@dataclass(frozen=True)
class Pairs:
    """The different pairs of answer and code that count, and of answer and theme."""

    answers: Integers
    codes: Integers
    theme_answers: Integers
    themes: Integers
    """The topmost codes' places."""

    def only_coded(self, coding_answers: Integers, n_answers: int) -> NDArray[np.bool_]:
        """Mark which of all answers have codings, of which none counts."""
        found = np.zeros(n_answers, dtype=bool)
        found[coding_answers] = True
        found[self.answers] = False
        return found


def counted_pairs(
    codes: Sequence[Code],
    coding_answers: Integers,
    coding_codes: Integers,
    excluded: Collection[CodeKind] = (),
) -> Pairs:
    """Return what counts; codes merged away and kinds excluded are left out.

    Args:
        codes: The codebook in its order, the codes of a theme together.
        coding_answers: The answer of each settled coding, not negative.
        coding_codes: Its code, as a place in ``codes``.
        excluded: Kinds of codes that do not count.
    """
    counted = np.array([code.merged_into is None and code.kind not in excluded for code in codes], dtype=bool)
    kept = counted[coding_codes]
    if not kept.all():
        coding_answers, coding_codes = coding_answers[kept], coding_codes[kept]
    answers, places = _distinct_pairs(coding_answers, coding_codes, len(codes))
    # Answer after answer, and within each theme after theme: where a run begins, its theme is met first.
    tops = np.array(top_places(codes), dtype=np.int64)[places]
    new_theme = _beginnings(answers) | _beginnings(tops)
    return Pairs(answers, places, answers[new_theme], tops[new_theme])


def top_places(codes: Sequence[Code]) -> list[int]:
    """Return for each code the place of its topmost ancestor; its own where it stands at the top."""
    places = {code.id: place for place, code in enumerate(codes)}
    tops: list[int] = []
    for place, code in enumerate(codes):
        # A parent stands before its children, so its own top is known already.
        tops.append(place if code.parent_id is None else tops[places[code.parent_id]])
    return tops


def codes_in_use(
    codes: Sequence[Code], counts: Integers, done_entries: Integers, looked_at: Collection[int] = ()
) -> list[bool]:
    """Tell which codes were in use: an answer was done while the code existed, was read for it, or has it.

    Args:
        codes: The codebook.
        counts: Answers per code.
        done_entries: Numbers of the entries in which answers of the wave were done, sorted.
        looked_at: Ids of the codes for which answers of the wave were read again.
    """
    return [
        bool(count) or code.id in looked_at or _was_there(code, done_entries)
        for code, count in zip(codes, counts.tolist(), strict=True)
    ]


def _distinct_pairs(answers: Integers, groups: Integers, n_groups: int) -> tuple[Integers, Integers]:
    """Return the different pairs, by answer and then by group."""
    width = max(n_groups, 1)
    keys = answers * np.int64(width) + groups
    if keys.size and int(keys.max()) < np.iinfo(np.int32).max:
        keys = keys.astype(np.int32)  # sorts twice as quickly
    # Some 15 times as quick as the hash table of numpy.unique, which lies scattered in memory.
    keys.sort()
    keys = keys[_beginnings(keys)]
    found, place = np.divmod(keys, width)
    return found.astype(np.int64), place.astype(np.int64)


def _beginnings(values: NDArray[Any]) -> NDArray[np.bool_]:
    """Mark where a run of equal values begins."""
    begins = np.ones(values.size, dtype=bool)
    begins[1:] = values[1:] != values[:-1]
    return begins


def _was_there(code: Code, done_entries: Integers) -> bool:
    born = 0 if code.from_file else code.born
    first = int(np.searchsorted(done_entries, born))
    if first == done_entries.size:
        return False
    return code.retired is None or int(done_entries[first]) < code.retired
