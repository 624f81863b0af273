"""What holds for the keys of every screen."""

from __future__ import annotations

import importlib
import pkgutil
from collections import defaultdict
from collections.abc import Iterator

import pytest
from textual.binding import Binding

import coder.tui
from coder.tui.app import WorkbenchApp
from coder.tui.keys.key_map import binding_ids
from coder.tui.project_screen import ProjectScreen
from coder.tui.screens import SCREENS, KeysOfPlace, all_keys, name_of

SAID_DIFFERENTLY = {
    "f2": "writes a note: on the answer, on the code",
    "f4": "opens the code list; on the code list it leads back",
    "f5": "reads answers again: all that wait, those for the code; there it leads back",
    "f6": "lists answers: of the question, of the code; on the list it leads back",
    "f7": "shows agreement; there it leads back",
    "f8": "shows tables; there it leads back",
    "ctrl+end": "the last one there is",
    "ctrl+home": "the first one there is",
    "ctrl+s": "sets a code on the answers chosen; in a form, keeps what is written",
    "ctrl+a": "shows all there is, or less",
    "ctrl+d": "done with an answer; on the code list, where nothing is to be done with, another day",
    "ctrl+e": "goes through answers that are alike: to code them together; of a code, to give them others",
    "ctrl+k": "brings together what is alike: answers that have a code; on the code list, two codes",
    "ctrl+l": "tells what happened: in the project, to the code",
    "ctrl+n": "makes a new code",
    "ctrl+t": "takes back the highlighted act; on codes, which have no acts to take back, writes texts",
}
"""Keys whose sentence differs between screens, and what they do on all of them."""


@pytest.fixture(scope="module")
def places() -> list[KeysOfPlace]:
    return all_keys()


def _screens(of: type[ProjectScreen] = ProjectScreen) -> Iterator[type[ProjectScreen]]:
    for module in pkgutil.walk_packages(coder.tui.__path__, "coder.tui."):
        importlib.import_module(module.name)
    for each in of.__subclasses__():
        yield each
        yield from _screens(each)


def _own_bindings(screen: type[ProjectScreen]) -> list[Binding]:
    """Return what a screen and those it is made from bind themselves, the library apart."""
    own = [each for each in screen.__mro__ if each.__module__.startswith("coder.")]
    return [binding for each in own for binding in Binding.make_bindings(vars(each).get("BINDINGS", []))]


@pytest.mark.slow
def test_every_screen_is_on_the_list() -> None:
    listed = {entry.load() for entry in SCREENS}
    screens = {each for each in _screens() if each.__module__.startswith("coder.")}
    complete = {each for each in screens if each.__name__.endswith("Screen") and not each.__subclasses__()}
    assert sorted(each.__qualname__ for each in complete - listed) == []


def test_a_screen_knows_its_name_and_a_dialog_has_none() -> None:
    assert [name_of(entry.load().__new__(entry.load())) for entry in SCREENS] == [one.name for one in SCREENS]
    assert name_of(object()) == ""


@pytest.mark.parametrize("entry", SCREENS, ids=lambda entry: entry.name)
def test_every_key_says_in_a_sentence_what_it_does(entry: object) -> None:
    screen = next(one for one in SCREENS if one is entry).load()
    assert [binding.key for binding in _own_bindings(screen) if not binding.tooltip] == []


def test_keys_of_the_whole_app_say_what_they_do() -> None:
    assert all(binding.tooltip for binding in WorkbenchApp.BINDINGS if isinstance(binding, Binding))


def test_no_two_actions_share_an_id(places: list[KeysOfPlace]) -> None:
    for place in places:
        ids = list(binding_ids(place.name, place.bindings).values())
        assert len(ids) == len(set(ids))
        assert all(id == id.lower() and id.replace(".", "").replace("_", "").isalnum() for id in ids)


def test_no_screen_takes_a_key_that_works_everywhere(places: list[KeysOfPlace]) -> None:
    *screens, everywhere = places
    taken = {binding.key for binding in everywhere.bindings}
    assert {place.name: taken & {each.key for each in place.bindings} for place in screens} == {
        place.name: set() for place in screens
    }


def test_a_function_or_control_key_does_the_same_on_every_screen(places: list[KeysOfPlace]) -> None:
    said: defaultdict[str, set[str]] = defaultdict(set)
    for place in places:
        for binding in place.bindings:
            if binding.key.startswith("ctrl+") or (binding.key[0] == "f" and binding.key[1:].isdigit()):
                said[binding.key].add(binding.tooltip)
    several = {key: sentences for key, sentences in said.items() if len(sentences) > 1}
    assert {key: sentences for key, sentences in several.items() if key not in SAID_DIFFERENTLY} == {}
