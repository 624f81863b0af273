"""What is kept for the report: outcomes that follow merges, exports that stay, rules that are held."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.store.check import findings
from coder.store.exports import Export, exports_of, record_export
from coder.store.history import last_number
from coder.store.layers import layers_of
from coder.store.outcomes import outcomes_of
from coder.store.undo import BuiltUponError
from coder.store.unit_of_work import Writing, writing
from coder.usecases.codebook.growth import add_code
from coder.usecases.codebook.merge import merge_codes
from tests.builders import SmallProject, act, ask, faults, small_project, undo


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return small_project(tmp_path / "p.sqlite")


def uid_of(p: SmallProject, code_id: int) -> str:
    return ask(p.engine, lambda work: work.records.uids_of("code", [code_id])[0])


@pytest.mark.slow
def test_an_outcome_follows_codes_that_are_merged(project: SmallProject) -> None:
    p = project
    uids = [uid_of(p, each) for each in p.codes[:2]]
    act(
        p.engine,
        p.kari,
        "save_outcome",
        lambda w: w.create("outcome", question=p.question_id, name="Hjelp", codes=uids),
    )
    act(p.engine, p.kari, "merge_codes", lambda w: merge_codes(w, [p.codes[0]], p.codes[2]))
    [outcome] = ask(p.engine, lambda work: outcomes_of(work, p.question_id))
    assert outcome.code_ids == (p.codes[2], p.codes[1])
    assert faults(p.engine) == []


@pytest.mark.slow
def test_a_code_that_a_layer_names_cannot_be_taken_back(project: SmallProject) -> None:
    p = project
    codebook = ask(p.engine, lambda work: work.connection.exec_driver_sql("SELECT id FROM codebook").scalar())
    made = act(p.engine, p.ola, "add_code", lambda w: add_code(w, int(codebook or 0), "Ny kode"))
    content = {"folds": {"Annet": [uid_of(p, made)]}}
    act(
        p.engine,
        p.kari,
        "save_layer",
        lambda w: w.create("layer", question=p.question_id, name="Rapport", content=content),
    )
    with pytest.raises(BuiltUponError, match="kari"):
        undo(p.engine, p.ola)
    undo(p.engine, p.kari)
    undo(p.engine, p.ola)
    assert ask(p.engine, lambda work: layers_of(work, p.question_id)) == []
    assert faults(p.engine) == []


def test_an_export_is_a_fact_with_its_moment_and_without_its_folder(project: SmallProject) -> None:
    p = project
    before = ask(p.engine, last_number)
    export = Export(
        "table", p.question_id, "docx", "/hemmelig/mappe/tabell.docx", {"by": []}, min_cell=5, cells=[1]
    )
    with writing(p.engine, coder_id=p.kari, operation="export") as work:
        record_export(work, export)
    [found] = ask(p.engine, lambda work: exports_of(work, p.question_id))
    assert (found.file, found.entry, found.coder_id) == ("tabell.docx", before, p.kari)
    assert (found.min_cell, found.cells, found.options, found.has_text) == (5, [1], {"by": []}, False)
    assert ask(p.engine, last_number) == before
    assert exports_of_other(p) == []


def exports_of_other(p: SmallProject) -> list[Export]:
    return ask(p.engine, lambda work: exports_of(work, p.question_id + 1))


@pytest.mark.parametrize(
    "what",
    [
        {"start": 0, "end": 9_999},
        {"start": 5, "end": 5},
    ],
)
def test_check_finds_a_passage_outside_its_text(project: SmallProject, what: dict[str, int]) -> None:
    p = project

    def star(work: Writing) -> None:
        work.create("passage", answer=p.answers[0], code=p.codes[0], starred=1, **what)

    act(p.engine, p.kari, "star_passage", star)
    assert ["outside" in each for each in ask(p.engine, findings)] == [True]


@pytest.mark.slow
def test_check_finds_two_passages_at_one_place(project: SmallProject) -> None:
    p = project
    for _each in range(2):
        act(
            p.engine,
            p.kari,
            "star_passage",
            lambda w: w.create("passage", answer=p.answers[0], code=p.codes[0], starred=1),
        )
    assert ["two passages" in each for each in ask(p.engine, findings)] == [True]
