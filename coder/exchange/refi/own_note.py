"""What a REFI file of ours says beyond the standard: a note in it, exact, for nobody but this program.

It is believed only where the file still bears our origin: another program that wrote it anew has changed what
the note speaks of.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from coder.domain.coding import CodedState
from coder.domain.portable import (
    PortableCode,
    PortableCodebook,
    PortableCoder,
    PortableLevel,
    PortableParticipation,
    PortableProject,
    PortableQuestion,
    PortableVariable,
)
from coder.exchange.codebook.rows import RowReader, cells_of
from coder.exchange.refi.convention import UnknownConventionError, convention_named

NOTE_NAME = "open-answer-coder"
_FORMAT = 1
_DAMAGED = (
    AttributeError,
    KeyError,
    OverflowError,
    RecursionError,
    TypeError,
    UnknownConventionError,
    ValueError,
)
"""What reading a note that another hand has been at may raise."""


@dataclass(frozen=True)
class OwnFacts:
    """What the note says; all keys are uids."""

    origin: str
    convention: str
    """How positions count."""
    newlines: str
    """``crlf`` where each line end of an answer became CRLF."""
    without_text: bool
    project: PortableProject
    """Without answers, codings, coded states, notes and background: those stand in the file proper."""
    question_of: Mapping[str, str]
    """The question of each answer that is a source of its own."""
    states: Mapping[tuple[str, str], CodedState] = field(default_factory=dict)
    """By (answer, coder): states that do not follow from a coding being there."""
    explicit: frozenset[str] = frozenset()
    """Codings whose excerpt is said although it covers the whole answer."""


def written_facts(
    project: PortableProject,
    *,
    origin: str,
    answers: Mapping[str, Sequence[str]] | None = None,
    convention: str = "standard",
    newlines: str = "",
    without_text: bool = False,
) -> str:
    """Write the note's text: JSON, ASCII only.

    Args:
        project: What the file holds.
        origin: What the file says of its origin.
        answers: Uids of answers by question, where each answer is a source of its own.
        convention: How the file counts positions.
        newlines: ``crlf`` where line ends became CRLF.
        without_text: Whether the texts of answers were left out.
    """
    facts = {
        "format": _FORMAT,
        "origin": origin,
        "convention": convention,
        "newlines": newlines,
        "without_text": without_text,
        "project": [project.uid, project.name, project.entry],
        "waves": list(project.waves),
        "coders": [[coder.uid, coder.name, coder.kind] for coder in project.coders],
        "variables": [_variable(variable) for variable in project.variables],
        "codebooks": [_codebook(codebook) for codebook in project.codebooks],
        "questions": [
            [each.uid, each.key, each.text, each.codebook, each.unit, each.lead] for each in project.questions
        ],
        "participations": [
            [each.uid, each.respondent, each.wave, each.weight, each.returned]
            for each in project.participations
        ],
        "answers": {question: list(uids) for question, uids in (answers or {}).items()},
        "states": _states(project),
        "explicit": _explicit(project),
    }
    return json.dumps(facts, ensure_ascii=True, separators=(",", ":"))


def read_facts(text: str) -> OwnFacts | None:
    """Read the note; None where it is none of ours, or has been damaged."""
    try:
        facts = json.loads(text)
        if facts["format"] != _FORMAT:
            return None
        convention_named(_text(facts["convention"]))
        return _facts(facts)
    except _DAMAGED:
        return None


def _facts(facts: dict[str, Any]) -> OwnFacts:
    uid, name, entry = facts["project"]
    project = PortableProject(
        name=_text(name),
        uid=_text(uid),
        entry=_number(entry),
        coders=tuple(PortableCoder(*map(_text, each)) for each in facts["coders"]),
        waves=tuple(map(_text, facts["waves"])),
        variables=tuple(_read_variable(each) for each in facts["variables"]),
        codebooks=tuple(_read_codebook(each) for each in facts["codebooks"]),
        questions=tuple(PortableQuestion(*map(_text, each)) for each in facts["questions"]),
        participations=tuple(_participation(*each) for each in facts["participations"]),
    )
    return OwnFacts(
        origin=_text(facts["origin"]),
        convention=_text(facts["convention"]),
        newlines=_text(facts["newlines"]),
        without_text=facts["without_text"] is True,
        project=project,
        question_of={
            _text(answer): question for question, answers in facts["answers"].items() for answer in answers
        },
        states={
            (_text(answer), coder): CodedState(state)
            for coder, by_state in facts["states"].items()
            for state, answers in by_state.items()
            for answer in answers
        },
        explicit=frozenset(map(_text, facts["explicit"])),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError
    return value


def _variable(variable: PortableVariable) -> list[Any]:
    levels = [[level.name, level.missing] for level in variable.levels]
    return [variable.uid, variable.name, variable.label, levels]


def _read_variable(written: list[Any]) -> PortableVariable:
    uid, name, label, levels = written
    read = tuple(PortableLevel(_text(level), missing is True) for level, missing in levels)
    return PortableVariable(_text(uid), _text(name), _text(label), read)


def _codebook(codebook: PortableCodebook) -> dict[str, Any]:
    return {
        "uid": codebook.uid,
        "name": codebook.name,
        "exclusive": codebook.exclusive,
        "codes": [
            {
                "uid": code.uid,
                "parent": code.parent,
                **{column: cell for column, cell in cells_of(code.row).items() if cell},
            }
            for code in codebook.codes
        ],
    }


def _read_codebook(written: dict[str, Any]) -> PortableCodebook:
    reader = RowReader("")
    codes = []
    for each in written["codes"]:
        cells = {column: _text(cell) for column, cell in each.items() if column not in ("uid", "parent")}
        row = reader.code_row(None, cells)
        if row is None or reader.problems:
            raise ValueError
        parent = each["parent"]
        codes.append(PortableCode(_text(each["uid"]), None if parent is None else _text(parent), row))
    exclusive = written["exclusive"] is True
    return PortableCodebook(_text(written["uid"]), _text(written["name"]), exclusive, tuple(codes))


def _participation(
    uid: object, respondent: object, wave: object, weight: object, returned: object
) -> PortableParticipation:
    if not (weight is None or isinstance(weight, int | float)):
        raise TypeError
    number = None if weight is None else float(weight)
    return PortableParticipation(_text(uid), _text(respondent), _text(wave), number, returned is not False)


def _states(project: PortableProject) -> dict[str, dict[str, list[str]]]:
    """Return answers by coder's uid and state where a coding does not tell the state, which is done."""
    uids = {coder.name: coder.uid for coder in project.coders}
    told = {(each.answer, each.coder): each.state for each in project.coded}
    coded = {(each.answer, each.coder) for each in project.codings}
    found: dict[str, dict[str, list[str]]] = {}
    for pair in dict.fromkeys([*told, *(each for each in coded if each not in told)]):
        state = told.get(pair, CodedState.UNTOUCHED)
        if (state is CodedState.DONE) != (pair in coded) or state is CodedState.STARTED:
            answer, coder = pair
            found.setdefault(uids[coder], {}).setdefault(state.value, []).append(answer)
    return found


def _explicit(project: PortableProject) -> list[str]:
    lengths = {answer.uid: len(answer.text or "") for answer in project.answers}
    return [
        coding.uid
        for coding in project.codings
        if any(span == (0, lengths[coding.answer]) for span in coding.excerpts)
    ]
