"""What the rules bring up in a codebook, and what they leave alone."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace

import pytest

from coder.domain.clean_up import CleanUpKind, CodebookUse, Finding, find_clean_up
from coder.domain.codebook import Code, CodeKind, CodeText
from coder.usecases.codebook.clean_up import name_word_key

DEFINED = "Svaret handler om dette."


def code_list(*paths: str) -> list[Code]:
    """Make codes, each with a definition of its own; headings are codes that others stand under."""
    codes: list[Code] = []
    ids: dict[tuple[str, ...], int] = {}
    for path in paths:
        names = tuple(path.split(" > "))
        for depth in range(1, len(names) + 1):
            here = names[:depth]
            if here in ids:
                continue
            ids[here] = len(ids) + 1
            is_heading = depth < len(names)
            text = CodeText(definition=f"{DEFINED} {here}") if not is_heading else CodeText()
            codes.append(
                Code(
                    id=ids[here],
                    uid=f"u{ids[here]}",
                    name=here[-1],
                    path=here,
                    parent_id=ids.get(here[:-1]),
                    position=len(ids),
                    kind=CodeKind.OTHER if here[-1] == "Annet" else CodeKind.ORDINARY,
                    codable=not is_heading,
                    colour="",
                    born=1,
                    from_file=False,
                    retired=None,
                    merged_into=None,
                    split_from=None,
                    text=text,
                )
            )
    return codes


def used(
    settled: Mapping[int, int], together: Mapping[tuple[int, int], int] | None = None, base: int = 100
) -> CodebookUse:
    """Say what codes are used for; all that are not named are never used."""
    return CodebookUse(
        settled, base, [each for each, count in settled.items() if count], base, together or {}
    )


def brought_up(codes: list[Code], use: CodebookUse | None = None) -> list[Finding]:
    everything = used({code.id: 1 for code in codes})
    return find_clean_up(codes, use or everything, name_word_key)


def kinds(codes: list[Code], use: CodebookUse | None = None) -> list[CleanUpKind]:
    return [found.kind for found in brought_up(codes, use)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kommunale tjenester", "Kommunale tenester"),
        ("Mangel på penger", "Penger, mangel på"),
        ("Kompetanse og opplæring", "Opplæring & kompetanse"),
        ("Arbeidstiltak", "Arbeids tiltak"),
        ("Oppfølging", "Oppfølgning"),
        ("Saksbehandling", "Saksbehnadling"),
        ("Fleire stillingar", "Flere stillinger"),
    ],
)
def test_names_that_differ_in_spelling_order_or_written_form_are_nearly_equal(one: str, other: str) -> None:
    [found] = brought_up(code_list(one, other))
    assert found.kind is CleanUpKind.ALIKE
    assert {code.name for code in found.codes} == {one, other}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Enig", "Uenig"),
        ("Tiltaksplan 1", "Tiltaksplan 2"),
        ("Bedre samarbeid", "Bedre opplæring"),
        ("Små kommuner", "Store kommuner"),
        ("Tilskudd", "Tilsyn"),
        ("Lokalt næringsliv", "Lokalt kulturliv"),
    ],
)
def test_names_that_say_different_things_are_left_alone(one: str, other: str) -> None:
    assert kinds(code_list(one, other)) == []


def test_one_name_in_two_themes_is_said_so_but_every_theme_may_have_its_annet() -> None:
    codes = code_list("Nav > Ressurser", "Nav > Annet", "Skole > Ressurser", "Skole > Annet")
    [found] = brought_up(codes)
    assert found.kind is CleanUpKind.SAME_NAME
    assert [code.written_path for code in found.codes] == ["Nav > Ressurser", "Skole > Ressurser"]


def test_two_codes_on_the_same_answers_are_told_with_both_counts_and_the_larger_first() -> None:
    codes = code_list("Penger", "Bemanning", "Reisevei")
    use = used({1: 18, 2: 20, 3: 40}, {(1, 2): 17, (1, 3): 17})
    [found] = brought_up(codes, use)
    assert found.kind is CleanUpKind.TOGETHER
    assert ([code.name for code in found.codes], found.answers, found.together) == (
        ["Bemanning", "Penger"],
        (20, 18),
        17,
    )


def test_a_few_answers_with_both_codes_tell_nothing() -> None:
    assert kinds(code_list("Penger", "Bemanning"), used({1: 4, 2: 4}, {(1, 2): 4})) == []


def test_codes_without_definition_are_listed_with_the_most_used_first() -> None:
    codes = [replace(code, text=CodeText()) for code in code_list("Penger", "Reisevei", "Annet")]
    found = brought_up(codes, used({1: 2, 2: 9, 3: 3}))
    assert [(each.kind, each.codes[0].name) for each in found] == [
        (CleanUpKind.UNDEFINED, "Reisevei"),
        (CleanUpKind.UNDEFINED, "Penger"),
    ]


def test_a_code_is_never_used_only_when_answers_have_been_read() -> None:
    codes = code_list("Penger", "Reisevei")
    assert kinds(codes, used({1: 5})) == [CleanUpKind.UNUSED]
    assert kinds(codes, used({1: 5}, base=19)) == []


def test_annet_is_brought_up_from_a_tenth_of_the_answers_on() -> None:
    codes = code_list("Penger", "Annet")
    [found] = brought_up(codes, used({1: 5, 2: 10}))
    assert (found.kind, found.answers, found.of) == (CleanUpKind.OTHER, (10,), 100)
    assert kinds(codes, used({1: 5, 2: 9})) == []


def test_a_heading_over_a_single_code_and_a_definition_written_twice_are_brought_up() -> None:
    codes = code_list("Nav > Penger", "Skole > Reisevei", "Skole > Lærere")
    same = CodeText(definition="Om avstand.")
    codes = [replace(code, text=same) if code.name in ("Reisevei", "Lærere") else code for code in codes]
    assert kinds(codes) == [CleanUpKind.SAME_DEFINITION, CleanUpKind.LONELY]


def test_what_is_retired_merged_away_or_only_proposed_is_not_brought_up() -> None:
    penger, pengar = code_list("Penger", "Pengar")
    for gone in (
        replace(pengar, retired=3),
        replace(pengar, merged_into=penger.id),
        replace(pengar, proposed_by=2),
    ):
        assert kinds([penger, gone], used({1: 3})) == []


@pytest.mark.slow
def test_four_hundred_long_names_are_gone_through_at_once() -> None:
    names = [
        f"{first} {second} i {third}"
        for first in ("Samhandling", "Ressursmangel", "Kompetanse", "Tilgjengelighet", "Informasjon")
        for second in ("mellom etatene", "for brukerne", "hos ansatte", "ved skolestart", "under flytting")
        for third in ("distriktet", "byen", "regionen", "kommunen")
    ]
    codes = code_list(*(f"{name} del {number}" for number in range(4) for name in names))
    begun = time.perf_counter()
    find_clean_up(codes, used({code.id: 1 for code in codes}), name_word_key)
    assert len(codes) == 400
    assert time.perf_counter() - begun < 5
