"""Waves stand in the order they were, and can be given the name they came without."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy import Engine

from coder.domain.errors import WrongUseError
from coder.store.undo import take_back
from coder.store.unit_of_work import writing
from coder.store.waves import UnknownWaveError, wave_ids
from coder.usecases.survey.waves import (
    AllNamedError,
    EmptyWaveNameError,
    RepeatedWaveError,
    WaveNameTakenError,
    name_wave,
    order_of_waves,
    order_waves,
)
from tests.builders import act, ask, small_project


@pytest.fixture
def engine(project_url: str) -> Engine:
    return small_project(project_url).engine


def with_waves(engine: Engine, *names: str) -> None:
    with writing(engine, coder_id=None, operation="import_survey") as work:
        for row_id in wave_ids(work).values():
            work.update("wave", row_id, name=names[0], position=1)
        rows = [{"name": name, "position": place} for place, name in enumerate(names[1:], 2)]
        work.create_many("wave", rows)


@pytest.mark.parametrize(
    ("known", "new", "expected"),
    [
        ([""], ["2018"], ["", "2018"]),
        (["2018"], [""], ["2018", ""]),
        (["2016", ""], ["2014", "2020"], ["2014", "", "2016", "2020"]),
        (["2018", "2016"], ["2014"], ["2018", "2016", "2014"]),
        ([], ["2018", "", "2016"], ["2016", "2018", ""]),
    ],
)
def test_a_wave_without_a_name_stands_where_it_came(
    known: Sequence[str], new: Sequence[str], expected: Sequence[str]
) -> None:
    assert order_of_waves(known, new) == expected


def test_the_wave_that_came_without_a_name_gets_one_and_stands_where_it_belongs(engine: Engine) -> None:
    with_waves(engine, "", "2014")
    act(engine, 1, "name_wave", lambda work: name_wave(work, "", " 2018 "))
    assert list(ask(engine, wave_ids)) == ["2014", "2018"]
    with writing(engine, coder_id=1, operation="undo") as work:
        take_back(work)
    assert list(ask(engine, wave_ids)) == ["", "2014"]


def test_a_renamed_wave_stays_where_a_person_put_it(engine: Engine) -> None:
    with_waves(engine, "2018", "2014", "2016")
    act(engine, 1, "name_wave", lambda work: name_wave(work, "2014", "2020"))
    assert list(ask(engine, wave_ids)) == ["2018", "2020", "2016"]


def test_a_renamed_wave_takes_the_place_of_its_year(engine: Engine) -> None:
    with_waves(engine, "2014", "2016", "2018")
    act(engine, 1, "name_wave", lambda work: name_wave(work, "2014", "2020"))
    assert list(ask(engine, wave_ids)) == ["2016", "2018", "2020"]


def test_waves_are_ordered_by_hand(engine: Engine) -> None:
    with_waves(engine, "før", "under", "")
    act(engine, 1, "order_waves", lambda work: order_waves(work, ["", "under"]))
    assert list(ask(engine, wave_ids)) == ["", "under", "før"]


@pytest.mark.parametrize(
    ("wave", "name", "error"),
    [
        ("2014", "2016", WaveNameTakenError),
        ("2014", " ", EmptyWaveNameError),
        ("2013", "2012", UnknownWaveError),
        ("", "2012", AllNamedError),
    ],
)
def test_a_name_that_would_confuse_is_refused(
    engine: Engine, wave: str, name: str, error: type[WrongUseError]
) -> None:
    with_waves(engine, "2014", "2016")
    with pytest.raises(error):
        act(engine, 1, "name_wave", lambda work: name_wave(work, wave, name))
    with pytest.raises(RepeatedWaveError):
        act(engine, 1, "order_waves", lambda work: order_waves(work, ["2014", "2014"]))
    assert list(ask(engine, wave_ids)) == ["2014", "2016"]
