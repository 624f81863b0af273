"""A wave's name in words: the first fielding is often imported without one."""

from __future__ import annotations

from coder.messages import _


def wave_in_words(name: str) -> str:
    """Return what a wave is called where several are told apart.

    >>> wave_in_words("2018")
    '2018'
    """
    return name or _("(no name)")


def wave_beside(name: str, *, several: bool) -> str:
    """Return a wave's name beside an answer; nothing where there is only one, and it has none.

    >>> wave_beside("", several=False)
    ''
    """
    return wave_in_words(name) if several else name
