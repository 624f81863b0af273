"""Last wave's codes are taken over with one act, and nothing comes that does not fit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from coder.domain.coding import CodedState, Span
from coder.store.coders import present_coder
from coder.store.surveys import respondent_ids
from coder.store.unit_of_work import Writing
from coder.store.waves import wave_ids
from coder.usecases.codebook.merge import merge_codes
from coder.usecases.codebook.settings import retire_code
from coder.usecases.coding.carry_over import (
    CarryOver,
    NothingToTakeOverError,
    ReplacesCodeError,
    carry_over_codes,
    carry_over_plan,
)
from coder.usecases.coding.reading import answer_view
from coder.usecases.coding.respondent import ChangedLevel, RespondentView, respondent_of
from coder.usecases.history.in_words import told_history
from tests.builders import (
    SmallProject,
    act,
    add_answers,
    add_question,
    ask,
    code_answer,
    faults,
    finish,
    redo,
    small_project,
    undo,
)

BEFORE = "Vi mangler folk. Samarbeidet med Nav går bra, men vi mangler tid."
NOW = "Nå har vi folk. Samarbeidet med Nav går bra."
WORDS = (17, 44)
"""«Samarbeidet med Nav går bra» in the text before."""


class Panel:
    """A respondent who answered in 2015 and in 2019, coded by kari then and now to be coded by her."""

    def __init__(self, project: SmallProject) -> None:
        self.project = project
        self.engine = project.engine
        self.then = project.answers[0]
        [self.now] = add_answers(
            project.engine, project.question_id, {"r1": NOW}, wave="2019", background={"fylke": ["Viken"]}
        )

    def plan(self) -> CarryOver:
        return ask(self.engine, lambda work: carry_over_plan(work, self.then, self.now, self.project.kari))

    def take_over(self, *, replace: bool = False) -> CarryOver:
        def do(work: Writing) -> CarryOver:
            return carry_over_codes(work, self.then, self.now, self.project.kari, replace=replace)

        return act(self.engine, self.project.kari, "carry_over", do)

    def stands(self) -> tuple[dict[int, tuple[Span, ...]], CodedState]:
        view = ask(self.engine, lambda work: answer_view(work, self.now, self.project.kari))
        places = self.project.codes
        return {places.index(each.code_id): each.excerpts for each in view.codings}, view.state

    def view(self, coder: str = "kari") -> RespondentView:
        person = present_coder(self.engine, coder)
        return ask(self.engine, lambda work: respondent_of(work, self.now, person))


def panel(tmp_path: Path, *, exclusive: bool = False) -> Panel:
    project = small_project(tmp_path / "p.sqlite", texts=[], exclusive=exclusive)
    [then] = add_answers(project.engine, project.question_id, {"r1": BEFORE}, wave="2015")
    return Panel(replace(project, answers=[then]))


@pytest.mark.slow
def test_codes_come_with_the_words_that_stand_there_still_in_one_entry(tmp_path: Path) -> None:
    p = panel(tmp_path)
    code_answer(p.engine, p.then, p.project.codes[0], p.project.kari, [WORDS])
    code_answer(p.engine, p.then, p.project.codes[1], p.project.kari, [(3, 15), (50, 64)])
    code_answer(p.engine, p.then, p.project.codes[2], p.project.kari)
    code_answer(p.engine, p.now, p.project.codes[2], p.project.kari, [(0, 3)])
    plan = p.plan()
    assert p.take_over() == plan
    assert [each.name for each in plan.set_already] == ["Oppfølging"]
    start = NOW.index("Samarbeidet")
    # «mangler folk» is gone, so that code stands on the whole answer; what was set stays as it was.
    assert p.stands() == ({2: ((0, 3),), 0: ((start, start + 27),), 1: ()}, CodedState.STARTED)
    assert faults(p.engine) == []
    [told] = ask(p.engine, lambda work: told_history(work, limit=1))
    assert told.operation == "took over 2 codes from 2015"
    undo(p.engine, p.project.kari)
    assert p.stands() == ({2: ((0, 3),)}, CodedState.STARTED)
    redo(p.engine, p.project.kari)
    assert len(p.stands()[0]) == 3
    assert faults(p.engine) == []


def test_words_that_stand_twice_or_inside_others_are_not_taken_for_the_same(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite", texts=["Folk trengs. Råd"])
    p = Panel(project)
    [now] = add_answers(p.engine, project.question_id, {"r1": "Folk, folk, Folk. Rådgiver"}, wave="2021")
    code_answer(p.engine, p.then, project.codes[0], project.kari, [(0, 4)])
    code_answer(p.engine, p.then, project.codes[1], project.kari, [(13, 16)])
    plan = ask(p.engine, lambda work: carry_over_plan(work, p.then, now, project.kari))
    assert [each.excerpts for each in plan.taken] == [(), ()]


def test_the_settled_coding_is_followed_else_one_s_own(tmp_path: Path) -> None:
    p = panel(tmp_path)
    code_answer(p.engine, p.then, p.project.codes[0], p.project.kari)
    code_answer(p.engine, p.then, p.project.codes[1], p.project.ola)
    assert [each.code.name for each in p.plan().taken] == ["Samarbeid"]
    assert (p.view().last[0].coded_by, p.view().last[0].is_own) == ("kari", True)
    finish(p.engine, p.then, p.project.ola)
    assert [each.code.name for each in p.plan().taken] == ["Ressurser"]
    last = p.view().last[0]
    assert (last.coded_by, last.is_own) == ("ola", False)
    assert [each.code.name for each in last.given.codes] == ["Ressurser"]
    p.take_over()
    # Taken over, it is kari's own coding.
    assert p.stands()[0] == {1: ()}


def test_a_retired_code_stays_behind_and_is_named_a_merged_one_comes_as_what_it_became(
    tmp_path: Path,
) -> None:
    p = panel(tmp_path)
    samarbeid, ressurser, oppfolging = p.project.codes
    code_answer(p.engine, p.then, samarbeid, p.project.kari)
    code_answer(p.engine, p.then, ressurser, p.project.kari)
    act(p.engine, p.project.kari, "retire_code", lambda work: retire_code(work, samarbeid))
    act(p.engine, p.project.kari, "merge_codes", lambda work: merge_codes(work, [ressurser], oppfolging))
    plan = p.take_over()
    assert [each.name for each in plan.left_out] == ["Samarbeid"]
    assert [each.code.name for each in plan.taken] == ["Oppfølging"]
    assert p.stands()[0] == {2: ()}


@pytest.mark.slow
def test_with_one_code_an_answer_another_is_replaced_only_when_that_is_wanted(tmp_path: Path) -> None:
    p = panel(tmp_path, exclusive=True)
    code_answer(p.engine, p.then, p.project.codes[0], p.project.kari)
    code_answer(p.engine, p.now, p.project.codes[1], p.project.kari)
    with pytest.raises(ReplacesCodeError, match=r"«Ressurser».*«Samarbeid»"):
        p.take_over()
    assert [each.name for each in p.take_over(replace=True).replaces] == ["Ressurser"]
    assert p.stands()[0] == {0: ()}
    undo(p.engine, p.project.kari)
    assert p.stands()[0] == {1: ()}
    assert faults(p.engine) == []


def test_nothing_to_take_over_is_said_and_no_entry_made(tmp_path: Path) -> None:
    p = panel(tmp_path)
    assert p.plan() == CarryOver((), (), (), ())
    with pytest.raises(NothingToTakeOverError):
        p.take_over()


def test_last_wave_is_the_nearest_earlier_one_with_an_answer(tmp_path: Path) -> None:
    p = panel(tmp_path)
    add_answers(p.engine, p.project.question_id, {"r2": "En annen kommune."}, wave="2021")
    [later] = add_answers(
        p.engine, p.project.question_id, {"r1": "Ja."}, wave="2023", background={"fylke": ["Akershus"]}
    )
    kari = present_coder(p.engine, "kari")
    view = ask(p.engine, lambda work: respondent_of(work, later, kari))
    assert [each.given.answer.wave for each in view.last] == ["2019"]
    assert [each.answer.wave for each in view.others] == ["2015"]
    assert view.waves == ("2015", "2019", "2023")
    assert view.changed == (ChangedLevel("fylke", "Viken", "Akershus"),)


def test_a_merged_municipality_s_predecessors_are_all_shown(tmp_path: Path) -> None:
    project = small_project(
        tmp_path / "p.sqlite", texts=["Fra den ene.", "Fra den andre.", "Fra en fremmed."]
    )
    [now] = add_answers(project.engine, project.question_id, {"ny": "Fra den nye."}, wave="2021")

    def merge(work: Writing) -> None:
        ids = respondent_ids(work)
        for old in ("r1", "r2"):
            work.update("respondent", ids[old], successor=ids["ny"])

    act(project.engine, None, "import_survey", merge)
    kari = present_coder(project.engine, "kari")
    view = ask(project.engine, lambda work: respondent_of(work, now, kari))
    assert [each.given.answer.text for each in view.last] == ["Fra den ene.", "Fra den andre."]
    assert view.others == ()


def test_all_of_a_respondent_s_answers_stand_in_the_questions_order_with_one_s_own_codes(
    tmp_path: Path,
) -> None:
    p = panel(tmp_path)
    other = add_question(p.engine, "annet", codebook=None)
    [elsewhere] = add_answers(p.engine, other, {"r1": "Bedre økonomi."}, wave="2019")
    [before] = add_answers(p.engine, other, {"r1": "Økonomi."}, wave="2015")
    code_answer(p.engine, p.now, p.project.codes[0], p.project.kari, [(0, 2)])
    code_answer(p.engine, p.now, p.project.codes[1], p.project.ola)
    view = p.view()
    assert [each.answer.id for each in view.others] == [elsewhere, before]
    assert [(each.code.name, each.words) for each in view.shown.codes] == [("Samarbeid", ("Nå",))]
    assert view.last[0].plan.taken == ()


def test_the_history_names_the_wave_the_codes_came_from_whatever_is_imported_later(tmp_path: Path) -> None:
    p = panel(tmp_path)
    code_answer(p.engine, p.then, p.project.codes[0], p.project.kari)
    p.take_over()
    act(p.engine, None, "import_survey", lambda work: work.update("wave", wave_ids(work)["2019"], position=9))
    add_answers(p.engine, p.project.question_id, {"r1": "Glemt i 2017."}, wave="2017")
    act(p.engine, None, "import_survey", lambda work: work.update("wave", wave_ids(work)["2017"], position=5))
    told = ask(p.engine, told_history)
    assert [each.operation for each in told if each.entry.operation == "carry_over"] == [
        "took over 1 code from 2015"
    ]
