"""A server that goes away under a sitting: told, waited for, and nothing done twice."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import func, select

from coder.domain.errors import PassingFailureError
from coder.store import schema
from coder.store.failures import ServerAwayError
from coder.store.project import open_project
from coder.store.unit_of_work import Writing
from coder.usecases.coding.setting import set_code
from coder.usecases.session import Acknowledgement, Session
from tests.builders import SmallProject, count, faults, small_project
from tests.reliability.server_away import LosingAnswers, server_away

pytestmark = pytest.mark.postgres


class Sitting:
    """A session that is watched."""

    def __init__(self, url: str, project: SmallProject) -> None:
        self.project = project
        self.session = Session(url, "kari")
        self.heard: list[PassingFailureError | None] = []
        self.answers: list[Acknowledgement[object]] = []
        self.session.heard = self.heard.append
        self.session.open()

    def code(self, answer: int) -> str:
        def act(work: Writing) -> None:
            set_code(work, self.project.answers[answer], self.project.codes[0], self.project.kari)

        return self.session.write("set_code", act, self.answers.append)


@pytest.fixture
def sitting(new_postgres_url: str) -> Iterator[Sitting]:
    project = small_project(new_postgres_url)
    sitting = Sitting(new_postgres_url, project)
    yield sitting
    sitting.session.close(patience=0)
    project.engine.dispose()


def until(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < deadline, "it never came to hold"
        time.sleep(0.01)


def test_an_act_waits_for_the_server_and_is_done_once(sitting: Sitting, new_postgres_url: str) -> None:
    with server_away(new_postgres_url):
        uids = [sitting.code(0), sitting.code(1)]
        until(lambda: len(sitting.heard) >= 2)
        assert sitting.answers == []
        assert sitting.session.unsent == 2
        assert isinstance(sitting.session.trouble, ServerAwayError)
    until(lambda: len(sitting.answers) == 2)
    assert [(each.uid, each.error) for each in sitting.answers] == [(uid, None) for uid in uids]
    assert sitting.heard[-1] is None
    assert sitting.session.unsent == 0
    assert count(sitting.project.engine, schema.coding) == 2
    assert faults(sitting.project.engine) == []


def test_a_reading_waits_for_the_server(sitting: Sitting, new_postgres_url: str) -> None:
    counts: list[int] = []

    def read() -> None:
        query = select(func.count()).select_from(schema.answer)
        counts.append(sitting.session.read(lambda work: work.connection.scalar(query) or 0))

    with server_away(new_postgres_url):
        reader = threading.Thread(target=read)
        reader.start()
        until(lambda: bool(sitting.heard))
    reader.join(20)
    assert counts == [5]


def test_who_leaves_without_the_server_is_told_how_much_was_lost(
    sitting: Sitting, new_postgres_url: str
) -> None:
    with server_away(new_postgres_url):
        sitting.code(0)
        sitting.code(1)
        assert sitting.session.close(patience=0.5) == 2
    assert [type(each.error) for each in sitting.answers] == [ServerAwayError, ServerAwayError]
    assert count(sitting.project.engine, schema.coding) == 0


def test_a_commit_whose_answer_is_lost_is_not_done_twice(new_postgres_url: str) -> None:
    project = small_project(new_postgres_url)
    between = LosingAnswers(new_postgres_url)
    sitting = Sitting(between.url, project)
    try:
        for answer in range(4):
            between.lose_the_next_answer()
            sitting.code(answer)
            until(lambda: len(sitting.answers) == answer + 1)  # noqa: B023
    finally:
        sitting.session.close()
        between.close()
    assert between.lost == 4
    assert [each.error for each in sitting.answers] == [None] * 4
    assert None not in [each.entry for each in sitting.answers]
    assert count(project.engine, schema.coding) == 4
    assert faults(project.engine) == []
    project.engine.dispose()


def test_a_command_says_in_one_sentence_that_the_server_is_away(new_postgres_url: str) -> None:
    small_project(new_postgres_url).engine.dispose()
    with server_away(new_postgres_url), pytest.raises(ServerAwayError) as refused:
        open_project(new_postgres_url)
    assert refused.value.exit_code == 4
    assert "\n" not in str(refused.value)
