from __future__ import annotations

from coder.documents.grid import Grid
from coder.tables.progress import Part, Progress, ResponseRate, blocks_shown, progress_grid, progress_values


def a_progress(**changes: object) -> Progress:
    values: dict[str, object] = {
        "asked": 40,
        "answers": 30,
        "settled": 24,
        "coded": 23,
        "sentences": 50,
        "placed": 31,
        "new_codes": (6, 2, 0),
        "read": 24,
    }
    return Progress(**{**values, **changes})  # type: ignore[arg-type]


def lines(grid: Grid) -> list[tuple[str, ...]]:
    return [(row.label, *(cell.text for cell in row.cells)) for row in grid.rows]


def test_the_table_says_so_many_of_so_many() -> None:
    rate = ResponseRate("storrelse", (Part("liten", 3, 12), Part("stor", 27, 28)))
    assert lines(progress_grid(a_progress(rates=(rate,)), "Framdrift")) == [
        ("Answers, of those asked", "30", "40", "75"),
        ("Settled, of the answers", "24", "30", "80"),
        ("With a code, of the settled", "23", "24", "96"),
        ("Sentences with a code placed on them", "31", "50", "62"),
        ("New codes, in the order the answers were coded", "", "", ""),
        ("Answers 1–10", "6", "", ""),
        ("Answers 11–20", "2", "", ""),
        ("Answers 21–24", "0", "", ""),
        ("Response rate by storrelse", "", "", ""),
        ("liten", "3", "12", "25"),
        ("stor", "27", "28", "96"),
    ]


def test_of_many_blocks_the_latest_are_shown_and_the_earlier_are_one() -> None:
    shown = blocks_shown([9, 4, 3, 3, 2, 1, 1, 0, 0, 1, 0, 0], read=115)
    assert shown[:2] == [(1, 30, 16), (31, 40, 3)]
    assert shown[-1] == (111, 115, 0)
    assert len(shown) == 10
    assert sum(new for _first, _last, new in shown) == 24


def test_nothing_to_take_a_share_of_is_an_empty_cell() -> None:
    empty = a_progress(asked=0, answers=0, settled=0, coded=0, sentences=0, placed=0, new_codes=(), read=0)
    assert lines(progress_grid(empty, "Framdrift"))[0] == ("Answers, of those asked", "0", "0", "")
    assert progress_values(empty)["answers"] == {"count": 0, "of": 0, "percent": None}


def test_json_has_every_block() -> None:
    values = progress_values(a_progress(new_codes=tuple(range(15)), read=150))
    assert len(values["new_codes"]) == 15
    assert values["new_codes"][0] == {"from": 1, "to": 10, "new": 0}


def test_a_last_answer_alone_stands_by_itself() -> None:
    told = lines(progress_grid(a_progress(new_codes=(6, 1), read=11), "Framdrift"))
    assert ("Answers 1–10", "6", "", "") in told
    assert ("Answer 11", "1", "", "") in told
