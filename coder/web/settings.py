"""What a server was asked to be, and what of that is refused before it begins."""

from __future__ import annotations

from dataclasses import dataclass

from coder.domain.errors import WrongUseError
from coder.messages import _
from coder.web.address import Address, is_loopback

DEFAULT_VISITORS = 10


class NeedsPublicAddressError(WrongUseError):
    """Others could reach it, and nothing says under which name they may."""

    def __init__(self, host: str) -> None:
        super().__init__(
            _(
                "Other machines could reach «{host}». Say under which address coders see it with "
                "--public-url, or leave out --host to serve this machine only."
            ).format(host=host)
        )


class NotEncryptedError(WrongUseError):
    """Answers and login links would go over the network for everybody to read."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Without encryption, answers and login links could be read on the way. Give --public-url an "
                "address that begins with https, served by a proxy in front of this server; docs/browser.md "
                "shows how."
            )
        )


class NobodyInvitedError(WrongUseError):
    """Open to others, and nobody has a link to get in by."""

    def __init__(self) -> None:
        super().__init__(
            _("Nobody has a login link, so nobody could get in. Make one first: coder coders link NAME")
        )


@dataclass(frozen=True)
class Settings:
    """Where a server listens and who may come."""

    host: str
    port: int
    public: Address | None
    """The address coders see; None where only this machine reaches the server."""
    most_visitors: int = DEFAULT_VISITORS
    behind_proxy: bool = False
    """Whether a proxy in front of it says who asks."""

    @property
    def is_open_to_others(self) -> bool:
        """Whether requests may come from elsewhere."""
        return self.public is not None or not is_loopback(self.host)

    def refuse_what_is_unsafe(self, *, has_links: bool) -> None:
        """Refuse to begin where strangers could get in or read along.

        Raises:
            NeedsPublicAddressError: If it listens to others and has no address.
            NotEncryptedError: If that address is not encrypted.
            NobodyInvitedError: If nobody has a link.
        """
        if not self.is_open_to_others:
            return
        if self.public is None:
            raise NeedsPublicAddressError(self.host)
        if not self.public.is_encrypted and not (is_loopback(self.host) and is_loopback(self.public.host)):
            raise NotEncryptedError
        if not has_links:
            raise NobodyInvitedError

    def addresses(self, port: int) -> list[Address]:
        """Return the addresses a request may be to, the one to tell people first; ``port`` it listens on."""
        if self.public is not None:
            return [self.public]
        names = dict.fromkeys([self.host.strip("[]"), "127.0.0.1", "localhost", "::1"])
        return [Address("http", name, port) for name in names]
