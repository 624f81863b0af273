from __future__ import annotations

from functools import partial

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.domain.codebook import Code, CodeKind
from coder.tables.frequency import (
    Integers,
    answers_per_group,
    codes_in_use,
    counted_pairs,
    top_places,
)
from coder.tables.options import Order
from coder.tables.percent import percent
from coder.tables.rows import FrequencyRows
from tests.tables.code_counts import count_codes

NAMES = ("NAV", "NAV > Lønn", "NAV > Møter", "NAV > Møter > Faste", "Annet", "Vet ikke")
"""A theme with a code of two levels, and two codes at the top."""


def code(
    place: int,
    path: str,
    *,
    parent: int | None = None,
    kind: CodeKind = CodeKind.ORDINARY,
    codable: bool = True,
    born: int = 1,
    from_file: bool = True,
    retired: int | None = None,
    merged_into: int | None = None,
) -> Code:
    names = tuple(path.split(" > "))
    return Code(
        id=100 + place,
        uid=f"u{place}",
        name=names[-1],
        path=names,
        parent_id=parent,
        position=place,
        kind=kind,
        codable=codable,
        colour="",
        born=born,
        from_file=from_file,
        retired=retired,
        merged_into=merged_into,
        split_from=None,
    )


CODEBOOK = [
    code(0, NAMES[0]),
    code(1, NAMES[1], parent=100),
    code(2, NAMES[2], parent=100),
    code(3, NAMES[3], parent=102),
    code(4, NAMES[4], kind=CodeKind.OTHER),
    code(5, NAMES[5], kind=CodeKind.DONT_KNOW),
]

codings = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 5)), max_size=120)


def arrays(pairs: list[tuple[int, int]]) -> tuple[Integers, Integers]:
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def shown(
    codes: list[Code],
    pairs: list[tuple[int, int]],
    level: str = "both",
    order: Order = "count",
    excluded: tuple[CodeKind, ...] = (),
    done: tuple[int, ...] = (5,),
) -> list[tuple[str, int | None]]:
    counts = count_codes(codes, *arrays(pairs), excluded)
    used = codes_in_use(codes, counts.codes, np.array(done, dtype=np.int64))
    made = FrequencyRows(codes, counts, used, partial(percent, base=50), order=order, excluded=excluded)
    wanted = {"code": made.rows("code"), "theme": made.rows("theme"), "both": made.rows("both")}[level]
    return [("  " * row.indented + row.label, row.shown_count) for row in wanted]


def test_an_answer_counts_once_per_code_however_often_it_comes() -> None:
    assert count_codes(CODEBOOK, *arrays([(1, 1), (1, 1), (2, 1)])).codes.tolist() == [0, 2, 0, 0, 0, 0]


def test_a_theme_counts_answers_with_any_of_its_codes_or_itself_once() -> None:
    counts = count_codes(CODEBOOK, *arrays([(1, 0), (1, 1), (2, 3), (3, 3), (3, 2), (4, 4)]))
    assert counts.themes.tolist() == [3, 0, 0, 0, 1, 0]


@given(codings)
def test_the_order_of_codings_does_not_matter(pairs: list[tuple[int, int]]) -> None:
    forwards, backwards = (count_codes(CODEBOOK, *arrays(each)) for each in (pairs, pairs[::-1]))
    assert forwards.codes.tolist() == backwards.codes.tolist()
    assert forwards.themes.tolist() == backwards.themes.tolist()


@pytest.mark.slow
@given(codings)
def test_pandas_counts_the_same(pairs: list[tuple[int, int]]) -> None:
    counts = count_codes(CODEBOOK, *arrays(pairs))
    frame = pd.DataFrame(pairs, columns=["answer", "code"])
    frame["top"] = [top_places(CODEBOOK)[place] for place in frame["code"]]
    per_code = frame.groupby("code")["answer"].nunique()
    per_theme = frame.groupby("top")["answer"].nunique()
    assert counts.codes.tolist() == [int(per_code.get(place, 0)) for place in range(6)]
    assert counts.themes.tolist() == [int(per_theme.get(place, 0)) for place in range(6)]


@given(codings)
def test_a_theme_lies_between_its_largest_code_and_the_sum_of_its_codes(pairs: list[tuple[int, int]]) -> None:
    counts = count_codes(CODEBOOK, *arrays(pairs))
    below = counts.codes[:4]
    assert below.max() <= counts.themes[0] <= below.sum()


@given(codings)
def test_no_code_passes_the_number_of_answers(pairs: list[tuple[int, int]]) -> None:
    counts = count_codes(CODEBOOK, *arrays(pairs))
    assert counts.codes.max() <= len({answer for answer, _code in pairs})


def test_nothing_coded_counts_nothing() -> None:
    nothing: Integers = np.zeros(0, dtype=np.int64)
    assert answers_per_group(nothing, nothing, 0).tolist() == []
    assert count_codes([], nothing, nothing).codes.tolist() == []
    assert count_codes(CODEBOOK, nothing, nothing).codes.tolist() == [0] * 6


def test_themes_stand_by_their_count_and_codes_within_them_by_theirs() -> None:
    pairs = [(1, 4), (2, 4), (3, 4), (4, 4), (1, 2), (2, 2), (3, 1), (4, 3), (5, 3), (6, 3)]
    assert shown(CODEBOOK, pairs) == [
        ("NAV", 6),
        ("  Møter > Faste", 3),
        ("  Møter", 2),
        ("  Lønn", 1),
        ("Annet", 4),
        ("Vet ikke", 0),
    ]


