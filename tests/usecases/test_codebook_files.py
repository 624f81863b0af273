"""Codebook files taken in and written: exact round trips, and what a second import does."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from coder.domain.codebook import CodeKind, CodeNameError, CodeRow, CodeText, checked_name
from coder.domain.errors import ProblemsError
from coder.exchange.codebook.rows import CodebookFile
from coder.store.codes import codes_of
from coder.store.unit_of_work import Writing
from coder.usecases.codebook.files import (
    DocumentGivenError,
    NoCodebookFileError,
    UnknownFormatError,
    export_codebook,
    find_codebook_file,
    read_codebook,
)
from coder.usecases.codebook.growth import add_code, define_code
from coder.usecases.codebook.importing import CodebookImport, foresee_import, import_codebook
from coder.usecases.codebook.merge import merge_codes
from coder.usecases.codebook.settings import SeveralCodesError, restore_code, retire_code, set_exclusive
from tests.builders import SmallProject, act, ask, code_answer, faults, new_project, question, small_project
from tests.usecases.codebooks import code, code_id, codes, done_and_taken_back, paths, state


def rows(*written: str, **about: object) -> CodebookFile:
    """Make a file of codes by their paths."""
    made = [CodeRow(tuple(each.split(" > ")), row=number) for number, each in enumerate(written, 2)]
    return CodebookFile("liste.csv", tuple(made), **about)  # type: ignore[arg-type]


def take_in(project: SmallProject, file: CodebookFile) -> CodebookImport:
    book = question(project.engine).codebook_id
    return done_and_taken_back(project, "import_codebook", lambda work: import_codebook(work, book, file))


@pytest.mark.slow
def test_codes_are_added_in_the_order_of_the_file_under_headings(project_url: str) -> None:
    project = small_project(project_url, codes=["Annet"])
    done = take_in(project, rows("NAV > Møter", "NAV > Penger", "Tid", "DPS > Vakt > Natt"))
    assert done.added == (
        "NAV",
        "NAV > Møter",
        "NAV > Penger",
        "Tid",
        "DPS",
        "DPS > Vakt",
        "DPS > Vakt > Natt",
    )
    assert paths(project.engine) == ["Annet", *done.added]
    made = codes(project.engine)[1:]
    assert [each.codable for each in made] == [False, True, True, True, False, False, True]
    assert all(each.from_file for each in made)


def test_names_that_speak_of_a_kind_are_told_where_the_file_tells_none(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite", codes=["Bil"])
    file = rows("NAV > Møter", "Annet", "Vet ikke/usikker", "Uklart svar", "Annet arbeid", "Bil")
    done = take_in(project, file)
    [told] = done.notices
    assert told.startswith("«Annet» (other), «Vet ikke/usikker» (don't know), «Uklart svar» (not codable): ")
    assert "--kind" in told
    assert {each.kind for each in codes(project.engine)} == {CodeKind.ORDINARY}
    kinds = (CodeRow(("Veit ikkje",), CodeKind.DONT_KNOW, said=frozenset({"kind"})), CodeRow(("Anna",)))
    assert take_in(project, CodebookFile("b.csv", kinds)).notices == ()


@pytest.mark.slow
def test_a_theme_with_a_row_of_its_own_is_what_the_row_says(project_url: str) -> None:
    project = small_project(project_url, codes=[])
    take_in(project, rows("NAV > Møter", "NAV"))
    assert code(project.engine, "NAV").codable


@pytest.mark.slow
def test_the_same_file_again_changes_nothing(project_url: str) -> None:
    project = small_project(project_url)
    book = question(project.engine).codebook_id
    file = rows("NAV > Møter", "Tid")
    take_in(project, file)
    before = state(project.engine)
    again = act(
        project.engine, project.ola, "import_codebook", lambda work: import_codebook(work, book, file)
    )
    assert (again.added, again.updated, again.notices) == ((), (), ())
    assert state(project.engine) == before


@pytest.mark.slow
def test_texts_that_differ_are_updated_and_listed_and_nothing_removed(project_url: str) -> None:
    project = small_project(project_url)
    act(
        project.engine,
        project.kari,
        "define_code",
        lambda work: define_code(
            work,
            project.codes[0],
            definition="Gammelt",
            use_when="alltid",
            examples=["ett"],
            aliases=["NAV"],
            kind=CodeKind.OTHER,
        ),
    )
    text = CodeText(definition="Nytt", examples=("to",), labels={"nn": "Samarbeid"})
    done = take_in(project, CodebookFile("liste.csv", (CodeRow(("Samarbeid",), text=text),)))
    assert done.updated == (("Samarbeid", ("definition", "examples", "labels")),)
    assert done.notices == ("«Samarbeid» is updated: definition, examples, labels.",)
    after = code(project.engine, "Samarbeid")
    assert after.text == CodeText("Nytt", "alltid", "", ("ett", "to"), ("NAV",), {"nn": "Samarbeid"})
    # The file says nothing of the kind, so it stays.
    assert after.kind is CodeKind.OTHER
    assert len(paths(project.engine)) == 3


@pytest.mark.slow
def test_a_code_merged_away_here_does_not_come_back(project_url: str) -> None:
    project = small_project(project_url, codes=["A", "A > A1", "B"])
    act(
        project.engine,
        project.kari,
        "merge_codes",
        lambda work: merge_codes(work, [project.codes[0]], project.codes[2]),
    )
    done = take_in(project, rows("A", "A > A1", "A > A2", "B > A2", "B"))
    assert done.added == ("A > A2",)
    assert done.notices == ("«A» was merged into «B» here and is left out.",)
    assert paths(project.engine) == ["B", "B > A1", "B > A2"]


@pytest.mark.slow
def test_a_retired_code_stays_retired_and_nothing_new_comes_under_it(project_url: str) -> None:
    project = small_project(project_url, codes=["A", "B"])
    act(project.engine, project.kari, "retire_code", lambda work: retire_code(work, project.codes[0]))
    book = question(project.engine).codebook_id
    before = state(project.engine)
    with pytest.raises(ProblemsError, match=r"liste\.csv, row 3, column theme: «A» is retired"):
        act(
            project.engine,
            project.kari,
            "import_codebook",
            lambda work: import_codebook(work, book, rows("C", "A > A1")),
        )
    assert state(project.engine) == before
    assert take_in(project, rows("A", "C")).added == ("C",)
    assert code(project.engine, "A").retired is not None


@pytest.mark.slow
def test_what_comes_under_a_code_retired_in_the_file_is_retired_too(project_url: str) -> None:
    project = small_project(project_url, codes=[])
    file = CodebookFile("liste.csv", (CodeRow(("A",), retired=True), CodeRow(("A", "B", "C"))))
    take_in(project, file)
    assert all(each.retired is not None for each in codes(project.engine))
    act(
        project.engine,
        project.kari,
        "restore_code",
        lambda work: restore_code(work, code_id(project.engine, "A")),
    )
    assert all(each.retired is None for each in codes(project.engine))


@pytest.mark.slow
def test_problems_are_foreseen_and_stop_everything(project_url: str, tmp_path: Path) -> None:
    project = small_project(project_url)
    path = tmp_path / "liste.csv"
    path.write_text("code,colour\nNy,\nFarge,blå\n,\nAnnen,#12\n", "utf-8")
    file = read_codebook(path)
    book = question(project.engine).codebook_id
    foreseen = ask(project.engine, lambda work: foresee_import(work, book, file))
    assert [(each.row, each.column) for each in foreseen.problems] == [(3, "colour"), (5, "colour")]
    before = state(project.engine)
    with pytest.raises(ProblemsError):
        act(
            project.engine,
            project.kari,
            "import_codebook",
            lambda work: import_codebook(work, book, file),
        )
    assert state(project.engine) == before


@pytest.mark.slow
def test_a_file_may_make_the_codebook_exclusive(project_url: str) -> None:
    project = small_project(project_url)
    take_in(project, rows("Ny", exclusive=True))
    assert question(project.engine).exclusive


def test_but_not_where_answers_have_several_codes(project_url: str) -> None:
    project = small_project(project_url)
    for each in project.codes[:2]:
        code_answer(project.engine, project.answers[0], each, project.kari)
    book = question(project.engine).codebook_id
    with pytest.raises(SeveralCodesError):
        act(
            project.engine,
            project.kari,
            "import_codebook",
            lambda work: import_codebook(work, book, rows("Ny", exclusive=True)),
        )
    assert len(paths(project.engine)) == 3


def test_a_starter_codebook_is_found_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    shipped = find_codebook_file("arbeidstiltak")
    assert shipped.name == "arbeidstiltak.csv"
    assert find_codebook_file("codebooks/arbeidstiltak.csv") == shipped
    Path("arbeidstiltak.csv").write_text("code\nMin egen\n")
    assert find_codebook_file("arbeidstiltak.csv") == Path("arbeidstiltak.csv")
    with pytest.raises(NoCodebookFileError, match="arbeidstiltak, individuell_plan"):
        find_codebook_file("finnes_ikke")


@pytest.mark.slow
def test_formats_that_are_not_there_are_said_so(project_url: str, tmp_path: Path) -> None:
    project = small_project(project_url)
    book = question(project.engine).codebook_id
    with pytest.raises(UnknownFormatError):
        read_codebook(tmp_path / "x.ini")
    with pytest.raises(UnknownFormatError):
        ask(project.engine, partial(export_codebook, codebook_id=book, path=tmp_path / "x.docx"))
    assert list(tmp_path.glob("x.*")) == []


def test_a_codebook_leaves_as_qdc_with_its_uids_and_what_is_lost(project_url: str, tmp_path: Path) -> None:
    project = small_project(project_url)
    book = question(project.engine).codebook_id
    path = tmp_path / "x.qdc"
    written = ask(project.engine, partial(export_codebook, codebook_id=book, path=path))
    codes = ask(project.engine, lambda work: codes_of(work, book))
    text = path.read_text()
    assert written.codes == text.count("<Code ") == len(codes)
    assert all(f'name="{code.name}"' in text for code in codes)
    assert all(code.uid[-12:] in text for code in codes)
    assert written.losses == ()


def is_name(text: str) -> bool:
    try:
        checked_name(text)
    except CodeNameError:
        return False
    return True


TEXT = st.text(max_size=30).filter(lambda text: "\0" not in text)
NAMES = st.text(min_size=1, max_size=8).filter(is_name)


@dataclass(frozen=True)
class Planned:
    """A code to be made: where, and with what."""

    under: int
    name: str
    about: dict[str, object]
    retired: bool


PLANNED = st.builds(
    Planned,
    st.integers(0, 99),
    NAMES,
    st.fixed_dictionaries(
        {"codable": st.booleans()},
        optional={
            "kind": st.sampled_from(CodeKind),
            "definition": TEXT,
            "use_when": TEXT,
            "not_when": TEXT,
            "examples": st.lists(TEXT, max_size=2),
            "aliases": st.lists(TEXT, max_size=2),
            "labels": st.dictionaries(st.sampled_from(["nb", "nn", "en"]), TEXT),
            "colour": st.sampled_from(["#0072b2", "#FFF"]),
        },
    ),
    st.booleans(),
)


@pytest.fixture(scope="module")
def several_codebooks(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """Give a project whose codebooks are as good as those of new projects, and quicker made."""
    return new_project(tmp_path_factory.mktemp("several") / "project.sqlite")


@given(planned=st.lists(PLANNED, min_size=1, max_size=8), exclusive=st.booleans(), merging=st.booleans())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@pytest.mark.slow
def test_exported_imported_elsewhere_and_exported_again_gives_the_same_bytes(
    several_codebooks: Engine,
    tmp_path: Path,
    planned: list[Planned],
    exclusive: bool,
    merging: bool,
) -> None:
    first = act(several_codebooks, None, "build", lambda work: built(work, planned, exclusive, merging))
    for name in ("liste.csv", "liste.toml"):
        path, again = tmp_path / name, tmp_path / f"igjen_{name}"
        ask(several_codebooks, partial(export_codebook, codebook_id=first, path=path))

        def elsewhere(work: Writing, path: Path = path) -> int:
            book = new_codebook(work)
            import_codebook(work, book, read_codebook(path))
            return book

        second = act(several_codebooks, None, "import_codebook", elsewhere)
        ask(several_codebooks, partial(export_codebook, codebook_id=second, path=again))
        assert again.read_bytes() == path.read_bytes()
        imported = act(
            several_codebooks,
            None,
            "import_codebook",
            partial(import_codebook, codebook_id=first, file=read_codebook(path)),
        )
        assert (imported.added, imported.updated) == ((), ())


def new_codebook(work: Writing) -> int:
    return work.create("codebook", name=f"bok {work.number} {len(work.changes)}", exclusive=0)


def built(work: Writing, planned: list[Planned], exclusive: bool, merging: bool) -> int:
    """Make a codebook through the same operations as people do."""
    book = new_codebook(work)
    made: list[tuple[int, tuple[str, ...]]] = []
    for each in planned:
        above = (None, *made)[each.under % (len(made) + 1)]
        path = (*(above[1] if above else ()), each.name.strip())
        made.append((add_code(work, book, " > ".join(path), **each.about), path))  # type: ignore[arg-type]
    if merging and len(made) > 2 and made[0][0] != made[-1][0]:
        # The last one made has nothing under it, unless it was there before.
        last = made.pop()
        if all(last[0] != other[0] for other in made):
            act_target = made[0][0]
            define_code(work, act_target, codable=True)
            merge_codes(work, [last[0]], act_target)
    for each, (made_id, _path) in zip(planned, made, strict=False):
        if each.retired:
            retire_code(work, made_id)
    set_exclusive(work, book, exclusive)
    return book


@pytest.mark.slow
def test_a_large_codebook_is_whole_after_a_round_trip_through_a_workbook(tmp_path: Path) -> None:
    project = small_project(tmp_path / "project.sqlite", codes=[])
    take_in(project, rows(*(f"Tema {n % 7} > Under {n % 3} > Kode {n}" for n in range(200))))
    book = question(project.engine).codebook_id
    ask(project.engine, lambda work: export_codebook(work, book, tmp_path / "liste.xlsx"))
    foreseen = ask(
        project.engine, lambda work: foresee_import(work, book, read_codebook(tmp_path / "liste.xlsx"))
    )
    assert (foreseen.added, foreseen.updated, foreseen.problems) == ((), (), ())
    assert faults(project.engine) == []


def test_new_codes_under_a_name_that_is_there_are_told(project_url: str) -> None:
    project = small_project(project_url)
    made = take_in(project, rows("Tid > Ressurser", "Annet"))
    assert made.doubled == ("Tid > Ressurser",)
    assert any("«Tid > Ressurser»: a code of the same name is there already" in each for each in made.notices)


def test_a_name_the_file_has_in_both_places_is_meant(project_url: str) -> None:
    project = small_project(project_url)
    assert take_in(project, rows("Ressurser", "Tid > Ressurser")).doubled == ()


def test_of_a_document_it_is_told_how_its_table_gets_in(tmp_path: Path) -> None:
    (tmp_path / "kodebok.docx").write_bytes(b"PK")
    with pytest.raises(DocumentGivenError, match="theme, code, definition"):
        read_codebook(tmp_path / "kodebok.docx")
