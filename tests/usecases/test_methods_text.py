"""The methods paragraph: complete, in three languages, and true of what was done."""

from __future__ import annotations

import string
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coder.domain.sample import Purpose
from coder.domain.settled_codes import Rule
from coder.resources import methods_folder
from coder.store.samples import sample_answers, samples_of
from coder.store.unit_of_work import Writing
from coder.usecases.agreement.compared import compared_now
from coder.usecases.agreement.methods_text import LANGUAGES, MethodsText, methods_text
from coder.usecases.agreement.project_agreement import ProjectAgreement, agreement_of
from coder.usecases.agreement.settle import PARK, SETTLE, How, park, settle, settle_equal
from coder.usecases.agreement.settled_facts import settled_facts
from coder.usecases.coding.setting import remove_code
from coder.usecases.questions import change_question
from tests.builders import act, add_coder, ask
from tests.usecases.blind_rounds import close, code_blind, draw
from tests.usecases.double_coded import QUESTION, DoubleCoded, double_coded

KARI = ["l", "ls", "", "u", "k", "s"]
OLA = {0: "l", 1: "s", 2: "", 3: "ua", 4: "", 5: "l"}


@pytest.fixture
def project(tmp_path: Path) -> DoubleCoded:
    """Ola has coded a blind round of six answers; three of the four differences are dealt with."""
    project = double_coded(tmp_path / "p.sqlite", {"kari": list(KARI), "ola": [None] * 6})
    draw(project, "ola")
    code_blind(project, project.people["ola"], OLA)
    close(project, 1)
    return project


def agreed(project: DoubleCoded) -> ProjectAgreement:
    return ask(project.engine, lambda work: agreement_of(work, QUESTION, replicates=100))


def written(project: DoubleCoded, language: str = "nb") -> MethodsText:
    found = agreed(project)
    settled = ask(project.engine, lambda work: settled_facts(work, found.compared))
    return methods_text(found, settled, language)


