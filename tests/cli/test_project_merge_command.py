"""`coder project merge`, as people and scripts meet it."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from coder.cli.group import cli
from coder.store.check import findings
from coder.usecases.merge.project_merge import merge_project
from tests.builders import ask
from tests.usecases.merged_projects import Laptop, two_laptops


def run(laptop: Laptop, *words: str) -> Result:
    laptop.engine.dispose()
    return CliRunner().invoke(cli, ["--project", laptop.file, "--coder", laptop.coder, *words])


@pytest.mark.slow
def test_a_dry_run_says_what_would_come_and_writes_nothing(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    ola.give("r2", "Ressurser", done=True)
    ola.engine.dispose()
    before = Path(kari.file).read_bytes()
    done = run(kari, "project", "merge", ola.file, "--dry-run")
    assert "Nothing was written: this was a dry run." in done.stderr
    assert done.exit_code == 0
    assert "1 coding" in done.stdout
    assert Path(kari.file).read_bytes() == before


@pytest.mark.slow
def test_a_dry_run_with_conflicts_exits_with_one_and_tells_both_sides(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    kari.give("r1", "Samarbeid", coder="ola", done=True)
    ola.give("r1", "Ressurser", done=True)
    ola.engine.dispose()
    done = run(kari, "project", "merge", ola.file, "--dry-run", "--json")
    assert done.exit_code == 1
    [conflict] = json.loads(done.stdout)["conflicts"]
    assert (conflict["kind"], conflict["here"], conflict["there"]) == ("coded", "Samarbeid", "Ressurser")


@pytest.mark.slow
def test_a_merge_is_told_backed_up_shown_in_the_history_and_taken_back(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    ola.give("r2", "Ressurser", done=True)
    ola.engine.dispose()
    done = run(kari, "project", "merge", ola.file)
    assert done.exit_code == 0
    assert "Merged «ola.sqlite»" in done.stderr
    assert list(Path(kari.file + ".backups").glob("*-merge-*.sqlite"))
    shown = run(kari, "history", "--answer", "r2").stdout
    assert "ola.sqlite" in shown
    assert "marked done" in shown
    assert "ola.sqlite" not in run(kari, "history").stdout
    assert "ola.sqlite" in run(kari, "history", "--merged").stdout
    assert run(kari, "undo").exit_code == 0
    assert run(kari, "project", "check").exit_code == 0


@pytest.mark.slow
def test_nothing_new_is_said_and_another_survey_is_refused(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    ola.engine.dispose()
    done = run(kari, "project", "merge", ola.file)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "nothing that is not here already" in done.stderr
    (tmp_path / "noe.txt").write_text("Ikke noe prosjekt.")
    assert run(kari, "project", "merge", str(tmp_path / "noe.txt")).exit_code == 3
    assert run(kari, "project", "merge", str(tmp_path / "borte.sqlite")).exit_code == 2


@pytest.mark.slow
def test_two_merges_at_once_bring_everything_once(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    ola.give("r2", "Ressurser", done=True)
    ola.engine.dispose()
    who = kari.id_of("coder", name="kari")
    made = []
    threads = [
        threading.Thread(target=lambda: made.append(merge_project(kari.engine, ola.file, who).entry))
        for _time in range(2)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(made) == 2
    assert len([entry for entry in made if entry is not None]) == 1
    assert ask(kari.engine, findings) == []
    assert kari.codes_of("r2", "ola") == {"Ressurser"}
