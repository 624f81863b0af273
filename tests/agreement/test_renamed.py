"""What leaves names nobody, not even in a reason."""

from __future__ import annotations

import json

import pytest

from coder.agreement.coded_sets import CodedSets
from coder.agreement.renamed import renamed
from coder.agreement.report import AgreementReport, agreement

NAMES = {"anna-navn": "Koder A", "ben-navn": "Koder B", "cem-navn": "Koder C"}
ROWS = {
    "two who differ": [
        ("1", "anna-navn", "x"),
        ("1", "ben-navn", "y"),
        ("2", "anna-navn", ""),
        ("2", "ben-navn", "y"),
    ],
    "three of whom two never met": [
        ("1", "anna-navn", "x"),
        ("1", "ben-navn", "xy"),
        ("2", "ben-navn", "y"),
        ("2", "cem-navn", ""),
    ],
    "all alike": [("1", "anna-navn", "x"), ("1", "ben-navn", "x"), ("1", "cem-navn", "x")],
    "nothing in common": [("1", "anna-navn", "x"), ("2", "ben-navn", "x")],
}


def measured(rows: list[tuple[str, str, str]], calls: dict[str, str] | None = None) -> AgreementReport:
    called = calls or {name: name for name in NAMES}
    coded = CodedSets.of([(unit, called[coder], list(codes)) for unit, coder, codes in rows], codes="xyz")
    return agreement(coded, replicates=0)


@pytest.mark.parametrize("name", ROWS)
def test_no_name_is_left(name: str) -> None:
    written = json.dumps(renamed(measured(ROWS[name]), NAMES).values(), ensure_ascii=False)
    assert "-navn" not in written


@pytest.mark.slow
@pytest.mark.parametrize("name", ROWS)
def test_it_is_what_measuring_under_the_other_names_gives(name: str) -> None:
    assert renamed(measured(ROWS[name]), NAMES).values() == measured(ROWS[name], NAMES).values()
