"""The model that ranks codes, from the first answer on."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.utils import estimator_checks

from coder.suggest.code_ranker import CodeRanker
from coder.suggest.code_rows import CodeRows
from coder.suggest.latent_view import LatentView
from coder.suggest.text_space import TextSpace

NAMES = ["Økonomi", "Bemanning", "Samarbeid med NAV"]
DEFINITIONS = ["Penger, budsjett, tilskudd", "For få ansatte; vakante stillinger", ""]
ANSWERS = [
    "Vi har for få ansatte og mange vakante stillinger",
    "Budsjettet er for lite",
    "NAV svarer aldri, samarbeidet er dårlig",
    "Flere ansatte og mer penger",
    "Større budsjett, og at NAV samarbeider",
    "Vakante stillinger må fylles",
    "Øremerkede tilskudd",
    "Bedre samarbeid med NAV",
    "Folk slutter, vi mangler ansatte",
    "Tilskuddet rekker ikke",
]
GIVEN = np.zeros((10, 3), dtype=bool)
for _row, _codes in enumerate(([1], [0], [2], [0, 1], [0, 2], [1], [0], [2], [1], [0])):
    GIVEN[_row, _codes] = True


@pytest.fixture(scope="module")
def space() -> TextSpace:
    return TextSpace().fit([*ANSWERS, *NAMES, *DEFINITIONS])


@pytest.fixture(scope="module")
def codes(space: TextSpace) -> CodeRows:
    return CodeRows.read(space, NAMES, DEFINITIONS)


def best(ranker: CodeRanker, space: TextSpace, text: str) -> str:
    return NAMES[int(ranker.predict_proba(space.transform([text]))[0].argmax())]


@pytest.mark.parametrize(
    "check",
    [
        estimator_checks.check_parameters_default_constructible,
        estimator_checks.check_no_attributes_set_in_init,
        estimator_checks.check_get_params_invariance,
        estimator_checks.check_set_params,
        estimator_checks.check_estimator_cloneable,
        estimator_checks.check_estimator_repr,
    ],
)
def test_it_keeps_the_conventions_of_an_estimator(check: object) -> None:
    assert callable(check)
    check("CodeRanker", CodeRanker())


def test_a_clone_has_the_same_settings_and_the_same_view(space: TextSpace) -> None:
    view = LatentView().fit(space.transform(ANSWERS))
    copied = clone(CodeRanker(pull=3.0, view=view))
    assert copied.get_params(deep=False) == {**CodeRanker(pull=3.0).get_params(), "view": view}


def test_with_nothing_coded_names_and_definitions_rank(space: TextSpace, codes: CodeRows) -> None:
    ranker = CodeRanker().fit(space.transform([]), GIVEN[:0], code_X=codes)
    assert best(ranker, space, "Vakante stillinger er et problem") == "Bemanning"
    assert best(ranker, space, "budsjettene") == "Økonomi"


@pytest.mark.parametrize("coded", range(1, 11))
def test_any_number_of_coded_answers_gives_probabilities(
    coded: int, space: TextSpace, codes: CodeRows
) -> None:
    ranker = CodeRanker().fit(space.transform(ANSWERS[:coded]), GIVEN[:coded], code_X=codes)
    chances = ranker.predict_proba(space.transform([*ANSWERS, "", "§"]))
    assert chances.shape == (12, 3)
    assert np.isfinite(chances).all()
    assert ((chances > 0) & (chances < 1)).all()


def test_a_coded_answer_teaches_what_no_name_says(space: TextSpace, codes: CodeRows) -> None:
    ranker = CodeRanker().fit(space.transform(ANSWERS), GIVEN, code_X=codes)
    assert best(ranker, space, "folk slutter") == "Bemanning"


def test_a_latent_view_is_used_where_there_is_one(space: TextSpace, codes: CodeRows) -> None:
    X = space.transform(ANSWERS)
    with_view = CodeRanker(view=LatentView().fit(X)).fit(X, GIVEN, code_X=codes)
    without = CodeRanker().fit(X, GIVEN, code_X=codes)
    assert not np.allclose(with_view.predict_proba(X), without.predict_proba(X))


def test_the_same_codings_give_the_same_model(space: TextSpace, codes: CodeRows) -> None:
    X = space.transform(ANSWERS)
    first, second = (CodeRanker().fit(X, GIVEN, code_X=codes).predict_proba(X) for _ in range(2))
    assert (first == second).all()


def test_the_order_of_codes_does_not_matter(space: TextSpace, codes: CodeRows) -> None:
    X = space.transform(ANSWERS)
    turned = [2, 0, 1]
    plain = CodeRanker().fit(X, GIVEN, code_X=codes).predict_proba(X)
    other = CodeRanker().fit(X, GIVEN[:, turned], code_X=codes[turned]).predict_proba(X)
    np.testing.assert_allclose(other, plain[:, turned], rtol=1e-6)


def test_no_codes_is_no_error(space: TextSpace, codes: CodeRows) -> None:
    ranker = CodeRanker().fit(space.transform(ANSWERS), GIVEN[:, :0], code_X=codes[[]])
    assert ranker.predict_proba(space.transform(["noe"])).shape == (1, 0)


def test_a_code_on_every_answer_is_no_error(space: TextSpace, codes: CodeRows) -> None:
    ranker = CodeRanker().fit(space.transform(ANSWERS), np.ones_like(GIVEN), code_X=codes)
    assert (ranker.predict_proba(space.transform(["noe annet"])) > 0.5).all()


def test_three_coded_answers_do_not_make_it_sure(space: TextSpace, codes: CodeRows) -> None:
    ranker = CodeRanker().fit(space.transform(ANSWERS[:3]), GIVEN[:3], code_X=codes)
    chances = ranker.predict_proba(space.transform(ANSWERS[3:]))
    assert chances.max(axis=1).mean() < 0.8
