"""One process that suggests for several people, as each would be suggested to alone."""

from __future__ import annotations

import os
import queue
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from coder.store.project import open_project
from coder.usecases.suggesting.model_process import ModelProcess
from coder.usecases.suggesting.suggestions import Ended, Said, Suggested
from coder.web.shared_models import SharedModels
from tests.builders import small_project
from tests.web.serving import is_running, until

pytestmark = pytest.mark.slow
Q = "hva_skal_til"


@pytest.fixture
def models() -> Iterator[SharedModels]:
    shared = SharedModels()
    shared.start()
    yield shared
    shared.close()


class Listening:
    """What a model says to one person."""

    def __init__(self, target: str, coder: str, place: str | None) -> None:
        self.said: queue.Queue[Said] = queue.Queue()
        self.model = ModelProcess(target, Q, coder, self.said.put, place=place, pauses=(0.1, 0.5, 2.0))

    def until(self, kind: type[Said]) -> Said:
        while not isinstance(found := self.said.get(timeout=30), kind):
            pass
        return found


def test_several_are_suggested_to_by_one_process(tmp_path: Path, models: SharedModels) -> None:
    target = str(tmp_path / "a.sqlite")
    small = small_project(target)
    small.engine.dispose()
    alone = Listening(target, "kari", None)
    alone.model.ask(small.answers[0])
    wanted = alone.until(Suggested)
    alone.model.close()
    together = [Listening(target, name, models.place) for name in ("kari", "ola")]
    for each in together:
        each.model.ask(small.answers[0])
    first, second = (each.until(Suggested) for each in together)
    assert isinstance(wanted, Suggested)
    assert isinstance(first, Suggested)
    assert isinstance(second, Suggested)
    assert [code.code_id for code in first.codes] == [code.code_id for code in wanted.codes]
    assert second.answer_id == small.answers[0]
    # One who leaves takes nobody along.
    together[0].model.close()
    together[1].model.ask(small.answers[1])
    while together[1].until(Suggested).answer_id != small.answers[1]:  # type: ignore[union-attr]
        pass
    together[1].model.close()


def test_what_fails_for_one_fails_for_nobody_else(tmp_path: Path, models: SharedModels) -> None:
    target = str(tmp_path / "a.sqlite")
    small = small_project(target)
    small.engine.dispose()
    fine = Listening(target, "kari", models.place)
    broken = Listening(str(tmp_path / "none.sqlite"), "kari", models.place)
    broken.until(Ended)
    broken.model.close()
    fine.model.ask(small.answers[0])
    fine.until(Suggested)
    assert models.process_id is not None
    fine.model.close()


def test_it_is_called_again_when_it_was_ended(tmp_path: Path, models: SharedModels) -> None:
    target = str(tmp_path / "a.sqlite")
    small = small_project(target)
    small.engine.dispose()
    kari = Listening(target, "kari", models.place)
    kari.model.ask(small.answers[0])
    kari.until(Suggested)
    before = models.process_id
    assert before is not None
    os.kill(before, signal.SIGKILL)
    kari.until(Ended)
    until(lambda: models.process_id is None)
    models.start()
    kari.until(Suggested)
    models.close()
    kari.model.close()
    assert not is_running(before)
    open_project(target).dispose()


def test_nobody_else_can_call(models: SharedModels) -> None:
    assert models.place is not None
    assert Path(models.place).parent.stat().st_mode & 0o077 == 0
