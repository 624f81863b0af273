"""What is exported for a statistics package and read back says the same."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coder.domain.codebook import CodeText
from coder.domain.portable import PortableProject
from coder.exchange.statistics.reader import read_statistics
from tests.exchange.portable_projects import assert_same, portable_projects
from tests.exchange.statistics.written_files import written


def without_what_is_told(project: PortableProject) -> PortableProject:
    """Leave out what the losses name: notes, and what is written about codes."""
    books = tuple(
        replace(
            book, codes=tuple(replace(code, row=replace(code.row, text=CodeText())) for code in book.codes)
        )
        for book in project.codebooks
    )
    return replace(project, codebooks=books, notes=())


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["sav", "dta", "csv", "parquet"])
@given(data=st.data())
@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_project_comes_back_as_it_was(suffix: str, data: st.DataObject) -> None:
    project = data.draw(portable_projects())
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"ut.{suffix}"
        written(file, project)
        found = read_statistics(file)
    assert not found.losses
    assert not found.notices
    assert_same(without_what_is_told(project), found.project, but=["uids"])
