"""A project without who is who, or without what was written: what is left of it for others to see.

Pseudonymised is not anonymous: texts and background stay as they are, and who has the key can undo it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from coder.domain.loss import Losses
from coder.domain.portable import (
    PortableAnswer,
    PortableCode,
    PortableCodebook,
    PortableCoding,
    PortableProject,
)
from coder.messages import _

RESPONDENT, CODER = "respondent", "coder"
"""What a line of the key is about."""


@dataclass(frozen=True)
class Pseudonyms:
    """Who is called what; the key. It must not go along with the file it opens."""

    respondents: Mapping[str, str] = field(default_factory=dict)
    """New ids by those of the project."""
    coders: Mapping[str, str] = field(default_factory=dict)
    """New names by those of the project."""
    secret: str = ""
    """32 hex digits that uids are made anew with: without it nobody can tell which came from which."""


def extended_pseudonyms(
    known: Pseudonyms, respondents: Sequence[str], coders: Iterable[str], coder_word: str
) -> Pseudonyms:
    """Return a key with everybody in it; who is in it already keeps the pseudonym.

    Args:
        known: The key so far.
        respondents: External ids, in an order that tells nothing: shuffled by who calls.
        coders: Names of people, in any order; the consensus is nobody's name and none of them.
        coder_word: What stands before a coder's letter.
    """
    ids, names = dict(known.respondents), dict(known.coders)
    new = [each for each in dict.fromkeys(respondents) if each not in ids]
    width = max(4, len(str(len(ids) + len(new))))
    free = _free(ids.values(), (f"R{number:0{width}d}" for number in range(1, len(ids) + len(new) + 1)))
    ids.update(zip(new, free, strict=False))
    people = [each for each in dict.fromkeys(coders) if each not in names]
    letters = (f"{coder_word} {_letters(number)}" for number in range(1, len(names) + len(people) + 1))
    names.update(zip(people, _free(names.values(), letters), strict=False))
    return replace(known, respondents=ids, coders=names)


def _free(taken: Iterable[str], wanted: Iterable[str]) -> list[str]:
    used = set(taken)
    return [each for each in wanted if each not in used]


def _letters(number: int) -> str:
    """Return A, B, …, Z, AA, AB, …"""
    written = ""
    while number:
        number, last = divmod(number - 1, 26)
        written = chr(ord("A") + last) + written
    return written


def pseudonymous(project: PortableProject, key: Pseudonyms) -> PortableProject:
    """Return a project in which nobody bears their own name, and nothing its own uid.

    Respondents stand in the order of their new ids, so that their place tells nothing either. The project's
    name and its entry number are gone.

    Args:
        project: The project.
        key: Has everybody in it.
    """
    space = uuid.UUID(key.secret)

    def uid(old: str) -> str:
        return uuid.uuid5(space, old).hex

    def given(old: str | None) -> str | None:
        return None if old is None else uid(old)

    def coder(name: str) -> str:
        return key.coders.get(name, name)

    def code(each: PortableCode) -> PortableCode:
        return replace(each, uid=uid(each.uid), parent=given(each.parent))

    place = {answer.uid: key.respondents[answer.respondent] for answer in project.answers}
    question_order = {question.key: number for number, question in enumerate(project.questions)}
    wave_order = {wave: number for number, wave in enumerate(project.waves)}

    def answer_order(each: PortableAnswer) -> tuple[int, str, int]:
        return question_order[each.question], each.respondent, wave_order.get(each.wave, 0)

    return PortableProject(
        name=_("Pseudonymised project"),
        uid=uid(project.uid),
        coders=tuple(
            sorted(
                (replace(each, uid=uid(each.uid), name=coder(each.name)) for each in project.coders),
                key=lambda each: each.name,
            )
        ),
        waves=project.waves,
        variables=tuple(replace(each, uid=uid(each.uid)) for each in project.variables),
        codebooks=tuple(
            replace(each, uid=uid(each.uid), codes=tuple(map(code, each.codes))) for each in project.codebooks
        ),
        questions=tuple(
            replace(each, uid=uid(each.uid), codebook=uid(each.codebook), lead=key.coders.get(each.lead, ""))
            for each in project.questions
        ),
        participations=tuple(
            sorted(
                (
                    replace(each, uid=uid(each.uid), respondent=key.respondents[each.respondent])
                    for each in project.participations
                ),
                key=lambda each: (each.respondent, wave_order.get(each.wave, 0)),
            )
        ),
        answers=tuple(
            sorted(
                (
                    replace(each, uid=uid(each.uid), respondent=key.respondents[each.respondent])
                    for each in project.answers
                ),
                key=answer_order,
            )
        ),
        coded=tuple(
            replace(each, answer=uid(each.answer), coder=coder(each.coder))
            for each in sorted(project.coded, key=lambda each: place[each.answer])
        ),
        codings=tuple(
            replace(
                each,
                uid=uid(each.uid),
                answer=uid(each.answer),
                code=uid(each.code),
                coder=coder(each.coder),
                place="",
            )
            for each in sorted(project.codings, key=lambda each: place[each.answer])
        ),
        notes=tuple(
            replace(
                each,
                uid=uid(each.uid),
                coder=coder(each.coder),
                answer=given(each.answer),
                code=given(each.code),
                question=given(each.question),
            )
            for each in sorted(project.notes, key=lambda each: place.get(each.answer or "", ""))
        ),
    )


def without_text(project: PortableProject, losses: Losses) -> PortableProject:
    """Return a project without anything respondents wrote, or that may quote it: notes, examples of codes.

    Excerpts become codings of whole answers, since a place in a text that is not there says nothing.
    """
    if project.notes:
        losses.add(_("Notes are left out, since they may quote answers."), count=len(project.notes))
    return replace(
        project,
        codebooks=tuple(_without_examples(each, losses) for each in project.codebooks),
        answers=tuple(replace(each, text=None) for each in project.answers),
        codings=tuple(_unplaced(each, losses) for each in project.codings),
        notes=(),
    )


def _without_examples(codebook: PortableCodebook, losses: Losses) -> PortableCodebook:
    codes = []
    for code in codebook.codes:
        if code.row.text.examples:
            losses.add(
                _("Examples of codes are left out, since they may quote answers."), code.row.written_path
            )
        text = replace(code.row.text, examples=())
        codes.append(replace(code, row=replace(code.row, text=text)))
    return replace(codebook, codes=tuple(codes))


def _unplaced(coding: PortableCoding, losses: Losses) -> PortableCoding:
    if not coding.excerpts:
        return coding
    losses.add(_("Excerpts become codings of whole answers, since the texts are left out."))
    return replace(coding, excerpts=())
