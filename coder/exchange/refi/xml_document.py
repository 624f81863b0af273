"""A REFI-QDA document, read safely: no DTD, nothing from outside; its schema is an opinion, not a gate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from coder.domain.errors import UnusableInputError
from coder.exchange.file_content import OversizedFileError
from coder.exchange.refi.guids import derived, uid_of
from coder.messages import _, ngettext

if TYPE_CHECKING:
    from lxml.etree import XMLSchema, _Element

MOST_BYTES = 150_000_000
"""A larger document is refused: 20 000 answers with 50 000 codings take a third of this.

Read, it takes six times its size in memory.
"""
MOST_TEXT = 10_000_000
"""Bytes of one text in a document; libxml2 reads no longer one of a file it is not told to trust."""

_SCHEMAS = Path(__file__).parent / "schema"
_BOM = b"\xef\xbb\xbf"
_HEX = re.compile(r"[0-9a-f]{32}")


class RefiKind(StrEnum):
    """The two kinds of documents, by their outermost element."""

    PROJECT = "Project"
    CODEBOOK = "CodeBook"

    @property
    def namespace(self) -> str:
        """The namespace of version 1.0."""
        return f"urn:QDA-XML:{self.value.lower()}:1.0"

    @property
    def schema(self) -> str:
        """The name of the schema's file."""
        return "Project-mrt2019.xsd" if self is RefiKind.PROJECT else "Codebook.xsd"


class DoctypeError(UnusableInputError):
    """A document with a DOCTYPE, which could pull in files or swell without end."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("{file} has a DOCTYPE, which no REFI-QDA file needs and which can do harm: not read.").format(
                file=name
            )
        )


class NoXmlError(UnusableInputError):
    """Not XML, or cut off."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            _("{file} is not whole XML ({why}). Export it again from the program it comes from.").format(
                file=name, why=why
            )
        )


class OtherDocumentError(UnusableInputError):
    """XML, but not what was expected."""

    def __init__(self, name: str, found: str, wanted: RefiKind) -> None:
        super().__init__(
            _("{file} is no REFI-QDA file of this kind: it begins with <{found}>, not <{wanted}>.").format(
                file=name, found=found[:60], wanted=wanted.value
            )
        )


@dataclass(frozen=True)
class RefiDocument:
    """A parsed document; its elements bear their plain names, without a namespace."""

    root: _Element
    origin: str
    """The program that wrote it, in that program's words; may be empty."""
    notices: tuple[str, ...] = ()


def parse_document(name: str, content: bytes, kind: RefiKind) -> RefiDocument:
    """Parse a document.

    Args:
        name: What to call it in sentences.
        content: Its bytes; a byte order mark or blank lines before the declaration are passed over.
        kind: What it is expected to be.

    Raises:
        UnusableInputError: If it is too large, has a DOCTYPE, is no XML, or is something else.
    """
    from lxml import etree

    if len(content) > MOST_BYTES:
        raise OversizedFileError(name, MOST_BYTES)
    content = _from_first_sign(content)
    if _has_doctype(content):
        raise DoctypeError(name)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise NoXmlError(name, _why(error)) from error
    if root.getroottree().docinfo.doctype:
        raise DoctypeError(name)
    found = etree.QName(root)
    if found.localname != kind.value:
        raise OtherDocumentError(name, found.localname, kind)
    notices = [*_with_namespace(name, root, found.namespace or "", kind), *_invalid(name, root, kind)]
    _without_namespace(root, kind)
    return RefiDocument(root, root.get("origin", "").strip(), tuple(notices))


def child_text(element: _Element, tag: str) -> str:
    """Return the text of an element's first child of that name, without blanks around; empty without one."""
    return (element.findtext(tag) or "").strip()


def listed(root: _Element, container: str, tag: str) -> Iterator[_Element]:
    """Yield what stands in the containers of that name directly under an element."""
    for each in root.iterchildren(container):
        yield from each.iterchildren(tag)


def uid_in(element: _Element, attribute: str = "guid") -> str:
    """Return the GUID in an attribute as a uid; empty where there is none."""
    return known_uid(element.get(attribute) or "")


@lru_cache(maxsize=10_000)
def known_uid(written: str) -> str:
    """Return a GUID as 32 lower-case digits, whatever its braces; what is none, as one made from it.

    >>> known_uid("{D7AA29DA-519B-4946-9B90-253B6DB8FD0A}")
    'd7aa29da519b49469b90253b6db8fd0a'
    """
    digits = uid_of(written)
    return digits if not digits or _HEX.fullmatch(digits) else derived("guid", written.strip())


def _from_first_sign(content: bytes) -> bytes:
    while content.startswith(_BOM):
        content = content[len(_BOM) :]
    return content.lstrip(b" \t\r\n") if content[:1].isspace() else content


def _has_doctype(content: bytes) -> bool:
    """Tell whether there is a DOCTYPE, before anything in it could be read."""
    from xml.parsers import expat

    found = []
    parser = expat.ParserCreate()

    def doctype(*_declared: object) -> None:
        found.append(True)
        raise _PrologEnd

    def element(*_begun: object) -> None:
        raise _PrologEnd

    parser.StartDoctypeDeclHandler = doctype
    parser.StartElementHandler = element
    try:
        for start in range(0, len(content), 4096):
            parser.Parse(content[start : start + 4096], False)
    except _PrologEnd:
        return bool(found)
    except (expat.ExpatError, ValueError, LookupError):
        # The parser proper says what is wrong, and looks for a DOCTYPE of its own.
        return False
    return False


class _PrologEnd(Exception):
    """The outermost element begins, or a DOCTYPE."""


def _why(error: Exception) -> str:
    line = getattr(error, "lineno", None)
    message = " ".join(str(getattr(error, "msg", None) or error).split())[:200]
    message = re.sub(r", line \d+, column \d+.*$", "", message)
    return _("line {n}: {why}").format(n=line, why=message) if line else message


def _with_namespace(name: str, root: _Element, found: str, kind: RefiKind) -> Iterator[str]:
    """Give all elements the namespace of version 1.0; tell where the file has another."""
    if found == kind.namespace:
        return
    prefix = f"{{{found}}}" if found else ""
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag.startswith(prefix):
            local = element.tag[len(prefix) :]
            if not local.startswith("{"):
                element.tag = f"{{{kind.namespace}}}{local}"
    yield _("{file} is of another version ({version}) than 1.0 and was read all the same.").format(
        file=name, version=found[:80] or _("no namespace")
    )


def _invalid(name: str, root: _Element, kind: RefiKind) -> Iterator[str]:
    schema = schema_of(kind)
    if schema.validate(root):
        return
    errors = schema.error_log
    first = errors[0]
    why = re.sub(r"\{[^}]*\}", "", first.message)
    yield ngettext(
        "{file} is not valid in {n} place, and was read all the same: line {line}: {why}",
        "{file} is not valid in {n} places, and was read all the same; the first: line {line}: {why}",
        len(errors),
    ).format(file=name, n=len(errors), line=first.line, why=why[:300])


@cache
def schema_of(kind: RefiKind) -> XMLSchema:
    """Return the standard's schema of a kind of document."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.XMLSchema(etree.parse(_SCHEMAS / kind.schema, parser))


def _without_namespace(root: _Element, kind: RefiKind) -> None:
    prefix = f"{{{kind.namespace}}}"
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag.startswith(prefix):
            element.tag = element.tag[len(prefix) :]
