from functools import partial
from pathlib import Path

import pytest

from coder.domain.codebook import NARROWER, WIDER
from coder.domain.coder_kind import AGAIN
from coder.store.notes import NotedOn
from coder.usecases.codebook.code_history import code_history
from coder.usecases.codebook.code_list import code_close_up, code_listing
from coder.usecases.codebook.growth import rename_code
from coder.usecases.codebook.preview import answers_to_read_again, answers_touched, touched_by_merge
from coder.usecases.coding.notes import write_note
from tests.builders import SmallProject, act, ask, code_answer, finish, small_project
from tests.made_once import made_once
from tests.usecases.codebooks import code


@pytest.fixture
@made_once
def project(tmp_path: Path) -> SmallProject:
    project = small_project(tmp_path / "p.sqlite")
    first, second = project.codes[:2]
    code_answer(project.engine, project.answers[0], first, project.kari)
    code_answer(project.engine, project.answers[0], second, project.ola)
    code_answer(project.engine, project.answers[1], first, project.kari)
    code_answer(project.engine, project.answers[3], second, project.kari)
    for answer in project.answers[:3]:
        finish(project.engine, answer, project.kari)
    return project


def test_a_preview_of_a_merge_shows_the_answers_that_change_and_counts_those_with_the_living_code(
    project: SmallProject,
) -> None:
    first, second = project.codes[:2]
    touched = ask(project.engine, lambda work: touched_by_merge(work, second, first, shown=1))
    assert (touched.changing, touched.having, touched.will_have) == (2, 2, 3)
    assert [each.respondent_id for each in touched.first] == ["r1"]
    assert touched.first[0].text == "Bedre samarbeid med Nav lokalt."
    other_way = ask(project.engine, lambda work: touched_by_merge(work, first, second))
    assert [each.respondent_id for each in other_way.first] == ["r1", "r2"]


def test_an_answer_with_several_of_the_codes_is_touched_once(project: SmallProject) -> None:
    assert ask(project.engine, lambda work: answers_touched(work, project.codes[:2])) == 3


def test_narrower_opens_the_done_answers_that_have_the_code_and_wider_the_others(
    project: SmallProject,
) -> None:
    opened = [
        ask(project.engine, partial(answers_to_read_again, code_id=project.codes[0], meaning=meaning))
        for meaning in (NARROWER, WIDER)
    ]
    assert opened == [2, 1]


def test_what_somebody_codes_again_as_a_shadow_opens_nothing(project: SmallProject) -> None:
    shadow = act(
        project.engine,
        None,
        "new_coder",
        lambda work: work.create("coder", name="kari (again)", kind=AGAIN, aliases=[]),
    )
    code_answer(project.engine, project.answers[2], project.codes[0], shadow)
    for answer in project.answers[2:]:
        finish(project.engine, answer, shadow)
    opened = [
        ask(project.engine, partial(answers_to_read_again, code_id=project.codes[0], meaning=meaning))
        for meaning in (NARROWER, WIDER)
    ]
    assert opened == [2, 1]


def test_the_last_acts_on_a_code_are_told_newest_first(project: SmallProject) -> None:
    act(
        project.engine,
        project.kari,
        "rename_code",
        lambda work: rename_code(work, project.codes[0], "Samspill"),
    )
    told = ask(project.engine, lambda work: code_history(work, code(project.engine, "Samspill"), 5))
    assert [(each.coder, each.told) for each in told] == [
        ("kari", "renamed a code: «Samarbeid» → «Samspill»"),
        ("", "made a code"),
    ]


def test_the_list_counts_settled_answers_and_those_of_all_coders(project: SmallProject) -> None:
    listing = ask(project.engine, lambda work: code_listing(work, "hva_skal_til"))
    assert listing.settled == {project.codes[0]: 2}
    assert listing.by_anyone == {project.codes[0]: 2, project.codes[1]: 2}
    assert len(listing.births[listing.codes[0].born].when) == len("2026-01-31")


def test_a_close_up_has_the_notes_of_all_coders(project: SmallProject) -> None:
    act(
        project.engine,
        project.ola,
        "write_note",
        lambda work: write_note(work, NotedOn.CODE, project.codes[0], project.ola, "Vid?"),
    )
    close_up = ask(project.engine, lambda work: code_close_up(work, code(project.engine, "Samarbeid")))
    assert close_up.notes == (("ola", "Vid?"),)
