"""Our own project files come back exactly, in every profile; but for what the writer tells is lost."""

from __future__ import annotations

import re
import tempfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from coder.domain.exchange_formats import Profile
from coder.domain.portable import FileMarks, PortableProject
from coder.exchange.refi.qdpx_reader import read_qdpx
from coder.exchange.refi.qdpx_writer import write_qdpx
from tests.exchange.portable_projects import portable_projects
from tests.exchange.refi.odd_project import MARKS, odd_project

_LOST = re.compile("\r\n?|[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
PARTS = (
    "name", "uid", "entry", "coders", "waves", "variables", "codebooks", "questions", "participations",
    "answers", "coded", "codings", "notes",
)  # fmt: skip


def plain(project: PortableProject) -> PortableProject:
    """Return the project as files hold it: line ends as LF, no control characters or leading marks."""
    answers, moved = [], {}
    for answer in project.answers:
        text = _plain(answer.text or "")
        answers.append(replace(answer, text=text))
        moved[answer.uid] = text == answer.text
    codings = tuple(each for each in project.codings if moved[each.answer] or not each.excerpts)
    cleaned = (replace(note, text=_plain(note.text)) for note in project.notes)
    # No project has a note without a sign in it.
    notes = tuple(note for note in cleaned if note.text.strip())
    return replace(project, answers=tuple(answers), codings=codings, notes=notes)


def _plain(text: str) -> str:
    # What is taken out may have stood before a mark, which then leads.
    return _LOST.sub(_instead, text).lstrip("\ufeff")


def _instead(found: re.Match[str]) -> str:
    return "\n" if found[0].startswith("\r") else ""


def assert_same(one: PortableProject, other: PortableProject) -> None:
    for part in PARTS:
        first, second = getattr(one, part), getattr(other, part)
        if part in ("answers", "coded", "codings", "notes"):
            first, second = sorted(first, key=repr), sorted(second, key=repr)
        assert first == second, part


@pytest.mark.parametrize("profile", Profile)
def test_an_odd_project_comes_back_exactly(tmp_path: Path, profile: Profile) -> None:
    project = plain(odd_project())
    write_qdpx(tmp_path / "p.qdpx", project, profile=profile, marks=MARKS)
    file = read_qdpx(tmp_path / "p.qdpx")
    assert_same(project, file.project)
    assert (file.losses, file.notices) == ((), ())


@pytest.mark.parametrize("profile", Profile)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(project=portable_projects())
@pytest.mark.slow
def test_every_project_comes_back_exactly(profile: Profile, project: PortableProject) -> None:
    project = plain(project)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "p.qdpx")
        write_qdpx(path, project, profile=profile, marks=FileMarks("Kodeprogram 1.0", "p"))
        file = read_qdpx(path)
    assert_same(project, file.project)
    assert file.losses == ()


@pytest.mark.parametrize("profile", Profile)
def test_texts_that_were_left_out_come_back_as_none(tmp_path: Path, profile: Profile) -> None:
    project = odd_project()
    answers = tuple(replace(answer, text=None) for answer in project.answers)
    codings = tuple(replace(coding, excerpts=()) for coding in project.codings)
    marks = replace(MARKS, without_text=True)
    project = replace(project, answers=answers, codings=codings)
    write_qdpx(tmp_path / "p.qdpx", project, profile=profile, marks=marks)
    assert_same(project, read_qdpx(tmp_path / "p.qdpx").project)


@pytest.mark.parametrize("profile", Profile)
def test_a_file_another_program_wrote_anew_is_read_by_what_it_shows(tmp_path: Path, profile: Profile) -> None:
    """The same answers and codings, found without our note."""
    project = plain(odd_project())
    write_qdpx(tmp_path / "ours.qdpx", project, profile=profile, marks=MARKS)
    path = tmp_path / "theirs.qdpx"
    with zipfile.ZipFile(tmp_path / "ours.qdpx") as ours, zipfile.ZipFile(path, "w") as theirs:
        for info in ours.infolist():
            content = ours.read(info).replace(b'origin="Kodeprogram 1.0"', b'origin="NVivo 15"')
            theirs.writestr(info.filename, content)
    convention = "utf16" if profile is Profile.NVIVO else "standard"
    file = read_qdpx(path, convention=convention)
    assert any("has been changed since" in notice for notice in file.notices)
    assert sorted(answer.text or "" for answer in file.project.answers) == sorted(
        answer.text or "" for answer in project.answers
    )
    assert _coded(file.project) == _coded(project)


def _coded(project: PortableProject) -> list[tuple[str, str, str, tuple[tuple[int, int], ...]]]:
    texts = {answer.uid: answer.text or "" for answer in project.answers}
    return sorted((texts[each.answer], each.code, each.coder, each.excerpts) for each in project.codings)


def test_a_damaged_note_of_ours_is_not_believed(tmp_path: Path) -> None:
    write_qdpx(tmp_path / "p.qdpx", odd_project(), profile=Profile.STANDARD, marks=MARKS)
    path = tmp_path / "skadet.qdpx"
    with zipfile.ZipFile(tmp_path / "p.qdpx") as ours, zipfile.ZipFile(path, "w") as damaged:
        for info in ours.infolist():
            content = ours.read(info)
            content = content.replace(b'"coders":[[', b'"coders":[[3,')
            damaged.writestr(info.filename, content)
    file = read_qdpx(path, convention="standard")
    assert any("has been changed since" in notice for notice in file.notices)
    assert len(file.project.answers) == 4
