"""What a server refuses is told in words a person can do something with."""

from __future__ import annotations

import re

from coder.store.failures import _refusals
from coder.store.guards import _FUNCTIONS


def test_each_refusal_of_the_guards_has_words() -> None:
    said = {each.replace("''", "'") for each in re.findall(r"coder_refuse\('((?:[^']|'')+)'\)", _FUNCTIONS)}
    assert len(said) > 8
    assert said == set(_refusals())
