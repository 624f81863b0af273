"""Search forms: case, accents and blanks aside, both written forms under one key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.text.folding import equal_answer_key, folded, folded_with_places, written_forms_key


@pytest.mark.parametrize(
    "text, form",
    [
        ("  Øyremerka\u00a0 MIDLAR\n", "øyremerka midlar"),
        ("A\u030angstrøm", "ångstrøm"),
        ("kafé òg idé", "kafe og ide"),
        ("Söderström, Hägg", "søderstrøm, hægg"),
        ("sam\u00adarbeid", "samarbeid"),
        ("ﬁnt", "fint"),
        ("", ""),
    ],
)
def test_folding_keeps_only_what_is_searched_for(text: str, form: str) -> None:
    assert folded(text) == form


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@pytest.mark.slow
@given(st.text())
def test_each_folded_letter_has_a_place_in_the_text(text: str) -> None:
    form, places = folded_with_places(text)
    assert len(form) == len(places)
    assert places == sorted(places)
    assert all(0 <= place < len(text) for place in places)


PAIRS = """
øyremerka øremerking
øyremerka øremerkede
tenester tjenester
tenesta tjenesten
ikkje ikke
meir mer
fleire flere
frå fra
veit vet
noko noe
kva hva
kvifor hvorfor
samarbeid samarbeidet
tilgjengeleg tilgjengelig
tilsette ansatte
leiinga ledelsen
leiar leder
oppgåver oppgaver
framtida fremtiden
ynskje ønske
oppfylgjing oppfølging
rådgjevar rådgiver
utvalet utvalget
tilgjengelege tilgjengelige
stillingar stillinger
oppfølging oppfølginga
heimesjukepleia hjemmesykepleien
moglegheiter muligheter
kvalitet kvaliteten
auke øke
følgje følge
køyre kjøre
skulehelsetenesta skolehelsetjenesten
kommunane kommunene
tilskot tilskudd
rettleiing veiledning
tryggleik trygghet
høgare høyere
einsemd ensomhet
meistring mestring
bustader boliger
midlar midler
verksemd virksomhet
fastlege fastlegen
overlegar overleger
arbeidsplassar arbeidsplasser
"""


@pytest.mark.parametrize("pair", PAIRS.strip().splitlines())
def test_bokmal_and_nynorsk_meet(pair: str) -> None:
    nynorsk, bokmal = pair.split()
    assert written_forms_key(nynorsk) == written_forms_key(bokmal)


@pytest.mark.parametrize(
    "pair", ["bolig arbeid", "tid tiltak", "nav ressurs", "behandling betaling", "barn voksne"]
)
def test_other_words_stay_apart(pair: str) -> None:
    first, second = pair.split()
    assert written_forms_key(first) != written_forms_key(second)


def test_answers_are_equal_but_for_case_blanks_quotes_and_closing_punctuation() -> None:
    assert equal_answer_key(" «Mer  tid.» ") == equal_answer_key("mer tid") == equal_answer_key("Mer\ntid!!")
    assert equal_answer_key("Mer tid, takk") != equal_answer_key("Mer tid takk")
