"""What is asked of tables, and where one stands in them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coder.tables.options import TableOptions
from coder.tui.pieces.lines import Role
from coder.tui.tables.behind import BehindState, behind_here, cell_key, is_hidden_here
from coder.tui.tables.behind_lines import behind_lines, number_lines, why_none
from coder.tui.tables.frequencies import ShownFrequencies
from coder.tui.tables.layout import view_of
from coder.tui.tables.lines import asked_lines, problem_of, row_line, rows_seen, title_line
from coder.tui.tables.page import TablesPage
from coder.tui.tables.state import N_ROW, Kind, Made, TablesState
from coder.usecases.tables.desk import TableFrame, answers_to_show, counts_changed, newest_entry, table_frame
from coder.usecases.tables.frequency_table import frequency_table
from coder.usecases.tables.progress import made_progress
from coder.usecases.tables.sheet import TableSheet
from tests.builders import ask
from tests.made_once import made_once
from tests.tables.coded_survey import QUESTION, SIZE, CodedSurvey, coded_survey
from tests.tui.desks import shown


@pytest.fixture
@made_once
def survey(tmp_path: Path) -> CodedSurvey:
    """Of 40 answers from small and 25 from large municipalities, 20 and 2 say NAV > Møter."""
    survey = coded_survey(str(tmp_path / "a.sqlite"), "NAV", "NAV > Møter", "NAV > Brev", "Bil")
    small = survey.add_answers([f"s{n}" for n in range(40)], level="liten")
    large = survey.add_answers([f"l{n}" for n in range(25)], level="stor")
    meetings = {*small[:20], *large[:2]}
    rest = {answer: ["Bil"] for answer in (*small, *large) if answer not in meetings}
    survey.code({answer: ["NAV > Møter"] for answer in meetings} | rest)
    return survey


def frame_of(survey: CodedSurvey) -> TableFrame:
    return ask(survey.engine, lambda work: table_frame(work, QUESTION))


def state_of(survey: CodedSurvey, **options: object) -> TablesState:
    """A state with the table that is asked for."""
    state = TablesState(frame_of(survey))
    state.options = TableOptions(**options)  # type: ignore[arg-type]
    make(survey, state)
    return state


def make(survey: CodedSurvey, state: TablesState) -> None:
    wanted = state.wanted
    table = frequency_table(survey.engine, QUESTION, wanted.options)
    state.take(Made(wanted, ask(survey.engine, newest_entry), table=table))


def stand_on(state: TablesState, label: str, column: str) -> None:
    """Go to a row by its label, and to a column by its key."""
    table = state.table
    assert table is not None
    row = next(row for row in table.rows if row.label == label)
    state.row, state.column = (row.id, row.level), column


def read_behind(survey: CodedSurvey, state: TablesState) -> BehindState:
    """Read the answers behind the number one stands on."""
    key = cell_key(state)
    assert key is not None
    row_id, level = key.row
    sheet = TableSheet(survey.engine, QUESTION)
    ids = sheet.answers_behind(
        key.options, None if key.row == N_ROW else row_id, key.column, is_theme=level == "theme"
    )
    state.behind = behind = BehindState(key, ids)
    wanted = behind.wanted()
    behind.ahead.take(ask(survey.engine, lambda work: answers_to_show(work, wanted)))
    return behind


def page(state: TablesState, width: int = 80, height: int = 22) -> list[str]:
    return shown(TablesPage().lines(state, width, height), width)


def test_a_note_without_room_names_the_key_that_shows_the_whole_of_it(survey: CodedSurvey) -> None:
    state = state_of(survey)
    assert not any("⇥" in each for each in page(state, height=40))
    [cut] = [each for each in page(state, 60, 9) if "⇥" in each]
    assert cut.rstrip().endswith("⇥ the whole note")
    state.is_note_whole = True
    assert not any("⇥" in each for each in page(state, 60, 9))


def test_one_key_after_the_other_goes_through_all_ways_and_round(survey: CodedSurvey) -> None:
    state = TablesState(frame_of(survey))
    for turn, of in (
        (state.next_level, lambda: state.level(state.options)),
        (state.next_base, lambda: state.options.base),
        (state.next_order, lambda: state.order(state.options)),
        (state.next_show, lambda: state.show(state.options)),
        (state.next_decimals, lambda: state.options.decimals),
    ):
        first = of()
        seen: list[object] = []
        while not seen or seen[-1] != first:
            turn()
            seen.append(of())
        assert len(seen) == len(set(seen)) > 2


def test_what_is_asked_stands_above_and_takes_lines_enough(survey: CodedSurvey) -> None:
    state = TablesState(frame_of(survey))
    state.options = TableOptions(by=(SIZE,), base="frame", min_cell=3, test=True)
    said = "\n".join(shown(asked_lines(state, 60), 60))
    for word in ("codes under themes", SIZE, "all who were asked", "hidden under 3", "tests"):
        assert word in said
    assert "…" not in said


def test_what_stands_above_is_of_the_table_that_is_shown_and_the_title_tells_what_is_counted(
    survey: CodedSurvey,
) -> None:
    state = state_of(survey)
    state.part_by([SIZE])
    state.next_order()
    said = "\n".join(shown(asked_lines(state, 100), 100))
    assert SIZE not in said
    assert "order count" in said
    [title] = shown([title_line(QUESTION, state, is_busy=True)], 100)
    assert f"counting: by {SIZE}" in title
    make(survey, state)
    said = "\n".join(shown(asked_lines(state, 100), 100))
    assert SIZE in said
    assert "order codebook" in said


def test_the_cursor_stays_on_its_row_and_column_when_the_table_changes(survey: CodedSurvey) -> None:
    state = state_of(survey, by=(SIZE,))
    stand_on(state, "Møter", f"{SIZE}=stor")
    state.next_order()
    make(survey, state)
    here = state.here
    assert here is not None
    assert (here[0].label if here[0] else "", here[1].label) == ("Møter", "stor")
    state.part_by([])
    make(survey, state)
    assert state.here is not None
    assert state.here[1].key == "total"


def test_among_themes_the_cursor_goes_to_the_theme_of_its_code(survey: CodedSurvey) -> None:
    state = state_of(survey)
    stand_on(state, "Møter", "total")
    state.options = TableOptions(level="theme")
    make(survey, state)
    assert state.here is not None
    assert state.here[0] is not None
    assert state.here[0].label == "NAV"


def test_a_number_says_what_it_is_made_of_and_whom_it_counts(survey: CodedSurvey) -> None:
    state = state_of(survey, by=(SIZE,))
    stand_on(state, "Møter", f"{SIZE}=liten")
    assert shown(number_lines(state, 80)) == [
        "50 percent = 20 of 40 answers   storrelse: liten · NAV > Møter"
    ]
    assert len(number_lines(state, 40)) == 2
    state.row = N_ROW
    assert "40 answers in all" in shown(number_lines(state, 80))[0]


@pytest.mark.slow
def test_behind_a_number_are_as_many_answers_as_it_says(survey: CodedSurvey) -> None:
    state = state_of(survey, by=(SIZE,))
    table = state.table
    assert table is not None
    for row_key in state.row_keys:
        for column in state.columns:
            state.row, state.column = row_key, column.key
            here, key = state.here, cell_key(state)
            assert here is not None
            if key is None:
                assert here[2] is not None
                assert not here[2].in_use
                continue
            count = here[2].count if here[2] is not None else here[1].base
            assert len(read_behind(survey, state).ids) == count


def test_the_answers_are_shown_with_who_gave_them(survey: CodedSurvey) -> None:
    state = state_of(survey, by=(SIZE,))
    stand_on(state, "Møter", f"{SIZE}=stor")
    behind = read_behind(survey, state)
    assert shown(list(behind_lines(state, 60, 9)), 60) == [
        "  l0    Svar fra l0",
        "  l1    Svar fra l1",
    ]
    state.is_reading = True
    behind.move(1)
    assert shown(list(behind_lines(state, 60, 9)), 60)[1].startswith("▌ l1")


def test_while_another_table_is_counted_a_number_says_what_it_is_of_and_none_stands_out(
    survey: CodedSurvey,
) -> None:
    state = state_of(survey, by=(SIZE,))
    stand_on(state, "Møter", f"{SIZE}=stor")
    read_behind(survey, state)
    of_old, before = number_lines(state, 80), TablesPage().lines(state, 80, 30)
    state.in_waves(["2031"], trend=False)
    assert number_lines(state, 80) == of_old
    assert behind_here(state) is None
    while_counted = TablesPage().lines(state, 80, 30)
    assert shown(while_counted[-12:]) == shown(before[-12:])
    roles = [{piece.role for each in lines for piece in each.left} for lines in (before, while_counted)]
    assert Role.ACCENT in roles[0]
    assert Role.ACCENT not in roles[1]
    assert Role.CURSOR in roles[1]


def test_answers_read_behind_another_number_are_not_those_one_stands_among(survey: CodedSurvey) -> None:
    state = state_of(survey, by=(SIZE,))
    stand_on(state, "Møter", f"{SIZE}=stor")
    state.is_reading = True
    read_behind(survey, state)
    assert "1 of 2" in shown(number_lines(state, 80))[0]
    state.move(1)
    assert behind_here(state) is None
    assert "1 of 2" not in shown(number_lines(state, 80))[0]


def test_counted_anew_one_stands_on_the_same_answer_or_as_far_down(survey: CodedSurvey) -> None:
    state = state_of(survey, by=(SIZE,))
    stand_on(state, "Møter", f"{SIZE}=liten")
    before = read_behind(survey, state)
    before.move(5)
    for ids, place in ((before.ids[2:], 3), (before.ids[:5], 4), ([], 0)):
        after = BehindState(before.key, ids)
        after.stand_as(before)
        assert after.cursor == place
    stand_on(state, "Bil", f"{SIZE}=liten")
    other = read_behind(survey, state)
    other.stand_as(before)
    assert other.cursor == 0


def test_keys_go_about_in_the_table_that_is_shown_until_another_is_there(survey: CodedSurvey) -> None:
    state, shown_page = state_of(survey), TablesPage()
    shown_page.lines(state, 80, 8)
    state.move(3)
    shown_page.lines(state, 80, 8)
    assert shown_page.top > 1
    row = state.row
    state.turn_to(Kind.PROGRESS)
    assert state.shown.kind is Kind.FREQUENCIES
    assert any("▸" in each for each in shown(shown_page.lines(state, 80, 8)))
    asked, options = state.wanted, replace(state.wanted.options, base="frame")
    sheet = TableSheet(survey.engine, QUESTION)
    progress = sheet.made(options, lambda moment: made_progress(moment, asked.options)).table()
    state.take(Made(asked, 0, other=progress))
    shown_page.lines(state, 80, 8)
    assert (shown_page.top, state.row) == (0, row)


def test_a_hidden_number_is_not_read_over_a_shoulder_but_may_be_opened(survey: CodedSurvey) -> None:
    state = state_of(survey, by=(SIZE,), min_cell=3)
    stand_on(state, "Møter", f"{SIZE}=stor")
    assert is_hidden_here(state)
    assert shown(number_lines(state, 80))[0].startswith("hidden in print")
    read_behind(survey, state)
    assert "l0" not in "".join(shown(list(behind_lines(state, 60, 9)), 60))
    assert "under 3" in why_none(state)
    state.is_reading = True
    assert why_none(state) == ""
    assert "Svar fra l0" in "".join(shown(list(behind_lines(state, 60, 9)), 60))


def test_a_code_that_was_not_in_use_says_so(tmp_path: Path) -> None:
    survey = coded_survey(str(tmp_path / "b.sqlite"), "Bil", answers=3)
    survey.code({survey.answers[0]: ["Bil"]})
    survey.add_codes("Sykkel", from_file=False)
    state = state_of(survey)
    stand_on(state, "Sykkel", "total")
    assert cell_key(state) is None
    assert "not in use" in why_none(state)
    assert shown(number_lines(state, 80))[0].startswith("not in use")


def test_nothing_settled_is_said_in_a_sentence(tmp_path: Path) -> None:
    survey = coded_survey(str(tmp_path / "b.sqlite"), "Bil", answers=3)
    state = state_of(survey)
    assert problem_of(state).startswith("N=0")
    assert "no answer is done" in " ".join(page(state))
    empty = coded_survey(str(tmp_path / "c.sqlite"), answers=3)
    assert "code list is empty" in problem_of(state_of(empty))


@pytest.mark.slow
def test_80_columns_hold_labels_everybody_and_one_column_at_least(survey: CodedSurvey) -> None:
    for each in range(30):
        survey.add_answers([f"x{each}"], level=f"et langt navn på nivå {each}")
    state = state_of(survey, by=(SIZE,), base="answered")
    for place in range(len(state.columns)):
        state.column = state.columns[place].key
        table = ShownFrequencies(state.table)  # type: ignore[arg-type]
        view = view_of(table, 78, 0, place)
        assert view.shown[0] == 0
        assert place in view.shown
        assert len(view.shown) >= 2
        for row in range(table.count):
            text = shown(row_line(table, view, row, here=False, column=None), 78)[0]
            assert len(text) <= 78
    said = "\n".join(page(state))
    assert "‹" in said
    assert "of 32" in said


def test_the_line_of_bases_stays_and_the_cursor_is_always_in_view(survey: CodedSurvey) -> None:
    survey.add_codes(*[f"Kode {n}" for n in range(60)])
    state = state_of(survey)
    own = TablesPage()
    for step in (1, 30, -12, 100, -200, 5):
        state.move(step)
        lines = shown(own.lines(state, 80, 18), 80)
        assert len(lines) <= 18
        assert any(line.startswith(("  N ", "▸ N ")) for line in lines)
        assert sum(line.startswith("▸ ") for line in lines) == 1


def test_a_low_screen_gives_its_lines_to_the_rows(survey: CodedSurvey) -> None:
    survey.add_codes(*[f"Kode {n}" for n in range(60)])
    lines = page(state_of(survey), 60, 12)
    assert len(lines) == 12
    assert sum(line.startswith(("▸ ", "    ", "  Kode", "  Bil")) for line in lines) >= 6


def test_rows_in_view_do_not_jump_while_the_cursor_is_among_them(survey: CodedSurvey) -> None:
    survey.add_codes(*[f"Kode {n}" for n in range(60)])
    table = ShownFrequencies(state_of(survey).table)  # type: ignore[arg-type]
    assert rows_seen(table, 10, 12, 9) == range(10, 18)
    assert rows_seen(table, 10, 18, 9) == range(11, 19)
    assert rows_seen(table, 10, 4, 9) == range(4, 12)


def test_a_place_of_the_page_is_a_cell_of_the_table(survey: CodedSurvey) -> None:
    state = state_of(survey, by=(SIZE,))
    own = TablesPage()
    lines = shown(own.lines(state, 80, 22), 80)
    y = next(number for number, line in enumerate(lines) if "Møter" in line)
    x = lines[y].rindex(lines[y].split()[-1])
    row, column = own.cell_at(x, y) or (0, None)
    assert state.row_keys[row][0] == next(each.id for each in state.table.rows if each.label == "Møter")  # type: ignore[union-attr]
    assert column is not None
    assert state.columns[column].key == f"{SIZE}=stor"
    assert own.cell_at(4, 0) is None


def test_other_kinds_of_tables_are_asked_only_for_what_they_know(survey: CodedSurvey) -> None:
    state = TablesState(frame_of(survey))
    state.options = TableOptions(by=(SIZE,), test=True, min_cell=5, interval=True)
    state.turn_to(Kind.TOGETHER)
    # That small counts are to be hidden is not forgotten: pairs would tell of them, and are refused.
    assert state.wanted.options == TableOptions(min_cell=5)
    state.turn_to(Kind.PROGRESS)
    assert state.wanted.options == TableOptions(by=(SIZE,))
    state.turn_to(Kind.PROGRESS)
    assert state.wanted.options.test


def test_what_is_coded_later_is_noticed_and_a_note_is_not(survey: CodedSurvey) -> None:
    entry = ask(survey.engine, newest_entry)
    assert not ask(survey.engine, lambda work: counts_changed(work, entry))
    new = survey.add_answers(["sist"], level="liten")
    assert ask(survey.engine, lambda work: counts_changed(work, entry))
    entry = ask(survey.engine, newest_entry)
    with survey.act("add_note") as work:
        work.create("flag", answer=new[0], coder=survey.kari)
    assert not ask(survey.engine, lambda work: counts_changed(work, entry))
