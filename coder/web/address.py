"""Where a server is reached: the address coders see, and what a request may name."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from coder.domain.errors import WrongUseError
from coder.messages import _

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8000
ENTRY = "/enter"
_PORTS = {"http": 80, "https": 443}


class NotAnAddressError(WrongUseError):
    """A public address that no browser could go to."""

    def __init__(self, address: str) -> None:
        super().__init__(
            _("«{address}» is no address for a browser. Write it as https://coding.example.org").format(
                address=address
            )
        )


@dataclass(frozen=True)
class Address:
    """A scheme, a host and a port; nothing after them."""

    scheme: str
    host: str
    port: int

    @property
    def is_encrypted(self) -> bool:
        """Whether what goes over it is for nobody else to read."""
        return self.scheme == "https"

    @property
    def netloc(self) -> str:
        """The host as a request names it: the port only where it is not the usual one."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """The address as a browser says where a request comes from."""
        return f"{self.scheme}://{self.netloc}"

    @property
    def socket(self) -> str:
        """The address of a web socket there."""
        return f"{'wss' if self.is_encrypted else 'ws'}://{self.netloc}"


LOCAL_ADDRESS = Address("http", DEFAULT_HOST, DEFAULT_PORT)


def address_of(url: str) -> Address:
    """Return the address a URL names.

    Raises:
        NotAnAddressError: If it is none, or has more to it than scheme, host and port.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise NotAnAddressError(url) from error
    host = (parts.hostname or "").rstrip(".")
    extra = parts.path not in ("", "/") or parts.query or parts.fragment or parts.username is not None
    if parts.scheme not in _PORTS or not host or not url.isascii() or extra:
        raise NotAnAddressError(url)
    return Address(parts.scheme, host, port or _PORTS[parts.scheme])


def is_loopback(host: str) -> bool:
    """Tell whether only this machine reaches a host."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def login_url(address: Address, token: str) -> str:
    """Return a login link.

    The token stands after the #, which a browser sends to no server: so it is in nobody's log.
    """
    return f"{address.origin}{ENTRY}#{token}"
