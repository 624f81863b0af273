"""The workbook of the method as a file: what other programs find in it, and what it does with odd texts."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from coder.domain.codebook import CodeRow
from coder.domain.coding import CodedState
from coder.domain.loss import Loss
from coder.domain.portable import (
    FileMarks,
    PortableAnswer,
    PortableCode,
    PortableCodebook,
    PortableCoded,
    PortableCoder,
    PortableCoding,
    PortableParticipation,
    PortableProject,
    PortableQuestion,
    PortableVariable,
)
from coder.exchange.method_workbook.reader import (
    DamagedWorkbookError,
    MethodWorkbook,
    MissingColumnError,
    NotAMethodWorkbookError,
    is_method_workbook,
    read_method_workbook,
)
from coder.exchange.method_workbook.writer import write_method_workbook
from coder.messages import current_language, set_language
from tests.outside import converted

MARKS = FileMarks("coder 1.0", "prøve")
TEXTS = (
    "Tettere oppfølging fra Nav.",
    "=1+1",
    "'=x",
    "\tinnrykk",
    "to\r\nlinjer\rog\nflere",
    "  blanke  rundt  ",
    "_x0041_ og _x000D_",
    "😀 👩‍👩‍👧 e\u0301",
    "<b>&amp;</b> ]]>",
    "007",
    "1e5",
    "x" * 40_000,
    "\x01kontrolltegn",
)
CODES = ("Samarbeid > Annet", "=kode", "A, B", "007", "<b>&")


def _uid(number: int) -> str:
    return f"{number:032x}"


def small(
    texts: Sequence[str] = TEXTS, codes: Sequence[str] = CODES, *, questions: int = 1
) -> PortableProject:
    """Make a project in which Kari has coded every other answer with the codes in turn."""
    book = PortableCodebook(
        _uid(1),
        "bok",
        codes=tuple(
            PortableCode(_uid(100 + place), None, CodeRow(tuple(path.split(" > "))))
            for place, path in enumerate(codes)
        ),
    )
    asked = [PortableQuestion(_uid(10 + n), f"q{n + 1}", "Hva nå?", book.uid) for n in range(questions)]
    answers = [
        PortableAnswer(_uid(1000 * (n + 1) + place), question.key, f"r{place}", "2016", text)
        for n, question in enumerate(asked)
        for place, text in enumerate(texts)
    ]
    return PortableProject(
        name="Prøve",
        uid=_uid(2),
        entry=7,
        coders=(PortableCoder(_uid(3), "Kari"),),
        waves=("2016",),
        variables=(PortableVariable(_uid(4), "svar"),),
        codebooks=(book,),
        questions=tuple(asked),
        participations=tuple(
            PortableParticipation(_uid(500 + place), f"r{place}", "2016", background={"svar": "ja"})
            for place in range(len(texts))
        ),
        answers=tuple(answers),
        coded=tuple(PortableCoded(each.uid, "Kari", CodedState.DONE) for each in answers[::2]),
        codings=tuple(
            PortableCoding(_uid(5000 + place), each.uid, _uid(100 + place % len(codes)), "Kari", ((0, 1),))
            for place, each in enumerate(answers[::2])
        ),
    )


def written(path: Path, project: PortableProject, **how: Any) -> tuple[MethodWorkbook, tuple[Loss, ...]]:
    """Write a workbook and read it back."""
    losses = write_method_workbook(path, project, **{"coder": "Kari", "marks": MARKS, **how})
    return read_method_workbook(path), losses


def assert_untouched(book: MethodWorkbook, project: PortableProject) -> None:
    """Assert that every row, code and mark is as it was written."""
    assert not book.problems
    assert [row.answer for row in book.rows] == [each.uid for each in project.answers]
    assert [row.place for row in book.rows if not row.is_same] == []
    assert {code.written for code in book.codes} == {
        code.row.written_path for each in project.codebooks for code in each.codes
    }
    assert all(code.told == code.was_told for code in book.codes)
    given = [code.text for row in book.rows for code in row.codes]
    paths = {code.uid: code.row.written_path for each in project.codebooks for code in each.codes}
    assert given == [paths[coding.code] for coding in project.codings]


@pytest.mark.slow
@pytest.mark.parametrize("guard", [False, True])
def test_every_odd_text_is_known_again(tmp_path: Path, guard: bool) -> None:
    project = small()
    book, losses = written(tmp_path / "a.xlsx", project, formula_guard=guard)
    assert_untouched(book, project)
    told = {each.what: each.count for each in losses}
    assert told["Texts longer than a cell are cut off, and end in […]."] == 1
    assert told["Characters that no workbook can hold are replaced by «\ufffd»."] == 1
    assert told["Which words a code stands on is not shown."] == len(project.codings)
    assert any("formulas" in what for what in told) is guard


@pytest.mark.slow
def test_nothing_respondents_or_coders_wrote_is_a_formula_or_a_link(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    written(path, small(("=1+1", "http://eksempel.no", "+2", "{=SUM(A1)}", "@x"), ("=kode", "-2")))
    page = openpyxl.load_workbook(path)["Coding"]
    formulas = {cell.column_letter for row in page.iter_rows() for cell in row if cell.data_type == "f"}
    headers = {cell.column_letter: cell.value for cell in page[1]}
    assert {headers[letters] for letters in formulas} == {"main_theme", "sub_theme"}
    assert not page._hyperlinks


@pytest.mark.slow
@pytest.mark.parametrize("by_way_of", ["ods", "xlsx"])
def test_libreoffice_keeps_the_lists_and_the_hidden_keys(tmp_path: Path, by_way_of: str) -> None:
    project = small()
    path = tmp_path / "a.xlsx"
    written(path, project)
    (tmp_path / "ut").mkdir()
    file = converted(path, by_way_of, tmp_path / "ut")
    if by_way_of == "ods":
        assert_untouched(read_method_workbook(file), project)
        (tmp_path / "igjen").mkdir()
        file = converted(file, "xlsx", tmp_path / "igjen")
    assert is_method_workbook(file)
    assert_untouched(read_method_workbook(file), project)
    book = openpyxl.load_workbook(file)
    page = book["Coding"]
    [lists] = [each for each in page.data_validations.dataValidation if each.formula1 == "KODER"]
    assert (lists.type, lists.errorStyle, str(lists.sqref)) == ("list", "warning", "G2:K14")
    assert "KODER" in book.defined_names
    assert page.column_dimensions["B"].hidden
    assert book["_coder"].sheet_state != "visible"


@pytest.mark.slow
def test_the_list_grows_with_what_is_written_below_it(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    written(path, small())
    book = openpyxl.load_workbook(path)
    book["Codebook"].cell(len(CODES) + 3, 1).value = "Helt ny"
    book.active = book.create_sheet("Tell", 0)
    book["Tell"]["A1"] = "=ROWS(KODER)"
    for page in book:
        page.sheet_view.tabSelected = page.title == "Tell"
    book.save(path)
    assert converted(path, "csv", tmp_path).read_text().strip() == str(len(CODES) + 2)


@pytest.mark.slow
def test_openpyxl_keeps_the_lists_and_the_hidden_keys(tmp_path: Path) -> None:
    project = small(TEXTS[:6], CODES)
    path = tmp_path / "a.xlsx"
    written(path, project)
    openpyxl.load_workbook(path).save(path)
    assert_untouched(read_method_workbook(path), project)
    assert openpyxl.load_workbook(path)["_coder"].sheet_state == "veryHidden"


@pytest.mark.slow
def test_several_questions_stand_in_one_sheet_and_are_told_apart(tmp_path: Path) -> None:
    project = small(TEXTS[:3], questions=2)
    book, _losses = written(tmp_path / "a.xlsx", project)
    assert_untouched(book, project)
    page = openpyxl.load_workbook(tmp_path / "a.xlsx")["Coding"]
    place = {cell.value: cell.column for cell in page[1]}["question"]
    assert [page.cell(row, place).value for row in range(2, 8)] == ["q1"] * 3 + ["q2"] * 3


@pytest.mark.slow
def test_each_codebook_has_its_own_sheet_and_list(tmp_path: Path) -> None:
    project = small(TEXTS[:2], questions=2)
    other = replace(
        project.codebooks[0], uid=_uid(9), codes=(PortableCode(_uid(99), None, CodeRow(("Ny",))),)
    )
    second = replace(project.questions[1], codebook=other.uid)
    kept = {each.uid for each in project.answers if each.question == "q1"}
    project = replace(
        project,
        codebooks=(project.codebooks[0], other),
        questions=(project.questions[0], second),
        codings=tuple(each for each in project.codings if each.answer in kept),
    )
    book, _losses = written(tmp_path / "a.xlsx", project)
    assert_untouched(book, project)
    assert {code.codebook for code in book.codes} == {_uid(1), _uid(9)}
    file = openpyxl.load_workbook(tmp_path / "a.xlsx")
    lists = {str(each.sqref): each.formula1 for each in file["Coding"].data_validations.dataValidation}
    assert lists == {"H2:L3": "KODER_1", "H4:L5": "KODER_2"}


@pytest.mark.slow
def test_what_the_file_is_stands_above_the_answers_and_in_its_properties(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    marks = replace(MARKS, unchecked=True, pseudonymous=True)
    project = small(TEXTS[:3])
    book, _losses = written(path, project, marks=marks)
    assert_untouched(book, project)
    assert book.base.pseudonymous
    file = openpyxl.load_workbook(path)
    said = file["Coding"]["A1"].value
    assert said.startswith("IKKE KONTROLLERT: "), "in every language"
    assert "not anonymous" in said
    assert file.properties.description == said
    assert said.split(":")[0] in str([row[0].value for row in file["Read me"].iter_rows()])


@pytest.mark.slow
def test_without_texts_there_are_none_and_rows_are_known_by_the_respondent(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    project = small(("hemmelig svar", "enda et"))
    project = replace(project, answers=tuple(replace(each, text=None) for each in project.answers))
    book, _losses = written(path, project, marks=replace(MARKS, without_text=True))
    assert_untouched(book, project)
    with zipfile.ZipFile(path) as archive:
        assert not any(b"hemmelig" in archive.read(name) for name in archive.namelist())
    assert "answer" not in [cell.value for cell in openpyxl.load_workbook(path)["Coding"][1]][:4]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_a_workbook_in_one_language_is_read_in_another(tmp_path: Path, language: str) -> None:
    before = current_language()
    project = small(TEXTS[:3])
    try:
        set_language(language)
        write_method_workbook(tmp_path / "a.xlsx", project, coder="Kari", marks=MARKS)
    finally:
        set_language(before)
    assert_untouched(read_method_workbook(tmp_path / "a.xlsx"), project)


def test_two_exports_of_the_same_are_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_method_workbook(tmp_path / name, small(TEXTS[:4]), coder="Kari", marks=MARKS)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.slow
def test_a_workbook_without_its_memory_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    written(path, small(TEXTS[:3]))
    book = openpyxl.load_workbook(path)
    book["_coder"]["B2"].value = None
    book["_coder"]["B5"].value = "tull"
    book["_coder"].cell(book["_coder"].max_row, 5).value = "kanskje"
    book.save(path)
    with pytest.raises(DamagedWorkbookError):
        read_method_workbook(path)
    del book["_coder"]
    book.save(path)
    assert not is_method_workbook(path)
    with pytest.raises(NotAMethodWorkbookError):
        read_method_workbook(path)


@pytest.mark.slow
@pytest.mark.parametrize("gone", ["answer", "code"])
def test_a_workbook_without_its_answers_or_any_codes_is_refused(tmp_path: Path, gone: str) -> None:
    path = tmp_path / "a.xlsx"
    written(path, small(TEXTS[:3]))
    book = openpyxl.load_workbook(path)
    page = book["Coding"]
    for cell in reversed(list(page[1])):
        if str(cell.value).startswith(gone):
            page.delete_cols(cell.column)
    book.save(path)
    with pytest.raises(MissingColumnError):
        read_method_workbook(path)
