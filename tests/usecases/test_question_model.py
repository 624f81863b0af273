"""A model of one question: what it learns from, and that it ranks what it should."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from coder.domain.coding import Span
from coder.store.answers import texts_of
from coder.store.unit_of_work import Reading
from coder.usecases.learning import LearnedCodings
from coder.usecases.question_model import QuestionModel
from coder.usecases.question_space import first_space
from coder.usecases.suggest import suggest_for_text
from coder.usecases.suggestions import Suggested
from coder.usecases.training import Material
from tests.builders import SmallProject, act, add_answers, ask, code_answer, finish, small_project

MONEY = ("Meir øyremerka midlar til kommunen.", "Kommunen treng øyremerka midlar.", "Øyremerka midlar!")
NAV = ("Bedre samarbeid med Nav.", "Tettere samarbeid med Nav lokalt.", "Samarbeid med Nav.")


@pytest.fixture
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


def test_a_question_without_codes_or_answers_has_nothing_to_suggest(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite", texts=(), codes=())
    assert model_of(project).suggested(1, "Bedre samarbeid").codes == ()
    found = ask(project.engine, lambda work: suggest_for_text(work, "hva_skal_til", "kari", "", most=9))
    assert found == []


@pytest.mark.parametrize("text", ["", "   ", "\ud800", "a\0b", "x" * 100_000, "?!"])
def test_odd_texts_are_ranked_like_any(project: SmallProject, text: str) -> None:
    found = ask(project.engine, lambda work: suggest_for_text(work, "hva_skal_til", "kari", text, most=9))
    assert {each.code.id for each in found} == set(project.codes)
