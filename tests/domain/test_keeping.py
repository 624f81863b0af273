"""How long answers may be kept."""

from __future__ import annotations

from datetime import date

from coder.domain.keeping import Keeping

TODAY = date(2027, 3, 1)


def test_days_are_counted_to_the_last_one() -> None:
    assert Keeping().days_left(TODAY) is None
    assert Keeping(retain_until="2027-03-31").days_left(TODAY) == 30
    assert Keeping(retain_until="2027-02-28").days_left(TODAY) == -1


def test_it_is_reminded_of_from_a_month_before_and_ever_after() -> None:
    said = {
        last: Keeping(retain_until=last).reminder(TODAY)
        for last in ("2027-04-01", "2027-03-31", "2027-03-02", "2027-03-01", "2027-02-28")
    }
    assert said == {
        "2027-04-01": "",
        "2027-03-31": "The answers may be kept until 2027-03-31: 30 days left.",
        "2027-03-02": "The answers may be kept until 2027-03-02: 1 day left.",
        "2027-03-01": "The answers may be kept until today, 2027-03-01.",
        "2027-02-28": "The answers were to be kept until 2027-02-28: that day has passed.",
    }
