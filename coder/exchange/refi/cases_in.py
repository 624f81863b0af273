"""Cases, as a REFI file says them: who or what the texts come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.domain.loss import Losses
from coder.exchange.refi.guids import derived
from coder.exchange.refi.variables_in import values_in
from coder.exchange.refi.xml_document import known_uid, listed, uid_in
from coder.messages import _

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(frozen=True)
class Case:
    """A case; all it refers to by uid."""

    uid: str
    name: str
    """Empty where it has none: MAXQDA's cases only tie variables to a text."""
    values: dict[str, str]
    """Value by the variable's uid."""
    sources: tuple[str, ...]
    selections: tuple[str, ...]


def cases_in(root: _Element, losses: Losses) -> list[Case]:
    """Return the cases in the order of the file."""
    found: dict[str, Case] = {}
    for number, element in enumerate(listed(root, "Cases", "Case")):
        name = " ".join((element.get("name") or "").split())
        if element.findtext("Description", "").strip():
            losses.add(_("Descriptions of cases are left out."), name)
        uid = uid_in(element)
        if not uid or uid in found:
            uid = derived("case", uid, name, str(number))
        found[uid] = Case(
            uid,
            name,
            values_in(element, losses),
            tuple(_referred(element, "SourceRef")),
            tuple(_referred(element, "SelectionRef")),
        )
    return list(found.values())


def _referred(element: _Element, tag: str) -> list[str]:
    return [known_uid(each.get("targetGUID") or "") for each in element.iterchildren(tag)]
