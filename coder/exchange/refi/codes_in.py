"""Codes, as a REFI file says them; names that no codebook here can hold are mended and told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from coder.domain.codebook import (
    LONGEST_NAME,
    PATH_SEPARATOR,
    CodeKind,
    CodeRow,
    CodeTextError,
    checked_colour,
)
from coder.domain.loss import Losses
from coder.domain.portable import PortableCode
from coder.exchange.refi.code_description import DescribedCode, read_description
from coder.exchange.refi.distinct_names import distinct_names
from coder.exchange.refi.guids import derived
from coder.exchange.refi.xml_document import child_text, known_uid, uid_in
from coder.exchange.refi.xml_text import UNPRINTABLE
from coder.messages import _

if TYPE_CHECKING:
    from lxml.etree import _Element

_LONGEST = LONGEST_NAME - 10
"""Leaves room for the number of a name that stands there twice."""
_INSTEAD = " › "


def codes_in(codes: Iterable[_Element], losses: Losses, without: Collection[str] = ()) -> list[PortableCode]:
    """Return the codes of a tree, parents before children.

    Args:
        codes: The topmost elements.
        losses: Where changed names are noted.
        without: Uids of codes that are none; what stands under them moves up.
    """
    found: list[PortableCode] = []
    seen: set[str] = set()
    waiting: list[tuple[str | None, tuple[str, ...], list[_Element]]] = [(None, (), list(codes))]
    while waiting:
        parent, path, siblings = waiting.pop()
        siblings = list(_without(siblings, without))
        described = [_described(element) for element in siblings]
        wanted = [_name(element, each, losses) for element, each in zip(siblings, described, strict=True)]
        names = distinct_names(wanted)
        below = []
        for element, each, name, before in zip(siblings, described, names, wanted, strict=True):
            if name != before:
                losses.add(_("Codes of one name side by side get a number."), name)
            uid = uid_in(element)
            if not uid or uid in seen:
                uid = derived("code", uid, *path, name)
            seen.add(uid)
            row = _row(element, each, (*path, name), losses)
            found.append(PortableCode(uid, parent, row))
            below.append((uid, row.path, list(element.iterchildren("Code"))))
        waiting.extend(reversed([each for each in below if each[2]]))
    return _in_order(found)


def code_notes(root: _Element) -> Iterator[tuple[str, str]]:
    """Yield (code, note) for every note that is attached to a code."""
    for code in root.iter("Code"):
        for reference in code.iterchildren("NoteRef"):
            yield uid_in(code), known_uid(reference.get("targetGUID") or "")


def _without(siblings: Iterable[_Element], without: Collection[str]) -> Iterator[_Element]:
    for element in siblings:
        if uid_in(element) in without:
            yield from _without(element.iterchildren("Code"), without)
        else:
            yield element


def _in_order(codes: list[PortableCode]) -> list[PortableCode]:
    """Return codes with each one's children right behind it, in the order found."""
    below: dict[str | None, list[PortableCode]] = {}
    for code in codes:
        below.setdefault(code.parent, []).append(code)
    found = []
    waiting = list(reversed(below.get(None, [])))
    while waiting:
        code = waiting.pop()
        found.append(code)
        waiting.extend(reversed(below.get(code.uid, [])))
    return found


def _described(element: _Element) -> DescribedCode:
    # Some programs write the description as an attribute.
    return read_description(child_text(element, "Description") or (element.get("description") or "").strip())


def _name(element: _Element, described: DescribedCode, losses: Losses) -> str:
    written = element.get("name") or ""
    if described.name and written.startswith(f"{described.name} ("):
        written = described.name
    clean = UNPRINTABLE.sub(" ", written).strip()
    while PATH_SEPARATOR in f" {clean} ":
        clean = f" {clean} ".replace(PATH_SEPARATOR, _INSTEAD).strip()
    if len(clean) > LONGEST_NAME:
        clean = clean[:_LONGEST].rstrip() + "…"
    if not clean:
        clean = _("without a name")
    if clean != written.strip():
        losses.add(_("Names that no code can have here are changed."), clean)
    return clean


def _row(element: _Element, described: DescribedCode, path: tuple[str, ...], losses: Losses) -> CodeRow:
    codable = element.get("isCodable")
    try:
        colour = checked_colour(element.get("color") or "")
    except CodeTextError:
        colour = ""
        losses.add(_("Colours that are none are left out."), path[-1])
    said = {
        "codable": codable is not None,
        "kind": described.kind is not CodeKind.ORDINARY,
        "retired": described.retired,
    }
    return CodeRow(
        path,
        described.kind,
        (codable or "true").strip().casefold() not in ("false", "0"),
        colour,
        described.retired,
        described.text,
        frozenset(column for column, told in said.items() if told),
        element.sourceline,
    )
