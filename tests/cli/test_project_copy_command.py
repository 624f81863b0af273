"""`coder project copy`: what a project says of itself, and what leaves it, is the same at every place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coder.cli.group import cli
from coder.usecases.project.demo import demo_project
from tests.builders import small_project

Q = "hva_skal_til"

PRINTED = (
    ("questions", "--json"),
    ("table", Q, "--by", "kommunestorrelse", "--format", "json"),
    ("table", Q, "--by", "samarbeid_nav", "--format", "csv", "--interval", "--test"),
    ("table", Q, "--format", "text", "--as-of", "3"),
    ("codebook", Q, "show", "--json"),
    ("history", "--json"),
    ("coders", "--json"),
    ("next", Q, "--json"),
    ("agreement", Q, "--json"),
    ("disagreements", Q, "--json"),
    ("revisit", Q, "--json"),
    ("project", "check", "--json"),
)
WRITTEN = (
    ("codebook", Q, "export", "{file}.toml"),
    ("codebook", Q, "export", "{file}.csv"),
    ("codings", Q, "export", "{file}.codings.csv"),
    ("export", "csv", "-o", "{file}.project.csv"),
    ("export", "qdpx", "-o", "{file}.qdpx"),
    ("export", "qdc", "-o", "{file}.qdc", "--question", Q),
    ("export", "sav", "-o", "{file}.sav", "--without-text"),
)


def run(target: Path | str, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["--project", str(target), "--coder", "Koder A", *arguments])


def said(target: Path | str) -> dict[str, bytes]:
    """Return what every reading command prints."""
    found = {}
    for arguments in PRINTED:
        done = run(target, *arguments)
        assert done.exit_code == 0, (arguments, done.output)
        found[" ".join(arguments)] = done.stdout_bytes
    return found


def exported(target: Path | str, folder: Path) -> dict[str, bytes]:
    """Return every file the project can be written to, by its name."""
    folder.mkdir()
    for arguments in WRITTEN:
        done = run(target, *(each.format(file=folder / "p") for each in arguments))
        assert done.exit_code == 0, (arguments, done.output)
    files = {each.name: each.read_bytes() for each in folder.iterdir()}
    # The head of an SPSS file says when it was written, to the second.
    files["p.sav"] = files["p.sav"][:92] + files["p.sav"][109:]
    return files


def work_on(target: Path) -> None:
    """Do some of what leaves traces: codes merged, something taken back, a moment named, a blind sample."""
    for arguments in (
        ("codebook", Q, "merge", "Varig tilrettelagt arbeid", "--into", "NAV tar større ansvar"),
        ("assign", Q, "k001", "Regler og ytelser", "--wave", "2026"),
        ("undo",),
        ("project", "tag", "Før rapporten"),
        ("sample", Q, "--for", "Koder B", "--size", "10", "--seed", "4"),
    ):
        done = run(target, *arguments)
        assert done.exit_code == 0, (arguments, done.output)


@pytest.mark.slow
@pytest.mark.postgres
def test_everything_leaves_a_copy_as_it_leaves_the_original(tmp_path: Path, new_postgres_url: str) -> None:
    back = tmp_path / "tilbake.sqlite"
    with demo_project() as original:
        work_on(original)
        said_there, left = said(original), exported(original, tmp_path / "original")
        copied = run(original, "project", "copy", new_postgres_url)
        assert copied.exit_code == 0, copied.output
        assert run(back, "project", "copy", new_postgres_url).exit_code == 0
        for name, place in (("server", new_postgres_url), ("back", str(back))):
            assert said(place) == said_there
            assert exported(place, tmp_path / name) == left
    assert len(left) >= len(WRITTEN)


@pytest.mark.slow
@pytest.mark.postgres
def test_one_place_named_is_the_other_end(tmp_path: Path, new_postgres_url: str) -> None:
    file = tmp_path / "a.sqlite"
    small_project(file).engine.dispose()
    there = run(file, "project", "copy", new_postgres_url, "--json")
    assert json.loads(there.stdout)["to"].startswith("postgresql+psycopg://")
    both = run(file, "project", "copy", new_postgres_url)
    assert both.exit_code == 2
    assert "both there" in both.stderr
    back = run(new_postgres_url, "project", "copy", str(tmp_path / "b.sqlite"))
    assert back.exit_code == 0, back.output
    assert run(tmp_path / "b.sqlite", "project", "check").exit_code == 0


def test_two_places_named_need_no_project_option(tmp_path: Path) -> None:
    small_project(tmp_path / "a.sqlite").engine.dispose()
    done = run(
        tmp_path / "nei.sqlite", "project", "copy", str(tmp_path / "a.sqlite"), str(tmp_path / "b.sqlite")
    )
    assert done.exit_code == 0, done.output
    assert "every row was read again" in done.stderr
    assert done.stdout == ""
    assert not (tmp_path / "nei.sqlite").exists()
    again = run(
        tmp_path / "nei.sqlite", "project", "copy", str(tmp_path / "a.sqlite"), str(tmp_path / "b.sqlite")
    )
    assert again.exit_code == 2


def test_where_neither_place_holds_a_project_nothing_is_made(tmp_path: Path) -> None:
    done = run(tmp_path / "a.sqlite", "project", "copy", str(tmp_path / "b.sqlite"))
    assert done.exit_code == 2
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    small_project(tmp_path / "a.sqlite").engine.dispose()
    done = run(tmp_path / "a.sqlite", "project", "copy", str(tmp_path / "nei" / "b.sqlite"))
    assert done.exit_code == 4
    assert "does not exist" in done.stderr


def test_a_copy_is_listed_among_what_left(tmp_path: Path) -> None:
    small_project(tmp_path / "a.sqlite").engine.dispose()
    run(tmp_path / "a.sqlite", "project", "copy", str(tmp_path / "b.sqlite"))
    [listed] = json.loads(run(tmp_path / "a.sqlite", "exports", "--json").stdout)
    assert (listed["what"], listed["file"], listed["has_text"]) == ("copy", "b.sqlite", True)
    assert json.loads(run(tmp_path / "b.sqlite", "exports", "--json").stdout or "[]") == []
