from __future__ import annotations

from coder.messages import set_language
from coder.tables.significance import Outcome, adjusted
from coder.tables.tested import how_tested, p_text, row_tests

BASES = [100, 100, 100]


def test_codes_and_themes_are_families_of_their_own() -> None:
    hits = [[30, 20, 10], [25, 20, 15], [30, 18, 11], [1, 1, 1]]
    rows = row_tests(hits, BASES, ["theme", "code", "code", "code"])
    codes = [row.across.p for row in rows[1:3] if isinstance(row.across, Outcome)]
    assert [row.across_adjusted for row in rows[1:3]] == adjusted(codes)
    assert isinstance(rows[0].across, Outcome)
    assert rows[0].across_adjusted == rows[0].across.p
    assert rows[3].across == "few with it"
    assert rows[3].across_adjusted is None


def test_a_trend_is_tested_only_along_levels_that_have_an_order() -> None:
    hits = [[30, 20, 10]]
    assert row_tests(hits, BASES, ["code"])[0].trend is None
    assert isinstance(row_tests(hits, BASES, ["code"], ordered=True)[0].trend, Outcome)


def test_levels_that_stand_out_are_told_with_their_direction() -> None:
    (row,) = row_tests([[40, 20, 5]], BASES, ["code"])
    assert [row.differs(level) for level in range(3)] == ["more", None, "less"]


def test_a_row_with_a_hidden_count_is_not_tested() -> None:
    (row,) = row_tests([[40, None, 5]], BASES, ["code"], ordered=True)
    assert (row.across, row.trend, row.levels) == ("hidden", "hidden", ("hidden",) * 3)
    assert row.across_adjusted is None


def test_a_p_is_written_as_tables_print_it() -> None:
    set_language("nb")
    assert p_text(Outcome("fisher", 0.0336)) == "0,034"
    assert p_text(Outcome("fisher", 0.0336), 0.00004) == "<0,001"
    set_language("en")
    assert p_text("few with it") == "too few"
    assert p_text(None) == ""


def test_the_note_says_which_tests_were_made() -> None:
    set_language("en")
    families = ["code", "code"]
    told = " ".join(how_tested(row_tests([[40, 20, 5], [9, 1, 1]], BASES, families), families))
    assert "chi-square" in told
    assert "Monte Carlo (9999 tables, seed 2016)" in told
    assert "Cochran-Armitage" not in told
    assert "p is adjusted for the number of codes (Benjamini-Hochberg)." in told
    both = how_tested(row_tests([[40, 20, 5], [9, 1, 1]], BASES, ["theme", "code"]), ["theme", "code"])
    assert "p is adjusted for the number of codes, and of themes (Benjamini-Hochberg)." in both


def test_a_wave_in_which_a_code_was_not_in_use_says_nothing_about_it() -> None:
    hits, bases = [[0, 20, 10]], [100, 100, 100]
    (row,) = row_tests(hits, bases, ["code"], in_use=[[False, True, True]], ordered=True)
    (without,) = row_tests([[20, 10]], [100, 100], ["code"], ordered=True)
    assert row.across == without.across
    assert isinstance(row.trend, Outcome)
    assert isinstance(without.trend, Outcome)
    # A step apart they stand, whatever lies before them.
    assert abs(row.trend.p - without.trend.p) < 1e-12
    assert row.levels == ("few levels", *without.levels)
    assert row_tests(hits, bases, ["code"])[0].across != row.across
