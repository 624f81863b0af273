"""The real case: answers fully coded and placed, from the survey file to the documents and back."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from docx import Document

from coder.cli.group import cli
from tests.builders import import_real_answers
from tests.outside import converted, run

QUESTION = "forventninger"


def _coder(target: Path, *arguments: object) -> None:
    done = CliRunner().invoke(cli, ["--project", str(target), "--coder", "A", *map(str, arguments)])
    assert done.exit_code == 0, done.stderr


@pytest.fixture
def target(tmp_path: Path, shared_data: Path) -> Path:
    path = tmp_path / "p.sqlite"
    import_real_answers(path, shared_data, "A")
    return path


def _placed(shared_data: Path) -> Counter[tuple[str, str]]:
    """Return (code, text) of each coding of the first coder, straight from the files."""
    with (shared_data / "opptrappingsplan.csv").open(encoding="utf-8", newline="") as file:
        texts = {row["respondent_id"]: row[QUESTION] for row in csv.DictReader(file)}
    with (shared_data / "gold" / "opptrappingsplan_codings.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["coder"] == "A"]
    return Counter(
        (
            row["code"],
            texts[row["respondent_id"]][
                int(row["start"] or 0) : int(row["end"]) if row["end"] else None
            ].strip(),
        )
        for row in rows
    )


def _quoted(path: Path) -> Counter[tuple[str, str]]:
    found: Counter[tuple[str, str]] = Counter()
    heading = ""
    for paragraph in Document(str(path)).paragraphs:
        style = paragraph.style.name if paragraph.style else ""
        if style == "Heading 1":
            heading = paragraph.text
        elif style in ("Quote", "Quotations"):
            found[heading, paragraph.text.rpartition(" (")[0]] += 1
    return found


@pytest.mark.slow
def test_every_gold_coding_stands_under_its_code_word_for_word(
    target: Path, tmp_path: Path, shared_data: Path
) -> None:
    path = tmp_path / "alt.docx"
    _coder(target, "quotes", QUESTION, "--internal", "-o", path)
    quoted = _quoted(path)
    placed = _placed(shared_data)
    assert {key: n for key, n in quoted.items() if key[0] != "Without a code"} == dict(placed)


@pytest.mark.slow
def test_headings_and_counts_are_the_same_in_libreoffice(target: Path, tmp_path: Path) -> None:
    path = tmp_path / "alt.docx"
    _coder(target, "quotes", QUESTION, "--internal", "-o", path)
    (tmp_path / "igjen").mkdir()
    again = converted(converted(path, "odt", tmp_path), "docx", tmp_path / "igjen")
    assert _quoted(again) == _quoted(path)
    pdf = converted(
        path, 'pdf:writer_pdf_Export:{"ExportBookmarks":{"type":"boolean","value":"true"}}', tmp_path
    )
    outline = run("pdftohtml", "-xml", "-stdout", "-i", pdf)
    assert all(f"{heading.replace('&', '&amp;')}</item>" in outline for heading, _text in _quoted(path))
