"""Taguette takes in our list of codes, and we take in the codebook it writes. Needs `make peers`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coder.domain.codebook import CodeRow, CodeText
from coder.exchange.bridges import write_bridges
from coder.exchange.refi.code_description import written_description
from coder.exchange.refi.qdc_reader import read_qdc
from tests.exchange.refi.odd_project import MARKS, codebook, odd_project
from tests.peers.programs import answer_of, peer

pytestmark = [pytest.mark.slow, pytest.mark.peers]


def test_the_codebook_goes_there_and_its_names_come_back(tmp_path: Path) -> None:
    python = peer("taguette")
    write_bridges(tmp_path, odd_project(), marks=MARKS)
    tags = answer_of(python, "taguette_run.py", tmp_path / "codes_taguette.csv", tmp_path / "back.qdc")
    paths = ["Ressurser.Penger", "Ressurser.Annet", "Tilgang", "Tilgang.Annet", "Gammel  kode"]
    assert [tag["path"] for tag in tags] == paths
    rows = [code.row for code in codebook().codes if code.row.codable]
    assert [tag["description"] for tag in tags] == [written_description(row) for row in rows]
    read = read_qdc(tmp_path / "back.qdc")
    assert [row.written_path for row in read.rows] == paths
    assert read.problems == ()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('"sitat", og komma; semikolon', id="signs"),
        pytest.param("æøå " * 2_000, id="long"),
        pytest.param("a\x0bb\u2028c\x85d", id="line ends"),
        pytest.param("=1+1", id="formula"),
    ],
)
def test_odd_descriptions_arrive_whole(tmp_path: Path, text: str) -> None:
    python = peer("taguette")
    book = codebook()
    code = replace(book.codes[0], row=CodeRow(("Kode",), text=CodeText(definition=text.strip())))
    project = replace(odd_project(), codebooks=(replace(book, codes=(code,)),), codings=(), notes=())
    write_bridges(tmp_path, project, marks=MARKS)
    (tag,) = answer_of(python, "taguette_run.py", tmp_path / "codes_taguette.csv", tmp_path / "back.qdc")
    assert tag["path"] == "Kode"
    assert tag["description"].split() == text.split()
