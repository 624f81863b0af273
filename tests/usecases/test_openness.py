"""What is open, computed quickly, is what the rule says, whatever two coders did."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from coder.store import schema
from coder.store.as_of import engine_as_of
from coder.store.history import last_number
from coder.store.unit_of_work import Reading, reading
from coder.usecases.revisit.reading_again import open_answer_ids
from tests.builders import ask, faults
from tests.usecases.random_coders import RandomCoders


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2, 4, 6])
def test_what_is_open_is_what_the_rule_says_whatever_was_done(seed: int, tmp_path: Path) -> None:
    hold_against_the_rule(tmp_path / "a.sqlite", seed, steps=60)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_open_is_what_the_rule_says_where_the_consensus_counts(seed: int, tmp_path: Path) -> None:
    hold_against_the_rule(tmp_path / "a.sqlite", seed, steps=60, counts="consensus")


@pytest.mark.soak
@pytest.mark.parametrize("counts", ["responsible", "consensus"])
@pytest.mark.parametrize("seed", range(100, 140))
def test_what_is_open_is_what_the_rule_says_for_long(seed: int, counts: str, tmp_path: Path) -> None:
    hold_against_the_rule(tmp_path / "a.sqlite", seed, steps=120, counts=counts)


def hold_against_the_rule(path: Path, seed: int, steps: int, counts: str = "responsible") -> None:
    """Let two coders do so many things, and compare after each."""
    coders = RandomCoders(path, seed, counts)
    opened = 0
    for _each in range(steps):
        coders.step()
        for coder in (coders.project.kari, coders.project.ola):
            found = coders.pairs(coder)
            assert found == coders.oracle.open_to(coders.uid(coder)), coders.oracle.log[-6:]
            opened += len(found)
        in_all = ask(coders.project.engine, coders.oracle.open_in_all)
        assert coders.pairs(None) == in_all, coders.oracle.log[-6:]
    assert opened
    assert faults(coders.project.engine) == []


@pytest.mark.slow
def test_what_was_open_then_is_known_still(tmp_path: Path) -> None:
    coders = RandomCoders(tmp_path / "a.sqlite", 3)
    project, then = coders.project, {}

    def uids(work: Reading, ids: set[int]) -> set[str]:
        return set(work.records.uids_of("answer", sorted(ids)))

    for _each in range(50):
        coders.step()
        with reading(project.engine) as work:
            then[last_number(work)] = uids(work, open_answer_ids(work, project.question_id))
    with reading(project.engine) as history:
        for number, expected in then.items():
            past = engine_as_of(history, number)
            with reading(past) as work:
                question = work.connection.scalars(select(schema.question.c.id)).one()
                assert uids(work, open_answer_ids(work, question, history=history)) == expected
            past.dispose()
    assert any(then.values())
