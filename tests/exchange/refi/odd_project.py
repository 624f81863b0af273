"""A small project with every odd thing a project file must carry."""

from __future__ import annotations

from coder.domain.codebook import CodeKind, CodeRow, CodeText
from coder.domain.coding import CodedState
from coder.domain.portable import (
    FileMarks,
    PortableAnswer,
    PortableCode,
    PortableCodebook,
    PortableCoded,
    PortableCoder,
    PortableCoding,
    PortableLevel,
    PortableNote,
    PortableParticipation,
    PortableProject,
    PortableQuestion,
    PortableVariable,
)
from coder.exchange.refi.guids import derived

MARKS = FileMarks(program="Kodeprogram 1.0", project="prosjekt · 12")
KARI, OLA, CONSENSUS = "Kari Nordmann", "Ola <ola>", "Konsensus"
TEXTS = {
    ("R001", "2022"): "Bedre tid 😀 til den enkelte.\nOg flere folk.",
    ("R002", "2022"): "[R003 (2024)]\n\nikke slutt",
    ("R003", "2024"): "Penger & «ro» <nå>\tog\x0bmer",
    ("R001", "2024"): "linje én\r\nlinje to",
}
ODD_CODES = (
    ("Ressurser", None, CodeRow(("Ressurser",), codable=False, colour="#0072b2")),
    (
        "Penger",
        "Ressurser",
        CodeRow(
            ("Ressurser", "Penger"),
            text=CodeText(
                definition="Nevner penger.\n\nEksempler:\nogså budsjett",
                use_when="Beløp nevnes",
                not_when="Bare «ressurser»",
                examples=("- mer penger", "høyere sats"),
                aliases=("kroner",),
                labels={"nb": "Penger", "nn": "Pengar"},
            ),
        ),
    ),
    ("Annet ressurs", "Ressurser", CodeRow(("Ressurser", "Annet"), CodeKind.OTHER)),
    ("Tilgang", None, CodeRow(("Tilgang",))),
    ("Annet tilgang", "Tilgang", CodeRow(("Tilgang", "Annet"), CodeKind.OTHER)),
    ("Gammel", None, CodeRow(("Gammel\x0b kode",), retired=True)),
)


def uid(*parts: str) -> str:
    """Return the uid of something in these projects."""
    return derived("odd project", *parts)


def codebook(name: str = "Kodeliste") -> PortableCodebook:
    """Return the codebook with themes, a code of the same name under two, and one retired."""
    return PortableCodebook(
        uid("codebook", name),
        name,
        True,
        tuple(
            PortableCode(uid("code", key), uid("code", parent) if parent else None, row)
            for key, parent, row in ODD_CODES
        ),
    )


def odd_project() -> PortableProject:
    """Return two coders, two waves, four answers, a codebook and seven codings, one by the consensus."""
    answers = [
        PortableAnswer(uid("answer", *of), "q12", *of, text=text) for of, text in sorted(TEXTS.items())
    ]
    return PortableProject(
        name="Prøve & øving",
        uid=uid("project"),
        entry=12,
        coders=(
            PortableCoder(uid("consensus"), CONSENSUS, "consensus"),
            PortableCoder(uid("kari"), KARI),
            PortableCoder(uid("ola"), OLA),
        ),
        waves=("2022", "2024"),
        variables=(
            PortableVariable(
                uid("variable"),
                "Størrelse",
                "Hvor mange som bor der",
                (PortableLevel("Stor"), PortableLevel("Liten"), PortableLevel("Ukjent", missing=True)),
            ),
            PortableVariable(uid("variable 2"), "Vekt"),
        ),
        codebooks=(codebook(),),
        questions=(
            PortableQuestion(uid("question"), "q12", "Hva trengs?", codebook().uid),
            PortableQuestion(uid("question 2"), "q13/a", "Noe mer?", codebook().uid, "sentence"),
        ),
        participations=(
            _person("R001", "2022", 1.5, Størrelse="Stor"),
            _person("R002", "2022", 1e-7, Størrelse="Liten", Vekt="tung"),
            _person("R003", "2022", None, returned=False),
            _person("R001", "2024", 0.1),
            _person("R003", "2024", 2.0, Størrelse="Ukjent"),
        ),
        answers=tuple(answers),
        coded=(
            PortableCoded(uid("answer", "R002", "2022"), OLA, CodedState.DONE),
            PortableCoded(uid("answer", "R001", "2022"), KARI, CodedState.STARTED),
        ),
        codings=(
            _coding("R001", "2022", "Penger", KARI, (6, 11), (29, 42)),
            _coding("R001", "2022", "Penger", OLA),
            _coding("R001", "2022", "Annet tilgang", OLA),
            _coding("R002", "2022", "Annet ressurs", KARI, (15, 20)),
            _coding("R003", "2024", "Gammel", KARI),
            _coding("R003", "2024", "Tilgang", CONSENSUS),
            _coding("R001", "2024", "Tilgang", KARI, (10, 18)),
        ),
        notes=(
            PortableNote(uid("note a"), KARI, "Se også\nR003", answer=uid("answer", "R002", "2022")),
            PortableNote(uid("note c"), OLA, "Vid kode", code=uid("code", "Penger")),
            PortableNote(uid("note q"), OLA, "Uklar ordlyd", question=uid("question")),
            PortableNote(uid("note q2"), KARI, "Lite svar", question=uid("question 2")),
        ),
    )


def _person(
    respondent: str, wave: str, weight: float | None, *, returned: bool = True, **background: str
) -> PortableParticipation:
    return PortableParticipation(
        uid("person", respondent, wave), respondent, wave, weight, returned, background
    )


def _coding(respondent: str, wave: str, code: str, coder: str, *excerpts: tuple[int, int]) -> PortableCoding:
    return PortableCoding(
        uid("coding", respondent, wave, code, coder),
        uid("answer", respondent, wave),
        uid("code", code),
        coder,
        excerpts,
    )
