"""Which codes the digits 1-9 set: the one place where it is decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coder.domain.codebook import Code

DIGITS = 9


def digit_codes(
    codes: Iterable[Code],
    counts: Mapping[int, int],
    held: Sequence[int | None] = (),
    *,
    may_change: bool = True,
) -> list[int | None]:
    """Return the ids of the coder's most used codes, at most nine, in the order of the digits.

    With nothing held they stand by use, ties in codebook order. After that a code keeps its digit as long as
    it is among the nine most used, and a newcomer takes the digit of one that drops out: fingers know where
    a code is, so digits must not change places.

    Args:
        codes: Those that can be set, in codebook order.
        counts: How often the coder has set each.
        held: What the digits have stood for until now; None for a digit without a code.
        may_change: False where held codes stay however much others are used.

    Returns:
        What the digits stand for; None for one whose code is gone while there is no other.
    """
    by_use = [
        code.id for code in sorted(codes, key=lambda code: (-counts.get(code.id, 0), code.id not in held))
    ]
    staying = set(by_use[:DIGITS] if may_change else by_use)
    digits = [code_id if code_id in staying else None for code_id in held[:DIGITS]]
    digits += [None] * (DIGITS - len(digits))
    newcomers = iter([code_id for code_id in by_use if code_id not in digits])
    digits = [next(newcomers, None) if code_id is None else code_id for code_id in digits]
    while digits and digits[-1] is None:
        digits.pop()
    return digits


def are_most_used(digits: Iterable[int | None], counts: Mapping[int, int]) -> bool:
    """Tell whether the digits' codes may be called the most used: no unused one stands before a used one.

    Digits stay where they are, so a code used for the first time may come after others nobody has set.
    """
    is_used = [counts.get(code_id, 0) > 0 for code_id in digits if code_id is not None]
    return any(is_used) and is_used == sorted(is_used, reverse=True)
