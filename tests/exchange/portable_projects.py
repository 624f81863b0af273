"""Projects of every odd kind as files of other programs carry them, and what makes two of them the same."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from coder.domain.codebook import (
    CodeKind,
    CodeNameError,
    CodeRow,
    CodeText,
    checked_name,
    clean_text,
    clean_values,
    name_key,
)
from coder.domain.coding import CodedState, Span
from coder.domain.loss import Loss
from coder.domain.portable import (
    PortableAnswer,
    PortableCode,
    PortableCodebook,
    PortableCoded,
    PortableCoder,
    PortableCoding,
    PortableFile,
    PortableLevel,
    PortableNote,
    PortableParticipation,
    PortableProject,
    PortableQuestion,
    PortableVariable,
)
from coder.store.engine import Engine
from coder.store.unit_of_work import reading, writing
from coder.usecases.exchange.portable_in import IMPORT_CODED, PortableImport, import_portable
from coder.usecases.exchange.portable_out import portable_project
from tests.builders import new_project

ODD = (
    "Bedre samarbeid med Nav lokalt.",
    "æøå ÆØÅ",
    "𝒜😀👩‍👩‍👧",
    "e\u0301 å a\u030a",
    "שלום עולם",
    "\u202eomvendt\u202c",
    "[R001]\nSvaret fra en annen",
    "\n[R002]",
    "to\nlinjer",
    "to\r\nlinjer",
    "to\rlinjer",
    "to\u2028linjer\u2029",
    "\n\n",
    "=1+1",
    "+47 900",
    "-1",
    "@sum",
    "\t=HYPERLINK(1)",
    "]]>",
    "<![CDATA[x]]>",
    "&amp; &<>\"'",
    "</PlainTextContent>",
    " foran",
    "bak ",
    "\u00a0hardt mellomrom\u00a0",
    "\ufeff",
    "\x01\x07\x1b[31m",
    "\x85",
    "\u200b",
    "'tekst",
    '"sitat"',
    "a,b;c|d",
    "NA",
    "007",
    "1e5",
    "TRUE",
    "2024-01-01",
    "[tekst] (a) {b}",
    "¦",
)
"""What people write, and what breaks programs."""
_NOT_KEPT = "\r\x01\x07\x1b\x85\u2028\u2029\ufeff"
KEPT = tuple(text for text in ODD if not set(text) & set(_NOT_KEPT))
"""Those of them that every format can hold as they are."""

NAMES = (
    "Samarbeid",
    "Ressurser, folk og penger",
    'Sitat "så"',
    "Nav",
    "NAV",
    "É",
    "=1+1",
    "a/b",
    "A->B",
    "A::B",
    "A;B",
    "A.B",
    "tom (Hovedtema)",
    "<b>&amp;</b>",
    "😀",
    "שלום",
    "ingen",
    "x" * 80,
    "_total",
    "1",
    "#",
    "byte",
    "and",
)
IDS = (
    "1",
    "007",
    "1e5",
    "NA",
    "R001",
    "Åse Ø.",
    "a,b",
    "=2",
    "x y",
    "😀",
    "0",
    "null",
    "'7",
    "r-1",
    "A1",
    "a1",
)
LEVELS = (
    "<2000",
    "2000–5000",
    "Ja",
    "nei, aldri",
    "Vet ikke",
    "=1",
    "0",
    "-99",
    "Ø",
    "5 000–9 999",
    "x" * 130,
)


def texts_of(signs: Sequence[str]) -> st.SearchStrategy[str]:
    """Make texts of these pieces, with something else than blanks in them."""
    pieces = st.lists(st.sampled_from(signs), min_size=1, max_size=4)
    return pieces.map("".join).filter(lambda text: bool(text.strip()))


odd_text = texts_of(ODD)


def _uid(*parts: object) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, "/".join(map(str, parts))).hex


def _is_name(name: str) -> bool:
    try:
        return checked_name(name) == name
    except CodeNameError:
        return False


code_name = st.one_of(
    st.sampled_from(NAMES), odd_text.map(lambda text: text.strip()).filter(_is_name)
).filter(_is_name)


@st.composite
def codebooks(draw: st.DrawFn, number: int, *, many: bool = False) -> PortableCodebook:
    """Make a codebook: nested, with codes of one name under several others, retired ones, headings."""
    wanted = draw(st.integers(64, 70)) if many else draw(st.integers(1, 7))
    codes: list[PortableCode] = []
    taken: set[tuple[str | None, str]] = set()
    for place in range(wanted):
        above = draw(st.sampled_from([None, *codes])) if codes else None
        if above is not None and len(above.row.path) > 3:
            above = None
        name = draw(code_name)
        parent = None if above is None else above.uid
        if (parent, name_key(name)) in taken:
            name = f"{name} {place}"
        taken.add((parent, name_key(name)))
        path = (name,) if above is None else (*above.row.path, name)
        retired = draw(st.booleans()) if above is None else above.row.retired
        codes.append(PortableCode(_uid(number, "code", place), parent, draw(_rows(path, retired))))
    exclusive = draw(st.booleans())
    return PortableCodebook(_uid("book", number), f"Kodeliste {number}", exclusive, tuple(_in_order(codes)))


@st.composite
def _rows(draw: st.DrawFn, path: tuple[str, ...], retired: bool) -> CodeRow:
    text = CodeText()
    if draw(st.booleans()):
        text = CodeText(
            definition=clean_text(draw(odd_text)),
            use_when=clean_text(draw(odd_text)),
            not_when=clean_text(draw(odd_text)),
            examples=clean_values(draw(st.lists(odd_text, max_size=2))),
            aliases=clean_values(draw(st.lists(st.sampled_from(NAMES), max_size=2))),
            labels=draw(
                st.dictionaries(st.sampled_from(["nb", "nn", "en"]), st.sampled_from(NAMES), max_size=2)
            ),
        )
    return CodeRow(
        path,
        draw(st.sampled_from(CodeKind)),
        draw(st.booleans()),
        draw(st.sampled_from(["", "#0072b2", "#ffffff"])),
        retired,
        text,
    )


def _in_order(codes: Sequence[PortableCode], parent: str | None = None) -> Iterator[PortableCode]:
    for code in codes:
        if code.parent == parent:
            yield code
            yield from _in_order(codes, code.uid)


@st.composite
def portable_projects(
    draw: st.DrawFn, *, many_codes: bool | None = None, signs: Sequence[str] = ODD
) -> PortableProject:
    """Make a project as ``portable_project`` would read it, with every odd sign where it may stand.

    Args:
        draw: Of Hypothesis.
        many_codes: Whether a codebook has 64 codes or more; now and then if not said.
        signs: What answers and notes are made of.
    """
    many = draw(st.integers(0, 9)) == 0 if many_codes is None else many_codes
    books = [draw(codebooks(number, many=many and number == 0)) for number in range(draw(st.integers(1, 2)))]
    keys = draw(st.lists(st.sampled_from(["hva_skal_til", "q2", "Spm. 3: Hva, da?", "æ&<ø>"]), min_size=1,
                         max_size=3, unique=True))  # fmt: skip
    questions = [
        PortableQuestion(_uid("q", place), key, clean_text(draw(odd_text)), draw(st.sampled_from(books)).uid)
        for place, key in enumerate(keys)
    ]
    used = {each.codebook for each in questions}
    books = [
        next(each for each in books if each.uid == uid)
        for uid in dict.fromkeys(q.codebook for q in questions)
    ]
    waves = draw(st.sampled_from([("",), ("2016",), ("2016", "2018"), ("Vår 😀", "høst")]))
    variables = draw(_variables())
    people = ("kari", "Ola N., æ")[: draw(st.integers(1, 2))]
    consensus = PortableCoder(_uid("consensus"), "consensus", "consensus")
    coders = [consensus, *(PortableCoder(_uid("coder", name), name) for name in people)]
    respondents = draw(st.lists(st.sampled_from(IDS), min_size=1, max_size=5, unique=True))
    participations = [
        draw(_participation(respondent, wave, variables))
        for respondent in respondents
        for wave in waves
        if draw(st.booleans()) or wave == waves[0]
    ]
    assert used
    project = PortableProject(
        name="Prøve",
        uid=_uid("project"),
        entry=1,
        coders=tuple(coders),
        waves=waves,
        variables=tuple(variables),
        codebooks=tuple(books),
        questions=tuple(questions),
        participations=tuple(participations),
    )
    return draw(_coded(project, signs))


@st.composite
def _variables(draw: st.DrawFn) -> list[PortableVariable]:
    names = draw(
        st.lists(st.sampled_from(["Størrelse", "kjønn", "q1", "Landsdel, 5"]), max_size=3, unique=True)
    )
    return [
        PortableVariable(
            _uid("variable", name),
            name,
            draw(st.sampled_from(["", "Hvor mange bor der? «&»", "x" * 300])),
            tuple(
                PortableLevel(level, draw(st.booleans()))
                for level in draw(st.lists(st.sampled_from(LEVELS), min_size=1, max_size=4, unique=True))
            ),
        )
        for name in names
    ]


@st.composite
def _participation(
    draw: st.DrawFn, respondent: str, wave: str, variables: Sequence[PortableVariable]
) -> PortableParticipation:
    weight = draw(st.sampled_from([None, 1.0, 0.1, 1 / 3, 12345.678901]))
    background = {
        each.name: draw(st.sampled_from(each.levels)).name for each in variables if draw(st.booleans())
    }
    uid = _uid("part", respondent, wave)
    return PortableParticipation(uid, respondent, wave, weight, draw(st.booleans()), background)


@st.composite
def _coded(draw: st.DrawFn, project: PortableProject, signs: Sequence[str]) -> PortableProject:
    answer_text = texts_of(signs)
    answers: list[PortableAnswer] = []
    coded: list[PortableCoded] = []
    codings: list[PortableCoding] = []
    notes: list[PortableNote] = []
    books = {each.uid: each for each in project.codebooks}
    for question in project.questions:
        book = books[question.codebook]
        codable = [code.uid for code in book.codes if code.row.codable]
        for part in project.participations:
            if draw(st.integers(0, 3)) == 0:
                continue
            uid = _uid("answer", question.key, part.respondent, part.wave)
            answers.append(PortableAnswer(uid, question.key, part.respondent, part.wave, draw(answer_text)))
            for coder in project.coders:
                state = draw(st.sampled_from([CodedState.UNTOUCHED, CodedState.STARTED, CodedState.DONE]))
                if state is CodedState.UNTOUCHED:
                    continue
                coded.append(PortableCoded(uid, coder.name, state))
                most = 1 if book.exclusive else 3
                chosen = (
                    draw(st.lists(st.sampled_from(codable), max_size=most, unique=True)) if codable else []
                )
                for code in (each for each in codable if each in chosen):
                    spans = draw(_spans(len(answers[-1].text or "")))
                    codings.append(
                        PortableCoding(_uid("coding", uid, code, coder.name), uid, code, coder.name, spans)
                    )
            if draw(st.integers(0, 4)) == 0:
                note = clean_text(draw(answer_text))
                notes.append(PortableNote(_uid("note", uid), project.coders[1].name, note, answer=uid))
    for question in project.questions[:1]:
        if draw(st.booleans()):
            notes.append(
                PortableNote(
                    _uid("note", question.key), project.coders[1].name, "Merk: «&»", question=question.uid
                )
            )
    if draw(st.booleans()):
        code = project.codebooks[0].codes[0].uid
        notes.append(PortableNote(_uid("note", code), project.coders[1].name, "Om koden", code=code))
    return replace(
        project, answers=tuple(answers), coded=tuple(coded), codings=tuple(codings),
        notes=tuple(note for note in notes if note.text)
    )  # fmt: skip


@st.composite
def _spans(draw: st.DrawFn, length: int) -> tuple[Span, ...]:
    spans = draw(st.lists(st.tuples(st.integers(0, length - 1), st.integers(1, length)), max_size=2))
    return tuple(sorted({span for span in spans if span[0] < span[1]}))


def stored(
    folder: Path, project: PortableProject, name: str = "a.sqlite", **how: Any
) -> tuple[Engine, PortableImport]:
    """Import a project into an empty one; return it, and what the import tells."""
    engine = new_project(folder / name)
    return engine, taken(engine, project, **how)


def taken(
    engine: Engine,
    project: PortableProject,
    losses: tuple[Loss, ...] = (),
    *,
    coder_id: int | None = None,
    **how: Any,
) -> PortableImport:
    """Import a project into one that is there."""
    with writing(engine, coder_id=coder_id, operation=IMPORT_CODED) as work:
        return import_portable(work, PortableFile("fil.qdpx", project, losses), **how)


def read_back(engine: Engine, **how: Any) -> PortableProject:
    """Read a project out again."""
    with reading(engine) as work:
        return portable_project(work, **how)


PARTS = (
    "waves", "variables", "levels", "codebooks", "tree", "questions", "participations", "respondents",
    "answers", "coded", "codings", "notes", "coders", "uids",
)  # fmt: skip
"""What can be compared."""


def facts_of(project: PortableProject) -> dict[str, Any]:
    """Return what a project says, part by part, without the uids it says it by."""
    answers = {each.uid: (each.question, each.respondent, each.wave) for each in project.answers}
    codes = {(book.uid, code.uid): code.row.path for book in project.codebooks for code in book.codes}
    books = {question.key: question.codebook for question in project.questions}
    paths = {code: path for (_book, code), path in codes.items()}
    questions = {each.uid: each.key for each in project.questions}
    by_uid = {each.uid: each for each in project.codebooks}

    def on(note: PortableNote) -> object:
        if note.answer is not None:
            return answers[note.answer]
        return paths[note.code] if note.code is not None else questions[note.question or ""]

    doing = {each.coder for each in project.coded} | {each.coder for each in project.codings}
    doing |= {each.coder for each in project.notes}
    return {
        "waves": project.waves,
        "variables": [(each.name, each.label) for each in project.variables],
        "levels": [(each.name, each.levels) for each in project.variables],
        "codebooks": {
            each.key: (by_uid[each.codebook].exclusive, [code.row for code in by_uid[each.codebook].codes])
            for each in project.questions
        },
        "tree": {
            each.key: [code.row.path for code in by_uid[each.codebook].codes] for each in project.questions
        },
        "questions": [(each.key, each.text, each.unit) for each in project.questions],
        "participations": {
            (each.respondent, each.wave): (each.weight, each.returned, dict(each.background))
            for each in project.participations
        },
        "respondents": list(dict.fromkeys(each.respondent for each in project.participations)),
        "answers": {answers[each.uid]: each.text for each in project.answers},
        "coded": {(answers[each.answer], each.coder): each.state for each in project.coded},
        "codings": {
            (
                answers[each.answer],
                codes[books[answers[each.answer][0]], each.code],
                each.coder,
            ): each.excerpts
            for each in project.codings
        },
        "notes": sorted((each.coder, str(on(each)), each.text) for each in project.notes),
        "coders": {(each.name, each.kind) for each in project.coders if each.name in doing},
        "uids": (
            {each.uid for each in project.answers},
            {each.uid for each in project.codings},
            {code.uid for book in project.codebooks for code in book.codes},
            {each.uid for each in project.coders if each.name in doing and each.kind == "person"},
            {each.uid for each in project.questions},
            {each.uid for each in project.codebooks},
            {each.uid for each in project.participations},
        ),
    }


def assert_same(first: PortableProject, second: PortableProject, *, but: Collection[str] = ()) -> None:
    """Assert that two projects say the same, but for some of ``PARTS`` that the format cannot carry."""
    assert set(but) <= set(PARTS)
    one, other = facts_of(first), facts_of(second)
    for part in PARTS:
        if part not in but:
            assert one[part] == other[part], part


def lost(losses: Sequence[Loss]) -> dict[str, int]:
    """Return how many of each kind of loss were told."""
    return {each.what: each.count for each in losses}
