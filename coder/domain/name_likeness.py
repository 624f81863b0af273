"""Whether two names are nearly equal: word by word, in whatever order."""

from __future__ import annotations

from collections.abc import Sequence

SHORTEST_MISTYPED = 5
"""Letters from which on a word with one other letter may be the same word mistyped."""
SHORTEST_TWICE = 10
"""Letters from which on two letters may differ."""


def are_nearly_equal(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether names have the same words, but for a slip of the finger in one of them.

    Words that begin otherwise or differ in a figure are never a slip: *enig* and *uenig*, *trinn 1* and
    *trinn 2*. One word written as two is one.

    Args:
        one: The words of a name, sorted.
        other: Those of the other name, sorted.
    """
    if one == other:
        return True
    if len(one) != len(other):
        return abs(len(one) - len(other)) == 1 and _is_one_in_two(one, other)
    left = [word for word in one if word not in other]
    right = [word for word in other if word not in one]
    return len(left) == len(right) == 1 and _is_slip(left[0], right[0])


def _is_one_in_two(one: Sequence[str], other: Sequence[str]) -> bool:
    fewer, more = sorted(({*one}, {*other}), key=len)
    whole, parts = fewer - more, more - fewer
    if len(whole) != 1 or len(parts) != 2:
        return False
    first, second = parts
    return next(iter(whole)) in (first + second, second + first)


def _is_slip(one: str, other: str) -> bool:
    shorter = min(len(one), len(other))
    most = 0 if shorter < SHORTEST_MISTYPED else 1 if shorter < SHORTEST_TWICE else 2
    if abs(len(one) - len(other)) > most or one[:1] != other[:1]:
        return False
    if _figures(one) != _figures(other):
        return False
    return _distance(one, other, most) <= most


def _figures(word: str) -> str:
    return "".join(filter(str.isdigit, word))


def _distance(one: str, other: str, most: int) -> int:
    """Count the letters to put in, take away, change or swap with the next; more than ``most`` is enough."""
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for column, there in enumerate(other, start=1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != there))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == there:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        if min(now) > most:
            return most + 1
        before, last = last, now
    return last[-1]
