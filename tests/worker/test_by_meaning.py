"""Where it was chosen, the process beside the screens compares answers by what they mean."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.store.history import last_number
from coder.suggest.semantic_missing import is_installed
from coder.usecases.suggesting.meanings import meanings_folder
from coder.usecases.suggesting.suggestions import Preparing, Suggested
from tests.builders import SmallProject, add_codes, ask, code_answer, finish, small_project
from tests.worker.listening import model_of

ASKED = "Stram kommuneøkonomi"
"""Shares no word with what is coded as money."""
CODED = (
    ("Vi manglar pengar.", 0),
    ("Det koster for mange kroner.", 0),
    ("Bedre samarbeid med Nav.", 1),
    ("Vi må snakke mer sammen.", 1),
    ("Bussen går for sjelden.", 2),
    ("Langt å kjøre til legen.", 2),
)
FILLERS = tuple(f"Eg svarer helst etter {number} dagar." for number in range(20))

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not is_installed(), reason="the extra «semantic» is not installed"),
]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SmallProject:
    settings = tmp_path / "config.toml"
    settings.write_text("by_meaning = true\n")
    monkeypatch.setenv("CODER_CONFIG", str(settings))
    texts = (ASKED, *(text for text, _ in CODED), *FILLERS)
    made = small_project(tmp_path / "p.sqlite", texts=texts, codes=("Midler", "Samhandling", "Reisevei"))
    for answer_id, (_, code) in zip(made.answers[1:], CODED, strict=False):
        code_answer(made.engine, answer_id, made.codes[code], made.kari)
        finish(made.engine, answer_id, made.kari)
    made.engine.dispose()
    return made


def test_meanings_are_made_ready_behind_and_then_count(project: SmallProject) -> None:
    with model_of(Path(str(project.engine.url.database))) as (model, listener):
        model.ask(project.answers[0])
        by_words = listener.learned(project.answers[0], len(CODED))
        listener.wait_for(Preparing, lambda said: 0 < said.total == said.done)
        by_meaning = listener.wait_for(
            Suggested,
            lambda said: said.learned_from == len(CODED) and said.codes != by_words.codes,
        )
        listener.forget()
        add_codes(project.engine, project.question_id, "Kommuneøkonomi")
        model.wrote(ask(project.engine, last_number))
        # What the new code says is looked for in all answers, as it is without meanings.
        listener.wait_for(Preparing, lambda said: 0 < said.total == said.done)
    money = [
        next(each.score for each in said.codes if each.code_id == project.codes[0])
        for said in (by_words, by_meaning)
    ]
    assert money[1] > money[0]
    assert any(meanings_folder("").parent.rglob("*.npz"))
