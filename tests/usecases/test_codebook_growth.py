"""Codes made, renamed and described."""

from __future__ import annotations

import threading
from functools import partial

import pytest

from coder.domain.code_tree import SiblingNameError
from coder.domain.codebook import CodeKind, CodeNameError, CodeTextError
from coder.store.as_of import present_state
from coder.store.code_use import meaning_changes
from coder.store.history import entries
from coder.store.unit_of_work import Writing
from coder.usecases.codebook.growth import (
    RetiredCodeError,
    UnchangedMeaningError,
    UnknownLabelError,
    add_code,
    define_code,
    rename_code,
)
from coder.usecases.codebook.settings import retire_code
from tests.builders import act, add_codes, ask, faults, question, redo, small_project, undo
from tests.usecases.codebooks import code, code_id, codes, done_and_taken_back, paths


@pytest.mark.slow
def test_a_new_code_stands_last_among_its_siblings(project_url: str) -> None:
    project = small_project(project_url)
    book = question(project.engine).codebook_id
    done_and_taken_back(project, "add_code", lambda work: add_code(work, book, "Økonomi"))
    assert paths(project.engine) == ["Samarbeid", "Ressurser", "Oppfølging", "Økonomi"]


@pytest.mark.slow
def test_a_path_makes_the_headings_above_the_code(project_url: str) -> None:
    project = small_project(project_url)
    book = question(project.engine).codebook_id
    done_and_taken_back(project, "add_code", lambda work: add_code(work, book, "Rammer > Lokalt > Folk"))
    assert paths(project.engine)[3:] == ["Rammer", "Rammer > Lokalt", "Rammer > Lokalt > Folk"]
    assert [each.codable for each in codes(project.engine)[3:]] == [False, False, True]
    assert code(project.engine, "Folk").theme == "Rammer"


@pytest.mark.slow
def test_everything_about_a_code_is_kept(project_url: str) -> None:
    project = small_project(project_url)
    book = question(project.engine).codebook_id
    act(
        project.engine,
        project.kari,
        "add_code",
        lambda work: add_code(
            work,
            book,
            "  Annet ",
            kind=CodeKind.OTHER,
            definition=" Alt\r\nannet ",
            examples=["ett", "to\ntre", "ett"],
            aliases=["diverse"],
            labels={"nn": "Anna"},
            colour="#ABC",
            position=1,
        ),
    )
    made = codes(project.engine)[0]
    assert (made.name, made.kind, made.colour) == ("Annet", CodeKind.OTHER, "#aabbcc")
    assert made.text.definition == "Alt\nannet"
    assert made.text.examples == ("ett", "to", "tre")
    assert (made.text.aliases, dict(made.text.labels)) == (("diverse",), {"nn": "Anna"})


@pytest.mark.slow
def test_a_code_that_is_there_is_returned_and_nothing_changed(project_url: str) -> None:
    project = small_project(project_url)
    book = question(project.engine).codebook_id
    before = ask(project.engine, entries)
    # "ø" needs no composing, "å" may be written as two characters.
    add_codes(project.engine, project.question_id, "Gå på jobb")
    again = act(
        project.engine, project.ola, "add_code", lambda work: add_code(work, book, "Ga\u030a pa\u030a jobb")
    )
    assert again == code_id(project.engine, "Gå på jobb")
    assert len(ask(project.engine, entries)) == len(before) + 1


@pytest.mark.slow
def test_two_coders_who_make_the_same_code_at_once_share_it(project_url: str) -> None:
    project = small_project(project_url)
    book = question(project.engine).codebook_id
    start = threading.Barrier(2)
    made: list[int] = []

    def make(coder_id: int) -> None:
        start.wait()
        made.append(
            act(project.engine, coder_id, "add_code", lambda work: add_code(work, book, "Bolig > Leie"))
        )

    threads = [threading.Thread(target=make, args=(each,)) for each in (project.kari, project.ola)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(made) == 2
    assert made[0] == made[1]
    assert paths(project.engine)[3:] == ["Bolig", "Bolig > Leie"]


@pytest.mark.slow
def test_a_retired_code_is_not_made_again(project_url: str) -> None:
    project = small_project(project_url)
    book = question(project.engine).codebook_id
    act(project.engine, project.kari, "retire_code", lambda work: retire_code(work, project.codes[0]))
    with pytest.raises(RetiredCodeError, match=r"«Samarbeid» is retired\. Restore it first"):
        act(project.engine, project.ola, "add_code", lambda work: add_code(work, book, "Samarbeid"))
    with pytest.raises(RetiredCodeError):
        act(project.engine, project.ola, "add_code", lambda work: add_code(work, book, "Samarbeid > NAV"))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["", "  ", "a > ", "to\nlinjer", "a\0b", "halv \ud83d", "x" * 401])
def test_a_name_no_code_can_have_is_refused(project_url: str, name: str) -> None:
    project = small_project(project_url)
    book = question(project.engine).codebook_id
    with pytest.raises(CodeNameError):
        act(project.engine, project.kari, "add_code", lambda work: add_code(work, book, name))
    assert len(paths(project.engine)) == 3


