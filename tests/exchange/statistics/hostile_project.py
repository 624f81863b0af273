"""A project whose names and texts break programs that take them for more than text."""

from __future__ import annotations

import uuid

from coder.domain.codebook import CodeRow
from coder.domain.coding import CodedState
from coder.domain.portable import (
    PortableAnswer,
    PortableCode,
    PortableCodebook,
    PortableCoded,
    PortableCoder,
    PortableCoding,
    PortableLevel,
    PortableParticipation,
    PortableProject,
    PortableQuestion,
    PortableVariable,
)

PATHS = (
    "Samarbeid",
    "Samarbeid > Tettere oppfølging",
    "Samarbeid > Annet",
    "Kapasitet",
    "Kapasitet > Annet",
    "`shell rm' \"sitat\" 'enkel' $makro",
    "/* kommentar */ // slutt",
    "Punktum til slutt.",
    "EXECUTE.",
    "Prosent %s \\ \\\\",
    "æ" * 200,
    "æ" * 199 + "b",
    "Vet ikke",
)
LEVELS = ("Små", "Store, «by»", "'Vet ikke'", "Ubesvart", "Uaktuelt", "$nei`")
HEADINGS = ("Samarbeid", "Kapasitet")
RESPONDENTS = tuple(f"{number:03d}" for number in range(1, 41))
WAVES = ("2016", "2018")


def uid(*parts: object) -> str:
    """Return the uid of a thing by what it is."""
    return uuid.uuid5(uuid.NAMESPACE_OID, "/".join(map(str, parts))).hex


def codebook() -> PortableCodebook:
    """Return all codes, two of them headings only."""
    codes = []
    for path in PATHS:
        names = tuple(path.split(" > "))
        parent = uid("code", " > ".join(names[:-1])) if len(names) > 1 else None
        codes.append(PortableCode(uid("code", path), parent, CodeRow(names, codable=path not in HEADINGS)))
    return PortableCodebook(uid("book"), "Kodeliste", codes=tuple(codes))


def hostile_project() -> PortableProject:
    """Return a project with two questions on one codebook, 40 respondents in two waves, two coders."""
    questions = (
        PortableQuestion(uid("q1"), "q1", 'Hva skal "til"?\nSkriv: $ja `nei\'', uid("book")),
        PortableQuestion(uid("q2"), "and", "Annet?", uid("book")),
    )
    variables = (
        PortableVariable(uid("v1"), "Størrelse", "x" * 300, tuple(_levels())),
        PortableVariable(uid("v2"), "q1_k001", "", (PortableLevel("7"), PortableLevel("12"))),
        PortableVariable(uid("v3"), "Størrelse!", "Enda en", (PortableLevel("ja"),)),
    )
    people = [
        PortableParticipation(
            uid("p", respondent, wave),
            respondent,
            wave,
            weight=0.5 + place / 10,
            returned=place % 7 != 0,
            background={"Størrelse": LEVELS[place % 6], "q1_k001": ("7", "12")[place % 2]},
        )
        for place, respondent in enumerate(RESPONDENTS)
        for wave in WAVES
    ]
    answers = [
        PortableAnswer(
            uid("a", q.key, each.respondent, each.wave), q.key, each.respondent, each.wave, _text(place)
        )
        for q in questions
        for place, each in enumerate(people)
        if place % 5
    ]
    codable = [code for code in codebook().codes if code.row.codable]
    coded = [
        PortableCoded(answer.uid, "kari", CodedState.DONE if place % 4 else CodedState.STARTED)
        for place, answer in enumerate(answers)
    ]
    codings = [
        PortableCoding(uid("c", answer.uid, code.uid), answer.uid, code.uid, "kari", ((0, 3),))
        for place, answer in enumerate(answers)
        for number, code in enumerate(codable)
        if (place + number) % 3 == 0
    ]
    return PortableProject(
        name="Prøve «1»",
        uid=uid("project"),
        coders=(PortableCoder(uid("kari"), "kari"),),
        waves=WAVES,
        variables=variables,
        codebooks=(codebook(),),
        questions=questions,
        participations=tuple(people),
        answers=tuple(answers),
        coded=tuple(coded),
        codings=tuple(codings),
    )


def _levels() -> list[PortableLevel]:
    return [PortableLevel(name, place >= 2) for place, name in enumerate(LEVELS)]


def _text(place: int) -> str:
    if place == 1:
        return "æ" * 20_000 + " slutten"
    return f"Svar {place}\nmed «linjer», `tegn` og $tegn " + "\r\n" * (place % 2) + "."
