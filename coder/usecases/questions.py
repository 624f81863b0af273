"""Questions: what stands about each, and their settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from coder.domain.codebook import nearest_names
from coder.domain.errors import WrongUseError
from coder.domain.question import Question
from coder.domain.withholding import Suggest
from coder.messages import _
from coder.store.coders import coder_named
from coder.store.codings import has_codings
from coder.store.overview import Overview, overview
from coder.store.questions import all_questions, question_named
from coder.store.report_rules import has_report_parts
from coder.store.review_rules import has_looks_or_proposals
from coder.store.unit_of_work import Reading, Writing
from coder.store.variables import Level, Variable, all_variables
from coder.usecases.revisit.reading_again import count_open
from coder.usecases.team.approval import ApprovedCoding, approved_coding


class UnknownVariableError(WrongUseError):
    """No background variable of that name."""

    def __init__(self, name: str, known: Sequence[str]) -> None:
        near = ", ".join(f"«{each}»" for each in nearest_names(name, known) or known) or _("none")
        super().__init__(
            _("No background variable «{name}». There is: {known}.").format(name=name, known=near)
        )


class UnknownLevelError(WrongUseError):
    """A background variable has no such level."""

    def __init__(self, variable: str, level: str, known: Sequence[str]) -> None:
        there = ", ".join(f"«{each}»" for each in known)
        super().__init__(
            _("«{variable}» has no level «{level}». There is: {known}.").format(
                variable=variable, level=level, known=there
            )
        )


class RepeatedLevelError(WrongUseError):
    """A level was named twice in one order."""

    def __init__(self, level: str) -> None:
        super().__init__(_("«{level}» is named twice.").format(level=level))


class CodebookInUseError(WrongUseError):
    """A question with codings cannot change to another codebook."""

    def __init__(self, key: str) -> None:
        super().__init__(_("«{key}» has codings already; its codebook cannot be exchanged.").format(key=key))


class NoShareHiddenError(WrongUseError):
    """Suggestions are to be hidden on a share of the answers, but on none."""

    def __init__(self) -> None:
        super().__init__(
            _("On how many percent of the answers are suggestions hidden? Say so with --hidden-percent.")
        )


@dataclass(frozen=True)
class QuestionNumbers:
    """A question with what is counted about it."""

    question: Question
    numbers: Overview
    revisit_open: int
    """Answers whose settled coding is to be read again."""
    approved: ApprovedCoding | None
    """Who approved the coding, if anybody has."""


def overviews(work: Reading) -> list[QuestionNumbers]:
    """Return every question with its numbers."""
    return [
        QuestionNumbers(
            question,
            overview(work, question),
            count_open(work, question.id),
            approved_coding(work, question),
        )
        for question in all_questions(work)
    ]


def question_keys(work: Reading) -> list[str]:
    """Return what the questions are called, in their order."""
    return [question.key for question in all_questions(work)]


def change_question(work: Writing, key: str, **settings: Any) -> None:
    """Set a question's settings: text, unit, quantify, counts, reading_order, lead, asked_if, codebook, …

    ``lead`` is a coder's name; ``asked_if`` is (variable, levels), or None for everybody; ``codebook`` is
    the key of the question whose codebook is shared; ``suggest`` and ``hidden_percent`` say when codes are
    suggested.

    Raises:
        CodebookInUseError: If answers have codes of the codebook that would go.
        NoShareHiddenError: If suggestions would be hidden on no answer at all.
    """
    question = question_named(work, key)
    values = dict(settings)
    if "lead" in values:
        values["lead"] = coder_named(work, values["lead"]).id if values["lead"] else None
    if values.get("asked_if") is not None:
        values["asked_if"] = _asked_if(work, *values["asked_if"])
    suggest = values.get("suggest", question.suggest)
    if suggest == Suggest.HIDDEN_SHARE and not values.get("hidden_percent", question.hidden_percent):
        raise NoShareHiddenError
    if "codebook" in values:
        values["codebook"] = _shared_codebook(work, question, values["codebook"])
    work.update("question", question.id, **values)


def order_levels(work: Writing, variable: str, levels: Sequence[str]) -> None:
    """Set the order of a background variable's levels; those not named follow in the order they had."""
    known = {level.name: level for level in variable_named(work, variable).levels}
    for level in levels:
        if list(levels).count(level) > 1:
            raise RepeatedLevelError(level)
    first = _chosen(work, variable, levels)
    rest = [level for level in known.values() if level not in first]
    for position, each in enumerate([*first, *rest], 1):
        work.update("level", each.id, position=position)


def set_missing_levels(work: Writing, variable: str, levels: Sequence[str]) -> None:
    """Say which levels of a background variable are no answers; all others are.

    Raises:
        UnknownVariableError: If there is no such variable; UnknownLevelError where there is no such level.
    """
    missing = {level.id for level in _chosen(work, variable, levels)}
    for level in variable_named(work, variable).levels:
        work.update("level", level.id, missing=int(level.id in missing))


def variable_named(work: Reading, name: str) -> Variable:
    """Return a background variable.

    Raises:
        UnknownVariableError: If there is none of that name.
    """
    variables = all_variables(work)
    for variable in variables:
        if variable.name == name:
            return variable
    raise UnknownVariableError(name, [variable.name for variable in variables])


def _chosen(work: Reading, variable: str, names: Sequence[str]) -> list[Level]:
    levels = {level.name: level for level in variable_named(work, variable).levels}
    for name in names:
        if name not in levels:
            raise UnknownLevelError(variable, name, list(levels))
    return [levels[name] for name in names]


def _asked_if(work: Reading, variable: str, levels: Sequence[str]) -> dict[str, Any]:
    chosen = _chosen(work, variable, levels)
    return {"variable": variable_named(work, variable).uid, "levels": [level.uid for level in chosen]}


def _shared_codebook(work: Reading, question: Question, other_key: str) -> int:
    other = question_named(work, other_key)
    in_use = any(
        check(work, question.id) for check in (has_codings, has_looks_or_proposals, has_report_parts)
    )
    if other.codebook_id != question.codebook_id and in_use:
        raise CodebookInUseError(question.key)
    return other.codebook_id
