from __future__ import annotations

import pytest

from coder.tables.caption import caption


def test_a_caption_as_reports_print_it() -> None:
    assert caption("Hva skal til?", 63, number="7.2") == (
        "Table 7.2  Coding of open answers to «Hva skal til?». Count and share in each category. N=63"
    )


def test_without_a_number_the_caption_begins_with_its_words() -> None:
    assert caption("hva", 63).startswith("Coding of open answers to «hva».")


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("Forventninger til planen", "Forventninger til planen. N=371"),
        ("Hva er årsaken?", "Hva er årsaken? N=371"),
        (" Ferdig. ", "Ferdig. N=371"),
    ],
)
def test_own_words_are_ended_by_a_sign_once(own: str, expected: str) -> None:
    assert caption("hva", 371, own=own) == expected


def test_a_question_of_several_lines_becomes_one() -> None:
    assert "«Hva skal til?»" in caption("Hva\n  skal til?", 1)


def test_the_response_rate_of_a_frame_is_rounded_half_up() -> None:
    assert caption("hva", 428, answered=414).endswith("N=428; 414 answered (97 percent)")
    assert caption("hva", 200, answered=1).endswith("N=200; 1 answered (1 percent)")


def test_an_empty_frame_has_no_response_rate() -> None:
    assert caption("hva", 0, answered=0).endswith("N=0; 0 answered")


def test_a_figure_draws_shares_and_says_so_unless_the_words_are_ones_own() -> None:
    assert caption("hva", 63, is_figure=True) == (
        "Coding of open answers to «hva». Share in each category. Percent. N=63"
    )
    told = caption("hva", 63, parted_by=["size"], show="both", is_figure=True)
    assert told == "Coding of open answers to «hva». Share in each category by size. Percent. N=63"
    assert caption("hva", 63, own="Vårt.", is_figure=True) == "Vårt. N=63"
