"""Every expected value of the shared data sets, asked of the command."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.agreement_files import report

VECTORS = Path(__file__).parents[2].parent / "shared" / "data" / "agreement"
DATA_SETS = sorted(folder.name for folder in VECTORS.iterdir() if folder.is_dir()) if VECTORS.is_dir() else []
SCOPES = ("counts", "overall", "code", "pair", "pair_code", "single_label", "published")
vectors = pytest.mark.skipif(not DATA_SETS, reason="the expected values are not here")
COMPUTED = {
    # Printed under names of their own; these are the same numbers.
    "alpha_nominal": "alpha_nominal_full_precision",
    "ac1_all_units_se": "ac1_all_units_se_gwet",
    "fleiss_kappa_all_units_se": "fleiss_kappa_all_units_se_gwet",
    "brennan_prediger_q3": "brennan_prediger",
}
# Scott's pi of two coders with categories is Fleiss' kappa of two.
PUBLISHED_OF_CATEGORIES = {"scott_pi": "fleiss_kappa"}


@pytest.fixture(scope="module", params=DATA_SETS)
def measured(request: pytest.FixtureRequest) -> tuple[list[dict[str, Any]], dict[Any, Any]]:
    """Run the command once on a data set; give what is expected of it and what was found, by key."""
    folder = VECTORS / request.param
    found = report("--codings", f"{folder}/codings.csv", "--codebook", f"{folder}/codebook.csv")
    by_key = {_key(result): result for result in found["results"]}
    assert len(by_key) == len(found["results"])
    return json.loads((folder / "expected.json").read_text("utf-8"))["expected"], by_key


def _key(result: dict[str, Any]) -> tuple[Any, ...]:
    pair = result.get("pair")
    return result["metric"], result["scope"], result.get("code"), pair and tuple(pair)


@vectors
@pytest.mark.parametrize("scope", SCOPES)
def test_every_expected_value_holds(
    measured: tuple[list[dict[str, Any]], dict[Any, Any]], scope: str
) -> None:
    expected, found = measured
    wrong = []
    for value in (each for each in expected if each["scope"] == scope):
        result = _published(value, found) if scope == "published" else found.get(_key(value))
        if result is None:
            wrong.append(f"{_key(value)} is missing")
        elif value["value"] is None:
            if result["value"] is not None or not result["undefined"]:
                wrong.append(f"{_key(value)}: {result['value']}, where none is defined")
        elif result["value"] is None or abs(result["value"] - value["value"]) > value["tolerance"]:
            wrong.append(f"{_key(value)}: {result['value']}, expected {value['value']}")
    assert wrong == []


def _published(value: dict[str, Any], found: dict[Any, Any]) -> dict[str, Any] | None:
    """Find the computed counterpart of a number printed somewhere."""
    name = COMPUTED.get(value["metric"], value["metric"])
    if value.get("code") is not None:
        scopes = "pair_code", "code"
        candidates = [key for scope in scopes for key in found if key[:3] == (name, scope, value["code"])]
    else:
        of_categories = PUBLISHED_OF_CATEGORIES.get(name, name)
        candidates = [key for key in found if key[:2] == (of_categories, "single_label")]
        candidates = candidates or [key for key in found if key[:2] == (name, "pair_code")]
    return found[candidates[0]] if candidates else None


@vectors
def test_all_data_sets_are_there() -> None:
    assert len(DATA_SETS) == 9
