"""Which codes the digits 1-9 set: the one place where it is decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from coder.domain.codebook import Code

DIGITS = 9


def digit_codes(codes: Iterable[Code], counts: Mapping[int, int]) -> list[int]:
    """Return the ids of the coder's most used codes, at most nine; ties in codebook order."""
    return [code.id for code in sorted(codes, key=lambda code: -counts.get(code.id, 0))[:DIGITS]]
