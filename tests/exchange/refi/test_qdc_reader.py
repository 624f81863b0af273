"""Codebooks as QDC: the codes of any program, and what was mended is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.domain.codebook import CodeKind, checked_name
from coder.domain.errors import UnusableInputError
from coder.domain.portable import FileMarks
from coder.exchange.refi.qdc_reader import read_qdc
from coder.exchange.refi.qdc_writer import write_qdc
from tests.exchange.refi.foreign_packages import code, element
from tests.exchange.refi.odd_project import codebook


def written(folder: Path, codes: str, more: str = "") -> Path:
    path = folder / "koder.qdc"
    path.write_text(f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0"><Codes>{codes}</Codes>{more}</CodeBook>')
    return path


def test_our_own_codebook_comes_back_whole(tmp_path: Path) -> None:
    path = tmp_path / "koder.qdc"
    write_qdc(path, codebook(), marks=FileMarks("Kodeprogram 1.0", ""))
    read = read_qdc(path)
    ours = [each.row for each in codebook().codes]
    assert [(row.path[:-1], row.text, row.kind, row.retired) for row in read.rows] == [
        (row.path[:-1], row.text, row.kind, row.retired) for row in ours
    ]
    assert (read.exclusive, read.problems, read.notices) == (True, (), ())


def test_a_tree_is_read_in_its_order_with_colours_and_what_is_codable(tmp_path: Path) -> None:
    inner = element("Description", "Alt om penger") + code("Små midler", color="#ABC")
    read = read_qdc(
        written(
            tmp_path, code("Økonomi", inner, isCodable="false") + code("Annet", color="rosa", isCodable="0")
        )
    )
    assert [(row.written_path, row.codable, row.colour) for row in read.rows] == [
        ("Økonomi", False, ""),
        ("Økonomi > Små midler", True, "#aabbcc"),
        ("Annet", False, ""),
    ]
    assert read.rows[0].text.definition == "Alt om penger"
    assert read.rows[0].kind is CodeKind.ORDINARY
    assert any("Colours that are none" in notice for notice in read.notices)


def test_names_no_codebook_can_hold_are_mended_and_told(tmp_path: Path) -> None:
    names = ["A > B", "> ", "to\tdeler&#10;her", "x" * 500, "  ", "Lik", "Lik", "Li\u006b"]
    codes = "".join(
        f'<Code guid="{number:032x}" name="{name}" isCodable="true"/>' for number, name in enumerate(names)
    )
    read = read_qdc(written(tmp_path, codes))
    found = [row.path[-1] for row in read.rows]
    assert found[0] == "A › B"
    assert found[2] == "to deler her"
    assert found[5:] == ["Lik", "Lik (2)", "Lik (3)"]
    assert [checked_name(name) for name in found] == found
    assert any("Names that no code can have" in notice for notice in read.notices)
    assert any("«Lik (2)»" in notice for notice in read.notices)


def test_the_same_name_under_two_themes_stays_twice(tmp_path: Path) -> None:
    twice = code("Tilgang", code("Annet", guid="{" + "a" * 32 + "}")) + code("Penger", code("Annet"))
    read = read_qdc(written(tmp_path, twice))
    assert [row.written_path for row in read.rows] == [
        "Tilgang",
        "Tilgang > Annet",
        "Penger",
        "Penger > Annet",
    ]
    assert not any("side by side" in notice for notice in read.notices)


def test_sets_are_told_as_left_out_and_a_codebook_without_codes_is_a_problem(tmp_path: Path) -> None:
    groups = element("Sets", element("Set", guid="b" * 32, name="Gruppe & mer"))
    read = read_qdc(written(tmp_path, code("A"), groups))
    assert any("«Gruppe & mer»" in notice for notice in read.notices)
    assert not read.exclusive
    [problem] = read_qdc(written(tmp_path, "")).problems
    assert "no code in it" in problem.what


def test_what_is_no_codebook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.qdc"
    path.write_text('<Project xmlns="urn:QDA-XML:project:1.0" name="x"/>')
    with pytest.raises(UnusableInputError, match="<Project>, not <CodeBook>"):
        read_qdc(path)


def test_a_file_far_too_large_is_refused_without_being_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "koder.qdc"
    with path.open("wb") as file:
        file.truncate(10**12)
    with pytest.raises(UnusableInputError, match=r"larger than 150 MB"):
        read_qdc(path)
