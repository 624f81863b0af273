"""Who made codes, and at which answer."""

from __future__ import annotations

from pathlib import Path

from coder.store.births import Birth, births_of
from coder.store.unit_of_work import Writing
from coder.usecases.codebook.growth import add_code
from coder.usecases.coding.setting import set_code
from tests.builders import act, ask, small_project


def test_a_code_made_for_an_answer_knows_it_and_one_made_by_itself_does_not(tmp_path: Path) -> None:
    p = small_project(tmp_path / "a.sqlite", codes=())

    def make_and_set(work: Writing) -> int:
        code_id = add_code(work, 1, "Ny")
        set_code(work, p.answers[2], code_id, p.kari)
        return code_id

    for_answer = act(p.engine, p.kari, "add_code", make_and_set)
    alone = act(p.engine, p.ola, "add_code", lambda work: add_code(work, 1, "Anna"))
    found = ask(p.engine, lambda work: births_of(work, 1))
    assert found == {for_answer: Birth("kari", p.answers[2]), alone: Birth("ola")}


def test_codes_that_came_with_a_file_were_not_made_here(tmp_path: Path) -> None:
    p = small_project(tmp_path / "a.sqlite", codes=())
    act(p.engine, p.kari, "import_codebook", lambda work: add_code(work, 1, "Fila", from_file=True))
    assert ask(p.engine, lambda work: births_of(work, 1)) == {}
