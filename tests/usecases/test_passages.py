"""Decisions on passages: each one act that can be taken back, and none that is lost silently."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.domain.errors import CoderError
from coder.domain.passages import PassageKey
from coder.domain.survey import Survey, SurveyRow
from coder.store import schema
from coder.store.history import changes_of, last_number
from coder.store.unit_of_work import Writing, reading
from coder.usecases.codebook.merge import merge_codes
from coder.usecases.codebook.split import Decision, split_code
from coder.usecases.coding.setting import ClosedCodeError, place_coding, remove_code
from coder.usecases.history.details import told_changes
from coder.usecases.history.in_words import told_history
from coder.usecases.report.analyses import write_analysis
from coder.usecases.report.passages import (
    NothingLeftError,
    PassageGoneError,
    let_go,
    move_passages,
    order_passages,
    shorten,
    star,
    translate,
)
from coder.usecases.report.theme_reading import Passage, ThemeReading, theme_reading
from coder.usecases.survey.importing import ImportReport, import_survey
from tests.builders import (
    SmallProject,
    act,
    ask,
    code_answer,
    coded_by,
    count,
    faults,
    finish,
    redo,
    small_project,
    undo,
)
from tests.made_once import made_once

TEXTS = ("Vi treng meir tid. Og fleire folk.", "Mer tid til hver bruker.", "Samarbeid")
FIRST, SECOND = (0, 18), (19, 34)


@pytest.fixture
@made_once
def project(tmp_path: Path) -> SmallProject:
    p = small_project(tmp_path / "p.sqlite", texts=TEXTS, codes=("Tid", "Folk", "Samarbeid"))
    code_answer(p.engine, p.answers[0], p.codes[0], p.kari, [FIRST, SECOND])
    code_answer(p.engine, p.answers[1], p.codes[0], p.kari)
    code_answer(p.engine, p.answers[2], p.codes[2], p.kari)
    for answer in p.answers:
        finish(p.engine, answer, p.kari)
    return p


def read(p: SmallProject) -> ThemeReading:
    return ask(p.engine, lambda work: theme_reading(work, p.question_id))


def passage(p: SmallProject, key: PassageKey) -> Passage:
    found = [each for heading in read(p).headings for each in heading.passages if each.key == key]
    return found[0]


def under(p: SmallProject, code_id: int) -> list[str]:
    headings = [each for each in read(p).headings if each.code and each.code.id == code_id]
    return [each.words for heading in headings for each in heading.passages]


def first(p: SmallProject) -> PassageKey:
    return PassageKey(p.answers[0], p.codes[0], FIRST)


@pytest.mark.slow
def test_a_star_comes_goes_and_can_be_taken_back(project: SmallProject) -> None:
    p = project
    act(p.engine, p.ola, "star_passage", lambda w: star(w, [first(p)]))
    assert passage(p, first(p)).starred
    undo(p.engine, p.ola)
    assert not passage(p, first(p)).starred
    redo(p.engine, p.ola)
    act(p.engine, p.ola, "unstar_passage", lambda w: star(w, [first(p)], starred=False))
    assert not passage(p, first(p)).starred
    assert count(p.engine, schema.passage) == 0
    assert faults(p.engine) == []
    told = ask(p.engine, told_history)
    assert [each.sentence for each in told][-1] == "took a star off a passage · Tid · r1"


def test_a_passage_is_shortened_without_touching_the_text(project: SmallProject) -> None:
    p = project
    act(p.engine, p.kari, "shorten_passage", lambda w: shorten(w, first(p), [(3, 8), (12, 99)]))
    found = passage(p, first(p))
    assert (found.cuts, found.text) == (((3, 8), (12, 18)), TEXTS[0])
    blank = TEXTS[0].index(" ")
    with pytest.raises(NothingLeftError):
        act(p.engine, p.kari, "shorten_passage", lambda w: shorten(w, first(p), [(0, 18)]))
    with pytest.raises(NothingLeftError):
        act(
            p.engine, p.kari, "shorten_passage", lambda w: shorten(w, first(p), [(0, blank), (blank + 1, 18)])
        )
    act(p.engine, p.kari, "shorten_passage", lambda w: shorten(w, first(p), []))
    assert passage(p, first(p)).cuts == ()


def test_a_translation_stands_beside_the_passage(project: SmallProject) -> None:
    p = project
    act(p.engine, p.kari, "translate_passage", lambda w: translate(w, first(p), "We need more time."))
    assert passage(p, first(p)).translation == "We need more time."
    act(p.engine, p.kari, "translate_passage", lambda w: translate(w, first(p), ""))
    assert count(p.engine, schema.passage) == 0


def test_decisions_follow_an_excerpt_that_is_adjusted(project: SmallProject) -> None:
    p = project
    act(p.engine, p.kari, "star_passage", lambda w: star(w, [first(p)]))
    wider = (0, 22)
    act(
        p.engine,
        p.kari,
        "set_code",
        lambda w: place_coding(w, p.answers[0], p.codes[0], p.kari, [wider, (23, 34)]),
    )
    key = PassageKey(p.answers[0], p.codes[0], wider)
    assert passage(p, key).starred
    act(p.engine, p.kari, "unstar_passage", lambda w: star(w, [key], starred=False))
    assert not passage(p, key).starred


def test_decisions_on_what_is_not_there_any_more_are_told(project: SmallProject) -> None:
    p = project
    act(p.engine, p.kari, "star_passage", lambda w: star(w, [first(p)]))
    act(p.engine, p.kari, "remove_code", lambda w: remove_code(w, p.answers[0], p.codes[0], p.kari))
    [stray] = read(p).strays
    assert (stray.span, stray.starred) == (FIRST, True)
    with pytest.raises(PassageGoneError):
        act(p.engine, p.kari, "star_passage", lambda w: star(w, [first(p)], starred=False))
    code_answer(p.engine, p.answers[0], p.codes[0], p.kari, [FIRST])
    assert passage(p, first(p)).starred
    act(p.engine, p.kari, "let_go_passages", lambda w: let_go(w, [stray.id]))
    assert not passage(p, first(p)).starred


@pytest.mark.slow
def test_a_passage_moves_with_its_star_and_the_coding_stays_its_coder_s(project: SmallProject) -> None:
    p = project
    key = PassageKey(p.answers[0], p.codes[0], SECOND)
    act(p.engine, p.kari, "star_passage", lambda w: star(w, [key]))
    act(p.engine, p.ola, "move_passage", lambda w: move_passages(w, [key], p.codes[1]))
    assert under(p, p.codes[0]) == ["Vi treng meir tid.", TEXTS[1]]
    assert under(p, p.codes[1]) == ["Og fleire folk."]
    assert passage(p, PassageKey(p.answers[0], p.codes[1], SECOND)).starred
    assert coded_by(p.engine, p.kari)[p.answers[0]] == {p.codes[0]: (FIRST,), p.codes[1]: (SECOND,)}
    assert ask(p.engine, told_history)[-1].operation == "moved a passage to another code"
    undo(p.engine, p.ola)
    assert passage(p, key).starred
    assert under(p, p.codes[1]) == []
    assert faults(p.engine) == []


def test_a_whole_answer_moves_whole(project: SmallProject) -> None:
    p = project
    key = PassageKey(p.answers[1], p.codes[0], None)
    act(p.engine, p.kari, "move_passage", lambda w: move_passages(w, [key], p.codes[2]))
    assert under(p, p.codes[2]) == [TEXTS[1], TEXTS[2]]


@pytest.mark.slow
def test_no_text_loses_its_place_where_the_answer_has_the_other_code_already(project: SmallProject) -> None:
    p = project
    code_answer(p.engine, p.answers[0], p.codes[1], p.kari)
    moved = act(p.engine, p.kari, "move_passage", lambda w: move_passages(w, [first(p)], p.codes[1]))
    assert moved.united == 1
    assert under(p, p.codes[1]) == [TEXTS[0]]
    whole = PassageKey(p.answers[0], p.codes[1], None)
    act(p.engine, p.kari, "move_passage", lambda w: move_passages(w, [whole], p.codes[0]))
    assert under(p, p.codes[0]) == list(TEXTS[:2])
    assert under(p, p.codes[1]) == []
    assert faults(p.engine) == []


def test_a_passage_does_not_move_to_a_mere_heading(project: SmallProject) -> None:
    p = project
    act(p.engine, p.kari, "define_code", lambda w: w.update("code", p.codes[1], codable=0))
    before = coded_by(p.engine, p.kari)
    with pytest.raises(ClosedCodeError):
        act(p.engine, p.kari, "move_passage", lambda w: move_passages(w, [first(p)], p.codes[1]))
    assert coded_by(p.engine, p.kari) == before


def test_passages_stand_in_the_order_given(project: SmallProject) -> None:
    p = project
    keys = [
        first(p),
        PassageKey(p.answers[0], p.codes[0], SECOND),
        PassageKey(p.answers[1], p.codes[0], None),
    ]
    act(p.engine, p.kari, "order_passages", lambda w: order_passages(w, [keys[2], keys[0]]))
    assert under(p, p.codes[0]) == [TEXTS[1], "Vi treng meir tid.", "Og fleire folk."]
    act(p.engine, p.kari, "order_passages", lambda w: order_passages(w, [keys[1]]))
    assert under(p, p.codes[0]) == ["Og fleire folk.", TEXTS[1], "Vi treng meir tid."]
    undo(p.engine, p.kari)
    assert under(p, p.codes[0]) == [TEXTS[1], "Vi treng meir tid.", "Og fleire folk."]


def test_a_star_outlives_a_merge_of_several_codes_with_the_same_excerpt(project: SmallProject) -> None:
    p = project
    keys = [PassageKey(p.answers[0], code, FIRST) for code in p.codes[:3]]
    for key in keys:
        code_answer(p.engine, key.answer_id, key.code_id, p.kari, [FIRST])

    def decide(work: Writing) -> None:
        for key in keys:
            translate(work, key, "…")
        star(work, keys[1:2])

    act(p.engine, p.kari, "star_passage", decide)
    act(p.engine, p.kari, "merge_codes", lambda w: merge_codes(w, [p.codes[1], p.codes[2]], p.codes[0]))
    assert passage(p, keys[0]).starred


def test_a_split_takes_the_stars_along(project: SmallProject) -> None:
    p = project
    keys = [first(p), PassageKey(p.answers[1], p.codes[0], None)]
    act(p.engine, p.kari, "star_passage", lambda w: star(w, keys))
    decisions = [Decision(p.answers[0], "Meir tid"), Decision(p.answers[1], "Tid per bruker")]
    split = act(
        p.engine,
        p.kari,
        "split_code",
        lambda w: split_code(w, p.codes[0], ["Meir tid", "Tid per bruker"], decisions),
    )
    assert passage(p, PassageKey(p.answers[0], split.parts["Meir tid"], FIRST)).starred
    assert passage(p, PassageKey(p.answers[1], split.parts["Tid per bruker"], None)).starred
    assert read(p).strays == ()


def import_text(p: SmallProject, respondent: str, text: str) -> ImportReport:
    row = SurveyRow(2, respondent, "", None, {}, {"hva_skal_til": text})
    survey = Survey("svar.csv", ("hva_skal_til",), (), (row,), (), ())
    return act(p.engine, p.kari, "import_survey", lambda w: import_survey(w, survey, changed="replace"))


@pytest.mark.slow
def test_a_star_follows_its_words_into_a_new_text(project: SmallProject) -> None:
    p = project
    act(p.engine, p.kari, "star_passage", lambda w: star(w, [first(p)]))
    report = import_text(p, "r1", f"Hei! {TEXTS[0]}")
    assert report.replaced.lost == ()
    finish(p.engine, p.answers[0], p.kari)
    assert passage(p, PassageKey(p.answers[0], p.codes[0], (5, 23))).starred
    assert faults(p.engine) == []


@pytest.mark.slow
def test_a_star_whose_words_are_gone_is_told_with_the_words(project: SmallProject) -> None:
    p = project
    act(p.engine, p.kari, "star_passage", lambda w: star(w, [first(p)]))
    report = import_text(p, "r1", "Og fleire folk.")
    assert [each.words for each in report.replaced.lost] == ["Vi treng meir tid."]
    finish(p.engine, p.answers[0], p.kari)
    [stray] = read(p).strays
    assert (stray.words, stray.starred) == ("Vi treng meir tid.", True)
    assert not any(each.starred for heading in read(p).headings for each in heading.passages)
    assert faults(p.engine) == []
    undo(p.engine, p.kari)
    undo(p.engine, p.kari)
    assert passage(p, first(p)).starred


def test_the_history_tells_what_was_decided_and_written(project: SmallProject) -> None:
    p = project
    act(p.engine, p.kari, "star_passage", lambda w: star(w, [first(p)]))
    act(p.engine, p.kari, "shorten_passage", lambda w: shorten(w, first(p), [(3, 8)]))
    note = "Mange vil ha tid."
    act(p.engine, p.kari, "write_analysis", lambda w: write_analysis(w, p.question_id, p.codes[0], note))
    number = ask(p.engine, last_number)
    with reading(p.engine) as work:
        changes = [change for each in range(number - 2, number + 1) for change in changes_of(work, each)]
        told = [(each.what, each.before, each.after) for each in told_changes(work, changes)]
    assert told == [
        ("r1, «Tid», starred", "", "yes"),
        ("r1, «Tid», left out in print", "", "letters 4–8"),
        ("«Tid», analysis note", "", "Mange vil ha tid."),
    ]


def test_a_question_whose_passages_are_chosen_keeps_its_codebook(project: SmallProject) -> None:
    from coder.usecases.questions import change_question
    from tests.builders import add_question

    p = project
    add_question(p.engine, "annet")
    act(
        p.engine,
        p.kari,
        "save_outcome",
        lambda w: w.create("outcome", question=p.question_id, name="A", codes=[]),
    )
    with pytest.raises(CoderError, match="codebook"):
        act(p.engine, p.kari, "set_question", lambda w: change_question(w, "hva_skal_til", codebook="annet"))
