"""All text under its headings: what was coded comes out, once each, with what was decided on it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coder.domain.coding import Span
from coder.store import schema
from coder.store.passages import passages_of
from coder.usecases.codebook.merge import merge_codes
from coder.usecases.questions import change_question
from coder.usecases.report.analyses import write_analysis, write_lead_in
from coder.usecases.report.passages import order_passages, star
from coder.usecases.report.theme_reading import ThemeReading, theme_reading
from coder.usecases.tables.frequency_table import frequency_table
from tests.builders import (
    SmallProject,
    act,
    add_answers,
    ask,
    code_answer,
    count,
    finish,
    question,
    small_project,
)
from tests.made_once import made_once

TEXTS = (
    "Vi treng meir tid. Og fleire folk.",
    "Bedre samarbeid med andre. Mer tid til hver bruker.",
    "Vet ikke",
    "Flere folk. Noe helt annet til slutt.",
)
CODES = ("Ressurser", "Ressurser > Tid", "Ressurser > Folk", "Samarbeid")


@pytest.fixture
@made_once
def project(tmp_path: Path) -> SmallProject:
    p = small_project(tmp_path / "p.sqlite", texts=TEXTS, codes=CODES)
    ressurser, tid, folk, samarbeid = p.codes
    placed: list[tuple[int, int, list[Span]]] = [
        (0, tid, [(0, 18)]),
        (0, folk, [(19, 34)]),
        (1, samarbeid, [(0, 26)]),
        (1, tid, []),
        (3, folk, [(0, 11)]),
        (3, ressurser, [(0, 11)]),
    ]
    for place, code, spans in placed:
        code_answer(p.engine, p.answers[place], code, p.kari, spans)
    for answer in p.answers:
        finish(p.engine, answer, p.kari)
    return p


def read(p: SmallProject, code_id: int | None = None) -> ThemeReading:
    return ask(p.engine, lambda work: theme_reading(work, p.question_id, code_id))


def written(reading: ThemeReading) -> list[tuple[str, list[str]]]:
    return [
        (each.code.written_path if each.code else "", [passage.words for passage in each.passages])
        for each in reading.headings
    ]


def test_text_stands_under_its_headings_in_the_order_of_codebook_and_file(project: SmallProject) -> None:
    assert written(read(project)) == [
        ("Ressurser", ["Flere folk."]),
        ("Ressurser > Tid", ["Vi treng meir tid.", TEXTS[1]]),
        ("Ressurser > Folk", ["Og fleire folk.", "Flere folk."]),
        ("Samarbeid", ["Bedre samarbeid med andre."]),
        ("", ["Vet ikke", "Noe helt annet til slutt."]),
    ]


def test_a_theme_is_read_with_what_stands_under_it(project: SmallProject) -> None:
    assert [path for path, _texts in written(read(project, project.codes[0]))] == [
        "Ressurser",
        "Ressurser > Tid",
        "Ressurser > Folk",
    ]
    assert [each.depth for each in read(project, project.codes[0]).headings] == [0, 1, 1]


def test_each_passage_says_whose_it_is(tmp_path: Path) -> None:
    p = small_project(tmp_path / "p.sqlite", texts=(), codes=("Tid",))
    [answer] = add_answers(
        p.engine, p.question_id, {"k1": "Mer tid."}, wave="2016", background={"størrelse": ["liten"]}
    )
    code_answer(p.engine, answer, p.codes[0], p.kari)
    finish(p.engine, answer, p.kari)
    [passage] = read(p).headings[0].passages
    assert (passage.respondent_id, passage.wave, passage.background) == ("k1", "2016", {"størrelse": "liten"})


def test_headings_count_what_the_table_counts(project: SmallProject) -> None:
    table = frequency_table(project.engine, "hva_skal_til")
    counts = {row.path: row.count for row in table.rows if row.level == "theme" or row.indented}
    reading = read(project)
    shown = {each.code.written_path: each.count for each in reading.headings if each.code}
    assert shown == {"Ressurser": 3, "Ressurser > Tid": 2, "Ressurser > Folk": 2, "Samarbeid": 1}
    assert counts.items() <= shown.items()
    assert reading.base == table.base == 4
    assert {each.base for each in reading.headings if each.code} == {4}


def test_a_question_that_is_not_quantified_has_no_counts(project: SmallProject) -> None:
    act(
        project.engine,
        project.kari,
        "set_question",
        lambda w: change_question(w, "hva_skal_til", quantify="no"),
    )
    assert {each.count for each in read(project).headings} == {None}


def test_answers_that_are_not_settled_are_counted_and_not_read(project: SmallProject) -> None:
    [late] = add_answers(project.engine, project.question_id, {"r9": "Mer tid."})
    code_answer(project.engine, late, project.codes[1], project.kari)
    reading = read(project)
    assert reading.unsettled == 1
    assert late not in {passage.answer_id for each in reading.headings for passage in each.passages}


def test_only_the_coding_that_counts_is_read(project: SmallProject) -> None:
    code_answer(project.engine, project.answers[2], project.codes[3], project.ola)
    finish(project.engine, project.answers[2], project.ola)
    assert dict(written(read(project)))["Samarbeid"] == ["Bedre samarbeid med andre."]


def test_what_is_written_stands_with_its_heading_also_where_no_text_does(project: SmallProject) -> None:
    p = project
    act(p.engine, p.kari, "write_analysis", lambda w: write_analysis(w, p.question_id, None, "Om alt."))
    act(p.engine, p.ola, "write_lead_in", lambda w: write_lead_in(w, p.question_id, p.codes[1], "Om tid:"))
    reading = read(p)
    assert reading.analysis == "Om alt."
    assert [each.lead_in for each in reading.headings if each.lead_in] == ["Om tid:"]
    act(p.engine, p.kari, "write_analysis", lambda w: write_analysis(w, p.question_id, None, ""))
    assert read(p).analysis == ""
    assert count(p.engine, schema.analysis) == 1


def test_merged_codes_are_read_as_one_with_their_stars_and_texts(project: SmallProject) -> None:
    p = project
    _ressurser, tid, folk, samarbeid = p.codes
    [first, *_rest] = next(each for each in read(p).headings if each.code and each.code.id == tid).passages
    act(p.engine, p.kari, "star_passage", lambda w: star(w, [first.key]))
    texts = {tid: "Mange vil ha tid.", samarbeid: "Noen vil ha hjelp."}
    act(p.engine, p.kari, "write_analysis", lambda w: write_analysis(w, p.question_id, tid, texts[tid]))
    more = texts[samarbeid]
    act(p.engine, p.kari, "write_analysis", lambda w: write_analysis(w, p.question_id, samarbeid, more))
    act(p.engine, p.ola, "merge_codes", lambda w: merge_codes(w, [tid], samarbeid))
    heading = next(each for each in read(p).headings if each.code and each.code.id == samarbeid)
    assert [passage.starred for passage in heading.passages] == [True, False]
    assert heading.analysis == "Noen vil ha hjelp.\n\nMange vil ha tid."
    assert read(p).strays == ()
    assert folk in {each.code.id for each in read(p).headings if each.code}


def test_passages_given_a_place_come_first_then_the_file_s_order(project: SmallProject) -> None:
    p = project
    keys = [passage.key for passage in read(p, p.codes[1]).headings[0].passages]
    act(p.engine, p.kari, "order_passages", lambda w: order_passages(w, [keys[1]]))
    assert [passage.key for passage in read(p, p.codes[1]).headings[0].passages] == keys[::-1]
    assert [each.position for each in ask(p.engine, lambda w: passages_of(w, p.question_id))] == [1]


spans = st.lists(
    st.tuples(st.integers(0, 20), st.integers(1, 14)).map(lambda s: (s[0], s[0] + s[1])), max_size=3
)


@pytest.mark.slow
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2), spans), max_size=12))
@settings(max_examples=40, deadline=None)
def test_what_goes_in_comes_out_once(
    tmp_path_factory: pytest.TempPathFactory, codings: list[tuple[int, int, list[Span]]]
) -> None:
    texts = ["Her står det noe langt om mer tid nå."] * 3
    p = small_project(tmp_path_factory.mktemp("p") / "p.sqlite", texts=texts, codes=("A", "B > C", "B"))
    put_in: dict[tuple[int, int], set[Span]] = {}
    for answer, code, placed in codings:
        code_answer(p.engine, p.answers[answer], p.codes[code], p.kari, placed)
        put_in.setdefault((p.answers[answer], p.codes[code]), set()).update(placed)
    for answer_id in p.answers:
        finish(p.engine, answer_id, p.kari)
    came_out = [passage.key for each in read(p).headings if each.code for passage in each.passages]
    assert len(came_out) == len(set(came_out))
    whole: set[Span | None] = {None}
    assert set(came_out) == {(*key, span) for key, placed in put_in.items() for span in placed or whole}
    assert question(p.engine).key == "hva_skal_til"


@pytest.mark.slow
def test_a_code_with_codes_under_it_counts_itself_as_in_the_table_and_its_theme_counts_all(
    tmp_path: Path,
) -> None:
    codes = ("Åpenhet", "Åpenhet > Møter", "Åpenhet > Møter > Ukentlig")
    p = small_project(tmp_path / "p.sqlite", texts=("Møter", "Hver uke", "Ukentlig møte"), codes=codes)
    _apenhet, moter, ukentlig = p.codes
    code_answer(p.engine, p.answers[0], moter, p.kari)
    for answer in p.answers[1:]:
        code_answer(p.engine, answer, ukentlig, p.kari)
    for answer in p.answers:
        finish(p.engine, answer, p.kari)
    table = frequency_table(p.engine, "hva_skal_til")
    rows = {row.path: row.count for row in table.rows if row.id}
    assert rows == {"Åpenhet": 3, "Åpenhet > Møter": 1, "Åpenhet > Møter > Ukentlig": 2}
    assert {each.code.written_path: each.count for each in read(p).headings if each.code} == rows
    assert [each.count for each in read(p, moter).headings] == [1, 2]
