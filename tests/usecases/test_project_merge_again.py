"""What a merge brought, was taken back and was made again by hand is one thing in the next merge."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.store.as_of import present_state
from tests.builders import add_answers, add_codes, add_question, ask, code_answer
from tests.usecases.merged_projects import Laptop, content, two_laptops

pytestmark = pytest.mark.slow


def names(laptop: Laptop, noun: str, field: str = "name") -> list[str]:
    """Return what all rows of a noun are called."""
    return sorted(row[field] for row in ask(laptop.engine, present_state)[noun].values())


def test_a_theme_made_again_after_the_merge_that_brought_it_was_undone_is_one_theme(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    kari.give("r2", "Samarbeid")
    ola.add("Penger > Lønn")
    kari.merge(ola)
    ola.merge(kari)
    kari.undo()
    kari.add("Penger")
    ola.give("r1", "Lønn")
    kari.merge(ola)
    assert names(kari, "code") == ["Lønn", "Oppfølging", "Penger", "Ressurser", "Samarbeid"]
    ola.merge(kari)
    assert content(kari.engine) == content(ola.engine)


def test_a_question_asked_again_after_the_merge_that_brought_it_was_undone_is_one_question(
    tmp_path: Path,
) -> None:
    kari, ola = two_laptops(tmp_path)
    kari.give("r2", "Samarbeid")
    add_answers(ola.engine, add_question(ola.engine, "nytt"), ["Mer tid."])
    kari.merge(ola)
    ola.merge(kari)
    kari.undo()
    add_question(kari.engine, "nytt")
    answer = ola.answer("r1", "nytt")
    add_codes(ola.engine, ola.id_of("question", key="nytt"), "Tid")
    code_answer(ola.engine, answer, ola.code("Tid"), ola.id_of("coder", name="ola"))
    kari.merge(ola)
    assert names(kari, "question", "key") == ["hva_skal_til", "nytt"]
    assert names(kari, "codebook") == ["hva_skal_til", "nytt"]
    ola.merge(kari)
    assert content(kari.engine) == content(ola.engine)
