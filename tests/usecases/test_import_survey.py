"""A survey comes in whole, and again without losing anything that was coded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from sqlalchemy import Engine, update

from coder.domain.coding import Span
from coder.domain.errors import Problem, ProblemsError
from coder.domain.survey import Survey, SurveyRow
from coder.store import schema
from coder.store.answers import Answer, answer_keys, answers_by_id
from coder.store.check import findings
from coder.store.coders import present_coder
from coder.store.codes import codes_of
from coder.store.codings import codings_of
from coder.store.history import entries, last_number
from coder.store.project import create_project
from coder.store.questions import all_questions, question_named
from coder.store.surveys import update_many
from coder.store.undo import take_back
from coder.store.unit_of_work import reading, writing
from coder.store.variables import stored_variables
from coder.store.waves import wave_ids
from coder.usecases.coding.equal_answers import EqualCounts
from coder.usecases.coding.setting import mark_done, set_code
from coder.usecases.survey.importing import ChangedTextsError, ImportReport, import_survey
from coder.usecases.survey.sentences import fill_sentences, follow_texts
from coder.usecases.survey.words import equal_in_words

FIRST = "Tettere oppfølging fra Nav. Flere plasser i bedrifter."
ROWS: list[dict[str, Any]] = [
    {"id": "r1", "størrelse": "2000-5000", "q": FIRST},
    {"id": "r2", "størrelse": "<2000", "q": "Meir tid til kvar brukar."},
    {"id": "r3", "størrelse": "50000 og større", "q": ""},
]


def survey(
    rows: Sequence[Mapping[str, Any]] = ROWS,
    *,
    questions: Sequence[str] = ("q",),
    variables: Sequence[str] = ("størrelse",),
    wave: str = "2016",
    problems: Sequence[Problem] = (),
) -> Survey:
    """Build what reading a file gives; an empty text is left out, as there."""
    return Survey(
        file="svar.csv",
        questions=tuple(questions),
        variables=tuple(variables),
        rows=tuple(
            SurveyRow(
                row_number=number,
                respondent_id=row["id"],
                wave=row.get("wave", wave),
                weight=row.get("vekt"),
                background={name: row[name] for name in variables if row.get(name)},
                texts={key: row[key] for key in questions if row.get(key)},
            )
            for number, row in enumerate(rows, 2)
        ),
        problems=tuple(problems),
        notices=(),
    )


def project(target: str) -> Engine:
    return create_project(target, "Prøve")


def bring_in(engine: Engine, found: Survey, **how: Any) -> ImportReport:
    coder = present_coder(engine, "kari")
    with writing(engine, coder_id=coder.id, operation="import_survey") as work:
        return import_survey(work, found, **how)


def changed_row(text: str, **more: Any) -> list[dict[str, Any]]:
    return [{**ROWS[0], "q": text, **more}, *ROWS[1:]]


def answers(engine: Engine, key: str = "q") -> dict[str, Answer]:
    with reading(engine) as work:
        ids = [answer_id for answer_id, _uid in answer_keys(work, question_named(work, key).id)]
        found = answers_by_id(work, ids)
    return {f"{each.respondent_id}/{each.wave}": each for each in (found[answer_id] for answer_id in ids)}


def code_first_answer(engine: Engine, excerpts: Sequence[Span], *, done: bool = True) -> None:
    """Code r1's answer as kari."""
    coder = present_coder(engine, "kari")
    answer = answers(engine)["r1/2016"]
    with writing(engine, coder_id=coder.id, operation="set_code") as work:
        code = work.create(
            "code",
            codebook=question_named(work, "q").codebook_id,
            name="Oppfølging",
            position=1,
            kind="ordinary",
            codable=1,
            colour="",
            born=work.number,
            from_file=0,
            aliases=[],
            labels={},
        )
        set_code(work, answer.id, code, coder.id, excerpts)
        if done:
            mark_done(work, answer.id, coder.id)


def placed(engine: Engine) -> list[tuple[Span, ...]]:
    """Return the excerpts of each coding of r1's answer."""
    answer = answers(engine)["r1/2016"]
    with reading(engine) as work:
        return [coding.excerpts for coding in codings_of(work, [answer.id])[answer.id]]


def state_of_first(engine: Engine) -> str:
    from coder.store.codings import coded_row

    coder = present_coder(engine, "kari")
    with reading(engine) as work:
        row = coded_row(work, answers(engine)["r1/2016"].id, coder.id)
    assert row is not None
    return row[1].value


def assert_whole(engine: Engine) -> None:
    with reading(engine) as work:
        assert findings(work) == []


