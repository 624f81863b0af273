"""The check on the published quotations, where they are at hand: the known mentions are found."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.privacy_check import findings_in, is_found, rows_of

DATA = Path(__file__).parents[3] / "shared" / "data"
QUOTATIONS_PER_FALSE_ALARM = 3

pytestmark = pytest.mark.skipif(
    not (DATA / "identifying_mentions.csv").exists(), reason="the published quotations are not at hand"
)


@pytest.mark.slow
def test_every_known_mention_of_high_risk_is_found_and_most_of_medium() -> None:
    quotes = rows_of(DATA / "quotes.csv")
    found = {field: findings_in(quotes, field) for field in ("text", "attribution")}
    hits: dict[str, list[bool]] = {"high": [], "medium": [], "low": []}
    for mention in rows_of(DATA / "identifying_mentions.csv"):
        hits[mention["risk"]].append(is_found(mention, found[mention["field"]][mention["quote_id"]]))
    assert all(hits["high"])
    assert sum(hits["medium"]) >= 0.8 * len(hits["medium"])


@pytest.mark.slow
def test_findings_to_be_read_are_fewer_than_one_in_three_quotations() -> None:
    """Were each of them a false alarm, there would still be few enough."""
    quotes = rows_of(DATA / "quotes.csv")
    graded = [
        one for findings in findings_in(quotes, "text").values() for one in findings if one.grade != "low"
    ]
    assert len(graded) * QUOTATIONS_PER_FALSE_ALARM <= len(quotes)


def test_a_place_in_the_attribution_is_found_too() -> None:
    quotes = [quote for quote in rows_of(DATA / "quotes.csv") if "Oslo" in quote["attribution"]]
    found = findings_in(quotes, "attribution")
    assert quotes
    assert all(any(one.grade == "high" for one in found[quote["quote_id"]]) for quote in quotes)
