"""How much one address or one session may ask for in a while."""

from __future__ import annotations

import ipaddress
import time
from dataclasses import dataclass, field

MOST_REMEMBERED = 10_000


@dataclass(frozen=True)
class Allowance:
    """So many at once, and so many more each second."""

    at_once: float
    each_second: float


@dataclass
class Pace:
    """Counts for each name how much of its allowance is left; what is full again is forgotten."""

    allowance: Allowance
    _left: dict[str, tuple[float, float]] = field(default_factory=dict, repr=False)

    def has_room(self, name: str, cost: float = 1.0) -> bool:
        """Take from the allowance of a name; False where nothing is left."""
        now = time.monotonic()
        left, at = self._left.pop(name, (self.allowance.at_once, now))
        left = min(self.allowance.at_once, left + (now - at) * self.allowance.each_second)
        has_room = left >= cost
        # Put at the end: the first ones are those not heard of for longest.
        self._left[name] = (left - cost if has_room else left, now)
        if len(self._left) > MOST_REMEMBERED:
            self._left.pop(next(iter(self._left)))
        return has_room


def network_of(address: str) -> str:
    """Return what stands for an address: itself, of IPv6 the network around it; empty for no address."""
    try:
        parsed = ipaddress.ip_address(address.strip())
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((int(parsed), 64), strict=False).network_address)
    return str(parsed)
