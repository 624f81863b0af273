"""Which code typed letters mean: set at once where only one fits, else asked for by number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.messages import _, ngettext
from coder.plain.talk import quoted

if TYPE_CHECKING:
    from coder.domain.codebook import Code
    from coder.plain.talk import Talk
    from coder.tui.code_shelf import CodeShelf

MOST_NUMBERED = 9
"""Codes listed by number; who hears more has forgotten the first."""


@dataclass(frozen=True)
class Picked:
    """A code that is there, or the name of one to be made."""

    code_id: int | None
    path: str = ""
    """Of the code to be made."""


def picked(talk: Talk, shelf: CodeShelf, typed: str, *, can_make: bool = False) -> Picked | None:
    """Return the code that letters mean; None where none was wanted after all.

    A name typed in full, or letters that only one code fits, need no further line. Among several, an empty
    line takes the first, a number that one, other letters search anew. With ``can_make``, a name that nothing
    fits becomes a code when that is confirmed.
    """
    while True:
        query = typed.strip()
        found = _fitting(shelf, query)
        if len(found) == 1:
            return Picked(found[0].id)
        if not found:
            asked = _("No code fits {typed}. Make it a new code?").format(typed=quoted(query))
            if can_make:
                return Picked(None, query) if talk.ask_yes(asked) else None
            talk.say(_("No code fits {typed}.").format(typed=quoted(query)))
            return None
        _list(talk, shelf, found, query)
        typed = talk.ask_about(_("number, Enter for 1, 0 for none, or other letters"))
        answer = typed.strip()
        if not answer:
            return Picked(found[0].id)
        if answer == "0":
            talk.say(_("Nothing was chosen."))
            return None
        # As everywhere, a leading blank makes of a number letters to search for.
        if answer.isdecimal() and not typed[0].isspace():
            place = int(answer)
            if 1 <= place <= min(len(found), MOST_NUMBERED):
                return Picked(found[place - 1].id)
            talk.say(_("There is no number {n} in the list.").format(n=answer))
            typed = query


def _fitting(shelf: CodeShelf, query: str) -> Sequence[Code]:
    """Return the codes that fit, best first; only that one which is called just so."""
    there = shelf.code_written(query)
    return shelf.search(query) if there is None else [there]


def _list(talk: Talk, shelf: CodeShelf, found: Sequence[Code], query: str) -> None:
    told = ngettext("{n} code fits:", "{n} codes fit:", len(found))
    talk.say(told.format(n=len(found)))
    for number, code in enumerate(found[:MOST_NUMBERED], 1):
        talk.say(f"{number}: {shelf.name(code.id)}{_why(shelf, code, query)}.")
    more = len(found) - MOST_NUMBERED
    if more > 0:
        said = ngettext(
            "{n} more fits; other letters find it.", "{n} more fit; other letters find them.", more
        )
        talk.say(said.format(n=more))


def _why(shelf: CodeShelf, code: Code, query: str) -> str:
    """Say by what a code was found, where it is not its name."""
    if alias := shelf.alias_found(query, code):
        return ", " + _("also called {alias}").format(alias=alias)
    if theme := shelf.theme_found(query, code):
        return ", " + _("under {theme}").format(theme=theme)
    if shelf.is_found_by_definition(query, code):
        return ", " + _("by its definition: {text}").format(text=quoted(code.text.definition))
    return ""
