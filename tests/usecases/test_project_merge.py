"""Two copies of a project, worked on apart, become one again: nothing lost, nothing doubled, nothing silent."""

from __future__ import annotations

from pathlib import Path

from tests.builders import ask
from tests.usecases.merged_projects import content, kinds, two_laptops


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


def test_merging_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    kari, ola = two_laptops(tmp_path)
    ola.give("r2", "Ressurser", done=True)
    assert kari.merge(ola).entry is not None
    again = kari.merge(ola)
    assert (again.entry, again.plan) == (None, None)


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