@pytest.mark.slow
def test_a_survey_comes_in_as_one_entry(project_url: str) -> None:
    engine = project(project_url)
    report = bring_in(engine, survey())
    assert (report.new_respondents, report.new_answers, report.new_participations) == (3, 2, 3)
    found = answers(engine)
    assert {key: answer.text for key, answer in found.items()} == {
        "r1/2016": FIRST,
        "r2/2016": "Meir tid til kvar brukar.",
    }
    assert found["r1/2016"].background == {"størrelse": "2000-5000"}
    assert [FIRST[slice(*span)] for span in found["r1/2016"].sentences] == [
        "Tettere oppfølging fra Nav.",
        "Flere plasser i bedrifter.",
    ]
    with reading(engine) as work:
        [question] = all_questions(work)
        assert [entry.operation for entry in entries(work)][-1] == "import_survey"
        assert (question.unit, question.quantify, question.counts) == ("answer", "list", "responsible")
        assert question.reading_order == "random"
        assert question.seed
        assert not question.exclusive
    assert_whole(engine)


@pytest.mark.slow
def test_the_same_file_again_changes_nothing(project_url: str) -> None:
    engine = project(project_url)
    bring_in(engine, survey())
    with reading(engine) as work:
        before = last_number(work)
    report = bring_in(engine, survey())
    assert (report.same_answers, report.new_answers, report.changed_participations) == (2, 0, 0)
    with reading(engine) as work:
        assert last_number(work) == before


@pytest.mark.slow
def test_another_wave_adds_answers_of_the_same_respondents(project_url: str) -> None:
    engine = project(project_url)
    bring_in(engine, survey())
    report = bring_in(engine, survey(wave="2013"))
    assert (report.new_respondents, report.new_answers, report.new_waves) == (0, 2, 1)
    assert list(answers(engine)) == ["r1/2013", "r2/2013", "r1/2016", "r2/2016"]
    with reading(engine) as work:
        assert list(wave_ids(work)) == ["2013", "2016"]
    assert_whole(engine)


@pytest.mark.slow
def test_several_waves_in_one_file_stand_in_natural_order(project_url: str) -> None:
    engine = project(project_url)
    bring_in(engine, survey([{"id": "r1", "q": "a", "wave": "2016"}, {"id": "r1", "q": "b", "wave": "2009"}]))
    with reading(engine) as work:
        assert list(wave_ids(work)) == ["2009", "2016"]


@pytest.mark.slow
def test_without_a_question_only_the_frame_comes_in(project_url: str) -> None:
    engine = project(project_url)
    report = bring_in(engine, survey(questions=()))
    assert (report.new_participations, report.new_answers) == (3, 0)
    report = bring_in(engine, survey(ROWS[:2]))
    assert (report.new_participations, report.new_answers, report.new_respondents) == (0, 2, 0)
    assert_whole(engine)


@pytest.mark.slow
def test_levels_stand_in_natural_order_also_those_that_come_later(project_url: str) -> None:
    engine = project(project_url)
    bring_in(engine, survey())
    bring_in(engine, survey([{"id": "r4", "størrelse": "5000-10000", "q": "Ja."}]))
    with reading(engine) as work:
        levels = list(stored_variables(work)["størrelse"].levels)
    assert levels == ["<2000", "2000-5000", "5000-10000", "50000 og større"]


@pytest.mark.slow
def test_levels_a_person_ordered_keep_their_order_and_new_ones_come_last(project_url: str) -> None:
    engine = project(project_url)
    bring_in(engine, survey())
    with writing(engine, coder_id=None, operation="order_levels") as work:
        levels = stored_variables(work)["størrelse"].levels
        wanted = ["50000 og større", "<2000", "2000-5000"]
        update_many(
            work, "level", {levels[name]: {"position": place} for place, name in enumerate(wanted, 1)}
        )
    bring_in(engine, survey([{"id": "r4", "størrelse": "5000-10000", "q": "Ja."}]))
    with reading(engine) as work:
        assert list(stored_variables(work)["størrelse"].levels) == [*wanted, "5000-10000"]


@pytest.mark.slow
def test_another_background_or_weight_is_updated_and_a_blank_one_is_not(project_url: str) -> None:
    engine = project(project_url)
    bring_in(engine, survey([{**ROWS[0], "vekt": 1.5}, *ROWS[1:]]))
    rows = [{**ROWS[0], "størrelse": "5000-10000", "vekt": 2.0}, {**ROWS[1], "størrelse": ""}]
    report = bring_in(engine, survey(rows))
    assert report.changed_participations == 1
    found = answers(engine)
    assert found["r1/2016"].background == {"størrelse": "5000-10000"}
    assert found["r2/2016"].background == {"størrelse": "<2000"}
    assert_whole(engine)


