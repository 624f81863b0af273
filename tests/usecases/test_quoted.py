"""How often each respondent and each level is quoted."""

from __future__ import annotations

from dataclasses import dataclass, field

from coder.usecases.report.quoted import how_often_quoted


@dataclass(frozen=True)
class Voice:
    respondent_id: str
    background: dict[str, str] = field(default_factory=dict)


def test_levels_never_quoted_are_counted_too() -> None:
    nord, sor = Voice("a", {"del": "Nord"}), Voice("b", {"del": "Sør"})
    found = how_often_quoted([nord, nord], [nord, sor], {"del": ["Nord", "Sør", "Øst"]})
    assert [(each.level, each.quotations, each.quoted, each.respondents) for each in found.levels] == [
        ("Nord", 2, 1, 1),
        ("Sør", 0, 0, 1),
    ]


def test_the_most_quoted_comes_first_and_ties_stand_in_the_order_of_the_file() -> None:
    a, b, c = Voice("a"), Voice("b"), Voice("c")
    found = how_often_quoted([c, b, b, a], [a, b, c, Voice("d")], {})
    assert list(found.respondents.items()) == [("b", 2), ("a", 1), ("c", 1)]
    assert (found.quotations, found.answered) == (4, 4)


def test_who_answered_in_two_waves_is_one_respondent() -> None:
    a = Voice("a", {"del": "Nord"})
    found = how_often_quoted([], [a, a], {"del": ["Nord"]})
    assert found.answered == 1
    assert found.levels[0].respondents == 1
