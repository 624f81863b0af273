"""The key of a pseudonymised file: what is written is what is read."""

from __future__ import annotations

from pathlib import Path

from coder.domain.pseudonyms import Pseudonyms
from coder.exchange.key_file import read_key, write_key


def test_a_key_comes_back_whatever_people_are_called(tmp_path: Path) -> None:
    odd = ("r1", "r\n2", "r\r3", "r\r\n4", 'r"5"', "r,6", " r7 ", "=8", "å\u2028")
    key = Pseudonyms(
        {each: str(place) for place, each in enumerate(odd)}, {"Kari, \rNav": "Koder A"}, "a" * 32
    )
    write_key(tmp_path / "ut.key.csv", key)
    assert read_key(tmp_path / "ut.key.csv") == key
