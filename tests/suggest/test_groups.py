"""Answers that are alike are put together, and named by their own words."""

from __future__ import annotations

from itertools import product

import pytest

from coder.suggest import groups
from coder.suggest.group_names import named
from coder.suggest.groups import Group, find_groups

TOPICS = [
    ("fastlegen", "legevakten", "fastlegetime"),
    ("bussen", "bussrutene", "bussbilletten"),
    ("skolen", "skuleplassane", "skolegården"),
]
WAYS = ("{} er for dårlig", "Bedre {}", "misnøgd med {}", "{}!", "og så var det {}, da")
ANSWERS = [way.format(word) for words in TOPICS for word, way in product(words, WAYS)]
ALONE = ["Sjøutsikt", "Konfirmasjonskakene smakte godt", ""]


def groups_of(texts: list[str], most: int = groups.MOST) -> list[Group]:
    return find_groups(texts, most)


def test_answers_on_one_topic_are_in_one_group() -> None:
    found = groups_of([*ANSWERS, *ALONE])
    topics = [{row // 15 for row in group.rows} for group in found]
    assert all(len(each) == 1 for each in topics)
    assert set.union(*topics) == {0, 1, 2}


def test_no_answer_is_in_two_groups_and_lonely_ones_are_in_none() -> None:
    rows = [row for group in groups_of([*ANSWERS, *ALONE]) for row in group.rows]
    assert len(rows) == len(set(rows)) > len(ANSWERS) / 2
    assert not set(rows) & set(range(len(ANSWERS), len(ANSWERS) + len(ALONE)))


def test_groups_are_named_by_words_that_stand_in_their_answers() -> None:
    for group in groups_of(ANSWERS):
        first, *_ = group.name.split(", ")
        assert sum(first.lower() in ANSWERS[row].lower() for row in group.rows) >= 2


@pytest.mark.slow
def test_the_largest_group_comes_first_and_at_most_as_many_as_asked_for() -> None:
    found = groups_of(ANSWERS + ["Vet ikke"] * 40)
    assert found[0].name == "Vet ikke"
    assert len(found[0].rows) == 40
    sizes = [len(group.rows) for group in found]
    assert sizes == sorted(sizes, reverse=True)
    assert groups_of(ANSWERS + ["Vet ikke"] * 40, most=1) == found[:1]


def test_the_same_answers_give_the_same_groups() -> None:
    assert groups_of(ANSWERS) == groups_of(ANSWERS)


def test_answers_that_were_not_read_join_the_groups(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(groups, "MOST_READ", 20)
    found = groups_of(["Vet ikke"] * 50 + ["Bedre busstilbud"] * 30)
    assert [len(group.rows) for group in found] == [50, 30]


@pytest.mark.parametrize(
    "texts", [[], ["a"], ["", "", ""], ["?", "?", "?", "?"], ["bra", "dårlig", "vet ikke", "\ud800"]]
)
def test_where_nothing_is_alike_there_are_no_groups(texts: list[str]) -> None:
    assert groups_of(texts) == []


def test_names_leave_out_words_that_name_nothing_and_what_all_share() -> None:
    texts = ["NAV er treg", "Det er NAV", "nav i bygda", "Legen er treg", "Legane i bygda", "det er legen"]
    assert named(texts, [[0, 1, 2], [3, 4, 5]]) == ["NAV", "Legen"]


def test_no_two_names_are_the_same() -> None:
    texts = ["buss tog", "buss tog", "buss tog", "buss tog"]
    assert named(texts, [[0, 1], [2, 3]]) == ["Buss tog", ""]


def test_words_that_follow_each_other_stay_together() -> None:
    texts = ["lang ventetid hos legen", "Legen, lang ventetid", "det er lang ventetid", "god mat", "varm mat"]
    assert named(texts, [[0, 1, 2]]) == ["Lang ventetid, legen"]
