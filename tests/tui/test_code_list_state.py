from functools import partial
from pathlib import Path

import pytest

from coder.tui.code_list.lines import hint_line
from coder.tui.code_list.panel import fitted_to, panel_lines
from coder.tui.code_list.rows import title_line
from coder.tui.code_list.state import CodeListState, Naming
from coder.usecases.codebook.code_list import code_listing
from coder.usecases.codebook.growth import add_code, define_code, rename_code
from coder.usecases.codebook.merge import merge_codes
from coder.usecases.codebook.order import move_code
from coder.usecases.codebook.settings import retire_code
from tests.builders import SmallProject, act, ask, code_answer, finish, question, small_project
from tests.made_once import made_once
from tests.tui.desks import shown
from tests.usecases.codebooks import code, code_id, done_and_taken_back, paths

CODES = ("Rammer > Penger", "Rammer > Øremerking", "Samhandling > Nav", "Samhandling > Skole", "Vet ikke")


@pytest.fixture
@made_once
def project(tmp_path: Path) -> SmallProject:
    project = small_project(tmp_path / "p.sqlite", codes=CODES)
    for path in ("Rammer", "Samhandling"):
        heading = partial(define_code, code_id=code_id(project.engine, path), codable=False)
        act(project.engine, None, "define_code", heading)
    return project


def state_of(project: SmallProject, at: str | None = None) -> CodeListState:
    listing = ask(project.engine, lambda work: code_listing(work, "hva_skal_til"))
    return CodeListState(listing, None if at is None else code_id(project.engine, at))


def reload(project: SmallProject, state: CodeListState) -> None:
    state.reload(ask(project.engine, lambda work: code_listing(work, "hva_skal_til")))


def names(state: CodeListState) -> list[str]:
    return [row.code.name for row in state.rows()]


def test_the_tree_has_themes_with_their_codes_and_begins_at_the_top(project: SmallProject) -> None:
    state = state_of(project)
    assert shown(list(state.lines(40)), 40)[:3] == [
        "▾ Rammer",
        "    Penger           ?",
        "    Øremerking       ?",
    ]
    assert state.code is not None
    assert state.code.name == "Rammer"


def test_counts_are_of_settled_answers_and_of_anyones(project: SmallProject) -> None:
    penger = code_id(project.engine, "Penger")
    code_answer(project.engine, project.answers[0], penger, project.kari)
    code_answer(project.engine, project.answers[1], penger, project.ola)
    finish(project.engine, project.answers[0], project.kari)
    [row] = [each for each in shown(list(state_of(project).lines(60)), 60) if "Penger" in each]
    assert row.split() == ["Penger", "?", "1", "2"]
    assert shown(title_line(60, ""), 60)[0].split() == ["settled", "in", "all"]


def test_left_folds_a_theme_then_nothing_and_from_a_code_goes_to_its_theme(project: SmallProject) -> None:
    state = state_of(project, "Øremerking")
    state.fold()
    assert state.code == code(project.engine, "Rammer")
    state.fold()
    assert names(state) == ["Rammer", "Samhandling", "Nav", "Skole", "Vet ikke"]
    state.unfold()
    state.unfold()
    assert state.code == code(project.engine, "Penger")


def test_all_themes_fold_and_unfold_at_once(project: SmallProject) -> None:
    state = state_of(project, "Skole")
    state.fold_all()
    assert names(state) == ["Rammer", "Samhandling", "Vet ikke"]
    assert state.code == code(project.engine, "Samhandling")
    state.fold_all()
    assert len(names(state)) == 7


def test_typing_lists_matches_under_their_themes_in_the_order_of_the_list(project: SmallProject) -> None:
    state = state_of(project)
    state.type("øremerka")
    assert names(state) == ["Rammer", "Øremerking"]
    assert state.code == code(project.engine, "Øremerking")
    state.type("")
    assert state.code == code(project.engine, "Øremerking")


def test_a_letter_taken_away_leaves_the_highlight_where_it_is(project: SmallProject) -> None:
    state = state_of(project)
    state.type("ve")
    first = state.code
    state.type("penger")
    state.type("pe")
    assert state.code == code(project.engine, "Penger") != first


def test_a_folded_theme_does_not_hide_what_is_looked_for(project: SmallProject) -> None:
    state = state_of(project)
    state.fold()
    state.type("penger")
    assert names(state) == ["Rammer", "Penger"]
    state.type("")
    assert state.code == code(project.engine, "Rammer")


def test_retired_codes_are_shown_on_request_and_marked_in_words(project: SmallProject) -> None:
    act(
        project.engine,
        project.kari,
        "retire_code",
        lambda work: retire_code(work, code_id(project.engine, "Nav")),
    )
    state = state_of(project)
    assert "Nav" not in names(state)
    assert state.retired_count == 1
    state.toggle_retired()
    assert "    Nav · retired" in shown(list(state.lines(60)), 60)[4]
    state.type("nav")
    assert names(state) == ["Samhandling", "Nav"]


def test_a_heading_without_codes_under_it_is_marked_in_words(project: SmallProject) -> None:
    act(project.engine, None, "define_code", lambda work: define_code(work, project.codes[-1], codable=False))
    assert "Vet ikke · only a heading" in shown(list(state_of(project).lines(60)), 60)[-1]


def test_the_highlight_follows_a_merged_code_to_the_one_that_lives(project: SmallProject) -> None:
    state = state_of(project, "Skole")
    act(
        project.engine,
        project.kari,
        "merge_codes",
        lambda work: merge_codes(work, [project.codes[3]], project.codes[0]),
    )
    reload(project, state)
    assert state.code == code(project.engine, "Penger")
    assert [each.name for each in state.merged_here(code(project.engine, "Penger"))] == ["Skole"]


