"""Answers coded unlike their likes: listed by in what they are unlike, with the code it is about."""

from __future__ import annotations

from pathlib import Path

from coder.store.codes import codes_of
from coder.store.questions import question_named
from coder.tui.alike.unlike_lines import HAS, LACKS, Unlike, UnlikeRows, title_line
from coder.tui.code_shelf import CodeShelf
from coder.usecases.coding.answer_list import rows_of
from tests.builders import ask, small_project
from tests.tui.desks import QUESTION, shown


def test_answers_that_lack_a_code_stand_before_those_that_have_one_too_many(tmp_path: Path) -> None:
    project = small_project(tmp_path / "p.sqlite")
    first, second, _third, fourth, *_rest = project.answers
    codes = ask(project.engine, lambda work: codes_of(work, question_named(work, QUESTION).codebook_id))
    rows = ask(project.engine, lambda work: rows_of(work, project.answers[:3], project.kari))
    found = [
        Unlike(first, project.codes[0], HAS),
        Unlike(second, project.codes[1], LACKS),
        Unlike(fourth, project.codes[1], LACKS),
    ]
    listed = UnlikeRows(found, {row.id: row for row in rows}, CodeShelf(codes))
    lines = shown(list(listed), 80)
    assert lines[0] == "They are like answers with the code, but lack it"
    assert lines[1].startswith("  r2  Vi manglar folk.")
    assert lines[1].endswith("− Ressurser")
    assert lines[2] == "  …"
    assert lines[3] == "They have the code, but are unlike others that have it"
    assert lines[4].endswith("● Samarbeid")
    assert [listed.found(place) for place in (0, 1)] == [None, found[1]]
    assert listed.found(9) is None


def test_the_title_tells_how_many_more_there_are_where_suggestions_are_hidden() -> None:
    assert shown(title_line("Hva skal til?", 2, 1), 80)[0].endswith(
        "2 answers to look at · 1 left out: suggestions hidden"
    )


def test_the_title_tells_how_many_answers_stand_out() -> None:
    assert shown(title_line("Hva skal til?", 1), 40)[0].split("  ")[-1].strip() == "1 answer to look at"
