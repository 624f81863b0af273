"""Codebooks as the elements of a REFI file."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from lxml import etree

from coder.domain.loss import Losses
from coder.domain.portable import PortableCode, PortableCodebook
from coder.exchange.refi.code_description import written_description
from coder.exchange.refi.guids import guid_of
from coder.exchange.refi.xml_text import XmlText
from coder.messages import _

if TYPE_CHECKING:
    from lxml.etree import _Element

_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


def code_elements(
    parent: _Element,
    codes: Sequence[PortableCode],
    names: Mapping[str, str],
    xml: XmlText,
    notes: Mapping[str, Sequence[str]],
) -> None:
    """Append codes, parents before children, with what is known of each.

    Args:
        parent: ``Codes``, or the code they stand under.
        codes: A codebook.
        names: Their names in the file, by uid.
        xml: Makes texts fit.
        notes: Uids of the notes on a code, by the code's uid.
    """
    namespace = etree.QName(parent).namespace
    tag = f"{{{namespace}}}Code"
    elements: dict[str | None, _Element] = {None: parent}
    for code in codes:
        row, name = code.row, names[code.uid]
        element = etree.SubElement(elements.get(code.parent, parent), tag)
        element.set("guid", guid_of(code.uid))
        element.set("name", name)
        element.set("isCodable", "true" if row.codable else "false")
        if _COLOUR.fullmatch(row.colour):
            element.set("color", row.colour)
        own = xml.name(row.path[-1])
        described = written_description(row, name="" if own == name else own)
        if described:
            etree.SubElement(element, f"{{{namespace}}}Description").text = xml.text(
                described, row.written_path
            )
        for note in notes.get(code.uid, ()):
            etree.SubElement(element, f"{{{namespace}}}NoteRef").set("targetGUID", guid_of(note))
        elements[code.uid] = element


def tell_of_codebooks(codebooks: Sequence[PortableCodebook], losses: Losses) -> None:
    """Note what other programs do not know of codes: they show it, and do not act on it."""
    for codebook in codebooks:
        if codebook.exclusive:
            losses.add(_("Other programs do not know that an answer has one code only."), codebook.name)
        for code in codebook.codes:
            if code.row.retired:
                losses.add(
                    _("Other programs offer retired codes too; that they are so stands in the description."),
                    code.row.written_path,
                )
            if code.row.kind != code.row.kind.ORDINARY:
                losses.add(
                    _("Other programs do not know kinds of codes; the kind stands in the description."),
                    code.row.written_path,
                )
