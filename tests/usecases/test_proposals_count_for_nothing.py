"""Whatever was done before: what a model proposes, and what a person rejects, changes no number anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from coder.store import schema
from coder.store.overview import overview
from coder.store.unit_of_work import Reading, Writing
from coder.tables.layout_json import json_values
from coder.usecases.exchange.codings_files import export_codings
from coder.usecases.suggesting.proposals import decide, open_proposals, propose
from coder.usecases.tables.frequency_table import frequency_table
from tests.builders import act, ask, faults, question
from tests.usecases.random_coders import RandomCoders


def all_that_counts(coders: RandomCoders) -> list[Any]:
    """Return the table, the export, whose coding counts, the numbers of the question, and what is open."""
    engine = coders.project.engine
    table = json_values(frequency_table(engine, "hva_skal_til"))
    table.pop("provenance")

    def read(work: Reading) -> list[Any]:
        settled = work.connection.execute(select(schema.settled).order_by(schema.settled.c.answer_id))
        states = work.connection.execute(select(schema.coded).order_by(schema.coded.c.id))
        return [
            export_codings(work, "hva_skal_til"),
            [tuple(row) for row in settled],
            [tuple(row) for row in states],
            overview(work, question(engine)),
        ]

    return [table, *ask(engine, read), coders.pairs(None)]


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_proposed_and_rejected_codes_count_for_nothing(seed: int, tmp_path: Path) -> None:
    coders = RandomCoders(tmp_path / "a.sqlite", seed)
    project = coders.project
    for _each in range(30):
        coders.step()
    before = all_that_counts(coders)

    def put_forward(work: Writing) -> None:
        code = schema.code
        open_ = code.c.codable == 1, code.c.retired.is_(None), code.c.merged_into_id.is_(None)
        codes = work.connection.scalars(select(code.c.id).where(*open_)).all()
        pairs = [(answer, code_id, 0.99) for answer in project.answers for code_id in codes]
        propose(work, project.question_id, pairs)

    act(project.engine, project.kari, "propose", put_forward)
    assert all_that_counts(coders) == before
    waiting = ask(project.engine, lambda work: open_proposals(work, project.question_id))
    assert waiting

    def reject_all(work: Writing) -> None:
        for answer in project.answers:
            no = [each.code_id for each in waiting if each.answer_id == answer]
            decide(work, answer, project.kari, [], no)

    act(project.engine, project.kari, "decide_proposals", reject_all)
    assert all_that_counts(coders) == before
    assert faults(project.engine) == []
