from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from coder.domain.codebook import CodeKind
from coder.domain.question import UnknownQuestionError
from coder.store.history import UnknownMomentError, last_number
from coder.store.waves import UnknownWaveError
from coder.tables.layout_csv import as_csv
from coder.tables.layout_json import json_values
from coder.tables.layout_text import as_text
from coder.tables.options import BASE_KINDS, TableOptions
from coder.tables.table import FrequencyTable
from coder.usecases.project.making import add_tag
from coder.usecases.questions import UnknownLevelError, UnknownVariableError
from coder.usecases.revisit.reading_again import look_again, stop_round
from coder.usecases.tables.asked import NoLevelNamedError
from coder.usecases.tables.frequency_table import frequency_table
from coder.usecases.tables.moment import NotYetAskedError
from tests.builders import add_codes, ask, question
from tests.tables.coded_survey import QUESTION, SIZE, CodedSurvey, coded_survey


def table(survey: CodedSurvey, **options: Any) -> FrequencyTable:
    return frequency_table(survey.engine, QUESTION, TableOptions(**options))


def counts(found: FrequencyTable) -> dict[str, int | None]:
    return {row.path: row.count for row in found.rows}


def bases(survey: CodedSurvey, **options: Any) -> tuple[int, ...]:
    return tuple(table(survey, base=kind, **options).base for kind in BASE_KINDS)


@pytest.mark.slow
def test_only_settled_answers_are_in_n_and_the_others_are_counted_in_the_note(project_url: str) -> None:
    survey = coded_survey(project_url, "Bil", "Buss", answers=30)
    survey.code({answer: ["Bil"] for answer in survey.answers[:24]})
    survey.code({survey.answers[24]: ["Bil", "Buss"]}, done=False)
    found = table(survey)
    assert (found.base, found.unsettled, counts(found)) == (24, 6, {"Bil": 24, "Buss": 0})
    assert "6 unsettled answers are outside N." in found.note


@pytest.mark.slow
def test_the_responsible_coders_coding_counts_not_the_second_coders(project_url: str) -> None:
    survey = coded_survey(project_url, "Bil", "Buss", answers=4)
    survey.add_coder("ola")
    survey.set_question(lead=survey.kari)
    survey.code({answer: ["Bil"] for answer in survey.answers[:3]})
    survey.code({answer: ["Buss"] for answer in survey.answers}, coder="ola")
    assert counts(table(survey)) == {"Bil": 3, "Buss": 1}


def test_with_two_who_are_done_and_nobody_responsible_an_answer_is_unsettled(tmp_path: Path) -> None:
    survey = coded_survey(str(tmp_path / "a.sqlite"), "Bil", answers=2)
    survey.add_coder("ola")
    survey.code({answer: ["Bil"] for answer in survey.answers})
    survey.code({survey.answers[0]: ["Bil"]}, coder="ola")
    found = table(survey)
    assert (found.base, found.unsettled) == (1, 1)


@pytest.mark.slow
@pytest.mark.parametrize("setting", ["responsible", "consensus"])
def test_either_rule_can_be_asked_for_whatever_the_question_is_set_to(setting: str, project_url: str) -> None:
    survey = coded_survey(project_url, "Bil", "Buss", answers=30, counts=setting)
    survey.coders["consensus"] = 1
    survey.set_question(lead=survey.kari)
    survey.code({answer: ["Bil"] for answer in survey.answers})
    survey.code({answer: ["Buss"] for answer in survey.answers[:2]}, coder="consensus")
    assert counts(table(survey, counts="responsible")) == {"Bil": 30, "Buss": 0}
    agreed = table(survey, counts="consensus")
    assert counts(agreed) == {"Bil": 28, "Buss": 2}
    assert "consensus counts for 2 of 30 settled answers" in agreed.note
    assert "Net change there: Bil −2, Buss +2." in agreed.note
    assert table(survey).counts == setting


@pytest.mark.slow
def test_the_four_bases(project_url: str) -> None:
    survey = coded_survey(project_url, "Bil")
    with survey.act("import") as work:
        # One act brings a survey of three, of whom one left the question blank.
        survey._take_part(work, ["a", "b", "blank"], "", None)
        survey.answers = work.create_many(
            "answer",
            [
                {
                    "question": survey.question,
                    "respondent": survey.respondents[name],
                    "wave": survey.waves[""],
                    "text": "x",
                    "position": 1,
                }
                for name in "ab"
            ],
        )
    survey.add_frame(["never"])
    survey.code({survey.answers[0]: ["Bil"]})
    assert bases(survey) == (1, 2, 3, 4)


