"""Texts compared by meaning: only where chosen, kept per project, and missing in a sentence."""

from __future__ import annotations

import pytest

from coder.suggest import semantic_missing
from coder.suggest.semantic_missing import is_installed
from coder.usecases.coding.left_off import left_off_file
from coder.usecases.suggesting.meanings import meanings_folder, vectors_of_project, what_is_missing


def test_projects_keep_their_texts_apart_and_nobody_reads_which_they_are() -> None:
    first, second = meanings_folder("a" * 32), meanings_folder("b" * 32)
    assert first != second
    assert "a" * 32 not in str(first)
    assert first.is_relative_to(left_off_file().parent)


def test_what_is_missing_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(semantic_missing, "PACKAGE", "no_such_package_of_vectors")
    assert "[semantic]" in what_is_missing()[0]


@pytest.mark.slow
@pytest.mark.skipif(not is_installed(), reason="the extra «semantic» is not installed")
def test_a_text_is_read_once_in_a_project() -> None:
    texts = [f"svar nummer {number} om ferja" for number in range(25)]
    told: list[tuple[int, int]] = []
    first = vectors_of_project("c" * 32, lambda *done: told.append(done))(texts)
    second = vectors_of_project("c" * 32, lambda *done: told.append(done))(texts)
    assert told == [(25, 25)]
    assert (first == second).all()
    assert what_is_missing() == ()
