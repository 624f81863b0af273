"""Codebooks as TOML."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.domain.codebook import (
    CodeKind,
    CodeNameError,
    CodeRow,
    CodeText,
    checked_name,
    clean_text,
    clean_values,
)
from coder.exchange.codebook.csv import codebook_in, write_codebook_csv
from coder.exchange.codebook.toml import codebook_in_toml, write_codebook_toml
from coder.exchange.table_file import read_table

ROW = CodeRow(
    ("Tema", "Kode"),
    CodeKind.OTHER,
    colour="#aabbcc",
    text=CodeText('To\nlinjer med """', examples=("Ett svar.", "Et annet"), labels={"nn": "Kode"}),
)


def is_name(text: str) -> bool:
    """Tell whether a code can be named so."""
    try:
        checked_name(text)
    except CodeNameError:
        return False
    return True


TEXT = st.text(max_size=40).filter(lambda text: "\0" not in text)
NAMES = st.text(min_size=1, max_size=12).filter(is_name).map(checked_name)


@st.composite
def rows(draw: st.DrawFn) -> CodeRow:
    text = CodeText(
        clean_text(draw(TEXT)),
        clean_text(draw(TEXT)),
        clean_text(draw(TEXT)),
        examples=clean_values(draw(st.lists(TEXT, max_size=3))),
        aliases=clean_values(draw(st.lists(TEXT, max_size=3))),
        labels={
            language: label
            for language in draw(st.sets(st.sampled_from(["nb", "nn", "en"])))
            if (label := clean_text(draw(TEXT)))
        },
    )
    return CodeRow(
        tuple(draw(st.lists(NAMES, min_size=1, max_size=4))),
        draw(st.sampled_from(CodeKind)),
        draw(st.booleans()),
        draw(st.sampled_from(["", "#0072b2"])),
        draw(st.booleans()),
        text,
    )


def key(row: CodeRow) -> tuple[str, ...]:
    return tuple(unicodedata.normalize("NFC", name) for name in row.path)


@pytest.mark.slow
@given(st.lists(rows(), min_size=1, max_size=6, unique_by=key))
def test_any_codes_are_read_as_they_were_written(tmp_path_factory: object, found: list[CodeRow]) -> None:
    folder: Path = tmp_path_factory.mktemp("toml", numbered=True)  # type: ignore[attr-defined]
    write_codebook_toml(folder / "liste.toml", found)
    file = codebook_in_toml("liste.toml", (folder / "liste.toml").read_bytes())
    assert (file.problems, file.rows) == ((), tuple(found))
    write_codebook_csv(folder / "liste.csv", found)
    table = codebook_in(read_table(folder / "liste.csv"))
    assert (table.problems, table.rows) == ((), tuple(found))


def test_what_is_empty_or_usual_is_left_out_and_long_text_stands_on_lines(tmp_path: Path) -> None:
    path = tmp_path / "liste.toml"
    write_codebook_toml(path, [CodeRow(("Tid",)), ROW], exclusive=True)
    assert path.read_text("utf-8") == (
        "exclusive = true\n\n"
        '[[code]]\ncode = "Tid"\n\n'
        '[[code]]\ntheme = "Tema"\ncode = "Kode"\ndefinition = """To\nlinjer med ""\\""""\n'
        'examples = [\n    "Ett svar.",\n    "Et annet",\n]\n'
        'kind = "other"\nlabel_nn = "Kode"\ncolour = "#aabbcc"\n'
    )
    file = codebook_in_toml("liste.toml", path.read_bytes())
    assert (file.rows, file.exclusive, file.problems) == ((CodeRow(("Tid",)), ROW), True, ())


def test_problems_tell_the_line_where_the_code_begins() -> None:
    text = (
        '# min liste\n\n[[code]]\ncode = "A"\nkind = "rar"\n\n'
        '[[code]]\ncode = 3\nexamples = "ett\\nto"\n\n[[code]]\ncode = "A"\n'
    )
    file = codebook_in_toml("liste.toml", text.encode())
    assert [(problem.row, problem.column) for problem in file.problems] == [
        (3, "kind"),
        (7, "code"),
        (7, "code"),
        (11, "code"),
    ]


def test_what_is_no_toml_or_no_codebook_is_one_problem() -> None:
    for content in (b"[[code", b"\xff\xfe", b"code = 3", b"code = [1]", b"exclusive = 1"):
        file = codebook_in_toml("liste.toml", content)
        assert (len(file.problems), file.rows) == (1, ())


@pytest.mark.parametrize("value", [b"[" * 5_000, b"9" * 5_000], ids=["deep", "long"])
def test_values_no_reader_can_hold_are_one_problem(value: bytes) -> None:
    file = codebook_in_toml("liste.toml", b"[[code]]\ncode = " + value)
    assert (len(file.problems), file.rows) == (1, ())


def test_unknown_keys_are_named() -> None:
    file = codebook_in_toml("liste.toml", b'title = "x"\n[[code]]\ncode = "A"\nnote = "y"\n')
    assert file.notices == ("liste.toml: these columns are not read: «title», «note».",)
