"""Texts and what is marked in them, as a REFI file says it."""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coder.domain.loss import Losses
from coder.exchange.refi.guids import derived
from coder.exchange.refi.package import Package
from coder.exchange.refi.placed_text import PlacedText
from coder.exchange.refi.variables_in import values_in
from coder.exchange.refi.xml_document import child_text, known_uid, uid_in
from coder.messages import _

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(frozen=True, slots=True)
class FileCoding:
    """That a place has a code; ``code`` and ``user`` are uids, ``user`` empty where nothing is said."""

    uid: str
    code: str
    user: str
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """A place in a text, its positions as the file counts them."""

    uid: str
    name: str
    start: int
    end: int
    user: str
    description: str
    codings: tuple[FileCoding, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Source:
    """A text with what is marked in it."""

    uid: str
    name: str
    description: str
    content: PlacedText
    selections: tuple[Selection, ...]
    codings: tuple[FileCoding, ...]
    """Of the text as a whole."""
    notes: tuple[str, ...]
    values: dict[str, str]
    """Value by the variable's uid."""


def sources_in(
    root: _Element, package: Package, losses: Losses, *, line_ends_kept: bool = False
) -> list[Source]:
    """Return the texts; what is no text, or lies outside the package, is noted.

    Args:
        root: The project.
        package: Where the texts lie.
        losses: Where the rest is noted.
        line_ends_kept: Whether line ends stay as they are in the files.
    """
    found: dict[str, Source] = {}
    for container in root.iterchildren("Sources"):
        for element in container.iterchildren():
            source = _source(element, package, losses, line_ends_kept)
            if source is not None and source.uid in found:
                source = replace(source, uid=derived("source", source.uid, str(len(found))))
            if source is not None:
                found[source.uid] = source
    return list(found.values())


def text_in(element: _Element, package: Package) -> tuple[str, bool] | None:
    """Return a text and whether a byte order mark stood before it; None where it is not in the package."""
    inside = element.find("PlainTextContent")
    if inside is not None:
        return "".join(inside.itertext()), False
    path = element.get("plainTextPath") or ""
    content = package.text(path) if path.strip() else None
    return None if content is None else _decoded(content)


def _source(element: _Element, package: Package, losses: Losses, line_ends_kept: bool) -> Source | None:
    name = " ".join((element.get("name") or "").split())
    if element.tag != "TextSource":
        losses.add(_("Pictures, sound, film and PDF are not read, nor what is coded in them."), name)
        return None
    text = text_in(element, package)
    if text is None:
        coded = sum(1 for _each in element.iter("CodeRef"))
        losses.add(_("Texts that are not in the package, or not as plain UTF-8 text, are not read."), name)
        if coded:
            losses.add(_("Codings of texts that could not be read are left out."), name, coded)
        return None
    content, has_bom = text
    return Source(
        uid_in(element) or derived("source", name),
        name,
        child_text(element, "Description"),
        PlacedText(content, has_bom=has_bom, line_ends_kept=line_ends_kept),
        tuple(_selections(element, name, losses)),
        tuple(_codings(element, "")),
        tuple(_note_uids(element)),
        values_in(element, losses),
    )


def _decoded(content: bytes) -> tuple[str, bool] | None:
    has_bom = content.startswith(codecs.BOM_UTF8)
    try:
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return content.decode("utf-16"), True
        return content.removeprefix(codecs.BOM_UTF8).decode("utf-8"), has_bom
    except UnicodeDecodeError:
        return None


def _selections(element: _Element, name: str, losses: Losses) -> Iterator[Selection]:
    for each in element.iterchildren("PlainTextSelection"):
        user = uid_in(each, "creatingUser")
        start, end = _position(each.get("startPosition")), _position(each.get("endPosition"))
        if start is None or end is None or start > end:
            losses.add(_("Marked places whose positions are no positions are left out."), name)
            continue
        yield Selection(
            uid_in(each),
            (each.get("name") or "").strip(),
            start,
            end,
            user,
            child_text(each, "Description"),
            tuple(_codings(each, user)),
            tuple(_note_uids(each)),
        )


def _position(written: str | None) -> int | None:
    digits = (written or "").strip().removeprefix("+")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 12 else None


def _codings(element: _Element, user: str) -> Iterator[FileCoding]:
    for coding in element.iterchildren("Coding"):
        own_user = uid_in(coding, "creatingUser") or user
        notes = tuple(_note_uids(coding))
        for reference in coding.iterchildren("CodeRef"):
            yield FileCoding(uid_in(coding), known_uid(reference.get("targetGUID") or ""), own_user, notes)


def _note_uids(element: _Element) -> Iterable[str]:
    for reference in element.iterchildren("NoteRef"):
        yield known_uid(reference.get("targetGUID") or "")
