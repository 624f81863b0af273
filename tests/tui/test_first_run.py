"""First run: a file chosen, its columns' roles, the import, and nothing left behind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import xlsxwriter

from coder.domain.survey import ColumnFacts
from coder.exchange.roles import Roles
from coder.exchange.table import Table
from coder.store.project import open_project
from coder.store.questions import all_questions
from coder.store.waves import wave_ids
from coder.tui.app import WorkbenchApp
from coder.tui.coding.screen import CodingScreen
from coder.tui.files.ask_file import file_name, in_file_name
from coder.tui.files.file_rows import FileKind, FileRows, UnreadableFolderError
from coder.tui.first_run.lines import cell_lines, column_line, layout_of, no_content_words
from coder.tui.first_run.preview import PreviewScreen
from coder.tui.first_run.roles import Part, RolesDraft
from coder.usecases.session import Session
from coder.usecases.survey.plan import ImportedText
from coder.usecases.survey.preview import HowRead, preview, units_of
from tests.builders import add_answers, add_question, ask, faults, small_project
from tests.tui.desks import seen, shown, until, workbench

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from textual.pilot import Pilot

HEADER = ("id", "år", "størrelse", "hva_skal_til", "dato")
ROWS = [
    ("k1", "2024", "liten", "Vi trenger flere folk. Og bedre tid til oppfølging.", "1.3."),
    ("k2", "2024", "stor", "Tettere samarbeid med Nav om den enkelte innbygger.", "2.3."),
    ("k3", "2024", "liten", "-", "3.3."),
    ("k4", "2024", "stor", "Øremerkede midler til årsverk i de små kommunene våre.", "4.3."),
]
ROLES = Roles(id="id", questions=("hva_skal_til",), attributes=("størrelse",), wave_column="år")


def survey_csv(folder: Path, encoding: str = "utf-8") -> Path:
    file = folder / "undersøkelse.csv"
    lines = [";".join(row) for row in (HEADER, *ROWS)]
    file.write_text("\n".join(lines), encoding=encoding)
    return file


def survey_xlsx(folder: Path) -> Path:
    file = folder / "undersøkelse.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Svar")
        for number, row in enumerate((HEADER, *ROWS)):
            sheet.write_row(number, 0, row)
    return file


def draft(roles: Roles | None = ROLES, **units: str) -> RolesDraft:
    return RolesDraft(HEADER, roles, units)


def table(*rows: tuple[str, ...]) -> Table:
    return Table("a.csv", HEADER, list(rows), list(range(2, len(rows) + 2)))


def test_the_guess_becomes_the_roles_again() -> None:
    found = draft().roles()
    assert found is not None
    assert (found.id, found.questions, found.attributes, found.wave_column) == (
        "id",
        ("hva_skal_til",),
        ("størrelse",),
        "år",
    )


def test_only_one_column_says_who_answered() -> None:
    changed = draft()
    changed.give("dato", Part.ID)
    assert changed.parts["id"] is Part.LEFT_OUT
    assert changed.lacking() == ""


def test_a_question_may_be_coded_sentence_by_sentence() -> None:
    changed = draft()
    changed.give("hva_skal_til", Part.SENTENCES)
    changed.give("dato", Part.QUESTION)
    assert changed.units() == {"hva_skal_til": "sentence", "dato": "answer"}


def test_a_question_of_the_project_keeps_its_unit() -> None:
    assert draft(hva_skal_til="sentence").units() == {"hva_skal_til": "sentence"}


def test_a_file_with_an_answer_a_row_has_no_columns_of_questions() -> None:
    changed = draft()
    changed.give("størrelse", Part.QUESTION_NAME)
    assert changed.parts["hva_skal_til"] is Part.LEFT_OUT
    assert "press t" in changed.lacking()
    changed.give("hva_skal_til", Part.ANSWER)
    found = changed.roles()
    assert found is not None
    assert found.shape == "long"
    assert changed.lacking() == ""


def test_all_rows_may_be_in_one_wave_instead_of_a_column_telling_it() -> None:
    changed = draft()
    changed.set_wave(" 2025 ")
    found = changed.roles()
    assert found is not None
    assert (found.wave, found.wave_column) == ("2025", None)
    changed.give("år", Part.WAVE)
    again = changed.roles()
    assert again is not None
    assert (again.wave, again.wave_column) == ("", "år")


def test_what_lacks_is_said_with_its_key() -> None:
    assert "press i" in draft(None).lacking()
    changed = draft()
    changed.give("hva_skal_til", Part.LEFT_OUT)
    assert "press q" in changed.lacking()


def test_first_rows_stand_beside_each_other_where_there_is_room() -> None:
    wide, narrow = layout_of(table(*ROWS), 136), layout_of(table(*ROWS), 76)
    assert (wide.values, narrow.values) == (3, 1)
    line = shown(column_line(wide, table(*ROWS), draft(), 0, 0, {}), 136)[0]
    assert line.split() == ["id", "who", "answered", "(id)", "k1", "k2", "k3"]


def test_labels_stand_beside_names_and_whole_above_the_cell() -> None:
    label = "Hva skal til for at flere unge blir boende i kommunen etter endt utdanning?"
    found = replace(table(*ROWS), facts={"hva_skal_til": ColumnFacts(label=label)})
    for width in (76, 136):
        line = shown(column_line(layout_of(found, width), found, draft(), 3, 0, {}), width)[0]
        assert line.split()[:5] == ["hva_skal_til", "Hva", "skal", "til", "for"]
        assert "open question" in line
    assert label in shown(cell_lines(found, 3, 0, 136, 3), 136)[0]


def test_a_cell_of_a_megabyte_is_shown_in_a_few_lines() -> None:
    long = table(("k1", "", "", "ord " * 250_000, ""))
    lines = shown(cell_lines(long, 3, 0, 70, 3), 70)
    assert lines[0] == "hva_skal_til, row 2"
    assert len(lines) == 4
    assert lines[-1].endswith("…")


def test_answers_without_content_are_named_once_each() -> None:
    texts = [ImportedText(2, "k1", "", "q", "-"), ImportedText(3, "k2", "", "q", "-")]
    assert no_content_words(texts).startswith("2 answers say nothing by themselves: «-» (2).")


def files_in(folder: Path) -> Path:
    for name in ("b.csv", "a.xlsx", "notat.pdf", ".skjult.csv", "~$a.xlsx"):
        (folder / name).write_text("x")
    (folder / "Årets tall").mkdir()
    (folder / "Årets tall" / "c.csv").write_text("x")
    return folder


def names(rows: FileRows) -> list[str]:
    return [".." if row.kind is FileKind.UP else row.path.name for row in rows.rows]


def picker(folder: Path) -> FileRows:
    rows = FileRows(folder, (".csv", ".xlsx"))
    rows.type("")
    return rows


def test_survey_files_stand_first_and_hidden_ones_nowhere(tmp_path: Path) -> None:
    rows = picker(files_in(tmp_path))
    assert names(rows) == ["..", "a.xlsx", "b.csv", "Årets tall", "notat.pdf"]
    assert rows.row is not None
    assert rows.row.path.name == "a.xlsx"


def test_what_a_project_keeps_beside_itself_is_no_survey_file(tmp_path: Path) -> None:
    for name in ("coder.sqlite", "coder.sqlite-shm", "coder.sqlite-wal", "svar.csv"):
        (tmp_path / name).write_text("x")
    (tmp_path / "coder.sqlite.backups").mkdir()
    assert names(picker(tmp_path)) == ["..", "svar.csv", "coder.sqlite"]


def test_typing_narrows_and_a_typed_path_leads_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = picker(files_in(tmp_path))
    rows.type("års")
    assert names(rows) == []
    rows.type("åre")
    assert names(rows) == ["Årets tall"]
    rows.type("Årets tall/")
    assert names(rows) == ["..", "c.csv"]
    monkeypatch.setenv("HOME", str(tmp_path))
    rows.type("~/b")
    assert names(rows) == ["b.csv"]
    rows.type(".sk")
    assert names(rows) == [".skjult.csv"]


def test_a_folder_that_is_not_there_is_said_and_the_way_up_stays(tmp_path: Path) -> None:
    rows = picker(tmp_path)
    with pytest.raises(UnreadableFolderError, match="cannot be opened"):
        rows.type(str(tmp_path / "borte") + "/")
    assert names(rows) == [".."]


@contextmanager
def working_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.chdir(folder)
    yield folder / "prosjekt.sqlite"


@asynccontextmanager
async def first_run(target: Path) -> AsyncIterator[tuple[WorkbenchApp, Pilot[None]]]:
    session = Session(str(target), "kari")
    app = WorkbenchApp(session, is_first_run=True)
    try:
        async with app.run_test(size=(80, 24)) as pilot:
            yield app, pilot
    finally:
        session.close()


def asked(app: WorkbenchApp) -> str:
    """Return what a dialog asks; nothing where none is open."""
    return seen(app, "#asked") if app.screen.query("#asked") else ""


async def opened(app: WorkbenchApp, pilot: Pilot[None], typed: str) -> PreviewScreen:
    await pilot.press(*typed, "enter")
    await until(pilot, lambda: isinstance(app.screen, PreviewScreen) and app.screen.survey is not None)
    assert isinstance(app.screen, PreviewScreen)
    return app.screen


@pytest.mark.slow
@pytest.mark.parametrize("write", [survey_csv, survey_xlsx])
async def test_from_a_file_to_the_first_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: object
) -> None:
    assert callable(write)
    write(tmp_path)
    with working_in(tmp_path, monkeypatch) as target:
        async with first_run(target) as (app, pilot):
            await opened(app, pilot, "unders")
            assert "open question" in seen(app, "#columns")
            await pilot.press("down", "down", "down", "s", "enter")
            await until(pilot, lambda: "says nothing" in asked(app))
            await pilot.press("n")
            await until(pilot, lambda: "Where shall" in asked(app))
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, CodingScreen) and app.screen.is_ready)
    from coder.store.coders import present_coder
    from coder.usecases.home import counted, home_of

    engine = open_project(str(target))
    kari = present_coder(engine, "kari")
    [asked_of] = ask(engine, home_of).questions
    counts = ask(engine, lambda work: counted(work, kari))[asked_of.id]
    assert (counts.answers, asked_of.unit) == (3, "sentence")
    assert faults(engine) == []


@pytest.mark.slow
async def test_a_file_of_codes_is_named_beside_its_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    survey_csv(tmp_path)
    (tmp_path / "koder.csv").write_text("code\nFolk\nTid\n", encoding="utf-8")
    with working_in(tmp_path, monkeypatch) as target:
        async with first_run(target) as (app, pilot):
            screen = await opened(app, pilot, "unders")
            await pilot.press("c")
            await until(pilot, lambda: "Codes for «hva_skal_til» from which file" in asked(app))
            assert screen.draft.parts["id"] is Part.ID
            await pilot.press(*"koder", "enter")
            await until(pilot, lambda: app.screen is screen and "hva_skal_til" in screen.codebooks)
            assert [row.path for row in screen.codebooks["hva_skal_til"].rows] == [("Folk",), ("Tid",)]
            assert "koder.csv" in seen(app, "#columns")


@pytest.mark.slow
async def test_leaving_at_any_point_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    survey_csv(tmp_path)
    with working_in(tmp_path, monkeypatch) as target:
        async with first_run(target) as (app, pilot):
            await opened(app, pilot, "unders")
            await pilot.press("enter")
            await until(pilot, lambda: bool(app.screen.query("#asked")))
            await pilot.press("l")
            await until(pilot, lambda: "Where shall" in asked(app))
            await pilot.press("escape", "escape", "escape", "escape")
        assert sorted(each.name for each in tmp_path.iterdir()) == ["undersøkelse.csv"]


@pytest.mark.slow
async def test_a_file_that_cannot_be_read_is_said_in_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = survey_xlsx(tmp_path)
    (tmp_path / "kutt.xlsx").write_bytes(whole.read_bytes()[:1500])
    (tmp_path / "tom.csv").write_text("")
    with working_in(tmp_path, monkeypatch) as target:
        async with first_run(target) as (app, pilot):
            await pilot.press(*"kutt", "enter")
            await until(pilot, lambda: "not a whole workbook" in seen(app, "#told"))
            await pilot.press("escape", *"tom", "enter")
            await until(pilot, lambda: "tom.csv is empty" in seen(app, "#told"))


@pytest.mark.slow
async def test_an_import_that_fails_takes_its_project_away_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    survey_csv(tmp_path)
    with working_in(tmp_path, monkeypatch) as target:
        async with first_run(target) as (app, pilot):
            screen = await opened(app, pilot, "unders")
            screen._import._survey = screen.survey  # type: ignore[assignment]
            from coder.usecases.survey.first_import import Decisions

            screen._import._decisions = Decisions(units={"finnes_ikke": "sentence"})
            screen._import._make_project(str(target))
            await until(pilot, lambda: not target.exists() and screen.progress is None)
        assert [each.name for each in tmp_path.iterdir()] == ["undersøkelse.csv"]


@pytest.mark.slow
async def test_other_texts_of_the_same_respondents_can_be_another_wave(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = small_project(tmp_path / "prosjekt.sqlite")
    key = next(each.key for each in ask(project.engine, all_questions))
    rows = [f"r{number},Noe annet denne gangen {number}" for number in range(1, 6)]
    (tmp_path / "igjen.csv").write_text("\n".join([f"id,{key}", *rows]), encoding="utf-8")
    with working_in(tmp_path, monkeypatch) as target:
        async with workbench(target, None) as (app, pilot):
            await until(pilot, lambda: bool(seen(app, "#detail")))
            await pilot.press("i")
            await until(pilot, lambda: bool(app.screen.query("#picker")))
            await opened(app, pilot, "igjen")
            await pilot.press("enter")
            await until(pilot, lambda: "differ from those stored" in asked(app))
            await pilot.press("w")
            await until(pilot, lambda: "In which wave" in asked(app))
            await pilot.press(*"2018", "enter")
            await until(pilot, lambda: bool(app.screen.query("#questions")))
    assert list(ask(project.engine, wave_ids))[-1] == "2018"


def test_names_of_files_stay_apart_however_long_the_question_is() -> None:
    question = "hva skal til for at flere med psykiske helseproblemer eller rusproblemer kommer i arbeid"
    table, report = (file_name(f"{in_file_name(question)}_{kind}") for kind in ("tabell", "rapport"))
    assert table.endswith("_tabell.docx")
    assert report.endswith("_rapport.docx")
    assert len(table) < 70


def test_columns_of_an_earlier_file_keep_what_they_were_and_how_they_are_coded(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite")
    add_question(project.engine, "hvorfor")
    add_question(project.engine, "hva_mer", unit="sentence")
    add_answers(project.engine, project.question_id, ["Fordi"], wave="2018", background={"årsverk": ["12,5"]})
    rows = [f"r{number},{number},{number}1.5,ja" for number in range(1, 9)]
    (tmp_path / "to.csv").write_text("\n".join(["id,hvorfor,årsverk,hva_mer", *rows]), encoding="utf-8")
    found = preview(tmp_path / "to.csv", HowRead(), project.engine)
    draft = RolesDraft(found.table.columns, found.roles, ask(project.engine, units_of))
    assert draft.units() == {"hvorfor": "answer", "hva_mer": "sentence"}
    assert draft.parts["årsverk"] is Part.BACKGROUND
    assert any("årsverk" in each and "already" in each for each in draft.reasons)
