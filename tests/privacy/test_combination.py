"""The combination rule: what is seen beside and in a quotation must be shared by enough of those asked."""

from __future__ import annotations

from coder.privacy.combination import AskedUnit, Combinations, Seen

NYNORSK = "Vi treng fleire årsverk, og det hastar fordi mange ikkje får hjelp."
BOKMAL = "Vi trenger flere årsverk, og det haster fordi mange ikke får hjelp."


def units(
    number: int, wave: str = "2016", nynorsk: bool | None = False, **background: str
) -> list[AskedUnit]:
    name = "-".join((wave, *background.values()))
    return [AskedUnit(f"{name}-{place}", wave, background, nynorsk) for place in range(number)]


def test_what_six_share_may_be_shown_and_what_five_share_may_not() -> None:
    combinations = Combinations([*units(6, size="small"), *units(5, size="large")])
    assert combinations.finding(Seen(BOKMAL, {"size": "small"}, "2016")) is None
    found = combinations.finding(Seen(BOKMAL, {"size": "large"}, "2016"))
    assert found is not None
    assert (found.start, found.end, found.mention, found.kind, found.grade) == (
        None, None, None, "combination", "medium",
    )  # fmt: skip
    assert "5" in found.why
    assert "size large" in found.why


def test_another_number_may_be_chosen() -> None:
    frame = units(5, size="large")
    assert Combinations(frame, fewest=5).finding(Seen(BOKMAL, {"size": "large"})) is None


def test_what_one_alone_has_is_graded_high() -> None:
    found = Combinations(units(1, size="large")).finding(Seen(BOKMAL, {"size": "large"}))
    assert found is not None
    assert found.grade == "high"


def test_only_those_of_the_wave_that_is_shown_count() -> None:
    frame = [*units(4, wave="2015", size="small"), *units(4, wave="2016", size="small")]
    assert Combinations(frame).sharing(Seen(BOKMAL, {"size": "small"}, "2016")) == 4
    assert Combinations(frame).sharing(Seen(BOKMAL, {"size": "small"})) == 8


def test_a_unit_asked_twice_counts_once_where_the_wave_is_not_shown() -> None:
    frame = [AskedUnit("a", "2015", {}), AskedUnit("a", "2016", {})]
    assert Combinations(frame).sharing(Seen(BOKMAL, {})) == 1


def test_nynorsk_is_seen_in_the_text_and_narrows_to_those_who_write_it() -> None:
    frame = [*units(20, county="Rogaland"), *units(3, nynorsk=True, place="inner"), *units(9, nynorsk=None)]
    combinations = Combinations(frame)
    assert combinations.sharing(Seen(BOKMAL, {})) == 32
    assert combinations.sharing(Seen(NYNORSK, {})) == 3
    found = combinations.finding(Seen(NYNORSK, {}))
    assert found is not None
    assert "nynorsk" in found.why


def test_a_county_named_in_the_text_narrows_as_if_it_stood_beside_it() -> None:
    frame = [*units(8, county="Nordland"), *units(3, county="Troms")]
    combinations = Combinations(frame)
    assert combinations.sharing(Seen("Slik er det i Troms.", {})) == 3
    assert combinations.sharing(Seen("Slik er det i Bodø.", {})) == 8
    assert combinations.sharing(Seen("Slik er det her.", {})) == 11


def test_a_place_of_an_old_county_is_known_in_the_new_one() -> None:
    frame = [*units(7, county="Trøndelag"), *units(9, county="Vestland")]
    assert Combinations(frame).sharing(Seen("Vi i Stjørdal kommune.", {})) == 7


def test_a_masked_place_tells_nothing() -> None:
    frame = [*units(8, county="Nordland"), *units(3, county="Troms")]
    assert Combinations(frame).sharing(Seen("Slik er det i [fylke].", {})) == 11


def test_a_survey_of_one_wave_without_a_name_has_too_few_for_any_text() -> None:
    found = Combinations(units(4, wave="")).finding(Seen(BOKMAL, {}, ""))
    assert found is not None
    assert found.why == "Only 4 of those asked share all that is seen: the text alone."


def test_without_a_frame_nothing_is_said() -> None:
    assert Combinations([]).finding(Seen(BOKMAL, {"size": "small"})) is None
