"""Generated surveys: any size, the same bytes for the same seed, and the program takes them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from benchmarks.make_survey import make_survey
from coder.domain.errors import ProblemsError
from coder.exchange.roles import Roles
from coder.exchange.survey import read_survey
from coder.exchange.table_file import read_table
from coder.store.project import create_project
from coder.store.unit_of_work import writing
from coder.usecases.exchange.codings_files import import_codings, read_codings_file
from coder.usecases.survey.importing import import_survey


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        make_survey(tmp_path / name, units=20, questions=2, waves=2, seed=7)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()


def test_as_many_units_questions_waves_and_codes_as_wished(tmp_path: Path) -> None:
    make_survey(tmp_path, units=30, questions=3, waves=2, codes=50, codings=200)
    with (tmp_path / "survey.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 60
    assert {row["aar"] for row in rows} == {"2025", "2026"}
    assert {"q01", "q02", "q03"} <= rows[0].keys()
    with (tmp_path / "codebook_q01.csv").open(encoding="utf-8", newline="") as file:
        assert len({row["code"] for row in csv.DictReader(file)}) == 50


@pytest.mark.slow
def test_the_program_takes_what_was_made(tmp_path: Path) -> None:
    make_survey(tmp_path, units=25, questions=1)
    engine = create_project(str(tmp_path / "p.sqlite"), "p")
    table = read_table(tmp_path / "survey.csv")
    survey = read_survey(table, Roles(id="respondent_id", questions=("q01",), wave_column="aar"))
    assert survey.problems == ()
    with writing(engine, coder_id=None, operation="import_survey") as work:
        report = import_survey(work, survey)
    with writing(engine, coder_id=None, operation="import_codings") as work:
        try:
            codings = import_codings(
                work, "q01", read_codings_file(tmp_path / "codings_q01.csv"), own_name="x", create_codes=True
            )
        except ProblemsError as error:
            raise AssertionError(str(error)) from error
    assert codings.answers == report.new_answers > 15
