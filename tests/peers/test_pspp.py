"""PSPP, which reads what SPSS does and runs its syntax, takes ours without a complaint, and counts as we do.

SPSS itself is not at hand.
"""

from __future__ import annotations

import csv
import re
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from coder.domain.portable import PortableAnswer, PortableProject
from coder.exchange.statistics.labels import one_line
from tests.exchange.portable_projects import portable_projects
from tests.exchange.statistics.hostile_project import LEVELS, hostile_project, uid
from tests.exchange.statistics.written_files import counted_of, written
from tests.outside import run

COMPLAINT = re.compile(r"(?m)^\S+?:\d+(?:\.\d+)?(?:-\S+)?: (?:error|warning|note)|\bwarning:|\berror:")


def complaints_and_output(folder: Path, syntax: str, *more: str) -> str:
    """Run a syntax file that was written, and more after it; return what PSPP printed."""
    own = folder / "alt.sps"
    own.write_text(
        (folder / syntax).read_text(encoding="utf-8-sig") + "\n".join(more) + "\n", encoding="utf-8-sig"
    )
    printed = run("pspp", "--syntax-encoding=UTF-8", own.name, "-o", "-", "-O", "format=csv", folder=folder)
    assert not COMPLAINT.search(printed), printed[:3000]
    return printed


def sums(folder: Path, suffix: str, names: list[str]) -> dict[str, tuple[int, int]]:
    """Let PSPP count the valid values and the ones of variables."""
    renamed = [f"v{place}" for place, _name in enumerate(names)]
    listed = " ".join(f"s{each}" for each in renamed)
    complaints_and_output(
        folder,
        "ut.sps",
        "COMPUTE all_rows = 1.",
        "AGGREGATE OUTFILE=* /BREAK=all_rows",
        *(f"  /n{new} = N({old}) /s{new} = SUM({old})" for new, old in zip(renamed, names, strict=True)),
        ".",
        f"FORMATS {listed} (F8.0).",
        f"SAVE TRANSLATE /OUTFILE='sums_{suffix}.csv' /TYPE=CSV /FIELDNAMES /REPLACE.",
    )
    with (folder / f"sums_{suffix}.csv").open(encoding="utf-8") as file:
        row = next(csv.DictReader(file))
    return {
        old: (int(float(row[f"n{new}"])), int(float(row[f"s{new}"] or 0)))
        for new, old in zip(renamed, names, strict=True)
    }


def variables(folder: Path) -> list[dict[str, str]]:
    """Return the list of variables."""
    with (folder / "ut_variabler.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def expected(project: PortableProject, question: str, code: str) -> tuple[int, int]:
    """Count how many answers are coded, and how many have a code."""
    answers = {each.uid for each in project.answers if each.question == question}
    counted = {answer: codes for answer, codes in counted_of(project).codes.items() if answer in answers}
    return len(counted), sum(code in codes for codes in counted.values())


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["sav", "csv"])
def test_pspp_counts_what_we_count(tmp_path: Path, suffix: str) -> None:
    project = hostile_project()
    written(tmp_path / f"ut.{suffix}", project)
    codes = [each for each in variables(tmp_path) if each["role"] == "code"]
    assert len(codes) == 2 * 11
    found = sums(tmp_path, suffix, [each["variable"] for each in codes])
    for each in codes:
        assert found[each["variable"]] == expected(project, each["question"], each["uid"])
    assert sum(ones for _n, ones in found.values()) > 100


@pytest.mark.slow
def test_pspp_shows_labels_missing_values_and_sets(tmp_path: Path) -> None:
    written(tmp_path / "ut.sav", hostile_project())
    printed = complaints_and_output(tmp_path, "ut.sps", "DISPLAY DICTIONARY.", "DISPLAY DOCUMENTS.")
    rows = list(csv.reader(printed.splitlines()))
    cells = {cell for row in rows for cell in row}
    assert "q1: Samarbeid – Tettere oppfølging" in cells
    assert "q1: `shell rm' \"sitat\" 'enkel' $makro" in cells
    assert "q1: /* kommentar */ // slutt" in cells
    assert any(cell.startswith("q1: ææ") and cell.endswith("… [q1_k009]") for cell in cells)
    assert any("-99; -98" in cell for cell in cells)
    assert any("-6 THRU -3" in cell for cell in cells)
    assert {one_line(level) for level in LEVELS} <= cells
    assert {"$q1_koder", "$q1_tema", "$and_koder"} <= cells
    assert any("prøve 1" in cell for cell in cells)


@pytest.mark.slow
def test_pspp_finds_the_sets_in_the_file_itself(tmp_path: Path) -> None:
    written(tmp_path / "ut.sav", hostile_project(), sets_in_file=True)
    (tmp_path / "les.sps").write_text("GET FILE='ut.sav'.\n", encoding="utf-8")
    printed = complaints_and_output(tmp_path, "les.sps", "MRSETS /DISPLAY NAME=ALL.")
    assert "$q1_koder" in printed.lower()
    assert "q1_k011" in printed
    assert "and_k011" in printed


@pytest.mark.slow
@given(project=portable_projects())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_pspp_takes_any_project_without_a_complaint(project: PortableProject) -> None:
    for suffix in ("sav", "csv"):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            written(folder / f"ut.{suffix}", project)
            complaints_and_output(folder, "ut.sps", "DISPLAY DICTIONARY.")


@pytest.mark.slow
def test_pspp_tells_many_long_texts_of_like_names_apart(tmp_path: Path) -> None:
    whole = hostile_project()
    keys = [f"hva_skal_til_{number}" for number in range(1, 13)]
    project = replace(
        whole,
        questions=tuple(replace(whole.questions[0], uid=uid("q", key), key=key) for key in keys),
        answers=tuple(
            PortableAnswer(uid("a", key), key, "001", "2016", f"{key} " + "æ" * 3_000) for key in keys
        ),
        coded=(),
        codings=(),
    )
    written(tmp_path / "ut.sav", project)
    (tmp_path / "les.sps").write_text("GET FILE='ut.sav'.\n", encoding="utf-8")
    texts = [f"{key}_svar" for key in keys]
    starts = [
        f"STRING s{number} (A20).\nCOMPUTE s{number} = SUBSTR({name}, 1, 16)."
        for number, name in enumerate(texts)
    ]
    printed = complaints_and_output(tmp_path, "les.sps", *starts, "SELECT IF s0 <> ''.", "LIST s0 TO s11.")
    assert [cell.split(" ")[0] for cell in printed.splitlines()[-1].split(",")] == keys
