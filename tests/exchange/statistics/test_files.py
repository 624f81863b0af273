"""What stands in the files themselves, as the libraries of others read it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from coder.domain.loss import Losses
from coder.domain.portable import UNCHECKED, FileMarks
from coder.exchange.statistics.columns import Survey
from coder.exchange.statistics.labels import SPSS, cut, in_bytes, one_line
from coder.exchange.statistics.spss_syntax import spss_syntax
from coder.exchange.statistics.stata_commands import safe_text, stata_commands
from coder.exchange.statistics.texts import fitted
from tests.exchange.statistics.hostile_project import PATHS, hostile_project
from tests.exchange.statistics.written_files import written

LONG = "æ" * 20_000 + " slutten"
UNSAFE = FileMarks("prøve 1", "", unchecked=True, checked="14 funn er ikke avgjort. " * 9)


def read_sav(path: Path, **how: Any) -> tuple[Any, Any]:
    """Let the library read a file: its values, and what it says of them."""
    import pyreadstat

    return pyreadstat.read_sav(path, **how)


def read_dta(path: Path, **how: Any) -> tuple[Any, Any]:
    """Let the library read a file: its values, and what it says of them."""
    import pyreadstat

    return pyreadstat.read_dta(path, **how)


@pytest.mark.slow
def test_a_sav_has_labels_missing_values_and_whole_signs(tmp_path: Path) -> None:
    done = written(tmp_path / "ut.sav", hostile_project(), marks=UNSAFE)
    frame, meta = read_sav(tmp_path / "ut.sav", user_missing=True)
    assert meta.file_label == f"{UNCHECKED} Prøve «1»"
    assert "".join(meta.notes[1:]).replace(" ", "").startswith("14funnerikkeavgjort.")
    assert meta.column_names_to_labels["q1_k001"] == "q1: Samarbeid – Tettere oppfølging"
    assert meta.variable_value_labels["q1_k001"] == {
        -99: "No answer",
        -98: "Not coded",
        0: "Not mentioned",
        1: "Mentioned",
    }
    assert meta.missing_ranges["q1_k001"] == [{"lo": -99, "hi": -99}, {"lo": -98, "hi": -98}]
    assert meta.missing_ranges["Stoerrelse"] == [{"lo": -6, "hi": -3}]
    assert meta.variable_measure["q1_n"] == "scale"
    assert in_bytes(frame["q1_svar"].max()) == 32_766
    assert not meta.mr_sets
    assert "Texts are cut at 32 767 bytes" in " ".join(loss.what for loss in done.losses)
    assert LONG in (tmp_path / "ut_svar.csv").read_text(encoding="utf-8")
    labels = [in_bytes(label) for label in meta.column_labels]
    assert max(labels) <= SPSS.variable
    assert len(set(meta.column_labels)) == len(labels)


@pytest.mark.slow
def test_the_sets_can_stand_in_the_sav_itself(tmp_path: Path) -> None:
    written(tmp_path / "ut.sav", hostile_project(), sets_in_file=True)
    frame, meta = read_sav(tmp_path / "ut.sav")
    assert len(frame) == 80
    assert set(meta.mr_sets) == {"q1_koder", "q1_tema", "and_koder", "and_tema"}
    assert meta.mr_sets["q1_koder"]["counted_value"] == 1
    assert len(meta.mr_sets["q1_koder"]["variable_list"]) == 11


def test_a_question_on_two_lines_has_its_sets_in_the_sav_too(tmp_path: Path) -> None:
    whole = hostile_project()
    first, *others = whole.questions
    answers = tuple(
        replace(answer, question="Hva er\nbra?") if answer.question == first.key else answer
        for answer in whole.answers
    )
    named = replace(whole, questions=(replace(first, key="Hva er\nbra?"), *others), answers=answers)
    written(tmp_path / "ut.sav", named, sets_in_file=True)
    _frame, meta = read_sav(tmp_path / "ut.sav", metadataonly=True)
    assert len(meta.mr_sets) == 2 * len(whole.questions)
    assert "Hva er bra?: codes" in {each["label"] for each in meta.mr_sets.values()}


def test_a_dta_tells_reasons_apart_as_letters(tmp_path: Path) -> None:
    written(tmp_path / "ut.dta", hostile_project())
    values, meta = read_dta(tmp_path / "ut.dta", user_missing=True, output_format="dict")
    assert set(values["q1_k001"]) == {"a", "b", 0, 1}
    assert meta.variable_value_labels["q1_k001"]["a"] == "No answer"
    assert meta.variable_value_labels["q1_k001"]["b"] == "Not coded"
    assert LONG in values["q1_svar"]
    assert max(map(len, meta.column_labels)) <= 80
    assert (tmp_path / "ut.dta").read_bytes()[:60].startswith(b"<stata_dta><header><release>118<")


@pytest.mark.slow
def test_a_parquet_has_whole_numbers_and_labels_as_metadata(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    written(tmp_path / "ut.parquet", hostile_project(), marks=UNSAFE)
    table = parquet.read_table(tmp_path / "ut.parquet")
    field = table.schema.field("q1_k001")
    assert str(field.type) == "int32"
    assert json.loads(field.metadata[b"labels"])["-99"] == "No answer"
    assert json.loads(field.metadata[b"missing"]) == [-99, -98]
    assert table.schema.metadata[b"about"].decode().startswith(UNCHECKED)


def test_a_csv_of_numbers_has_no_line_break_in_a_cell(tmp_path: Path) -> None:
    written(tmp_path / "ut.csv", hostile_project())
    lines = (tmp_path / "ut.csv").read_text(encoding="utf-8").split("\n")
    assert len(lines) == 1 + 80 + 1
    assert lines[0].startswith("resp_id,maaling,deltok,vekt,Stoerrelse,")
    assert "q1_svar" not in lines[0]
    assert lines[1].startswith("001,2016,0,0.5,1,7,,3,-99,")


def test_the_text_beside_says_what_was_not_checked(tmp_path: Path) -> None:
    done = written(tmp_path / "ut.csv", hostile_project(), marks=UNSAFE)
    told = (tmp_path / "ut_lesmeg.txt").read_text(encoding="utf-8")
    assert told.startswith(UNCHECKED)
    for name in done.files[1:-1]:
        assert name in told
    assert UNCHECKED in (tmp_path / "ut.sps").read_text(encoding="utf-8-sig")
    assert UNCHECKED in (tmp_path / "ut.R").read_text(encoding="ascii")
    assert UNCHECKED in (tmp_path / "ut.do").read_text(encoding="utf-8")


def test_nothing_anybody_wrote_is_a_command_of_stata(tmp_path: Path) -> None:
    written(tmp_path / "ut.csv", hostile_project())
    commands = (tmp_path / "ut.do").read_text(encoding="utf-8")
    labels = [line for line in commands.splitlines() if line.startswith(("label variable", "label define"))]
    assert len(labels) > 40
    for line in labels:
        assert line.count('"') == 2
        assert not any(order in line for order in ("`", "$", "/*", "//"))


@pytest.mark.parametrize("text", ["`x'", "$y", '"z"', "/* a", "b */", "// c", "///", "/*/*/", "a\nb"])
def test_what_stata_would_act_on_is_written_differently(text: str) -> None:
    safe = safe_text(text)
    assert not any(order in safe for order in ("`", "$", '"', "/*", "*/", "//", "\n"))


def test_a_text_is_cut_between_two_signs() -> None:
    found = fitted(["æ" * 20, "kort", "slutt  ", "a\0b"], 25, keeps_end_blanks=False)
    assert found.texts == ["æ" * 12, "kort", "slutt  ", "a\ufffdb"]
    assert found.cut == (0,)
    assert found.changed == (0, 2, 3)


def test_a_label_is_cut_between_two_signs_and_says_so() -> None:
    assert cut("æ" * 200, 120, in_bytes) == "æ" * 58 + "…"
    assert cut("kort", 120, in_bytes) == "kort"
    assert one_line(" a\r\n b\tc\u2028d ") == "a b c d"


def test_no_two_variables_have_labels_that_differ_in_case_only(tmp_path: Path) -> None:
    whole = hostile_project()
    book = whole.codebooks[0]
    paths = [*PATHS[:-2], "Tilbud", "tilbud"]
    codes = tuple(
        replace(code, row=replace(code.row, path=tuple(path.split(" > "))))
        for code, path in zip(book.codes, paths, strict=True)
    )
    written(tmp_path / "ut.sav", replace(whole, codebooks=(replace(book, codes=codes),)))
    _frame, meta = read_sav(tmp_path / "ut.sav", metadataonly=True)
    labels = [label.casefold() for label in meta.column_labels]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("name", ["to  blanke.sav", "hardt\u00a0blankt.sav", "mine 'svar'.sav"])
def test_spss_reads_the_file_by_its_very_name(name: str) -> None:
    syntax = spss_syntax(Survey(()), name, (), from_csv=False)
    assert "GET FILE='" + name.replace("'", "''") + "'." in syntax


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("to  blanke.dta", '"to  blanke.dta"'),
        ("ti $ og `x'.dta", '"ti \\$ og \\`x\'.dta"'),
        ('et "ord".dta', '`"et "ord".dta"\''),
        ("to\nlinjer\ud800.dta", '"to linjer .dta"'),
    ],
)
def test_stata_reads_the_file_by_its_very_name(name: str, said: str) -> None:
    assert f"use {said}, clear" in stata_commands(Survey(()), name, (), Losses(), from_csv=False)


def test_what_is_written_about_codes_is_told_as_lost(tmp_path: Path) -> None:
    whole = hostile_project()
    book = whole.codebooks[0]
    text = replace(book.codes[0].row.text, definition="Om samarbeid")
    codes = (replace(book.codes[0], row=replace(book.codes[0].row, text=text)), *book.codes[1:])
    done = written(tmp_path / "ut.csv", replace(whole, codebooks=(replace(book, codes=codes),)))
    told = [loss for loss in done.losses if loss.what.startswith("Definitions")]
    assert [(loss.count, loss.examples) for loss in told] == [(1, (PATHS[0],))]
