"""Sentences of answers: boundaries, lists, abbreviations, and what always holds."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.text.sentences import split_many, split_sentences

SHARED = Path(__file__).parents[3] / "shared" / "data"


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("", []),
        (" \n\t ", []),
        ("Mer tid", ["Mer tid"]),
        ("  Mer tid. Flere folk.  ", ["Mer tid.", "Flere folk."]),
        ("Mer tid\nFlere folk", ["Mer tid", "Flere folk"]),
        ("Kurs f.eks. i regnskap. Meir tid.", ["Kurs f.eks. i regnskap.", "Meir tid."]),
        (
            "Vi har bl.a. kurs, ev. Treff, td. Kafé pr. uke.",
            ["Vi har bl.a. kurs, ev. Treff, td. Kafé pr. uke."],
        ),
        ("Kurs, turer osv. for alle", ["Kurs, turer osv. for alle"]),
        ("Kurs, turer osv. Alle er med", ["Kurs, turer osv.", "Alle er med"]),
        ("Mellom 1. og 2. linjetjenesten. Bra.", ["Mellom 1. og 2. linjetjenesten.", "Bra."]),
        ("Fra 1. mai til 2. juni er det stengt", ["Fra 1. mai til 2. juni er det stengt"]),
        ("Det startet i 2016. Vi er i gang", ["Det startet i 2016.", "Vi er i gang"]),
        ("Varslet 01.10.16. Bydelen svarte", ["Varslet 01.10.16.", "Bydelen svarte"]),
        ("Kari A. Hansen hjelper. Takk", ["Kari A. Hansen hjelper.", "Takk"]),
        ("Møter med DPS. og BUP. hver uke", ["Møter med DPS. og BUP. hver uke"]),
        ("Møter med DPS. Vi savner BUP.", ["Møter med DPS.", "Vi savner BUP."]),
        ("Hva nå!? Vi venter... Og venter…", ["Hva nå!?", "Vi venter...", "Og venter…"]),
        ("Vi venter ... og venter", ["Vi venter ... og venter"]),
        ('De sa "nei." Vi gikk (hjem.) Slutt', ['De sa "nei."', "Vi gikk (hjem.)", "Slutt"]),
        ("«Kom inn!» sa de. Fint", ["«Kom inn!» sa de.", "Fint"]),
        ("Bedre tilbud.Vi trenger det", ["Bedre tilbud.", "Vi trenger det"]),
        ("Se nettstedet.no for mer", ["Se nettstedet.no for mer"]),
        ("mer penger. flere folk", ["mer penger.", "flere folk"]),
        ("Vi vil ha:\n1. Bolig.\n2) Arbeid\n- Fritid", ["Vi vil ha:", "1. Bolig.", "2) Arbeid", "- Fritid"]),
        ("1. Bolig 2. Arbeid", ["1. Bolig", "2. Arbeid"]),
        ("Vi vil ha: 1) bolig 2) arbeid", ["Vi vil ha:", "1) bolig", "2) arbeid"]),
        ("Bra. 1. Bolig. 2. Arbeid.", ["Bra.", "1. Bolig.", "2. Arbeid."]),
        ("• bolig • arbeid", ["• bolig", "• arbeid"]),
        ("1.\nBolig\n2.\nArbeid", ["1.\nBolig", "2.\nArbeid"]),
        ("-", ["-"]),
        ("Nei. . . Jo", ["Nei. . .", "Jo"]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


pieces = st.sampled_from(
    [*"abÆø 1029.,:;!?…\"'()«»-•\n\r\t\u00a0\u2028", "f.eks.", ". ", "1. ", "2) ", "NAV", "Vi "]
)
answers = st.lists(pieces, max_size=40).map("".join) | st.text(max_size=60)


@given(st.lists(answers, max_size=4))
def test_sentences_are_in_order_and_cover_every_letter(texts: list[str]) -> None:
    for text, spans in zip(texts, split_many(texts), strict=True):
        last = 0
        for start, end in spans:
            assert last <= start < end <= len(text)
            assert text[last:start].strip() == ""
            assert text[start:end] == text[start:end].strip()
            last = end
        assert text[last:].strip() == ""


@given(st.lists(answers, max_size=4))
def test_many_at_once_gives_what_one_by_one_gives(texts: list[str]) -> None:
    assert split_many(texts) == [split_sentences(text) for text in texts]


def test_offsets_are_code_points_also_after_emoji_and_half_characters() -> None:
    assert sentences("👩‍👩‍👧 Takk. Hei \ud800 du. Slutt") == ["👩‍👩‍👧 Takk.", "Hei \ud800 du.", "Slutt"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    ["Bedre samarbeid. " * 60_000, "(" * 1_000_000, "a.b." * 250_000, "ord " * 250_000, "1. " * 300_000],
    ids=["sentences", "brackets", "stops", "words", "numbers"],
)
def test_a_megabyte_is_split_in_seconds(text: str) -> None:
    split_sentences("Varm opp. Takk.")
    started = time.process_time()
    spans = split_sentences(text)
    assert time.process_time() - started < 15
    assert spans


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared survey files are not beside this checkout")
@pytest.mark.parametrize(
    "survey, question, count",
    [("arbeidstiltak", "hva_skal_til", 113), ("opptrappingsplan", "forventninger", 68)],
)
def test_excerpts_of_real_codings_begin_and_end_with_sentences(
    survey: str, question: str, count: int
) -> None:
    with (SHARED / f"{survey}.csv").open(encoding="utf-8", newline="") as file:
        found = {row["respondent_id"]: split_sentences(row[question]) for row in csv.DictReader(file)}
    with (SHARED / "gold" / f"{survey}_codings.csv").open(encoding="utf-8", newline="") as file:
        excerpts = [
            (row["respondent_id"], int(row["start"]), int(row["end"]))
            for row in csv.DictReader(file)
            if row["coder"] == "A" and row["start"]
        ]
    fitting = [
        excerpt
        for excerpt in excerpts
        if excerpt[1] in {start for start, _ in found[excerpt[0]]}
        and excerpt[2] in {end for _, end in found[excerpt[0]]}
    ]
    assert len(fitting) / len(excerpts) >= 0.97
    assert sum(map(len, found.values())) == count