def test_the_highlight_stays_in_its_row_when_its_code_is_retired(project: SmallProject) -> None:
    state = state_of(project, "Nav")
    act(project.engine, project.kari, "retire_code", lambda work: retire_code(work, project.codes[2]))
    reload(project, state)
    assert state.code == code(project.engine, "Skole")


@pytest.mark.slow
@pytest.mark.parametrize(
    "start, step, expected", [("Nav", 1, ["Skole", "Nav"]), ("Skole", -1, ["Skole", "Nav"])]
)
def test_moving_up_and_down_passes_the_neighbour(
    project: SmallProject, start: str, step: int, expected: list[str]
) -> None:
    state = state_of(project, start)
    moved, place = state.code, state.place_moved(step)
    assert moved is not None
    done_and_taken_back(project, "move_code", lambda work: move_code(work, moved.id, moved.parent_id, place))
    assert [
        each.rpartition(" > ")[2] for each in paths(project.engine) if "Samhandling >" in each
    ] == expected


def test_moving_passes_hidden_retired_codes_too(project: SmallProject) -> None:
    book = question(project.engine).codebook_id
    act(project.engine, None, "add_code", lambda work: add_code(work, book, "Samhandling > Foreldre"))
    act(project.engine, project.kari, "retire_code", lambda work: retire_code(work, project.codes[3]))
    state = state_of(project, "Nav")
    place = state.place_moved(1)
    act(
        project.engine,
        project.kari,
        "move_code",
        lambda work: move_code(work, project.codes[2], state.tree.code(project.codes[2]).parent_id, place),
    )
    assert paths(project.engine)[-4:-1] == [
        "Samhandling > Skole",
        "Samhandling > Foreldre",
        "Samhandling > Nav",
    ]


def test_at_the_edge_there_is_nowhere_to_move(project: SmallProject) -> None:
    assert state_of(project, "Nav").place_moved(-1) is None
    assert state_of(project, "Vet ikke").place_moved(1) is None


def test_a_new_code_comes_under_a_theme_or_beside_a_code(project: SmallProject) -> None:
    state = state_of(project, "Rammer")
    naming = state.naming_new()
    assert state.path_of_new(naming.parent_id, " Tid ") == "Rammer > Tid"
    assert state.path_of_new(naming.elsewhere().parent_id, "Tid") == "Tid"
    state = state_of(project, "Penger")
    naming = state.naming_new()
    assert [state.path_of_new(parent, "Tid") for parent in naming.places] == [
        "Rammer > Tid",
        "Rammer > Penger > Tid",
        "Tid",
    ]
    assert state.place_of_new(naming.parent_id) == 2


def test_in_an_empty_list_a_new_code_comes_at_the_top(tmp_path: Path) -> None:
    state = state_of(small_project(tmp_path / "p.sqlite", codes=[]))
    assert state.code is None
    assert state.naming_new() == Naming()
    assert panel_lines(state, None, 40) == []
    told = "no codes yet; ^n makes the first, ⇧F4 finds some in the answers"
    assert shown(hint_line(state, "", "")) == [told]


def test_a_code_may_not_go_under_itself_and_is_merged_with_none_of_its_own_branch(
    project: SmallProject,
) -> None:
    state = state_of(project)
    rammer = code(project.engine, "Rammer")
    assert {each.name for each in state.places_to_move(rammer)} == {"Samhandling", "Nav", "Skole", "Vet ikke"}
    assert [each.name for each in state.codes_to_merge_with(rammer)] == ["Samhandling"]
    nav = code(project.engine, "Nav")
    assert [each.name for each in state.codes_to_merge_with(nav)] == [
        "Penger",
        "Øremerking",
        "Skole",
        "Vet ikke",
    ]


def test_the_page_of_a_code_tells_all_about_it(project: SmallProject) -> None:
    penger = project.codes[0]
    act(
        project.engine,
        project.kari,
        "define_code",
        lambda work: define_code(
            work,
            penger,
            definition="Økonomi.",
            use_when="tilskudd",
            not_when="lønn",
            examples=["mer penger"],
            aliases=["kroner"],
            labels={"nb": "Økonomi"},
        ),
    )
    act(project.engine, project.kari, "rename_code", lambda work: rename_code(work, penger, "Midler"))
    page = "\n".join(shown(panel_lines(state_of(project, "Midler"), None, 60), 60))
    for told in (
        "Rammer",
        "Midler",
        "Økonomi.",
        "Use when: tilskudd",
        "Not when: lønn",
        "«mer penger»",
        "Also called: kroner",
        "In reports: nb: Økonomi",
        "0 settled answers have it",
    ):
        assert told in page


def test_what_does_not_fit_of_a_page_is_counted(project: SmallProject) -> None:
    lines = panel_lines(state_of(project, "Penger"), None, 60)
    assert shown(fitted_to(lines, 3), 60)[-1] == f"▾ {len(lines) - 2} more lines · ⇥"


@pytest.mark.slow
def test_four_thousand_codes_are_listed_and_searched_without_a_pause(tmp_path: Path) -> None:
    from time import process_time

    from tests.usecases.test_codebook_as_of import many

    project = small_project(tmp_path / "p.sqlite", codes=[f"Tema {n}" for n in range(60)])
    act(project.engine, project.kari, "import_codebook", lambda work: many(work, project))
    state = state_of(project)
    state.type("kod")
    began = process_time()
    for typed in ("kode", "kode 3", "kode 39", ""):
        state.type(typed)
        state.lines(80)[:40]
    for _step in range(20):
        state.move(100)
    assert process_time() - began < 0.5
