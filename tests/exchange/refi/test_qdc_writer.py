"""Codebook files: valid, the same each time, told what is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import xmlschema
from lxml import etree

from coder.domain.exchange_formats import Profile
from coder.exchange.refi.qdc_writer import EmptyQdcError, write_qdc
from coder.exchange.refi.xml_document import RefiKind, schema_of
from tests.exchange.refi.odd_project import MARKS, codebook

SCHEMA = Path(__file__).parents[3] / "coder/exchange/refi/schema/Codebook.xsd"
SPACE = {"q": "urn:QDA-XML:codebook:1.0"}


@pytest.mark.slow
@pytest.mark.parametrize("exclusive", [True, False])
@pytest.mark.parametrize("profile", list(Profile))
def test_a_codebook_file_is_valid_for_two_validators(
    tmp_path: Path, profile: Profile, exclusive: bool
) -> None:
    write_qdc(tmp_path / "a.qdc", replace(codebook(), exclusive=exclusive), marks=MARKS, profile=profile)
    schema = schema_of(RefiKind.CODEBOOK)
    assert schema.validate(etree.parse(tmp_path / "a.qdc")), schema.error_log
    xmlschema.XMLSchema10(SCHEMA).validate(tmp_path / "a.qdc")
    assert b"<Sets>" in (tmp_path / "a.qdc").read_bytes() or not exclusive


def test_codes_stand_in_their_tree_with_words_for_truth(tmp_path: Path) -> None:
    write_qdc(tmp_path / "a.qdc", codebook(), marks=MARKS)
    root = etree.parse(tmp_path / "a.qdc").getroot()
    assert root.get("origin") == MARKS.program
    found = [
        (each.getparent().get("name"), each.get("name"), each.get("isCodable"))
        for each in root.iterfind(".//q:Code", SPACE)
    ]
    assert found == [
        (None, "Ressurser", "false"),
        ("Ressurser", "Penger", "true"),
        ("Ressurser", "Annet", "true"),
        (None, "Tilgang", "true"),
        ("Tilgang", "Annet", "true"),
        (None, "Gammel kode", "true"),
    ]


def test_the_same_codebook_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.qdc", "b.qdc"):
        write_qdc(tmp_path / name, codebook(), marks=MARKS)
    assert (tmp_path / "a.qdc").read_bytes() == (tmp_path / "b.qdc").read_bytes()


def test_what_other_programs_do_not_know_is_told(tmp_path: Path) -> None:
    losses = write_qdc(tmp_path / "a.qdc", codebook(), marks=MARKS)
    told = " ".join(loss.what for loss in losses)
    assert all(word in told for word in ("retired", "kinds", "no XML file", "one code only"))


def test_a_codebook_without_codes_cannot_be_one(tmp_path: Path) -> None:
    with pytest.raises(EmptyQdcError):
        write_qdc(tmp_path / "a.qdc", replace(codebook(), codes=()), marks=MARKS)
    assert not (tmp_path / "a.qdc").exists()
