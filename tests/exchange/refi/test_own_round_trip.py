"""What is written for any program comes back as it was, but for what the losses name."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.domain.exchange_formats import Profile
from coder.domain.portable import (
    PortableAnswer,
    PortableCoding,
    PortableParticipation,
    PortableProject,
)
from coder.exchange.refi.qdpx_reader import read_qdpx
from coder.exchange.refi.qdpx_writer import write_qdpx
from tests.exchange.refi.odd_project import KARI, MARKS, OLA, codebook, odd_project, uid

EVERY = pytest.mark.parametrize("profile", list(Profile))
SIGNS = st.text(
    alphabet=st.one_of(st.sampled_from("[]R1\n æøå😀\u0301\u200d\u2028\x85\ufeff&<>\"'"), st.characters()),
    max_size=12,
)
LOST = "\r\x0b\x0c" + "".join(map(chr, [*range(9), *range(14, 32)])) + "\ufffe\uffff"


def plain(text: str) -> str:
    """Return a text without what is told as lost."""
    return "".join("\ufffd" if "\ud800" <= sign <= "\udfff" else sign for sign in text if sign not in LOST)


def same(first: PortableProject, second: PortableProject) -> None:
    """Tell whether two projects hold the same, whatever its order."""
    for each in fields(first):
        mine, back = getattr(first, each.name), getattr(second, each.name)
        if isinstance(mine, tuple):
            mine, back = sorted(mine, key=repr), sorted(back, key=repr)
        assert mine == back, each.name


@EVERY
def test_a_project_comes_back_as_it_was(tmp_path: Path, profile: Profile) -> None:
    project = odd_project()
    answers = [replace(each, text=plain(each.text or "")) for each in project.answers]
    project = replace(project, answers=tuple(answers))
    project = replace(
        project,
        codings=tuple(
            replace(each, excerpts=((9, 17),)) if each.excerpts == ((10, 18),) else each
            for each in project.codings
        ),
    )
    losses = write_qdpx(tmp_path / "a.qdpx", project, profile=profile, marks=MARKS)
    assert not [loss for loss in losses if "answers are" in loss.what or "in answers" in loss.what]
    read = read_qdpx(tmp_path / "a.qdpx")
    same(project, read.project)
    assert read.losses == ()


@EVERY
def test_a_coding_whose_excerpt_cannot_be_written_is_one_of_the_whole_answer(
    tmp_path: Path, profile: Profile
) -> None:
    project = odd_project()
    coding = next(each for each in project.codings if each.excerpts)
    answers = tuple(
        replace(each, text="Tid\x01\x02 og ro") if each.uid == coding.answer else each
        for each in project.answers
    )
    project = replace(project, answers=answers, codings=(replace(coding, excerpts=((3, 5),)),))
    losses = write_qdpx(tmp_path / "a.qdpx", project, profile=profile, marks=MARKS)
    assert any("no excerpts" in loss.what for loss in losses)
    (back,) = read_qdpx(tmp_path / "a.qdpx").project.codings
    assert back == replace(coding, excerpts=(), place=back.place)


@EVERY
@pytest.mark.slow
@given(st.lists(st.tuples(SIGNS, SIGNS), min_size=1, max_size=5))
def test_answers_come_back_to_the_letter_with_their_excerpts(
    tmp_path_factory: pytest.TempPathFactory, profile: Profile, people: list[tuple[str, str]]
) -> None:
    project = _of(people)
    path = tmp_path_factory.mktemp("trip") / "a.qdpx"
    write_qdpx(path, project, profile=profile, marks=MARKS)
    read = read_qdpx(path).project
    by_respondent = {each.respondent: each.text for each in read.answers}
    assert by_respondent == {each.respondent: _kept(each.text or "", profile) for each in project.answers}
    texts = {each.uid: each.text or "" for each in read.answers}
    words = {
        (each.uid, texts[each.answer][start:end]) for each in read.codings for start, end in each.excerpts
    }
    wanted = {
        (each.uid, _kept(_text(project, each.answer), profile)[start:end])
        for each in project.codings
        for start, end in each.excerpts
    }
    assert words == wanted
    assert {each.uid for each in read.codings} == {each.uid for each in project.codings}


def _kept(text: str, profile: Profile) -> str:
    """Return an answer without lost signs; a mark at the beginning of a file is none of its text."""
    if profile is Profile.MAXQDA and text.startswith("\ufeff"):
        return "\ufffd" + text[1:]
    return text


def _text(project: PortableProject, answer: str) -> str:
    return next(each.text or "" for each in project.answers if each.uid == answer)


def _of(people: list[tuple[str, str]]) -> PortableProject:
    """Return a project of respondents by (name, answer), each coded as a whole and in part."""
    names = {f"{plain(name)}{number}": plain(text) for number, (name, text) in enumerate(people)}
    answers = [PortableAnswer(uid("trip", name), "q12", name, "", text) for name, text in names.items()]
    return replace(
        odd_project(),
        waves=("",),
        participations=tuple(PortableParticipation(uid("person", name), name) for name in names),
        answers=tuple(answers),
        coded=(),
        notes=(),
        codings=tuple(
            PortableCoding(uid("coding", each.uid, coder), each.uid, codebook().codes[1].uid, coder, spans)
            for each in answers
            for coder, spans in ((KARI, ((1, len(each.text or "")),)), (OLA, ()))
            if len(each.text or "") > 1
        ),
    )
