"""Two copies of a project, worked on apart, become one: nothing lost, nothing doubled, nothing silent."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.store.births import births_of
from coder.store.check import findings
from coder.store.foreign import foreign_parts
from coder.store.merging.conflict import Take
from coder.usecases.codebook.code_list import code_listing
from coder.usecases.codebook.settings import set_exclusive
from tests.builders import ask
from tests.usecases.merged_projects import conflicts, content, copied, kinds, two_laptops


@pytest.mark.slow
def test_what_each_coded_alone_stands_together(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    kari.give("r1", "Samarbeid", done=True)
    ola.give("r2", "Ressurser", spans=[(0, 9)], done=True)
    made = kari.merge(ola)
    assert made.entry is not None
    assert kinds(made) == []
    assert kari.codes_of("r1") == {"Samarbeid"}
    assert kari.codes_of("r2", "ola") == {"Ressurser"}
    assert kari.state_of("r2", "ola") == "done"


@pytest.mark.slow
def test_merging_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    ola.give("r2", "Ressurser", done=True)
    assert kari.merge(ola).entry is not None
    again = kari.merge(ola)
    assert (again.entry, again.plan) == (None, None)


@pytest.mark.slow
def test_a_newer_copy_brings_only_what_is_new(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    ola.give("r2", "Ressurser", done=True)
    kari.merge(ola)
    kari.take_off("r2", "Ressurser", "ola")
    ola.give("r3", "Samarbeid")
    made = kari.merge(ola)
    assert kinds(made) == []
    assert kari.codes_of("r2", "ola") == set()
    assert kari.codes_of("r3", "ola") == {"Samarbeid"}


@pytest.mark.slow
def test_merged_both_ways_both_have_the_same(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    kari.give("r1", "Samarbeid", done=True)
    kari.add("Tid > Venting")
    ola.give("r2", "Ressurser", done=True)
    ola.add("Penger")
    kari.merge(ola)
    ola.merge(kari)
    assert content(kari.engine) == content(ola.engine)
    assert kari.open_for("r1") == ola.open_for("r1", "kari") == {"Penger", "Venting"}


@pytest.mark.slow
def test_one_coder_who_coded_an_answer_differently_here_and_there_is_told(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    kari.give("r1", "Samarbeid", coder="ola", done=True)
    ola.give("r1", "Ressurser", done=True)
    made = kari.merge(ola)
    assert kinds(made) == ["coded"]
    assert kari.codes_of("r1", "ola") == {"Samarbeid"}


@pytest.mark.slow
def test_the_other_side_can_be_taken(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    kari.give("r1", "Samarbeid", coder="ola", done=True)
    ola.give("r1", "Ressurser", done=True)
    assert kinds(kari.merge(ola, Take.THEIRS)) == ["coded"]
    assert kari.codes_of("r1", "ola") == {"Ressurser"}


@pytest.mark.slow
def test_codes_added_on_both_sides_are_all_kept_and_places_united(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    kari.give("r1", "Samarbeid", coder="ola", spans=[(0, 5)])
    ola.give("r1", "Samarbeid", spans=[(6, 15)])
    ola.give("r1", "Ressurser")
    assert kinds(kari.merge(ola)) == []
    assert kari.codes_of("r1", "ola") == {"Samarbeid", "Ressurser"}
    assert kari.places("r1", "Samarbeid", "ola") == [(0, 5), (6, 15)]


@pytest.mark.slow
def test_done_goes_before_started_where_the_codes_are_the_same(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    kari.give("r1", "Samarbeid", coder="ola")
    ola.give("r1", "Samarbeid", done=True)
    assert kinds(kari.merge(ola)) == []
    assert kari.state_of("r1", "ola") == "done"


@pytest.mark.slow
def test_a_definition_changed_on_both_sides_is_a_conflict_and_on_one_side_is_taken(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    kari.define("Samarbeid", definition="Alt om å samarbeide.")
    ola.define("Samarbeid", definition="Bare med andre etater.")
    ola.define("Ressurser", definition="Folk og penger.")
    made = kari.merge(ola)
    assert [(each.kind.value, each.field) for each in conflicts(made)] == [("changed", "definition")]
    assert kari.definition("Samarbeid") == "Alt om å samarbeide."
    assert kari.definition("Ressurser") == "Folk og penger."


@pytest.mark.slow
def test_codes_made_apart_under_one_path_are_one_code(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    kari.add("Tid > Venting")
    kari.give("r1", "Venting")
    ola.add("Tid > Venting")
    ola.give("r2", "Venting")
    assert kinds(kari.merge(ola)) == []
    assert kari.codes_of("r2", "ola") == {"Venting"}


@pytest.mark.slow
def test_a_code_merged_away_here_takes_its_new_codings_along(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    kari.join("Ressurser", "Samarbeid")
    ola.give("r2", "Ressurser", done=True)
    ola.add("Ressurser > Penger")
    assert kinds(kari.merge(ola)) == []
    assert kari.codes_of("r2", "ola") == {"Samarbeid"}
    ola.merge(kari)
    assert content(kari.engine) == content(ola.engine)


@pytest.mark.slow
def test_codes_merged_into_each_other_do_not_go_in_a_circle(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    ola.give("r2", "Samarbeid")
    kari.join("Ressurser", "Samarbeid")
    ola.join("Samarbeid", "Ressurser")
    assert "tree" in kinds(kari.merge(ola))
    assert kari.codes_of("r2", "ola") == {"Samarbeid"}


@pytest.mark.slow
def test_codes_moved_under_each_other_stay_where_they_are_here(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    kari.move("Ressurser", "Samarbeid")
    ola.move("Samarbeid", "Ressurser")
    assert kinds(kari.merge(ola)) == ["tree"]


@pytest.mark.slow
def test_out_of_a_circle_no_code_comes_to_stand_under_one_that_was_merged_away(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    kari.move("Oppfølging", "Samarbeid")
    ola.join("Samarbeid", "Ressurser")
    ola.move("Ressurser", "Oppfølging")
    assert "tree" in kinds(kari.merge(ola))
    assert ask(kari.engine, findings) == []


@pytest.mark.slow
def test_two_codes_that_would_have_one_name_get_two(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    kari.rename("Samarbeid", "Tid")
    ola.add("Tid")
    ola.give("r2", "Tid")
    assert kinds(kari.merge(ola)) == ["name"]
    assert kari.codes_of("r2", "ola") == {"Tid (2)"}


@pytest.mark.slow
def test_a_code_taken_away_here_and_used_there_stays(tmp_path: Path) -> None:
    kari = two_laptops(tmp_path)[0]
    kari.add("Tid")
    ola = copied(kari, tmp_path / "ola2.sqlite", "ola")
    kari.undo()
    ola.give("r2", "Tid", done=True)
    assert kinds(kari.merge(ola)) == ["still used"]
    assert kari.codes_of("r2", "ola") == {"Tid"}


@pytest.mark.slow
def test_an_answer_with_several_codes_makes_an_exclusive_codebook_allow_several(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    book = kari.book()
    kari.do("set_exclusive", lambda w: set_exclusive(w, book, True))
    ola.give("r2", "Samarbeid", "Ressurser")
    assert kinds(kari.merge(ola)) == ["exclusive"]
    assert kari.codes_of("r2", "ola") == {"Samarbeid", "Ressurser"}


@pytest.mark.slow
def test_in_an_exclusive_codebook_one_coders_two_codes_are_a_conflict(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path, exclusive=True)
    kari.give("r1", "Samarbeid", coder="ola")
    ola.give("r1", "Ressurser")
    assert kinds(kari.merge(ola)) == ["coded"]
    assert kari.codes_of("r1", "ola") == {"Samarbeid"}


@pytest.mark.slow
def test_what_the_first_merge_could_not_unite_is_not_asked_again_by_the_one_who_did(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    kari.define("Samarbeid", definition="Her.")
    ola.define("Samarbeid", definition="Der.")
    ola.add("Tid")
    assert kinds(kari.merge(ola)) == ["changed"]
    assert kinds(ola.merge(kari)) == []
    assert ola.definition("Samarbeid") == "Her."


@pytest.mark.slow
def test_undo_takes_a_merge_back_and_the_same_file_can_be_merged_again(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    before = content(kari.engine)
    ola.give("r2", "Ressurser", done=True)
    ola.add("Tid")
    assert kari.merge(ola).entry is not None
    kari.undo()
    assert content(kari.engine) == before
    assert ask(kari.engine, findings) == []
    assert [part.is_taken_back for part in ask(kari.engine, foreign_parts)] == [True]
    assert kari.merge(ola).entry is not None
    assert kari.codes_of("r2", "ola") == {"Ressurser"}


# Revisit: docs/decisions/0012-merge.md has the table


@pytest.mark.slow
def test_a_code_made_there_opens_what_was_done_here(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    kari.give("r1", "Samarbeid", done=True)
    ola.add("Tid")
    kari.merge(ola)
    assert kari.open_for("r1") == {"Tid"}


@pytest.mark.slow
def test_a_code_made_there_is_not_told_to_be_made_by_whoever_merged(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    ola.add("Der")
    kari.add("Her")
    kari.merge(ola)
    births = ask(kari.engine, lambda work: births_of(work, kari.book()))
    assert (births[kari.code("Her")].coder, births[kari.code("Der")].coder) == ("kari", None)
    listing = ask(kari.engine, lambda work: code_listing(work, "hva_skal_til"))
    born = {code.name: listing.births[code.born] for code in listing.codes}
    assert (born["Her"].coder, born["Her"].is_merged) == ("kari", False)
    assert (born["Der"].coder, born["Der"].is_merged) == ("", True)


@pytest.mark.slow
def test_a_code_made_here_opens_what_was_done_there(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    kari.add("Tid")
    ola.give("r1", "Samarbeid", done=True)
    kari.merge(ola)
    assert kari.open_for("r1", "ola") == {"Tid"}


@pytest.mark.slow
def test_what_was_done_there_knowing_a_code_made_there_is_not_open_for_it(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    kari.add("Her")
    ola.give("r1", "Samarbeid", done=True)
    ola.add("Der")
    ola.give("r2", "Samarbeid", done=True)
    kari.merge(ola)
    assert kari.open_for("r1", "ola") == {"Her", "Der"}
    assert kari.open_for("r2", "ola") == {"Her"}


@pytest.mark.slow
def test_the_same_holds_after_a_second_merge(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    kari.add("Her")
    ola.add("Der")
    kari.merge(ola)
    ola.give("r2", "Samarbeid", done=True)
    kari.merge(ola)
    assert kari.open_for("r2", "ola") == {"Her"}
    ola.merge(kari)
    assert ola.open_for("r2") == {"Her"}
    ola.give("r3", "Samarbeid", done=True)
    kari.merge(ola)
    assert kari.open_for("r3", "ola") == set()


@pytest.mark.slow
def test_a_code_made_on_both_sides_opens_only_what_was_done_before_it(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    kari.give("r1", "Samarbeid", done=True)
    kari.add("Tid")
    kari.give("r2", "Samarbeid", done=True)
    ola.give("r3", "Samarbeid", done=True)
    ola.add("Tid")
    ola.give("r4", "Samarbeid", done=True)
    kari.merge(ola)
    assert [
        kari.open_for(each, who)
        for each, who in zip(("r1", "r2", "r3", "r4"), ("kari", "kari", "ola", "ola"), strict=True)
    ] == [{"Tid"}, set(), {"Tid"}, set()]


@pytest.mark.slow
def test_a_meaning_widened_there_opens_what_was_done_here_until_the_merge_is_undone(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    kari.give("r1", "Samarbeid", done=True)
    ola.define("Ressurser", definition="Også tid.", changes_meaning="wider")
    kari.merge(ola)
    assert kari.open_for("r1") == {"Ressurser"}
    kari.undo()
    assert kari.open_for("r1") == set()


@pytest.mark.slow
def test_a_meaning_narrowed_here_opens_what_was_given_the_code_there(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    kari.define("Ressurser", definition="Bare penger.", changes_meaning="narrower")
    ola.give("r1", "Ressurser", done=True)
    ola.give("r2", "Samarbeid", done=True)
    kari.merge(ola)
    assert kari.open_for("r1", "ola") == {"Ressurser"}
    assert kari.open_for("r2", "ola") == set()


@pytest.mark.slow
def test_a_look_there_closes_only_what_its_coder_could_know(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    ola.give("r1", "Samarbeid", done=True)
    ola.add("Der")
    ola.look("r1", "Der")
    kari.add("Her")
    kari.merge(ola)
    assert kari.open_for("r1", "ola") == {"Her"}


@pytest.mark.slow
def test_a_code_split_there_opens_what_was_done_here_for_its_parts(tmp_path: Path) -> None:
    kari = two_laptops(tmp_path)[0]
    kari.give("r1", "Ressurser", done=True)
    kari.give("r2", "Samarbeid", done=True)
    kari_too = copied(kari, tmp_path / "ola2.sqlite", "ola")
    kari_too.split("Ressurser", {"r1": "Folk"}, "Folk", "Penger")
    kari.merge(kari_too)
    assert kari.codes_of("r1") == {"Folk"}
    assert kari.open_for("r1") == {"Penger"}
    assert kari.open_for("r2") == set()
