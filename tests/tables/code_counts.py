"""Counts of codes and themes among all answers, as a table makes them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from coder.domain.codebook import Code, CodeKind
from coder.tables.crossing import Counting, everybody
from coder.tables.frequency import CodeCounts, Integers, counted_pairs


def count_codes(
    codes: Sequence[Code], answers: Integers, coded: Integers, excluded: Collection[CodeKind] = ()
) -> CodeCounts:
    """Count answers per code and theme; the arguments as for ``counted_pairs``."""
    everyone = np.arange(int(answers.max()) + 1 if answers.size else 0)
    pairs = counted_pairs(codes, answers, coded, excluded)
    counting = Counting(pairs, len(codes), everyone, everyone, everyone)
    found = counting.in_columns(everybody(everyone.size, "total", "Total"))
    return CodeCounts(found.codes[:, 0], found.themes[:, 0])
