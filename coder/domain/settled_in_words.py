"""How an answer was settled, in words."""

from __future__ import annotations

from coder.domain.settled_codes import Rule
from coder.messages import _


def settled_in_words(rule: Rule, person: str, *, is_empty: bool) -> str:
    """Say how an answer was settled, and where that gave it no code, also that."""
    if is_empty and rule is Rule.CHOSEN:
        rule = Rule.NOTHING
    said = rule_in_words(rule, person)
    return f"{said}: {rule_in_words(Rule.NOTHING)}" if is_empty and rule is not Rule.NOTHING else said


def rule_in_words(rule: Rule, person: str = "") -> str:
    """Say how an answer was settled."""
    words = {
        Rule.EQUAL: _("coded alike"),
        Rule.TAKE: _("as {person}").format(person=person or "?"),
        Rule.UNION: _("all codes"),
        Rule.INTERSECTION: _("what all gave"),
        Rule.CHOSEN: _("chosen"),
        Rule.NOTHING: _("no code"),
        Rule.VOTE: _("by majority"),
        Rule.PARKED: _("parked"),
    }
    return words[rule]
