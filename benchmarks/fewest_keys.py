"""The fewest keys for a set of codes: found with the screen's own search, digits and sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from coder.text.folding import folded
from coder.tui.code_shelf import CodeShelf
from coder.tui.coding.code_choice import CodeChoice

Keys = tuple[str, ...]
"""Keys by the names Textual gives them."""
LETTERS = "abcdefghijklmnopqrstuvwxyzæøå"
MOST_DOWN = 3
"""How far down the list of matches it is looked."""


class TypedKeys:
    """For each code the shortest text, moves down the list and Enter that set it."""

    def __init__(self, shelf: CodeShelf) -> None:
        self._shelf = shelf
        self._keys: dict[int, Keys] = {}
        wanted = {code.id for code in shelf.choosable()}
        for text in self._texts():
            for code_id, keys in self._reached(text):
                if len(keys) < len(self._keys.get(code_id, range(99))):
                    self._keys[code_id] = keys
            longest = max(map(len, self._keys.values()), default=99)
            if wanted <= self._keys.keys() and len(text) + 2 > longest:
                break

    def __getitem__(self, code_id: int) -> Keys:
        return self._keys[code_id]

    def _texts(self) -> Iterator[str]:
        """Yield what may be typed, shorter texts first: all of two letters, then beginnings of words."""
        for length in (1, 2):
            yield from map("".join, product(LETTERS, repeat=length))
        words = sorted(
            {word for code in self._shelf.choosable() for word in folded(" ".join(code.path)).split()}
        )
        begun = {word[:length] for word in words for length in range(1, len(word) + 1)}
        pairs = {
            f"{first} {second}" for first in begun if len(first) < 3 for second in begun if len(second) < 3
        }
        yield from sorted((text for text in begun | pairs if len(text) > 2 and text[0] in LETTERS), key=len)

    def _reached(self, text: str) -> Iterator[tuple[int, Keys]]:
        choice = CodeChoice(self._shelf)
        choice.type(text)
        for down in range(MOST_DOWN + 1):
            if choice.code_id is None:
                return
            yield choice.code_id, (*_letters(text), *["down"] * down, "enter")
            choice.move(1)


def _letters(text: str) -> Iterator[str]:
    for letter in text:
        yield "space" if letter == " " else letter


def keys_for_code(code_id: int, digits: Sequence[int | None], typed: TypedKeys) -> Keys:
    """Return the fewest keys that set a code: its digit if it has one, else text and Enter."""
    return (str(digits.index(code_id) + 1),) if code_id in digits else typed[code_id]


def keys_for_answer(codes: Iterable[int], digits: Sequence[int | None], typed: TypedKeys) -> Keys:
    """Return the keys for an answer coded as a whole, done included."""
    set_all = [key for code_id in codes for key in keys_for_code(code_id, digits, typed)]
    return (*set_all, "enter")
