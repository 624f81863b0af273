"""A house template: a Word document or template (.docx, .dotx) emptied of its text, its styles kept."""

from __future__ import annotations

import zipfile
from collections import Counter
from io import BytesIO
from pathlib import Path
from string import digits
from typing import TYPE_CHECKING, Any

from coder.documents.zip_bytes import UnreadableArchiveError, unpacked
from coder.domain.errors import UnusableInputError
from coder.messages import _

if TYPE_CHECKING:
    from docx.document import Document

_TYPES = "[Content_Types].xml"
_TEMPLATE = b"wordprocessingml.template.main+xml"
_DOCUMENT = b"wordprocessingml.document.main+xml"
_PLAIN = "Normal Table"
"""What every table without a style has."""
_KEPT = frozenset(
    (
        *("styles", "stylesWithEffects", "settings", "theme", "fontTable", "numbering", "webSettings"),
        *("footnotes", "endnotes"),
    )
)
"""The parts of a document, by kind, that stay though nothing on a page names them."""
_ROOTS = {
    "document": "w:document",
    "styles": "w:styles",
    "settings": "w:settings",
    "header": "w:hdr",
    "footer": "w:ftr",
    "core": "cp:coreProperties",
}
"""What the parts that are worked on begin with, by the names that Word gives them."""
_WHO_AND_WHAT = ("author", "last_modified_by", "comments", "category", "content_status", "identifier")


class NotATemplateError(UnusableInputError):
    """A file given as house template that Word documents cannot be made from."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            _(
                "«{path}» is no Word document to take styles from. Save the template as .docx or .dotx."
            ).format(path=path)
        )


def opened_template(path: Path) -> Document:
    """Open a template without what stands on its pages; headers, footers and the page's set-up stay.

    It may be an earlier report: its pictures, notes and comments go too, and who wrote it.

    The style of the tables that stood in it comes first among its table styles (see ``house_table_style``).

    Raises:
        NotATemplateError: If the file is missing or neither DOCX nor DOTX.
    """
    from docx.oxml.exceptions import XmlchemyError
    from lxml.etree import XMLSyntaxError

    document = _read(path)
    if not _is_sound(document):
        raise NotATemplateError(path)
    try:
        _empty(document)
    except (XMLSyntaxError, XmlchemyError) as error:  # parts that are not read before they are asked for
        raise NotATemplateError(path) from error
    return document


def _read(path: Path) -> Document:
    """Read a template as the document it would become."""
    from docx import Document as open_document
    from lxml.etree import XMLSyntaxError

    try:
        parts = unpacked(path)
    except UnreadableArchiveError as error:
        raise NotATemplateError(path) from error
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content.replace(_TEMPLATE, _DOCUMENT) if name == _TYPES else content)
    try:
        return open_document(file)
    except (XMLSyntaxError, AttributeError, KeyError, TypeError, ValueError) as error:
        # The library does not look before it takes: a part, a root or an attribute that is not there.
        raise NotATemplateError(path) from error


def _is_sound(document: Document) -> bool:
    """Tell whether all parts are what they are named for, and the headers and footers named are there."""
    from docx.oxml.ns import qn

    for part in document.part.package.iter_parts():
        root = _ROOTS.get(part.partname.filename.removesuffix(".xml").rstrip(digits))
        if root is not None and part._element.tag != qn(root):
            return False
    named = document.element.iter(qn("w:headerReference"), qn("w:footerReference"))
    return all(each.get(qn("r:id")) in document.part.rels for each in named)


def _empty(document: Document) -> None:
    from docx.oxml.ns import qn

    _name_as_word_does(document)
    _put_first(document)
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    _leave_behind(document)


def house_table_style(document: Document) -> str | None:
    """Return the table style of a house template: the one its tables have, else the first of its own.

    None where it has neither; Word's own styles, which every document has, do not count unless used.
    """
    from docx.enum.style import WD_STYLE_TYPE

    is_before = True
    for style in document.styles:
        if style.type != WD_STYLE_TYPE.TABLE:
            continue
        if style.name == _PLAIN:
            is_before = False
        elif is_before or not style.builtin:
            return str(style.name)
    return None


def _leave_behind(document: Document) -> None:
    """Take away all that hung on what stood on the pages, and the names of people and folders."""
    named = {value for each in document.element.iter() for value in each.attrib.values()}
    rels = document.part.rels
    for key in [key for key, each in rels.items() if key not in named and _kind(each.reltype) not in _KEPT]:
        rels.pop(key)
    for each in rels.values():
        if _kind(each.reltype) in ("footnotes", "endnotes"):
            _empty_notes(each.target_part)
    for each in document.settings.element.xpath("w:attachedTemplate"):
        each.getparent().remove(each)
    settings = document.part._settings_part.rels
    for key in [key for key, each in settings.items() if _kind(each.reltype) == "attachedTemplate"]:
        settings.pop(key)
    for name in _WHO_AND_WHAT:
        setattr(document.core_properties, name, "")


def _kind(relation: str) -> str:
    return relation.rsplit("/", 1)[-1]


def _empty_notes(part: Any) -> None:
    """Leave of a part of notes the lines that part them from the text."""
    from docx.opc.oxml import parse_xml, serialize_part_xml
    from docx.oxml.ns import qn

    root = parse_xml(part.blob)
    for note in list(root):
        if note.get(qn("w:type")) is None:
            root.remove(note)
    for key in list(part.rels):
        part.rels.pop(key)
    part._blob = serialize_part_xml(root)


def _name_as_word_does(document: Document) -> None:
    """Write names of built-in styles as Word has them inside a file; others write «Caption» there."""
    from docx.styles import BabelFish

    for style in document.styles.element.style_lst:
        if style.name_val:
            style.name_val = BabelFish.ui2internal(style.name_val)


def _put_first(document: Document) -> None:
    """Put the table style used most before all others."""
    used: Counter[Any] = Counter(
        table.style.element
        for table in document.tables
        if table.style is not None and table.style.name != _PLAIN
    )
    if not used:
        return
    [(most_used, _times)] = used.most_common(1)
    first = next(style.element for style in document.styles)
    first.addprevious(most_used)
