"""The other rooms: answers, the code list, what waits, what differs, tables; what is closed while blind."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coder.store.codes import codes_of
from coder.store.questions import question_named
from coder.usecases.suggesting.proposals import propose
from tests.builders import SmallProject, act, add_answers, add_codes, ask, code_answer, finish, small_project
from tests.made_once import made_once
from tests.plain.talking import talked
from tests.usecases.double_coded import double_coded
from tests.usecases.drawn_samples import coded_by_kari


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "p.sqlite"


@pytest.fixture
@made_once
def project(tmp_path: Path) -> SmallProject:
    """Kari is done with three answers, of which two have a code each."""
    project = small_project(tmp_path / "p.sqlite")
    for answer, code in zip(project.answers[:2], project.codes[:2], strict=True):
        code_answer(project.engine, answer, code, project.kari)
    for answer in project.answers[:3]:
        finish(project.engine, answer, project.kari)
    return project


@pytest.mark.slow
def test_the_list_of_questions_says_progress_and_opens_one(path: Path, project: SmallProject) -> None:
    said = talked(path, "1", ".back", "hva", ".quit", question=None)
    assert "1: hva_skal_til. 3 of 5 done, 3 codes." in said
    assert said.count("Answer 4 of 5, respondent r4.") == 2


@pytest.mark.slow
def test_answers_are_filtered_by_words_and_conditions_and_one_is_gone_to(
    path: Path, project: SmallProject
) -> None:
    said = talked(path, ".answers", "is:done", "nav", "1", ".quit")
    assert "3 answers: is:done." in said
    assert "1: r1, done: «Bedre samarbeid med Nav lokalt.». Samarbeid." in said
    assert "Answer 1 of 1 in the list, respondent r1, done." in said


@pytest.mark.slow
def test_from_a_list_one_made_coding_goes_on_through_it_and_then_in_reading_order(
    path: Path, project: SmallProject
) -> None:
    said = talked(path, ".answers is:done", "2", "", "", "", ".quit").splitlines()
    places = [line for line in said if line.startswith("Answer ")]
    assert places[1:] == [
        "Answer 2 of 3 in the list, respondent r2, done.",
        "Answer 3 of 3 in the list, respondent r3, done.",
        "Answer 4 of 5, respondent r4.",
    ]
    assert said.count("That was the last of the list. Enter alone: on in reading order.") == 1


@pytest.mark.slow
def test_of_all_answers_it_is_the_reading_order_that_is_gone_through(
    path: Path, project: SmallProject
) -> None:
    said = talked(path, ".answers is:done", "1", ".answers", "1", "", ".quit")
    assert said.count("Answer 1 of 3 in the list, respondent r1, done.") == 1
    assert said.count("Answer 1 of 5, respondent r1, done.") == 1
    assert said.count("Answer 4 of 5, respondent r4.") == 2


@pytest.mark.slow
def test_an_answer_beside_the_list_ends_it_and_what_is_done_is_of_all(
    path: Path, project: SmallProject
) -> None:
    said = talked(path, ".answers is:done", "1", ".where", ".next", ".go r5", ".quit")
    assert "3 of 5 done." in said
    assert "Answer 2 of 3 in the list, respondent r2, done." in said
    assert "Answer 5 of 5, respondent r5." in said
    behind = talked(path, ".table", "", "", ".behind", "1", "", ".quit")
    assert "in the list, respondent r" in behind


def test_a_code_goes_on_all_answers_listed_once_that_is_confirmed(path: Path, project: SmallProject) -> None:
    said = talked(path, ".answers is:done", ".set oppf", "yes", ".set oppf", "n")
    assert "Set «Oppfølging» on 3 answers?" in said
    assert "3 answers changed." in said
    assert "All of them have «Oppfølging» already." in said


@pytest.mark.slow
def test_codes_are_defined_renamed_merged_and_retired(path: Path, project: SmallProject) -> None:
    said = talked(
        path,
        ".list",
        "1",
        ".define Nav og kommunen sammen.",
        ".rename Samarbeid med Nav",
        "ress",
        ".merge samarb",
        "yes",
        "3",
        "oppf",
        ".retire",
        "yes",
        ".new Tema > Ny kode",
    )
    names = {
        code.written_path
        for code in ask(project.engine, lambda w: codes_of(w, question_named(w, "hva_skal_til").codebook_id))
        if code.retired is None and code.merged_into is None
    }
    assert names == {"Samarbeid med Nav", "Tema", "Tema > Ny kode"}
    assert "Merge «Ressurser» into «Samarbeid med Nav»?" in said
    assert "2 answers will have «Samarbeid med Nav»" in said


@pytest.mark.slow
def test_answers_are_read_again_for_a_newer_code(path: Path, project: SmallProject) -> None:
    new = add_codes(project.engine, project.question_id, "Lokale tilbud", coder_id=project.kari)[0]
    said = talked(path, ".revisit", "1", "", "", "")
    assert "1: Lokale tilbud, new since?" in said
    assert "Chosen: Lokale tilbud. Enter writes it." in said
    assert "Looked at. Set: Lokale tilbud." in said
    assert said.count("Looked at.") == 3
    assert "Nothing to read again." in said
    assert new in {code for codes in _codes_by_answer(project).values() for code in codes}


def test_proposals_are_accepted_and_rejected(path: Path, project: SmallProject) -> None:
    asked = [(project.answers[3], project.codes[0], 0.8), (project.answers[4], project.codes[1], 0.6)]
    act(project.engine, project.kari, "propose", lambda work: propose(work, project.question_id, asked))
    said = talked(path, ".review", "1", "", "")
    assert "1: Samarbeid, 80 % likely?" in said
    assert "Accepted 1, rejected 0." in said
    assert "Accepted 0, rejected 1." in said
    assert _codes_by_answer(project)[project.answers[3]] == {project.codes[0]}


@pytest.mark.slow
def test_differences_are_settled_by_a_letter_by_codes_or_by_a_rule(path: Path) -> None:
    double_coded(path, {"kari": ["ls", "l", "", "l"], "ola": ["l", "s", "k", "l"]})
    said = talked(path, ".settle", "b", "1", "", ".none")
    assert "Coders: A kari; B ola." in said
    assert "3 differences are left. 0 settled." in said
    assert said.count("Settled on: ") == 3
    assert "Settled on: no code." in said
    assert "Nothing is left to settle here." in said


@pytest.mark.slow
def test_a_table_is_said_row_by_row_with_its_columns(path: Path, project: SmallProject) -> None:
    said = talked(path, ".table", "", "ress", ".base answered", ".column 1")
    assert "3 rows, 1 column." in said
    assert "1: Ressurser. Count: 1." in said or "1: Samarbeid. Count: 1." in said
    assert "N=3" in said
    assert "N=5" in said
    assert "Count:\nSamarbeid: 1.\nRessurser: 1.\nOppfølging: 0." in said


@pytest.mark.slow
def test_what_shows_others_codes_is_closed_while_a_sample_is_coded_blind(path: Path) -> None:
    project = coded_by_kari(path)
    project.draw(project.ola)
    rooms = ("answers", "revisit", "review", "settle", "table", "respondent", "history")
    said = talked(path, *(f".{room}" for room in rooms), coder="ola")
    assert "blind sample, round 1: 0 of 5 done" in said
    told = [each for each in said.partition("code: ")[2].splitlines() if each and each != "code: "]
    assert len(told) == len(rooms) + 1
    assert all("5 answers are left" in each for each in told[:-1])


@pytest.mark.slow
def test_a_code_made_while_coding_blind_is_told_to_be_a_proposal(path: Path) -> None:
    project = coded_by_kari(path)
    project.draw(project.ola)
    said = talked(path, ".new Heilt nytt", coder="ola")
    assert "New code made and set: Heilt nytt." in said
    assert "A new code is a proposal" in said


@pytest.mark.slow
def test_after_the_last_of_a_blind_sample_it_is_said_what_comes_next(path: Path) -> None:
    project = coded_by_kari(path)
    project.draw(project.ola)
    said = talked(path, *("0",) * len(project.answers), ".settle", coder="ola")
    assert "The blind sample is done. «.settle» goes through what was coded differently" in said
    assert "coder --coder ola agreement hva_skal_til" in said
    assert "Coders: " in said.partition("The blind sample is done.")[2]


def _codes_by_answer(project: SmallProject) -> dict[int, set[int]]:
    from coder.store.codings import codings_of

    found = ask(project.engine, lambda work: codings_of(work, project.answers, project.kari))
    return {answer: {each.code_id for each in those} for answer, those in found.items()}


@pytest.mark.slow
def test_the_codes_of_last_time_s_answer_are_taken_over(path: Path) -> None:
    project = small_project(path, texts=())
    add_answers(project.engine, project.question_id, {"r1": "Bedre samarbeid."}, wave="2016")
    now = add_answers(project.engine, project.question_id, {"r1": "Endå betre samarbeid."}, wave="2019")
    said = talked(path, "1", "", ".resp", ".take", ".take")
    assert "Last time, coded by kari:" in said
    assert said.count("Codes set: Samarbeid.") == 1
    assert "There is no code to take over that is not set already." in said
    assert _codes_by_answer(replace(project, answers=now)) == {now[0]: {project.codes[0]}}
