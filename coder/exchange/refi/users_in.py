"""Who coded, as a REFI file says it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from coder.domain.coder_kind import CONSENSUS
from coder.domain.loss import Losses
from coder.domain.portable import PortableCoder
from coder.exchange.refi.distinct_names import caseless, distinct_names
from coder.exchange.refi.guids import derived
from coder.exchange.refi.xml_document import listed, uid_in
from coder.exchange.refi.xml_text import UNPRINTABLE
from coder.messages import _

if TYPE_CHECKING:
    from lxml.etree import _Element

_LONGEST = 90
"""Leaves room for the number of a name that stands there twice."""


class Users:
    """The users of a file as coders; who is not among them but codes all the same gets a name too.

    Args:
        root: The project.
        losses: Where changed names are noted.
        known: The coders as we noted them ourselves, where the file is ours.
    """

    def __init__(self, root: _Element, losses: Losses, known: Sequence[PortableCoder] = ()) -> None:
        found: dict[str, str] = {}
        for user in listed(root, "Users", "User"):
            name = user.get("name") or user.get("id") or ""
            found.setdefault(uid_in(user) or derived("user", name), name)
        wanted = [_coder_name(name) for name in found.values()]
        names = distinct_names(wanted, key=caseless)
        for written, name in zip(found.values(), names, strict=True):
            if written and name != written.strip():
                losses.add(_("Names that no coder can have here are changed."), name)
        self._coders = {uid: PortableCoder(uid, name) for uid, name in zip(found, names, strict=True)}
        if known:
            self._coders = {coder.uid: coder for coder in known}
        self._main = uid_in(root, "creatingUserGUID")

    def named(self, uid: str) -> str:
        """Return the name of who did something; ``uid`` is empty where the file does not say."""
        if not uid:
            uid = self._main if self._main in self._coders else next(iter(self._coders), "")
        if uid not in self._coders:
            taken = [coder.name for coder in self._coders.values()]
            [name] = distinct_names([_("unknown")], taken, key=caseless)
            self._coders[uid] = PortableCoder(uid or derived("user", "unknown"), name)
        return self._coders[uid].name

    def all(self) -> tuple[PortableCoder, ...]:
        """Return them in the order of the file."""
        return tuple(self._coders.values())


def _coder_name(written: str) -> str:
    clean = " ".join(UNPRINTABLE.sub(" ", written).split())[:_LONGEST].strip()
    if clean.casefold() == CONSENSUS:
        return f"{clean} (REFI)"
    return clean or _("unknown")
