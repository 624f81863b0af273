"""A Word document from empty page to file: language, house template, the same bytes each time."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from coder.documents.house_template import opened_template
from coder.documents.languages import language_tag
from coder.documents.whole_file import whole_file
from coder.documents.word_styles import dress
from coder.documents.zip_bytes import repacked

if TYPE_CHECKING:
    from docx.document import Document

_NO_DATE = datetime(2000, 1, 1)  # noqa: DTZ001 -- a file's field, no moment
_CUSTOM = "/docProps/custom.xml"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_NAMESPACES = (
    'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
    'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"'
)
_NO_PROPERTIES = f"<Properties {_NAMESPACES}/>"
_PROPERTY = (
    f'<property {_NAMESPACES} fmtid="{{{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}}}" '
    'pid="{number}" name="{name}"><vt:lpwstr>{words}</vt:lpwstr></property>'
)
PROVENANCE = "coder.provenance"
"""The document property that holds, as JSON, what the document was made from."""


def new_word(language: str, template: Path | None = None) -> Document:
    """Begin a document: A4 and our styles, or a house template emptied of its text.

    Of a template everything stays but what stands on its pages: styles, page set-up, header and footer.

    Args:
        language: nb, nn or en; what spelling is checked by.
        template: A DOCX or DOTX file.

    Raises:
        NotATemplateError: If the template is missing or neither DOCX nor DOTX.
    """
    if template is None:
        return _opened(_ours(language_tag(language)))
    document = opened_template(template)
    dress(document, is_ours=False)
    _set_language(document, language_tag(language))
    return document


def save_word(document: Document, path: Path, provenance: Mapping[str, Any] | None = None) -> None:
    """Write a document, the same bytes for the same document.

    Raises:
        CannotWriteFileError: If the file cannot be written.
    """
    if provenance:
        _keep_provenance(document, provenance)
    made = BytesIO()
    document.save(made)
    with whole_file(path) as new:
        new.write_bytes(repacked(made))


def word_provenance(path: Path) -> dict[str, Any] | None:
    """Return what a document says it was made from; None where it says nothing."""
    from docx.oxml.parser import parse_xml

    with zipfile.ZipFile(path) as parts:
        if _CUSTOM.lstrip("/") not in parts.namelist():
            return None
        root = parse_xml(parts.read(_CUSTOM.lstrip("/")))
    for each in root:
        if each.get("name") == PROVENANCE:
            found: dict[str, Any] = json.loads("".join(each.itertext()))
            return found
    return None


@cache
def _ours(tag: str) -> bytes:
    """Return an empty document in our look; dressing it takes longer than writing most tables."""
    document = _opened()
    dress(document, is_ours=True)
    _set_page(document)
    _set_language(document, tag)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _opened(file: bytes | None = None) -> Document:
    from docx import Document as open_document

    return open_document(None if file is None else BytesIO(file))


def _set_page(document: Document) -> None:
    from docx.shared import Cm

    page = document.sections[0]
    page.page_width, page.page_height = Cm(21.0), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.7)
    page.top_margin, page.bottom_margin = Cm(2.5), Cm(2.4)
    page.header_distance = page.footer_distance = Cm(1.2)
    package = document.part.package
    for key in [key for key, each in package.rels.items() if each.reltype.endswith("/thumbnail")]:
        # A picture of somebody else's first page.
        package.rels.pop(key)
    core = document.core_properties
    core.created = core.modified = _NO_DATE
    core.author = core.last_modified_by = core.comments = core.keywords = ""


def _set_language(document: Document, tag: str) -> None:
    from docx.oxml.ns import qn

    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), tag)
    for language in document.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), tag)
    if not any(True for _each in document.styles.element.iter(qn("w:lang"))):
        _add_default_language(document, tag)
    document.core_properties.language = tag


def _add_default_language(document: Document, tag: str) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    normal = document.styles["Normal"].element.get_or_add_rPr()
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), tag)
    normal.append(language)


def _keep_provenance(document: Document, provenance: Mapping[str, Any]) -> None:
    from docx.opc.oxml import serialize_part_xml
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part
    from docx.oxml.parser import parse_xml

    package = document.part.package
    kept = [each.target_part for each in package.rels.values() if each.reltype == _CUSTOM_RELATION]
    words = json.dumps(provenance, ensure_ascii=True, sort_keys=True, separators=(",", ":"), default=str)
    try:
        before = parse_xml(kept[0].blob if kept else _NO_PROPERTIES)
    except (ValueError, SyntaxError):
        before = parse_xml(_NO_PROPERTIES)  # a template's, damaged: nothing on its pages
    others = [each for each in before if each.get("name") not in (None, PROVENANCE)]
    number = max([1, *(int(each.get("pid", "1")) for each in others)]) + 1
    root = parse_xml(_NO_PROPERTIES)
    ours = parse_xml(_PROPERTY.format(number=number, name=PROVENANCE, words=escape(words)))
    root.extend([*others, ours])
    blob = serialize_part_xml(root)
    if kept:
        package.rels.pop(next(key for key, each in package.rels.items() if each.target_part is kept[0]))
    package.relate_to(Part(PackURI(_CUSTOM), _CUSTOM_TYPE, blob, package), _CUSTOM_RELATION)
