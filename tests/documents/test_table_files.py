"""What is true of a table in every format."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coder.documents.provenance_in import CannotReadFileError, NoProvenanceError, provenance_in
from coder.documents.table_files import TABLE_FORMATS, write_grid
from coder.documents.whole_file import CannotWriteFileError
from tests.documents.grids import PROVENANCE, by_size, hostile, themes, trend

everywhere = pytest.mark.parametrize("named", list(TABLE_FORMATS))


@pytest.mark.slow
@everywhere
def test_a_table_without_rows_or_columns_is_written_all_the_same(tmp_path: Path, named: str) -> None:
    path = tmp_path / f"t{TABLE_FORMATS[named]}"
    for grid in (
        replace(themes(), rows=()),
        replace(trend(), rows=(), note=""),
        replace(by_size(), columns=(), rows=tuple(replace(row, cells=()) for row in by_size().rows)),
        replace(themes(), columns=(), rows=(), caption="", note="", number="", description="", provenance={}),
    ):
        assert write_grid(grid, path, named) == ()
        assert path.stat().st_size or not grid.caption


@everywhere
def test_the_file_tells_what_the_table_was_made_from_sign_for_sign(tmp_path: Path, named: str) -> None:
    path = tmp_path / f"t{TABLE_FORMATS[named]}"
    write_grid(hostile(), path, named)
    assert provenance_in(path) == PROVENANCE


@pytest.mark.slow
@everywhere
def test_the_same_table_gives_the_same_bytes(tmp_path: Path, named: str) -> None:
    for name in ("a", "b"):
        write_grid(trend(), tmp_path / name, named)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@everywhere
def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path, named: str) -> None:
    with pytest.raises(CannotWriteFileError, match="mangler"):
        write_grid(themes(), tmp_path / "mangler" / "t", named)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_missing_broken_or_not_ours_says_so(tmp_path: Path) -> None:
    with pytest.raises(CannotReadFileError, match=r"t\.md"):
        provenance_in(tmp_path / "t.md")
    for ending in (*TABLE_FORMATS.values(), ".csv", ".json", ".svg", ".png", ".pdf"):
        file = tmp_path / f"t{ending}"
        file.write_bytes(b"\xff\x00 ikke vaar fil")
        with pytest.raises(NoProvenanceError, match=rf"t\{ending}"):
            provenance_in(file)
