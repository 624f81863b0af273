"""Outcomes: sets of codes that an answer has one of, named on the spot or saved by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coder.domain.codebook import Code, UnknownCodeError, checked_name, find_code, name_key
from coder.domain.errors import WrongUseError
from coder.messages import _
from coder.store.codes import codes_of
from coder.store.outcomes import outcomes_of
from coder.store.questions import question_named
from coder.store.unit_of_work import Reading, Writing

SAVE = "save_outcome"
"""What the entry is called."""


class OutcomeIsACodeError(WrongUseError):
    """A name for an outcome that a code bears already."""

    def __init__(self, name: str) -> None:
        super().__init__(_("«{name}» is a code. Give the outcome another name.").format(name=name))


@dataclass(frozen=True)
class ChosenOutcome:
    """A set of codes, of which an answer has at least one or none."""

    name: str
    codes: tuple[Code, ...]
    """As they were named; of a code that has others below it, these are meant too."""


def chosen_outcome(
    work: Reading, question_id: int, codes: Sequence[Code], written: Sequence[str]
) -> ChosenOutcome:
    """Look up an outcome: one saved by name, or codes and themes, several of them separated by commas.

    Args:
        work: The project.
        question_id: Whose saved outcomes are meant.
        codes: The codebook.
        written: As it stands on the command line; several are one outcome together.

    Raises:
        UnknownCodeError: If something is neither.
        AmbiguousCodeError: If a name does not tell which code is meant.
    """
    saved = {name_key(each.name): each for each in outcomes_of(work, question_id)}
    by_id = {code.id: code for code in codes}
    found: list[Code] = []
    for one in written:
        kept = saved.get(name_key(one))
        found += _codes_in(codes, one) if kept is None else [by_id[code_id] for code_id in kept.code_ids]
    chosen = tuple({code.id: code for code in found}.values())
    name = written[0].strip() if len(written) == 1 and name_key(written[0]) in saved else ""
    return ChosenOutcome(name or ", ".join(code.name for code in chosen), chosen)


def save_outcome(work: Writing, question_key: str, name: str, written: Sequence[str]) -> None:
    """Keep codes and themes under a name; one kept before under this name becomes these.

    Raises:
        CodeNameError: If it is no name.
        OutcomeIsACodeError: If a code bears the name.
        UnknownCodeError: As in ``chosen_outcome``.
    """
    name = checked_name(name)
    question = question_named(work, question_key)
    codes = codes_of(work, question.codebook_id)
    taken = {name_key(each).casefold() for code in codes for each in (code.name, code.written_path)}
    if name_key(name).casefold() in taken:
        raise OutcomeIsACodeError(name)
    chosen = chosen_outcome(work, question.id, codes, written)
    uids = [code.uid for code in chosen.codes]
    there = [each for each in outcomes_of(work, question.id) if name_key(each.name) == name_key(name)]
    if there:
        work.update("outcome", there[0].id, codes=uids)
    else:
        work.create("outcome", question=question.id, name=name, codes=uids)


def with_those_below(codes: Sequence[Code], chosen: Sequence[Code]) -> set[int]:
    """Return the ids of codes and of all below them, which stand after them in the codebook."""
    found = {code.id for code in chosen}
    for code in codes:
        if code.parent_id in found:
            found.add(code.id)
    return found


def _codes_in(codes: Sequence[Code], written: str) -> list[Code]:
    """Split at commas where need be; names of codes may have commas in them, so the longest one that fits."""
    parts = written.split(",")
    found: list[Code] = []
    first = 0
    while first < len(parts):
        for last in range(len(parts), first, -1):
            try:
                found.append(find_code(codes, ",".join(parts[first:last]).strip()))
            except UnknownCodeError:
                if last == first + 1:
                    raise
            else:
                break
        first = last
    return found
