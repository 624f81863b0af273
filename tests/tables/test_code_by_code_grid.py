from __future__ import annotations

import csv
import io

import numpy as np

from coder.tables.code_by_code import Together, together
from coder.tables.code_by_code_grid import (
    PAIR_COLUMNS,
    Item,
    Words,
    matrix_grid,
    pairs_grid,
    together_values,
)
from coder.tables.grid_csv import grid_as_csv

ITEMS = [Item(f"id{place}", name, name) for place, name in enumerate(("NAV", "Bolig", "Penger"))]
WORDS = Words("Koder sammen. N=10", "N = answers whose coding is settled.")


def found() -> Together:
    sets = [{0, 1}] * 3 + [{0, 2}] * 2 + [{1}] + [set()] * 4
    answers, codes = np.array([(answer, code) for answer, has in enumerate(sets) for code in has]).T
    return together(answers, codes, 3, 10)


def test_the_list_has_a_line_per_pair() -> None:
    grid = pairs_grid(found(), ITEMS, WORDS, {})
    assert [(row.label, *(cell.text for cell in row.cells)) for row in grid.rows] == [
        ("NAV", "Bolig", "3", "2.0", "1.50"),
        ("NAV", "Penger", "2", "1.0", "2.00"),
    ]
    assert "Expected = answers with both if the two were independent" in grid.note
    assert "fewer than 5 are expected" in grid.note


def test_a_shortened_list_says_so() -> None:
    grid = pairs_grid(found(), ITEMS, WORDS, {}, most=1)
    assert len(grid.rows) == 1
    assert "The most frequent pair of 2." in grid.note


def test_where_no_two_codes_meet_the_note_says_so() -> None:
    nobody = together(np.array([0, 1]), np.array([0, 1]), 2, 2)
    grid = pairs_grid(nobody, ITEMS[:2], WORDS, {})
    assert grid.rows == ()
    assert "No two codes occur together." in grid.note


def test_the_matrix_is_numbered_and_shows_its_lower_half() -> None:
    grid = matrix_grid(found(), ITEMS, WORDS, {})
    assert [column.heading for column in grid.columns] == ["1", "2", "3"]
    assert [(row.label, *(cell.text for cell in row.cells)) for row in grid.rows] == [
        ("1 NAV", "5", "", ""),
        ("2 Bolig", "3", "4", ""),
        ("3 Penger", "2", "0", "2"),
    ]


def test_json_holds_every_pair_and_every_code() -> None:
    values = together_values(found(), ITEMS)
    assert values["codes"][0] == {"id": "id0", "path": "NAV", "count": 5}
    assert [(pair["first"], pair["second"], pair["count"], pair["lift"]) for pair in values["pairs"]] == [
        ("id0", "id1", 3, 1.5),
        ("id0", "id2", 2, 2.0),
    ]


def test_as_csv_it_has_stable_names_numbers_and_its_provenance_once() -> None:
    text = grid_as_csv(pairs_grid(found(), ITEMS, WORDS, {"entry": 7}), PAIR_COLUMNS)
    first, second = csv.DictReader(io.StringIO(text))
    assert (first["code"], first["with"], first["count"], first["lift"]) == ("NAV", "Bolig", "3", "1.50")
    assert first["provenance"] == '{"entry":7}'
    assert second["provenance"] == ""


def test_a_csv_of_no_lines_still_tells_what_it_was_made_from() -> None:
    nobody = together(np.array([0]), np.array([0]), 2, 2)
    [line] = csv.DictReader(io.StringIO(grid_as_csv(pairs_grid(nobody, ITEMS[:2], WORDS, {}), PAIR_COLUMNS)))
    assert line["code"] == ""
    assert line["provenance"] == "{}"
