from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from coder.domain.codebook import CodeKind
from coder.store.questions import question_named
from coder.tables.options import TableOptions
from coder.tables.published import BASE, cells_of
from coder.tables.table import BREAK, FrequencyTable
from coder.usecases.tables.frequency_table import frequency_table
from coder.usecases.tables.layers import change_layer, drop_rows, fold_codes
from coder.usecases.tables.sheet import TableSheet
from tests.made_once import made_once
from tests.tables.coded_survey import QUESTION, SIZE, CodedSurvey, coded_survey

CODES = ("NAV", "NAV > Møter", "NAV > Brev", "Bil", "Penger", "Vet ikke")
OPTIONS = [
    TableOptions(by=by, level=level, base=base, trend=trend, small_bases=True)  # type: ignore[arg-type]
    for by, level, base, trend in product(
        ((), (SIZE,)), ("code", "both"), ("done", "answered", "all", "frame"), (False, True)
    )
]


@pytest.fixture
@made_once
def survey(tmp_path: Path) -> CodedSurvey:
    """Two waves, two sizes and some without; most answers coded, by chance that is the same every time."""
    survey = coded_survey(str(tmp_path / "a.sqlite"), *CODES[:-1])
    survey.add_codes(CODES[-1], kind=CodeKind.DONT_KNOW.value)
    for wave, level, n in (("2022", "liten", 15), ("2022", "stor", 12), ("2023", "liten", 14)):
        survey.add_answers([f"{wave}{level}{each}" for each in range(n)], wave=wave, level=level)
    survey.add_answers([f"uten{each}" for each in range(4)], wave="2023")
    survey.add_frame([f"taus{each}" for each in range(9)], wave="2023", level="stor")
    chance = random.Random(5)
    survey.code(
        {answer: chance.sample(CODES, chance.choice((0, 1, 1, 2, 3))) for answer in survey.answers[:40]}
    )
    return survey


@pytest.fixture
def sheet(survey: CodedSurvey) -> TableSheet:
    return TableSheet(survey.engine, QUESTION)


@pytest.mark.slow
def test_from_memory_every_table_is_the_same(survey: CodedSurvey, sheet: TableSheet) -> None:
    sheet.load()
    for options in [*OPTIONS, *reversed(OPTIONS)]:
        assert sheet.table(options) == frequency_table(survey.engine, QUESTION, options)


@pytest.mark.slow
@pytest.mark.parametrize(
    "options",
    [
        TableOptions(counts="consensus"),
        TableOptions(same_units=True, base="answered"),
        TableOptions(exclude_kinds=(CodeKind.DONT_KNOW,), by=(SIZE,)),
        TableOptions(where=(f"{SIZE}=liten",)),
        TableOptions(waves=("2022",), order="name"),
        TableOptions(count_by=SIZE),
        TableOptions(as_of="3"),
    ],
)
def test_other_choices_are_the_same_too_after_a_table_without_them(
    options: TableOptions, survey: CodedSurvey, sheet: TableSheet
) -> None:
    sheet.table(TableOptions())
    assert sheet.table(options) == frequency_table(survey.engine, QUESTION, options)


def test_what_is_written_meanwhile_is_in_the_next_table(survey: CodedSurvey, sheet: TableSheet) -> None:
    before = sheet.table(TableOptions(level="code"))
    survey.code({survey.answers[41]: ["Bil"]})
    after = sheet.table(TableOptions(level="code"))
    assert (after.base, bil(after)) == ((before.base or 0) + 1, bil(before) + 1)


@pytest.mark.slow
def test_through_a_layer_tables_are_the_same_and_folded_rows_open_too(
    survey: CodedSurvey, sheet: TableSheet
) -> None:
    with survey.act("save_layer") as work:
        question = question_named(work, QUESTION)
        fold_codes(work, question, "rapport", ["NAV > Brev", "Penger"], "Diverse")
        drop_rows(work, question, "rapport", ["Vet ikke"])
    for options in OPTIONS:
        layered = replace(options, layer="rapport")
        found = sheet.table(layered)
        assert found == frequency_table(survey.engine, QUESTION, layered)
        assert sheet.table(options) == frequency_table(survey.engine, QUESTION, options)
        for row, column, count in numbers(found):
            behind = sheet.answers_behind(layered, row.id, column, is_theme=row.level == "theme")
            assert len(behind) == count, (row.path, column)


@pytest.mark.slow
def test_a_layer_that_is_changed_is_in_the_next_table(survey: CodedSurvey, sheet: TableSheet) -> None:
    options = TableOptions(layer="rapport", by=(SIZE,))
    for codes in (["NAV > Brev"], ["Penger"], ["Bil"]):
        with survey.act("save_layer") as work:
            fold_codes(work, question_named(work, QUESTION), "rapport", codes, "Diverse")
        assert sheet.table(options) == frequency_table(survey.engine, QUESTION, options)
    survey.code({survey.answers[41]: ["Penger"]})
    assert sheet.table(options) == frequency_table(survey.engine, QUESTION, options)


@pytest.mark.parametrize("options", OPTIONS)
def test_behind_every_number_are_as_many_answers(options: TableOptions, sheet: TableSheet) -> None:
    found = sheet.table(options)
    for row, column, count in numbers(found):
        behind = sheet.answers_behind(options, row.id, column, is_theme=row.level == "theme")
        assert len(behind) == len(set(behind)) == count, (row.path, column)


