"""The part of a file that somebody wants of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from coder.domain.errors import WrongUseError
from coder.domain.identity import new_uid
from coder.domain.portable import PortableProject, PortableQuestion
from coder.domain.question import UnknownQuestionError
from coder.messages import _


class OnlyCodebookError(WrongUseError):
    """A file with a codebook and no answers, and nobody has said which question it is for."""

    def __init__(self) -> None:
        super().__init__(
            _("The file holds a codebook and no answers. Say with --question whose codebook it is.")
        )


def chosen_part(project: PortableProject, key: str | None) -> PortableProject:
    """Return the part of a project that is about one question, or all; a single one is called as asked.

    Raises:
        UnknownQuestionError: If the file has several, and none of that name.
        OnlyCodebookError: If it has none but a codebook, and nobody says which it is meant for.
    """
    project = _with_question(project, key)
    if key is None:
        return project
    if len(project.questions) == 1:
        return renamed(project, {project.questions[0].key: key})
    found = next((each for each in project.questions if each.key == key), None)
    if found is None:
        raise UnknownQuestionError(key, [each.key for each in project.questions])
    return only_question(project, found)


def only_question(project: PortableProject, question: PortableQuestion) -> PortableProject:
    """Return the part of a project that is about one question."""
    answers = {each.uid for each in project.answers if each.question == question.key}
    book = next(each for each in project.codebooks if each.uid == question.codebook)
    codes = {code.uid for code in book.codes}
    return replace(
        project,
        questions=(question,),
        codebooks=(book,),
        answers=tuple(each for each in project.answers if each.uid in answers),
        coded=tuple(each for each in project.coded if each.answer in answers),
        codings=tuple(each for each in project.codings if each.answer in answers),
        notes=tuple(
            each
            for each in project.notes
            if each.answer in answers or each.code in codes or each.question == question.uid
        ),
    )


def renamed(project: PortableProject, keys: Mapping[str, str]) -> PortableProject:
    """Return a project whose questions are called otherwise.

    Args:
        project: The project.
        keys: New keys by old; those that are not in it keep theirs.
    """
    if all(old == new for old, new in keys.items()):
        return project
    return replace(
        project,
        questions=tuple(replace(each, key=keys.get(each.key, each.key)) for each in project.questions),
        answers=tuple(
            replace(each, question=keys.get(each.question, each.question)) for each in project.answers
        ),
    )


def _with_question(project: PortableProject, key: str | None) -> PortableProject:
    """Give a file that holds nothing but a codebook the question it is meant for."""
    if project.questions or not any(book.codes for book in project.codebooks):
        return project
    if key is None:
        raise OnlyCodebookError
    return replace(
        project, questions=(PortableQuestion(new_uid(), key, "", project.codebooks[0].uid),), notes=()
    )
