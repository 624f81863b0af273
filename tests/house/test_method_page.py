"""The worked examples of the method page are what the program gives, in both languages."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from click.testing import CliRunner

from coder.cli.group import cli
from coder.domain.intervals import Estimate, shares_difference
from coder.domain.revisit_rule import upper_bound
from coder.sampling.planner import uses_needed
from coder.tables.check_table import fitting_n
from coder.tables.share_interval import share_interval

DOCS = Path(__file__).parents[2] / "docs"
CODES = ("Oppfølging", "Arbeidsgivere", "Penger")


@pytest.fixture(params=["method.md", "method.nb.md"])
def page(request: pytest.FixtureRequest) -> str:
    """Return the page with points in its numbers."""
    text = (DOCS / request.param).read_text("utf-8")
    return re.sub(r"(?<=\d),(?=\d)", ".", text) if ".nb" in request.param else text


def example(page: str) -> str:
    block = re.search(r"```csv\n(.*?)```", page, re.DOTALL)
    assert block is not None
    return block[1]


def ran(*arguments: str) -> str:
    done = CliRunner().invoke(cli, arguments, env={"CODER_NAME": "Anna"})
    assert done.exit_code == 0, done.output
    return done.stdout


def test_agreement_is_what_the_page_says(page: str, tmp_path: Path) -> None:
    (tmp_path / "two.csv").write_text(example(page), encoding="utf-8")
    told = json.loads(ran("agreement", "--codings", str(tmp_path / "two.csv"), "--json"))["results"]
    overall = {each["metric"]: each["value"] for each in told if each["code"] is None}
    of = {(each["code"], each["metric"]): each["value"] for each in told if each["scope"] == "pair_code"}
    for code in CODES:
        counts = " | ".join(str(of[code, metric]) for metric in "abcd")
        shares = f"{of[code, 'cohen_kappa']:.2f} | {of[code, 'positive_agreement']:.2f}"
        assert f"| {code} | {counts} | {shares} |" in page
    assert f"{overall['pooled_kappa']:.2f}" == "0.64"
    assert "1 − *p*ₑ) over codes, here 0.64" in page or "1 − *p*ₑ) over kodene, her 0.64" in page
    rows = re.findall(r"\| (0\.\d{3}) \|$", page, re.MULTILINE)
    asked = ("exact_match", "mean_jaccard", "mean_masi", "alpha_masi")
    assert rows == [f"{overall[metric]:.3f}" for metric in asked]


@pytest.mark.slow
def test_the_table_is_what_the_page_says(page: str, tmp_path: Path) -> None:
    project = str(tmp_path / "p.sqlite")
    rows = [row for row in csv.DictReader(io.StringIO(example(page))) if row["coder"] == "Anna"]
    _write(
        tmp_path / "survey.csv", ["respondent_id", "said"], ((f"a{n}", f"Answer {n}.") for n in range(1, 9))
    )
    _write(
        tmp_path / "codings.csv",
        ["respondent_id", "coder", "code"],
        ((row["unit"], row["coder"], row["code"]) for row in rows),
    )
    ran("--project", project, "import", str(tmp_path / "survey.csv"), "--id=respondent_id", "--question=said")
    ran("--project", project, "codings", "said", "import", str(tmp_path / "codings.csv"), "--create-codes")
    table = ran("--project", project, "table", "said", "--small-bases", "--format", "csv")
    for code, count, percent in re.findall(r"^\| (\w+) \| (\d) \| (\d+) \|$", page, re.MULTILINE):
        assert any(code in line and f"{count}," in line and percent in line for line in table.splitlines())
    together = ran("--lang", "en", "--project", project, "table", "said", "--together")
    assert re.search(r"Oppfølging +Arbeidsgivere +1 +1\.5 +0\.67", together)
    assert "4 × 3 / 8 = 1.5" in page
    assert "0.67" in page


def _write(file: Path, heads: list[str], rows: Iterator[tuple[str, ...]]) -> None:
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows([heads, *rows])


def _percent(estimate: Estimate | None) -> list[str]:
    assert estimate is not None
    return [f"{100 * each:.0f}" for each in (estimate.value, estimate.low, estimate.high)]


def test_intervals_are_what_the_page_says(page: str) -> None:
    assert _percent(share_interval(30, 132)) == ["23", "16", "31"]
    assert _percent(share_interval(30, 132, population=180)) == ["23", "19", "27"]
    difference = shares_difference((30, 132), (18, 120))
    told = [f"{100 * each:.1f}" for each in (difference.value, difference.low, difference.high)]
    assert told == ["7.7", "-2.1", "17.2"]
    found = " ".join(re.findall(r"-?\d+(?:\.\d+)?", page.replace("−", "-")))
    for numbers in ("30 132 23 16 31", "132 180 19 27", "30 132 18 120 7.7 -2.1 17.2"):
        assert numbers in found


def test_bounds_and_sizes_are_what_the_page_says(page: str) -> None:
    assert (upper_bound(100, 20, 0), upper_bound(112, 45, 0)) == (12, 5)
    assert (uses_needed(0.8, 0.1), uses_needed(0.6, 0.1)) == (40, 70)
    assert fitting_n(81, Decimal(22), 0, "half_up") == range(361, 377)
    found = " ".join(re.findall(r"\d+(?:\.\d+)?", page))
    for numbers in ("20 100 12", "45 112 5", "0.10 40 0.8 70 0.6", "81 22 361 376"):
        assert numbers in found
