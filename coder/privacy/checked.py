"""What the privacy check looks for and what it cannot see, in words: for documents and for who decides."""

from __future__ import annotations

from coder.messages import _


def checked_for() -> tuple[str, ...]:
    """Return what the check looks for, each in a few words."""
    return (
        _("national identity numbers, with check digits by the rules of 1964 and of 2032"),
        _("telephone numbers, e-mail and web addresses, accounts"),
        _("street addresses, postcodes, post-office boxes and land registry numbers"),
        _("organisation, account, case and car registration numbers, and dates of birth"),
        _("names of municipalities (of 2016 and of today), counties, city districts, towns and regions"),
        _("hospitals, health trusts, treatment centres, and offices and units with a name"),
        _("persons by first name, surname or title"),
        _("named local projects and schemes, abbreviations that are not known everywhere, and software"),
        _("local events with their date"),
        _("descriptions such as the only one, the largest, the capital, or a single person's age"),
        _("names on your own list, if you gave one"),
    )


def not_checked_for() -> tuple[str, ...]:
    """Return what the check cannot see, each in a few words."""
    return (
        _("villages, farms and neighbourhoods that are in no list"),
        _("first names and surnames that are rare, or written in small letters"),
        _("misspelt names"),
        _("stories, turns of phrase and combinations of facts by which somebody is known to those near them"),
        _("what can be found by searching for the quotation, or by joining it with other sources"),
        _("texts in other languages than Norwegian"),
    )


def checked_in_words() -> str:
    """Return the sentences a report prints about the check."""
    return _(
        "The texts were checked by program for: {checked}. They were not checked for: {unchecked}. "
        "A program finds part of what identifies; the rest is for a person to read."
    ).format(checked="; ".join(checked_for()), unchecked="; ".join(not_checked_for()))
