"""Real answers read under their headings: all that was coded comes out, and the counts are the table's."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import Engine

from coder.store.check import findings
from coder.store.questions import question_named
from coder.usecases.report.analyses import write_analysis
from coder.usecases.report.live_figures import Figures
from coder.usecases.report.passages import move_passages
from coder.usecases.report.theme_outline import outline_of
from coder.usecases.report.theme_reading import ThemeReading, theme_reading
from coder.usecases.tables.frequency_table import frequency_table
from tests.builders import act, ask, undo
from tests.usecases.small_projects import QUESTION, imported, small_project

Row = tuple[str, str, str, str]
"""Respondent, path of the code, start and end; empty where the code stands on the whole answer."""

SETS = [
    ("arbeidstiltak", "arbeidstiltak.csv", "hva_skal_til"),
    ("opptrappingsplan", "opptrappingsplan.csv", "forventninger"),
]


def coded(shared_data: Path, tmp_path: Path, name: str, survey: str, column: str) -> Engine:
    """Make a project of the real codings of one coder."""
    with (shared_data / survey).open(encoding="utf-8-sig", newline="") as file:
        answers = [row for row in csv.DictReader(file) if row["aar"] == "2016" and row[column].strip()]
    with (shared_data / "gold" / f"codebook_{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        codes = [" > ".join(filter(None, (row["theme"], row["code"]))) for row in csv.DictReader(file)]
    texts = {row["respondent_id"]: row[column] for row in answers}
    engine = small_project(str(tmp_path / "p.sqlite"), texts, codes)
    imported(engine, shared_data / "gold" / f"{name}_codings.csv", only_coder="A", own_name="A")
    return engine


def read(engine: Engine) -> ThemeReading:
    return ask(engine, lambda work: theme_reading(work, question_named(work, QUESTION).id))


def rows_of(reading: ThemeReading) -> list[Row]:
    found = []
    for heading in reading.headings:
        for passage in heading.passages if heading.code else ():
            assert heading.code is not None
            span = ("", "") if passage.span is None else tuple(map(str, passage.span))
            found.append((passage.respondent_id, heading.code.written_path, span[0], span[1]))
    return found


@pytest.mark.slow
@pytest.mark.parametrize(("name", "survey", "column"), SETS)
def test_every_real_excerpt_is_read_once(
    shared_data: Path, tmp_path: Path, name: str, survey: str, column: str
) -> None:
    engine = coded(shared_data, tmp_path, name, survey, column)
    with (shared_data / "gold" / f"{name}_codings.csv").open(encoding="utf-8-sig", newline="") as file:
        put_in = [
            (
                row["respondent_id"],
                " > ".join(filter(None, (row["theme"], row["code"]))),
                row["start"],
                row["end"],
            )
            for row in csv.DictReader(file)
            if row["coder"] == "A" and row["code"]
        ]
    assert Counter(rows_of(read(engine))) == Counter(set(put_in))


@pytest.mark.slow
@pytest.mark.parametrize(("name", "survey", "column"), SETS)
def test_headings_of_real_answers_count_as_the_table_does(
    shared_data: Path, tmp_path: Path, name: str, survey: str, column: str
) -> None:
    engine = coded(shared_data, tmp_path, name, survey, column)
    reading, table = read(engine), frequency_table(engine, QUESTION)
    counts = {row.id: row.count for row in table.rows}
    shown = {each.code.uid: each.count for each in reading.headings if each.code is not None}
    assert reading.base == table.base
    assert {uid: count for uid, count in counts.items() if count} == {
        str(uid): count for uid, count in shown.items() if count and uid in counts
    }


@pytest.mark.slow
def test_a_real_theme_is_sorted_anew_and_its_note_follows(shared_data: Path, tmp_path: Path) -> None:
    engine = coded(shared_data, tmp_path, *SETS[1])
    before = read(engine)
    first, second = [each for each in before.headings if each.code is not None][:2]
    assert first.code is not None
    assert second.code is not None
    name, target = second.code.name, second.code.id
    note = f"{{antall:{name}}} av {{N}}"
    asked = before.question.id
    act(engine, 2, "write_analysis", lambda work: write_analysis(work, asked, target, note))

    def filled() -> str:
        codes = ask(engine, lambda work: outline_of(work, asked)).codes
        return Figures(frequency_table(engine, QUESTION), codes).filled(note).text

    assert filled() == f"{second.count} av {before.base}"
    keys = [passage.key for passage in first.passages]
    act(engine, 2, "move_passage", lambda work: move_passages(work, keys, target))
    both = {key.answer_id for key in keys} | {passage.answer_id for passage in second.passages}
    assert filled() == f"{len(both)} av {before.base}"
    assert ask(engine, findings) == []
    undo(engine, 2)
    assert rows_of(read(engine)) == rows_of(before)
