"""Redacting: the words are nowhere in the project any more, and nothing comes to stand on other words."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from coder.domain.passages import PassageKey
from coder.store import schema
from coder.store.answers import answers_by_id
from coder.store.codings import codings_of
from coder.store.journal import empty_journal
from coder.store.passages import passages_on
from coder.store.undo import BuiltUponError
from coder.store.unit_of_work import Reading, Writing
from coder.usecases.coding.setting import remove_code
from coder.usecases.privacy.disclose import mention_hash
from coder.usecases.privacy.privacy_decisions import DECIDE, Pointed, decide, masks_of
from coder.usecases.privacy.redact import REDACT, redact
from coder.usecases.report.passages import let_go, shorten, star, translate
from coder.usecases.survey.changed import replace_changed
from coder.usecases.survey.plan import ChangedText, ImportedText
from coder.usecases.survey.sentences import follow_texts
from tests.builders import SmallProject, act, ask, code_answer, faults, finish, small_project, undo
from tests.made_once import made_once

TEXT = "Rektor var flink. Kollegene på Fjellheim hjalp. Tida var knapp."
PLACE = "Fjellheim"


@pytest.fixture
@made_once
def project(tmp_path: Path) -> SmallProject:
    made = small_project(tmp_path / "p.sqlite", texts=[TEXT, "Mer tid."])
    code_answer(made.engine, made.answers[0], made.codes[0], made.kari, [_span("Tida var knapp.")])
    code_answer(
        made.engine, made.answers[0], made.codes[1], made.kari, [_span("Kollegene på Fjellheim hjalp.")]
    )
    return made


def _span(words: str, text: str = TEXT) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def _redact(project: SmallProject, mention: str, instead: str) -> None:
    def do(work: Writing) -> None:
        text = answers_by_id(work, project.answers)[project.answers[0]].text
        redact(work, [Pointed(project.answers[0], _span(mention, text), "place", "high")], instead)

    act(project.engine, project.ola, REDACT, do)


def _import(project: SmallProject, text: str) -> None:
    """Let the answer come back from a file with another text."""

    def do(work: Writing) -> None:
        answer = answers_by_id(work, project.answers)[project.answers[0]]
        imported = ImportedText(1, answer.respondent_id, answer.wave, "hva_skal_til", text)
        replace_changed(work, [ChangedText(imported, answer.id, answer.text)])
        follow_texts(work)

    act(project.engine, project.kari, "import", do)


def _bytes(project: SmallProject) -> bytes:
    """Return all that lies in the project's files."""
    empty_journal(project.engine)
    project.engine.dispose()
    path = Path(str(project.engine.url.database))
    files = [path, path.with_name(f"{path.name}-wal")]
    return b"".join(file.read_bytes() for file in files if file.exists())


def _excerpts(project: SmallProject) -> dict[int, list[str]]:
    def read(work: Reading) -> dict[int, list[str]]:
        text = answers_by_id(work, project.answers)[project.answers[0]].text
        codings = codings_of(work, [project.answers[0]])[project.answers[0]]
        return {each.code_id: [text[slice(*span)] for span in each.excerpts] for each in codings}

    return ask(project.engine, read)


@pytest.mark.slow
def test_a_removed_excerpt_does_not_come_back_on_other_words_when_its_text_was_redacted(
    project: SmallProject,
) -> None:
    answer, code = project.answers[0], project.codes[0]
    act(
        project.engine,
        project.kari,
        "remove_code",
        lambda work: remove_code(work, answer, code, project.kari),
    )
    _redact(project, "Rektor", "en som heter noe annet")
    with pytest.raises(BuiltUponError, match="ola"):
        undo(project.engine, project.kari)
    assert _excerpts(project) == {project.codes[1]: ["Kollegene på Fjellheim hjalp."]}
    assert faults(project.engine) == []


def test_what_was_done_without_places_can_be_undone_also_after_redacting(project: SmallProject) -> None:
    code_answer(project.engine, project.answers[0], project.codes[2], project.kari)
    act(
        project.engine,
        project.kari,
        "remove_code",
        lambda work: remove_code(work, project.answers[0], project.codes[2], project.kari),
    )
    _redact(project, PLACE, "sted")
    undo(project.engine, project.kari)
    assert _excerpts(project)[project.codes[2]] == []


@pytest.mark.slow
def test_an_import_of_new_texts_is_undone_with_the_places_of_the_old_ones(project: SmallProject) -> None:
    before = _excerpts(project)
    _import(project, "Nytt først. " + TEXT)
    undo(project.engine, project.kari)
    assert _excerpts(project) == before
    assert faults(project.engine) == []


def test_after_a_text_came_and_went_again_older_acts_can_be_undone(project: SmallProject) -> None:
    before = _excerpts(project)
    answer, code = project.answers[0], project.codes[0]
    act(
        project.engine,
        project.kari,
        "remove_code",
        lambda work: remove_code(work, answer, code, project.kari),
    )
    _import(project, "Nytt først. " + TEXT)
    undo(project.engine, project.kari)
    undo(project.engine, project.kari)
    assert _excerpts(project) == before


