"""How many there are in each level, from a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.domain.errors import ProblemsError
from coder.usecases.tables.population import population_of


def written(folder: Path, text: str) -> Path:
    file = folder / "populasjon.csv"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("header", ["", "nivå;antall\n"])
def test_no_level_is_lost_whether_there_is_a_header_or_not(tmp_path: Path, header: str) -> None:
    file = written(tmp_path, header + "<2000;1 300\n2000–5000;90\ntotal;1390\n")
    assert population_of(file) == (("<2000", 1300), ("2000–5000", 90), ("total", 1390))


def test_a_level_that_stands_twice_is_told_with_all_else_that_is_wrong(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError) as found:
        population_of(written(tmp_path, "nivå;antall\nliten;30\nliten;40\nstor;mange\n"))
    assert [(each.row, each.column) for each in found.value.problems] == [(3, "nivå"), (4, "antall")]
