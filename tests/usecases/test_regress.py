from __future__ import annotations

import pytest

from coder.tables.options import TableOptions
from coder.usecases.tables.regress import Wanted, regression
from tests.tables.coded_survey import QUESTION, SIZE, coded_survey


@pytest.mark.slow
def test_the_note_says_what_n_is_and_nothing_of_sums_or_counts_only(project_url: str) -> None:
    survey = coded_survey(project_url, "Bil", "Buss")
    small = survey.add_answers([f"s{n}" for n in range(10)], level="liten")
    big = survey.add_answers([f"b{n}" for n in range(8)], level="stor")
    survey.code({answer: ["Bil", "Buss"] for answer in (*small[:3], *big[:5])})
    survey.code({answer: ["Buss"] for answer in (*small[3:], *big[5:])})
    found = regression(survey.engine, QUESTION, Wanted(("Bil",), (SIZE,)), TableOptions())
    assert "8 of 18 answers have it." in found.grid.note
    assert "N = answers whose coding is settled." in found.grid.note
    assert "Several codes" not in found.grid.note
    assert "counts only" not in found.grid.note
