"""Earlier answers ranked for a code that came after them."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.usecases.revisit.list import revisit_list
from coder.usecases.revisit.ranking import Scores, ranking_of
from coder.usecases.revisit.reading_again import open_answers
from coder.usecases.suggesting.suggestions import RevisitRanked
from tests.builders import SmallProject, add_codes, ask, code_answer, finish, small_project
from tests.made_once import made_once
from tests.worker.listening import model_of

TEXTS = (
    "Bedre samarbeid med Nav.",
    "Fleire tilsette i kommunen.",
    "Øremerkede midler til kommunen.",
    "Samarbeid med fastlegen.",
    "Meir øyremerka midlar!",
    "Bedre bolig.",
    "Gi oss øyremerka midlar til dette.",
)


@pytest.fixture
@made_once
def project(tmp_path: Path) -> SmallProject:
    """Give a project whose answers were done, but for the last, before there was a code for money."""
    made = small_project(tmp_path / "p.sqlite", texts=TEXTS, codes=("Samarbeid", "Ressurser"))
    for answer_id in made.answers[:-1]:
        code_answer(made.engine, answer_id, made.codes[1], made.kari)
        finish(made.engine, answer_id, made.kari)
    return made


def ranked(project: SmallProject, *codes: int) -> Scores:
    by_code = dict.fromkeys(codes, project.answers[:-1])
    return ask(project.engine, lambda work: ranking_of(work, "hva_skal_til", "kari")(by_code))


def order(project: SmallProject, scores: Scores, code: int) -> list[int]:
    return sorted(range(len(TEXTS) - 1), key=lambda place: -scores[project.answers[place]][code])


def test_before_the_code_is_used_its_name_speaks(project: SmallProject) -> None:
    [money] = add_codes(project.engine, project.question_id, "Øremerkede midler", coder_id=project.kari)
    assert set(order(project, ranked(project, money), money)[:2]) == {2, 4}


def test_what_was_given_the_code_since_draws_its_like_to_the_top(project: SmallProject) -> None:
    [money] = add_codes(project.engine, project.question_id, "Penger", coder_id=project.kari)
    code_answer(project.engine, project.answers[-1], money, project.kari)
    assert set(order(project, ranked(project, money), money)[:2]) == {2, 4}


def test_scores_tell_how_many_are_less_likely(project: SmallProject) -> None:
    codes = add_codes(
        project.engine, project.question_id, "Øremerkede midler", "Bolig", coder_id=project.kari
    )
    scores = ranked(project, *codes)
    for code in codes:
        assert sorted(each[code] for each in scores.values()) == pytest.approx([n / 6 for n in range(6)])
    assert max(scores, key=lambda each: scores[each][codes[1]]) == project.answers[5]


def test_a_code_that_cannot_be_set_is_not_ranked(project: SmallProject) -> None:
    assert ranked(project, 10_000) == {}


def test_the_list_of_open_answers_has_the_likeliest_first(project: SmallProject) -> None:
    add_codes(project.engine, project.question_id, "Øremerkede midler", coder_id=project.kari)
    listed = ask(
        project.engine,
        lambda work: revisit_list(work, "hva_skal_til", ranking=ranking_of(work, "hva_skal_til", "kari")),
    )
    assert {each.respondent_id for each in listed[:2]} == {"r3", "r5"}
    assert listed[0].codes[0].score is not None


@pytest.mark.slow
def test_a_models_process_ranks_them_too(project: SmallProject) -> None:
    [money] = add_codes(project.engine, project.question_id, "Øremerkede midler", coder_id=project.kari)
    found = ask(project.engine, lambda work: open_answers(work, project.question_id, project.kari))
    with model_of(str(project.engine.url.database)) as (model, listener):
        model.ask_revisit({each.answer_id: [code.code_id for code in each.codes] for each in found})
        scores = listener.wait_for(RevisitRanked).scores
    assert {each: dict(by_code) for each, by_code in scores.items()} == ranked(project, money)
