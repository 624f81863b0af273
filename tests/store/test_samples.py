"""Samples in the store: on either database, as of a moment, copied, checked, and after an undo."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from coder.domain.sample import Purpose
from coder.store import schema
from coder.store.as_of import engine_as_of
from coder.store.history import last_number
from coder.store.project import open_project
from coder.store.samples import drawn_for, given_in, open_sample_of, sample_answers, samples_of
from coder.store.undo import BuiltUponError
from coder.usecases.codebook.growth import add_code
from coder.usecases.codebook.merge import merge_codes
from coder.usecases.project.making import back_up, restore
from coder.usecases.second_coder.samples import CLOSE, close_round
from tests.builders import act, ask, count, faults, redo, undo
from tests.usecases.drawn_samples import Drawn, coded_by_kari


def coded_twice(p: Drawn) -> int:
    """Let Ola code a sample and close it; return the sample's id."""
    drawn = p.draw(p.ola)
    for answer_id in p.drawn(drawn.id):
        p.code(p.ola, answer_id, [p.codes[1]])
    act(p.engine, p.ola, CLOSE, lambda work: close_round(work, p.question, 1))
    return drawn.id


@pytest.mark.slow
def test_a_sample_is_drawn_coded_and_closed_on_either_database(project_url: str) -> None:
    p = coded_by_kari(project_url)
    sample_id = coded_twice(p)
    assert set(map(frozenset, p.given(sample_id, p.ola).values())) == {frozenset({p.codes[1]})}
    again = p.draw(p.kari, purpose=Purpose.AGAIN, after_days=0)
    p.code(p.kari, p.drawn(again.id)[0], [p.codes[2]])
    assert faults(p.engine) == []


@pytest.mark.slow
def test_a_sample_as_of_an_entry_is_as_it_was(tmp_path: Path) -> None:
    p = coded_by_kari(tmp_path / "p.sqlite")
    before = ask(p.engine, last_number)
    sample_id = coded_twice(p)
    drawn = p.samples()[0].drawn
    past = ask(p.engine, lambda work: engine_as_of(work, drawn))
    [then] = ask(past, lambda work: samples_of(work, p.question_id))
    assert then.is_open
    assert len(ask(past, lambda work: given_in(work, then.id))) == 5
    rows = ask(past, lambda work: sample_answers(work, then.id))
    assert [row.position for row in rows] == [1, 2, 3, 4, 5]
    past.dispose()
    assert len(ask(p.engine, lambda work: given_in(work, sample_id))) == 10
    earlier = ask(p.engine, lambda work: engine_as_of(work, before))
    assert ask(earlier, lambda work: samples_of(work, p.question_id)) == []
    earlier.dispose()


@pytest.mark.slow
def test_a_backup_has_the_samples_and_what_was_frozen(tmp_path: Path) -> None:
    p = coded_by_kari(tmp_path / "p.sqlite")
    sample_id = coded_twice(p)
    back_up(p.engine, tmp_path / "kopi.sqlite")
    other = restore(tmp_path / "kopi.sqlite", str(tmp_path / "ny.sqlite"), replace=False)
    assert ask(other, lambda work: samples_of(work, p.question_id)) == p.samples()
    assert ask(other, lambda work: given_in(work, sample_id)) == ask(
        p.engine, lambda work: given_in(work, sample_id)
    )
    assert faults(other) == []
    other.dispose()


@pytest.mark.slow
def test_coding_before_and_after_a_draw_is_taken_back_but_the_draw_stays(tmp_path: Path) -> None:
    p = coded_by_kari(tmp_path / "p.sqlite")
    drawn = p.draw(p.ola)
    frozen = p.given(drawn.id, p.kari)
    numbers = [undo(p.engine, p.kari) for _time in range(3)]
    assert all(number < p.samples()[0].drawn for number in numbers)
    assert p.given(drawn.id, p.kari) == frozen
    assert faults(p.engine) == []
    for _time in numbers:
        redo(p.engine, p.kari)
    assert faults(p.engine) == []


@pytest.mark.slow
def test_a_code_that_was_frozen_cannot_be_taken_back(tmp_path: Path) -> None:
    p = coded_by_kari(tmp_path / "p.sqlite")
    book = p.question.codebook_id
    drawn = p.draw(p.ola)
    new = act(p.engine, p.ola, "add_code", lambda work: add_code(work, book, "Reiseveg"))
    answer_id = p.drawn(drawn.id)[0]
    p.code(p.ola, answer_id, [new])
    act(p.engine, p.kari, CLOSE, lambda work: close_round(work, p.question, 1, unfinished=True))
    undo(p.engine, p.ola)
    with pytest.raises(BuiltUponError, match="kari"):
        undo(p.engine, p.ola)
    assert faults(p.engine) == []


@pytest.mark.slow
def test_a_code_merged_away_stays_known_where_it_was_frozen(tmp_path: Path) -> None:
    p = coded_by_kari(tmp_path / "p.sqlite")
    sample_id = coded_twice(p)
    act(p.engine, p.kari, "merge_codes", lambda work: merge_codes(work, [p.codes[1]], p.codes[0]))
    assert set(map(frozenset, p.given(sample_id, p.ola).values())) == {frozenset({p.codes[1]})}
    assert faults(p.engine) == []


def test_the_open_sample_is_found_by_the_person_and_by_the_shadow(tmp_path: Path) -> None:
    p = coded_by_kari(tmp_path / "p.sqlite")
    p.draw(p.kari, purpose=Purpose.AGAIN, after_days=0)
    [sample] = p.samples()
    assert sample.person_id == p.kari
    for coder_id in (p.kari, sample.coder_id):
        assert ask(p.engine, lambda work, who=coder_id: open_sample_of(work, p.question_id, who)) == sample  # type: ignore[misc]
    assert ask(p.engine, lambda work: drawn_for(work, p.question_id, p.ola)) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE given SET codes = '[\"0123\"]'", "frozen with a code that is gone"),
        ("UPDATE sample SET closed = 3", "is not what its history says"),
        ("UPDATE coder SET kind = 'again' WHERE name = 'ola'", "is not for whom it is coded by"),
        ("UPDATE sample SET purpose = 'again'", "is not for whom it is coded by"),
        ("UPDATE sample SET coder_id = 1", "is not for whom it is coded by"),
        ("UPDATE sample_answer SET weight = 2", "is not what its history says"),
    ],
)
def test_check_sees_what_was_changed_behind_the_programs_back(
    tmp_path: Path, statement: str, said: str
) -> None:
    path = tmp_path / "p.sqlite"
    p = coded_by_kari(path)
    coded_twice(p)
    p.engine.dispose()
    with sqlite3.connect(path) as connection:
        connection.execute(statement)
    engine = open_project(str(path))
    assert any(said in each for each in faults(engine))
    engine.dispose()


def test_a_draw_is_written_in_one_entry(tmp_path: Path) -> None:
    p = coded_by_kari(tmp_path / "p.sqlite")
    before = count(p.engine, schema.entry)
    p.draw(p.kari, purpose=Purpose.AGAIN, after_days=0)
    assert count(p.engine, schema.entry) == before + 1
