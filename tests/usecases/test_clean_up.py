"""Clearing up a codebook: what a project's codings bring up, and what is put away."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from coder.domain.clean_up import MEANT_OPERATIONS, CleanUpKind, Finding
from coder.domain.codebook import RECODE_OPERATION, CodeKind
from coder.store.notes import NotedOn
from coder.store.questions import codebook_of_question
from coder.store.unit_of_work import Writing
from coder.usecases.codebook.clean_up import clean_up, mean_it_so, name_word_key
from coder.usecases.codebook.clean_up_words import meant_in_words, share_in_words, why_in_words
from coder.usecases.codebook.growth import add_code
from coder.usecases.codebook.other_answers import (
    NotOtherError,
    other_answers,
    preview_of_recoding,
    recode_answers,
    texts_under,
)
from coder.usecases.codebook.split import split_code
from coder.usecases.coding.notes import notes_beside, write_note
from coder.usecases.coding.setting import mark_done, set_code
from coder.usecases.revisit.openness import Revisit
from tests.builders import (
    SmallProject,
    act,
    add_codes,
    ask,
    code_answer,
    coded_by,
    faults,
    redo,
    small_project,
    undo,
)

QUESTION = "hva_skal_til"
TEXTS = [f"Vi trenger buss nummer {n} til bygda." if n % 2 else f"Noe helt annet {n}." for n in range(24)]


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    """24 answers that are done: all have «Tjenester», all but two «Skyss», eight «Annet»."""
    made = small_project(
        tmp_path / "p.sqlite", texts=TEXTS, codes=("Kommunale tjenester", "Kommunale tenester", "Skyss")
    )

    def code_all(work: Writing) -> int:
        other = add_code(work, codebook_of_question(work, made.question_id), "Annet", kind=CodeKind.OTHER)
        for place, answer in enumerate(made.answers):
            for code, is_given in ((made.codes[0], True), (made.codes[2], place >= 2), (other, place < 8)):
                if is_given:
                    set_code(work, answer, code, made.kari, [])
            mark_done(work, answer, made.kari)
        return other

    other = act(made.engine, made.kari, "import_codings", code_all)
    return SmallProject(
        made.engine, made.question_id, made.answers, [*made.codes, other], made.kari, made.ola
    )


def found(project: SmallProject, kind: CleanUpKind) -> Finding:
    listed = ask(project.engine, lambda work: clean_up(work, QUESTION)).open
    return next(each for each in listed if each.kind is kind)


def put_away(project: SmallProject, finding: Finding, because: str, coder_id: int | None = None) -> None:
    coder = coder_id or project.kari
    mean = partial(mean_it_so, finding=finding, coder_id=coder, because=because)
    act(project.engine, coder, MEANT_OPERATIONS[finding.kind], mean)


def open_kinds(project: SmallProject) -> list[CleanUpKind]:
    return [each.kind for each in ask(project.engine, lambda work: clean_up(work, QUESTION)).open]


def test_each_finding_says_why_in_words_with_its_numbers(project: SmallProject) -> None:
    assert why_in_words(found(project, CleanUpKind.ALIKE)) == "24 answers · 0 answers"
    assert why_in_words(found(project, CleanUpKind.OTHER)) == "33 % of answers; 8 answers"
    assert why_in_words(found(project, CleanUpKind.TOGETHER)) == (
        "22 of the 24 with the first have the second; 22 of the 22 with it the first"
    )
    assert why_in_words(found(project, CleanUpKind.UNUSED)) == "no answer has it; 24 are done"


@pytest.mark.slow
def test_what_is_meant_so_stays_away_with_the_reason_in_the_coders_note(project: SmallProject) -> None:
    alike = found(project, CleanUpKind.ALIKE)
    put_away(project, alike, meant_in_words(alike))
    assert CleanUpKind.ALIKE not in open_kinds(project)
    assert CleanUpKind.UNUSED in open_kinds(project)
    for code in alike.codes:
        read = partial(notes_beside, on=NotedOn.CODE, on_id=code.id, coder_id=project.kari)
        beside = ask(project.engine, read)
        assert beside.own == "Meant so: «Kommunale tjenester» and «Kommunale tenester» are two codes."
    whole = ask(project.engine, lambda work: clean_up(work, QUESTION))
    assert whole.put_away[alike.key].coder == "kari"
    assert faults(project.engine) == []


def test_undoing_it_brings_the_finding_back_and_redo_puts_it_away_again(project: SmallProject) -> None:
    put_away(project, found(project, CleanUpKind.ALIKE), "To ulike ting.")
    undo(project.engine, project.kari)
    assert CleanUpKind.ALIKE in open_kinds(project)
    redo(project.engine, project.kari)
    assert CleanUpKind.ALIKE not in open_kinds(project)


def test_a_note_that_was_there_is_kept_and_taking_it_away_brings_the_finding_back(
    project: SmallProject,
) -> None:
    unused = found(project, CleanUpKind.UNUSED)
    [code] = unused.codes
    write = partial(write_note, on=NotedOn.CODE, on_id=code.id, coder_id=project.kari)
    act(project.engine, project.kari, "write_note", partial(write, text="Spør Ola."))
    put_away(project, unused, "Kommer i neste måling.")
    beside = ask(project.engine, lambda work: notes_beside(work, NotedOn.CODE, code.id, project.kari))
    assert beside.own == "Spør Ola.\nKommer i neste måling."
    act(project.engine, project.kari, "write_note", partial(write, text=""))
    assert CleanUpKind.UNUSED in open_kinds(project)


def test_a_finding_of_other_codes_is_not_put_away_with_it(project: SmallProject) -> None:
    [third] = add_codes(project.engine, project.question_id, "Kommunale tenestar")
    put_away(project, found(project, CleanUpKind.ALIKE), "To ulike ting.")
    left = ask(project.engine, lambda work: clean_up(work, QUESTION)).open
    assert [third in {code.id for code in each.codes} for each in left if each.kind is CleanUpKind.ALIKE] == [
        True,
        True,
    ]


@pytest.mark.slow
def test_answers_get_a_new_code_in_place_of_annet_in_one_act_that_undo_takes_back(
    project: SmallProject,
) -> None:
    *_codes, other = project.codes
    chosen = [project.answers[place] for place in (1, 3, 5)]
    preview = ask(project.engine, lambda work: preview_of_recoding(work, chosen, other, "Skyss > Buss"))
    assert (preview.answers, preview.having, preview.opens, preview.left) == (3, 0, 21, 5)
    assert preview.first[0] == TEXTS[1]
    before = coded_by(project.engine, project.kari)
    give = partial(recode_answers, answer_ids=chosen, code_id=other, target="Skyss > Buss")
    assert act(project.engine, project.kari, RECODE_OPERATION, give) == 3
    after = ask(project.engine, lambda work: clean_up(work, QUESTION))
    assert [share_in_words(each) for each in after.other] == ["21 % of answers; 5 answers"]
    new = next(code for code in after.codes if code.name == "Buss")
    assert all(new.id in coded_by(project.engine, project.kari)[answer] for answer in chosen)
    assert new.kind is CodeKind.ORDINARY
    opened = ask(project.engine, lambda work: Revisit.of(work, project.question_id).answer_ids())
    assert opened == set(project.answers) - set(chosen)
    assert faults(project.engine) == []
    undo(project.engine, project.kari)
    assert coded_by(project.engine, project.kari) == before
    names = [code.name for code in ask(project.engine, lambda work: clean_up(work, QUESTION)).codes]
    assert "Buss" not in names


@pytest.mark.slow
def test_every_coders_annet_goes_and_what_is_there_already_is_not_doubled(project: SmallProject) -> None:
    _first, _second, skyss, other = project.codes
    answer = project.answers[3]
    code_answer(project.engine, answer, other, project.ola)
    preview = ask(project.engine, lambda work: preview_of_recoding(work, [answer], other, skyss))
    assert (preview.answers, preview.having, preview.codings, preview.opens) == (1, 1, 2, 0)
    give = partial(recode_answers, answer_ids=[answer], code_id=other, target=skyss)
    act(project.engine, project.kari, RECODE_OPERATION, give)
    assert set(coded_by(project.engine, project.ola)[answer]) == {skyss}
    assert other not in coded_by(project.engine, project.kari)[answer]
    assert faults(project.engine) == []


def test_a_code_with_a_meaning_of_its_own_is_not_given_away_so(project: SmallProject) -> None:
    give = partial(recode_answers, answer_ids=project.answers, code_id=project.codes[2], target="Ny")
    with pytest.raises(NotOtherError):
        act(project.engine, project.kari, RECODE_OPERATION, give)


def test_of_an_answer_the_placed_words_stand_under_annet_and_without_place_all_of_it(
    tmp_path: Path,
) -> None:
    made = small_project(tmp_path / "q.sqlite", texts=["Flere busser. Ellers bra.", "Ingenting å si."])
    code_answer(made.engine, made.answers[0], made.codes[0], made.kari, [(14, 25)])
    code_answer(made.engine, made.answers[1], made.codes[0], made.kari)
    under = ask(made.engine, lambda work: texts_under(work, made.answers, {made.codes[0]}))
    assert list(under.values()) == ["Ellers bra.", "Ingenting å si."]
    listed = ask(made.engine, lambda work: other_answers(work, made.question_id, [made.codes[0]]))
    assert listed == made.answers


def test_parts_of_annet_are_codes_of_their_own(project: SmallProject) -> None:
    split = partial(split_code, code_id=project.codes[-1], part_names=["Buss"])
    made = act(project.engine, project.kari, "split_code", split)
    codes = ask(project.engine, lambda work: clean_up(work, QUESTION)).codes
    assert next(code.kind for code in codes if code.id == made.parts["Buss"]) is CodeKind.ORDINARY


def test_who_does_it_is_not_what_is_done_but_the_forms_of_each_are_one_word() -> None:
    assert name_word_key("behandling") != name_word_key("behandlere")
    assert name_word_key("behandlingen") == name_word_key("behandlingar")
    assert name_word_key("tenester") == name_word_key("tjenestene")
