"""Texts compared by what they mean: what the model is given, and vectors kept for the next time."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.suggest import semantic, semantic_missing
from coder.suggest.semantic import (
    DIMENSIONS,
    LONGEST,
    Vectors,
    centred,
    embed,
    model_name,
    readable,
)
from coder.suggest.semantic_missing import SemanticMissingError, is_installed
from coder.suggest.vector_cache import FEWEST_KEPT, KEPT_AT_ONCE, VectorCache

MANY = [f"svar {number}" for number in range(FEWEST_KEPT)]
needs_the_model = pytest.mark.skipif(not is_installed(), reason="the extra «semantic» is not installed")


class Lengths:
    """Stands where a model would: a text's vector is its length; counts what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        return np.array([[len(text), 1] for text in texts], dtype=np.float32).reshape(-1, 2)


@given(st.text(st.characters(), max_size=2 * LONGEST))
def test_the_model_is_given_nothing_it_stumbles_over(text: str) -> None:
    clean = readable(text)
    assert clean.encode("utf-8").decode("utf-8") == clean
    assert "\x00" not in clean
    assert len(clean) <= LONGEST


def test_what_comes_after_a_nul_is_read_too() -> None:
    assert readable("for lite\x00folk\n i \ud800 dag") == "for lite folk i � dag"


def test_a_long_text_is_cut_between_words() -> None:
    assert readable("heimeteneste " * 100).endswith("heimeteneste")
    assert len(readable("a" * 1_000_000)) == LONGEST


def test_what_is_missing_is_said_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (semantic, semantic_missing):
        monkeypatch.setattr(module, "PACKAGE", "no_such_package_of_vectors")
    assert not is_installed()
    with pytest.raises(SemanticMissingError, match=r"open-answer-coder\[semantic\]"):
        model_name()


def test_seen_from_the_middle_what_all_share_is_gone() -> None:
    vectors = np.array([[1, 0.1], [1, -0.1], [0, 0]], dtype=np.float32)
    found = centred(vectors, np.array([1, 0], dtype=np.float32))
    assert np.allclose(found, [[0, 1], [0, -1], [0, 0]])


def test_a_text_is_read_once_also_by_the_next_process(tmp_path: Path) -> None:
    model = Lengths()
    first = VectorCache(tmp_path, "lengths").vectors([*MANY, MANY[0]], model)
    assert model.asked == MANY
    second = VectorCache(tmp_path, "lengths").vectors(["kanskje", *MANY], model)
    assert model.asked == [*MANY, "kanskje"]
    assert np.array_equal(first[:-1], second[1:])


def test_a_few_texts_are_remembered_but_not_kept(tmp_path: Path) -> None:
    cache = VectorCache(tmp_path, "lengths")
    model = Lengths()
    assert cache.vectors(["ja"], model).tolist() == cache.vectors(["ja"], model).tolist() == [[2, 1]]
    assert model.asked == ["ja"]
    assert not list(tmp_path.iterdir())


def test_another_model_has_vectors_of_its_own(tmp_path: Path) -> None:
    model = Lengths()
    VectorCache(tmp_path, "lengths").vectors(MANY, model)
    VectorCache(tmp_path, "lengths 2").vectors(MANY, model)
    assert model.asked == [*MANY, *MANY]


def test_what_was_made_is_kept_on_the_way_and_told(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    texts = [f"svar {number}" for number in range(KEPT_AT_ONCE + 1)]
    VectorCache(tmp_path, "lengths").vectors(texts, Lengths(), lambda *done: told.append(done))
    assert told == [(KEPT_AT_ONCE, len(texts)), (len(texts), len(texts))]
    assert len(list(tmp_path.iterdir())) == 2


def test_broken_files_and_folders_that_cannot_be_written_cost_nothing_but_time(tmp_path: Path) -> None:
    VectorCache(tmp_path, "lengths").vectors(MANY, Lengths())
    [file] = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-40])
    assert len(VectorCache(tmp_path, "lengths")) == 0
    no_folder = tmp_path / "file"
    no_folder.write_bytes(b"")
    assert VectorCache(no_folder, "lengths").vectors(MANY, Lengths())[0].tolist() == [len(MANY[0]), 1]


def test_kept_vectors_are_private(tmp_path: Path) -> None:
    VectorCache(tmp_path / "vectors", "lengths").vectors(MANY, Lengths())
    [file] = (tmp_path / "vectors").iterdir()
    assert file.stat().st_mode & 0o077 == 0


def test_no_texts_have_no_vectors(tmp_path: Path) -> None:
    assert len(VectorCache(tmp_path, "lengths").vectors([], Lengths())) == 0


@pytest.mark.slow
@needs_the_model
def test_what_means_the_same_comes_near_without_a_word_in_common() -> None:
    texts = [
        "Vi mangler penger",
        "økonomien er for dårlig",
        "katten sover på sofaen",
        "\x00",
        "\ud800 og 👍🏽",
    ]
    vectors = embed(texts)
    assert vectors.shape == (5, DIMENSIONS)
    assert not vectors[3].any()
    likeness = centred(vectors, vectors[:3].mean(axis=0))
    assert likeness[0] @ likeness[1] > likeness[0] @ likeness[2]


@pytest.mark.slow
@needs_the_model
def test_a_text_has_the_same_vector_alone_as_among_others() -> None:
    assert np.array_equal(embed(["ein", "to"])[1], embed(["to"])[0])
