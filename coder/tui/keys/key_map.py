"""Keys that a person chose instead of ours.

Textual's own key maps forget the other things a key does, and one key of ours does several, each in its time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from textual.actions import parse
from textual.binding import Binding, BindingsMap
from textual.keys import KEY_ALIASES, Keys, key_to_character

from coder.messages import _
from coder.tui.screens import APP, KeysOfPlace

KeysById = Mapping[str, Sequence[str]]
_MODIFIERS = {"ctrl", "alt", "shift", "super"}
_NAMED = {name for name in (key.value.rpartition("+")[2] for key in Keys) if name.isidentifier()}
_COPYING = "ctrl+c"
_SAME = {alias: key for key, aliases in KEY_ALIASES.items() for alias in aliases} | {
    "return": "enter",
    "esc": "escape",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "del": "delete",
    "ins": "insert",
}
"""Other names for a key; some pairs are one and the same in a terminal."""


@dataclass(frozen=True)
class KeyMap:
    """By id, the keys that were chosen and can be used."""

    keys: KeysById = field(default_factory=dict)

    def applied(self, place: str, bindings: BindingsMap) -> BindingsMap:
        """Return the bindings of a screen under their chosen keys."""
        if not any(id.startswith(f"{place}.") for id in self.keys):
            return bindings
        mapped = BindingsMap()
        for binding in with_chosen_keys(place, [each for _key, each in bindings], self.keys):
            mapped.key_to_bindings.setdefault(binding.key, []).append(binding)
        return mapped


def key_map(chosen: KeysById, places: Sequence[KeysOfPlace]) -> tuple[KeyMap, list[str]]:
    """Return what of a person's choice can be used, and a sentence for each part that cannot."""
    problems: list[str] = []
    known = {id: place for place in places for id in binding_ids(place.name, place.bindings).values()}
    usable: dict[str, Sequence[str]] = {}
    for id, keys in chosen.items():
        if id not in known:
            problems.append(
                _("The key map: nothing is called «{id}»; coder keys --ids lists the ids.").format(id=id)
            )
            continue
        letters = _has_letters(known[id])
        refused = [key for key in keys if not is_usable(key, letters=letters)]
        if refused:
            told = _("The key map: «{key}» cannot be a key of its own, so «{id}» keeps its key.")
            problems.append(told.format(key=refused[0], id=id))
        else:
            usable[id] = [normal_key(key) for key in keys]
    while clashes := _clashes(usable, places):
        for id, (key, other) in clashes.items():
            told = _("The key map: «{key}» is the key of «{other}», so «{id}» keeps its key.")
            problems.append(told.format(key=key, other=other, id=id))
            usable.pop(id, None)
    return KeyMap(usable), problems


def with_chosen_keys(place: str, bindings: Sequence[Binding], keys: KeysById) -> list[Binding]:
    """Return bindings in their order, each under the keys chosen for what it does, and with its id."""
    ids = binding_ids(place, bindings)
    mapped: list[Binding] = []
    done: set[str] = set()
    for binding in bindings:
        id = ids.get(binding.action)
        if id is None or id not in keys:
            mapped.append(replace(binding, id=id))
        elif id not in done:
            done.add(id)
            mapped += [replace(binding, key=key, key_display=None, id=id) for key in keys[id]]
    return mapped


def binding_ids(place: str, bindings: Iterable[Binding]) -> dict[str, str]:
    """Name what keys do, by action: ``coding.undo``, ``coding.digit_1``, ``coding.step_back``.

    All keys of one action share its id. What has no sentence for the help has no id either.
    """
    explained = {binding.action: parse(binding.action) for binding in bindings if binding.tooltip}
    goes_back = {name for _space, name, given in explained.values() if any(_is_back(each) for each in given)}
    return {
        action: ".".join([place, "_".join([name, *_words(given, name in goes_back)])])
        for action, (_space, name, given) in explained.items()
    }


def is_usable(key: str, *, letters: bool = False) -> bool:
    """Tell whether a key is one that a terminal sends, and that is not needed for typing and copying.

    ``letters`` tells that nothing is typed there, so that bare letters and digits are keys like others.
    """
    key = normal_key(key)
    *modifiers, last = key.split("+")
    if key == _COPYING or not set(modifiers) <= _MODIFIERS:
        return False
    if len(last) == 1:
        is_key = letters or bool(set(modifiers) & {"ctrl", "alt"})
        return is_key and last.isascii() and last.isalnum()
    return last in _NAMED and (bool(modifiers) or not _is_typed(last))


def normal_key(key: str) -> str:
    """Write a key as Textual does."""
    *modifiers, last = key.lower().replace(" ", "").split("+")
    written = "+".join([*sorted(modifiers), _SAME.get(last, last)])
    return _SAME.get(written, written)


def _clashes(chosen: KeysById, places: Sequence[KeysOfPlace]) -> dict[str, tuple[str, str]]:
    """Return the chosen ids that would take a key from another, with that key and the other."""
    everywhere = [place for place in places if place.name == APP]
    clashes: dict[str, tuple[str, str]] = {}
    for place in places:
        under: defaultdict[str, list[str]] = defaultdict(list)
        ours: set[tuple[str, str]] = set()
        for each in (place, *(one for one in everywhere if one is not place)):
            ids = binding_ids(each.name, each.bindings)
            ours |= {(binding.key, ids[binding.action]) for binding in each.bindings}
            for binding in with_chosen_keys(each.name, each.bindings, chosen):
                under[binding.key].append(binding.id or "")
        for key, found in under.items():
            for id in found:
                others = [other for other in found if other != id]
                if others and (key, id) not in ours:
                    clashes.setdefault(id, (key, others[0]))
    return clashes


def _has_letters(place: KeysOfPlace) -> bool:
    return any(len(binding.key) == 1 and binding.key.isalpha() for binding in place.bindings)


def _words(given: Sequence[object], goes_both_ways: bool) -> list[str]:
    words = []
    for each in given:
        if isinstance(each, int) and goes_both_ways:
            words.append("back" if each < 0 else "on")
            if abs(each) > 1:
                words.append(str(abs(each)))
        else:
            words.append(str(each).lower())
    return words


def _is_back(given: object) -> bool:
    return isinstance(given, int) and given < 0


def _is_typed(key: str) -> bool:
    character = key_to_character(key)
    return character is not None and character.isprintable()
