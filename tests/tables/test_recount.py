from __future__ import annotations

import json
from pathlib import Path
from random import Random

import pytest

from tests.tables.recount_compare import differences, drawn
from tests.tables.recount_projects import QUESTION, RandomProject, run


def held_against_a_recount(folder: Path, seed: int, tables: int) -> tuple[list[str], int]:
    """Ask a random project for random tables; tell what differs, and how many cells were compared."""
    project, chance = RandomProject(folder, seed), Random(seed)
    wrong: list[str] = []
    held = 0
    for _table in range(tables):
        asked, words = drawn(chance, project)
        found, cells = differences(project, asked, words)
        wrong += [f"seed {seed}, {words}: {each}" for each in found]
        held += cells
    return wrong, held


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_every_number_is_found_again_by_counting_from_the_beginning(tmp_path: Path, seed: int) -> None:
    wrong, held = held_against_a_recount(tmp_path, seed, tables=8)
    assert not wrong, "\n".join(wrong[:5])
    assert held


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(100, 300))
def test_numbers_of_many_projects_are_found_again(tmp_path: Path, seed: int) -> None:
    wrong, _held = held_against_a_recount(tmp_path, seed, tables=25)
    assert not wrong, "\n".join(wrong[:5])


@pytest.mark.slow
def test_who_left_the_question_blank_took_part_also_where_the_frame_came_first(tmp_path: Path) -> None:
    (tmp_path / "frame.csv").write_text("id,by\nk1,Oslo\nk2,Oslo\nk3,Oslo\n", encoding="utf-8")
    (tmp_path / "survey.csv").write_text("id,by,hva_skal_til\nk1,Oslo,Mer tid\nk2,Oslo,\n", encoding="utf-8")
    project = tmp_path / "a.sqlite"
    columns = ["--id", "id", "--attribute", "by"]
    run(project, "import", str(tmp_path / "frame.csv"), *columns)
    run(project, "import", str(tmp_path / "survey.csv"), *columns, "--question", QUESTION)
    table = json.loads(run(project, "table", QUESTION, "--base", "all", "--json").stdout)
    assert table["base"] == 2
