from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from coder.cli.group import cli
from coder.store.check import findings
from coder.store.project import open_project
from tests.builders import ask
from tests.tables.coded_survey import QUESTION, SIZE, coded_survey

LEVELS = {"liten": (10, 30), "middels": (20, 20), "stor": (24, 16)}
"""Answers with a code under Nav, and without, by size."""


def run(target: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        cli, ["--project", str(target), "--coder", "kari", "--lang", "en", "regress", QUESTION, *arguments]
    )


def survey_of(target: Path, levels: dict[str, tuple[int, int]], *, without_level: int = 0) -> Path:
    """Make a project in which so many answers of each size have a code under the theme Nav."""
    survey = coded_survey(
        str(target), "Nav", "Nav > Samarbeid, lokalt", "Nav > Penger", "Folk", answers=without_level
    )
    sets: dict[int, list[str]] = {answer: ["Folk"] for answer in survey.answers}
    for name, (having, lacking) in levels.items():
        answers = survey.add_answers([f"{name}{n}" for n in range(having + lacking)], level=name)
        for place, answer in enumerate(answers):
            code = ["Nav > Samarbeid, lokalt", "Nav > Penger"][place % 2] if place < having else "Folk"
            sets[answer] = [code]
    survey.code(sets)
    survey.engine.dispose()
    return target


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return survey_of(tmp_path / "a.sqlite", LEVELS, without_level=3)


def in_json(target: Path, *arguments: str) -> dict[str, Any]:
    done = run(target, "--json", *arguments)
    assert done.exit_code == 0, done.output
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.slow
def test_the_odds_ratios_of_a_theme_are_those_of_its_answers(target: Path) -> None:
    found = in_json(target, "--outcome", "Nav", "--on", SIZE)
    assert (found["n"], found["count"], found["missing"]) == (120, 54, {SIZE: 3})
    base, middle, large = found["terms"]
    assert (base["level"], base["base"], base["odds_ratio"]) == ("liten", True, None)
    assert middle["odds_ratio"] == pytest.approx(3)
    assert large["odds_ratio"] == pytest.approx(4.5)
    assert (large["raw"], large["adjusted"]) == pytest.approx((0.6, 0.6))
    assert found["method"] == "maximum likelihood"
    assert found["provenance"]["kind"] == "regression"
    assert found["provenance"]["regression"] == {"outcome": ["Nav"], "on": [SIZE], "base_levels": []}


@pytest.mark.slow
def test_the_table_names_the_base_level_and_what_n_is(target: Path) -> None:
    told = run(
        target, "--outcome", "Nav", "--on", SIZE, "--base-level", f"{SIZE}=stor", "--number", "9.3"
    ).stdout
    assert told.startswith("Table 9.3")
    assert "Logistic regression. N=120" in told
    assert "P>|z|" in told
    assert "stor (base level)" in told
    assert "Outcome: Nav. 54 of 120 answers have it." in told
    assert "Left out: 3 answers without «storrelse»." in told
    assert "N = answers whose coding is settled." in told
    assert "Pseudo R² (McFadden)" in told


@pytest.mark.slow
def test_a_negative_z_has_a_minus_where_it_is_read_and_a_hyphen_in_csv(target: Path) -> None:
    asked = ("--outcome", "Nav", "--on", SIZE, "--base-level", f"{SIZE}=stor")
    told = run(target, *asked).stdout
    assert "\u2212" in told
    assert not any(each.startswith("-") for each in told.partition("Outcome:")[0].split())
    written = run(target, *asked, "--format", "csv").stdout
    assert ",-" in written
    assert "\u2212" not in written.partition("Logistic regression")[0]


@pytest.mark.slow
def test_in_word_it_is_a_table_of_the_printed_form(target: Path, tmp_path: Path) -> None:
    from docx import Document

    file = tmp_path / "tabell.docx"
    assert run(target, "--outcome", "Nav", "--on", SIZE, "--number", "9.3", "-o", str(file)).exit_code == 0
    (table,) = Document(str(file)).tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[1][1:] == [
        "N",
        "Odds ratio",
        "Standard error",
        "z",
        "P>|z|",
        "from",
        "to",
        "raw",
        "adjusted",
    ]
    by_label = {row[0]: row[1:] for row in cells}
    assert by_label["liten (base level)"] == ["40", "1.00", "", "", "", "", "", "25", "25"]
    assert by_label["middels"][:2] == ["40", "3.00"]
    assert by_label["middels"][7:] == ["50", "50"]


@pytest.mark.slow
def test_several_codes_are_one_outcome_also_where_a_name_has_a_comma(target: Path) -> None:
    both = in_json(target, "--outcome", "Penger,Samarbeid, lokalt", "--on", SIZE)
    assert [code["path"] for code in both["outcome"]["codes"]] == ["Nav > Penger", "Nav > Samarbeid, lokalt"]
    assert both["terms"] == in_json(target, "--outcome", "Nav", "--on", SIZE)["terms"]
    assert "at least one of Penger, Samarbeid, lokalt" in both["note"]


