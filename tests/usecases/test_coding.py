"""Setting and removing codes, saying done."""

from __future__ import annotations

import pytest

from coder.domain.coding import CodedState, Span, distinct, united
from coder.store.codes import codes_of
from coder.store.codings import codings_of
from coder.store.unit_of_work import writing
from coder.usecases.codebook.settings import retire_code
from coder.usecases.coding.reading import answer_view
from coder.usecases.coding.setting import (
    ClosedCodeError,
    ExcerptOutsideError,
    mark_done,
    place_coding,
    remove_code,
    remove_excerpt,
    reopen,
    set_code,
)
from tests.builders import (
    SmallProject,
    act,
    add_codes,
    add_question,
    ask,
    code_answer,
    faults,
    finish,
    question,
    small_project,
)


@pytest.fixture
def project(project_url: str) -> SmallProject:
    return small_project(project_url)


def coded(p: SmallProject, answer: int, coder: int) -> list[tuple[int, tuple[Span, ...]]]:
    found = ask(p.engine, lambda work: codings_of(work, [answer], coder)).get(answer, [])
    return [(each.code_id, each.excerpts) for each in found]


def state(p: SmallProject, answer: int, coder: int) -> CodedState:
    return ask(p.engine, lambda work: answer_view(work, answer, coder)).state


def test_a_code_makes_the_answer_started(project: SmallProject) -> None:
    p, answer = project, project.answers[0]
    assert state(p, answer, p.kari) is CodedState.UNTOUCHED
    code_answer(p.engine, answer, p.codes[0], p.kari)
    assert state(p, answer, p.kari) is CodedState.STARTED
    assert state(p, answer, p.ola) is CodedState.UNTOUCHED
    assert coded(p, answer, p.kari) == [(p.codes[0], ())]


def test_codes_stand_in_the_order_they_were_set(project: SmallProject) -> None:
    p, answer = project, project.answers[0]
    for code in reversed(p.codes):
        code_answer(p.engine, answer, code, p.kari)
    assert [code for code, _ in coded(p, answer, p.kari)] == list(reversed(p.codes))


def test_a_code_set_again_gains_excerpts_and_never_doubles(project: SmallProject) -> None:
    p, answer = project, project.answers[0]
    code_answer(p.engine, answer, p.codes[0], p.kari, [(6, 9)])
    code_answer(p.engine, answer, p.codes[0], p.kari, [(0, 5), (6, 9)])
    code_answer(p.engine, answer, p.codes[0], p.kari)
    assert coded(p, answer, p.kari) == [(p.codes[0], ((0, 5), (6, 9)))]


def test_a_code_can_be_placed_and_made_whole_answer_again(project: SmallProject) -> None:
    p, answer = project, project.answers[0]
    code_answer(p.engine, answer, p.codes[0], p.kari, [(6, 9)])
    act(
        p.engine,
        p.kari,
        "place_coding",
        lambda w: place_coding(w, answer, p.codes[0], p.kari, [(1, 2), (0, 3)]),
    )
    assert coded(p, answer, p.kari) == [(p.codes[0], ((0, 3), (1, 2)))]
    act(p.engine, p.kari, "place_coding", lambda w: place_coding(w, answer, p.codes[0], p.kari, []))
    assert coded(p, answer, p.kari) == [(p.codes[0], ())]


@pytest.mark.parametrize("span", [(-1, 3), (3, 3), (4, 3), (0, 32)])
def test_an_excerpt_must_lie_within_the_answer(project: SmallProject, span: Span) -> None:
    p, answer = project, project.answers[0]
    with pytest.raises(ExcerptOutsideError, match="31 characters"):
        code_answer(p.engine, answer, p.codes[0], p.kari, [span])
    assert coded(p, answer, p.kari) == []


@pytest.mark.slow
def test_an_excerpt_is_counted_in_code_points(project_url: str) -> None:
    p = small_project(project_url, texts=["🙂🙂 bra"])
    code_answer(p.engine, p.answers[0], p.codes[0], p.kari, [(3, 6)])
    with pytest.raises(ExcerptOutsideError, match="6 characters"):
        code_answer(p.engine, p.answers[0], p.codes[0], p.kari, [(3, 7)])


