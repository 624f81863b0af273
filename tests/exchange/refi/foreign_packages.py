"""Project files as other programs write them, made for a test."""

from __future__ import annotations

import uuid
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import quoteattr

from coder.domain.portable import PortableProject

KARI, OLA = str(uuid.uuid5(uuid.NAMESPACE_DNS, "kari")), str(uuid.uuid5(uuid.NAMESPACE_DNS, "ola"))
USERS = f'<Users><User guid="{KARI}" name="Kari"/><User guid="{OLA}" name="Ola"/></Users>'
NAMESPACE = "urn:QDA-XML:project:1.0"


def guid(of: str) -> str:
    """Return the GUID of something by what the test calls it."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, of))


def code(name: str, inner: str = "", **attributes: str) -> str:
    """Return a code; its GUID is that of its name, unless another is given."""
    given = {"guid": guid(name), "name": name, "isCodable": "true", **attributes}
    return element("Code", inner, **given)


def selection(start: int, end: int, *codes: str, user: str = KARI, inner: str = "", **attributes: str) -> str:
    """Return a place in a text with codes of these names."""
    uid = attributes.pop("guid", guid(f"{start}-{end}-{codes}-{user}"))
    codings = "".join(coding(each, user=user, of=uid) for each in codes)
    place = {"startPosition": str(start), "endPosition": str(end), "creatingUser": user}
    return element("PlainTextSelection", codings + inner, guid=uid, **place, **attributes)


def coding(name: str, *, user: str = KARI, of: str = "") -> str:
    """Return a coding with the code of a name."""
    inner = element("CodeRef", targetGUID=guid(name))
    return element("Coding", inner, guid=guid(f"coding {name} {user} {of}"), creatingUser=user)


def source(name: str, inner: str = "", path: str | None = None) -> str:
    """Return a text that lies in the member of its name, with what is marked in it."""
    path = path or f"internal://{name}.txt"
    return element("TextSource", inner, guid=guid(f"source {name}"), name=name, plainTextPath=path)


def case(name: str, inner: str = "", **attributes: str) -> str:
    """Return a case; empty names are left out."""
    named = {"name": name} if name else {}
    return element("Case", inner, **{"guid": guid(f"case {name}{inner}"), **named, **attributes})


def element(tag: str, inner: str = "", **attributes: str) -> str:
    """Return an element."""
    written = "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items())
    return f"<{tag}{written}>{inner}</{tag}>"


def project(
    codes: str = "",
    sources: str = "",
    *,
    cases: str = "",
    variables: str = "",
    more: str = "",
    origin: str = "X",
) -> str:
    """Return a project's document; what is empty is left out."""
    parts = [
        USERS,
        f"<CodeBook><Codes>{codes}</Codes></CodeBook>" if codes else "",
        f"<Variables>{variables}</Variables>" if variables else "",
        f"<Cases>{cases}</Cases>" if cases else "",
        f"<Sources>{sources}</Sources>" if sources else "",
        more,
    ]
    return f'<Project xmlns="{NAMESPACE}" name="Prosjekt" origin="{origin}">{"".join(parts)}</Project>'


def package(folder: Path, document: str, texts: Mapping[str, str | bytes] | None = None) -> Path:
    """Write a package with its texts by member name; a bare name lies in ``sources/``."""
    path = folder / "fra andre.qdpx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("project.qde", document)
        for name, text in (texts or {}).items():
            member = name if "/" in name else f"sources/{name}.txt"
            made.writestr(member, text.encode() if isinstance(text, str) else text)
    return path


def coded(read: PortableProject) -> list[tuple[str, str, str, list[str]]]:
    """Return (respondent, code, coder, quoted excerpts) of every coding, sorted."""
    answers = {answer.uid: answer for answer in read.answers}
    codes = {each.uid: each.row.path[-1] for book in read.codebooks for each in book.codes}
    return sorted(
        (
            answers[each.answer].respondent,
            codes[each.code],
            each.coder,
            [(answers[each.answer].text or "")[start:end] for start, end in each.excerpts],
        )
        for each in read.codings
    )
