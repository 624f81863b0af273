from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coder.cli.group import cli
from tests.builders import new_project


def run(target: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--project", str(target), "--coder", "leder", *arguments])


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "a.sqlite"
    new_project(str(path)).dispose()
    return path


def test_a_link_is_shown_once_and_listed_without_its_token(target: Path) -> None:
    made = run(target, "coders", "link", "Kari Nordmann", "--days", "3")
    assert made.exit_code == 0, made.output
    url = made.stdout.strip()
    address, _, token = url.partition("#")
    assert address == "http://127.0.0.1:8000/enter"
    assert "3 days" in made.stderr
    listed = run(target, "coders", "links")
    assert "Kari Nordmann" in listed.stdout
    assert token not in listed.stdout
    [link] = json.loads(run(target, "coders", "links", "--json").stdout)
    assert link["coder"] == "Kari Nordmann"
    assert link["valid"] is True
    assert token not in json.dumps(link)
    assert run(target, "coders", "unlink", link["id"][:8]).exit_code == 0
    assert json.loads(run(target, "coders", "links", "--json").stdout) == []
    [old] = json.loads(run(target, "coders", "links", "--all", "--json").stdout)
    assert old["revoked"] is not None


def test_a_link_is_made_for_the_address_coders_see(target: Path) -> None:
    made = run(target, "coders", "link", "kari", "--public-url", "https://koding.example.org/", "--json")
    assert json.loads(made.stdout)["url"].startswith("https://koding.example.org/enter#")


@pytest.mark.parametrize(
    "url", ["koding.example.org", "ftp://a", "https://a/sti", "https://a:x", "https://u:p@a", "https://å.no"]
)
def test_an_address_no_browser_can_go_to_is_refused(target: Path, url: str) -> None:
    refused = run(target, "coders", "link", "kari", "--public-url", url)
    assert refused.exit_code == 2
    assert json.loads(run(target, "coders", "links", "--json").stdout) == []


def test_nobody_gets_a_link_as_the_consensus(target: Path) -> None:
    assert run(target, "coders", "link", "consensus").exit_code == 2


def test_where_there_are_roles_links_are_the_leads(target: Path) -> None:
    def of(name: str, *arguments: str) -> Result:
        return CliRunner().invoke(cli, ["--project", str(target), "--coder", name, "coders", *arguments])

    assert run(target, "coders", "grant", "leder", "lead").exit_code == 0
    assert of("leder", "grant", "kari", "coder").exit_code == 0
    assert of("kari", "link", "leder").exit_code == 2
    assert of("kari", "link", "kari").exit_code == 2
    assert of("ukjent", "link", "kari").exit_code == 2
    assert of("leder", "link", "ukjent").exit_code == 2
    assert of("leder", "link", "kari").exit_code == 0
    assert of("kari", "unlink", "kari").exit_code == 2
    assert of("leder", "unlink", "kari").exit_code == 0


def test_withdrawing_what_nobody_has_is_told(target: Path) -> None:
    refused = run(target, "coders", "unlink", "ola")
    assert refused.exit_code == 2
    assert "«ola»" in refused.stderr
