"""Spoiled files: one sentence, nothing changed, no hang, memory kept within bounds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.malformed.cases import CASES, Case, prepared
from tests.malformed.driving import driven

IN_CHECK, IN_SOAK = 200, 5_000


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_spoiled_file_is_refused_in_a_sentence_or_taken_whole(case: Case, tmp_path: Path) -> None:
    prepared(case, tmp_path)
    result = driven(case.name, tmp_path, seed=1, files=IN_CHECK)
    assert not result.wrong, "\n\n".join(result.wrong)
    assert result.tried == IN_CHECK
    assert result.exits.get(3, 0) > IN_CHECK // 20, (
        f"most were taken: the files are hardly spoiled ({result})"
    )


@pytest.mark.soak
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_thousands_of_spoiled_files_do_no_harm(case: Case, tmp_path: Path) -> None:
    prepared(case, tmp_path)
    result = driven(case.name, tmp_path, seed=2, files=IN_SOAK)
    print(f"{case.name}: {result}")  # noqa: T201  (the figures of docs/exchange.md)
    assert not result.wrong, "\n\n".join(result.wrong)
    assert result.tried == IN_SOAK
