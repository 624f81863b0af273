"""Small counts are hidden, and nobody can work them out."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace

import pytest

from coder.tables.published import Published, published, published_cells
from coder.tables.suppression.hiding import (
    TooFewToShowError,
    TooSmallKError,
    suppression,
)
from coder.tables.suppression.told import GivenAway
from coder.tables.table import Cell, Column, FrequencyTable, Row
from tests.tables.random_table import counted, random_survey
from tests.tables.suppression_attack import Seen, attacker

K = 5


def table(counts: dict[str, Sequence[int]], bases: Sequence[int]) -> FrequencyTable:
    """Return a table without themes: for each code its total, then its count in each level."""
    return FrequencyTable(
        caption="Tabell",
        base=bases[0],
        base_kind="done",
        counts="responsible",
        unsettled=0,
        decimals=0,
        rows=tuple(
            Row(f"uid {name}", name, name, None, name, "code", numbers[0], None)
            for name, numbers in counts.items()
        ),
        note="",
        warnings=(),
        provenance={"options": {}},
        columns=tuple(
            Column(f"storrelse={number}", str(number), base, "storrelse")
            for number, base in enumerate(bases[1:], 1)
        ),
        cells=tuple(tuple(Cell(number, None) for number in numbers[1:]) for numbers in counts.values()),
    )


def suppressed(made: FrequencyTable, k: int, earlier: Sequence[Published] = ()) -> FrequencyTable:
    """Return a table with its small counts hidden."""
    return suppression(made, k, earlier).table


def given_away(made: FrequencyTable, k: int, earlier: Sequence[Published]) -> tuple[GivenAway, ...]:
    """Return the counts to be hidden that earlier exports tell."""
    return suppression(made, k, earlier).given_away


def shown(made: FrequencyTable) -> dict[str, list[int | None]]:
    """Return what readers see of each row: total, then levels."""
    return {
        row.label: [row.count, *(cell.count for cell in line)]
        for row, line in zip(made.rows, made.cells, strict=True)
    }


def with_small_only(made: FrequencyTable, k: int = K) -> FrequencyTable:
    """Hide the small counts and nothing else."""
    return replace(
        made,
        rows=tuple(replace(row, count=None) if 0 < (row.count or 0) < k else row for row in made.rows),
        cells=tuple(
            tuple(replace(cell, count=None) if 0 < (cell.count or 0) < k else cell for cell in line)
            for line in made.cells
        ),
    )


def exported(made: FrequencyTable, k: int | None, earlier: Sequence[Published] = ()) -> Published:
    """Return a table as it is kept when it has left, with a K or without."""
    hidden = made if k is None else suppressed(made, k, earlier)
    return published("tabell.docx, 3. mai", k, published_cells(made, hidden))


def test_a_small_count_is_hidden_with_one_beside_it_so_that_the_total_does_not_tell() -> None:
    found = suppressed(table({"Pris": [40, 20, 17, 3], "Tid": [30, 10, 10, 10]}, [90, 30, 30, 30]), K)
    assert shown(found) == {"Pris": [40, 20, None, None], "Tid": [30, 10, 10, 10]}
    assert [cell.suppressed for cell in found.cells[0]] == [False, True, True]


def test_nought_is_shown_and_k_is_shown() -> None:
    found = suppressed(table({"Pris": [25, 20, 5, 0]}, [90, 30, 30, 30]), K)
    assert shown(found) == {"Pris": [25, 20, 5, 0]}


def test_a_level_with_a_small_base_is_hidden_whole_and_another_with_it() -> None:
    found = suppressed(table({"Pris": [60, 30, 28, 2]}, [124, 70, 50, 4]), K)
    assert [column.base for column in found.columns] == [70, None, None]
    assert shown(found) == {"Pris": [60, 30, None, None]}


def test_a_level_with_nobody_in_it_is_shown() -> None:
    found = suppressed(table({"Pris": [60, 30, 30, 0]}, [120, 70, 50, 0]), K)
    assert shown(found) == {"Pris": [60, 30, 30, 0]}


def test_percent_weight_interval_and_mark_go_with_the_count() -> None:
    made = table({"Pris": [3]}, [90])
    assert suppressed(made, K).rows[0].suppressed
    assert suppressed(made, K).rows[0].percent is None


def test_the_place_of_a_hidden_total_among_counts_does_not_tell_it() -> None:
    made = counted(random_survey(3, n=120, themes=(4, 3), exclusive=True))
    found = suppressed(made, K)
    tops = [row for row in found.rows if not row.indented]
    states = [row.count is None for row in tops if row.count != 0]
    assert states == sorted(states)
    labels = [row.label for row in tops if row.count is None]
    assert labels == sorted(labels)


def test_rows_in_the_order_of_the_codebook_stay_there() -> None:
    made = table({"Pris": [3], "Tid": [30]}, [90])
    made = replace(made, provenance={"options": {"order": "codebook"}})
    assert [row.label for row in suppressed(made, K).rows] == ["Pris", "Tid"]


def test_a_table_of_too_few_is_refused() -> None:
    with pytest.raises(TooFewToShowError):
        suppressed(table({"Pris": [3]}, [4]), K)


def test_a_k_that_hides_nothing_is_refused() -> None:
    with pytest.raises(TooSmallKError):
        suppressed(table({"Pris": [3]}, [40]), 1)


def test_a_table_without_small_counts_stays_as_it_is() -> None:
    made = table({"Tid": [40, 20, 20], "Pris": [30, 15, 15]}, [90, 45, 45])
    assert suppressed(made, K) == made


def test_an_export_without_k_that_shows_a_small_count_is_named() -> None:
    made = table({"Pris": [40, 20, 17, 3]}, [90, 30, 30, 30])
    told = given_away(made, K, [exported(made, None)])
    assert [(each.row, each.column, each.count) for each in told] == [("Pris", "3", 3)]
    assert "tabell.docx, 3. mai" in str(told[0])


def test_an_export_with_a_smaller_k_is_named_too() -> None:
    made = table({"Pris": [40, 20, 17, 3]}, [90, 30, 30, 30])
    assert given_away(made, K, [exported(made, 3)])


def test_an_export_of_counts_that_have_changed_since_gives_nothing_away() -> None:
    before = table({"Pris": [41, 20, 17, 4]}, [90, 30, 30, 30])
    now = table({"Pris": [40, 20, 17, 3]}, [90, 30, 30, 30])
    assert not given_away(now, K, [exported(before, None)])


def test_a_count_that_can_be_worked_out_from_an_export_without_k_is_named() -> None:
    """The levels of another table tell the total that is hidden here."""
    by_level = table({"Pris": [3, 3, 0]}, [90, 45, 45])
    levels_only = replace(
        exported(by_level, None),
        cells=tuple(cell for cell in exported(by_level, None).cells if cell.of or cell.kind == "base"),
    )
    told = given_away(table({"Pris": [3]}, [90]), K, [levels_only])
    assert [(each.row, each.count, each.export) for each in told] == [("Pris", 3, "")]


def test_what_was_hidden_beside_a_small_count_stays_hidden_in_the_next_table() -> None:
    by_level = table({"Pris": [40, 20, 17, 3], "Tid": [30, 10, 10, 10]}, [90, 30, 30, 30])
    earlier = exported(by_level, K)
    one_level = replace(
        table({"Pris": [17], "Tid": [10]}, [30]), provenance={"options": {"where": ["storrelse=2"]}}
    )
    assert shown(suppressed(one_level, K, [earlier]))["Pris"] == [None]
    assert shown(suppressed(one_level, K))["Pris"] == [17]


def test_a_folded_row_does_not_tell_of_codes_hidden_in_an_earlier_table() -> None:
    earlier = exported(table({"Pris": [2], "Støy": [3], "Tid": [40]}, [90]), K)
    layer = {"folded": [{"row": "uid Ramme", "codes": ["uid Pris", "uid Støy"]}], "ranks": {}}
    folded = table({"Tid": [40], "Ramme": [5]}, [90])
    folded = replace(folded, provenance={"options": {}, "layer": layer})
    assert shown(suppressed(folded, K)) == {"Tid": [40], "Ramme": [5]}
    assert shown(suppressed(folded, K, [earlier])) == {"Tid": [40], "Ramme": [None]}


def test_rows_put_last_by_a_layer_stay_after_hidden_ones() -> None:
    made = table({"Tid": [40], "Støy": [3], "Annet": [12]}, [90])
    layer = {"folded": [], "ranks": {"uid Annet": 1}}
    made = replace(made, provenance={"options": {}, "layer": layer})
    assert list(shown(suppressed(made, K))) == ["Tid", "Støy", "Annet"]


def test_values_that_several_levels_share_are_no_contradiction() -> None:
    """With ``--count-by`` a value may stand in several levels: they sum to more than the total."""
    made = table({"Pris": [20, 15, 12], "Tid": [9, 7, 3]}, [30, 25, 20])
    assert shown(suppressed(made, K))["Tid"][2] is None
    assert shown(suppressed(made, K))["Pris"] == [20, 15, 12]


@pytest.mark.slow
def test_sixty_rows_by_fifteen_columns_take_seconds() -> None:
    survey = random_survey(1, n=2_000, themes=(6,) * 8, alone=4, variables=(15,))
    made = counted(survey, by=["v0"])
    started = time.process_time()
    suppressed(made, K)
    assert time.process_time() - started < 10


@pytest.mark.slow
def test_sixty_rows_by_three_variables_take_seconds() -> None:
    """Where few answered, so that hundreds of counts are small and all their crossings are reckoned with."""
    survey = random_survey(1, n=400, themes=(6,) * 8, alone=4, variables=(3, 3, 3), lacking=0.02)
    made = counted(survey, by=list(survey.levels))
    started = time.process_time()
    suppressed(made, K)
    assert time.process_time() - started < 20


@pytest.mark.slow
def test_the_cells_kept_with_an_export_come_back_as_they_were() -> None:
    made = counted(random_survey(4), by=["v0"])
    hidden = suppressed(made, K)
    kept = published_cells(made, hidden)
    assert [cell.written() for cell in published("a", K, kept).cells] == kept
    assert any(not cell["shown"] for cell in kept)


@pytest.mark.slow
def test_hiding_small_counts_alone_can_be_seen_through() -> None:
    """So the attacker of these tests is able to find what is to be found."""
    seen_through = 0
    for seed in range(1, 6):
        survey = random_survey(seed, variables=(3,))
        small = with_small_only(counted(survey, by=["v0"]))
        seen_through += bool(attacker(survey, Seen(small)).narrowest(K))
    assert seen_through >= 4


@pytest.mark.parametrize(
    "seed", [1, 3, *(pytest.param(each, marks=pytest.mark.slow) for each in (2, 4, 5, 6))]
)
def test_no_hidden_count_can_be_bounded_to_less_than_k(seed: int) -> None:
    survey = random_survey(
        seed,
        n=(30, 60, 120)[seed % 3],
        variables=(3,) if seed % 2 else (3, 2),
        lacking=0.06 if seed % 3 == 0 else 0.0,
        exclusive=seed == 5,
    )
    hidden = suppressed(counted(survey, by=list(survey.levels)), K)
    assert attacker(survey, Seen(hidden)).narrowest(K) == []


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 130))
def test_nor_in_any_of_many_random_tables(seed: int) -> None:
    k = (3, 5, 10)[seed % 3]
    survey = random_survey(
        seed,
        n=(40, 80, 160)[seed % 3],
        themes=((3, 2), (4,), (2, 2, 2))[seed % 3],
        alone=seed % 3,
        variables=((2,), (4,), (3, 2), (2, 2, 2))[seed % 4],
        lacking=0.05 if seed % 4 == 1 else 0.0,
        exclusive=seed % 5 == 0,
    )
    hidden = suppressed(counted(survey, by=list(survey.levels)), k)
    assert attacker(survey, Seen(hidden)).narrowest(k) == []
