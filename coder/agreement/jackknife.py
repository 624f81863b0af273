"""What a statistic would be without each unit, and how sure it is therefore."""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from coder.agreement.unit_kinds import UnitKinds

Numbers = NDArray[np.float64]


def jackknife_error(kinds: UnitKinds, without: Numbers) -> float | None:
    """Return the standard error: √ Σ over strata of (n − 1)/n · Σ (x₍ᵢ₎ − mean)².

    Args:
        kinds: The units.
        without: The statistic without a unit of each kind, shape (kinds,).

    Returns:
        None with fewer than two units, or where some of the values are undefined.

    References:
        Efron & Stein (1981), Annals of Statistics 9, 586-596.
    """
    if kinds.units < 2 or np.isnan(without).any():
        return None
    sizes = np.bincount(kinds.stratum, kinds.number, kinds.strata)
    squares = np.bincount(kinds.stratum, kinds.number * _pulls(kinds, without) ** 2, kinds.strata)
    return sqrt(float(((sizes - 1) / sizes) @ squares))


def acceleration(kinds: UnitKinds, without: Numbers) -> float:
    """Return how the spread of a statistic changes with its value, for the BCa interval; 0 if not known.

    References:
        Efron (1987), JASA 82, 171-185.
    """
    pulls = _pulls(kinds, without)
    squares = float(kinds.number @ pulls**2)
    if not squares > 0:
        return 0.0
    return float(kinds.number @ pulls**3) / (6 * squares * sqrt(squares))


def _pulls(kinds: UnitKinds, without: Numbers) -> Numbers:
    """Return how far each unit pulls the statistic from the mean of its stratum, shape (kinds,)."""
    sizes = np.bincount(kinds.stratum, kinds.number, kinds.strata)
    means = np.bincount(kinds.stratum, kinds.number * without, kinds.strata) / sizes
    pulls: Numbers = means[kinds.stratum] - without
    return pulls
