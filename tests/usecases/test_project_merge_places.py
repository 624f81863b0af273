"""What a merge does with what stands in, on or under what the other side changed meanwhile."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from coder.domain.passages import PassageKey
from coder.domain.survey import Survey, SurveyRow
from coder.store.as_of import State, present_state
from coder.store.merging.conflict import Take
from coder.usecases.project.making import add_tag
from coder.usecases.report.analyses import write_analysis
from coder.usecases.report.passages import star, translate
from coder.usecases.survey.importing import import_survey
from tests.builders import ask
from tests.usecases.merged_projects import Laptop, conflicts, copied, kinds, two_laptops
from tests.usecases.test_project_merge_edges import take_out, text_of, texts

pytestmark = pytest.mark.slow


def correct(laptop: Laptop, respondent: str, text: str) -> None:
    answer = laptop.answer(respondent)
    laptop.do("import_survey", lambda w: w.update("answer", answer, text=text))


def import_text(laptop: Laptop, respondent: str, text: str) -> None:
    row = SurveyRow(2, respondent, "", None, {}, {"hva_skal_til": text})
    survey = Survey("svar.csv", ("hva_skal_til",), (), (row,), (), ())
    laptop.do("import_survey", lambda w: import_survey(w, survey, changed="replace"))


def state_of(laptop: Laptop) -> State:
    return ask(laptop.engine, present_state)


def test_an_analysis_follows_a_code_that_was_merged_away_here(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    kari.join("Samarbeid", "Ressurser")
    question, code = ola.id_of("question", key="hva_skal_til"), ola.code("Samarbeid")
    ola.do("write_analysis", lambda w: write_analysis(w, question, code, "Viktig."))
    assert kinds(kari.merge(ola)) == []
    state = state_of(kari)
    [analysis] = state["analysis"].values()
    assert state["code"][analysis["code"]]["name"] == "Ressurser"
    assert kinds(kari.merge(ola)) == []
    ola.merge(kari)
    assert state_of(ola)["analysis"] == state["analysis"]


@pytest.mark.parametrize("take", Take)
def test_a_tag_stays_where_the_other_side_has_one_of_that_name(tmp_path: Path, take: Take) -> None:
    kari, ola = two_laptops(tmp_path)
    for laptop, respondent in ((kari, "r1"), (ola, "r2")):
        laptop.give(respondent, "Samarbeid")
        laptop.do("tag", lambda w: add_tag(w, "Rapport"))
    before = state_of(kari)["tag"]
    assert kinds(kari.merge(ola, take)) == ["tag"]
    assert state_of(kari)["tag"] == before


def test_places_set_in_two_versions_of_a_text_stand_on_their_words(tmp_path: Path) -> None:
    kari, _ = two_laptops(tmp_path)
    kari.give("r1", "Samarbeid")
    old = text_of(kari, "r1")
    ola = copied(kari, tmp_path / "per.sqlite", "ola")
    correct(kari, "r1", f"Det viktigste: {old}")
    kari.give("r1", "Samarbeid", spans=[(4, 13)])
    ola.give("r1", "Samarbeid", coder="kari", spans=[(6, 15)])
    kari.merge(ola)
    new = text_of(kari, "r1")
    placed = [new[start:end] for start, end in kari.places("r1", "Samarbeid", "kari")]
    assert placed == ["viktigste", old[6:15]]


def test_redacted_words_do_not_come_back_in_a_corrected_text(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    take_out(kari, "r1", 20, 23)
    correct(ola, "r1", "Betre samarbeid med Nav lokalt, altså.")
    ola.merge(kari)
    kari.merge(ola)
    assert not [each for each in texts(kari) if "Nav" in each]


def test_passages_that_meet_under_one_code_keep_what_was_chosen_and_translated(tmp_path: Path) -> None:
    kari, _ = two_laptops(tmp_path)
    for name in ("Samarbeid", "Ressurser"):
        kari.give("r1", name, spans=[(0, 5)])
    kari.done("r1")
    ola = copied(kari, tmp_path / "per.sqlite", "ola")
    kari.join("Samarbeid", "Ressurser")
    here = PassageKey(kari.answer("r1"), kari.code("Ressurser"), (0, 5))
    there = PassageKey(ola.answer("r1"), ola.code("Samarbeid"), (0, 5))
    kari.do("translate", lambda w: translate(w, here, "Better."))
    ola.do("star", lambda w: star(w, [there]))
    kari.merge(ola)
    [passage] = state_of(kari)["passage"].values()
    assert passage["starred"] == 1
    assert passage["translation"] is not None


def test_an_analysis_that_cannot_stay_with_another_codebook_is_told(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    question, code = ola.id_of("question", key="hva_skal_til"), ola.code("Samarbeid")
    ola.do("write_analysis", lambda w: write_analysis(w, question, code, "Viktig."))
    book = kari.do("add_codebook", lambda w: w.create("codebook", name="nytt", exclusive=0))
    asked = kari.id_of("question", key="hva_skal_til")
    kari.do("set_question", lambda w: w.update("question", asked, codebook=book))
    [told] = conflicts(kari.merge(ola))
    assert (told.kind.value, told.noun) == ("codebook", "analysis")
    assert state_of(kari)["analysis"] == {}


def test_what_was_done_with_codes_of_another_codebook_is_not_done_here(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    ola.give("r1", "Samarbeid", done=True)
    ola.done("r2")
    book = kari.do("add_codebook", lambda w: w.create("codebook", name="nytt", exclusive=0))
    asked = kari.id_of("question", key="hva_skal_til")
    kari.do("set_question", lambda w: w.update("question", asked, codebook=book))
    [told] = conflicts(kari.merge(ola))
    assert (told.kind.value, told.noun) == ("codebook", "coding")
    assert kari.state_of("r1", "ola") is None
    assert kari.state_of("r2", "ola") == "done"


def test_passages_whose_words_went_one_after_the_other_are_each_kept(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    kari.give("r2", "Samarbeid")
    for text in ("Ny tekst her.", "Noko heilt anna."):
        ola.give("r1", "Samarbeid", spans=[(0, 2)], done=True)
        here = PassageKey(ola.answer("r1"), ola.code("Samarbeid"), (0, 2))
        ola.do("star_passage", partial(star, keys=[here]))
        import_text(ola, "r1", text)
    assert kinds(kari.merge(ola)) == []
    lost = [each["lost"] for each in state_of(kari)["passage"].values()]
    assert (len(set(lost)), min(lost) > 0) == (2, True)
    for one, other in ((ola, kari), (kari, ola), (ola, kari)):
        assert kinds(one.merge(other)) == []
    assert kari.merge(ola).entry is None
