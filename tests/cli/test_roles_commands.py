"""Giving, taking and listing roles from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coder.cli.group import cli
from tests.builders import SmallProject, small_project


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return small_project(tmp_path / "a.sqlite")


def run(project: SmallProject, *arguments: str, coder: str = "kari") -> Result:
    target = str(project.engine.url.database)
    return CliRunner().invoke(cli, ["--project", target, "--coder", coder, *arguments])


def test_roles_are_given_listed_and_taken(project: SmallProject) -> None:
    assert "everybody" in run(project, "coders", "roles").stderr
    assert run(project, "coders", "grant", "kari", "lead").exit_code == 0
    assert run(project, "coders", "grant", "ola", "reader").exit_code == 0
    assert json.loads(run(project, "coders", "roles", "--json").stdout) == [
        {"name": "kari", "role": "lead", "login": None},
        {"name": "ola", "role": "reader", "login": None},
    ]
    assert "reader" in run(project, "coders", "roles").stdout
    assert run(project, "coders", "revoke", "ola").exit_code == 0
    assert "ola" not in run(project, "coders", "roles").stdout


def test_what_a_role_does_not_allow_is_refused_in_one_sentence(project: SmallProject) -> None:
    run(project, "coders", "grant", "kari", "lead")
    run(project, "coders", "grant", "ola", "reader")
    refused = run(project, "assign", "hva_skal_til", "r1", "Samarbeid", coder="ola")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "read in this project, not write" in refused.stderr
    run(project, "coders", "grant", "ola", "coder")
    assert run(project, "assign", "hva_skal_til", "r1", "Samarbeid", coder="ola").exit_code == 0
    for lead_only in (("deal", "hva_skal_til", "--to", "ola"), ("coders", "grant", "ola", "lead")):
        refused = run(project, *lead_only, coder="ola")
        assert refused.exit_code == 2
        assert "Only a lead" in refused.stderr


@pytest.mark.slow
def test_only_a_lead_puts_another_project_in_the_place_of_one(project: SmallProject, tmp_path: Path) -> None:
    older = tmp_path / "older.sqlite"
    assert run(project, "project", "backup", str(older)).exit_code == 0
    run(project, "coders", "grant", "kari", "lead")
    run(project, "coders", "grant", "ola", "reader")
    project.engine.dispose()
    for coder in ("ola", "ukjent"):
        refused = run(project, "project", "restore", str(older), "--replace", coder=coder)
        assert refused.exit_code == 2
        assert "Only a lead" in refused.stderr
    assert "ola" in run(project, "coders", "roles").stdout
    assert run(project, "project", "restore", str(older), "--replace").exit_code == 0
    # In that one nobody has a role.
    assert run(project, "project", "restore", str(older), "--replace", coder="ola").exit_code == 0


def test_a_login_is_for_projects_on_a_server(project: SmallProject) -> None:
    refused = run(project, "coders", "grant", "kari", "lead", "--login", "kari")
    assert refused.exit_code == 2
    assert "--login" in refused.stderr


def test_a_file_has_no_password(project: SmallProject) -> None:
    refused = run(project, "project", "password")
    assert refused.exit_code == 2
    assert "is a file" in refused.stderr