@pytest.mark.slow
def test_who_answered_another_question_took_part(project_url: str) -> None:
    survey = coded_survey(project_url, "Bil", answers=2)
    survey.add_frame(["silent", "other"])
    with survey.act("import") as work:
        other = work.create(
            "question",
            key="annet",
            position=2,
            codebook=survey.codebook,
            unit="answer",
            quantify="list",
            counts="responsible",
            reading_order="file",
            seed="x",
        )
        work.create(
            "answer",
            question=other,
            respondent=survey.respondents["other"],
            wave=survey.waves[""],
            text="x",
            position=1,
        )
    assert bases(survey) == (0, 2, 3, 4)


@pytest.mark.slow
def test_the_frame_shows_those_without_answer_and_the_response_rate(project_url: str) -> None:
    survey = coded_survey(project_url, "Bil", answers=30)
    survey.add_frame([f"silent{number}" for number in range(10)])
    survey.code({answer: ["Bil"] for answer in survey.answers[:20]})
    found = table(survey, base="frame")
    assert [(row.label, row.count, row.percent) for row in found.rows] == [
        ("Bil", 20, Decimal(50)),
        ("No answer", 10, Decimal(25)),
    ]
    assert found.caption.endswith("N=40; 30 answered (75 percent)")
    assert "10 answers in N are not settled and count under no code." in found.note


@pytest.mark.slow
def test_who_was_asked_restricts_every_base_and_more_answers_than_asked_are_a_warning(
    project_url: str,
) -> None:
    survey = coded_survey(project_url, "Bil")
    survey.add_answers(["a", "b"], level="Ja")
    survey.add_answers(["c"], level="Nei")
    survey.add_frame(["d"], level="Ja")
    survey.add_frame(["e"], level="Nei")
    survey.code({answer: ["Bil"] for answer in survey.answers})
    with survey.act() as work:
        [variable] = work.records.uids_of("variable", [survey.variable])
        [level] = work.records.uids_of("level", [survey.levels["Ja"]])
        work.update("question", survey.question, asked_if={"variable": variable, "levels": [level]})
    assert bases(survey) == (2, 2, 2, 3)
    found = table(survey)
    assert counts(found) == {"Bil": 2}
    assert found.warnings == ("1 answer is from a respondent who was not asked; it is left out.",)
    assert found.warnings[0] in found.note


@pytest.mark.slow
def test_background_levels_narrow_the_table(project_url: str) -> None:
    survey = coded_survey(project_url, "Bil", "Buss")
    survey.add_answers(["a", "b"], level="liten")
    survey.add_answers(["c"], level="stor")
    survey.add_answers(["d"], level="størst")
    survey.code({answer: ["Bil"] for answer in survey.answers})
    assert table(survey, where=(f"{SIZE}=liten",)).base == 2
    assert table(survey, where=(f"{SIZE}=stor", f"{SIZE}=størst")).base == 2
    found = table(survey, where=(f"{SIZE}=stor",), base="frame")
    assert (found.base, counts(found)["Bil"]) == (1, 1)
    assert f"Only: {SIZE}=stor." in found.note


@pytest.mark.slow
def test_waves_are_counted_together_unless_one_is_named(project_url: str) -> None:
    survey = coded_survey(project_url, "Bil")
    survey.add_answers(["a", "b"], wave="2022")
    survey.add_answers(["a", "b", "c"], wave="2023")
    survey.add_frame(["a", "b", "c", "d"], wave="2024")
    survey.code({answer: ["Bil"] for answer in survey.answers})
    together = table(survey)
    assert together.base == 5
    assert "Waves counted together: 2022, 2023." in together.note
    assert table(survey, waves=("2022",)).base == 2
    assert table(survey, base="frame").base == 5, "a wave without answers did not ask the question"
    assert table(survey, waves=("2024",), base="frame").base == 4


