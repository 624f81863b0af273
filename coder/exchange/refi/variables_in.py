"""Background variables and their values, as a REFI file says them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from coder.domain.loss import Losses
from coder.domain.portable import PortableLevel, PortableVariable
from coder.exchange.refi.distinct_names import distinct_names
from coder.exchange.refi.guids import derived
from coder.exchange.refi.qdpx_variables import OWN_LABELS
from coder.exchange.refi.xml_document import child_text, known_uid, listed, uid_in
from coder.messages import _

if TYPE_CHECKING:
    from lxml.etree import _Element

_NUMBER = re.compile(r"[+-]?\d{1,30}(?:\.\d{1,30})?")


class Variables:
    """The variables of a file; their levels are the values met, in the order met, numbers by size."""

    def __init__(self, root: _Element, losses: Losses) -> None:
        elements: dict[str, _Element] = {}
        for element in listed(root, "Variables", "Variable"):
            elements.setdefault(uid_in(element) or derived("variable", element.get("name") or ""), element)
        written = [" ".join((element.get("name") or "").split()) for element in elements.values()]
        names = distinct_names(name or _("without a name") for name in written)
        for before, name in zip(written, names, strict=True):
            if before != name:
                losses.add(_("Background variables of one name, or of none, get a number."), name)
        self._names = dict(zip(elements, names, strict=True))
        self._labels = {uid: child_text(element, "Description") for uid, element in elements.items()}
        self._levels: dict[str, dict[str, None]] = {uid: {} for uid in elements}
        self._losses = losses

    def take_own(self) -> dict[str, str]:
        """Take out the variables that are only ours, whatever uid they have; return our uid by theirs."""
        known = {label: uid for uid, label in OWN_LABELS.items()}
        own = {uid: known[self._labels[uid]] for uid in self._names if self._labels[uid] in known}
        for uid in own:
            del self._names[uid]
        return own

    def background(self, values: Mapping[str, str]) -> dict[str, str]:
        """Return values by the variables' uids as background by their names."""
        found = {}
        for uid, value in values.items():
            if uid not in self._names:
                self._losses.add(_("Values of variables that the file does not have are left out."), value)
                continue
            self._levels[uid].setdefault(value)
            found[self._names[uid]] = value
        return found

    def all(self) -> tuple[PortableVariable, ...]:
        """Return the variables in the order of the file, with the levels met so far."""
        return tuple(
            PortableVariable(
                uid,
                name,
                self._labels[uid],
                tuple(PortableLevel(level) for level in _ordered(self._levels[uid])),
            )
            for uid, name in self._names.items()
        )


def values_in(element: _Element, losses: Losses) -> dict[str, str]:
    """Return the values of a case or a source by the variables' uids; a variable without one is left out."""
    found: dict[str, str] = {}
    for each in element.iterchildren("VariableValue"):
        reference = each.find("VariableRef")
        uid = known_uid(reference.get("targetGUID") or "") if reference is not None else ""
        value = next((_value(child) for child in each.iterchildren() if child is not reference), "")
        if not uid or not value.strip():
            continue
        if found.setdefault(uid, value) != value:
            losses.add(_("Where a variable has two values at one place, the first is taken."), value)
    return found


def _value(element: _Element) -> str:
    written = "".join(element.itertext())
    if element.tag == "TextValue":
        return written
    clean = written.strip()
    if element.tag == "BooleanValue":
        return {"1": "true", "0": "false"}.get(clean, clean)
    return clean


def _ordered(levels: Mapping[str, None]) -> list[str]:
    if all(_NUMBER.fullmatch(level) for level in levels):
        return sorted(levels, key=float)
    return list(levels)