def leaves(values: Any, path: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(values, dict):
        for name, value in values.items():
            yield from leaves(value, f"{path}.{name}")
    elif isinstance(values, str):
        yield path, values


def places(sentence: str) -> set[str]:
    return {name for _text, name, _spec, _way in string.Formatter().parse(sentence) if name}


def test_each_language_has_every_sentence_with_the_same_places() -> None:
    files = {
        language: dict(leaves(tomllib.loads((methods_folder() / f"{language}.toml").read_text("utf-8"))))
        for language in LANGUAGES
    }
    for language in ("nn", "en"):
        assert files[language].keys() == files["nb"].keys()
        for name, sentence in files["nb"].items():
            assert places(files[language][name]) == places(sentence), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_whole_in_every_language(project: DoubleCoded, language: str) -> None:
    text = written(project, language).text
    assert "{" not in text
    assert "kari" not in text
    assert len(text.split("\n\n")) == 4
    for name in ("Krippendorff", "Passonneau", "De Vries", "MASI", "Jaccard", "Dirichlet", "bootstrap"):
        assert name in text


def test_a_blind_round_says_how_it_was_drawn_and_hidden(project: DoubleCoded) -> None:
    text = written(project).text
    for words in (
        "interkoderreliabilitet",
        "6 av dem er kodet av både Koder A og Koder B",
        "alle 6 svar som den første koderen var ferdig med",
        "startverdi 7",
        "Koder B kodet uavhengig",
        "den som kan lese databasen, kan lese kodene",
        "forslag til koder var skjult",
        "Samsvaret er målt før uenigheter ble avgjort.",
        "det gjelder 3 av 12 kodinger",
        "100 trekninger (startverdi 1)",
        "Av svarene var 2 kodet likt og 4 ulikt. Uenighetene er ikke avgjort.",
    ):
        assert words in text, words


@pytest.mark.slow
def test_numbers_and_dates_are_written_as_the_language_does(project: DoubleCoded) -> None:
    norwegian, english = (written(project, language).text for language in ("nb", "en"))
    exact = agreed(project).overall("mean_jaccard")
    assert exact is not None
    assert exact.value is not None
    assert f"{exact.value:.2f}".replace(".", ",") in norwegian
    assert f"{exact.value:.2f}" in english


@pytest.mark.slow
def test_how_differences_were_settled_is_counted(project: DoubleCoded) -> None:
    kari, ola = project.people.values()

    def do(work: Writing) -> None:
        compared = agreed(project).compared
        settle_equal(work, compared)
        settle(work, compared, [project.answers[1]], How(Rule.TAKE, taken_from=ola))
        settle(work, compared, [project.answers[3]], How(Rule.UNION))
        settle(work, compared, [project.answers[5]], How(Rule.CHOSEN))

    act(project.engine, kari, SETTLE, do)
    act(project.engine, kari, PARK, lambda work: park(work, project.answers[4], kari, ola))
    text = written(project).text
    for words in (
        "kodene til Koder B er brukt (1)",
        "alle koder som noen satte, er brukt (1)",
        "overlatt til en annen koder (1)",
        "ingen kode passet (1)",
        "Tabellene bygger på ansvarlig koders koding.",
    ):
        assert words in text, words
    assert "koder er valgt for svaret" not in text


def test_codings_as_they_stand_are_not_called_reliability(tmp_path: Path) -> None:
    project = double_coded(tmp_path / "p.sqlite", {"kari": ["l", "s"], "ola": ["l", "u"]})
    text = written(project).text
    assert "interkoderreliabilitet" not in text
    assert "tallene bør ikke kalles reliabilitet" in text


@pytest.mark.slow
def test_own_answers_again_are_called_stability(tmp_path: Path) -> None:
    project = double_coded(tmp_path / "p.sqlite", {"kari": ["l", "s", "", "u"]})
    drawn = draw(project, "kari", purpose=Purpose.AGAIN, after_days=0)
    [sample] = ask(project.engine, lambda work: samples_of(work, project.question_id))
    code_blind(project, sample.coder_id, {0: "l", 1: "l", 2: "", 3: "u"})
    close(project, drawn.round)
    text = written(project).text
    assert "intrakoderreliabilitet" in text
    assert "Den samme personen har kodet svarene to ganger" in text


@pytest.mark.slow
def test_three_coders_are_compared_pair_by_pair(tmp_path: Path) -> None:
    sets: dict[str, list[str | None]] = {"kari": ["l", "s"], "ola": ["l", "u"], "per": ["l", None]}
    text = written(double_coded(tmp_path / "p.sqlite", sets), "nn").text
    assert "kodarane Kodar A, Kodar B og Kodar C" in text
    assert "Fleiss' kappa" in text


@pytest.mark.slow
def test_who_coded_blind_is_who_was_given_the_sample_not_who_has_the_second_letter(tmp_path: Path) -> None:
    project = double_coded(tmp_path / "p.sqlite", {"ola": list(KARI), "kari": [None] * 6})
    draw(project, "kari", size=4)
    [sample] = ask(project.engine, lambda work: samples_of(work, project.question_id))
    drawn = ask(project.engine, lambda work: sample_answers(work, sample.id))
    code_blind(project, project.people["kari"], {project.place(each.answer_id): "l" for each in drawn})
    close(project, 1)
    act(project.engine, None, "set_question", lambda work: change_question(work, QUESTION, lead="kari"))
    text = written(project).text
    assert "Koder A kodet uavhengig" in text
    assert "ble 4 svar trukket tilfeldig (startverdi 7) blant 6 svar" in text


@pytest.mark.slow
def test_a_training_set_is_held_against_a_key_and_nothing_is_settled_there(project: DoubleCoded) -> None:
    act(
        project.engine,
        project.people["kari"],
        SETTLE,
        lambda work: settle(work, agreed(project).compared, project.answers, How(Rule.UNION)),
    )
    per = add_coder(project.engine, "per")
    drawn = draw(project, "per", purpose=Purpose.TRAINING)
    code_blind(project, per, dict(enumerate(KARI)))
    close(project, drawn.round)
    found = ask(
        project.engine, lambda work: agreement_of(work, QUESTION, round_asked=drawn.round, replicates=0)
    )
    settled = ask(project.engine, lambda work: settled_facts(work, found.compared))
    text = methods_text(found, settled, "nb").text
    assert "Som opplæring er kodingen til Koder A holdt opp mot en fasit" in text
    assert "kodet som i fasiten og" in text
    for words in ("ikke uavhengig", "Uenighetene", "før uenigheter"):
        assert words not in text, words


@pytest.mark.slow
def test_one_code_per_answer_is_told_as_nominal_data(tmp_path: Path) -> None:
    sets: dict[str, list[str | None]] = {"kari": ["l", "s", "", "u"], "ola": ["l", "u", "", "u"]}
    text = written(double_coded(tmp_path / "p.sqlite", sets, exclusive=True)).text
    assert "alfa for nominale data (Krippendorff 2004)" in text
    for words in ("MASI", "Passonneau", "Jaccard"):
        assert words not in text, words


@pytest.mark.slow
def test_what_coders_made_alike_after_the_round_is_told_so(project: DoubleCoded) -> None:
    ola = project.people["ola"]
    act(
        project.engine,
        ola,
        "remove_code",
        lambda work: remove_code(work, project.answers[3], project.codes["a"], ola),
    )
    act(project.engine, ola, SETTLE, lambda work: settle_equal(work, compared_now(work, QUESTION)))
    assert "koderne har siden kodet likt (1); ikke avgjort (3)." in written(project).text
