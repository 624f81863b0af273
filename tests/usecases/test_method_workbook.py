"""Reading the workbook of the method back: every edit people make in Excel, and what becomes of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select

from coder.domain.coding import CodedState
from coder.store import schema
from coder.store.coded_answers import coded_rows_of
from coder.store.codes import codes_of
from coder.store.notes import NotedOn, notes_on
from coder.store.origins import origins_of
from coder.usecases.codebook.growth import rename_code
from coder.usecases.codebook.merge import merge_codes
from coder.usecases.coding.notes import write_note
from coder.usecases.coding.setting import remove_code, reopen
from coder.usecases.exchange.method_workbook.report import Finding
from coder.usecases.exchange.method_workbook.words import method_workbook_in_words
from tests.builders import act, ask, coded_by, count, faults, finish, undo
from tests.usecases.workbooks_of_method import (
    CODES,
    CodedProject,
    Hand,
    coded_project,
    edited,
    read_back,
    write,
)


@pytest.fixture
def project(tmp_path: Path) -> CodedProject:
    return coded_project(tmp_path / "prosjekt.sqlite")


@pytest.fixture
def workbook(project: CodedProject, tmp_path: Path) -> Path:
    path = tmp_path / "koding.xlsx"
    write(project.engine, path)
    return path


def states(project: CodedProject, coder_id: int) -> dict[int, CodedState]:
    rows = ask(project.engine, lambda work: coded_rows_of(work, project.answers))
    return {project.answers.index(row.answer_id): row.state for row in rows if row.coder_id == coder_id}


@pytest.mark.slow
def test_a_workbook_nobody_touched_changes_nothing(project: CodedProject, workbook: Path) -> None:
    entries = count(project.engine, schema.entry)
    report = read_back(project.engine, workbook, project.kari)
    assert (report.changed, report.left, report.found) == (False, False, ())
    assert (report.rows, report.unchanged) == (6, 6)
    assert count(project.engine, schema.entry) == entries


@pytest.mark.slow
def test_codes_set_and_taken_away_come_back_in_one_entry_that_is_undone_whole(
    project: CodedProject, workbook: Path
) -> None:
    before = project.coded()

    def code(hand: Hand) -> None:
        hand.put("r4", "code_1", CODES[2])
        hand.put("r4", "code_2", CODES[1])
        hand.put("r1", "code_2", None)
        hand.put("r5", "note", "Spør Ola")

    report = read_back(project.engine, edited(workbook, code), project.kari)
    assert (report.new_codings, report.removed_codings, report.newly_done, report.notes) == (2, 1, 1, 1)
    assert project.coded() == before | {0: [CODES[0]], 3: sorted([CODES[1], CODES[2]])}
    assert states(project, project.kari)[3] is CodedState.DONE
    again = read_back(project.engine, workbook, project.kari)
    assert (again.changed, again.found) == (False, ()), "the same file twice changes nothing"
    assert not faults(project.engine)
    undo(project.engine, project.kari)
    assert project.coded() == before


@pytest.mark.slow
def test_codings_that_stay_keep_their_excerpts(project: CodedProject, workbook: Path) -> None:
    read_back(
        project.engine,
        edited(workbook, lambda hand: hand.put("r1", "code_3", CODES[4])),
        project.kari,
    )
    kept = coded_by(project.engine, project.kari)[project.answers[0]]
    assert kept[project.codes[CODES[0]]] == ((0, 27),)
    assert kept[project.codes[CODES[4]]] == ()


@pytest.mark.slow
def test_a_new_coding_remembers_the_cell_it_came_from(project: CodedProject, workbook: Path) -> None:
    read_back(
        project.engine,
        edited(workbook, lambda hand: hand.put("r4", "code_2", CODES[2])),
        project.kari,
    )
    uid = ask(
        project.engine,
        lambda work: work.connection.scalars(
            select(schema.coding.c.uid).where(schema.coding.c.answer_id == project.answers[3])
        ).one(),
    )
    origin = ask(project.engine, lambda work: origins_of(work, "coding", [uid]))[uid]
    assert (origin.file, origin.place) == ("koding.xlsx", "Coding!H5")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("said", "codes", "state"),
    [
        ("x", False, CodedState.DONE),
        ("Ja", False, CodedState.DONE),
        (None, True, CodedState.DONE),
        ("nei", True, CodedState.STARTED),
        ("nei", False, None),
        (None, False, None),
    ],
)
def test_a_row_with_new_codes_is_done_unless_it_says_no_and_one_without_only_if_it_says_so(
    project: CodedProject, workbook: Path, said: str | None, codes: bool, state: CodedState | None
) -> None:
    def code(hand: Hand) -> None:
        hand.put("r4", "done", said)
        if codes:
            hand.put("r4", "code_1", CODES[2])

    read_back(project.engine, edited(workbook, code), project.kari)
    assert states(project, project.kari).get(3) is state


@pytest.mark.slow
def test_a_mark_taken_away_reopens_the_answer(project: CodedProject, workbook: Path) -> None:
    report = read_back(
        project.engine, edited(workbook, lambda hand: hand.put("r3", "done", None)), project.kari
    )
    assert report.reopened == 1
    assert states(project, project.kari)[2] is CodedState.STARTED
    assert not read_back(project.engine, workbook, project.kari).changed


@pytest.mark.slow
def test_a_row_with_anothers_name_is_theirs_and_takes_nothing_from_whose_workbook_it_is(
    project: CodedProject, workbook: Path
) -> None:
    before = project.coded()

    def code(hand: Hand) -> None:
        for respondent, name in (("r1", "Ola"), ("r4", "Per")):
            hand.put(respondent, "coder", name)
            hand.put(respondent, "code_1", CODES[1])
            hand.put(respondent, "code_2", None)

    report = read_back(project.engine, edited(workbook, code), project.kari)
    assert report.new_coders == ("Per",)
    assert project.coded() == before
    assert project.coded(project.ola) == {0: [CODES[1]], 5: [CODES[1]]}
    again = read_back(project.engine, workbook, project.kari)
    assert (again.changed, again.found) == (False, ())


@pytest.mark.slow
def test_a_row_with_anothers_name_who_coded_it_otherwise_is_told_and_left(
    project: CodedProject, workbook: Path
) -> None:
    def code(hand: Hand) -> None:
        hand.put("r6", "coder", "Ola")
        hand.put("r6", "code_1", CODES[4])

    report = read_back(project.engine, edited(workbook, code), project.kari)
    [found] = report.of_kind(Finding.OTHERS_ROW)
    assert found.what == "r6"
    assert report.left
    assert project.coded(project.ola) == {5: [CODES[1]]}


@pytest.mark.slow
def test_nobody_can_be_called_consensus(project: CodedProject, workbook: Path) -> None:
    def code(hand: Hand) -> None:
        hand.put("r4", "coder", "consensus")
        hand.put("r4", "code_1", CODES[4])

    report = read_back(project.engine, edited(workbook, code), project.kari)
    assert [each.kind for each in report.found] == [Finding.BAD_CODER]
    assert not report.changed


@pytest.mark.slow
def test_a_code_nobody_knows_waits_with_the_names_nearest_to_it_and_the_rest_is_taken(
    project: CodedProject, workbook: Path
) -> None:
    def code(hand: Hand) -> None:
        hand.put("r4", "code_1", "Kapasitet > Meir tid")
        hand.put("r4", "code_2", CODES[4])
        hand.put("r5", "code_1", CODES[4])

    report = read_back(project.engine, edited(workbook, code), project.kari)
    [found] = report.found
    assert (found.kind, found.what, found.place) == (
        Finding.UNKNOWN_CODE,
        "Kapasitet > Meir tid",
        "Coding!G5",
    )
    assert found.near[0] == CODES[2]
    assert 3 not in project.coded()
    assert project.coded()[4] == [CODES[4]]
    made = read_back(project.engine, workbook, project.kari, create_codes=True)
    assert made.new_codes == ("Kapasitet > Meir tid",)
    assert len(project.coded()[3]) == 2


@pytest.mark.slow
def test_a_code_written_on_the_sheet_of_codes_is_made_with_what_stands_about_it(
    project: CodedProject, workbook: Path
) -> None:
    def code(hand: Hand) -> None:
        codes = hand.book["Codebook"]
        row = hand.row_of_code(None)
        for column, text in {1: "Lønnstilskudd", 3: "Kapasitet", 4: "Støtte til lønn", 8: "annet"}.items():
            codes.cell(row, column).value = text
        hand.put("r5", "code_1", "Lønnstilskudd")

    report = read_back(project.engine, edited(workbook, code), project.kari)
    assert (report.new_codes, report.new_codings) == (("Kapasitet > Lønnstilskudd",), 1)
    codes = ask(project.engine, lambda work: codes_of(work, 1))
    made = next(code for code in codes if code.name == "Lønnstilskudd")
    assert (made.path[0], made.text.definition, made.kind) == ("Kapasitet", "Støtte til lønn", "other")
    assert not made.from_file, "it is open against what was read before"
    assert not read_back(project.engine, workbook, project.kari).changed


@pytest.mark.slow
def test_a_code_with_another_name_on_the_sheet_is_told_never_renamed_and_never_made(
    project: CodedProject, workbook: Path
) -> None:
    def code(hand: Hand) -> None:
        codes = hand.book["Codebook"]
        codes.cell(hand.row_of_code(CODES[2]), 1).value = "Kapasitet > Bedre tid"
        codes.cell(hand.row_of_code(CODES[0]), 4).value = "En annen definisjon"
        hand.put("r4", "code_1", "Kapasitet > Bedre tid")

    edited(workbook, code)
    report = read_back(project.engine, workbook, project.kari, create_codes=True)
    [renamed] = report.of_kind(Finding.RENAMED_CODE)
    assert (renamed.what, renamed.detail) == (CODES[2], "Kapasitet > Bedre tid")
    assert [each.what for each in report.of_kind(Finding.CHANGED_CODE)] == [CODES[0]]
    assert report.of_kind(Finding.UNKNOWN_CODE)
    assert not report.changed
    act(
        project.engine,
        project.kari,
        "rename_code",
        lambda work: rename_code(work, project.codes[CODES[2]], "Bedre tid"),
    )
    done = read_back(project.engine, workbook, project.kari)
    assert project.coded()[3] == [CODES[2]]
    assert not done.of_kind(Finding.RENAMED_CODE)


@pytest.mark.slow
def test_rows_may_be_sorted_filtered_and_columns_moved_and_added(
    project: CodedProject, workbook: Path
) -> None:
    def shuffle(hand: Hand) -> None:
        page = hand.page
        hand.put("r4", "code_1", CODES[2])
        rows = [[cell.value for cell in row] for row in page.iter_rows()]
        header, body = rows[0], sorted(rows[1:], key=lambda row: str(row[4]))
        order = [3, 1, 0, *range(6, len(header)), 2]
        page.delete_rows(1, page.max_row)
        for row in [header, *body]:
            hand.append(["egen kolonne" if row is header else "?", *(row[place] for place in order)])
        page.auto_filter.ref = "A1:D7"
        page.row_dimensions[3].hidden = True
        page.title = "Min koding"

    report = read_back(project.engine, edited(workbook, shuffle), project.kari)
    assert (report.new_codings, report.removed_codings, report.found) == (1, 0, ())
    assert project.coded()[3] == [CODES[2]]


@pytest.mark.slow
def test_a_changed_answer_is_told_and_its_codes_are_not_taken_but_for_blanks(
    project: CodedProject, workbook: Path
) -> None:
    def change(hand: Hand) -> None:
        hand.put("r4", "answer", "Noe annet")
        hand.put("r4", "code_1", CODES[2])
        hand.put("r5", "answer", "Lønnstilskudd og  kurs ")
        hand.put("r5", "code_1", CODES[2])

    report = read_back(project.engine, edited(workbook, change), project.kari)
    assert [(each.kind, each.what) for each in report.found] == [(Finding.CHANGED_TEXT, "r4")]
    assert project.coded()[4] == [CODES[2]]
    assert 3 not in project.coded()


@pytest.mark.slow
def test_rows_deleted_doubled_and_added_are_told_and_change_nothing(
    project: CodedProject, workbook: Path
) -> None:
    def tear(hand: Hand) -> None:
        page = hand.page
        hand.append([cell.value for cell in page[hand.row("r3")]])
        doubled = [cell.value for cell in page[hand.row("r4")]]
        doubled[hand.headers["code_1"] - 1] = CODES[1]
        hand.append(doubled)
        hand.append(["r99", None, None, "Et svar til", None, None, CODES[0]])
        page.delete_rows(hand.row("r1"))

    report = read_back(project.engine, edited(workbook, tear), project.kari)
    assert [(each.kind, each.what) for each in report.found] == [
        (Finding.ADDED_ROW, "r99"),
        (Finding.DOUBLED_ROW, "r3"),
        (Finding.DOUBLED_ROW, "r4"),
        (Finding.DELETED_ROW, "r1"),
    ]
    assert not report.changed


@pytest.mark.slow
def test_a_column_of_codes_that_is_gone_removes_none(project: CodedProject, workbook: Path) -> None:
    def tear(hand: Hand) -> None:
        hand.page.delete_cols(hand.headers["code_2"])
        hand.put("r4", "code_1", CODES[2])

    report = read_back(project.engine, edited(workbook, tear), project.kari)
    assert (report.new_codings, report.removed_codings) == (1, 0)
    assert [each.kind for each in report.found] == [Finding.LOST_COLUMN]


@pytest.mark.slow
def test_several_codes_in_a_cell_are_several_codes(project: CodedProject, workbook: Path) -> None:
    def code(hand: Hand) -> None:
        hand.put("r4", "code_1", f"{CODES[0]}; {CODES[2]}")
        hand.put("r5", "code_1", "kapasitet -> mer tid\nVET IKKE")
        hand.put("r6", "code_1", "Mer tid, Vet ikke")

    report = read_back(project.engine, edited(workbook, code), project.kari)
    assert report.found == ()
    coded = project.coded()
    assert coded[3] == sorted([CODES[0], CODES[2]])
    assert coded[4] == coded[5] == [CODES[2], CODES[4]]


@pytest.mark.slow
def test_where_the_project_changed_meanwhile_nothing_is_taken_and_both_sides_are_told(
    project: CodedProject, workbook: Path
) -> None:
    edited(workbook, lambda hand: hand.put("r1", "code_2", CODES[2]))
    act(
        project.engine,
        project.kari,
        "remove_code",
        lambda work: remove_code(work, project.answers[0], project.codes[CODES[0]], project.kari),
    )
    report = read_back(project.engine, workbook, project.kari)
    [found] = report.of_kind(Finding.CONFLICT)
    assert CODES[2] in found.detail
    assert CODES[3] in found.detail
    assert "by Kari" in found.detail
    assert project.coded()[0] == [CODES[3]]


@pytest.mark.slow
@pytest.mark.parametrize("left", [CODES[2], None], ids=["one of two is taken off", "all are taken off"])
def test_what_was_taken_in_and_then_removed_in_the_workbook_stays_and_it_is_told_whose_delivery_that_was(
    project: CodedProject, workbook: Path, left: str | None
) -> None:
    def code(hand: Hand) -> None:
        hand.put("r4", "code_1", CODES[2])
        hand.put("r4", "code_2", CODES[4])

    def take_off(hand: Hand) -> None:
        hand.put("r4", "code_1", left)
        hand.put("r4", "code_2", None)

    read_back(project.engine, edited(workbook, code), project.kari)
    report = read_back(project.engine, edited(workbook, take_off), project.kari)
    assert not report.changed
    [found] = report.of_kind(Finding.DELIVERED_BEFORE)
    assert found.what == "r4"
    assert CODES[4] in found.detail
    assert "by Kari" in found.detail
    assert report.left
    assert any("new workbook" in line for line in method_workbook_in_words(report))
    assert project.coded()[3] == sorted([CODES[2], CODES[4]])
    undo(project.engine, project.kari)
    again = read_back(project.engine, workbook, project.kari)
    assert not again.found
    assert project.coded().get(3, []) == ([left] if left else [])


@pytest.mark.slow
def test_what_was_reopened_after_reading_back_is_not_done_again_by_the_same_file(
    project: CodedProject, workbook: Path
) -> None:
    read_back(project.engine, edited(workbook, lambda hand: hand.put("r4", "done", "x")), project.kari)
    act(project.engine, project.kari, "reopen", lambda work: reopen(work, project.answers[3], project.kari))
    report = read_back(project.engine, workbook, project.kari)
    assert not report.changed
    assert [each.kind for each in report.found] == [Finding.CONFLICT]


@pytest.mark.slow
def test_a_code_merged_away_meanwhile_stands_for_what_it_became(
    project: CodedProject, workbook: Path
) -> None:
    edited(workbook, lambda hand: hand.put("r1", "code_3", CODES[4]))
    act(
        project.engine,
        project.kari,
        "merge_codes",
        lambda work: merge_codes(work, [project.codes[CODES[0]]], project.codes[CODES[1]]),
    )
    report = read_back(project.engine, workbook, project.kari)
    assert (report.new_codings, report.removed_codings, report.found) == (1, 0, ())
    assert project.coded()[0] == sorted([CODES[1], CODES[3], CODES[4]])


@pytest.mark.slow
def test_an_exclusive_codebook_takes_one_code(tmp_path: Path) -> None:
    project = coded_project(tmp_path / "p.sqlite", exclusive=True)
    path = tmp_path / "k.xlsx"
    write(project.engine, path)

    def code(hand: Hand) -> None:
        hand.put("r1", "code_1", CODES[4])
        hand.put("r4", "code_1", CODES[4])
        hand.put("r4", "code_2", CODES[1])

    report = read_back(project.engine, edited(path, code), project.kari)
    assert [each.kind for each in report.found] == [Finding.SEVERAL_CODES]
    assert project.coded()[0] == [CODES[4]]
    assert 3 not in project.coded()


@pytest.mark.slow
def test_a_note_that_changed_on_both_sides_stays_as_it_is_in_the_project(
    project: CodedProject, workbook: Path
) -> None:
    def jot(hand: Hand) -> None:
        hand.put("r1", "note", "Fra Excel")
        hand.put("r2", "note", "Også fra Excel")

    edited(workbook, jot)
    act(
        project.engine,
        project.kari,
        "write_note",
        lambda work: write_note(work, NotedOn.ANSWER, project.answers[0], project.kari, "Fra programmet"),
    )
    report = read_back(project.engine, workbook, project.kari)
    assert [(each.kind, each.what) for each in report.found] == [(Finding.NOTE_CONFLICT, "r1")]
    notes = ask(project.engine, lambda work: notes_on(work, NotedOn.ANSWER, project.answers))
    assert [notes[project.answers[place]][0].text for place in (0, 1)] == ["Fra programmet", "Også fra Excel"]


@pytest.mark.slow
def test_a_workbook_for_somebody_new_makes_the_coder(project: CodedProject, tmp_path: Path) -> None:
    path = tmp_path / "ny.xlsx"
    write(project.engine, path, coder="Siri")
    assert Hand(path).get("r1", "code_1") is None
    report = read_back(
        project.engine, edited(path, lambda hand: hand.put("r1", "code_1", CODES[1])), project.kari
    )
    assert (report.new_coders, report.new_codings) == (("Siri",), 1)
    finish(project.engine, project.answers[5], project.ola)
