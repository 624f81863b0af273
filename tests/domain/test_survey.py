"""Answers without content are told from short answers."""

from __future__ import annotations

import pytest

from coder.domain.survey import without_content


@pytest.mark.parametrize(
    "text",
    ["-", " . ", "?", "x", "XXX", "Ingen", "ingen kommentar.", "Ikke svar", "ikkje svar", "Se over!",
     "sjå over", "se ovenfor", "Se svar på forrige spørsmål", "se spm 4", "n/a", "N.A.",
     "Samme som over", "«ingen»",
     "...", "Ingen  merknader"],
)  # fmt: skip
def test_these_say_nothing_by_themselves(text: str) -> None:
    assert without_content(text)


@pytest.mark.parametrize(
    "text",
    ["Nei", "Ja", "Vet ikke", "veit ikkje", "Ingen erfaring", "Ingen ventetid",
     "Se nærmere på tilbudet", "NAV",
     "3", "Se behovene over tid", "Ingenting", "👍", "Over all forventning", "Samme tilbud til alle",
     "Ingen. Alt er bra"],
)  # fmt: skip
def test_these_may_be_answers(text: str) -> None:
    assert not without_content(text)


def test_a_long_text_is_an_answer_whatever_it_begins_with() -> None:
    assert not without_content("Se over " * 100_000)
