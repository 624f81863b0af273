"""Several processes code in one project at once: nothing refused, nothing lost, nothing doubled."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from coder.store import schema
from tests.builders import ask, count, faults, small_project
from tests.reliability.full_speed import code_at_full_speed
from tests.reliability.together import ADDER, WORKER, code_together, run_together

TEXTS = [f"Svar nummer {number}" for number in range(1, 61)]


@pytest.mark.soak
def test_four_processes_code_at_once(project_url: str) -> None:
    p = small_project(project_url, texts=TEXTS)
    made = code_together(project_url, 4, len(TEXTS))
    assert made.acts == 4 * len(TEXTS)
    assert count(p.engine, schema.coding) == 4 * len(TEXTS)
    assert count(p.engine, schema.coded) == 4 * len(TEXTS)
    numbers = ask(
        p.engine,
        lambda work: work.connection.scalars(
            select(schema.entry.c.number).order_by(schema.entry.c.number)
        ).all(),
    )
    assert numbers == list(range(1, len(numbers) + 1))
    assert faults(p.engine) == []


@pytest.mark.slow
def test_eight_who_code_as_fast_as_they_can_lose_nothing(project_url: str) -> None:
    found = code_at_full_speed(project_url, processes=8, seconds=3, answers=60)
    assert found.nothing_wrong, found
    assert all(found.acts)


@pytest.mark.soak
def test_eight_who_code_for_a_minute_lose_nothing(project_url: str) -> None:
    found = code_at_full_speed(project_url, processes=8, seconds=60)
    assert found.nothing_wrong, found
    assert all(found.acts)


@pytest.mark.slow
def test_a_new_coder_is_made_once_by_four_processes(project_url: str) -> None:
    p = small_project(project_url, texts=TEXTS)
    said = run_together(WORKER, [[project_url, "nils", str(1 + 5 * n), str(5 + 5 * n)] for n in range(4)])
    assert len({each["coder"] for each in said}) == 1
    assert count(p.engine, schema.coder) == 4
    assert faults(p.engine) == []


@pytest.mark.slow
def test_two_who_make_the_same_codes_at_once_share_them(project_url: str) -> None:
    p = small_project(project_url)
    paths = json.dumps([f"Tema {number} > Kode {number}" for number in range(15)])
    first, second = run_together(ADDER, [[project_url, "nils", paths], [project_url, "anna", paths]])
    assert first["made"] == second["made"]
    assert len(set(first["made"])) == 15
    assert faults(p.engine) == []
