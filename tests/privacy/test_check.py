"""What the privacy check finds, what it leaves alone, and how it says so."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder.messages import current_language, set_language
from coder.privacy.check import PrivacyCheck
from coder.privacy.checked import checked_for, checked_in_words, not_checked_for
from coder.privacy.finding import GRADES, KINDS, LOW, Finding, kind_name
from coder.privacy.indirect_signs import SIGNS, IndirectSign
from tests.privacy.planted import IDENTIFIES_NOBODY, PLANTED, Planted

CHECK = PrivacyCheck()


def overlapping(planted: Planted, findings: list[Finding]) -> list[Finding]:
    start, end = planted.span
    return [one for one in findings if one.start is not None and one.start < end and start < (one.end or 0)]


def found(text: str) -> list[tuple[str | None, str, str]]:
    return [(one.mention, one.kind, one.grade) for one in CHECK.findings(text)]


@pytest.mark.parametrize("planted", PLANTED, ids=[one.marked for one in PLANTED])
def test_a_planted_mention_is_found_with_its_kind_and_grade(planted: Planted) -> None:
    hits = overlapping(planted, CHECK.findings(planted.text))
    assert hits, "nothing found"
    assert planted.kind in {one.kind for one in hits}
    assert min(GRADES.index(one.grade) for one in hits) <= GRADES.index(planted.grade)


def test_there_are_sixty_planted_mentions_of_all_kinds() -> None:
    assert len(PLANTED) >= 60
    assert {one.kind for one in PLANTED} >= set(KINDS) - {"own name", "combination"}


@pytest.mark.parametrize("text", IDENTIFIES_NOBODY)
def test_text_that_identifies_nobody_is_left_alone(text: str) -> None:
    assert [one for one in CHECK.findings(text) if one.grade != LOW] == []


@pytest.mark.parametrize(
    "word",
    ["Time", "Hol", "Ski", "Nes", "Os", "Bø", "Sande", "Moss", "Vik", "Re", "Lund", "Flå", "Grue", "Ås"],
)
def test_a_word_that_is_a_municipality_too_is_weighed_by_what_stands_beside_it(word: str) -> None:
    def grade(text: str) -> str | None:
        return next((one.grade for one in CHECK.findings(text)), None)

    assert grade(f"Vi bor i {word} nå.") == "high"
    assert grade(f"Tilbudet i {word.lower()} kommune er godt.") == "high"
    assert grade(f"{word} DPS hjelper oss.") == "high"
    assert grade(f"Slik er det. {word} er viktig for mange.") in ("low", "medium")
    assert grade(f"Vi har {word.lower()} og mye annet.") is None


def test_a_place_is_found_in_the_genitive_in_compounds_in_capitals_and_in_small_letters() -> None:
    for mention in (
        "Stjørdals", "Stjørdalsmodellen", "Stjørdal-modellen", "STJØRDAL", "Sør Varanger", "Sør-Varangers",
        "Bergensregionen", "bergensere", "Nesodden", "Ullensvang herad", "Aurskog Høland", "Grünerløkka",
    ):  # fmt: skip
        findings = CHECK.findings(f"Vi har sett på {mention} i mange år.")
        assert [one.mention for one in findings] == [mention], mention
        assert findings[0].grade in ("high", "medium")


def test_an_institution_is_marked_whole() -> None:
    assert found("Vi bruker Stjørdal DPS og NAV Moss.") == [
        ("Stjørdal DPS", "organisation", "high"),
        ("NAV Moss", "organisation", "high"),
    ]


def test_a_person_is_marked_without_the_word_that_opens_the_sentence() -> None:
    assert found("Slik er det. Ring Kari Nordhus eller Per Lund.") == [
        ("Kari Nordhus", "person", "high"),
        ("Per Lund", "person", "high"),
    ]


def test_abbreviations_known_in_the_whole_country_point_to_nobody() -> None:
    assert found("NAV, IPS, DPS, BUP, TSB, FACT, ACT-team, LAR, ROP, PPT og HABU.") == [
        ("HABU", "organisation", "medium")
    ]


def test_words_in_capitals_for_emphasis_are_no_abbreviations() -> None:
    assert found("STRATEGISK NIVÅ: Vi MÅ ha flere folk. KOORDINERENDE NIVÅ: som før.") == []


def test_names_on_the_users_own_list_are_found_in_any_letters_and_in_the_genitive() -> None:
    check = PrivacyCheck(own_names=["Solbakken bofellesskap", "Vimla", ""])
    findings = check.findings("Vi har SOLBAKKEN BOFELLESSKAP og vimlas kafé.")
    assert [(one.mention, one.kind, one.grade) for one in findings] == [
        ("SOLBAKKEN BOFELLESSKAP", "own name", "high"),
        ("vimlas", "own name", "high"),
    ]


def test_findings_that_overlap_become_one_that_covers_both() -> None:
    text = "Vi har «Sammen på Tynset». Skriv til kari.nordmann@moss.kommune.no i Moss."
    findings = CHECK.findings(text)
    places = [(one.start or 0, one.end or 0) for one in findings]
    assert all(end <= start for (_s, end), (start, _e) in pairwise(places))
    assert found(text) == [
        ("Sammen på Tynset", "place", "high"),
        ("kari.nordmann@moss.kommune.no", "e-mail", "high"),
        ("Moss", "place", "high"),
    ]


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=200)
    | st.lists(st.sampled_from(["Moss", "i ", "Kari ", "«", "17912099997", "\n", "-", "å"])).map("".join)
)
def test_any_text_can_be_checked_and_findings_are_pieces_of_it(text: str) -> None:
    last = 0
    for one in CHECK.findings(text):
        assert one.start is not None
        assert one.end is not None
        assert one.start >= last
        assert text[one.start : one.end] == one.mention
        assert one.mention
        assert one.kind in KINDS
        assert one.grade in GRADES
        assert one.why
        last = one.end


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "a" * 40_000,
        "A" * 40_000,
        "1" * 40_000,
        "Kari " * 8_000,
        '"A ' * 13_000,
        "a-" * 20_000,
        "2015 åpnet " * 4_000,
    ],
)
def test_a_long_answer_is_checked_in_short_time(text: str) -> None:
    began = time.perf_counter()
    CHECK.findings(text)
    assert time.perf_counter() - began < 5


def test_many_texts_have_the_findings_each_has_alone() -> None:
    texts = ["Vi i Moss kommune.", "", "Ring 912 34 567.", "Ingenting her."]
    assert list(CHECK.findings_of_many(texts)) == [CHECK.findings(text) for text in texts]


def test_what_was_checked_and_what_not_is_told_and_never_called_anonymous() -> None:
    language = current_language()
    try:
        for each in ("en", "nb"):
            set_language(each)
            told = checked_in_words()
            assert "anonym" not in told.lower()
            assert checked_for()[0] in told
            assert not_checked_for()[0] in told
    finally:
        set_language(language)


def test_every_kind_has_a_name() -> None:
    assert all(kind_name(kind) for kind in KINDS)


@pytest.mark.parametrize(
    "mention", ["gamle kommunane", "hjørnestensbedrift", "hjørnesteinsbedrifta", "robek"]
)
def test_a_wording_is_found_however_it_is_spelt(mention: str) -> None:
    assert (mention, "indirect") in {
        (one, kind) for one, kind, _grade in found(f"Vi merker at {mention} er borte.")
    }


@pytest.mark.slow
@pytest.mark.parametrize("sign", SIGNS, ids=[sign.needs[0] for sign in SIGNS])
def test_no_wording_is_passed_over_before_it_is_searched_for(sign: IndirectSign) -> None:
    @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.from_regex(sign.pattern, alphabet=st.characters(codec="latin-1")))
    def needs_stand_in(text: str) -> None:
        assert any(piece in text.lower() for piece in sign.needs)

    needs_stand_in()
