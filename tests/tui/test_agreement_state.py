"""What is looked at on the Agreement screen, which difference comes next, what is marked."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.domain.settled_codes import Rule
from coder.tui.agreement import acts
from coder.tui.agreement.bars import interval_bar, marks_label, written_interval
from coder.tui.agreement.code_lines import CodeRows, detail_lines
from coder.tui.agreement.figures import Figures, at_theme_level, figures_of
from coder.tui.agreement.group_lines import group_lines, group_title
from coder.tui.agreement.lines import headline_lines, title_line
from coder.tui.agreement.sample import parsed_size
from coder.tui.agreement.settling_lines import settling_page
from coder.tui.agreement.state import AgreementState, Pane
from coder.usecases.agreement.desk import AgreementDesk, agreement_desk
from coder.usecases.agreement.project_agreement import measured
from coder.usecases.agreement.settling_text import settling_texts
from tests.builders import act, add_answers, ask
from tests.tui.desks import shown
from tests.usecases.double_coded import QUESTION, DoubleCoded, double_coded

TWO = {"kari": ["ls", "l", "", "l", "", "lk"], "ola": ["ls", "s", "", "ls", "a", "sk"]}
"""Four of six differ: the last from all but *kurs*, the fifth has *anna* from ola alone."""
THREE = {**TWO, "per": ["ls", "s", "u", "l", "a", "k"]}


@pytest.fixture
def project(tmp_path: Path) -> DoubleCoded:
    return double_coded(tmp_path / "p.sqlite", TWO)


def desk_of(project: DoubleCoded, viewer: str = "kari") -> AgreementDesk:
    return ask(project.engine, lambda work: agreement_desk(work, QUESTION, project.people[viewer]))


def state_of(project: DoubleCoded, viewer: str = "kari") -> AgreementState:
    names = {coder_id: name for name, coder_id in project.people.items()}
    return AgreementState(desk_of(project, viewer), names)


def with_texts(project: DoubleCoded) -> AgreementState:
    state = state_of(project)
    state.texts = ask(project.engine, lambda work: settling_texts(work, project.answers))
    return state


def figures(project: DoubleCoded, level: str = "code") -> Figures:
    desk = desk_of(project)
    compared = at_theme_level(desk.compared) if level == "theme" else desk.compared
    return figures_of(measured(compared, desk.rests_on, replicates=0), desk.compared, is_final=False)


def place(project: DoubleCoded, state: AgreementState) -> int:
    assert state.difference is not None
    return project.place(state.difference.answer_id)


def stand_on(state: AgreementState, name: str) -> None:
    figures = state.shown
    assert figures is not None
    state.code_row = [row.name for row in figures.codes].index(name)


def settle(project: DoubleCoded, state: AgreementState, way: acts.Way) -> None:
    assert state.difference is not None
    answer_id = state.difference.answer_id
    state.decide([answer_id])
    act(
        project.engine,
        project.people["kari"],
        acts.SETTLE,
        acts.settle(state.compared, [answer_id], way, state.desk.settlements),
    )
    state.written([answer_id])
    state.take_desk(desk_of(project))


def test_the_worst_difference_comes_first_and_a_settled_one_keeps_its_place(project: DoubleCoded) -> None:
    state = state_of(project)
    order = [project.place(each) for each in state.queue.ids]
    assert order == [1, 4, 5, 3]
    settle(project, state, acts.Way(Rule.UNION))
    assert place(project, state) == 4
    assert [project.place(each) for each in state.queue.ids] == order
    assert len(state.queue.waiting) == 3
    state.move(-1)
    assert place(project, state) == 1


@pytest.mark.slow
def test_after_the_last_comes_the_first_that_still_waits(project: DoubleCoded) -> None:
    state = state_of(project)
    state.move(3)
    settle(project, state, acts.Way(Rule.NOTHING))
    assert place(project, state) == 1
    for _left in range(3):
        settle(project, state, acts.Way(Rule.UNION))
    assert not state.queue.waiting
    assert not state.queue.go_to_next()


def test_what_is_decided_does_not_wait_while_it_goes_to_the_disk(project: DoubleCoded) -> None:
    state = state_of(project)
    first = state.queue.ids[0]
    state.decide([first])
    assert state.queue.is_on_the_way(first)
    state.take_desk(desk_of(project))
    assert first not in state.queue.waiting
    state.written([first])
    assert first in state.queue.waiting


def test_what_both_gave_is_marked_at_first_and_digits_mark_the_rest(project: DoubleCoded) -> None:
    state = state_of(project)
    state.move(2)
    assert project.letters(state.marked) == "k"
    assert [project.letters([each]) for each in state.listed] == ["l", "k", "s"]
    state.toggle_numbered(3)
    assert project.letters(state.marked) == "sk"
    state.toggle_numbered(9)
    assert project.letters(state.marked) == "sk"
    state.toggle(project.codes["a"])
    assert [project.letters([each]) for each in state.listed] == ["l", "k", "a", "s"]


def test_of_three_coders_the_majority_is_marked(tmp_path: Path) -> None:
    project = double_coded(tmp_path / "p.sqlite", THREE)
    state = state_of(project)
    marked = {}
    for _each in state.queue.ids:
        marked[place(project, state)] = project.letters(state.marked)
        state.move(1)
    assert marked == {1: "s", 2: "", 3: "l", 4: "a", 5: "k"}


def test_what_an_answer_was_settled_on_is_what_is_marked(project: DoubleCoded) -> None:
    state = state_of(project)
    settle(project, state, acts.Way(Rule.UNION))
    state = with_texts(project)
    state.queue.answer_id = project.answers[1]
    assert project.letters(state.marked) == "ls"


def test_what_somebody_else_has_settled_is_read_anew(project: DoubleCoded) -> None:
    state = with_texts(project)
    state.toggle(project.codes["l"])
    first = state.queue.ids[0]
    settle(project, state_of(project), acts.Way(Rule.UNION))
    state.take_desk(desk_of(project))
    assert first in state.wanted_texts()
    state.texts = ask(project.engine, lambda work: settling_texts(work, project.answers))
    assert project.letters(state.marked) == "ls"


def test_a_difference_settled_on_no_code_says_so(project: DoubleCoded) -> None:
    state = state_of(project)
    settle(project, state, acts.Way(Rule.CHOSEN))
    state = with_texts(project)
    state.queue.answer_id = project.answers[1]
    heading = shown(settling_page(state, 78, 20).lines, 78)[0]
    assert "● no code" in heading
    assert "chosen" not in heading


def test_long_rows_of_groups_break_where_there_is_room(project: DoubleCoded) -> None:
    state = state_of(project)
    state.pane = Pane.GROUPS
    whole = " ".join(" ".join(shown(group_lines(state, 200, 20)[0], 200)).split())
    lines, places = group_lines(state, 44, 20)
    said = shown(lines, 44)
    assert "…" not in "".join(said)
    assert len(said) > len(set(places.values())) + 2
    assert {word for word in whole.split() if word.startswith("ola")} <= set(" ".join(said).split())
    assert len(group_lines(state, 44, 4)[0]) == 4


def test_one_code_s_differences_are_gone_through_and_left_again(project: DoubleCoded) -> None:
    state = state_of(project)
    state.figures["code"] = figures(project)
    stand_on(state, "Løn")
    state.look_at_code()
    assert [project.place(each) for each in state.queue.ids] == [1, 5]
    state.leave()
    assert (state.pane, len(state.queue.ids)) == (Pane.CODES, 4)
    state.turn_to(Pane.GROUPS)
    group = state.groups.here
    assert group is not None
    state.look_at_group(group, group_title(state, group))
    state.leave()
    assert state.pane is Pane.GROUPS


@pytest.mark.slow
def test_the_least_agreed_on_come_first_and_those_with_few_uses_last(tmp_path: Path) -> None:
    kari = ["l"] * 12 + ["s"] * 12 + ["k", "k"]
    ola = ["l"] * 12 + ["s"] * 8 + [""] * 4 + ["k", "a"]
    rows = figures(double_coded(tmp_path / "p.sqlite", {"kari": kari, "ola": ola})).codes
    assert [(row.name, row.is_few) for row in rows] == [
        ("Stillingar", False),
        ("Løn", False),
        ("Anna", True),
        ("Kurs", True),
    ]


def test_a_theme_s_differences_are_those_of_its_codes(project: DoubleCoded) -> None:
    state = state_of(project)
    state.turn_level()
    state.figures["theme"] = figures(project, "theme")
    rows = state.figures["theme"].codes
    assert {row.name: (row.all_gave, row.alone) for row in rows} == {
        "Pengar": (2, (2, 0)),
        "Folk": (2, (0, 2)),
        "Anna": (0, (0, 1)),
    }
    stand_on(state, "Folk")
    state.look_at_code()
    assert [project.place(each) for each in state.queue.ids] == [1, 5, 3]


def test_rows_say_who_gave_a_code_alone_and_how_many_codes_nobody_gave(project: DoubleCoded) -> None:
    state = state_of(project)
    state.figures["code"] = figures(project)
    lines = shown(CodeRows().lines(state, 78, 20), 78)
    assert lines[0].split()[:7] == ["codes", "both", "A", "only", "B", "only", "alpha"]
    assert any(each.split()[:4] == ["Stillingar", "1", "0", "3"] for each in lines)
    assert "1 more was given by nobody" in lines[5]
    state.shows_names = False
    assert "kari" not in "\n".join(shown(CodeRows().lines(state, 140, 20), 140))
    assert "kari" not in "\n".join(shown(detail_lines(state, 140, 6), 140))
    assert "kari" not in "".join(shown(title_line("q", state, is_busy=False), 140))


@pytest.mark.slow
def test_the_headline_has_all_four_numbers_at_any_width(project: DoubleCoded) -> None:
    for width in (60, 78, 140):
        said = " ".join(shown(headline_lines(figures(project), width), width))
        assert "…" not in said
        for words in ("alpha (MASI)", "the same codes 33 %", "Jaccard", "pooled kappa"):
            assert words in said


def test_a_long_answer_leaves_room_for_its_codes_and_is_scrolled(project: DoubleCoded) -> None:
    state = with_texts(project)
    here = state.difference
    assert here is not None
    from dataclasses import replace

    known = state.texts[here.answer_id]
    long = replace(known.answer, text="Eit langt svar. " * 200)
    state.texts[here.answer_id] = replace(known, answer=long)
    page = settling_page(state, 78, 20)
    said = shown(page.lines, 78)
    assert len(said) <= 20
    assert any("more lines" in each for each in said)
    assert any("only kari" in each for each in said)
    assert any("Løn" in each and "Stillingar" in each for each in said)
    state.scrolled = 10_000
    page = settling_page(state, 78, 20)
    assert page.hidden_rows == 0
    row = next(number for number, each in enumerate(shown(page.lines, 78)) if "1 ○ Løn" in each)
    assert page.code_at(3, row) == project.codes["l"]
    assert page.code_at(3, row + 5) is None


def test_groups_say_what_differs_and_who_gave_it(project: DoubleCoded) -> None:
    state = state_of(project)
    lines, places = group_lines(state, 100, 20)
    said = "\n".join(shown(lines, 100))
    assert "only «Anna»  ola gave it 1" in said
    assert "«Løn» or «Stillingar»  kari gave the first 2" in said
    assert sorted(places.values()) == list(range(len(state.groups.all)))


def test_a_bar_has_its_dot_at_the_value_and_marks_only_where_asked(project: DoubleCoded) -> None:
    from coder.agreement.results import Result

    result = Result("krippendorff_alpha", "code", "x", value=0.5, interval=(0.2, 0.9))
    assert "".join(piece.text for piece in interval_bar(result, 11)) == "──━━━●━━━━─"
    marked = "".join(piece.text for piece in interval_bar(result, 11, marks=(0.667, 0.8)))
    assert marked == "──━━━●━┿┿━─"
    below = Result("krippendorff_alpha", "code", "x", value=-0.3, interval=(-0.6, 0.1))
    assert "".join(piece.text for piece in interval_bar(below, 11)).startswith("‹━")
    assert written_interval(below) == "−0.60 to 0.10"
    assert marks_label(22).split() == ["0", "0.667", "0.80"]
    assert interval_bar(None, 4)[0].text == "    "


@pytest.mark.parametrize(
    "typed, found",
    [("60", (60, None)), (" ±0,10 ", (None, 0.1)), (".05", (None, 0.05)), ("0", None), ("mange", None)],
)
def test_a_size_is_a_number_of_answers_or_a_half_width(typed: str, found: object) -> None:
    assert parsed_size(typed) == found


def test_a_wave_without_a_name_is_told_where_there_are_several(project: DoubleCoded) -> None:
    assert "(no name)" not in shown(settling_page(with_texts(project), 78, 20).lines, 78)[0]
    add_answers(project.engine, project.question_id, ["Fleire folk"], wave="2026")
    assert "(no name)" in shown(settling_page(with_texts(project), 78, 20).lines, 78)[0]
