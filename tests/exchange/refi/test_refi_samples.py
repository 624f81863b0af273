"""Files that real programs wrote, and imitations of what they do: what their SOURCE.md says of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.exchange.refi.qdc_reader import read_qdc
from coder.exchange.refi.qdpx_reader import read_qdpx
from tests.exchange.refi.foreign_packages import coded

REFI = Path(__file__).parents[4] / "shared" / "data" / "refi"
pytestmark = pytest.mark.skipif(
    not REFI.is_dir(), reason="the shared REFI files are not beside this checkout"
)

SIX: list[tuple[str, str, str, list[str]]] = [
    ("R001", "Fri tilgang", "Kari", []),
    ("R002", "Fagfolk", "Ola", []),
    ("R002", "Penger", "Kari", []),
    ("R002", "Penger", "Ola", []),
    ("R003", "Annet", "Ola", []),
    ("R005", "Annet", "Kari", []),
]


@pytest.mark.parametrize(
    ("name", "convention"),
    [
        ("synth_spec_lf_codepoints", "standard"),
        ("synth_nvivo_style_utf16_crlf_bom", "utf16"),
        ("synth_atlas_style_crlf_as_one", "crlf1"),
        ("synth_maxqda_style_per_answer", "standard"),
    ],
)
def test_four_conventions_hold_the_same_six_codings(name: str, convention: str) -> None:
    file = read_qdpx(REFI / "qdpx" / f"{name}.qdpx")
    read = file.project
    assert coded(read) == SIX
    assert [each.respondent for each in read.participations] == ["R001", "R002", "R003", "R004", "R005"]
    assert [each.respondent for each in read.answers] == ["R001", "R002", "R003", "R005"]
    assert all(each.background for each in read.participations)
    assert file.notices[0].startswith(f"Positions are read as {convention}: 6 of 6 ")
    assert file.losses == ()
    spec = read_qdpx(REFI / "qdpx" / "synth_spec_lf_codepoints.qdpx").project
    assert [each.text for each in read.answers] == [each.text for each in spec.answers]


def test_nvivo_has_262_codes_and_nothing_else() -> None:
    file = read_qdpx(REFI / "qdpx" / "nvivo_mac15_codebook_only.qdpx")
    [codebook] = file.project.codebooks
    assert len(codebook.codes) == 262
    assert len({each.row.path for each in codebook.codes}) == 262
    assert (file.project.answers, file.project.codings) == ((), ())


def test_qualcoders_export_has_its_answers_and_both_coders() -> None:
    file = read_qdpx(REFI / "qdpx" / "qualcoder_export_bom.qdpx")
    assert [each.respondent for each in file.project.answers] == ["R1", "R2", "R3"]
    assert coded(file.project) == [
        ("R1", "Annet tilgang", "Kari", []),
        ("R2", "Penger", "Kari", []),
        ("R2", "Penger", "Ola", []),
        ("R3", "Annet", "Ola", []),
        ("R3", "Undertema A1", "Kari", []),
    ]


@pytest.mark.parametrize(
    ("name", "codes", "told"),
    [
        ("refi_spec_annex_A1_empty_sets", 6, "not valid in 1 place"),
        ("atlasti9_ns_0-4", 5, "another version"),
        ("portableqda_sets_valid", 2, ""),
        ("doorstop_invalid_description_attr", 8, "not valid in 10 places"),
        ("taguette_1.5.2_export", 3, "not valid in 1 place"),
        ("qualcoder_export_bom", 7, ""),
    ],
)
def test_every_codebook_is_read_and_the_invalid_ones_with_a_warning(name: str, codes: int, told: str) -> None:
    read = read_qdc(REFI / "qdc" / f"{name}.qdc")
    assert len(read.rows) == codes
    assert read.problems == ()
    warnings = [
        each for each in read.notices if "and was read all the same" in each or "read all the same" in each
    ]
    assert len(warnings) == bool(told)
    assert all(told in each for each in warnings)
    assert all(row.text.definition for row in read.rows) or name != "doorstop_invalid_description_attr"
