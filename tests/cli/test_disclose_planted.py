"""What is planted in the answers of the demo survey is found by who runs the check, and little else."""

from __future__ import annotations

import csv
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from coder.cli.group import cli
from coder.resources import demo_survey_folder
from coder.text.written_form import is_nynorsk
from tests.privacy.planted import PLANTED, Planted

Q = "hva_skal_til"
FALSE_ALARMS_ALLOWED = 6
"""High and medium findings in the demo's own words; one in three answers is the limit that was set."""

pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class InAnswer:
    """A planted mention at its place in an answer."""

    planted: Planted
    respondent_id: str
    wave: str
    start: int
    end: int

    def is_overlapped_by(self, finding: dict[str, Any]) -> bool:
        """Tell whether a finding is about it."""
        return (
            (finding["respondent_id"], finding["wave"]) == (self.respondent_id, self.wave)
            and finding["start"] is not None
            and finding["start"] < self.end
            and self.start < finding["end"]
        )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("planted")


@pytest.fixture(scope="module")
def planted(folder: Path) -> list[InAnswer]:
    """Plant each mention after an answer of its own; import the survey and its frame."""
    with (demo_survey_folder() / "survey.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    answered = [row for row in rows if row[Q].strip()]
    assert len(answered) > len(PLANTED)
    places = []
    for one, row in zip(PLANTED, answered, strict=False):
        before = f"{row[Q].rstrip()} "
        start, end = (len(before) + place for place in one.span)
        row[Q] = before + one.text
        places.append(InAnswer(one, row["respondent_id"], row["aar"], start, end))
    with (folder / "survey.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    roles = ("--id", "respondent_id", "--wave-column", "aar")
    known = ("--attribute", "kommunestorrelse", "--attribute", "fylke")
    assert run(folder, "project", "new").exit_code == 0
    survey = run(folder, "import", str(folder / "survey.csv"), *roles, *known, "--question", Q)
    assert survey.exit_code == 0, survey.stderr
    frame = run(folder, "import", str(demo_survey_folder() / "frame.csv"), *roles, *known)
    assert frame.exit_code == 0, frame.stderr
    return places


@pytest.fixture(scope="module")
def findings(folder: Path, planted: list[InAnswer]) -> list[dict[str, Any]]:
    told = run(folder, "disclose", Q, "--json")
    assert told.exit_code == 1
    found: list[dict[str, Any]] = json.loads(told.stdout)
    return found


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--project", str(folder / "p.sqlite"), "--coder", "kari", *arguments])


def test_all_that_is_grave_and_most_of_the_rest_is_found(
    planted: list[InAnswer], findings: list[dict[str, Any]]
) -> None:
    def missed(grade: str) -> list[str]:
        return [
            each.planted.marked
            for each in planted
            if each.planted.grade == grade and not any(map(each.is_overlapped_by, findings))
        ]

    mediums = sum(each.planted.grade == "medium" for each in planted)
    assert len(planted) >= 60
    assert missed("high") == []
    assert len(missed("medium")) <= 0.2 * mediums


def test_what_is_found_is_no_less_grave_than_it_is(
    planted: list[InAnswer], findings: list[dict[str, Any]]
) -> None:
    high = [each for each in planted if each.planted.grade == "high"]
    for each in high:
        assert "high" in {one["grade"] for one in findings if each.is_overlapped_by(one)}, each.planted.marked


def test_false_alarms_are_few(planted: list[InAnswer], findings: list[dict[str, Any]]) -> None:
    false = [
        one["mention"]
        for one in findings
        if one["grade"] != "low"
        and one["kind"] != "combination"
        and not any(each.is_overlapped_by(one) for each in planted)
    ]
    assert len(false) <= FALSE_ALARMS_ALLOWED, false


@pytest.mark.slow
def test_what_stands_beside_counts_with_what_is_named_and_with_the_form_that_is_written(
    folder: Path, planted: list[InAnswer], findings: list[dict[str, Any]]
) -> None:
    shared = [one for one in findings if one["kind"] == "combination"]
    assert all((one["start"], one["end"], one["mention"]) == (None, None, None) for one in shared)
    # A report prints the size beside a quotation: few are left where a place is named beside it, and where
    # few of that size write nynorsk.
    named = {(each.respondent_id, each.wave) for each in planted if each.planted.kind != "product"}
    by_form = too_few_write_so(folder)
    assert by_form
    assert by_form <= units(shared)
    assert units(shared) - by_form
    assert units(shared) - by_form <= named
    # Size and county together leave few everywhere: the frame has 90 in each wave.
    assert len(combinations(folder, "--beside", "kommunestorrelse", "--beside", "fylke")) > 100
    # With nothing beside it, the form alone leaves enough.
    assert units(combinations(folder, "--attribution", "")) <= named


@pytest.mark.slow
def test_masked_places_give_away_no_area(folder: Path, findings: list[dict[str, Any]]) -> None:
    assert any(one["kind"] == "combination" for one in findings)
    places = [word for kind in ("place", "organisation", "address") for word in ("--kind", kind)]
    run(folder, "disclose", Q, *places, "--mask")
    assert units(combinations(folder)) == too_few_write_so(folder)


def combinations(folder: Path, *beside: str) -> list[dict[str, Any]]:
    told = run(folder, "disclose", Q, "--kind", "combination", "--json", *beside)
    return list(json.loads(told.stdout))


def units(findings: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(one["respondent_id"], one["wave"]) for one in findings}


def too_few_write_so(folder: Path) -> set[tuple[str, str]]:
    """Count by hand who writes nynorsk as fewer than six of the wave and the size that a report prints."""
    with (demo_survey_folder() / "frame.csv").open(encoding="utf-8-sig", newline="") as file:
        sizes = {(row["respondent_id"], row["aar"]): row["kommunestorrelse"] for row in csv.DictReader(file)}
    with (folder / "survey.csv").open(encoding="utf-8", newline="") as file:
        rows = [((row["respondent_id"], row["aar"]), row[Q]) for row in csv.DictReader(file)]
    asked = Counter((wave, size) for (_who, wave), size in sizes.items())
    # A size that fewer than six have is not printed.
    printed = {
        unit: sizes[unit] if asked[unit[1], sizes[unit]] >= 6 else ""
        for unit, text in rows
        if is_nynorsk(text)
    }
    writers = {
        unit: sum(other[1] == unit[1] and size in ("", sizes[other]) for other in printed)
        for unit, size in printed.items()
    }
    return {unit for unit, number in writers.items() if number < 6}
