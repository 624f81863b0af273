"""Parts of a piece of work as one measure."""

from __future__ import annotations

from coder.usecases.work_part import part_of


def test_parts_one_within_another_tell_shares_of_the_whole() -> None:
    told: list[float] = []
    second = part_of(lambda done, of: told.append(done / of), 0.5, 0.9)
    for done in range(3):
        part_of(second, 0.5, 1)(done, 2)
    second(1, 1)
    assert told == [0.7, 0.8, 0.9, 0.9]


def test_a_part_without_anything_to_do_or_anybody_to_tell_is_fine() -> None:
    told: list[tuple[int, int]] = []
    part_of(lambda done, of: told.append((done, of)), 0, 1)(0, 0)
    part_of(None, 0, 1)(1, 1)
    assert told == [(0, 1_000)]