def test_ties_stand_in_codebook_order() -> None:
    flat = [code(place, name) for place, name in enumerate(("Å", "C", "B"))]
    assert shown(flat, [(1, 2), (2, 1), (3, 0)]) == [("Å", 1), ("C", 1), ("B", 1)]


def test_names_are_sorted_the_norwegian_way() -> None:
    flat = [code(place, name) for place, name in enumerate(("Ål", "Ære", "Zoo", "Øre", "Aa", "Bil"))]
    names = [name for name, _count in shown(flat, [(1, 0)], order="name")]
    assert names == ["Bil", "Zoo", "Ære", "Øre", "Aa", "Ål"]


def test_codebook_order_leaves_the_codes_as_they_stand() -> None:
    names = [name.strip() for name, _count in shown(CODEBOOK, [(1, 5), (2, 5), (1, 3)], order="codebook")]
    assert names == ["NAV", "Lønn", "Møter", "Møter > Faste", "Annet", "Vet ikke"]


def test_rows_of_themes_only_keep_codes_that_stand_alone() -> None:
    assert shown(CODEBOOK, [(1, 1), (2, 3), (3, 4)], "theme") == [("NAV", 2), ("Annet", 1), ("Vet ikke", 0)]


def test_rows_of_codes_only_have_a_theme_where_it_is_set_itself() -> None:
    assert ("NAV", 0) not in shown(CODEBOOK, [(1, 1)], "code")
    assert shown(CODEBOOK, [(1, 0), (2, 0), (2, 1)], "code")[0] == ("NAV", 2)


def test_a_name_that_stands_under_two_themes_is_written_with_its_path_in_a_flat_table() -> None:
    codes = [
        code(0, "NAV", codable=False),
        code(1, "NAV > Annet", parent=100),
        code(2, "Helse", codable=False),
        code(3, "Helse > Annet", parent=102),
    ]
    assert shown(codes, [(1, 3), (2, 3), (3, 1)], "code") == [("Helse > Annet", 2), ("NAV > Annet", 1)]


def test_a_code_merged_away_is_no_row() -> None:
    codes = [code(0, "Bil"), code(1, "Buss", merged_into=100)]
    assert shown(codes, [(1, 0)]) == [("Bil", 1)]


def test_a_retired_code_is_a_row_only_with_answers() -> None:
    codes = [code(0, "Bil", retired=9), code(1, "Buss", retired=9), code(2, "Tog")]
    assert shown(codes, [(1, 0)]) == [("Bil", 1), ("Tog", 0)]


def test_a_heading_without_codes_is_no_row() -> None:
    assert shown([code(0, "Overskrift", codable=False), code(1, "Bil")], [(1, 1)]) == [("Bil", 1)]


def test_a_topmost_code_whose_codes_are_all_gone_is_a_code_again() -> None:
    codes = [code(0, "NAV"), code(1, "NAV > Møter", parent=100, retired=9)]
    assert shown(codes, [(1, 0)]) == [("NAV", 1)]


def test_an_excluded_kind_takes_its_answers_along_only_if_they_have_nothing_else() -> None:
    answers, coded = arrays([(1, 5), (2, 5), (2, 1), (3, 4)])
    pairs = counted_pairs(CODEBOOK, answers, coded, {CodeKind.DONT_KNOW})
    assert pairs.answers.tolist() == [2, 3]
    assert pairs.only_coded(answers, 4).tolist() == [False, True, False, False]
    rows = shown(CODEBOOK, [(1, 5), (2, 1)], excluded=(CodeKind.DONT_KNOW,))
    assert "Vet ikke" not in [name for name, _count in rows]


def test_a_code_is_not_in_use_where_every_answer_was_done_before_it_was_born() -> None:
    codes = [code(0, "Gammel"), code(1, "Ny", born=8, from_file=False)]
    assert shown(codes, [], done=(5, 7)) == [("Gammel", 0), ("Ny", None)]
    assert shown(codes, [], done=(5, 8)) == [("Gammel", 0), ("Ny", 0)]


def test_a_code_from_a_file_counts_as_born_before_the_first_answer() -> None:
    assert shown([code(0, "Fra fil", born=90)], [], done=(5,)) == [("Fra fil", 0)]


def test_no_code_is_in_use_before_any_answer_is_done() -> None:
    assert shown([code(0, "Fra fil")], [], done=()) == [("Fra fil", None)]


def test_a_code_that_is_set_is_in_use_whatever_the_entries_say() -> None:
    assert shown([code(0, "Ny", born=9, from_file=False)], [(1, 0)], done=(5,)) == [("Ny", 1)]


def test_a_theme_is_in_use_if_one_of_its_codes_is() -> None:
    codes = [
        code(0, "NAV", codable=False, born=9, from_file=False),
        code(1, "NAV > Ny", parent=100, born=9, from_file=False),
        code(2, "NAV > Nyere", parent=100, born=12, from_file=False),
    ]
    assert shown(codes, [], done=(10,)) == [("NAV", 0), ("  Ny", 0), ("  Nyere", None)]
    assert shown(codes, [], done=(3,)) == [("NAV", None), ("  Ny", None), ("  Nyere", None)]
