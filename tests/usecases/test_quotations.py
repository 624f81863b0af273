"""What is chosen, what might be, and what keeps a report back, as the Quotations screen reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.domain.passages import PassageKey
from coder.usecases.privacy.disclose import findings_of
from coder.usecases.privacy.privacy_decisions import Pointed, decide
from coder.usecases.privacy.privacy_names import privacy_check
from coder.usecases.report.passages import star, translate
from coder.usecases.report.quotations import (
    Checked,
    Quotations,
    RememberingCheck,
    checked,
    quotations_of,
    respondents_of,
    suggestions_of,
)
from coder.usecases.report.quotes_options import QuotesOptions
from tests.builders import (
    SmallProject,
    act,
    add_answers,
    add_coder,
    add_codes,
    add_question,
    ask,
    code_answer,
    finish,
    new_project,
)
from tests.made_once import made_once
from tests.usecases.quoted_project import QUESTION, key_of, quoted_project, star_words

FILLER = "Det er ellers ikke stort å si om dette her hos oss nå."


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return quoted_project(tmp_path)


def read(p: SmallProject, *others: PassageKey, attribution: str | None = None) -> Quotations:
    options = QuotesOptions("report", attribution=attribution)
    return ask(p.engine, lambda work: quotations_of(work, QUESTION, options, others))


def check(p: SmallProject, quotations: Quotations) -> Checked:
    look = RememberingCheck(privacy_check())
    passages = [*quotations.leaving, *quotations.others.values()]
    return ask(p.engine, lambda work: checked(work, quotations, passages, look))


def test_what_is_starred_is_chosen_and_other_passages_are_read_on_request(project: SmallProject) -> None:
    p = project
    star_words(p, p.codes[1], "Vi treng fleire folk.")
    other = key_of(p, p.codes[0], "Tettere samarbeid med legene i Lillevik.")
    found = read(p, other, PassageKey(p.answers[0], p.codes[0], (3, 9)))
    assert [each.words for each in found.leaving] == ["Vi treng fleire folk."]
    assert set(found.others) == {other}


def test_a_report_is_kept_back_by_what_nobody_decided_on(project: SmallProject) -> None:
    p = project
    star_words(p, p.codes[0], "Tettere samarbeid med legene i Lillevik.")
    star_words(p, p.codes[1], "Vi treng fleire folk.")
    found = read(p)
    assert check(p, found).waiting(found.leaving) == 1

    def mask(work: object) -> None:
        [lillevik] = findings_of(work, privacy_check(), p.question_id)  # type: ignore[arg-type]  # a Writing
        decide(work, [Pointed.of(lillevik)], "mask", words="sted")  # type: ignore[arg-type]  # a Writing

    act(p.engine, p.kari, "decide_findings", mask)
    found = read(p)
    assert check(p, found).waiting(found.leaving) == 0
    assert [found.printed(each).text for each in found.leaving] == [
        "Tettere samarbeid med legene i [sted].",
        "Vi treng fleire folk.",
    ]


def test_a_translation_that_names_more_than_its_original_keeps_it_back(project: SmallProject) -> None:
    p = project
    star_words(p, p.codes[1], "Vi treng fleire folk.")
    key = key_of(p, p.codes[1], "Vi treng fleire folk.")
    act(p.engine, p.kari, "translate_passage", lambda w: translate(w, key, "Kari Nordmann needs more."))
    found = read(p)
    told = check(p, found)
    assert (told.waiting(found.leaving), told.in_translation) == (1, {key: "Kari Nordmann"})


def test_what_stands_beside_counts_too(project: SmallProject) -> None:
    p = project
    star_words(p, p.codes[1], "Vi treng fleire folk.")
    found = read(p, attribution="i {storrelse}")
    [passage] = found.leaving
    assert found.beside.words(passage) == "i under 2000"
    assert check(p, found).waiting(found.leaving) == 0


@pytest.fixture
@made_once
def many(tmp_path: Path) -> SmallProject:
    """Two codes, each with words of its own; one text of each is about something else."""
    engine = new_project(tmp_path / "m.sqlite")
    question = add_question(engine, QUESTION)
    legs = [f"Fastlegen må møte til samarbeid om pasienten hver uke, sier nummer {n}." for n in range(6)]
    homes = [f"Boligene er for dyre, og leien stiger for hvert år, sier nummer {n}." for n in range(6)]
    texts = [*legs, *homes, FILLER, FILLER, "Kort."]
    answers = add_answers(engine, question, texts, background={"storrelse": ["små", "store", "små"] * 5})
    codes = add_codes(engine, question, "Lege", "Bolig")
    kari = add_coder(engine, "kari")
    for place, answer in enumerate(answers):
        code_answer(engine, answer, codes[0 if place < 6 or place in (12, 14) else 1], kari)
        finish(engine, answer, kari)
    return SmallProject(engine, question, answers, codes, kari, kari)


def test_the_typical_and_least_quoted_are_suggested(many: SmallProject) -> None:
    p = many
    chosen = PassageKey(p.answers[0], p.codes[0], None)
    act(p.engine, p.kari, "star_passage", lambda w: star(w, [chosen]))
    found = read(p)
    people = ask(p.engine, lambda work: respondents_of(work, QUESTION))
    suggested = ask(p.engine, lambda work: suggestions_of(work, found, people))
    assert set(suggested) == set(p.codes)
    for code, words in zip(p.codes, ("fastlegen", "boligene"), strict=True):
        assert len(suggested[code]) == 2
        for each in suggested[code]:
            assert each.passage.text != FILLER
            assert each.times == 0
            assert words in each.passage.text.lower()
            assert each.shared
    # A small one is quoted already, so large ones come first.
    assert {each.passage.background["storrelse"] for each in suggested[p.codes[0]]} == {"store"}
    assert suggested[p.codes[0]][0].least == ("storrelse", "store")
    respondents = [each.passage.respondent_id for under in suggested.values() for each in under]
    assert len(set(respondents)) == len(respondents)
    assert "r1" not in respondents