def test_behind_n_are_the_answers_that_make_it_up(survey: CodedSurvey, sheet: TableSheet) -> None:
    assert sheet.answers_behind(TableOptions(), None) == survey.answers[:40]
    stor = sheet.answers_behind(TableOptions(by=(SIZE,)), None, f"{SIZE}=stor")
    assert stor == survey.answers[15:27]


def test_the_answers_behind_a_number_stand_in_the_order_of_the_waves(
    survey: CodedSurvey, sheet: TableSheet
) -> None:
    with survey.act() as work:
        work.update("wave", survey.waves["2022"], position=9)
    assert sheet.answers_behind(TableOptions(), None) == survey.answers[27:40] + survey.answers[:27]


def test_the_answers_behind_a_number_have_the_code(survey: CodedSurvey, sheet: TableSheet) -> None:
    found = sheet.table(TableOptions(level="code"))
    row = next(row for row in found.rows if row.path == "Bil")
    with survey.engine.connect() as connection:
        having = connection.exec_driver_sql(
            "SELECT answer_id FROM coding WHERE code_id = ?", (survey.codes["Bil"],)
        )
        assert set(sheet.answers_behind(TableOptions(), row.id)) == set(having.scalars())


def test_a_row_or_column_that_is_not_there_is_a_mistake(sheet: TableSheet) -> None:
    for row, column in ((None, "storrelse=enorm"), ("ingen", "total")):
        with pytest.raises(KeyError):
            sheet.answers_behind(TableOptions(by=(SIZE,)), row, column)


@pytest.mark.slow
def test_threads_may_ask_at_once(survey: CodedSurvey, sheet: TableSheet) -> None:
    found: list[FrequencyTable] = []
    threads = [
        threading.Thread(target=lambda: found.append(sheet.table(TableOptions(by=(SIZE,))))) for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [frequency_table(survey.engine, QUESTION, TableOptions(by=(SIZE,)))] * 6


def bil(found: FrequencyTable) -> int:
    return next(row.count or 0 for row in found.rows if row.path == "Bil")


def numbers(found: FrequencyTable) -> Iterator[tuple[Any, str, int]]:
    for row, line in zip(found.rows, found.cells, strict=True):
        if row.id is None:
            continue
        yield row, "total", row.count or 0
        for column, cell in zip(found.columns, line, strict=True):
            yield row, column.key, cell.count or 0


def test_a_question_without_answers_has_an_empty_sheet(tmp_path: Path) -> None:
    survey = coded_survey(str(tmp_path / "tom.sqlite"), "Bil")
    sheet = TableSheet(survey.engine, QUESTION)
    sheet.load()
    assert sheet.table(TableOptions()).base == 0
    assert sheet.answers_behind(TableOptions(), None) == []


@pytest.mark.slow
@pytest.mark.parametrize("limit", [12.0, 24.0])
def test_what_is_rare_follows_n_from_memory_too(limit: float, survey: CodedSurvey, sheet: TableSheet) -> None:
    with survey.act("save_layer") as work:
        question = question_named(work, QUESTION)
        change_layer(work, question, "rapport", lambda layer: layer.rare(None, 24.0))
    for options in [*OPTIONS, TableOptions(count_by=SIZE)]:
        layered = replace(options, layer="rapport")
        assert sheet.table(layered) == frequency_table(survey.engine, QUESTION, layered)


@pytest.mark.slow
def test_a_break_stands_at_its_row_with_another_layer_too(survey: CodedSurvey, sheet: TableSheet) -> None:
    with survey.act("widen_code") as work:
        work.update("code", survey.codes["Penger"], definition="Også lønn")
    with survey.act("done") as work:
        newer = ",".join(map(str, survey.answers[27:]))
        coded = work.connection.exec_driver_sql(f"SELECT id FROM coded WHERE answer_id IN ({newer})")
        for [row] in coded.all():
            work.update("coded", row, done_entry=work.number)
    with survey.act("save_layer") as work:
        fold_codes(work, question_named(work, QUESTION), "rapport", ["NAV > Møter", "NAV > Brev"], "Brev mv.")
    for layer in (None, "rapport", None):
        options = TableOptions(trend=True, layer=layer, small_bases=True)
        found = sheet.table(options)
        lines = zip(found.rows, found.cells, strict=True)
        assert [row.path for row, line in lines if any(cell.mark == BREAK for cell in line)] == ["Penger"]
        assert found == frequency_table(survey.engine, QUESTION, options)


@pytest.mark.slow
def test_a_background_variable_called_wave_is_not_taken_for_the_waves(tmp_path: Path) -> None:
    survey = coded_survey(str(tmp_path / "p.sqlite"), "Bil")
    first = survey.add_answers([f"a{n}" for n in range(30)], wave="1", level="1")
    second = survey.add_answers([f"b{n}" for n in range(20)], wave="2", level="1")
    with survey.act() as work:
        work.update("variable", survey.variable, name="wave")
    survey.code({answer: ["Bil"] for answer in (*first, *second)})
    options = TableOptions(by=("wave",), trend=True)
    found = TableSheet(survey.engine, QUESTION).table(options)
    sheet = TableSheet(survey.engine, QUESTION)
    assert len({column.key for column in found.columns}) == 3
    assert [len(sheet.answers_behind(options, None, column.key)) for column in found.columns] == [30, 20, 50]
    told = {cell.of: cell.count for cell in cells_of(found) if cell.kind == BASE}
    assert told == {(): 50, ("wave=1",): 30, ("wave=2",): 20, ("«wave»=1",): 50}
    where = frequency_table(survey.engine, QUESTION, TableOptions(where=("wave=1",)))
    assert {cell.of for cell in cells_of(where)} == {("«wave»=1",)}