@pytest.mark.slow
def test_an_answer_that_is_blank_now_is_kept_and_listed(project_url: str) -> None:
    engine = project(project_url)
    bring_in(engine, survey())
    report = bring_in(engine, survey(changed_row("")))
    assert [each.respondent_id for each in report.blank_now] == ["r1"]
    assert answers(engine)["r1/2016"].text == FIRST


@pytest.mark.slow
def test_a_changed_text_without_a_decision_writes_nothing(project_url: str) -> None:
    engine = project(project_url)
    bring_in(engine, survey())
    with reading(engine) as work:
        before = last_number(work)
    rows = [*changed_row("Noe helt annet."), {"id": "r9", "størrelse": "<2000", "q": "Ny."}]
    with pytest.raises(ChangedTextsError, match="--changed keep") as caught:
        bring_in(engine, survey(rows))
    assert [(p.row, p.column) for p in caught.value.problems] == [(2, "q"), (None, None)]
    with reading(engine) as work:
        assert last_number(work) == before
    assert len(answers(engine)) == 2


@pytest.mark.slow
def test_changed_keep_leaves_the_stored_text_and_takes_the_rest(project_url: str) -> None:
    engine = project(project_url)
    bring_in(engine, survey())
    rows = [*changed_row("Noe helt annet."), {"id": "r9", "størrelse": "<2000", "q": "Ny."}]
    report = bring_in(engine, survey(rows), changed="keep")
    assert (report.new_answers, len(report.changed), report.decision) == (1, 1, "keep")
    assert answers(engine)["r1/2016"].text == FIRST


@pytest.mark.slow
@pytest.mark.parametrize(
    "after, excerpts, state",
    [
        # the same words at the same place
        ("Tettere oppfølging fra Nav. Og lønn.", [(0, 27)], "started"),
        # the same words elsewhere, once
        ("Først: Tettere oppfølging fra Nav. Så lønn.", [(7, 34)], "started"),
        # the same words twice elsewhere: which one nobody knows
        ("A Tettere oppfølging fra Nav. B Tettere oppfølging fra Nav.", [], "started"),
        # the words are gone
        ("Noe helt annet.", [], "started"),
        # only a line break instead of a blank
        ("Tettere oppfølging fra Nav.\nFlere plasser i bedrifter.", [(0, 27)], "done"),
    ],
)
def test_replacing_a_text_keeps_the_coding_and_the_excerpts_that_fit(
    project_url: str, after: str, excerpts: list[Span], state: str
) -> None:
    engine = project(project_url)
    bring_in(engine, survey())
    code_first_answer(engine, [(0, 27)])
    report = bring_in(engine, survey(changed_row(after)), changed="replace")
    answer = answers(engine)["r1/2016"]
    assert answer.text == after
    assert placed(engine) == [tuple(excerpts)]
    assert state_of_first(engine) == state
    assert len(report.replaced.reopened) == (state == "started")
    assert len(report.replaced.moved) == (excerpts == [(7, 34)])
    assert [lost.words for lost in report.replaced.dropped] == (
        [] if excerpts else ["Tettere oppfølging fra Nav."]
    )
    assert answer.sentences[-1][1] == len(after)
    assert_whole(engine)


@pytest.mark.slow
def test_a_replaced_text_can_be_taken_back_with_its_excerpts_and_sentences(project_url: str) -> None:
    engine = project(project_url)
    bring_in(engine, survey())
    code_first_answer(engine, [(0, 27)])
    before = answers(engine)["r1/2016"].sentences
    bring_in(engine, survey(changed_row("Noe helt annet.")), changed="replace")
    with writing(engine, coder_id=present_coder(engine, "kari").id, operation="undo") as work:
        take_back(work)
        follow_texts(work)
    assert answers(engine)["r1/2016"].text == FIRST
    assert answers(engine)["r1/2016"].sentences == before
    assert placed(engine) == [((0, 27),)]
    assert state_of_first(engine) == "done"
    assert_whole(engine)


@pytest.mark.slow
def test_an_import_can_be_undone_and_done_again_and_sentences_are_filled(project_url: str) -> None:
    engine = project(project_url)
    bring_in(engine, survey())
    kari = present_coder(engine, "kari")
    with writing(engine, coder_id=kari.id, operation="undo") as work:
        take_back(work)
    with reading(engine) as work:
        assert all_questions(work) == []
    with writing(engine, coder_id=kari.id, operation="redo") as work:
        take_back(work)
    with reading(engine) as work:
        before = last_number(work)
    fill_sentences(engine)
    assert fill_sentences(engine) == 0
    assert len(answers(engine)["r1/2016"].sentences) == 2
    with reading(engine) as work:
        assert last_number(work) == before
    assert_whole(engine)


