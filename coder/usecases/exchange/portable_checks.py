"""What is wrong within a file of another program, before it is held against the project."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from coder.domain.codebook import CodeNameError, checked_name, is_storable
from coder.domain.errors import Problem
from coder.domain.portable import PortableCodebook, PortableFile, PortableProject
from coder.messages import _


@dataclass
class _Checking:
    file: str
    problems: list[Problem] = field(default_factory=list)

    def problem(self, what: str, place: str = "") -> None:
        self.problems.append(Problem(self.file, None, None, f"{place}: {what}" if place else what))

    def name(self, what: str, written: str) -> None:
        """Check a name of anything but a code: it is text; survey files have names on several lines too."""
        if not is_storable(written):
            self.problem(
                _("{what} «{name}» has a character in it that no name can have.").format(
                    what=what, name=written
                )
            )

    def unique(self, what: str, names: Iterable[str]) -> None:
        seen: set[str] = set()
        for name in names:
            if name in seen:
                self.problem(_("{what} «{name}» is there twice.").format(what=what, name=name))
            seen.add(name)


def problems_within(file: PortableFile) -> list[Problem]:
    """Return everything that is wrong in a file by itself: names nothing can have, what leads to nothing."""
    checking, project = _Checking(file.file), file.project
    _names(checking, project)
    for codebook in project.codebooks:
        _codes(checking, codebook)
    _answers(checking, project)
    _codings(checking, project)
    return checking.problems


def _names(checking: _Checking, project: PortableProject) -> None:
    books = {each.uid for each in project.codebooks}
    checking.unique(_("The question"), (each.key for each in project.questions))
    checking.unique(_("The codebook"), (each.uid for each in project.codebooks))
    checking.unique(_("The variable"), (each.name for each in project.variables))
    for question in project.questions:
        checking.name(_("The question"), question.key)
        if not question.key.strip():
            checking.problem(_("A question has no name."))
        if not is_storable(question.text):
            checking.problem(
                _("The wording of «{question}» has a character in it that is no text.").format(
                    question=question.key
                )
            )
        if question.codebook not in books:
            checking.problem(_("The codebook of «{question}» is missing.").format(question=question.key))
    for variable in project.variables:
        checking.name(_("The variable"), variable.name)
        checking.unique(_("The level"), (each.name for each in variable.levels))
        for level in variable.levels:
            checking.name(_("The level"), level.name)
    for wave in project.waves:
        checking.name(_("The wave"), wave)


def _codes(checking: _Checking, codebook: PortableCodebook) -> None:
    seen: set[str] = set()
    for code in codebook.codes:
        if code.uid in seen:
            checking.problem(_("The code «{code}» is there twice.").format(code=code.row.written_path))
        if code.parent is not None and code.parent not in seen:
            checking.problem(
                _("What the code «{code}» stands under is missing.").format(code=code.row.written_path)
            )
        seen.add(code.uid)
        try:
            checked_name(code.row.path[-1])
        except CodeNameError as error:
            checking.problem(str(error))


def _answers(checking: _Checking, project: PortableProject) -> None:
    keys = {each.key for each in project.questions}
    places: set[tuple[str, str, str]] = set()
    uids: set[str] = set()
    for answer in project.answers:
        place = answer.question, answer.respondent.strip(), answer.wave
        if answer.question not in keys:
            checking.problem(
                _("An answer of «{respondent}» is to a question that is missing.").format(
                    respondent=answer.respondent
                )
            )
        elif place in places or answer.uid in uids:
            checking.problem(
                _("Respondent «{respondent}» has answered «{question}» twice.").format(
                    respondent=answer.respondent, question=answer.question
                )
            )
        if answer.text is not None and not is_storable(answer.text):
            checking.problem(
                _(
                    "The answer of «{respondent}» to «{question}» has a character in it that is no text."
                ).format(respondent=answer.respondent, question=answer.question)
            )
        places.add(place)
        uids.add(answer.uid)
    for respondent in dict.fromkeys(_respondents(project)):
        checking.name(_("The respondent"), respondent)
        if not respondent.strip():
            checking.problem(_("A respondent has no id."))
    taking: set[tuple[str, str]] = set()
    for part in project.participations:
        where = part.respondent.strip(), part.wave
        if where in taking:
            checking.problem(_("Respondent «{id}» is there twice in one wave.").format(id=part.respondent))
        taking.add(where)
        if part.weight is not None and not (part.weight > 0 and math.isfinite(part.weight)):
            checking.problem(_("The weight of «{id}» is no number above 0.").format(id=part.respondent))
        for name, level in part.background.items():
            checking.name(_("The variable"), name)
            checking.name(_("The level"), level)


def _respondents(project: PortableProject) -> Iterator[str]:
    yield from (each.respondent for each in project.participations)
    yield from (each.respondent for each in project.answers)


def _codings(checking: _Checking, project: PortableProject) -> None:
    answers = {each.uid: each for each in project.answers}
    books = {each.uid: {code.uid for code in each.codes} for each in project.codebooks}
    codes = {each.key: books.get(each.codebook, set()) for each in project.questions}
    for coding in project.codings:
        answer = answers.get(coding.answer)
        if answer is None:
            checking.problem(
                _("A coding by «{coder}» stands on no answer.").format(coder=coding.coder), coding.place
            )
        elif coding.code not in codes.get(answer.question, ()):
            checking.problem(
                _("A coding of «{respondent}» by «{coder}» has a code that is not in the codebook.").format(
                    respondent=answer.respondent, coder=coding.coder
                ),
                coding.place,
            )
    for coded in project.coded:
        if coded.answer not in answers:
            checking.problem(_("«{coder}» has come to an answer that is missing.").format(coder=coded.coder))
    every_code = set().union(*books.values()) if books else set()
    questions = {each.uid for each in project.questions}
    for note in project.notes:
        on = (note.answer in answers, note.code in every_code, note.question in questions)
        if sum(on) != 1:
            checking.problem(_("A note by «{coder}» stands on nothing.").format(coder=note.coder))
        if not is_storable(note.text):
            checking.problem(
                _("A note by «{coder}» has a character in it that is no text.").format(coder=note.coder)
            )
