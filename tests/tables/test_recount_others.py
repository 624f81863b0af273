"""Other numbers than tables' counts, found again: codes together, tests, progress, saturation, documents."""

from __future__ import annotations

import json
import re
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from tests.tables.recount import Recount
from tests.tables.recount_people import Asked
from tests.tables.recount_projects import QUESTION, SCHEME, RandomProject, run

FEWEST = 5


@pytest.fixture(params=(700, 701, 702, 703))
def project(request: pytest.FixtureRequest, tmp_path: Path) -> RandomProject:
    return RandomProject(tmp_path, request.param)


def said(project: RandomProject, *words: str) -> dict[str, Any]:
    """Return what a table's command says as JSON."""
    return dict(json.loads(run(project.path, "table", QUESTION, *words, "--json").stdout))


def rounded(share: Fraction, decimals: int) -> float:
    """Round half up."""
    return float(Fraction(int(share * 10**decimals + Fraction(1, 2)), 10**decimals))


@pytest.mark.slow
def test_codes_that_occur_together_are_found_again(project: RandomProject) -> None:
    mine = Recount(project.hand, Asked())
    table = said(project, "--together")
    base = len(mine.base)
    each = {code.path: mine.with_row((code.path, "code")) for code in mine.codes}
    expected = {}
    for one, other in combinations(each, 2):
        both = each[one] & each[other]
        if both:
            lift = Fraction(len(both) * base, len(each[one]) * len(each[other]))
            expected[frozenset((one, other))] = (len(both), rounded(lift, 2))
    assert table["base"] == base
    assert {
        frozenset((pair["first_path"], pair["second_path"])): (pair["count"], float(pair["lift"]))
        for pair in table["pairs"]
    } == expected


@pytest.mark.slow
def test_p_values_are_those_of_other_programs(project: RandomProject) -> None:
    from scipy.stats import chi2_contingency, false_discovery_control, fisher_exact

    asked = Asked(by=(SCHEME,), where=(f"{SCHEME}=ja", f"{SCHEME}=nei"), base="answered", small_bases=True)
    words = ["--by", SCHEME, "--base", "answered", "--small-bases", "--test"]
    for condition in asked.where:
        words += ["--where", condition]
    table, mine = said(project, *words), Recount(project.hand, asked)
    cells, columns = mine.cells(), mine.columns()[:2]
    if mine.hand.is_scale or len(columns) < 2:
        assert not any(test["value"] for test in table["tests"])  # one test of the whole scale, in the note
        return
    for family in ("theme", "code"):
        rows = [row for row in mine.rows() if row[1] == family]
        ps: dict[Any, float] = {}
        for row in rows:
            counts = [
                [cells[row, key].count or 0, base - (cells[row, key].count or 0)]
                for key, _label, base in columns
            ]
            having, lacking = (sum(line[place] for line in counts) for place in (0, 1))
            if min(having, lacking) < FEWEST:
                continue
            chi = chi2_contingency(counts, correction=False)
            small = (chi.expected_freq < FEWEST).any()
            ps[row] = float(fisher_exact(counts).pvalue if small else chi.pvalue)
        adjusted = dict(zip(ps, false_discovery_control(list(ps.values())), strict=True)) if ps else {}
        told = {
            (row["path"], row["level"]): test["value"]
            for row, test in zip(table["rows"], table["tests"], strict=True)
            if row["level"] == family
        }
        assert {row: p for row, p in told.items() if p is not None} == pytest.approx(adjusted)


@pytest.mark.slow
def test_progress_and_response_are_found_again(project: RandomProject) -> None:
    mine, frame = Recount(project.hand, Asked()), Recount(project.hand, Asked(base="frame"))
    found = said(project, "--progress", "--by", SCHEME)
    coded = sum(bool(codes) for codes in mine.all_codes.values())
    assert found["answers"]["count"] == len(mine.answers)
    assert found["answers"]["of"] == len(frame.base)
    assert (found["settled"]["count"], found["settled"]["of"]) == (len(mine.settled_by), len(mine.answers))
    assert (found["coded"]["count"], found["coded"]["of"]) == (coded, len(mine.settled_by))
    [response] = found["response"]
    for level in response["levels"]:
        value = "" if level["level"] == "Not given" else level["level"]
        asked = [key for key in frame.base if frame.hand.people[key].background.get(SCHEME, "") == value]
        answered = [key for key in asked if frame.hand.people[key].text]
        assert (level["count"], level["of"]) == (len(answered), len(asked)), level


@pytest.mark.slow
def test_saturation_reads_every_settled_answer_and_counts_every_code_met(project: RandomProject) -> None:
    mine = Recount(project.hand, Asked())
    found = said(project, "--progress")
    kinds = {code.path: code.kind for code in mine.original}
    met = set().union(*mine.all_codes.values()) if mine.all_codes else set()
    if found["new_codes"]:
        assert found["new_codes"][-1]["to"] == len(mine.settled_by)
    assert sum(stretch["new"] for stretch in found["new_codes"]) == sum(
        kinds[path] in ("ordinary", "other") for path in met
    )


@pytest.mark.slow
def test_documents_tell_the_counts_of_the_table(project: RandomProject) -> None:
    mine = Recount(project.hand, Asked())
    path = project.folder / "svar.md"
    run(project.path, "quotes", QUESTION, "--internal", "-o", str(path))
    headings: list[str] = []
    told: dict[str, tuple[int, str]] = {}
    for line in path.read_text(encoding="utf-8").replace("\\", "").splitlines():
        if heading := re.fullmatch(r"(#{2,}) (.+)", line):
            depth = len(heading[1]) - 2
            headings[depth:] = [heading[2]]
        elif count := re.match(r"\*(\d+) of (\d+) answers(?:, its codes ((?:not )?included))?", line):
            assert int(count[2]) == len(mine.base)
            told[" > ".join(headings)] = (int(count[1]), count[3] or "")
    for written in told.keys() & {code.path for code in mine.codes}:
        is_theme = " > " not in written
        having = mine.with_row((written, "theme" if is_theme else "code"))
        has_codes = any(other.startswith(f"{written} > ") for other in told)
        said_of_codes = ("included" if is_theme else "not included") if has_codes else ""
        assert told[written] == (len(having), said_of_codes), written
    assert told or not mine.base