def test_cuts_do_not_come_back_on_other_words(project: SmallProject) -> None:
    key = PassageKey(project.answers[0], project.codes[0], _span("Tida var knapp."))
    finish(project.engine, project.answers[0], project.kari)
    first = (key.span[0], key.span[0] + 4) if key.span else (0, 0)
    act(project.engine, project.kari, "star_passage", lambda work: star(work, [key]))
    act(project.engine, project.kari, "shorten_passage", lambda work: shorten(work, key, [first]))
    act(project.engine, project.kari, "shorten_passage", lambda work: shorten(work, key, []))
    _redact(project, PLACE, "sted")
    with pytest.raises(BuiltUponError):
        undo(project.engine, project.kari)
    [kept] = ask(project.engine, lambda work: passages_on(work, project.answers))
    assert kept.starred
    assert kept.cuts == ()


@pytest.mark.slow
@pytest.mark.parametrize("is_let_go", [False, True])
def test_words_of_a_passage_whose_place_was_lost_go_with_the_redacted_ones(
    project: SmallProject, is_let_go: bool
) -> None:
    finish(project.engine, project.answers[0], project.kari)
    key = PassageKey(project.answers[0], project.codes[1], _span("Kollegene på Fjellheim hjalp."))
    act(project.engine, project.kari, "star_passage", lambda work: star(work, [key]))
    _import(project, "Rektor var flink, sier de på Fjellheim. Tida var knapp.")
    [lost] = [
        each for each in ask(project.engine, lambda work: passages_on(work, project.answers)) if each.lost
    ]
    assert "Fjellheim" in lost.words
    if is_let_go:
        act(project.engine, project.kari, "star_passage", lambda work: let_go(work, [lost.id]))
    _redact(project, PLACE, "sted")
    assert b"Fjellheim" not in _bytes(project)
    assert faults(project.engine) == []


@pytest.mark.slow
def test_two_passages_that_become_one_keep_the_star_of_either(project: SmallProject) -> None:
    finish(project.engine, project.answers[0], project.kari)
    whole, part = _span("Kollegene på Fjellheim hjalp."), _span("Kollegene på Fjellheim")
    answer, code = project.answers[0], project.codes[1]
    code_answer(project.engine, answer, code, project.kari, [whole, part])
    keys = [PassageKey(answer, code, part), PassageKey(answer, code, whole)]

    def decide(work: Writing) -> None:
        for key in keys:
            translate(work, key, "…")
        star(work, keys[1:])

    act(project.engine, project.kari, "star_passage", decide)
    _redact(project, "Kollegene på Fjellheim hjalp.", "de")
    [kept] = ask(project.engine, lambda work: passages_on(work, project.answers))
    assert kept.starred
    assert _excerpts(project)[code] == ["[de]"]
    assert faults(project.engine) == []


def _mask(project: SmallProject, mention: str) -> None:
    pointed = Pointed(project.answers[0], _span(mention), "place", "high")
    act(project.engine, project.kari, DECIDE, lambda work: decide(work, [pointed], "mask", words="noe"))


def _masked(project: SmallProject) -> list[str]:
    def read(work: Reading) -> list[str]:
        text = answers_by_id(work, project.answers)[project.answers[0]].text
        masks = masks_of(work, project.answers).get(project.answers[0], ())
        return [text[start:end] for start, end, _words in masks]

    return ask(project.engine, read)


def _can_be_guessed(project: SmallProject, mention: str) -> bool:
    """Try a name on every hash in the history, with all that the project has."""

    def read(work: Reading) -> bool:
        change, text = schema.change, schema.text_table
        values = work.connection.execute(
            select(change.c.before, change.c.after).where(change.c.noun == "finding")
        )
        kept = {found for row in values for each in row for found in re.findall(r"[0-9a-f]{64}", each or "")}
        answer = answers_by_id(work, project.answers)[project.answers[0]]
        salts = [salt or "" for salt in work.connection.scalars(select(text.c.salt))]
        tried = {mention_hash(replace(answer, salt=salt), mention, "place") for salt in salts}
        return bool(kept & tried)

    return ask(project.engine, read)


@pytest.mark.slow
def test_nobody_can_guess_from_the_history_what_was_masked_before_it_was_redacted(
    project: SmallProject,
) -> None:
    _mask(project, PLACE)
    assert _can_be_guessed(project, PLACE)
    _import(project, TEXT + " Takk.")
    _redact(project, PLACE, "sted")
    assert not _can_be_guessed(project, PLACE)
    assert faults(project.engine) == []


def test_decisions_on_other_mentions_are_known_again_after_redacting(project: SmallProject) -> None:
    _mask(project, "Rektor")
    _redact(project, PLACE, "sted")
    assert _masked(project) == ["Rektor"]
    _redact(project, "Kollegene", "noen")
    assert _masked(project) == ["Rektor"]


def test_decisions_are_known_again_in_new_texts_and_in_the_old_one_when_that_comes_back(
    project: SmallProject,
) -> None:
    _mask(project, PLACE)
    _import(project, "Nå: " + TEXT)
    assert _masked(project) == [PLACE]
    undo(project.engine, project.kari)
    assert _masked(project) == [PLACE]
