"""Notes and flags: each coder's own, in the history, taken back like all else."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.domain.codebook import CodeTextError
from coder.store.flags import flagged_answers
from coder.store.notes import NotedOn, noted_answers, notes_on
from coder.store.unit_of_work import Reading, reading, writing
from coder.usecases.coding.flags import listed_flags, set_flag
from coder.usecases.coding.notes import deal_with_notes, listed_notes, notes_beside, write_note
from coder.usecases.history.in_words import told_history
from tests.builders import SmallProject, act, add_answers, ask, faults, small_project, undo


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return small_project(tmp_path / "p.sqlite")


def note(project: SmallProject, text: str, coder: int, on: NotedOn = NotedOn.ANSWER) -> None:
    target = {NotedOn.ANSWER: project.answers[0], NotedOn.CODE: project.codes[0]}
    on_id = target.get(on, project.question_id)
    act(project.engine, coder, "write_note", lambda work: write_note(work, on, on_id, coder, text))


def wait(project: SmallProject, text: str, coder: int, *, waits: bool = True) -> None:
    act(
        project.engine,
        coder,
        "write_note",
        lambda work: write_note(work, NotedOn.ANSWER, project.answers[0], coder, text, waits=waits),
    )


def waiting(project: SmallProject) -> set[int]:
    return ask(project.engine, lambda work: noted_answers(work, project.question_id, waiting=True))


def flag(project: SmallProject, *, flagged: bool) -> None:
    operation = "set_flag" if flagged else "remove_flag"
    act(
        project.engine,
        project.kari,
        operation,
        lambda work: set_flag(work, project.answers[1], project.kari, flagged=flagged),
    )


def texts(project: SmallProject) -> list[tuple[str, str]]:
    def query(work: Reading) -> list[tuple[str, str]]:
        found = notes_on(work, NotedOn.ANSWER, project.answers)
        return [(each.coder_name, each.text) for each in found.get(project.answers[0], [])]

    return ask(project.engine, query)


@pytest.mark.slow
def test_two_coders_write_on_one_answer_and_neither_overwrites_the_other(project: SmallProject) -> None:
    note(project, "Sitat?", project.kari)
    note(project, "Uklart hvem «vi» er", project.ola)
    note(project, "Godt sitat", project.kari)
    assert texts(project) == [("kari", "Godt sitat"), ("ola", "Uklart hvem «vi» er")]
    assert ask(project.engine, lambda work: noted_answers(work, project.question_id)) == {project.answers[0]}
    assert not faults(project.engine)


def test_an_emptied_note_is_gone_and_undo_brings_it_back(project: SmallProject) -> None:
    note(project, "Sitat?", project.kari)
    note(project, "  ", project.kari)
    assert texts(project) == []
    undo(project.engine, project.kari)
    assert texts(project) == [("kari", "Sitat?")]
    assert not faults(project.engine)


@pytest.mark.parametrize("on", [NotedOn.CODE, NotedOn.QUESTION])
def test_codes_and_questions_have_notes_too(project: SmallProject, on: NotedOn) -> None:
    note(project, "Henger sammen med bemanning", project.kari, on)
    on_id = project.codes[0] if on is NotedOn.CODE else project.question_id
    assert ask(project.engine, lambda work: notes_beside(work, on, on_id, project.kari)) == (
        "Henger sammen med bemanning",
        [],
        False,
    )
    own, others, _waits = ask(project.engine, lambda work: notes_beside(work, on, on_id, project.ola))
    assert (own, [note.coder_name for note in others]) == ("", ["kari"])
    assert texts(project) == []


def test_the_same_note_again_is_no_entry(project: SmallProject) -> None:
    note(project, "Sitat?", project.kari)
    note(project, " Sitat? ", project.kari)
    told = ask(project.engine, lambda work: [each.entry.operation for each in told_history(work)])
    assert told.count("write_note") == 1


@pytest.mark.slow
def test_a_flag_is_put_up_taken_down_and_told_of(project: SmallProject) -> None:
    def flagged() -> set[int]:
        return ask(project.engine, lambda work: flagged_answers(work, project.question_id, project.kari))

    flag(project, flagged=True)
    flag(project, flagged=True)
    assert flagged() == {project.answers[1]}
    flag(project, flagged=False)
    assert flagged() == set()
    undo(project.engine, project.kari)
    assert flagged() == {project.answers[1]}
    about = ask(project.engine, lambda work: [each.about for each in told_history(work, respondent="r2")])
    assert about[-3:] == ["r2", "r2", "r2"]
    assert not faults(project.engine)


def test_what_no_database_can_hold_is_refused_with_a_sentence(project: SmallProject) -> None:
    with pytest.raises(CodeTextError):
        note(project, "halvt \ud800 tegn", project.kari)
    assert texts(project) == []


@pytest.mark.slow
def test_a_waiting_note_is_closed_by_whoever_deals_with_it_and_undo_lets_it_wait_again(
    project: SmallProject,
) -> None:
    wait(project, "Er dette samarbeid?", project.ola)
    assert waiting(project) == {project.answers[0]}
    closed = act(
        project.engine,
        project.kari,
        "deal_with_note",
        lambda work: deal_with_notes(work, project.answers[0], project.kari),
    )
    assert closed == 1
    assert waiting(project) == set()
    assert texts(project) == [("ola", "Er dette samarbeid?")]
    undo(project.engine, project.kari)
    assert waiting(project) == {project.answers[0]}
    assert not faults(project.engine)


def test_an_answer_to_a_note_stands_beside_it_and_lets_it_wait_until_it_is_dealt_with(
    project: SmallProject,
) -> None:
    wait(project, "Er dette samarbeid?", project.ola)
    note(project, "Ja, begge deler.", project.kari)
    beside = ask(
        project.engine, lambda work: notes_beside(work, NotedOn.ANSWER, project.answers[0], project.ola)
    )
    assert (beside.own, beside.waits) == ("Er dette samarbeid?", True)
    assert [each.text for each in beside.others] == ["Ja, begge deler."]


def test_a_changed_note_waits_on_unless_told_otherwise(project: SmallProject) -> None:
    wait(project, "Er dette samarbeid?", project.ola)
    note(project, "Er dette samarbeid, eller tid?", project.ola)
    assert waiting(project) == {project.answers[0]}
    wait(project, "Er dette samarbeid, eller tid?", project.ola, waits=False)
    assert waiting(project) == set()


def test_notes_and_flags_are_listed_wave_after_wave(project: SmallProject) -> None:
    later = add_answers(project.engine, project.question_id, ["Meir.", "Betre."], wave="2027")
    for answer in (later[1], project.answers[1], later[0], project.answers[0]):
        with writing(project.engine, coder_id=project.kari, operation="write_note") as work:
            write_note(work, NotedOn.ANSWER, answer, project.kari, "Se her")
            set_flag(work, answer, project.kari, flagged=True)
    in_file = [*project.answers[:2], *later]
    with reading(project.engine) as snapshot:
        assert [note.answer_id for note in listed_notes(snapshot, "kari").notes] == in_file
        assert [flag.answer_id for flag in listed_flags(snapshot, "kari")[0]] == in_file
