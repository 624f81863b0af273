"""Going about among quotations and in what was found in them, without a screen."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.tui.pieces.lines import fitted
from coder.tui.quotations.lines import passage_lines, quoted_lines, status_line
from coder.tui.quotations.state import QuotationsState
from coder.usecases.privacy.disclose import AnswerFinding
from coder.usecases.privacy.privacy_decisions import Pointed, decide
from coder.usecases.privacy.privacy_names import privacy_check
from coder.usecases.report.analyses import write_analysis
from coder.usecases.report.passages import order_passages, star
from coder.usecases.report.quotations import (
    Checked,
    RememberingCheck,
    checked,
    quotations_of,
    respondents_of,
    suggestions_of,
    unfilled_figures,
)
from coder.usecases.report.quotes_options import QuotesOptions
from tests.builders import SmallProject, act, add_answers, ask
from tests.tui.desks import shown
from tests.usecases.quoted_project import QUESTION, quoted_project, star_words

PLACE = "Tettere samarbeid med legene i Lillevik."
BARE = "Bedre møter med fastlegen."
NYNORSK = "Vi treng fleire folk."
OPTIONS = QuotesOptions("report")


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    return quoted_project(tmp_path)


def state_of(p: SmallProject) -> QuotationsState:
    state = QuotationsState(ask(p.engine, lambda work: quotations_of(work, QUESTION, OPTIONS)))
    people = ask(p.engine, lambda work: respondents_of(work, QUESTION))
    state.take_respondents(people)
    state.take_suggestions(ask(p.engine, lambda work: suggestions_of(work, state.quotations, people)))
    read(p, state)
    return state


def read(p: SmallProject, state: QuotationsState) -> None:
    state.take(ask(p.engine, lambda work: quotations_of(work, QUESTION, OPTIONS, state.others)))
    look = RememberingCheck(privacy_check())
    state.take_checked(ask(p.engine, lambda work: checked(work, state.quotations, state.passages, look)))


def listed(state: QuotationsState) -> list[str]:
    said = []
    for place in range(len(state.rows)):
        row = state.rows.at(place)
        heading = state.headings[row.heading]
        said.append(
            heading.code.name.upper()
            if row.key is None
            else state.quotations.printed(state.passage_of(row.key)).text
        )
    return said


def status(state: QuotationsState) -> str:
    return "".join(piece.text for piece in fitted(status_line(state), 100)).strip()


def decided(
    p: SmallProject, finding: AnswerFinding | None, choice: str, words: str = "", reason: str = ""
) -> None:
    assert finding is not None
    act(
        p.engine,
        p.kari,
        "decide_findings",
        lambda work: decide(work, [Pointed.of(finding)], choice, words=words, reason=reason),  # type: ignore[arg-type]  # one of them
    )


def test_chosen_texts_come_first_and_suggested_ones_after(project: SmallProject) -> None:
    p = project
    star_words(p, p.codes[0], BARE)
    star_words(p, p.codes[1], NYNORSK)
    state = state_of(p)
    assert listed(state) == ["LEGE", BARE, PLACE, "FOLK", NYNORSK]
    assert state.passage is not None
    assert state.passage.words == BARE
    state.show_only_starred(wanted=True)
    assert listed(state) == ["LEGE", BARE, "FOLK", NYNORSK]


@pytest.mark.slow
def test_what_keeps_the_report_back_is_gone_to_and_counted(project: SmallProject) -> None:
    p = project
    for code, words in ((0, BARE), (0, PLACE), (1, NYNORSK)):
        star_words(p, p.codes[code], words)
    state = state_of(p)
    assert status(state).startswith("? 1 undecided · the report cannot leave")
    state.move(100)
    assert state.next_undecided()
    assert state.finding is not None
    assert state.finding.mention == "Lillevik"
    decided(p, state.finding, "mask", words="sted")
    state.decided()
    read(p, state)
    assert "Tettere samarbeid med legene i [sted]." in listed(state)
    assert status(state) == "✓ nothing undecided · the report can leave"
    assert not state.next_undecided()


def test_a_note_with_an_unknown_code_keeps_the_report_back_and_is_told_before(project: SmallProject) -> None:
    p, folk = project, project.codes[1]
    star_words(p, folk, NYNORSK)

    def with_note(text: str) -> str:
        act(p.engine, p.kari, "write_analysis", lambda work: write_analysis(work, p.question_id, folk, text))
        state = QuotationsState(ask(p.engine, lambda work: quotations_of(work, QUESTION, OPTIONS)))
        found = ask(p.engine, lambda work: unfilled_figures(work, p.engine, state.quotations, OPTIONS))
        state.take_checked(Checked({each.key: () for each in state.chosen}, unfilled=found))
        return status(state)

    assert with_note("{antall:Folk} av {N}") == "✓ nothing undecided · the report can leave"
    told = with_note("{antall:Folkk} av {N}")
    assert told.startswith("? The report cannot leave. The note under «Folk»: {antall:Folkk}: No code")


def test_a_finding_is_marked_in_the_text_and_named_below_it(project: SmallProject) -> None:
    p = project
    star_words(p, p.codes[0], PLACE)
    state = state_of(p)
    assert state.passage is not None
    lines = passage_lines(state, state.passage, 70, is_here=True)
    marked = [piece for each in lines for piece in each.left if piece.text == "Lillevik"]
    assert [piece.role.value for piece in marked] == ["chosen speaking"]
    said = "\n".join(shown(lines, 70))
    assert "▸ ? " in said
    assert "«Lillevik»" in said
    assert "undecided" in said
    away = "\n".join(shown(passage_lines(state, state.passage, 70, is_here=False), 70))
    assert "? 1" in away
    assert "«Lillevik»" not in away


def test_what_is_only_suggested_keeps_nothing_back(project: SmallProject) -> None:
    p = project
    star_words(p, p.codes[1], NYNORSK)
    state = state_of(p)
    assert PLACE in listed(state)
    assert state.waiting == 0
    assert status(state).startswith("✓")


def test_a_dropped_answer_stays_in_sight_and_out_of_the_report(project: SmallProject) -> None:
    p = project
    star_words(p, p.codes[0], PLACE)
    state = state_of(p)
    decided(p, state.finding, "drop")
    read(p, state)
    assert PLACE in listed(state)
    assert state.chosen == ()
    assert status(state).startswith("Nothing is chosen yet")
    assert state.passage is not None
    assert "stays out" in "\n".join(shown(passage_lines(state, state.passage, 70, is_here=True), 70))


def test_what_is_no_longer_chosen_stays_in_sight_until_one_leaves(project: SmallProject) -> None:
    p = project
    star_words(p, p.codes[1], NYNORSK)
    state = state_of(p)
    state.move(100)
    assert state.passage is not None
    key = state.passage.key
    assert not state.star(key)
    assert (state.is_starred(key), key in state.unsaved) == (False, True)
    act(p.engine, p.kari, "unstar_passage", lambda work: star(work, [key], starred=False))
    read(p, state)
    assert state.passage.key == key
    assert (state.is_starred(key), state.unsaved, state.chosen) == (False, set(), ())


def test_texts_change_places_and_the_cursor_goes_along(project: SmallProject) -> None:
    p = project
    star_words(p, p.codes[0], BARE)
    star_words(p, p.codes[0], PLACE)
    state = state_of(p)
    keys = state.reordered(1)
    assert keys is not None
    assert listed(state)[1:3] == [PLACE, BARE]
    assert (state.cursor, state.reordered(1)) == (2, None)
    act(p.engine, p.kari, "order_passages", lambda work: order_passages(work, keys))
    read(p, state)
    assert listed(state)[1:3] == [PLACE, BARE]
    assert state.cursor == 2
    assert state.reordered(1) is None


def test_a_check_that_failed_is_told_and_is_no_leave_to_go(project: SmallProject) -> None:
    p = project
    star_words(p, p.codes[0], BARE)
    state = state_of(p)
    state.progress = 1, 3
    state.not_checked()
    assert status(state) == "What may identify somebody could not be checked. The report cannot leave."
    read(p, state)
    assert status(state).startswith("✓ nothing undecided")


def test_who_is_quoted_already_stands_beside_the_text(project: SmallProject) -> None:
    p = project
    star_words(p, p.codes[0], BARE)
    star_words(p, p.codes[1], NYNORSK)
    said = "\n".join(shown(quoted_lines(state_of(p), 50, 20), 50))
    assert "r1, whose text this is" in said
    assert "▸ <2000" in said
    assert "2/6" in said


def test_nothing_done_is_nothing_to_quote(tmp_path: Path) -> None:
    from tests.builders import small_project

    state = state_of(small_project(tmp_path / "s.sqlite"))
    assert listed(state) == []
    assert (state.passage, state.finding, state.next_undecided()) == (None, None, False)


def test_a_wave_without_a_name_is_told_where_there_are_several(project: SmallProject) -> None:
    add_answers(project.engine, project.question_id, ["Fleire folk"], wave="2026")
    state = state_of(project)
    assert state.passage is not None
    assert "(no name)" in shown(passage_lines(state, state.passage, 70, is_here=True), 70)[0]
