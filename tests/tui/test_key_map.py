"""Keys a person chose: what can be used is used, and the rest is told."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from textual.binding import Binding, BindingsMap

from coder.tui.keys.key_map import KeyMap, binding_ids, is_usable, key_map, normal_key
from coder.tui.screens import APP, KeysOfPlace


def _binding(key: str, action: str) -> Binding:
    return Binding(key, action, action, tooltip=action)


CODING = [
    _binding("enter", "set"),
    _binding("enter", "done"),
    _binding("ctrl+z", "undo"),
    _binding("ctrl+y", "redo"),
    _binding("left", "step(-1)"),
    _binding("right", "step(1)"),
    _binding("1", "digit(1)"),
]
LIST = [_binding("up", "move(-1)"), _binding("pageup", "move(-10)"), _binding("home,g", "first")]
PLACES = [
    KeysOfPlace("coding", "Coding", CODING),
    KeysOfPlace("list", "List", list(Binding.make_bindings(LIST))),
    KeysOfPlace(APP, "Everywhere", [_binding("f1", "help")]),
]


def _under(chosen: Mapping[str, tuple[str, ...]], place: str = "coding") -> dict[str, list[str]]:
    """Return actions by key, as a screen has them under what was chosen."""
    chosen_map, problems = key_map(chosen, PLACES)
    assert problems == []
    bindings = next(each.bindings for each in PLACES if each.name == place)
    mapped = chosen_map.applied(place, BindingsMap(bindings))
    return {key: [each.action for each in found] for key, found in mapped.key_to_bindings.items()}


def _refused(chosen: Mapping[str, tuple[str, ...]]) -> tuple[set[str], list[str]]:
    chosen_map, problems = key_map(chosen, PLACES)
    return set(chosen) - set(chosen_map.keys), problems


def test_ids_are_calm_and_shared_by_all_keys_of_one_action() -> None:
    assert list(binding_ids("coding", CODING).values()) == [
        "coding.set", "coding.done", "coding.undo", "coding.redo",
        "coding.step_back", "coding.step_on", "coding.digit_1",
    ]  # fmt: skip
    assert list(binding_ids("list", LIST).values()) == ["list.move_back", "list.move_back_10", "list.first"]


def test_a_chosen_key_takes_the_place_of_ours() -> None:
    under = _under({"coding.undo": ("ctrl+u",)})
    assert under["ctrl+u"] == ["undo"]
    assert "ctrl+z" not in under


def test_other_things_the_old_key_does_stay() -> None:
    under = _under({"coding.done": ("f8",)})
    assert (under["enter"], under["f8"]) == (["set"], ["done"])


def test_several_keys_may_be_chosen_for_one_action() -> None:
    under = _under({"list.first": ("f5", "f6")}, "list")
    assert (under["f5"], under["f6"]) == (["first"], ["first"])
    assert "home" not in under
    assert "g" not in under


def test_two_actions_may_change_keys_with_each_other() -> None:
    under = _under({"coding.undo": ("ctrl+y",), "coding.redo": ("ctrl+z",)})
    assert (under["ctrl+y"], under["ctrl+z"]) == (["undo"], ["redo"])


def test_a_screen_without_chosen_keys_is_left_alone() -> None:
    bindings = BindingsMap(LIST)
    assert KeyMap({"coding.undo": ("ctrl+u",)}).applied("list", bindings) is bindings


def test_an_unknown_id_is_told_and_the_rest_used() -> None:
    chosen = {"coding.unod": ("ctrl+u",), "coding.redo": ("ctrl+r",)}
    refused, problems = _refused(chosen)
    assert refused == {"coding.unod"}
    assert len(problems) == 1
    assert "«coding.unod»" in problems[0]


def test_a_key_another_action_has_is_refused() -> None:
    refused, problems = _refused({"coding.undo": ("ctrl+y",)})
    assert refused == {"coding.undo"}
    assert problems == ["The key map: «ctrl+y» is the key of «coding.redo», so «coding.undo» keeps its key."]


def test_two_actions_for_one_new_key_keep_theirs() -> None:
    assert _refused({"coding.undo": ("f8",), "coding.redo": ("f8",)})[0] == {"coding.undo", "coding.redo"}


def test_a_refusal_that_takes_a_key_back_refuses_who_wanted_it() -> None:
    # undo wants redo's key, redo wants one it cannot have: neither moves.
    chosen = {"coding.undo": ("ctrl+y",), "coding.redo": ("right",)}
    assert _refused(chosen)[0] == {"coding.undo", "coding.redo"}


def test_a_key_that_works_everywhere_is_not_a_screens_to_take() -> None:
    assert _refused({"coding.undo": ("f1",)})[0] == {"coding.undo"}
    assert _refused({"app.help": ("ctrl+z",)})[0] == {"app.help"}


def test_the_same_key_may_be_chosen_on_two_screens() -> None:
    assert _refused({"coding.undo": ("f8",), "list.first": ("f8",)}) == (set(), [])


@pytest.mark.parametrize(
    "key",
    ["ctrl+u", "alt+left", "shift+f3", "f5", "pageup", "pgup", "Ctrl+U", "enter", "alt+x", "ctrl+shift+left"],
)
def test_keys_that_terminals_send_can_be_chosen(key: str) -> None:
    assert is_usable(key)


@pytest.mark.parametrize(
    "key", ["u", "å", "1", "?", "space", "ctrl+c", "hest", "", "ctrl+", "f99", "\x1b", "[b]"]
)
def test_letters_copying_and_what_is_no_key_cannot(key: str) -> None:
    assert not is_usable(key)
    refused, problems = _refused({"coding.undo": (key,)})
    assert refused == {"coding.undo"}
    assert len(problems) == 1


def test_keys_that_are_one_in_a_terminal_are_one_here() -> None:
    assert (normal_key("ctrl+m"), normal_key("PgUp"), normal_key("shift + ctrl+left")) == (
        "enter", "pageup", "ctrl+shift+left",
    )  # fmt: skip


def test_where_letters_are_keys_a_letter_can_be_chosen() -> None:
    assert _under({"list.move_back": ("k",)}, "list")["k"] == ["move(-1)"]
