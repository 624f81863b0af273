"""Out in every format and into an empty project again: the same, but for what is told to be lost."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from coder.domain.codebook import CodeRow
from coder.domain.coding import CodedState
from coder.domain.exchange_formats import Profile
from coder.domain.loss import Loss
from coder.domain.portable import (
    FileMarks,
    PortableAnswer,
    PortableCode,
    PortableCodebook,
    PortableCoded,
    PortableCoder,
    PortableCoding,
    PortableFile,
    PortableLevel,
    PortableParticipation,
    PortableProject,
    PortableQuestion,
    PortableVariable,
)
from coder.exchange.refi.qdc_reader import read_qdc
from coder.exchange.refi.qdc_writer import write_qdc
from coder.exchange.refi.qdpx_reader import read_qdpx
from coder.exchange.refi.qdpx_writer import write_qdpx
from coder.exchange.statistics.reader import read_statistics
from coder.store.questions import all_questions
from coder.store.unit_of_work import reading, writing
from coder.usecases.codebook.importing import import_codebook
from coder.usecases.exchange.sending_out import Asked, export_project
from coder.usecases.survey.importing import make_codebook, make_question
from tests.builders import add_coder, faults, new_project
from tests.exchange.portable_projects import (
    KEPT,
    assert_same,
    facts_of,
    portable_projects,
    read_back,
    stored,
    taken,
)

MARKS = FileMarks("open-answer-coder 1.0", "project x, entry 1")
# To make a failing project smaller would take minutes, each being a database.
house = settings(deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
few = settings(house, max_examples=4, derandomize=True)
fewest = settings(house, max_examples=2, derandomize=True)
many = settings(house, max_examples=15)
thousands = settings(house, max_examples=1_000)
some = settings(house, max_examples=4)
plain = portable_projects(signs=KEPT)
UNTOLD_BY_NUMBERS = ("uids", "codebooks", "notes", "coders")
"""What files for statistics packages do not hold: notes, definitions, and who only wrote notes."""


def put_in(folder: Path, found: PortableFile) -> PortableProject:
    """Read a file into an empty project, twice, and return what is there."""
    engine, _report = stored(folder, found.project, "tilbake.sqlite")
    assert not taken(engine, found.project).changed
    back = read_back(engine)
    assert faults(engine) == []
    engine.dispose()
    return back


def through_qdpx(project: PortableProject, profile: str) -> tuple[PortableProject, tuple[Loss, ...]]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        written = write_qdpx(folder / "ut.qdpx", project, profile=Profile(profile), marks=MARKS)
        found = read_qdpx(folder / "ut.qdpx")
        return put_in(folder, found), (*written, *found.losses)


def through_statistics(project: PortableProject, format: str) -> tuple[PortableProject, tuple[Loss, ...]]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        engine, _report = stored(folder, project)
        file = folder / f"ut.{format}"
        written = export_project(engine, add_coder(engine, "eksportør"), Asked(format), file)
        engine.dispose()
        found = read_statistics(file)
        return put_in(folder, found), (*written.losses, *found.losses)


def kept(text: str) -> str:
    """Return what XML and plain text files keep of an answer: lines of one kind, no control signs.

    A byte order mark that begins an answer may have become a replacement character: of a file of its own, it
    would be no part.
    """
    lines = "\n".join(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    left = "".join(sign for sign in lines if sign >= " " or sign in "\n\t")
    return "\ufffd" + left[1:] if left.startswith("\ufeff") else left


@pytest.mark.slow
@pytest.mark.parametrize("profile", Profile)
@few
@given(project=plain)
def test_a_qdpx_file_brings_everything_back(profile: str, project: PortableProject) -> None:
    back, _losses = through_qdpx(project, profile)
    assert_same(project, back)


@pytest.mark.slow
@pytest.mark.parametrize("profile", Profile)
@few
@given(project=portable_projects())
def test_signs_a_qdpx_file_cannot_hold_are_told_and_nothing_else_is_lost(
    profile: str, project: PortableProject
) -> None:
    check_odd(profile, project)


def check_odd(profile: str, project: PortableProject) -> None:
    back, losses = through_qdpx(project, profile)
    assert_same(project, back, but=("answers", "codings", "notes"))
    one, other = facts_of(project), facts_of(back)
    assert {place: kept(text) for place, text in one["answers"].items()} == {
        place: kept(text) for place, text in other["answers"].items()
    }
    assert one["codings"].keys() == other["codings"].keys()
    same = {place for place, text in one["answers"].items() if other["answers"][place] == text}
    assert all(other["codings"][key] == spans for key, spans in one["codings"].items() if key[0] in same)
    assert len(same) == len(one["answers"]) or losses


@pytest.mark.slow
@pytest.mark.parametrize("format", ("sav", "csv"))
@fewest
@given(project=plain)
def test_a_file_for_statistics_brings_all_codings_back(format: str, project: PortableProject) -> None:
    check_statistics(format, project)


def check_statistics(format: str, project: PortableProject) -> None:
    back, losses = through_statistics(project, format)
    assert_same(project, back, but=UNTOLD_BY_NUMBERS)
    if project.notes:
        assert "Notes do not go along." in {loss.what for loss in losses}


TWO_LINES = PortableProject(
    name="Fil",
    uid="f" * 32,
    coders=(PortableCoder("a" * 32, "kari"),),
    waves=("vår\n2016",),
    variables=(PortableVariable("9" * 32, "Fylke og\nkommune", "", (PortableLevel("Vest\nland"),)),),
    codebooks=(PortableCodebook("b" * 32, "Bok", codes=(PortableCode("c" * 32, None, CodeRow(("Nav",))),)),),
    questions=(PortableQuestion("d" * 32, "Hva er\nbra?", "Hva er\nbra?", "b" * 32, lead="kari"),),
    participations=(
        PortableParticipation("e" * 32, "r\n1", "vår\n2016", background={"Fylke og\nkommune": "Vest\nland"}),
    ),
    answers=(PortableAnswer("1" * 32, "Hva er\nbra?", "r\n1", "vår\n2016", "Det meste."),),
    coded=(PortableCoded("1" * 32, "kari", CodedState.DONE),),
    codings=(PortableCoding("2" * 32, "1" * 32, "c" * 32, "kari"),),
)
"""Names on two lines, as headers and cells of a spreadsheet often are."""


@pytest.mark.slow
@pytest.mark.parametrize("profile", Profile)
def test_names_on_two_lines_come_back_from_a_qdpx_file(profile: str) -> None:
    assert_same(TWO_LINES, through_qdpx(TWO_LINES, profile)[0])


@pytest.mark.slow
@pytest.mark.parametrize("format", ("sav", "dta", "csv", "parquet"))
def test_names_on_two_lines_come_back_from_a_file_for_statistics(format: str) -> None:
    check_statistics(format, TWO_LINES)


@pytest.mark.slow
@few
@given(project=portable_projects(many_codes=False))
def test_a_qdc_file_brings_the_codebook_back(project: PortableProject) -> None:
    check_qdc(project)


def check_qdc(project: PortableProject) -> None:
    book = project.codebooks[0]
    # Names are mended otherwise: so that they stay apart.
    assume(all(kept(code.row.path[-1]) == code.row.path[-1] for code in book.codes))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_qdc(folder / "ut.qdc", book, marks=MARKS)
        found = read_qdc(folder / "ut.qdc")
        engine = new_project(folder / "tilbake.sqlite")
        with writing(engine, coder_id=None, operation="import_codebook") as work:
            make_question(work, "q", make_codebook(work, "q"))
            [question] = all_questions(work)
            import_codebook(work, question.codebook_id, found)
        with reading(engine) as work:
            [question] = all_questions(work)
        back = read_back(engine).codebooks[0]
        engine.dispose()
    assert question.exclusive == book.exclusive
    assert [tidy(code.row) for code in back.codes] == [tidy(code.row) for code in book.codes]


def tidy(row: CodeRow) -> CodeRow:
    """Return a code without the signs that no XML file can hold; they are told to be lost."""
    text = row.text
    return replace(
        row,
        text=replace(
            text,
            definition=kept(text.definition),
            use_when=kept(text.use_when),
            not_when=kept(text.not_when),
            examples=tuple(map(kept, text.examples)),
        ),
    )


@pytest.mark.slow
@pytest.mark.parametrize("profile", Profile)
def test_qdpx_files_of_many_projects(profile: str) -> None:
    run(many, portable_projects(), lambda project: check_odd(profile, project))
    run(many, plain, lambda project: assert_same(project, through_qdpx(project, profile)[0]))


@pytest.mark.soak
@pytest.mark.parametrize("profile", Profile)
def test_qdpx_files_of_thousands_of_projects(profile: str) -> None:
    run(thousands, portable_projects(), lambda project: check_odd(profile, project))
    run(thousands, plain, lambda project: assert_same(project, through_qdpx(project, profile)[0]))


@pytest.mark.slow
@pytest.mark.parametrize("format", ("sav", "dta", "csv", "parquet"))
def test_files_for_statistics_of_many_projects(format: str) -> None:
    run(some, plain, lambda project: check_statistics(format, project))


@pytest.mark.slow
def test_qdc_files_of_many_codebooks() -> None:
    run(many, portable_projects(), check_qdc)


def run(how: settings, projects: st.SearchStrategy[PortableProject], check: Any) -> None:
    """Hold many projects against what is said of them."""

    @how
    @given(projects)
    def held(project: PortableProject) -> None:
        check(project)

    held()