@pytest.mark.slow
def test_an_outcome_is_saved_by_name_and_found_again(target: Path) -> None:
    saved = run(target, "--outcome", "Penger,Samarbeid, lokalt", "--on", SIZE, "--save-as", "Alt om Nav")
    assert "Saved as an outcome: «Alt om Nav»" in saved.stderr
    found = in_json(target, "--outcome", "Alt om Nav", "--on", SIZE)
    assert (found["outcome"]["name"], found["count"]) == ("Alt om Nav", 54)
    # Saved again under the name, it is the codes named last.
    run(target, "--outcome", "Penger", "--on", SIZE, "--save-as", "Alt om Nav")
    assert in_json(target, "--outcome", "Alt om Nav", "--on", SIZE)["count"] < 54
    refused = run(target, "--outcome", "Penger", "--on", SIZE, "--save-as", "folk")
    assert refused.exit_code == 2
    assert "«folk» is a code" in refused.stderr
    assert not ask(open_project(str(target)), findings)


@pytest.mark.slow
def test_a_level_that_separates_is_named_and_has_an_estimate_by_firth(tmp_path: Path) -> None:
    target = survey_of(tmp_path / "a.sqlite", {**LEVELS, "stor": (0, 20)})
    found = in_json(target, "--outcome", "Nav", "--on", SIZE)
    assert found["method"] == "firth"
    assert found["terms"][2]["separates"] is True
    assert 0 < found["terms"][2]["odds_ratio"] < 0.2
    assert "nobody has it in storrelse = stor" in found["note"]
    assert "Firth's" in found["note"]
    assert found["pseudo_r2"] is None


@pytest.mark.slow
def test_percentages_of_small_levels_are_not_shown(tmp_path: Path) -> None:
    target = survey_of(tmp_path / "a.sqlite", {"liten": (5, 7), "stor": (30, 20)})
    file = tmp_path / "tabell.csv"
    run(target, "--outcome", "Nav", "--on", SIZE, "-o", str(file))
    rows = {row["term"]: row for row in csv.DictReader(file.read_text(encoding="utf-8").splitlines())}
    assert rows[f"{SIZE} > liten (base level)"]["percent_raw"] == ""
    assert rows[f"{SIZE} > stor"]["percent_raw"] == "60"
    run(target, "--outcome", "Nav", "--on", SIZE, "--small-bases", "-o", str(file))
    assert "42" in file.read_text(encoding="utf-8").splitlines()[2]


@pytest.mark.slow
def test_a_table_that_hides_waits_for_a_regression_that_tells_its_levels(
    target: Path, tmp_path: Path
) -> None:
    def table(*arguments: str) -> Result:
        asked = ["--project", str(target), "--coder", "kari", "--lang", "en", "table", QUESTION, *arguments]
        return CliRunner().invoke(cli, asked)

    left = run(target, "--outcome", "Nav", "--on", SIZE, "-o", str(tmp_path / "reg.docx"))
    assert left.exit_code == 0, left.output
    hiding = ("--by", SIZE, "--min-cell", "5", "-o", str(tmp_path / "t.docx"))
    refused = table(*hiding)
    assert refused.exit_code == 1
    assert f"is a regression without --min-cell: it tells counts by {SIZE}." in refused.output
    assert not (tmp_path / "t.docx").exists()
    withdrawn = ["--project", str(target), "--coder", "kari", "exports", "withdraw", "1", "--reason", "prøve"]
    assert CliRunner().invoke(cli, withdrawn).exit_code == 0
    assert table(*hiding).exit_code == 0


@pytest.mark.parametrize(
    "arguments, exit_code, said",
    [
        (["--outcome", "Finnes ikke", "--on", SIZE], 2, "No code named «Finnes ikke»"),
        (["--outcome", "Nav", "--on", "fylke"], 2, "fylke"),
        (["--outcome", "Nav", "--on", SIZE, "--base-level", "fylke=Oslo"], 2, "VARIABLE=LEVEL"),
        (["--outcome", "Nav", "--on", SIZE, "--base-level", f"{SIZE}=enorm"], 2, "enorm"),
        (["--outcome", "Nav", "--on", SIZE, "--where", f"{SIZE}=stor"], 3, "All answers have the same"),
        (["--outcome", "Nav,Folk", "--on", SIZE], 3, "All 120 answers have the outcome"),
        (["--outcome", "Nav", "--on", SIZE, "-o", "tabell.doc"], 2, ".docx"),
        (["--outcome", "Nav", "--on", SIZE, "--template", "mangler.dotx", "-o", "t.docx"], 2, "mangler.dotx"),
        (["--outcome", "Nav", "--on", SIZE, "--save-as", " "], 3, "it is empty"),
        (["--outcome", "Nav", "--on", SIZE, "--min-cell", "11"], 1, "in «storrelse = liten»"),
    ],
)
def test_what_cannot_be_done_is_said(target: Path, arguments: list[str], exit_code: int, said: str) -> None:
    done = run(target, *arguments)
    assert done.exit_code == exit_code, done.output
    assert said in done.stderr
