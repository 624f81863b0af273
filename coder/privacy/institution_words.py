"""Words for institutions: beside a name they make an institution of it, and show the name to be one.

All take a word in its search form.
"""

from __future__ import annotations

from coder.privacy.lists import word_group


def is_catchment_word(word: str) -> bool:
    """Tell whether a name before this word names a catchment: DPS, poliklinikk, sykehus, legevakt."""
    return word in word_group("catchment institutions")


def follows_a_name(word: str) -> bool:
    """Tell whether this word, after a place, makes an institution or an office of it."""
    return is_catchment_word(word) or word in word_group("local institutions")


def proves_a_name(word: str) -> bool:
    """Tell whether a word before this one must be a name, even if it is an ordinary word too."""
    return follows_a_name(word) and word not in word_group("no proof of a name")


def goes_before_a_name(word: str) -> bool:
    """Tell whether this word, straight before a place, makes an institution of it: NAV, Helse, Bydel."""
    return word in word_group("before institutions")
