"""Writes a codebook as a REFI-QDA codebook file (QDC)."""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from coder.documents.whole_file import whole_file
from coder.domain.errors import UnusableInputError
from coder.domain.exchange_formats import Profile
from coder.domain.loss import Loss, Losses
from coder.domain.portable import UNCHECKED, FileMarks, PortableCodebook
from coder.exchange.refi.code_description import ONE_CODE_PER_ANSWER
from coder.exchange.refi.code_elements import code_elements, tell_of_codebooks
from coder.exchange.refi.code_names import code_names
from coder.exchange.refi.guids import guid_of
from coder.exchange.refi.profiles import LAYOUTS
from coder.exchange.refi.xml_text import XmlText
from coder.messages import _

NAMESPACE = "urn:QDA-XML:codebook:1.0"


class EmptyQdcError(UnusableInputError):
    """The format has no place for a codebook without codes."""

    def __init__(self) -> None:
        super().__init__(_("The codebook has no codes yet, and a QDC file cannot be without."))


def write_qdc(
    path: Path, codebook: PortableCodebook, *, marks: FileMarks, profile: Profile = Profile.STANDARD
) -> tuple[Loss, ...]:
    """Write a codebook, whole or not at all; the same codebook gives the same bytes.

    Returns:
        What the format has no place for, or other programs take for text.

    Raises:
        EmptyQdcError: If there are no codes.
    """
    if not codebook.codes:
        raise EmptyQdcError
    losses = Losses()
    xml = XmlText(losses)
    names = code_names(codebook.codes, LAYOUTS[profile], xml, losses)
    root = etree.Element(f"{{{NAMESPACE}}}CodeBook", nsmap={None: NAMESPACE})
    # The format has no other place at its root for a word of ours.
    root.set("origin", xml.name(f"{marks.program} – {UNCHECKED}" if marks.unchecked else marks.program))
    codes = etree.SubElement(root, f"{{{NAMESPACE}}}Codes")
    code_elements(codes, codebook.codes, names, xml, {})
    if codebook.exclusive:
        _append_set(root, codebook, xml)
    tell_of_codebooks([codebook], losses)
    with whole_file(path) as new:
        etree.ElementTree(root).write(new, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return losses.all()


def _append_set(root: etree._Element, codebook: PortableCodebook, xml: XmlText) -> None:
    """Append the set that says that an answer has one code only."""
    sets = etree.SubElement(root, f"{{{NAMESPACE}}}Sets")
    found = etree.SubElement(sets, f"{{{NAMESPACE}}}Set")
    found.set("guid", guid_of(codebook.uid))
    found.set("name", xml.name(codebook.name))
    etree.SubElement(found, f"{{{NAMESPACE}}}Description").text = ONE_CODE_PER_ANSWER
    for code in codebook.codes:
        etree.SubElement(found, f"{{{NAMESPACE}}}MemberCode").set("guid", guid_of(code.uid))
