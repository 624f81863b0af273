"""Answers and background as ATLAS.ti takes in a survey from Excel."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from coder.documents.workbook import Sheet, write_workbook
from coder.domain.loss import Losses
from coder.domain.portable import TEXT_LEFT_OUT, FileMarks, PortableProject
from coder.exchange.bridges.cells import guarded_cell
from coder.exchange.refi.distinct_names import distinct_names
from coder.messages import _

NAME = "survey_atlasti.xlsx"
_DOCUMENT, _GROUP, _COMMENT = "!", ":", "::"
# Such a sign before a column's name would say what kind of column it is.
_SIGNS = re.compile(r"^[\s!^&<.:#]+|:{2,}")


def write_atlasti_survey(
    folder: Path, project: PortableProject, losses: Losses, *, marks: FileMarks, formula_guard: bool
) -> None:
    """Write a row for each respondent in a wave: name, background as groups, and the open questions."""
    rows = [[guarded_cell(cell, NAME, losses, guard=formula_guard) for cell in row] for row in _rows(project)]
    sheets = [
        Sheet("Survey", _header(project), rows),
        Sheet("Om filen", (NAME,), [(line,) for line in marks.lines()]),
    ]
    for sentence in write_workbook(folder / NAME, sheets):
        losses.add(f"{NAME}: {sentence}")
    if any(person.weight is not None for person in project.participations):
        losses.add(_("{file}: weights have no column.").format(file=NAME))


def _header(project: PortableProject) -> list[str]:
    background = distinct_names(_plain(each.name) for each in project.variables)
    waves = [f"{_GROUP}Måling"] if _has_waves(project) else []
    questions = [
        f"{key}{_COMMENT}{_plain(question.text)}" if question.text else key
        for question, key in zip(
            project.questions, distinct_names(_plain(each.key) for each in project.questions), strict=True
        )
    ]
    return [f"{_DOCUMENT}Respondent", *waves, *(_GROUP + name for name in background), *questions]


def _rows(project: PortableProject) -> Iterator[list[str]]:
    texts = {
        (answer.respondent, answer.wave, answer.question): TEXT_LEFT_OUT
        if answer.text is None
        else answer.text
        for answer in project.answers
    }
    several = len({person.wave for person in project.participations}) > 1
    for person in project.participations:
        name = f"{person.respondent} ({person.wave})" if several and person.wave else person.respondent
        yield [
            name,
            *([person.wave] if _has_waves(project) else []),
            *(person.background.get(variable.name, "") for variable in project.variables),
            *(
                texts.get((person.respondent, person.wave, question.key), "")
                for question in project.questions
            ),
        ]


def _has_waves(project: PortableProject) -> bool:
    return any(person.wave for person in project.participations)


def _plain(name: str) -> str:
    """Return a column's name on one line, without what ATLAS.ti takes for signs of its own."""
    return " ".join(_SIGNS.sub(" ", name).split()) or "-"
