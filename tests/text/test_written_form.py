import pytest

from coder.text.written_form import is_nynorsk, written_form


@pytest.mark.parametrize(
    "text",
    [
        "Vi treng fleire folk.",
        "Ikkje nok ressursar til dei unge",
        "MEIR TID",
        "Korleis skal vi gjere dette utan pengar?",
    ],
)
def test_nynorsk_is_known(text: str) -> None:
    assert is_nynorsk(text)


@pytest.mark.parametrize(
    "text",
    ["Vi trenger flere folk.", "Ikke nok ressurser til de unge", "Nav", "", "👍", "Bra samarbeid med Nav"],
)
def test_what_is_not_clearly_nynorsk_is_not(text: str) -> None:
    assert not is_nynorsk(text)


@pytest.mark.parametrize("text", ["Nav", "", "👍", "Tettere samarbeid med legene.", "ikke noko"])
def test_a_text_that_does_not_tell_is_in_neither(text: str) -> None:
    assert written_form(text) == ""


def test_one_word_of_the_other_form_does_not_decide() -> None:
    assert not is_nynorsk("Vi trenger flere folk, og ikke bare noen få. Det er ikkje lett.")