@pytest.mark.slow
def test_a_code_born_later_was_not_in_use_in_the_earlier_wave(project_url: str) -> None:
    survey = coded_survey(project_url, "Bil")
    first = survey.add_answers([f"a{n}" for n in range(30)], wave="2022")
    survey.code({answer: ["Bil"] for answer in first})
    survey.add_codes("Ny", from_file=False)
    second = survey.add_answers([f"a{n}" for n in range(30)], wave="2023")
    survey.code({answer: ["Bil"] for answer in second})
    [_bil, new] = table(survey, waves=("2022",)).rows
    assert (new.in_use, new.shown_count, new.percent) == (False, None, None)
    [_bil, new] = table(survey, waves=("2023",)).rows
    assert (new.in_use, new.shown_count, new.percent) == (True, 0, Decimal(0))


@pytest.mark.slow
def test_an_excluded_kind_and_answers_with_nothing_else_leave_n(project_url: str) -> None:
    survey = coded_survey(project_url, "Bil")
    survey.add_codes("Vet ikke", kind="don't know")
    survey.add_answers([f"a{n}" for n in range(25)])
    survey.code({answer: ["Bil"] for answer in survey.answers[:20]})
    survey.code({survey.answers[20]: ["Bil", "Vet ikke"], survey.answers[21]: ["Vet ikke"]})
    found = table(survey, exclude_kinds=(CodeKind.DONT_KNOW,))
    assert (found.base, counts(found)) == (21, {"Bil": 21})
    assert "Left out: don't know, with 1 answer that has nothing else." in found.note


@pytest.mark.slow
def test_a_table_as_of_an_earlier_entry_is_what_it_was_then(project_url: str) -> None:
    survey = coded_survey(project_url, "Bil", answers=3)
    survey.code({survey.answers[0]: ["Bil"]})
    before = table(survey)
    number = before.provenance["entry"]["number"]
    survey.code({answer: ["Bil"] for answer in survey.answers[1:]})
    then = table(survey, as_of=str(number))
    assert (then.base, then.rows) == (1, before.rows)
    assert then.provenance["entry"] == before.provenance["entry"]
    assert then.provenance["as_of"] == str(number)
    assert table(survey, as_of=str(number), base="all").base == 3
    assert table(survey).base == 3


def test_the_provenance_tells_what_the_numbers_rest_on(tmp_path: Path) -> None:
    survey = coded_survey(str(tmp_path / "a.sqlite"), "Bil", answers=1)
    found = table(survey, decimals=1).provenance
    assert len(found["project"]["uid"]) == len(found["entry"]["uid"]) == len(found["codebook"]["uid"]) == 32
    assert found["options"]["decimals"] == 1
    assert found["counts"] == "responsible"
    assert found["program"]["version"]


@pytest.mark.slow
def test_nothing_settled_gives_an_empty_table_that_says_so(project_url: str) -> None:
    survey = coded_survey(project_url, "Bil", answers=2)
    found = table(survey)
    assert (found.base, found.unsettled) == (0, 2)
    [bil] = found.rows
    assert (bil.in_use, bil.percent) == (False, None)
    assert "N is 0" in found.note


@pytest.mark.slow
def test_a_question_without_codes_or_answers_gives_no_rows(project_url: str) -> None:
    survey = coded_survey(project_url)
    assert (table(survey).rows, table(survey).base) == ((), 0)
    assert bases(survey) == (0, 0, 0, 0)


def test_a_small_base_gives_counts_only_unless_asked(tmp_path: Path) -> None:
    survey = coded_survey(str(tmp_path / "a.sqlite"), "Bil", answers=19)
    survey.code({answer: ["Bil"] for answer in survey.answers})
    assert [row.percent for row in table(survey).rows] == [None]
    assert "N is under 20: counts only." in table(survey).note
    asked = table(survey, small_bases=True)
    assert [row.percent for row in asked.rows] == [100]
    assert "read the percentages with care" in asked.note


@pytest.mark.parametrize(
    ("options", "error", "sentence"),
    [
        ({"waves": ("2021",)}, UnknownWaveError, "No wave «2021». There is: «2022»."),
        (
            {"where": ("fylke=Oslo",)},
            UnknownVariableError,
            f"No background variable «fylke». There is: «{SIZE}».",
        ),
        ({"where": (f"{SIZE}=midt",)}, UnknownLevelError, f"«{SIZE}» has no level «midt». There is: «stor»."),
        ({"where": (SIZE,)}, NoLevelNamedError, f"«{SIZE}» names no level. Write VARIABLE=LEVEL."),
        ({"as_of": "i fjor"}, UnknownMomentError, "«i fjor» is neither a date"),
    ],
)
def test_names_that_do_not_exist_are_told(
    options: dict[str, Any], error: type[Exception], sentence: str, tmp_path: Path
) -> None:
    survey = coded_survey(str(tmp_path / "a.sqlite"), "Bil")
    survey.add_answers(["a"], wave="2022", level="stor")
    with pytest.raises(error) as raised:
        table(survey, **options)
    assert str(raised.value).startswith(sentence)


