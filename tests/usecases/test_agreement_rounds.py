"""What drawn rounds say: frozen, read with today's codes, never taken together unasked."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.domain.sample import Purpose
from coder.domain.settled_codes import Rule
from coder.store.codes import codes_of
from coder.store.history import last_number
from coder.store.unit_of_work import Writing
from coder.tables.options import TableOptions
from coder.usecases.agreement.compared import Compared, NothingComparedError, compared_now
from coder.usecases.agreement.compared_rounds import NoRoundError, compared_rounds
from coder.usecases.agreement.project_agreement import agreement_of
from coder.usecases.agreement.provenance import agreement_by_round
from coder.usecases.agreement.settle import SETTLE, HeldAgainstKeyError, How, settle
from coder.usecases.agreement.table import codes_table
from coder.usecases.codebook.growth import add_code
from coder.usecases.codebook.merge import merge_codes
from coder.usecases.codebook.settings import retire_code
from coder.usecases.codebook.split import split_code
from coder.usecases.coding.setting import remove_code, reopen, set_code
from coder.usecases.second_coder.samples import OPEN, open_before_time
from coder.usecases.tables.frequency_table import frequency_table
from tests.builders import act, ask, question
from tests.usecases.blind_rounds import close, code_blind, draw
from tests.usecases.double_coded import QUESTION, DoubleCoded, double_coded, give

KARI = ["l", "ls", "", "u"]


@pytest.fixture
def project(tmp_path: Path) -> DoubleCoded:
    """Kari has done four answers; Ola is about to."""
    return double_coded(tmp_path / "p.sqlite", {"kari": list(KARI), "ola": [None] * 4})


def in_round(project: DoubleCoded, number: int | None = 1) -> Compared:
    return ask(project.engine, lambda work: compared_rounds(work, QUESTION, number))


def sets(project: DoubleCoded, compared: Compared) -> dict[int, tuple[str, ...]]:
    """Return what each answer got, by place: coder A's and coder B's letters."""
    return {
        project.place(answer.answer_id): tuple(
            project.letters(answer.given[coder.id]) for coder in compared.coders if coder.id in answer.given
        )
        for answer in compared.answers
    }


def test_what_was_frozen_is_read_whatever_coders_do_afterwards(project: DoubleCoded) -> None:
    kari, ola = project.people.values()
    draw(project, "ola")
    code_blind(project, ola, {0: "l", 1: "s", 2: "", 3: "k"})
    close(project, 1)
    for coder_id in (kari, ola):
        act(
            project.engine,
            coder_id,
            "set_code",
            lambda work, coder_id=coder_id: set_code(work, project.answers[3], project.codes["a"], coder_id),  # type: ignore[misc]
        )
    act(
        project.engine,
        kari,
        "remove_code",
        lambda work: remove_code(work, project.answers[0], project.codes["l"], kari),
    )
    compared = in_round(project)
    assert sets(project, compared) == {0: ("l", "l"), 1: ("ls", "s"), 2: ("", ""), 3: ("u", "k")}
    assert compared.is_blind
    assert [coder.name for coder in compared.coders] == ["kari", "ola"]


def test_answers_of_an_open_sample_are_no_part_of_codings_as_they_stand(project: DoubleCoded) -> None:
    draw(project, "ola")
    code_blind(project, project.people["ola"], {0: "l", 1: "s"})
    with pytest.raises(NothingComparedError):
        ask(project.engine, lambda work: compared_now(work, QUESTION))
    # Somebody else may look how far it has come.
    compared = in_round(project)
    assert (len(compared.answers), compared.undone) == (2, 2)
    assert not compared.rounds[0].is_closed


def test_a_code_that_was_merged_is_what_it_became(project: DoubleCoded) -> None:
    ola = project.people["ola"]
    draw(project, "ola")
    code_blind(project, ola, {0: "u", 1: "s", 2: "", 3: "u"})
    close(project, 1)
    act(
        project.engine,
        ola,
        "merge_codes",
        lambda work: merge_codes(work, [project.codes["u"]], project.codes["l"]),
    )
    assert sets(project, in_round(project)) == {0: ("l", "l"), 1: ("ls", "s"), 2: ("", ""), 3: ("l", "l")}


def test_parts_of_a_code_split_after_the_draw_count_as_that_code(project: DoubleCoded) -> None:
    kari, ola = project.people.values()
    draw(project, "ola")
    act(
        project.engine,
        kari,
        "split_code",
        lambda work: split_code(work, project.codes["l"], ["Lokal løn", "Sentral løn"]),
    )
    codes = ask(project.engine, lambda work: codes_of(work, question(project.engine).codebook_id))
    part = next(code.id for code in codes if code.name == "Lokal løn")
    act(project.engine, ola, "set_code", lambda work: set_code(work, project.answers[0], part, ola))
    code_blind(project, ola, {0: "", 1: "s", 2: "", 3: "u"})
    close(project, 1)
    assert sets(project, in_round(project)) == {0: ("l", "l"), 1: ("ls", "s"), 2: ("", ""), 3: ("u", "u")}


@pytest.mark.slow
def test_codes_made_after_the_draw_tell_nothing_in_that_round(project: DoubleCoded) -> None:
    ola = project.people["ola"]
    draw(project, "ola")
    book = question(project.engine).codebook_id
    new = act(project.engine, ola, "add_code", lambda work: add_code(work, book, "Nytt"))
    act(project.engine, ola, "set_code", lambda work: set_code(work, project.answers[0], new, ola))
    code_blind(project, ola, {0: "l", 1: "ls", 2: "", 3: "u"})
    close(project, 1)
    compared = in_round(project)
    assert all(new in answer.unseen for answer in compared.answers)
    found = ask(project.engine, lambda work: agreement_of(work, QUESTION, replicates=0))
    assert (result := found.overall("exact_match")) is not None
    assert result.value == 1
    note = codes_table(found, {}).grid.note
    assert "1 code that one of the coders did not have is left out." in note


def test_what_was_opened_early_is_dropped_and_counted(project: DoubleCoded) -> None:
    from coder.store.coders import coder_named

    draw(project, "ola")
    code_blind(project, project.people["ola"], {0: "l", 1: "ls", 2: "l"})

    def open_early(work: Writing) -> int:
        return open_before_time(work, question(project.engine), 1, coder_named(work, "ola"))

    assert act(project.engine, project.people["ola"], OPEN, open_early) == 1
    code_blind(project, project.people["ola"], {3: "u"})
    compared = in_round(project)
    assert (len(compared.answers), compared.dropped, compared.undone) == (3, 1, 0)


@pytest.mark.slow
def test_strata_give_answers_their_weights(tmp_path: Path) -> None:
    project = double_coded(
        tmp_path / "p.sqlite",
        {"kari": ["l"] * 6, "ola": [None] * 6},
        background={"storleik": ["små"] * 4 + ["store"] * 2},
    )
    draw(project, "ola", size=4, strata="storleik")
    from coder.store.samples import sample_answers

    drawn = ask(project.engine, lambda work: sample_answers(work, 1))
    code_blind(project, project.people["ola"], {project.place(each.answer_id): "l" for each in drawn})
    close(project, 1)
    compared = in_round(project)
    assert sorted((answer.stratum, answer.weight) for answer in compared.answers) == [
        ("små", 2.0),
        ("små", 2.0),
        ("store", 1.0),
        ("store", 1.0),
    ]
    found = ask(project.engine, lambda work: agreement_of(work, QUESTION, replicates=0))
    assert found.report.weighted


def test_own_answers_again_are_held_against_what_was_given_first(project: DoubleCoded) -> None:
    drawn = draw(project, "kari", purpose=Purpose.AGAIN, after_days=0)
    from coder.store.samples import samples_of

    [sample] = ask(project.engine, lambda work: samples_of(work, project.question_id))
    code_blind(project, sample.coder_id, {0: "l", 1: "l", 2: "", 3: "u"})
    close(project, drawn.round)
    compared = in_round(project)
    assert sets(project, compared)[1] == ("ls", "l")
    assert compared.rounds[0].purpose is Purpose.AGAIN
    with pytest.raises(NothingComparedError):
        ask(project.engine, lambda work: compared_now(work, QUESTION))


def test_a_new_coder_is_held_against_a_key(project: DoubleCoded) -> None:
    draw(project, "ola", purpose=Purpose.TRAINING)
    code_blind(project, project.people["ola"], {0: "l", 1: "l", 2: "", 3: "u"})
    close(project, 1)
    compared = in_round(project)
    assert [coder.name for coder in compared.coders] == ["key", "ola"]
    assert sets(project, compared)[1] == ("ls", "l")


@pytest.mark.slow
def test_a_third_coder_joins_a_round(tmp_path: Path) -> None:
    project = double_coded(tmp_path / "p.sqlite", {"kari": list(KARI), "ola": [None] * 4, "per": [None] * 4})
    draw(project, "ola")
    draw(project, "per", round_number=1)
    code_blind(project, project.people["ola"], {0: "l", 1: "s", 2: "", 3: "u"})
    code_blind(project, project.people["per"], {0: "l", 1: "l", 2: "a", 3: "u"})
    close(project, 1)
    compared = in_round(project)
    assert sets(project, compared)[1] == ("ls", "s", "l")
    assert [coder.letter for coder in compared.coders] == ["A", "B", "C"]


@pytest.mark.slow
def test_rounds_are_taken_together_only_when_asked(project: DoubleCoded) -> None:
    ola = project.people["ola"]
    from coder.store.samples import sample_answers

    for number in (1, 2):
        drawn = draw(project, "ola", size=2)
        places = [
            project.place(each.answer_id)
            for each in ask(project.engine, lambda work, drawn=drawn: sample_answers(work, drawn.id))  # type: ignore[misc]
        ]
        code_blind(project, ola, dict.fromkeys(places, "l"))
        close(project, number)
    newest = ask(project.engine, lambda work: agreement_of(work, QUESTION, replicates=0))
    assert [each.number for each in newest.compared.rounds] == [2]
    both = ask(project.engine, lambda work: agreement_of(work, QUESTION, (), "all", replicates=0))
    assert len(both.compared.answers) == 4
    told = ask(project.engine, lambda work: agreement_by_round(work, QUESTION, work))
    assert [(each["round"], each["n"]) for each in told] == [(1, 2), (2, 2)]
    with pytest.raises(NoRoundError, match="There is: 1, 2"):
        in_round(project, 5)


def test_the_same_answers_as_they_stand_say_what_their_sets_are(project: DoubleCoded) -> None:
    give(project, "ola", ["l", "s", "", "u"])
    found = ask(project.engine, lambda work: agreement_of(work, QUESTION, replicates=0))
    assert not found.compared.is_blind
    assert found.report.answers == 4
    assert (exact := found.overall("exact_match")) is not None
    assert exact.value == 0.75


@pytest.mark.slow
def test_tables_tell_what_each_round_found(project: DoubleCoded) -> None:
    before = frequency_table(project.engine, QUESTION, TableOptions())
    assert "agreement" not in before.provenance
    draw(project, "ola")
    code_blind(project, project.people["ola"], {0: "l", 1: "s", 2: "", 3: "u"})
    assert "agreement" not in frequency_table(project.engine, QUESTION, TableOptions()).provenance
    close(project, 1)
    entry = ask(project.engine, last_number)
    act(project.engine, project.people["ola"], "retire_code", lambda work: retire_code(work, 7))
    for when in (None, str(entry)):
        [told] = frequency_table(project.engine, QUESTION, TableOptions(as_of=when)).provenance["agreement"]
        assert (told["round"], told["coders"], told["n"], told["statistic"]) == (1, 2, 4, "alpha_masi")
        assert told["interval"][0] < told["value"] < told["interval"][1]


def test_what_is_held_against_a_key_is_settled_already(project: DoubleCoded) -> None:
    draw(project, "ola", purpose=Purpose.TRAINING)
    code_blind(project, project.people["ola"], {0: "l", 1: "l", 2: "", 3: "u"})
    close(project, 1)
    compared = in_round(project)
    with pytest.raises(HeldAgainstKeyError):
        act(
            project.engine,
            project.people["kari"],
            SETTLE,
            lambda work: settle(work, compared, project.answers, How(Rule.UNION)),
        )


def test_answers_settled_before_they_were_coded_are_counted(project: DoubleCoded) -> None:
    kari, ola = project.people.values()
    give(project, "ola", ["l", "s", None, None])

    def do(work: Writing) -> None:
        settle(work, compared_now(work, QUESTION), project.answers[:2], How(Rule.UNION))

    act(project.engine, kari, SETTLE, do)
    assert ask(project.engine, lambda work: compared_now(work, QUESTION)).discussed == 0
    act(project.engine, ola, "reopen", lambda work: reopen(work, project.answers[1], ola))
    give(project, "ola", [None, "ls", None, None])
    assert ask(project.engine, lambda work: compared_now(work, QUESTION)).discussed == 1
