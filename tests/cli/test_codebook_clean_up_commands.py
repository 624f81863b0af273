"""`coder codebook QUESTION clean-up` and `other` as typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coder.cli.group import cli
from tests.builders import SmallProject, coded_by, small_project

Run = Callable[..., Result]


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return small_project(tmp_path / "prosjekt.sqlite", codes=["Tenester", "Tjenester", "Annet", "Buss"])


@pytest.fixture
def run(project: SmallProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Type a command as Kari; it must end as said."""
    monkeypatch.chdir(tmp_path)

    def typed(*arguments: str, ends: int = 0) -> Result:
        result = CliRunner().invoke(cli, ["--project", "prosjekt.sqlite", "--coder", "kari", *arguments])
        assert result.exit_code == ends, result.output
        return result

    return typed


@pytest.mark.slow
def test_findings_are_numbered_under_headings_and_one_is_put_away_by_its_number(run: Run) -> None:
    clean_up = "codebook", "hva_skal_til", "clean-up"
    lines = run(*clean_up).stdout.splitlines()
    assert lines[:2] == ["Nearly equal names", "1   «Tenester» · «Tjenester»: 0 answers · 0 answers"]
    assert lines[2] == "Without definition"
    run(*clean_up, "--meant-so", "1", "--because", "Den ene er stillinger.")
    left = run(*clean_up)
    assert left.stdout.splitlines()[0] == "Without definition"
    assert "1 is meant so; --all lists it." in left.stderr
    first = json.loads(run(*clean_up, "--all", "--json").stdout)[0]
    assert (first["kind"], [each["path"] for each in first["codes"]]) == ("alike", ["Tenester", "Tjenester"])
    assert first["meant_so"]["coder"] == "kari"
    assert "Den ene er stillinger." in run("notes", "hva_skal_til").stdout
    run("undo")
    assert run(*clean_up).stdout.splitlines()[0] == "Nearly equal names"


def test_a_number_that_is_not_listed_is_wrong_use(run: Run) -> None:
    run("codebook", "hva_skal_til", "clean-up", "--meant-so", "99", ends=2)


@pytest.mark.slow
def test_the_answers_of_annet_are_listed_with_their_share_and_get_another_code(
    run: Run, project: SmallProject
) -> None:
    other = "codebook", "hva_skal_til", "other"
    run(*other, ends=2)
    run("codebook", "hva_skal_til", "define", "Annet", "--kind", "other")
    for respondent in ("r1", "r2", "r4"):
        run("assign", "hva_skal_til", respondent, "Annet")
        run("done", "hva_skal_til", respondent)
    [listed] = json.loads(run(*other, "--json").stdout)
    assert (listed["path"], listed["answers"], listed["of"], listed["percent"]) == ("Annet", 3, 3, None)
    told = [each["respondent_id"] for group in listed["groups"] for each in group["answers"]]
    assert sorted(told) == ["r1", "r2", "r4"]
    assert "Bedre samarbeid med Nav lokalt." in run(*other).stdout
    run(*other, "--to", "Buss", ends=2)
    assert (
        "2 answers now have «Buss»." in run(*other, "--to", "Buss", "--answer", "r1", "--answer", "r4").stderr
    )
    assert "1 answer now has «Nytt > Helt nytt»." in (
        run(*other, "--to", "Nytt > Helt nytt", "--answer", "r2").stderr
    )
    codes = coded_by(project.engine, project.kari)
    assert not any(project.codes[2] in given for given in codes.values())
    assert list(codes[project.answers[0]]) == [project.codes[3]]
