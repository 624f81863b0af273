"""Lines of an answer list: marks, the word looked for in view, columns that stand under each other."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len

from coder.domain.coding import CodedState
from coder.store.answer_list import AnswerRow
from coder.store.notes import Note
from coder.text.word_search import WordSearch
from coder.tui.answers.lines import answer_lines
from coder.tui.notes.note_pieces import note_pieces
from coder.tui.pieces.answer_rows import Columns, answer_line, heading_line, text_pieces
from coder.tui.pieces.lines import Role, fitted, line
from tests.tui.desks import shown

COLUMNS = Columns(number=3, respondent=8, wave=4, background=0, codes=12)


def row(
    text: str = "Meir folk.",
    *,
    respondent: str = "r7",
    state: CodedState = CodedState.UNTOUCHED,
    flagged: bool = False,
    noted: bool = False,
    waits: bool = False,
    flagged_by: tuple[str, ...] = (),
) -> AnswerRow:
    notes = (Note(1, 7, 1, "kari", "Bruk dette\nsom sitat", waits),) if noted else ()
    return AnswerRow(7, respondent, "2024", text, {"Fylke": "Troms"}, (), state, flagged, notes, flagged_by)


def written(one: AnswerRow, search: str = "", *, chosen: bool = False, width: int = 60) -> str:
    return shown(answer_line(one, 7, COLUMNS, {}, WordSearch(search), is_chosen=chosen), width)[0]


def test_marks_stand_before_the_answer() -> None:
    plain = written(row())
    marked = written(row(state=CodedState.DONE, flagged=True, noted=True), chosen=True)
    assert plain == "    7     r7       2024 Meir folk."
    assert marked.startswith("▌   7 ✓⚑✎ r7       2024 Meir folk. ")
    assert written(row(state=CodedState.STARTED)).startswith("    7 …")


def test_others_flags_and_notes_that_wait_have_signs_of_their_own() -> None:
    assert written(row(flagged_by=("ola",), noted=True, waits=True)).startswith("    7  ⚐? r7 ")
    assert written(row(flagged=True, flagged_by=("kari", "ola"))).startswith("    7  ⚑  r7 ")
    lit = shown(answer_lines(row(flagged_by=("kari", "ola"), noted=True, waits=True), [], 76, 4)[0], 76)
    assert lit == ["r7 · 2024 · Troms   ⚑ kari, ola   ? kari: Bruk dette ⏎ som sitat"]


def test_what_a_note_says_stands_with_the_answer_that_is_lit() -> None:
    assert shown(answer_lines(row(noted=True), [], 60, 4)) == [
        "r7 · 2024 · Troms   ✎ kari: Bruk dette ⏎ som sitat",
        "Meir folk.",
    ]
    assert shown(answer_lines(row(noted=True), [], 60, 4)[0], 36) == ["r7 · 2024 · Troms   ✎ kari: Bruk de…"]
    assert shown(answer_lines(row(), [], 60, 4)[0]) == ["r7 · 2024 · Troms"]


def test_notes_of_several_coders_stand_on_one_line_each_with_its_coder() -> None:
    notes = [Note(1, 7, 1, "kari", "Sitat"), Note(2, 7, 2, "ola", "\x1b[31mUklart " + "x" * 900)]
    told = shown(line(*note_pieces(notes)), 60)[0]
    assert told.startswith("✎ kari: Sitat  ✎ ola: ␛[31mUklart xxx")
    assert told.endswith("…")


def test_a_note_that_waits_comes_first() -> None:
    notes = [Note(1, 7, 1, "kari", "Sitat"), Note(2, 7, 2, "ola", "Tid?", waits=True)]
    assert shown(line(*note_pieces(notes)))[0] == "? ola: Tid?  ✎ kari: Sitat"


@pytest.mark.parametrize(
    "respondent", ["r7", "kommune-4601-bergen-nord", "日本語の回答者", "e\u0301\u0301kommune"]
)
def test_the_text_begins_in_the_same_cell_whoever_answered(respondent: str) -> None:
    line = written(row(respondent=respondent))
    assert cell_len(line[: line.index("Meir")]) == 24


def test_a_done_answer_without_codes_says_that_none_applies() -> None:
    wide = replace(COLUMNS, codes=18)
    done, begun = (
        answer_line(row(state=each), 7, wide, {}, WordSearch(""), is_chosen=False)
        for each in (CodedState.DONE, CodedState.STARTED)
    )
    assert shown(done, 60)[0].endswith("no code applies")
    assert shown(begun, 60)[0].endswith("Meir folk.")


def test_the_headings_stand_over_their_columns() -> None:
    heading = shown(heading_line(COLUMNS), 60)[0]
    assert heading.index("Answer") == written(row()).index("Meir")
    assert heading.index("Wave") == written(row()).index("2024")
    assert cell_len(heading[: heading.index("Codes")]) == 60 - COLUMNS.codes


def test_a_word_found_far_into_a_text_is_in_view_and_marked() -> None:
    text = "Vi har prøvd mykje forskjellig dei siste åra, men det viktigaste er øyremerking av midlar."
    line = written(row(text), "øyremerka", width=70)
    assert "… " in line
    assert "øyremerking" in line
    marked = [
        piece.text for piece in text_pieces(text, WordSearch("øyremerka")) if piece.role is Role.SPEAKING
    ]
    assert marked == ["øyremerking"]


def test_a_word_at_the_beginning_leaves_the_text_as_it_is() -> None:
    assert "".join(piece.text for piece in text_pieces("Meir folk.", WordSearch("meir"))) == "Meir folk."


@pytest.mark.parametrize(
    "text", ["a\x1b[31mb", "[b]feit[/b] [/nei]", "to\nlinjer\t\r\nher", "\u202esnudd", "x" * 5_000]
)
def test_a_hostile_text_stays_on_its_line_and_obeys_nothing(text: str) -> None:
    pieces = fitted(answer_line(row(text), 7, COLUMNS, {}, WordSearch(""), is_chosen=False), 60)
    line = "".join(piece.text for piece in pieces)
    assert cell_len(line) == 60
    assert line.isprintable()
    assert "[b]feit[/b]" in line or "[b]" not in text
