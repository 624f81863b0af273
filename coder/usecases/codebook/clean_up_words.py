"""What the clean-up found, in words: what is brought up and why, and what puts it away."""

from __future__ import annotations

from coder.domain.clean_up import PAIRS, CleanUpKind, Finding
from coder.messages import _, ngettext
from coder.tables.percent import percent
from coder.text.numbers import written_count, written_number


def heading_in_words(kind: CleanUpKind) -> str:
    """Name what is listed under one kind of finding."""
    return {
        CleanUpKind.OTHER: _("Much is «other»"),
        CleanUpKind.ALIKE: _("Nearly equal names"),
        CleanUpKind.SAME_NAME: _("One name in two places"),
        CleanUpKind.SAME_DEFINITION: _("The same definition twice"),
        CleanUpKind.TOGETHER: _("Nearly always together"),
        CleanUpKind.UNDEFINED: _("Without definition"),
        CleanUpKind.UNUSED: _("Never used"),
        CleanUpKind.LONELY: _("Headings over a single code"),
    }[kind]


def names_in_words(found: Finding) -> list[str]:
    """Name the codes of a finding; with their themes where their names alone do not tell them apart."""
    if found.kind is CleanUpKind.LONELY:
        return [f"«{found.codes[0].written_path}»"]
    names = [code.name for code in found.codes]
    if len(set(names)) < len(names):
        names = [code.written_path for code in found.codes]
    return [f"«{name}»" for name in names]


def why_in_words(found: Finding) -> str:
    """Say, with its numbers, why a finding is brought up."""
    match found.kind:
        case CleanUpKind.OTHER:
            return share_in_words(found)
        case CleanUpKind.TOGETHER:
            return _both_ways(found)
        case CleanUpKind.UNUSED:
            told = ngettext("no answer has it; {n} is done", "no answer has it; {n} are done", found.of)
            return told.format(n=written_count(found.of))
        case CleanUpKind.UNDEFINED:
            return _answers(found.answers[0])
        case CleanUpKind.LONELY:
            return _("only «{name}» stands under it").format(name=found.codes[1].name)
        case _:
            return " · ".join(map(_answers, found.answers))


def share_in_words(found: Finding) -> str:
    """Say how many answers have a code, and of 20 or more settled answers, which share that is."""
    told, share = _answers(found.answers[0]), percent(found.answers[0], found.of)
    if share is None:
        return told
    return _("{percent} % of answers; {answers}").format(percent=written_number(share), answers=told)


def meant_in_words(found: Finding) -> str:
    """Propose what stands in the note on the codes of a finding that is put away."""
    names = [f"«{code.written_path}»" for code in found.codes]
    match found.kind:
        case CleanUpKind.OTHER:
            return _("Meant so: as many answers as there are may have {code}.").format(code=names[0])
        case CleanUpKind.UNDEFINED:
            return _("Meant so: {code} needs no definition.").format(code=names[0])
        case CleanUpKind.UNUSED:
            return _("Meant so: {code} stays, used or not.").format(code=names[0])
        case CleanUpKind.LONELY:
            return _("Meant so: {heading} heads one code.").format(heading=names[0])
        case _:
            return _("Meant so: {code} and {other} are two codes.").format(code=names[0], other=names[1])


def what_to_do_in_words(found: Finding) -> str:
    """Say what is mostly done about a finding."""
    if found.kind in PAIRS:
        return _("merge them, or read what they share")
    return {
        CleanUpKind.OTHER: _("work through its answers"),
        CleanUpKind.UNDEFINED: _("define it"),
        CleanUpKind.UNUSED: _("retire it"),
        CleanUpKind.LONELY: _("move the code elsewhere"),
    }[found.kind]


def _answers(count: int) -> str:
    return ngettext("{n} answer", "{n} answers", count).format(n=written_count(count))


def _both_ways(found: Finding) -> str:
    """Say of each of two codes how many of its answers have the other."""
    first, second = found.answers
    return _("{both} of the {n} with the first have the second; {both} of the {m} with it the first").format(
        both=written_count(found.together), n=written_count(first), m=written_count(second)
    )
