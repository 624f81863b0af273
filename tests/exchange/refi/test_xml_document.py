"""REFI documents: what could do harm is refused, what is merely wrong is told and read."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.domain.errors import UnusableInputError
from coder.exchange.refi.xml_document import (
    DoctypeError,
    NoXmlError,
    OtherDocumentError,
    RefiKind,
    known_uid,
    parse_document,
    schema_of,
)

CODE = '<Code guid="0dcef2f5-e55c-49da-8c33-9b0803c7aeb4" name="Økonomi" isCodable="true"/>'
BOOK = f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin=" X "><Codes>{CODE}</Codes></CodeBook>'


def notices(document: str | bytes) -> tuple[str, ...]:
    content = document.encode() if isinstance(document, str) else document
    read = parse_document("k.qdc", content, RefiKind.CODEBOOK)
    assert [code.get("name") for code in read.root.iter("Code")] == ["Økonomi"]
    return read.notices


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_doctype_is_refused_whatever_it_says(tmp_path: Path, encoding: str) -> None:
    secret = tmp_path / "hemmelig.txt"
    secret.write_text("hemmelig")
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    for subset in (
        f'[<!ENTITY x SYSTEM "{secret.as_uri()}">]',
        f'[<!ENTITY l0 "ha">{laughs}]',
        'SYSTEM "http://127.0.0.1:9/x.dtd"',
        "",
    ):
        document = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE CodeBook {subset}>{BOOK}'
        with pytest.raises(DoctypeError, match="has a DOCTYPE"):
            parse_document("k.qdc", document.encode(encoding), RefiKind.CODEBOOK)


def test_a_valid_document_has_no_notice() -> None:
    assert notices(BOOK) == ()
    assert parse_document("k", BOOK.encode(), RefiKind.CODEBOOK).origin == "X"


@pytest.mark.parametrize(
    "before",
    [
        "",
        '<?xml version="1.0"?>',
        '\ufeff<?xml version="1.0" encoding="UTF-8"?>',
        "\ufeff\ufeff\n <!-- x -->",
    ],
)
def test_what_stands_before_the_document_does_not_matter(before: str) -> None:
    assert notices(before + BOOK) == ()


def test_what_the_schema_forbids_is_told_with_its_line_and_read() -> None:
    [told] = notices(BOOK.replace("</Codes>", "</Codes>\n<Sets/>"))
    assert "not valid in 1 place" in told
    assert "line 2" in told
    [told] = notices(BOOK.replace("isCodable", "description='x' tull").replace("</Codes>", "</Codes><Sets/>"))
    assert "not valid in 4 places" in told


@pytest.mark.parametrize("namespace", ["urn:QDA-XML:codebook:0:4", "urn:QDA-XML:codebook:1:0"])
def test_another_version_is_told_and_read(namespace: str) -> None:
    [told] = notices(BOOK.replace("urn:QDA-XML:codebook:1.0", namespace))
    assert namespace in told
    [told] = notices(BOOK.replace(' xmlns="urn:QDA-XML:codebook:1.0"', ""))
    assert "no namespace" in told


def test_what_is_no_xml_or_something_else_is_refused() -> None:
    for content in (b"", b"PK\x03\x04", BOOK[:-4].encode(), BOOK.replace("Ø", "\x01").encode(), b"\xff" * 50):
        with pytest.raises(NoXmlError, match="not whole XML"):
            parse_document("k.qdc", content, RefiKind.CODEBOOK)
    deep = "<Code>" * 400 + "</Code>" * 400
    with pytest.raises(UnusableInputError):
        parse_document("k.qdc", BOOK.replace(CODE, deep).encode(), RefiKind.CODEBOOK)
    with pytest.raises(OtherDocumentError, match="<CodeBook>, not <Project>"):
        parse_document("k.qdc", BOOK.encode(), RefiKind.PROJECT)


def test_guids_are_one_whatever_their_dress() -> None:
    same = [
        "{0DCEF2F5-E55C-49DA-8C33-9B0803C7AEB4}",
        "0dcef2f5-e55c-49da-8c33-9b0803c7aeb4",
        " 0dcef2f5e55c49da8c339b0803c7aeb4",
    ]
    assert {known_uid(each) for each in same} == {"0dcef2f5e55c49da8c339b0803c7aeb4"}
    assert known_uid(" ") == ""
    assert len(known_uid("ikke en guid")) == 32


@pytest.mark.parametrize("kind", RefiKind)
def test_the_schemas_come_with_their_licence(kind: RefiKind) -> None:
    from coder.exchange.refi import xml_document

    schema_of(kind)
    text = (Path(xml_document.__file__).parent / "schema" / kind.schema).read_text()
    assert "Copyright 2019 REFI" in text
    assert "Permission is hereby granted" in text
