from __future__ import annotations

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, localcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.tables.check_table import LARGEST_N, PrintedN, PrintedRow, Rounding, check_rows, fitting_n

WAYS: dict[Rounding, str] = {"half_up": ROUND_HALF_UP, "half_even": ROUND_HALF_EVEN}


def rounded(count: int, n: int, decimals: int, rounding: Rounding) -> Decimal:
    """Round a share as the decimal module does, with digits to spare."""
    with localcontext() as context:
        context.prec = 60
        share = Decimal(100 * count) / Decimal(n)
        return share.quantize(Decimal(1).scaleb(-decimals), WAYS[rounding])


@pytest.mark.slow
@given(
    count=st.integers(0, 300),
    n=st.integers(1, 900),
    decimals=st.integers(0, 2),
    rounding=st.sampled_from(["half_up", "half_even"]),
)
def test_exactly_the_n_that_round_to_the_percentage_fit(
    count: int, n: int, decimals: int, rounding: Rounding
) -> None:
    printed = rounded(count, n, decimals, rounding)
    fit = fitting_n(count, printed, decimals, rounding)
    assert n in fit
    for other in range(1, 1000):
        assert (other in fit) == (rounded(count, other, decimals, rounding) == printed)


def test_none_of_any_number_is_no_percent() -> None:
    assert fitting_n(0, Decimal(0), 0, "half_up") == range(1, LARGEST_N + 1)
    assert not fitting_n(0, Decimal(3), 0, "half_up")


def test_a_half_goes_up_or_to_the_even_digit() -> None:
    assert 8 in fitting_n(1, Decimal(13), 0, "half_up")  # 12.5
    assert 8 not in fitting_n(1, Decimal(13), 0, "half_even")
    assert 8 in fitting_n(1, Decimal(12), 0, "half_even")


def test_more_decimals_narrow_the_n() -> None:
    assert fitting_n(81, Decimal("21.8"), 1, "half_up") == range(371, 373)
    assert fitting_n(81, Decimal("21.833"), 3, "half_up") == range(371, 372)


def test_a_percentage_that_lost_its_nought_counts_with_the_decimals_of_the_others() -> None:
    checked = check_rows([PrintedRow("a", 22, Decimal(22)), PrintedRow("b", 33, Decimal("33.0"))])
    assert checked.decimals == 1
    assert checked.fit["half_up"] == range(100, 101)


def test_rows_of_different_n_have_none_in_common_and_two_say_why() -> None:
    rows = [PrintedRow("få", 13, Decimal(87)), PrintedRow("mange", 106, Decimal(25))]
    checked = check_rows(rows)
    assert not any(checked.fit.values())
    (least, _fit), (most, _other) = checked.bounds
    assert (least.label, most.label) == ("mange", "få")


def test_the_rows_against_a_printed_n_are_those_that_it_does_not_give() -> None:
    rows = [PrintedRow("a", 81, Decimal(22)), PrintedRow("b", 80, Decimal(22))]
    checked = check_rows(rows, PrintedN(358, Decimal(84)))
    assert checked.printed_fits is False
    assert [row.label for row in checked.against] == ["a"]
    assert PrintedN(358, Decimal(84)).frames == range(424, 429)


def test_a_printed_n_that_fits_one_way_of_rounding_fits() -> None:
    checked = check_rows([PrintedRow("a", 1, Decimal(12))], PrintedN(8))
    assert checked.printed_fits is True
    assert checked.against == ()


def test_a_printed_n_beyond_those_looked_for_is_checked_too() -> None:
    rows = [PrintedRow("a", 100_000, Decimal(50)), PrintedRow("b", 50_000, Decimal(25))]
    assert not any(check_rows(rows).fit.values())
    assert check_rows(rows, PrintedN(200_000)).printed_fits is True
    wrong = check_rows(rows, PrintedN(250_000))
    assert (wrong.printed_fits, len(wrong.against)) == (False, 2)
