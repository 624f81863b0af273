from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coder.tables.saturation import LATEST, saturation, without_quiet_runs
from coder.tables.saturation_grid import saturation_sentences, themes_grid

readings = st.lists(st.frozensets(st.integers(0, 12), max_size=4), max_size=60)


def test_new_codes_are_counted_per_ten_answers_in_reading_order() -> None:
    codes = [{1, 2}, {2}, *[{1}] * 8, {3}, {1, 3}]
    found = saturation(codes)
    assert found.new_codes == (2, 1)
    assert [(each.first, each.last, each.known) for each in found.stretches] == [(1, 10, 2), (11, 12, 3)]
    assert found.stretches[1].new == (3,)
    assert (found.last_new, found.read) == (11, 12)


def test_codes_met_once_tell_what_the_next_answers_may_bring() -> None:
    found = saturation([{1}, {1, 2}, {3}, set(), {1}])
    assert found.met_once == 2
    assert found.to_expect == 10 * 2 / 5


def test_no_number_of_new_codes_is_told_that_rounds_to_none() -> None:
    once = [{1}, *[{2}] * 299]
    for codes, told in (
        (once, "hardly any new one"),
        (once[1:], "hardly any new one"),
        (once[:60], "about 0.2"),
    ):
        assert told in saturation_sentences(saturation(codes))[-1]


def test_when_half_and_all_codes_had_been_met() -> None:
    found = saturation([{1}, {2}, set(), {3}, {1}, {4}])
    assert (found.met_by(0.5), found.met_by(0.75), found.met_by(1)) == (2, 4, 6)
    assert found.new_since(3) == 2


def test_nothing_read_and_nothing_coded_are_no_errors() -> None:
    assert saturation([]).last_new is None
    assert saturation([]).to_expect is None
    nothing = saturation([set(), set()])
    assert (nothing.new_codes, nothing.met_by(0.5), nothing.to_expect) == ((0,), None, 0)


def test_stretches_without_anything_new_are_told_together() -> None:
    found = saturation([{1}, *[{1}] * 39, {2}])
    shown = without_quiet_runs(found.stretches)
    assert [(each.first, each.last, len(each.new)) for each in shown] == [
        (1, 10, 1),
        (11, 40, 0),
        (41, 41, 1),
    ]


@given(readings, st.integers(1, 15))
def test_every_code_is_new_once(codes: list[frozenset[int]], size: int) -> None:
    found = saturation(codes, size)
    everything = [code for stretch in found.stretches for code in stretch.new]
    assert sorted(everything) == sorted(set().union(*codes))
    assert sum(stretch.last - stretch.first + 1 for stretch in found.stretches) == len(codes)
    assert not found.stretches or found.stretches[-1].known == len(everything)
    assert all(code in codes[number - 1] for code, number in found.met_in.items())


def test_what_the_latest_answers_brought_stands_where_others_came_before() -> None:
    few, many = ([frozenset({n % 3}) for n in range(read)] for read in (LATEST, LATEST + 1))
    assert [len(themes_grid("Hva?", [("NAV", saturation(codes))]).columns) for codes in (few, many)] == [3, 4]
    [row] = themes_grid("Hva?", [("NAV", saturation(many))]).rows
    assert [cell.text for cell in row.cells] == ["3", "2", "3", "2"]
