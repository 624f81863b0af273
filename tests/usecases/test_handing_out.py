"""Several coders at one question: each is handed answers of their own."""

from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text, update

from coder.store import schema
from coder.store.claims import LONGEST, claim_answer, live_claims
from coder.store.coders import Coder, present_coder
from coder.store.passing import passing
from coder.usecases.questions import change_question
from coder.usecases.team.deal import deal, share
from coder.usecases.team.handing_out import claim_shown, give_back_shown, hand_out
from tests.builders import SmallProject, act, ask, code_answer, faults, finish, question, small_project

Q = "hva_skal_til"
SHORT = timedelta(minutes=2)


@pytest.fixture
def project(project_url: str) -> SmallProject:
    return small_project(project_url, texts=[f"Svar {number}" for number in range(6)])


def handed(p: SmallProject, name: str) -> int | None:
    return hand_out(p.engine, Q, person(p, name)).answer_id


def person(p: SmallProject, name: str) -> Coder:
    return present_coder(p.engine, name)


def make_shared(p: SmallProject) -> None:
    act(p.engine, p.kari, "set_question", lambda work: change_question(work, Q, shared=1))


@pytest.mark.slow
def test_two_coders_are_handed_different_answers_and_each_the_same_until_it_is_done(
    project: SmallProject,
) -> None:
    first, second, *_rest = project.answers
    assert [handed(project, "kari"), handed(project, "ola")] == [first, second]
    assert [handed(project, "kari"), handed(project, "ola")] == [first, second]
    finish(project.engine, first, project.kari)
    assert handed(project, "kari") == project.answers[2]
    assert handed(project, "ola") == second
    assert faults(project.engine) == []


def test_what_others_have_begun_comes_when_nothing_else_is_left(project: SmallProject) -> None:
    for each in project.answers[:5]:
        finish(project.engine, each, project.ola)
    assert handed(project, "kari") == project.answers[5]
    finish(project.engine, project.answers[5], project.kari)
    assert handed(project, "kari") == project.answers[0]


def test_a_shared_pile_ends_when_others_have_the_rest(project: SmallProject) -> None:
    make_shared(project)
    for each in project.answers[:5]:
        finish(project.engine, each, project.ola)
    finish(project.engine, project.answers[5], project.kari)
    found = hand_out(project.engine, Q, person(project, "kari"))
    assert (found.answer_id, found.is_left_to_others) == (None, True)
    found = hand_out(project.engine, Q, person(project, "ola"))
    assert (found.answer_id, found.is_left_to_others) == (None, True)


def test_a_pile_of_ones_own_is_read_as_it_was_dealt(project: SmallProject) -> None:
    asked = question(project.engine)
    act(project.engine, project.kari, "deal", lambda work: deal(work, asked, ["kari"]))
    finish(project.engine, project.answers[0], project.ola)
    assert handed(project, "kari") == project.answers[0]
    with passing(project.engine) as work:
        assert live_claims(work, project.question_id) == []


def test_what_lies_in_anothers_pile_comes_last(project: SmallProject) -> None:
    act(
        project.engine,
        None,
        "deal",
        lambda work: work.update("answer", project.answers[0], dealt_to=project.ola),
    )
    assert handed(project, "kari") == project.answers[1]


def test_of_a_shared_question_ones_own_pile_comes_first_and_then_everybodys(project: SmallProject) -> None:
    make_shared(project)
    mine, anothers = project.answers[3], project.answers[0]
    act(project.engine, None, "deal", lambda work: work.update("answer", mine, dealt_to=project.kari))
    act(project.engine, None, "deal", lambda work: work.update("answer", anothers, dealt_to=project.ola))
    assert handed(project, "kari") == mine
    finish(project.engine, mine, project.kari)
    assert handed(project, "kari") == project.answers[1]


def test_a_claim_runs_out_and_one_set_by_a_wrong_clock_holds_nothing(project: SmallProject) -> None:
    first = handed(project, "ola")
    for until in ("2000-01-01T00:00:00.000000Z", "2999-01-01T00:00:00.000000Z"):
        with passing(project.engine) as work:
            work.connection.execute(update(schema.claim).values(until=until))
        assert handed(project, "kari") == first
        with passing(project.engine) as work:
            work.connection.execute(schema.claim.delete().where(schema.claim.c.coder_id == project.kari))


