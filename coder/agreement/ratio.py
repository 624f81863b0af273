"""A ratio of sums that may be of nothing."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]


def ratio(above: Numbers, below: Numbers) -> Numbers:
    """Divide, element by element; NaN where the divisor is nought but for the last digits of a sum."""
    return np.divide(above, below, out=np.full_like(below, np.nan), where=below > 1e-12)
