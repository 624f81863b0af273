"""Descriptions of codes: read by people anywhere, and back by us to the letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.domain.codebook import CodeKind, CodeRow, CodeText, clean_text, clean_values
from coder.exchange.refi.code_description import read_description, written_description
from tests.exchange.refi.odd_project import ODD_CODES

HEADED = st.sampled_from(
    ["Eksempler:", "\\Eksempler:", "Type:", "- ", "Status:\nutgått", "", " ", "Navn i prosjektet: ", "a"]
)
TEXTS = st.lists(HEADED | st.text(max_size=6, alphabet="aæ \\:-\n\t"), max_size=6).map(
    lambda parts: clean_text("\n".join(parts))
)
VALUES = st.lists(TEXTS, max_size=3).map(clean_values)
ROWS = st.builds(
    CodeRow,
    path=st.just(("Kode",)),
    kind=st.sampled_from(CodeKind),
    retired=st.booleans(),
    text=st.builds(
        CodeText,
        definition=TEXTS,
        use_when=TEXTS,
        not_when=TEXTS,
        examples=VALUES,
        aliases=VALUES,
        labels=st.dictionaries(st.sampled_from(["nb", "nn", "en"]), TEXTS.filter(bool)),
    ),
)


@pytest.mark.slow
@given(ROWS)
def test_whatever_is_written_of_a_code_comes_back(row: CodeRow) -> None:
    read = read_description(written_description(row))
    assert (read.text, read.kind, read.retired, read.name) == (row.text, row.kind, row.retired, "")


def test_it_reads_as_paragraphs_under_headings() -> None:
    row = ODD_CODES[1][2]
    assert written_description(row, name="Penger") == (
        "Nevner penger.\n\n\\Eksempler:\nogså budsjett\n\n"
        "Brukes når:\nBeløp nevnes\n\nBrukes ikke når:\nBare «ressurser»\n\n"
        "Eksempler:\n- - mer penger\n- høyere sats\n\nOgså kalt:\n- kroner\n\n"
        "Etikett (bokmål):\nPenger\n\nEtikett (nynorsk):\nPengar\n\nNavn i prosjektet:\nPenger"
    )


def test_a_code_of_which_nothing_is_known_has_no_description() -> None:
    assert written_description(CodeRow(("Annet",))) == ""


def test_what_another_program_wrote_is_a_definition() -> None:
    assert read_description("Nevner penger\r\n\r\neller budsjett ").text == CodeText(
        definition="Nevner penger\n\neller budsjett"
    )


def test_a_kind_nobody_knows_stays_in_the_definition() -> None:
    read = read_description("Nevner penger\n\nType:\nspesiell")
    assert read.text.definition == "Nevner penger\n\nType:\nspesiell"
    assert read.kind is CodeKind.ORDINARY