def test_an_unknown_question_is_told(tmp_path: Path) -> None:
    survey = coded_survey(str(tmp_path / "a.sqlite"))
    with pytest.raises(UnknownQuestionError):
        frequency_table(survey.engine, "finnes_ikke")


def test_a_variable_with_a_sign_in_its_name_is_found(tmp_path: Path) -> None:
    survey = coded_survey(str(tmp_path / "a.sqlite"), "Bil")
    survey.add_answers(["a"], level="x=y")
    with survey.act() as work:
        work.update("variable", survey.variable, name="a=b")
    assert table(survey, where=("a=b=x=y",), base="answered").base == 1


def test_a_code_that_answers_were_read_again_for_is_in_use_though_none_has_it(tmp_path: Path) -> None:
    survey = coded_survey(str(tmp_path / "a.sqlite"), "Bil", answers=30)
    survey.code({answer: ["Bil"] for answer in survey.answers})
    [new] = add_codes(survey.engine, question(survey.engine, QUESTION).id, "Tog", coder_id=survey.kari)
    assert "«.» = the code was not in use." in table(survey).note
    with survey.act("look_again") as work:
        look_again(work, survey.answers[0], survey.kari, [new], {})
    found = table(survey)
    assert (counts(found)["Tog"], "not in use" in found.note) == (0, False)


@pytest.mark.slow
def test_a_table_tells_what_is_still_to_be_read_again_and_what_a_rule_closed(project_url: str) -> None:
    survey = coded_survey(project_url, "Bil", answers=30)
    survey.code({answer: ["Bil"] for answer in survey.answers[:20]})
    before = ask(survey.engine, last_number)
    assert table(survey).provenance["revisit"] == {"open": 0, "rounds": []}
    [new] = add_codes(survey.engine, question(survey.engine, QUESTION).id, "Tog", coder_id=survey.kari)
    opened = table(survey)
    assert "20 answers are still to be read again for newer codes." in opened.note
    with survey.act("stop_revisit") as work:
        stop_round(work, question(survey.engine, QUESTION).id, survey.kari, [new], 20, 15, 0)
    closed = table(survey)
    assert "Read again by rule: at most 2 missed (95 %)." in closed.note
    [ended] = closed.provenance["revisit"]["rounds"]
    assert (ended["rest"], ended["drawn"], ended["found"], ended["bound"]) == (20, 15, 0, 2)
    then = table(survey, as_of=str(before + 1))
    assert (then.provenance["revisit"]["open"], then.provenance["revisit"]["rounds"]) == (20, [])
    assert "read again" not in table(survey, as_of=str(before)).note
    assert "at most 2 missed" in as_text(closed)
    assert "at most 2 missed" in as_csv(closed)
    assert json_values(closed)["provenance"]["revisit"]["rounds"] == [ended]


@pytest.mark.slow
def test_provenance_names_the_tag_however_the_moment_is_asked_for(project_url: str) -> None:
    survey = coded_survey(project_url, "Bil", answers=3)
    survey.code({survey.answers[0]: ["Bil"]})
    with survey.act("tag") as work:
        number = add_tag(work, "Rapport 2016")
    assert table(survey).provenance["tag"] == "Rapport 2016", "nothing has changed since"
    survey.code({survey.answers[1]: ["Bil"]})
    assert table(survey).provenance["tag"] is None
    for when in ("Rapport 2016", str(number)):
        then = table(survey, as_of=when)
        assert (then.base, then.provenance["tag"]) == (1, "Rapport 2016")
        assert then.provenance["entry"]["number"] == number
    with pytest.raises(UnknownMomentError):
        table(survey, as_of="Rapport")


@pytest.mark.slow
def test_a_date_is_the_end_of_that_day(project_url: str) -> None:
    survey = coded_survey(project_url, "Bil", answers=3)
    survey.code({survey.answers[0]: ["Bil"]})
    today = datetime.now().astimezone().date()
    assert table(survey, as_of=today.isoformat()).base == 1
    with pytest.raises(NotYetAskedError):
        table(survey, as_of=(today - timedelta(days=1)).isoformat())
