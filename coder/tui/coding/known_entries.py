"""Which entries a desk has taken in, and which it only knows to be there."""

from __future__ import annotations


class KnownEntries:
    """Counts on from the entry a desk was read at; what is not its own acts is to be looked at."""

    def __init__(self, newest: int) -> None:
        self.newest = newest
        """The newest entry that is known of."""
        self._unread: tuple[int, int] | None = None

    @property
    def has_unread(self) -> bool:
        """Whether entries were passed over."""
        return self._unread is not None

    def read_up_to(self, newest: int) -> None:
        """Note that everything has been read, up to an entry."""
        self.newest, self._unread = newest, None

    def wrote(self, entry: int) -> None:
        """Note an own act; entries before it that were not known are others'."""
        self.pass_over(entry - 1)
        self.newest = max(entry, self.newest)

    def pass_over(self, newest: int) -> None:
        """Note that there are entries up to one, of which nothing else is known."""
        if newest > self.newest:
            after = self.newest if self._unread is None else self._unread[0]
            self._unread, self.newest = (after, newest), newest

    def take_unread(self) -> tuple[int, int] | None:
        """Return what was passed over, as (after, until); it is looked at now."""
        unread, self._unread = self._unread, None
        return unread
