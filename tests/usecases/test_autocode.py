"""What is proposed for answers not coded, and what the replay says of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.domain.withholding import is_drawn
from coder.store.answers import answer_keys
from coder.store.coders import find_coder
from coder.store.questions import question_named
from coder.store.unit_of_work import Writing, reading
from coder.usecases.coding.setting import mark_done, set_code
from coder.usecases.questions import change_question
from coder.usecases.revisit.reading_again import look_again
from coder.usecases.suggesting.autocode import Autocoding, autocode
from coder.usecases.suggesting.replaying import coding_order, replay
from coder.usecases.team.deal import deal
from tests.builders import SmallProject, act, code_answer, small_project
from tests.made_once import made_once

KEY = "hva_skal_til"
CODES = ("Samarbeid", "Ressurser", "Oppfølging", "Bolig")
TEXTS = ("samarbeid med Nav", "fleire folk og pengar", "tett oppfølging i jobb")
ANSWERS, CODED = 48, 40


@pytest.fixture
@made_once
def project(tmp_path: Path) -> SmallProject:
    """Make a project whose answers tell their code; every fourth has one more that nothing tells."""
    texts = [f"Vi treng {TEXTS[number % 3]}, {number}." for number in range(ANSWERS)]
    project = small_project(tmp_path / "a.sqlite", texts=texts, codes=CODES)

    def code(work: Writing) -> None:
        for place in range(CODED):
            answer = project.answers[place]
            set_code(work, answer, project.codes[place % 3], project.kari)
            if place % 4 == 0:
                set_code(work, answer, project.codes[(place + 1) % 3], project.kari)
            mark_done(work, answer, project.kari)

    act(project.engine, project.kari, "mark_done", code)
    return project


def asked(project: SmallProject, least: float, coder: str = "kari") -> Autocoding:
    return autocode(project.engine, KEY, coder, least)


@pytest.mark.parametrize(
    "least", [pytest.param(0.2, marks=pytest.mark.slow), 0.5, pytest.param(0.8, marks=pytest.mark.slow)]
)
def test_what_to_expect_is_what_a_slow_recount_finds(project: SmallProject, least: float) -> None:
    with reading(project.engine) as work:
        coding = coding_order(work, question_named(work, KEY))
    replayed = replay(coding, coding.space())
    proposed = right = codings = 0
    for row in range(CODED // 2 - 10, CODED - 10):
        for column in range(len(coding.codes)):
            is_given = bool(replayed.given[row, column])
            is_proposed = bool(replayed.scores[row, column] >= least)
            codings += is_given
            proposed += is_proposed
            right += is_given and is_proposed
    expected = asked(project, least).expected
    assert (expected.answers, expected.proposals) == (CODED // 2, proposed)
    assert expected.precision is not None
    assert expected.share is not None
    assert expected.precision.value == pytest.approx(right / proposed)
    assert expected.share.value == pytest.approx(right / codings)


@pytest.mark.slow
def test_a_code_nobody_has_used_is_never_proposed(project: SmallProject) -> None:
    assert project.codes[3] not in {each.code_id for each in asked(project, 0.0).proposals}


@pytest.mark.slow
def test_a_retired_code_is_never_proposed(project: SmallProject) -> None:
    retired = project.codes[0]
    act(
        project.engine,
        project.kari,
        "retire_code",
        lambda work: work.update("code", retired, retired=work.number),
    )
    assert {each.code_id for each in asked(project, 0.0).proposals} == set(project.codes[1:3])


@pytest.mark.slow
def test_a_retired_code_is_not_expected_to_be_proposed(project: SmallProject) -> None:
    retired = project.codes[0]
    before = asked(project, 0.0).expected
    act(
        project.engine,
        project.kari,
        "retire_code",
        lambda work: work.update("code", retired, retired=work.number),
    )
    found = asked(project, 0.0)
    assert found.expected.answers < before.answers
    assert found.expected.proposals == found.expected.answers * 2
    # Where it was the only code, the answer is settled all the same: nobody codes it again.
    assert found.uncoded == ANSWERS - CODED


def test_what_reading_again_found_was_not_known_when_the_answer_was_done(project: SmallProject) -> None:
    with reading(project.engine) as work:
        before = coding_order(work, question_named(work, KEY)).settled
    first, second = project.answers[:2]
    act(
        project.engine,
        project.kari,
        "look_again",
        lambda work: look_again(
            work, first, project.kari, project.codes, {project.codes[2]: (), project.codes[3]: ()}
        ),
    )
    code_answer(project.engine, second, project.codes[3], project.kari)
    with reading(project.engine) as work:
        after = coding_order(work, question_named(work, KEY)).settled
    codes = {each.answer_id: set(each.codes) for each in after}
    assert codes.pop(second) == {project.codes[1], project.codes[3]}
    assert codes == {each.answer_id: set(each.codes) for each in before if each.answer_id != second}


@pytest.mark.slow
def test_answers_begun_are_left_to_who_began_them(project: SmallProject) -> None:
    code_answer(project.engine, project.answers[CODED], project.codes[0], project.kari)
    found = asked(project, 0.0)
    assert found.uncoded == ANSWERS - CODED - 1
    assert project.answers[CODED] not in {each.answer_id for each in found.proposals}


@pytest.mark.slow
def test_who_has_a_pile_gets_proposals_for_that_pile(project: SmallProject) -> None:
    act(
        project.engine,
        project.kari,
        "deal",
        lambda work: deal(work, question_named(work, KEY), ["kari", "ola"]),
    )
    mine, others = asked(project, 0.0), asked(project, 0.0, "ola")
    assert mine.uncoded + others.uncoded == ANSWERS - CODED
    assert not {each.answer_id for each in mine.proposals} & {each.answer_id for each in others.proposals}


@pytest.mark.slow
def test_nobody_is_told_again_what_another_has_coded(project: SmallProject) -> None:
    found = asked(project, 0.0, "nykomen")
    assert found.uncoded == ANSWERS - CODED
    assert not {each.answer_id for each in found.proposals} & set(project.answers[:CODED])


@pytest.mark.slow
def test_where_chance_hides_suggestions_nothing_is_proposed(project: SmallProject) -> None:
    act(
        project.engine,
        project.kari,
        "set_question",
        lambda work: change_question(work, KEY, suggest="hidden_share", hidden_percent=50),
    )
    found = asked(project, 0.0)
    with reading(project.engine) as work:
        question = question_named(work, KEY)
        kari = find_coder(work, "kari")
        uids = dict(answer_keys(work, question.id))
    assert kari is not None
    hidden = {each for each in project.answers if is_drawn(question.seed, kari.uid, uids[each], 50)}
    proposed = {each.answer_id for each in found.proposals}
    assert proposed == set(project.answers[CODED:]) - hidden
    assert (found.uncoded, found.withheld) == (ANSWERS - CODED, ANSWERS - CODED - len(proposed))
