"""A model of one question: what it learns from, and that it ranks what it should."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from coder.domain.coding import Span
from coder.store.answers import texts_of
from coder.store.unit_of_work import Reading, Writing
from coder.suggest.training_rows import MOST_ROWS
from coder.usecases.coding.setting import mark_done, set_code
from coder.usecases.suggesting.learning import LearnedCodings
from coder.usecases.suggesting.question_model import QuestionModel
from coder.usecases.suggesting.question_space import first_space
from coder.usecases.suggesting.suggest import suggest_for_text
from coder.usecases.suggesting.suggestions import Suggested
from coder.usecases.suggesting.training import Material
from tests.builders import SmallProject, act, add_answers, ask, code_answer, finish, small_project
from tests.made_once import made_once

MONEY = ("Meir øyremerka midlar til kommunen.", "Kommunen treng øyremerka midlar.", "Øyremerka midlar!")
NAV = ("Bedre samarbeid med Nav.", "Tettere samarbeid med Nav lokalt.", "Samarbeid med Nav.")


@pytest.fixture
@made_once
def project(tmp_path: Path) -> SmallProject:
    made = small_project(tmp_path / "p.sqlite", texts=MONEY + NAV, codes=("Penger", "Samhandling", "Bolig"))
    for place, answer_id in enumerate(made.answers):
        code_answer(made.engine, answer_id, made.codes[place // 3], made.kari)
        finish(made.engine, answer_id, made.kari)
    return made


def model_of(project: SmallProject, left_out: Iterable[int] = (), coder: str = "kari") -> QuestionModel:
    def fit(work: Reading) -> QuestionModel:
        learned = LearnedCodings("hva_skal_til", coder)
        learned.read(work)
        return QuestionModel(Material(work, first_space(work, learned), learned, list(left_out)))

    return ask(project.engine, fit)


def asked(
    project: SmallProject, model: QuestionModel, answer_id: int, sentence: Span | None = None
) -> Suggested:
    text = ask(project.engine, lambda work: texts_of(work, [answer_id]))[answer_id]
    return model.suggested(answer_id, text, sentence)


def test_a_written_form_never_coded_gets_its_code_first(project: SmallProject) -> None:
    [new] = add_answers(project.engine, project.question_id, {"ny": "Det må øremerkede midler til."})
    said = asked(project, model_of(project), new)
    assert said.codes[0].code_id == project.codes[0]
    assert said.learned_from == 6
    assert all(0 <= each.score <= 1 for each in said.codes)


def test_words_are_places_in_the_answer_as_it_was_written(project: SmallProject) -> None:
    text = "☂ Det må\tøremerkede midler til."
    [new] = add_answers(project.engine, project.question_id, {"ny": text})
    words = asked(project, model_of(project), new).codes[0].words
    assert {text[start:end] for start, end in words} >= {"øremerkede", "midler"}


def test_a_sentence_is_ranked_in_its_answer_with_words_of_its_own(project: SmallProject) -> None:
    text = "Bedre samarbeid med Nav. Og øremerkede midler til kommunen."
    [new] = add_answers(project.engine, project.question_id, {"ny": text})
    model = model_of(project)
    first, second = (0, 24), (25, len(text))
    assert asked(project, model, new, first).codes[0].code_id == project.codes[1]
    said = asked(project, model, new, second)
    assert (said.sentence, said.codes[0].code_id) == (second, project.codes[0])
    assert said.codes[0].words
    assert all(second[0] <= start < end <= second[1] for start, end in said.codes[0].words)


def test_codes_placed_on_sentences_are_learned_from_their_sentences(tmp_path: Path) -> None:
    both = tuple(f"{nav} {money}" for nav, money in zip(NAV, MONEY, strict=True))
    project = small_project(tmp_path / "p.sqlite", texts=(*both, "Øremerkede midler"), codes=("A", "B"))
    act(
        project.engine,
        project.kari,
        "set_question",
        lambda work: work.update("question", project.question_id, unit="sentence"),
    )
    for answer_id, nav in zip(project.answers, NAV, strict=False):
        code_answer(project.engine, answer_id, project.codes[0], project.kari, [(0, len(nav))])
        code_answer(project.engine, answer_id, project.codes[1], project.kari, [(len(nav) + 1, len(nav) + 9)])
    said = asked(project, model_of(project), project.answers[-1], (0, 17))
    chances = {each.code_id: each.score for each in said.codes}
    assert chances[project.codes[1]] > chances[project.codes[0]]


def test_codes_the_answer_has_are_ranked_too(project: SmallProject) -> None:
    said = asked(project, model_of(project), project.answers[0])
    assert {each.code_id for each in said.codes} == set(project.codes)


def test_an_answer_left_out_is_not_learned_from(project: SmallProject) -> None:
    first = project.answers[0]
    everything, without = model_of(project), model_of(project, [first])
    assert without.is_fit_for([first])
    assert not everything.is_fit_for([first])
    assert (everything.suggested(first, "").learned_from, without.suggested(first, "").learned_from) == (6, 5)


def test_what_is_set_on_an_answer_left_out_makes_the_model_unfit_for_any_other(project: SmallProject) -> None:
    [new] = add_answers(project.engine, project.question_id, {"ny": "Betre samarbeid."})

    def fit_then_code() -> QuestionModel:
        learned = LearnedCodings("hva_skal_til", "kari")
        ask(project.engine, learned.read)
        model = ask(
            project.engine,
            lambda work: QuestionModel(Material(work, first_space(work, learned), learned, [new])),
        )
        code_answer(project.engine, new, project.codes[1], project.kari)
        assert ask(project.engine, learned.read) == frozenset({new})
        return model.as_seen(learned, [new])

    model = fit_then_code()
    assert model.is_fit_for([new])
    assert not model.is_fit_for([])
    assert not model.has_learned_from(new)
    assert (model.coded[-1].answer_id, asked(project, model, new).learned_from) == (new, 6)


@pytest.mark.slow
def test_of_many_sentences_those_with_rare_codes_are_learned_from(tmp_path: Path) -> None:
    many, few = MOST_ROWS // 10, 3
    texts = [*[f"Samarbeid med Nav {number}" for number in range(few)], *["Midlar. " * 19 + "Midlar."] * many]
    project = small_project(tmp_path / "p.sqlite", texts=texts, codes=("Penger", "Samhandling"))

    def code(work: Writing) -> None:
        work.update("question", project.question_id, unit="sentence")
        for place, answer_id in enumerate(project.answers):
            text = texts[place]
            set_code(work, answer_id, project.codes[int(place < few)], project.kari, [(0, len(text))])
            mark_done(work, answer_id, project.kari)

    act(project.engine, project.kari, "mark_done", code)

    def gathered(work: Reading) -> Material:
        learned = LearnedCodings("hva_skal_til", "kari")
        learned.read(work)
        return Material(work, first_space(work, learned), learned)

    material = ask(project.engine, gathered)
    assert material.given.shape == (MOST_ROWS, 2)
    assert material.given.sum(axis=0).tolist() == [MOST_ROWS - few, few]
    assert material.rows.shape[0] == MOST_ROWS
    assert material.learned_from < len(material.coded)


def test_a_question_without_codes_or_answers_has_nothing_to_suggest(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite", texts=(), codes=())
    assert model_of(project).suggested(1, "Bedre samarbeid").codes == ()
    found = ask(project.engine, lambda work: suggest_for_text(work, "hva_skal_til", "kari", "", most=9))
    assert found == []


@pytest.mark.parametrize("text", ["", "   ", "\ud800", "a\0b", "x" * 100_000, "?!"])
def test_odd_texts_are_ranked_like_any(project: SmallProject, text: str) -> None:
    found = ask(project.engine, lambda work: suggest_for_text(work, "hva_skal_til", "kari", text, most=9))
    assert {each.code.id for each in found} == set(project.codes)
