"""A project out as files carry it, and in again."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from coder.domain.codebook import CodeRow
from coder.domain.coding import CodedState
from coder.domain.errors import ProblemsError
from coder.domain.portable import (
    PortableAnswer,
    PortableCode,
    PortableCodebook,
    PortableCoded,
    PortableCoder,
    PortableCoding,
    PortableNote,
    PortableParticipation,
    PortableProject,
    PortableQuestion,
)
from coder.domain.pseudonyms import Pseudonyms, pseudonymous
from coder.store.history import changes_of, last_number
from coder.store.origins import origins_of
from coder.store.unit_of_work import reading
from coder.usecases.history.details import told_changes
from tests.builders import SmallProject, faults, question, small_project, undo
from tests.exchange.portable_projects import (
    assert_same,
    lost,
    portable_projects,
    read_back,
    stored,
    taken,
)

few = settings(max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
KARI = "a" * 32


def one_coding(
    *,
    text: str = "Bedre samarbeid.",
    code: str = "Samarbeid",
    spans: tuple[tuple[int, int], ...] = (),
    state: CodedState | None = CodedState.DONE,
    key: str = "hva_skal_til",
    respondent: str = "r1",
    codable: bool = True,
    place: str = "",
) -> PortableProject:
    """Make a project of one answer that Kari gave one code."""
    return PortableProject(
        name="Fil",
        uid="f" * 32,
        coders=(PortableCoder(KARI, "kari"),),
        waves=("",),
        codebooks=(
            PortableCodebook(
                "b" * 32, "Bok", codes=(PortableCode("c" * 32, None, CodeRow((code,), codable=codable)),)
            ),
        ),
        questions=(PortableQuestion("d" * 32, key, "Hva skal til?", "b" * 32),),
        participations=(PortableParticipation("e" * 32, respondent),),
        answers=(PortableAnswer("1" * 32, key, respondent, "", text),),
        coded=() if state is None else (PortableCoded("1" * 32, "kari", state),),
        codings=(PortableCoding("2" * 32, "1" * 32, "c" * 32, "kari", spans, place),),
    )


@pytest.fixture
def small(tmp_path: Path) -> SmallProject:
    """Give a project whose answers r1, r2, … nobody has coded yet."""
    return small_project(tmp_path / "small.sqlite")


def own(text: str = "Bedre samarbeid med Nav lokalt.", **how: object) -> PortableProject:
    return one_coding(text=text, **how)  # type: ignore[arg-type]


@pytest.mark.slow
@few
@given(portable_projects())
def test_a_project_comes_back_as_it_was(project: PortableProject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        engine, report = stored(Path(folder), project)
        assert_same(project, read_back(engine))
        assert report.losses == ()
        entry = _entry(engine)
        assert not taken(engine, project).changed
        assert _entry(engine) == entry
        assert faults(engine) == []
        engine.dispose()


def _entry(engine: object) -> int:
    with reading(engine) as work:  # type: ignore[arg-type]
        return last_number(work)


@pytest.mark.slow
def test_codings_come_to_the_answers_that_are_there(small: SmallProject) -> None:
    report = taken(small.engine, own(spans=((0, 5),)))
    assert (report.new_answers, report.same_answers, report.new_codings, report.new_excerpts) == (0, 1, 1, 1)
    assert (report.newly_done, report.new_codes, report.new_coders) == (1, (), ())
    [coding] = read_back(small.engine).codings
    assert (coding.coder, coding.excerpts, coding.uid) == ("kari", ((0, 5),), "2" * 32)
    assert question(small.engine).lead_id == small.kari
    assert faults(small.engine) == []


@pytest.mark.slow
def test_an_import_is_one_act_that_can_be_taken_back(small: SmallProject) -> None:
    before, entry = read_back(small.engine), _entry(small.engine)
    taken(small.engine, own(code="Ny", respondent="r9"), coder_id=small.ola, create_codes=True)
    assert _entry(small.engine) == entry + 1
    assert len(read_back(small.engine).answers) == len(before.answers) + 1
    undo(small.engine, small.ola)
    assert_same(before, read_back(small.engine))
    assert faults(small.engine) == []


def test_a_code_the_codebook_lacks_is_listed_with_the_nearest_and_nothing_is_written(
    small: SmallProject,
) -> None:
    entry = _entry(small.engine)
    with pytest.raises(
        ProblemsError, match=r"No code named «Samarbeit».*Nearest: «Samarbeid».*--create-codes"
    ):
        taken(small.engine, own(code="Samarbeit"))
    assert _entry(small.engine) == entry
    assert taken(small.engine, own(code="Samarbeit"), create_codes=True).new_codes == ("Samarbeit",)


def test_a_code_in_another_case_is_the_one_that_is_there(small: SmallProject) -> None:
    assert taken(small.engine, own(code="samarbeid")).new_codes == ()
    [coding] = read_back(small.engine).codings
    names = {code.uid: code.row.path for code in read_back(small.engine).codebooks[0].codes}
    assert names[coding.code] == ("Samarbeid",)


def test_all_that_does_not_fit_is_listed_at_once(small: SmallProject) -> None:
    with pytest.raises(ProblemsError) as raised:
        taken(small.engine, own(text="Noe helt annet", code="Ukjent"))
    assert "differs from the one stored" in str(raised.value)
    assert "No code named «Ukjent»" in str(raised.value)


def test_excerpts_in_another_text_are_not_guessed(small: SmallProject) -> None:
    report = taken(small.engine, own(text="Noe helt annet", spans=((0, 3),)), changed="keep")
    assert "Excerpts in a text that is not the one here: coded as whole answers." in lost(report.losses)
    assert read_back(small.engine).codings[0].excerpts == ()


def test_excerpts_are_cut_off_where_the_answer_ends(small: SmallProject) -> None:
    report = taken(small.engine, own(spans=((6, 500), (900, 950))))
    assert read_back(small.engine).codings[0].excerpts == ((6, 31),)
    assert lost(report.losses) == {
        "Excerpts that go beyond their answer: cut off at its end.": 1,
        "Excerpts outside their answer: coded as whole answers.": 1,
    }


def test_a_text_with_other_line_ends_is_the_same_and_its_excerpts_move_along(tmp_path: Path) -> None:
    engine, _report = stored(tmp_path, one_coding(text="Først\r\nså dette\x07 her ", spans=((7, 15),)))
    report = taken(engine, replace(one_coding(text="Først\nså dette her", spans=((6, 14), (0, 5)))))
    assert (report.same_answers, report.new_excerpts, report.new_codings) == (1, 1, 0)
    assert read_back(engine).codings[0].excerpts == ((0, 5), (7, 15))
    engine.dispose()


def test_what_is_coded_without_a_state_is_as_asked(small: SmallProject) -> None:
    taken(small.engine, own(state=None), default_state=CodedState.STARTED)
    assert [each.state for each in read_back(small.engine).coded] == [CodedState.STARTED]


def test_a_heading_that_the_file_codes_with_becomes_a_code(tmp_path: Path) -> None:
    engine, report = stored(tmp_path, one_coding(codable=False))
    assert lost(report.losses) == {"Headings that answers are coded with become codes.": 1}
    assert [code.row.codable for code in read_back(engine).codebooks[0].codes] == [True]
    engine.dispose()


def test_the_one_question_of_a_file_can_be_called_otherwise(small: SmallProject) -> None:
    report = taken(small.engine, own(key="Q1"), question="hva_skal_til")
    assert (report.questions, report.new_questions, report.same_answers) == (("hva_skal_til",), (), 1)


def test_two_codes_where_there_may_be_one_are_a_problem(tmp_path: Path) -> None:
    small = small_project(tmp_path / "one.sqlite", exclusive=True)
    taken(small.engine, own())
    with pytest.raises(ProblemsError, match="one code only; kari has given «r1» another one"):
        taken(small.engine, replace(own(code="Ressurser"), uid="0" * 32))


def test_where_a_coding_stood_in_its_file_is_kept(small: SmallProject) -> None:
    taken(small.engine, own(place="Koding!C4"))
    with reading(small.engine) as work:
        found = origins_of(work, "coding", ["2" * 32])
    assert (found["2" * 32].file, found["2" * 32].place) == ("fil.qdpx", "Koding!C4")
    with reading(small.engine) as work:
        told = told_changes(work, changes_of(work, last_number(work)))
    assert "«Samarbeid», from fil.qdpx, Koding!C4" in " | ".join(each.after for each in told)


def test_what_leads_nowhere_in_a_file_is_listed(tmp_path: Path) -> None:
    broken = one_coding()
    broken = replace(broken, codings=(replace(broken.codings[0], code="9" * 32),))
    with pytest.raises(ProblemsError, match="a code that is not in the codebook"):
        stored(tmp_path, broken)


def test_texts_left_out_come_to_the_answers_that_have_them(small: SmallProject) -> None:
    project = own()
    project = replace(project, answers=(replace(project.answers[0], text=None),))
    report = taken(small.engine, project)
    assert (report.same_answers, report.new_codings, report.losses) == (1, 1, ())


def test_a_file_without_texts_alone_makes_answers_that_say_so(tmp_path: Path) -> None:
    project = one_coding()
    engine, report = stored(tmp_path, replace(project, answers=(replace(project.answers[0], text=None),)))
    assert [each.text for each in read_back(engine).answers] == ["[tekst utelatt]"]
    assert list(lost(report.losses).values()) == [1]
    engine.dispose()


@pytest.mark.slow
def test_whose_codings_tables_count_goes_along_and_is_told_where_it_is_decided_now(tmp_path: Path) -> None:
    project = one_coding()
    ola = (PortableCoder("9" * 32, "ola"),)
    two = replace(
        project,
        coders=(*project.coders, *ola),
        coded=(*project.coded, PortableCoded("1" * 32, "ola", CodedState.DONE)),
    )
    led = replace(two, questions=(replace(two.questions[0], lead="ola"),))
    engine, report = stored(tmp_path, led)
    assert read_back(engine).questions[0].lead == "ola"
    assert report.new_leads == {"hva_skal_til": "ola"}
    assert taken(engine, two).new_leads == {}
    _engine, undecided = stored(tmp_path, two, "b.sqlite")
    assert undecided.new_leads == {"hva_skal_til": "kari"}
    _engine, alone = stored(tmp_path, project, "c.sqlite")
    assert alone.new_leads == {}


def test_where_a_pseudonymous_note_stands_does_not_tell_whose_it_was() -> None:
    project = one_coding()
    [first] = project.answers
    second = replace(first, uid="3" * 32, respondent="r2")
    taking = (*project.participations, PortableParticipation("6" * 32, "r2"))
    notes = tuple(
        PortableNote(each.uid[::-1], "kari", each.respondent, answer=each.uid) for each in (first, second)
    )
    project = replace(project, answers=(first, second), participations=taking, notes=notes)
    key = Pseudonyms({"r1": "R0002", "r2": "R0001"}, {"kari": "Koder A"}, "ab" * 16)
    assert [note.text for note in pseudonymous(project, key).notes] == ["r2", "r1"]
