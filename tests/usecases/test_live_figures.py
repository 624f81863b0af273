"""Live figures say what the table says, or why they do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.store.codes import codes_of
from coder.usecases.codebook.merge import merge_codes
from coder.usecases.report.live_figures import Figures, FilledNote
from coder.usecases.tables.frequency_table import frequency_table
from tests.builders import SmallProject, act, ask, code_answer, finish, question, small_project
from tests.made_once import made_once

CODES = ("Ressurser > Tid", "Ressurser > Annet", "Samarbeid > Annet", "Samarbeid > Møter")


@pytest.fixture
@made_once
def project(tmp_path: Path) -> SmallProject:
    p = small_project(tmp_path / "p.sqlite", texts=["Tid og møter."] * 24, codes=CODES)
    for place, answer in enumerate(p.answers):
        code_answer(p.engine, answer, p.codes[0 if place < 15 else 3], p.kari)
        finish(p.engine, answer, p.kari)
    return p


def filled(p: SmallProject, text: str) -> FilledNote:
    table = frequency_table(p.engine, "hva_skal_til")
    codes = ask(p.engine, lambda work: codes_of(work, question(p.engine).codebook_id))
    return Figures(table, codes).filled(text)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("{antall:Tid} av {N}", "15 av 24"),
        ("{tal:ressurser > tid} av {n}", "15 av 24"),
        ("{prosent:Ressurser} prosent", "63 prosent"),
        ("{count:Samarbeid > Møter}", "9"),
        ("uten tall", "uten tall"),
    ],
)
def test_figures_are_those_of_the_table(project: SmallProject, written: str, read: str) -> None:
    assert filled(project, written) == FilledNote(read)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("{antall:Tidd}", "Tid"),
        ("{antall:Annet}", "Ressurser > Annet"),
        ("{antal:Tid}", "not filled in"),
    ],
)
def test_a_name_that_leads_nowhere_is_told_and_stands(project: SmallProject, written: str, why: str) -> None:
    found = filled(project, f"Her: {written}.")
    assert found.text == f"Her: {written}."
    assert len(found.problems) == 1
    assert why in found.problems[0]


def test_a_merged_code_s_name_leads_to_what_it_has_become(project: SmallProject) -> None:
    p = project
    act(p.engine, p.kari, "merge_codes", lambda w: merge_codes(w, [p.codes[3]], p.codes[0]))
    assert filled(p, "{antall:Møter}") == FilledNote("24")


def test_a_small_base_has_counts_and_no_percentages(tmp_path: Path) -> None:
    p = small_project(tmp_path / "p.sqlite", texts=["Tid"], codes=("Tid",))
    code_answer(p.engine, p.answers[0], p.codes[0], p.kari)
    finish(p.engine, p.answers[0], p.kari)
    found = filled(p, "{antall:Tid}: {prosent:Tid}")
    assert found.text == "1: {prosent:Tid}"
    assert "count" in found.problems[0]