def test_a_claim_never_keeps_anybody_from_coding(project: SmallProject) -> None:
    first = handed(project, "ola")
    assert first is not None
    code_answer(project.engine, first, project.codes[0], project.kari)
    assert handed(project, "kari") == first
    # What another has begun meanwhile is not handed out again.
    assert handed(project, "ola") == project.answers[1]


def test_a_screen_claims_what_is_nobodys_and_gives_it_back(project: SmallProject) -> None:
    first = project.answers[0]

    def claims(coder_id: int, answer_id: int) -> bool:
        return claim_shown(project.engine, project.question_id, coder_id, answer_id, SHORT)

    assert claims(project.kari, first)
    assert not claims(project.ola, first)
    assert claims(project.kari, first)
    # The answer it no longer has is not given back by mistake.
    give_back_shown(project.engine, project.question_id, project.kari, project.answers[1], 1.0)
    assert not claims(project.ola, first)
    give_back_shown(project.engine, project.question_id, project.kari, first, 1.0)
    assert claims(project.ola, first)
    code_answer(project.engine, project.answers[1], project.codes[0], project.ola)
    assert not claims(project.kari, project.answers[1])


def test_nothing_of_it_stands_in_the_history(project: SmallProject) -> None:
    before = ask(project.engine, lambda work: work.connection.scalar(select(schema.project.c.last_hash)))
    handed(project, "kari")
    assert (
        ask(project.engine, lambda work: work.connection.scalar(select(schema.project.c.last_hash))) == before
    )


def test_an_import_taken_back_takes_its_claims_along(project: SmallProject) -> None:
    act(project.engine, None, "import_survey", lambda work: work.create("wave", name="2020", position=9))
    with passing(project.engine) as work:
        claim_answer(work, project.question_id, project.kari, project.answers[-1], LONGEST)
    act(project.engine, None, "import_survey", lambda work: work.delete("answer", [project.answers[-1]]))
    assert faults(project.engine) == []


def test_sharing_gives_back_what_nobody_has_begun(project: SmallProject) -> None:
    asked = question(project.engine)
    act(project.engine, project.kari, "deal", lambda work: deal(work, asked, ["kari", "ola"]))
    code_answer(project.engine, project.answers[0], project.codes[0], project.kari)
    given_back = act(project.engine, project.kari, "deal", lambda work: share(work, question(project.engine)))
    assert given_back == 5
    assert question(project.engine).shared
    assert handed(project, "ola") in project.answers[1:]


def test_where_nothing_can_be_noted_an_answer_is_handed_out_all_the_same(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite")
    with passing(project.engine) as work:
        refusal = "CREATE TRIGGER no BEFORE INSERT ON claim BEGIN SELECT RAISE(ABORT, 'not you'); END"
        work.connection.execute(text(refusal))
    assert handed(project, "kari") == project.answers[0]


@pytest.mark.slow
def test_while_another_writes_for_long_an_answer_is_handed_out_all_the_same(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite")
    kari = person(project, "kari")
    with passing(project.engine):
        assert hand_out(project.engine, Q, kari, patience=0.1).answer_id == project.answers[0]


@pytest.mark.slow
def test_coders_who_ask_at_the_same_moment_are_handed_different_answers(project_url: str) -> None:
    project = small_project(project_url, texts=[f"Svar {number}" for number in range(40)])
    make_shared(project)
    coders = [person(project, f"koder {number}") for number in range(8)]
    handed_to: dict[str, list[int]] = {each.name: [] for each in coders}

    def work_through(coder: Coder) -> None:
        for _turn in range(5):
            answer_id = hand_out(project.engine, Q, coder).answer_id
            assert answer_id is not None
            handed_to[coder.name].append(answer_id)
            finish(project.engine, answer_id, coder.id)

    threads = [threading.Thread(target=work_through, args=(each,)) for each in coders]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    everything = [answer_id for answers in handed_to.values() for answer_id in answers]
    assert sorted(everything) == sorted(project.answers)
    assert faults(project.engine) == []