def test_a_retired_code_a_heading_and_one_of_another_codebook_cannot_be_set(project: SmallProject) -> None:
    p, answer = project, project.answers[0]
    act(p.engine, p.kari, "retire_code", lambda work: retire_code(work, p.codes[0]))
    act(p.engine, p.kari, "define_code", lambda work: work.update("code", p.codes[1], codable=0))
    other = add_question(p.engine, "hvorfor")
    [foreign] = add_codes(p.engine, other, "Fremmed")
    for code, why in (
        (p.codes[0], "taken out of use"),
        (p.codes[1], "only a heading"),
        (foreign, "cannot be set"),
    ):
        with pytest.raises(ClosedCodeError, match=why):
            code_answer(p.engine, answer, code, p.kari)
    choosable = [
        code
        for code in ask(p.engine, lambda work: codes_of(work, question(p.engine).codebook_id))
        if code.open_for_choice
    ]
    assert [code.id for code in choosable] == [p.codes[2]]


@pytest.mark.slow
def test_in_an_exclusive_codebook_another_code_replaces(project_url: str) -> None:
    p = small_project(project_url, exclusive=True)
    for code in p.codes[:2]:
        code_answer(p.engine, p.answers[0], code, p.kari)
        code_answer(p.engine, p.answers[0], p.codes[2], p.ola)
    assert coded(p, p.answers[0], p.kari) == [(p.codes[1], ())]
    assert coded(p, p.answers[0], p.ola) == [(p.codes[2], ())]
    assert faults(p.engine) == []


def test_removing_tells_whether_the_code_was_there_and_leaves_the_state(project: SmallProject) -> None:
    p, answer = project, project.answers[0]
    code_answer(p.engine, answer, p.codes[0], p.kari)
    assert act(p.engine, p.kari, "remove_code", lambda w: remove_code(w, answer, p.codes[0], p.kari))
    assert not act(p.engine, p.kari, "remove_code", lambda w: remove_code(w, answer, p.codes[0], p.kari))
    assert coded(p, answer, p.kari) == []
    assert state(p, answer, p.kari) is CodedState.STARTED


@pytest.mark.slow
def test_done_without_codes_is_a_statement(project: SmallProject) -> None:
    p, answer = project, project.answers[0]
    finish(p.engine, answer, p.kari)
    assert state(p, answer, p.kari) is CodedState.DONE
    code_answer(p.engine, answer, p.codes[0], p.kari)
    assert state(p, answer, p.kari) is CodedState.DONE
    act(p.engine, p.kari, "reopen", lambda work: reopen(work, answer, p.kari))
    assert state(p, answer, p.kari) is CodedState.STARTED
    assert coded(p, answer, p.kari) == [(p.codes[0], ())]
    assert faults(p.engine) == []


def test_a_code_and_done_may_be_one_act(project: SmallProject) -> None:
    p, answer = project, project.answers[0]
    with writing(p.engine, coder_id=p.kari, operation="set_code") as work:
        set_code(work, answer, p.codes[0], p.kari)
        mark_done(work, answer, p.kari)
    assert state(p, answer, p.kari) is CodedState.DONE
    assert faults(p.engine) == []


def test_excerpts_are_put_in_order_and_joined_where_asked() -> None:
    assert distinct([(4, 6), (0, 2), (4, 6)]) == [(0, 2), (4, 6)]
    assert united([(9, 12), (0, 5), (3, 9)]) == [(0, 9), (9, 12)]
    assert united([]) == []


def test_a_code_is_taken_off_one_place_and_goes_with_the_last(project: SmallProject) -> None:
    p, answer, code = project, project.answers[0], project.codes[0]
    code_answer(p.engine, answer, code, p.kari, [(0, 6), (7, 16)])

    def off(excerpt: Span) -> None:
        act(
            p.engine,
            p.kari,
            "remove_excerpt",
            lambda work: remove_excerpt(work, answer, code, p.kari, excerpt),
        )

    off((3, 4))
    off((0, 6))
    assert coded(p, answer, p.kari) == [(code, ((7, 16),))]
    off((7, 16))
    assert coded(p, answer, p.kari) == []
    assert faults(p.engine) == []
