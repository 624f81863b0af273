"""Forgetting by command, in a project that was used for everything: its files, and what comes after."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest
from click.testing import CliRunner, Result

from coder.cli.group import cli
from tests.usecases.forgettable import THEIRS, forgettable_backed_up, found_in

Q = "hva_skal_til"

pytestmark = pytest.mark.slow


def run(folder: Path, *arguments: str) -> Result:
    target = folder / "p.sqlite"
    return CliRunner().invoke(cli, ["--project", str(target), "--coder", "kari", *arguments])


def leave(project: Path, to: Path) -> list[str]:
    """Export what holds words of people; return what could not be."""
    to.mkdir()
    acts = [
        *(["export", kind, "--question", Q, "-o", str(to / f"x.{kind}")] for kind in ("qdpx", "xlsx")),
        ["codings", Q, "export", str(to / "codings.csv")],
        ["codebook", Q, "export", str(to / "codebook.toml")],
        ["quotes", Q, "--internal", "-o", str(to / "quotes.docx")],
    ]
    return [" ".join(act[:2]) for act in acts if run(project, *act).exit_code != 0]


def test_nothing_is_left_of_the_words_and_no_file_brings_them_back(tmp_path: Path) -> None:
    folder, before, after = tmp_path / "project", tmp_path / "before", tmp_path / "after"
    folder.mkdir()
    forgettable_backed_up(folder).engine.dispose()
    table = run(folder, "table", Q, "--json").stdout.partition('"provenance"')[0]
    assert leave(folder, before) == []
    assert found_in([before], "Fjellheim")

    done = run(folder, "project", "forget", "r1", "--yes")
    assert done.exit_code == 0, done.output
    assert "quotes.docx" in done.stdout
    everywhere = [
        folder,
        *map(Path, (platformdirs.user_cache_dir("coder"), platformdirs.user_state_dir("coder"))),
    ]
    assert {words: found_in(everywhere, words) for words in THEIRS} == {words: [] for words in THEIRS}
    assert run(folder, "project", "check").exit_code == 0
    assert run(folder, "table", Q, "--json").stdout.partition('"provenance"')[0] == table

    assert leave(folder, after) == []
    assert {words: found_in([after], words) for words in THEIRS} == {words: [] for words in THEIRS}

    for file in ("x.qdpx", "x.xlsx"):
        taken = run(folder, "import-coded", str(before / file))
        assert taken.exit_code in (0, 1, 3), taken.output
    assert run(folder, "codings", Q, "import", str(before / "codings.csv")).exit_code in (0, 3)
    assert {words: found_in([folder], words) for words in THEIRS} == {words: [] for words in THEIRS}
    assert run(folder, "project", "check").exit_code == 0
