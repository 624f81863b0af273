"""Columns whose names say nothing: what a statistics package says of them tells their roles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from coder.domain.survey import ColumnFacts
from coder.exchange.guessed_roles import guess_roles
from coder.exchange.table import Table

NUMBERS = ColumnFacts(is_text=False)
CLOSED = ColumnFacts(levels=("Enig", "Uenig"), is_text=False, is_closed=True)
ANSWERS = (
    "Flere busser",
    "Bedre veier i grenda",
    "Legevakt",
    "Kino for ungdom",
    "Billigere bolig",
    "Vet ikke",
)


def table(columns: Mapping[str, tuple[ColumnFacts, tuple[str, ...]]], weight: str | None = None) -> Table:
    rows = list(zip(*(cells for _facts, cells in columns.values()), strict=True))
    facts = {name: facts for name, (facts, _cells) in columns.items()}
    numbers = list(range(1, len(rows) + 1))
    return Table("svar.sav", tuple(columns), rows, numbers, facts=facts, weight=weight)


def labelled(label: str, facts: ColumnFacts = NUMBERS) -> ColumnFacts:
    return replace(facts, label=label)


IDS = (labelled("Respondentens løpenummer"), ("11", "12", "13", "14", "15", "16"))
YEARS = ("1", "1", "1", "2", "2", "2")
WEIGHTS = ("0.5", "1.25", "1", "1", "2", "3")
AGREED = ("Enig", "Uenig", "Enig", "Uenig", "Enig", "Uenig")


def test_labels_tell_who_answered_in_which_wave_and_with_which_weight() -> None:
    found = guess_roles(
        table(
            {
                "v1": (NUMBERS, ("21", "22", "23", "24", "25", "26")),
                "v2": IDS,
                "v3": (labelled("Undersøkelsesår"), YEARS),
                "v4": (labelled("Vekt (frafall)"), WEIGHTS),
                "v5": (labelled("Hva skal til for at flere blir boende? Skriv inn", ColumnFacts()), ANSWERS),
                "v6": (labelled("Er du enig i at veiene er gode nok?", CLOSED), AGREED),
            }
        )
    )

    assert (found.id, found.wave_column, found.weight) == ("v2", "v3", "v4")
    assert (found.questions, found.attributes) == (("v5",), ("v6",))
    assert "v2 («Respondentens løpenummer») is taken as the respondent's id, since its label says so." in (
        found.reasons
    )


@pytest.mark.parametrize("label", ["Hva er din vekt?", "Hvor stor vekt legger du på dette?"])
def test_a_question_of_weight_is_no_weight(label: str) -> None:
    found = guess_roles(table({"v2": IDS, "v4": (labelled(label), WEIGHTS)}))

    assert found.weight is None


@pytest.mark.parametrize("label", ["Alder i år", "Hvilket år flyttet du hit?", "Fødselsår"])
def test_a_question_of_years_is_no_wave(label: str) -> None:
    years = ("1950", "1950", "1950", "1960", "1960", "1960")

    assert guess_roles(table({"v2": IDS, "v3": (labelled(label), years)})).wave_column in (None, "v3")
    assert guess_roles(table({"v2": IDS, "v3": (labelled(label), YEARS)})).wave_column is None


def test_the_weight_the_file_itself_uses_is_the_weight() -> None:
    found = guess_roles(table({"v2": IDS, "vekt": (NUMBERS, WEIGHTS), "w": (NUMBERS, WEIGHTS)}, weight="w"))

    assert found.weight == "w"
    assert "w is taken as the weight, since the file itself weighs by it." in found.reasons


def test_chosen_answers_are_background_however_long_their_labels() -> None:
    long = (
        "Svært enig i at kommunen gjør det den kan for de unge",
        "Svært uenig i at kommunen gjør det den kan for de unge",
    )
    closed = replace(CLOSED, levels=long, label="Hva mener du om kommunen?")
    found = guess_roles(table({"v2": IDS, "v6": (closed, (long[0], long[1], long[0], *long, long[0]))}))

    assert (found.questions, found.attributes) == ((), ("v6",))


def test_many_labelled_values_are_background_all_the_same() -> None:
    places = tuple(f"Kommune {number}" for number in range(6))
    facts = replace(CLOSED, levels=places)

    assert guess_roles(table({"v2": IDS, "v7": (facts, places)})).attributes == ("v7",)


def test_what_is_no_answer_makes_no_column_look_filled() -> None:
    weights = (*WEIGHTS[:5], "Ubesvart")
    facts = replace(NUMBERS, label="Vekt", missing=frozenset({"Ubesvart"}))

    assert guess_roles(table({"v2": IDS, "v4": (facts, weights)})).weight == "v4"
