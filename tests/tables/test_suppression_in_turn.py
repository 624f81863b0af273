"""What one export hides stays hidden beside all that follow."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pytest

from coder.tables.published import Published, published, published_cells
from coder.tables.suppression.hiding import Suppression, TooFewToShowError, suppression
from coder.tables.table import FrequencyTable
from tests.tables.random_table import RandomSurvey, counted, random_survey
from tests.tables.suppression_attack import Seen, attacker
from tests.tables.test_suppression import K, exported, shown, table


def sequence(survey: RandomSurvey, k: int) -> list[Seen]:
    """Export one table after the other, each knowing of those before it; return what readers have of them."""
    first, *others = survey.levels
    asked = [
        ([first], (), "both"),
        (others, (), "both"),
        ([], (f"{first}={survey.levels[first][0]}",), "both"),
        ([first], (), "theme"),
        (others, (f"{first}={survey.levels[first][0]}", f"{first}={survey.levels[first][1]}"), "code"),
    ]
    earlier: list[Published] = []
    seen = []
    for by, where, level in asked:
        made = counted(survey, by=by, where=where, level=level)
        done = suppression(made, k, earlier)
        assert not done.given_away
        assert not done.narrowed
        earlier.append(published(f"{len(earlier)}.docx", k, published_cells(made, done.table)))
        seen.append(Seen(done.table, where))
    return seen


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 9))
def test_nor_from_several_tables_exported_one_after_the_other(seed: int) -> None:
    survey = random_survey(
        seed, n=(90, 150)[seed % 2], variables=(3, 2), lacking=0.05 if seed % 3 == 0 else 0.0
    )
    assert attacker(survey, *sequence(survey, K)).narrowest(K) == []


@dataclass(frozen=True)
class Asked:
    """A table that somebody asks for."""

    by: tuple[str, ...]
    where: tuple[str, ...]
    level: str


def any_tables(survey: RandomSurvey, chance: random.Random, n: int) -> Iterator[Asked]:
    """Ask for tables by any variables, of any part of those who answered."""
    for _number in range(n):
        by = chance.sample(list(survey.levels), chance.randint(0, len(survey.levels)))
        others = [variable for variable in survey.levels if variable not in by]
        where: list[str] = []
        if others and chance.random() < 0.5:
            variable = chance.choice(others)
            levels = survey.levels[variable]
            where = [
                f"{variable}={level}" for level in chance.sample(levels, chance.randint(1, len(levels) - 1))
            ]
        level = chance.choice(["both", "code", "theme"]) if survey.themes else "code"
        yield Asked(tuple(by), tuple(where), level)


@dataclass
class Turns:
    """Exports one after the other; those that are refused do not leave."""

    survey: RandomSurvey
    k: int
    left: list[Seen]
    refused: list[Suppression]


def in_turn(seed: int, n: int = 4) -> Turns:
    """Export random tables of a random survey one after the other."""
    chance = random.Random(seed)
    k = chance.choice([3, 5])
    survey = random_survey(
        seed,
        n=chance.choice([60, 100, 200]),
        themes=chance.choice([(3, 2), (2,), (4,)]),
        alone=chance.choice([0, 1, 2]),
        variables=chance.choice([(3, 2), (2, 2), (4,)]),
        lacking=chance.choice([0, 0, 0.05]),
        exclusive=chance.random() < 0.2,
    )
    turns = Turns(survey, k, [], [])
    earlier: list[Published] = []
    for asked in any_tables(survey, chance, n):
        made = counted(survey, by=asked.by, where=asked.where, level=asked.level)
        try:
            done = suppression(made, k, earlier)
        except TooFewToShowError:
            continue
        if done.given_away or done.narrowed:
            turns.refused.append(done)
            continue
        earlier.append(published(f"{len(earlier)}.docx", k, published_cells(made, done.table)))
        turns.left.append(Seen(done.table, asked.where))
    return turns


def narrowest(turns: Turns) -> Sequence[object]:
    """Return the hidden counts that all exports together bound to a range narrower than K."""
    return attacker(turns.survey, *turns.left).narrowest(turns.k)


@pytest.mark.slow
@pytest.mark.parametrize("n", [2, 3])
def test_a_few_tables_in_turn_leave_every_hidden_count_a_range_of_k(n: int) -> None:
    turns = in_turn(n, n)
    assert len(turns.left) == n
    assert narrowest(turns) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", [304, 305, 306, 311, 313, 409, 412, 418, 475])
def test_four_tables_in_turn_leave_every_hidden_count_a_range_of_k(seed: int) -> None:
    """Among them the seeds in which one of the four must be refused."""
    assert narrowest(in_turn(seed)) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1164, 1171, 1175])
def test_a_column_that_shows_a_count_after_all_shows_its_zeros_too(seed: int) -> None:
    """What is hidden there is taken to be none, so that it lies at least at 1."""
    assert narrowest(in_turn(seed, 6)) == []


@pytest.mark.soak
@pytest.mark.timeout(600)
@pytest.mark.parametrize("seed", range(1_000, 1_200))
def test_six_tables_in_turn_leave_every_hidden_count_a_range_of_k(seed: int) -> None:
    assert narrowest(in_turn(seed, 6)) == []


@pytest.mark.slow
def test_a_table_that_would_tell_what_an_earlier_one_hides_is_refused_by_the_counts_name() -> None:
    """The fourth table must show a theme beside which a count of 1 in the third would lie from 0 to 2."""
    turns = in_turn(313)
    assert len(turns.left) == 3
    [refused] = turns.refused
    assert [str(each) for each in refused.narrowed] == ["«K00», «v0=n01, v1=n11»: 1 is hidden in 2.docx."]


def of_level(made: FrequencyTable, level: str) -> FrequencyTable:
    """Return a table as one of a single level."""
    return replace(made, provenance={"options": {"where": [f"storrelse={level}"]}})


def test_the_n_of_a_table_is_shown_and_so_may_not_be_one_that_was_hidden() -> None:
    earlier = exported(table({"Pris": [60, 30, 28, 2]}, [124, 70, 50, 4]), K)
    found = suppression(of_level(table({"Pris": [28]}, [50]), "2"), K, [earlier])
    told = {(each.row, each.column, each.count) for each in found.narrowed}
    assert {("N", "2", 50), ("N", "3", 4)} <= told


def test_what_earlier_exports_tell_by_themselves_is_not_held_against_the_next_table() -> None:
    made = table({"Pris": [40, 20, 17, 3], "Tid": [30, 10, 10, 10]}, [90, 30, 30, 30])
    earlier = [exported(made, K), exported(made, None)]
    found = suppression(table({"Tid": [30, 10, 10, 10]}, [90, 30, 30, 30]), K, earlier)
    assert (found.given_away, found.narrowed) == ((), ())
    assert shown(found.table) == {"Tid": [30, 10, 10, 10]}


def test_what_can_be_worked_out_from_earlier_exports_does_not_hide_the_whole_next_table() -> None:
    """Two exports without a K tell a count that one with a K hid."""
    made = table({"Pris": [40, 20, 17, 3], "Tid": [30, 10, 10, 10]}, [90, 30, 30, 30])
    told = exported(made, None)
    parts = replace(
        told, cells=tuple(cell for cell in told.cells if "storrelse=3" not in cell.of or cell.kind == "base")
    )
    found = suppression(table({"Tid": [30, 10, 10, 10]}, [90, 30, 30, 30]), K, [exported(made, K), parts])
    assert shown(found.table) == {"Tid": [30, 10, 10, 10]}
