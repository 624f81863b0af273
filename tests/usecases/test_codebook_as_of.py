from functools import partial
from pathlib import Path
from time import process_time

import pytest

from coder.domain.codebook import Code
from coder.store.codes_as_of import codes_as_of
from coder.store.history import UnknownMomentError, last_number
from coder.store.unit_of_work import Writing
from coder.usecases.codebook.as_of import CodebookThen, Difference, Since, codebook_then, named_moments
from coder.usecases.codebook.growth import add_code, define_code, rename_code
from coder.usecases.codebook.merge import merge_codes
from coder.usecases.codebook.order import move_code
from coder.usecases.codebook.settings import retire_code
from coder.usecases.codebook.show import codebook_view
from coder.usecases.codebook.split import split_code
from tests.builders import SmallProject, act, ask, question, small_project, undo
from tests.usecases.codebooks import code_id, codes


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return small_project(tmp_path / "p.sqlite", codes=["Tid > Frister", "Tid > Kø", "Folk", "Penger"])


def last(project: SmallProject) -> int:
    return ask(project.engine, last_number)


def compared(project: SmallProject, number: int) -> CodebookThen:
    return ask(project.engine, lambda work: codebook_then(work, "hva_skal_til", str(number)))


def worked_over(project: SmallProject) -> None:
    engine, kari = project.engine, project.kari
    act(engine, kari, "rename_code", lambda work: rename_code(work, code_id(engine, "Folk"), "Ansatte"))
    act(
        engine,
        kari,
        "move_code",
        lambda work: move_code(work, code_id(engine, "Penger"), code_id(engine, "Tid")),
    )
    act(
        engine,
        kari,
        "merge_codes",
        lambda work: merge_codes(work, [code_id(engine, "Kø")], code_id(engine, "Frister")),
    )
    book = question(engine).codebook_id
    act(engine, kari, "add_code", lambda work: add_code(work, book, "Ny"))
    act(
        engine,
        kari,
        "define_code",
        lambda work: define_code(work, code_id(engine, "Ansatte"), definition="Folk i arbeid."),
    )


def test_what_became_of_each_code_is_told_from_both_sides(project: SmallProject) -> None:
    before = last(project)
    worked_over(project)
    found = compared(project, before)
    then = {code.name: found.of_then.get(code.uid, ()) for code in found.then}
    now = {code.name: found.of_now.get(code.uid, ()) for code in found.now}
    assert then["Folk"] == (Difference(Since.RENAMED, "Ansatte"), Difference(Since.REDEFINED))
    assert now["Ansatte"] == (Difference(Since.RENAMED, "Folk"), Difference(Since.REDEFINED))
    assert then["Penger"] == (Difference(Since.MOVED, "Tid"),)
    assert now["Penger"] == (Difference(Since.MOVED, "the top"),)
    assert then["Kø"] == (Difference(Since.MERGED, "Frister"),)
    assert "Kø" not in now
    assert now["Ny"] == (Difference(Since.MADE),)
    assert then["Tid"] == now["Tid"] == ()


def test_a_code_whose_making_was_undone_is_told_as_gone(project: SmallProject) -> None:
    book = question(project.engine).codebook_id
    act(project.engine, project.kari, "add_code", lambda work: add_code(work, book, "Feil"))
    with_it = last(project)
    undo(project.engine, project.kari)
    found = compared(project, with_it)
    [gone] = [code for code in found.then if code.name == "Feil"]
    assert found.of_then[gone.uid] == (Difference(Since.GONE),)


def test_a_retired_code_is_told_as_retired(project: SmallProject) -> None:
    before = last(project)
    act(
        project.engine,
        project.kari,
        "retire_code",
        lambda work: retire_code(work, code_id(project.engine, "Folk")),
    )
    found = compared(project, before)
    [code] = [code for code in found.now if code.name == "Folk"]
    assert found.of_now[code.uid] == (Difference(Since.RETIRED),)


@pytest.mark.slow
def test_codes_alone_taken_back_are_those_of_the_whole_project_taken_back(project: SmallProject) -> None:
    worked_over(project)
    engine = project.engine
    act(
        engine,
        project.kari,
        "split_code",
        lambda work: split_code(work, code_id(engine, "Ny"), ["Ny 1", "Ny 2"]),
    )
    book = question(engine).codebook_id
    for number in range(4, last(project) + 1):
        whole = ask(engine, partial(codebook_view, question_key="hva_skal_til", when=str(number))).codes
        alone = ask(engine, partial(codes_as_of, codebook_id=book, number=number))
        assert [_seen(code) for code in alone] == [_seen(code) for code in whole]


def test_a_moment_nobody_knows_is_said_in_words(project: SmallProject) -> None:
    with pytest.raises(UnknownMomentError):
        ask(project.engine, lambda work: codebook_then(work, "hva_skal_til", "i fjor"))


def test_before_the_first_day_there_was_no_code(project: SmallProject) -> None:
    found = ask(project.engine, lambda work: codebook_then(work, "hva_skal_til", "2001-01-01"))
    assert found.then == ()
    assert all(found.of_now[code.uid] == (Difference(Since.MADE),) for code in found.now)


def test_named_moments_come_newest_first(project: SmallProject) -> None:
    for name in ("Utkast", "Rapport"):
        act(project.engine, None, "tag", partial(named, name=name))
    assert [name for name, _number, _at in ask(project.engine, named_moments)] == ["Rapport", "Utkast"]


@pytest.mark.slow
def test_four_thousand_codes_are_compared_without_a_pause(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite", codes=[f"Tema {n}" for n in range(60)])
    act(project.engine, project.kari, "import_codebook", partial(many, project=project))
    before = last(project)
    for each in codes(project.engine)[:40]:
        act(
            project.engine,
            project.kari,
            "rename_code",
            partial(rename_code, code_id=each.id, new_name=each.name + "!"),
        )
    began = process_time()
    found = compared(project, before)
    took = process_time() - began
    assert took < 1.5
    assert len(found.of_now) == 40
    assert len(found.then) == 4_060


def many(work: Writing, project: SmallProject) -> None:
    row = {"codebook": 1, "kind": "ordinary", "codable": 1, "colour": "", "born": work.number, "from_file": 1}
    work.create_many(
        "code",
        [
            {
                **row,
                "parent": project.codes[n % 60],
                "name": f"Kode {n}",
                "position": n,
                "aliases": [],
                "labels": {},
            }
            | {"definition": f"Det som gjelder {n}."}
            for n in range(4_000)
        ],
    )


def named(work: Writing, name: str) -> int:
    return work.create("tag", name=name, entry=work.number)


def _seen(code: Code) -> tuple[object, ...]:
    return code.uid, code.path, code.codable, code.retired, code.text, code.born, code.kind
