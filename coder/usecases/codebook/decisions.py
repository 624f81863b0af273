"""Decisions of a split, as a command or a file tells them: by respondent, wave and coder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from coder.domain.errors import Problem, ProblemsError, UnusableInputError, WrongUseError
from coder.domain.question import Question
from coder.messages import _
from coder.store.answers import find_answer
from coder.store.coders import coder_named
from coder.store.unit_of_work import Reading
from coder.usecases.codebook.split import Decision

if TYPE_CHECKING:
    from coder.exchange.table import Table

NEEDED, OPTIONAL = ("respondent_id", "part"), ("wave", "coder")


class NoDecisionError(UnusableInputError):
    """Not written as RESPONDENT=PART, or no such part."""

    def __init__(self, written: str, parts: Iterable[str]) -> None:
        super().__init__(
            _("«{written}» is no decision. Write RESPONDENT=PART with one of the parts: {parts}.").format(
                written=written, parts=", ".join(parts)
            )
        )


def decided(
    work: Reading, question: Question, written: Iterable[str], parts: Sequence[str], wave: str | None = None
) -> list[Decision]:
    """Return decisions written as RESPONDENT=PART, for whoever coded the answer."""
    found = []
    for each in written:
        for part in parts:
            if each.endswith(f"={part}"):
                respondent = each[: -len(part) - 1]
                found.append(Decision(find_answer(work, question.id, question.key, respondent, wave), part))
                break
        else:
            raise NoDecisionError(each, parts)
    return found


def decisions_in_file(work: Reading, question: Question, path: Path) -> list[Decision]:
    """Read decisions from a table: ``respondent_id``, ``part`` and, if wanted, ``wave``, ``coder``.

    Raises:
        ProblemsError: If a column is missing, or a respondent, wave or coder is not known; all are listed.
    """
    from coder.exchange.table_file import read_table

    return decisions_in(work, question, read_table(path))


def decisions_in(work: Reading, question: Question, table: Table) -> list[Decision]:
    """Read decisions from the rows of a table."""
    places = table.places((*NEEDED, *OPTIONAL))
    problems = list(table.problems)
    for name in NEEDED:
        if name not in places:
            what = _("the column is missing. Give the file a column of that name.")
            problems.append(Problem(table.name, None, name, what))
    if problems:
        raise ProblemsError(problems)
    found = []
    for number, cells in zip(table.row_numbers, table.rows, strict=True):
        row = {name: cells[place] for name, place in places.items()}
        try:
            # Where the file has a column for waves, an empty cell is the unnamed wave.
            answer_id = find_answer(work, question.id, question.key, row["respondent_id"], row.get("wave"))
        except WrongUseError as error:
            problems.append(Problem(table.name, number, "respondent_id", str(error)))
            continue
        try:
            name = row.get("coder", "").strip()
            coder_id = coder_named(work, name).id if name else None
        except WrongUseError as error:
            problems.append(Problem(table.name, number, "coder", str(error)))
            continue
        found.append(Decision(answer_id, row["part"].strip(), coder_id))
    if problems:
        raise ProblemsError(problems)
    return found