@pytest.mark.slow
def test_an_answer_never_gets_the_id_of_one_whose_import_was_undone(project_url: str) -> None:
    engine = project(project_url)
    bring_in(engine, survey())
    undone = {answer.id for answer in answers(engine).values()}
    kari = present_coder(engine, "kari")
    with writing(engine, coder_id=kari.id, operation="undo") as work:
        take_back(work)
    bring_in(engine, survey([{"id": "x1", "q": "Betre skyss."}], variables=()))
    brought = {answer.id for answer in answers(engine).values()}
    assert brought
    assert not brought & undone
    assert_whole(engine)


@pytest.mark.slow
def test_answers_without_content_are_left_and_listed(project_url: str) -> None:
    engine = project(project_url)
    report = bring_in(engine, survey(changed_row("-")))
    assert [each.respondent_id for each in report.without_content] == ["r1"]
    assert report.new_answers == 2
    assert answers(engine)["r1/2016"].text == "-"


@pytest.mark.slow
def test_answers_without_content_may_count_as_no_answers(project_url: str) -> None:
    engine = project(project_url)
    report = bring_in(engine, survey(changed_row("-")), no_content="no-answer")
    assert report.new_answers == 1
    assert list(answers(engine)) == ["r2/2016"]
    assert_whole(engine)


@pytest.mark.slow
def test_answers_without_content_may_get_a_code_and_count_as_done(project_url: str) -> None:
    engine = project(project_url)
    bring_in(engine, survey(changed_row("-")), no_content="code")
    bring_in(engine, survey([{"id": "r7", "q": "-", "størrelse": ""}]), no_content="code")
    with reading(engine) as work:
        question = question_named(work, "q")
        [code] = codes_of(work, question.codebook_id)
        assert (code.name, code.kind.value, code.from_file) == ("Uten innhold", "no content", True)
        found = answers(engine)
        ids = [found["r1/2016"].id, found["r7/2016"].id, found["r2/2016"].id]
        assert [len(codings_of(work, [answer_id])[answer_id]) for answer_id in ids] == [1, 1, 0]
    assert state_of_first(engine) == "done"
    assert_whole(engine)


@pytest.mark.slow
def test_new_answers_that_say_the_same_are_counted_and_long_ones_doubted(project_url: str) -> None:
    engine = project(project_url)
    long = "Vi treng fleire folk som kan følgje opp brukarane ute i bedriftene."
    texts = ["Meir tid", "meir tid.", "Tid, meir!", long, long]
    report = bring_in(engine, survey([{"id": f"r{n}", "q": each} for n, each in enumerate(texts)]))
    assert report.equal == EqualCounts(equal=4, voices=1)
    assert list(equal_in_words(report)) == [
        "4 answers have the same text as others; they can be coded together (Ctrl+E).",
        "1 longer text came from several respondents: one voice, or several?",
    ]
    again = bring_in(engine, survey([{"id": "ny", "q": "Meir tid"}, {"id": "r0", "q": "Meir tid"}]))
    assert again.equal == EqualCounts(equal=1, voices=0)


@pytest.mark.slow
def test_a_forgotten_text_stays_forgotten(project_url: str) -> None:
    engine = project(project_url)
    bring_in(engine, survey())
    with writing(engine, coder_id=None, operation="forget") as work:
        table = schema.text_table
        work.connection.execute(update(table).where(table.c.body == FIRST).values(body=None, salt=None))
    report = bring_in(engine, survey())
    assert (report.forgotten, report.same_answers, report.changed) == (1, 1, ())
    assert answers(engine)["r1/2016"].text == ""


@pytest.mark.slow
def test_a_survey_with_problems_is_not_taken(project_url: str) -> None:
    engine = project(project_url)
    with pytest.raises(ProblemsError):
        bring_in(engine, survey(problems=[Problem("svar.csv", 3, "id", "x")]))
    with reading(engine) as work:
        assert all_questions(work) == []


@pytest.mark.slow
def test_a_question_whose_codebooks_name_is_taken_gets_another(project_url: str) -> None:
    engine = project(project_url)
    with writing(engine, coder_id=None, operation="new_codebook") as work:
        work.create("codebook", name="q", exclusive=0)
    bring_in(engine, survey())
    assert len(answers(engine)) == 2
    assert_whole(engine)


@pytest.mark.slow
def test_progress_is_told_to_the_end(project_url: str) -> None:
    told: list[tuple[int, int]] = []
    bring_in(project(project_url), survey(), progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (2, 2)
