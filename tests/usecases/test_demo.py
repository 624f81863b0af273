"""The demo project, made as `coder demo` makes it."""

from __future__ import annotations

import pytest

from coder.store.overview import overview
from coder.store.project import open_project
from coder.store.questions import all_questions
from coder.store.unit_of_work import reading
from coder.usecases.project.demo import QUESTION, demo_project
from coder.usecases.project.making import check_project
from coder.usecases.tables.frequency_table import frequency_table


@pytest.mark.slow
def test_the_demo_is_a_whole_project_with_work_left_and_a_table() -> None:
    with demo_project() as path:
        engine = open_project(str(path))
        assert check_project(engine) == []
        with reading(engine) as work:
            numbers = {question.key: overview(work, question) for question in all_questions(work)}
        for found in numbers.values():
            assert found.coders == ("Koder A", "Koder B")
            assert found.unsettled >= 15
            assert 0 < found.placed <= found.sentences
        table = frequency_table(engine, QUESTION)
        assert table.base == numbers[QUESTION].settled
        engine.dispose()


@pytest.mark.slow
def test_the_demo_project_is_gone_afterwards() -> None:
    with demo_project() as path:
        assert path.stat().st_mode & 0o077 == 0
        assert path.parent.stat().st_mode & 0o077 == 0
    assert not path.parent.exists()
