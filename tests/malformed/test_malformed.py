"""Spoiled files: one sentence, nothing changed, no hang, memory kept within bounds."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.malformed import whole_files
from tests.malformed.cases import CASES, Case, prepared
from tests.malformed.driving import Driven, driven

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="memory is measured as Linux tells it")

IN_CHECK, IN_SOAK = 200, 5_000
LEAST_REFUSED = 0.05
"""Where fewer are refused, files were hardly spoiled. That the whole file is taken, each run checks first."""


TWICE = frozenset(
    {
        "coded-new-project",
        "qdpx-foreign-cases",
        "qdpx-foreign-crlf1",
        "qdpx-foreign-utf16",
        "qdpx-new-project",
        "restore-in-place",
        "survey-tsv",
        "survey-zsav",
        "workbook-new-project",
    }
)
"""Kinds whose reader another kind tries too: only in the long runs."""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the project all cases begin with."""
    return whole_files.template(tmp_path_factory.mktemp("template"))


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    "case", [case for case in CASES if case.name not in TWICE], ids=lambda case: case.name
)
def test_a_spoiled_file_is_refused_in_a_sentence_or_taken_whole(
    case: Case, template: Path, tmp_path: Path
) -> None:
    prepared(case, template, tmp_path)
    _assert_right(driven(case.name, tmp_path, seed=1, files=IN_CHECK), IN_CHECK)


@pytest.mark.soak
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_thousands_of_spoiled_files_do_no_harm(case: Case, template: Path, tmp_path: Path) -> None:
    prepared(case, template, tmp_path)
    result = driven(case.name, tmp_path, seed=2, files=IN_SOAK)
    print(f"{case.name}: {result}")  # noqa: T201  (the figures of docs/exchange.md)
    _assert_right(result, IN_SOAK)


def _assert_right(result: Driven, files: int) -> None:
    assert not result.wrong, "\n\n".join(result.wrong)
    assert result.tried == files
    assert result.exits.get(3, 0) > LEAST_REFUSED * files, f"most were taken: {result}"
