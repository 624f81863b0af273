"""Groups of alike answers: which is looked at, and which of its answers get the code."""

from __future__ import annotations

from coder.tui.alike.groups_lines import MemberRows, group_line, name_asked
from coder.tui.alike.groups_state import GroupsState
from tests.tui.desks import shown


def state() -> GroupsState:
    return GroupsState([("praksisplasser", (3, 5, 8)), ("lønn", (1, 2)), ("ingen", ())])


def test_nothing_is_selected_until_someone_selects_it() -> None:
    groups = state()
    assert [group.name for group in groups.groups] == ["praksisplasser", "lønn"]
    groups.toggle()
    assert groups.chosen() == []
    groups.enter()
    groups.toggle()
    groups.move(1)
    groups.toggle()
    assert (groups.chosen(), groups.member) == ([3, 8], 2)


def test_all_of_a_group_are_selected_at_once_and_let_go_of_with_another_group() -> None:
    groups = state()
    groups.toggle_all()
    assert groups.chosen() == [3, 5, 8]
    groups.toggle_all()
    assert groups.chosen() == []
    groups.toggle_all()
    groups.move(1)
    assert (groups.group.name, groups.chosen()) == ("lønn", [])


def test_a_group_says_what_was_made_of_it_and_the_question_says_how_many_get_it() -> None:
    groups = state()
    assert shown(group_line(groups.group, ""), 30) == ["  praksisplasser             3"]
    assert shown(group_line(groups.group, "Praksis"), 30) == ["● Praksis                    3"]
    assert "2 answers" in name_asked(2)
    assert "none" in name_asked(0)
    assert shown(list(MemberRows(groups, {})), 20) == ["□ …"] * 3