@pytest.mark.slow
def test_between_two_codes_there_is_always_room(project_url: str) -> None:
    project = small_project(project_url)
    book = question(project.engine).codebook_id
    for number in range(25):
        act(
            project.engine,
            project.kari,
            "add_code",
            partial(add_code, codebook_id=book, written_path=f"Ny {number}", position=2),
        )
    names = paths(project.engine)
    assert names == ["Samarbeid", *(f"Ny {n}" for n in reversed(range(25))), "Ressurser", "Oppfølging"]
    assert faults(project.engine) == []


@pytest.mark.slow
def test_a_code_is_renamed(project_url: str) -> None:
    project = small_project(project_url)
    done_and_taken_back(
        project, "rename_code", lambda work: rename_code(work, project.codes[1], " Ressursar ")
    )
    assert paths(project.engine) == ["Samarbeid", "Ressursar", "Oppfølging"]


@pytest.mark.slow
def test_a_sibling_s_name_is_refused_but_a_cousin_s_is_not(project_url: str) -> None:
    project = small_project(project_url, codes=["A", "B", "A > Annet", "B > Noe"])
    with pytest.raises(SiblingNameError, match="There is a code «B» already"):
        act(
            project.engine, project.kari, "rename_code", lambda work: rename_code(work, project.codes[0], "B")
        )
    noe = code_id(project.engine, "Noe")
    act(project.engine, project.kari, "rename_code", lambda work: rename_code(work, noe, "Annet"))
    assert paths(project.engine) == ["A", "A > Annet", "B", "B > Annet"]


@pytest.mark.slow
def test_a_code_is_described_and_only_what_is_given_changes(project_url: str) -> None:
    project = small_project(project_url)
    target = project.codes[0]

    def first(work: Writing) -> None:
        define_code(
            work, target, definition="Om samarbeid", aliases=["NAV"], labels={"nb": "Samarbeid", "en": "C"}
        )

    done_and_taken_back(project, "define_code", first)
    done_and_taken_back(
        project,
        "define_code",
        lambda work: define_code(work, target, colour="#123456", labels={"en": ""}, codable=False),
    )
    after = code(project.engine, "Samarbeid")
    assert after.text.definition == "Om samarbeid"
    assert after.text.aliases == ("NAV",)
    assert dict(after.text.labels) == {"nb": "Samarbeid"}
    assert (after.colour, after.codable) == ("#123456", False)


@pytest.mark.slow
def test_a_wider_or_narrower_meaning_is_in_the_history_until_undone(project_url: str) -> None:
    project = small_project(project_url)
    book = question(project.engine).codebook_id
    target = project.codes[0]

    def say(definition: str, meaning: str | None) -> None:
        act(
            project.engine,
            project.kari,
            "define_code",
            lambda work: define_code(work, target, definition=definition, changes_meaning=meaning),
        )

    say("Samarbeid med NAV", None)
    say("Alt samarbeid", "wider")
    say("Samarbeid med kommunen", "narrower")
    operations = [each.operation for each in ask(project.engine, entries)][-3:]
    assert operations == ["define_code", "widen_code", "narrow_code"]
    last = ask(project.engine, entries)[-1].number

    def changes() -> list[tuple[int, str]]:
        return ask(project.engine, lambda work: meaning_changes(work, book)).get(target, [])

    assert changes() == [(last - 1, "wider"), (last, "narrower")]
    undo(project.engine, project.kari)
    assert changes() == [(last - 1, "wider")]
    redo(project.engine, project.kari)
    assert changes() == [(last - 1, "wider"), (last, "narrower")]


@pytest.mark.slow
def test_a_change_of_meaning_needs_another_text(project_url: str) -> None:
    project = small_project(project_url)
    with pytest.raises(UnchangedMeaningError):
        act(
            project.engine,
            project.kari,
            "define_code",
            lambda work: define_code(work, project.codes[0], colour="#000000", changes_meaning="wider"),
        )
    assert code(project.engine, "Samarbeid").colour == ""


@pytest.mark.slow
def test_what_cannot_be_kept_is_refused_whole(project_url: str) -> None:
    project = small_project(project_url)
    before = ask(project.engine, present_state)

    def define(**about: object) -> None:
        act(
            project.engine,
            project.kari,
            "define_code",
            lambda work: define_code(work, project.codes[0], definition="Nytt", **about),  # type: ignore[arg-type]
        )

    with pytest.raises(CodeTextError, match="«blå» is no colour"):
        define(colour="blå")
    with pytest.raises(UnknownLabelError, match="no label in «se»"):
        define(labels={"se": "x"})
    with pytest.raises(CodeTextError, match=r"Character 2 is no text \(U\+0000\)"):
        define(use_when="a\0")
    assert ask(project.engine, present_state) == before


@pytest.mark.slow
def test_a_code_that_differs_in_case_alone_is_the_one_that_is_there(project_url: str) -> None:
    project = small_project(project_url)
    book = question(project.engine).codebook_id

    def made(path: str) -> int:
        return act(project.engine, project.kari, "add_code", lambda work: add_code(work, book, path))

    first = made("Holdninger > Arbeidsgivers vilje")
    assert made("holdninger > ARBEIDSGIVERS VILJE") == first
    assert made("holdninger > Brukers motivasjon") != first
    assert paths(project.engine)[3:] == [
        "Holdninger",
        "Holdninger > Arbeidsgivers vilje",
        "Holdninger > Brukers motivasjon",
    ]
