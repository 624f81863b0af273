"""What the privacy check looks for and what it cannot see, in words: for documents and for who decides."""

from __future__ import annotations

from coder.messages import _


def checked_for() -> tuple[str, ...]:
    """Return what the check looks for, each in a few words."""
    return (
        _("national identity numbers, telephone and other numbers"),
        _("e-mail, web and postal addresses"),
        _("names of municipalities, towns, regions, institutions and units"),
        _("names of persons and local projects"),
        _("abbreviations that are not known everywhere"),
        _("dated local events"),
        _("wordings that fit one place or one person only"),
    )


def not_checked_for() -> tuple[str, ...]:
    """Return what the check cannot see, each in a few words."""
    return (
        _("villages and farms in no list"),
        _("rare or misspelt names"),
        _("stories and facts that people nearby would recognise"),
        _("what a search for the words would find"),
        _("other languages than Norwegian"),
    )


def checked_in_words() -> str:
    """Return the sentences a report prints about the check."""
    return _(
        "The texts were checked by program for: {checked}. They were not checked for: {unchecked}. "
        "A program finds part of what identifies; the rest is for a person to read."
    ).format(checked=", ".join(checked_for()), unchecked=", ".join(not_checked_for()))
