"""A second coder's sample: drawn and frozen, coded blind, opened before time, closed."""

from __future__ import annotations

from pathlib import Path

import pytest

from coder.domain.coder_kind import AGAIN
from coder.domain.sample import Method, Purpose
from coder.store import schema
from coder.store.coders import ReservedNameError, all_coders, people_done_in, present_coder
from coder.store.codes import codes_of
from coder.store.overview import overview
from coder.store.question_counts import question_counts
from coder.store.samples import done_of, sample_answers, still_blind
from coder.store.trail import Trace, add_trace
from coder.store.unit_of_work import Writing
from coder.usecases.codebook.files import export_codebook, read_codebook
from coder.usecases.codebook.growth import accept_code, add_code
from coder.usecases.codebook.importing import import_codebook
from coder.usecases.codebook.merge import merge_codes
from coder.usecases.coding.reading import reading_list
from coder.usecases.coding.setting import ProposedCodeError, remove_code
from coder.usecases.history.details import told_changes
from coder.usecases.history.in_words import told_history
from coder.usecases.revisit.reading_again import count_open, look_again
from coder.usecases.second_coder.blind_history import history_for
from coder.usecases.second_coder.blindness import blindness_of, seat_of
from coder.usecases.second_coder.sample_key import key_differences
from coder.usecases.second_coder.sample_plan import NothingToDrawError, UnreachableWidthError
from coder.usecases.second_coder.sample_wanted import (
    EmptyStratumError,
    NoFirstCoderError,
    NoRoundToJoinError,
    SameCoderError,
    StillCodingError,
)
from coder.usecases.second_coder.samples import (
    CLOSE,
    OPEN,
    NoOpenSampleError,
    UnfinishedSampleError,
    acting_coder,
    close_finished,
    close_round,
    open_before_time,
    sample_standings,
)
from coder.usecases.team.coders import rename_coder
from tests.builders import act, add_coder, ask, code_answer, count, faults, finish, redo, undo
from tests.usecases.drawn_samples import TEXTS, Drawn, coded_by_kari


@pytest.fixture
def project(tmp_path: Path) -> Drawn:
    return coded_by_kari(tmp_path / "p.sqlite")


def close(p: Drawn, number: int = 1, **how: bool) -> None:
    act(p.engine, p.kari, CLOSE, lambda work: close_round(work, p.question, number, **how))


def open_early(p: Drawn, person: int, number: int = 1) -> int:
    return act(
        p.engine, person, OPEN, lambda work: open_before_time(work, p.question, number, p.person(person))
    )


# The draw


@pytest.mark.slow
def test_the_first_coders_sets_are_frozen_at_the_draw(project: Drawn) -> None:
    p = project
    drawn = p.draw(p.ola)
    before = {each: p.codings(p.kari).get(each, set()) for each in p.drawn(drawn.id)}
    assert (drawn.round, drawn.size, drawn.population, drawn.against) == (1, 5, 12, "kari")
    assert p.given(drawn.id, p.kari) == before
    changed = p.drawn(drawn.id)[0]
    code_answer(p.engine, changed, p.codes[2], p.kari)
    assert p.given(drawn.id, p.kari) == before
    assert faults(p.engine) == []


def test_the_same_seed_draws_the_same_answers(project: Drawn, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    other = coded_by_kari(tmp_path / "b" / "p.sqlite")
    first, second = project.draw(project.ola, seed=77), other.draw(other.ola, seed=77)
    assert project.drawn(first.id) == other.drawn(second.id)
    [sample] = project.samples()
    assert (sample.seed, sample.population, sample.method) == (77, 12, Method.RANDOM)


def test_the_draw_says_where_it_stands_in_the_history_and_is_no_act_to_undo(project: Drawn) -> None:
    p = project
    p.draw(p.ola)
    [sample] = p.samples()
    [standing] = ask(p.engine, lambda work: sample_standings(work, p.question))
    assert standing.drawn_at > "2026"
    last = undo(p.engine, p.kari)
    assert last < sample.drawn
    assert p.samples() == [sample]
    redo(p.engine, p.kari)


def test_a_new_round_draws_answers_that_were_never_drawn_and_says_when_few_are_left(project: Drawn) -> None:
    p = project
    first = p.draw(p.ola)
    close(p, unfinished=True)
    second = p.draw(p.ola, size=20)
    assert (second.round, second.asked, second.size, second.drawn_before) == (2, 20, 7, 5)
    assert set(p.drawn(first.id)).isdisjoint(p.drawn(second.id))
    close(p, 2, unfinished=True)
    with pytest.raises(NothingToDrawError, match="12 answers were drawn before"):
        p.draw(p.ola)


def test_answers_the_second_coder_has_begun_are_not_drawn(project: Drawn) -> None:
    p = project
    for answer_id in p.answers[:8]:
        code_answer(p.engine, answer_id, p.codes[0], p.ola)
    drawn = p.draw(p.ola, size=12)
    assert sorted(p.drawn(drawn.id)) == p.answers[8:]


def test_a_stratified_draw_keeps_strata_and_weights(tmp_path: Path) -> None:
    p = coded_by_kari(tmp_path / "p.sqlite")

    def levels(work: Writing) -> None:
        variable = work.create("variable", name="størrelse", position=1)
        small, large = (
            work.create("level", variable=variable, name=name, position=place)
            for place, name in enumerate(("liten", "stor"))
        )
        ids = work.connection.scalars(
            schema.participation.select().with_only_columns(schema.participation.c.id)
        )
        for place, row_id in enumerate(ids.all()):
            work.update("participation", row_id, background={variable: small if place < 3 else large})

    act(p.engine, p.kari, "import_survey", levels)
    with pytest.raises(EmptyStratumError, match="has 2 levels"):
        p.draw(p.ola, size=1, strata="størrelse")
    drawn = p.draw(p.ola, size=6, strata="størrelse")
    rows = ask(p.engine, lambda work: sample_answers(work, drawn.id))
    weights = {row.stratum: row.weight for row in rows}
    assert weights == {"liten": 1.0, "stor": 3.0}
    assert sum(row.weight for row in rows) == 12
    assert p.samples()[0].method is Method.STRATIFIED


def test_a_wanted_half_width_gives_the_size(project: Drawn) -> None:
    drawn = project.draw(project.ola, size=None, half_width=0.45)
    assert 1 < drawn.size <= 12
    assert project.samples()[0].half_width == 0.45


def test_a_half_width_that_no_number_of_answers_gives_is_refused(project: Drawn) -> None:
    with pytest.raises(UnreachableWidthError, match="12 answers"):
        project.draw(project.ola, size=None, half_width=0.01)
    assert project.samples() == []


def test_the_plan_tells_how_often_codes_stand_and_counts_themes_once(tmp_path: Path) -> None:
    p = coded_by_kari(tmp_path / "p.sqlite", themes=True)
    p.code(p.kari, p.answers[0], p.codes[3:])
    plan = p.draw(p.ola).plan
    assert plan is not None
    uses = {code.key: code.uses for code in plan.codes}
    assert (uses["Samarbeid"], uses["Penger > Statlige"]) == (6, 1)
    assert {theme.key: theme.uses for theme in plan.themes}["Penger"] == 1
    assert [code.key for code in plan.reached] == []


def test_whether_the_first_coder_had_suggestions_is_noted(project: Drawn) -> None:
    p = project

    def saw(codes: tuple[tuple[str, float], ...], *, hidden: bool) -> None:
        for answer_id in p.answers:
            trace = Trace(answer_id, p.kari, codes, "typed", hidden=hidden)
            act(p.engine, p.kari, "set_code", lambda work, trace=trace: add_trace(work, trace))  # type: ignore[misc]

    assert p.draw(p.ola).first_had_suggestions is None
    close(p, unfinished=True)
    saw((("x", 0.9),), hidden=True)
    assert p.draw(p.ola).first_had_suggestions is False
    close(p, 2, unfinished=True)
    saw((("x", 0.9),), hidden=False)
    assert p.draw(p.ola, size=1).first_had_suggestions is True


def test_what_is_open_to_be_read_again_is_noted_and_unseen_codes_are_frozen_along(project: Drawn) -> None:
    p = project
    book = p.question.codebook_id
    new = act(p.engine, p.kari, "add_code", lambda work: add_code(work, book, "Reiseveg"))
    looked = p.answers[0]
    act(p.engine, p.kari, "look_again", lambda work: look_again(work, looked, p.kari, [new], {}))
    drawn = p.draw(p.ola, size=12)
    assert (drawn.revisit_open, drawn.revisit_bound) == (11, None)
    unseen = p.unseen(drawn.id, p.kari)
    assert unseen[looked] == set()
    assert all(unseen[each] == {new} for each in p.answers[1:])


def test_nobody_is_second_coder_beside_herself(project: Drawn) -> None:
    p = project
    with pytest.raises(SameCoderError, match="--after-days 14"):
        p.draw(p.kari, against=p.person(p.kari))
    with pytest.raises(NoFirstCoderError, match="Nobody else"):
        p.draw(p.kari)


def test_whom_it_is_held_against_must_be_said_where_several_could_be_meant(project: Drawn) -> None:
    p = project
    eva = add_coder(p.engine, "eva")
    for person in (p.ola, eva):
        finish(p.engine, p.answers[0], person)
    with pytest.raises(NoFirstCoderError, match=r"«ola».*«eva»|«eva».*«ola»"):
        p.draw(p.kari)
    assert p.draw(eva).against == "kari"


def test_one_codes_one_sample_of_a_question_at_a_time(project: Drawn) -> None:
    project.draw(project.ola)
    with pytest.raises(StillCodingError, match="5 answers are left"):
        project.draw(project.ola)


# Coding it


def test_the_reading_list_is_the_sample_in_its_order_until_it_is_closed(project: Drawn) -> None:
    p = project
    ola = p.person(p.ola)
    drawn = p.draw(p.ola)
    assert ask(p.engine, lambda work: reading_list(work, p.question, ola)) == p.drawn(drawn.id)
    assert len(ask(p.engine, lambda work: reading_list(work, p.question, p.person(p.kari)))) == len(TEXTS)
    close(p, unfinished=True)
    assert len(ask(p.engine, lambda work: reading_list(work, p.question, ola))) == len(TEXTS)


def test_she_is_blind_until_it_is_closed_and_nobody_else_is(project: Drawn) -> None:
    p = project
    drawn = p.draw(p.ola)
    p.code(p.ola, p.drawn(drawn.id)[0], [p.codes[2]])
    blindness = ask(p.engine, lambda work: blindness_of(work, p.question_id, p.ola))
    assert blindness is not None
    assert (blindness.round, blindness.done, blindness.left, blindness.hides_suggestions) == (1, 1, 4, True)
    assert ask(p.engine, lambda work: blindness_of(work, p.question_id, p.kari)) is None
    seat = ask(p.engine, lambda work: seat_of(work, p.question_id, p.person(p.ola)))
    assert (seat.coder.id, seat.is_blind, seat.shows_suggestions) == (p.ola, True, False)
    close(p, unfinished=True)
    assert ask(p.engine, lambda work: blindness_of(work, p.question_id, p.ola)) is None


@pytest.mark.slow
def test_closing_freezes_what_the_second_coder_gave(project: Drawn) -> None:
    p = project
    drawn = p.draw(p.ola)
    for place, answer_id in enumerate(p.drawn(drawn.id)):
        p.code(p.ola, answer_id, [p.codes[0]] if place else [])
    given = {each: p.codings(p.ola).get(each, set()) for each in p.drawn(drawn.id)}
    act(p.engine, p.ola, CLOSE, lambda work: close_finished(work, p.question, p.person(p.ola)))
    act(
        p.engine,
        p.ola,
        "remove_code",
        lambda work: remove_code(work, p.drawn(drawn.id)[1], p.codes[0], p.ola),
    )
    assert p.given(drawn.id, p.ola) == given
    assert ask(p.engine, lambda work: still_blind(work, p.question_id)) == set()
    assert faults(p.engine) == []


def test_a_sample_that_is_not_done_is_closed_only_when_that_is_meant(project: Drawn) -> None:
    p = project
    drawn = p.draw(p.ola)
    p.code(p.ola, p.drawn(drawn.id)[0], [])
    with pytest.raises(UnfinishedSampleError, match="ola has 4 answers left"):
        close(p)
    assert act(p.engine, p.ola, CLOSE, lambda w: close_finished(w, p.question, p.person(p.ola))) == []
    close(p, unfinished=True)
    assert p.given(drawn.id, p.ola).keys() == {p.drawn(drawn.id)[0]}
    with pytest.raises(NoOpenSampleError, match="Round 1"):
        close(p)


def test_opening_before_time_drops_what_is_not_done_and_is_a_fact(project: Drawn) -> None:
    p = project
    drawn = p.draw(p.ola)
    first, *rest = p.drawn(drawn.id)
    p.code(p.ola, first, [p.codes[1]])
    assert open_early(p, p.ola) == 4
    rows = ask(p.engine, lambda work: sample_answers(work, drawn.id))
    assert [row.answer_id for row in rows if row.opened is not None] == rest
    assert p.given(drawn.id, p.ola) == {first: {p.codes[1]}}
    assert ask(p.engine, lambda work: blindness_of(work, p.question_id, p.ola)) is None
    undo(p.engine, p.ola)
    assert [each.opened for each in ask(p.engine, lambda work: sample_standings(work, p.question))] == [4]
    with pytest.raises(NoOpenSampleError, match="ola"):
        open_early(p, p.ola)


def test_the_settled_coding_stays_the_first_coders(project: Drawn) -> None:
    p = project
    before = ask(p.engine, lambda work: work.connection.execute(schema.settled.select()).all())
    drawn = p.draw(p.ola)
    for answer_id in p.drawn(drawn.id):
        p.code(p.ola, answer_id, [])
    assert ask(p.engine, lambda work: work.connection.execute(schema.settled.select()).all()) == before


def test_a_third_coder_gets_the_same_answers_and_what_was_frozen_then(project: Drawn) -> None:
    p = project
    eva = add_coder(p.engine, "eva")
    first = p.draw(p.ola)
    frozen = p.given(first.id, p.kari)
    code_answer(p.engine, p.drawn(first.id)[0], p.codes[2], p.kari)
    code_answer(p.engine, p.drawn(first.id)[4], p.codes[2], eva)
    third = p.draw(eva, round=1)
    assert (third.round, third.size, third.left_out) == (1, 4, 1)
    assert p.drawn(third.id) == p.drawn(first.id)[:4]
    assert p.given(third.id, p.kari) == {each: frozen[each] for each in p.drawn(third.id)}
    assert {each.drawn for each in p.samples()} == {p.samples()[0].drawn}
    with pytest.raises(NoRoundToJoinError):
        p.draw(p.kari, round=1)
    with pytest.raises(NoRoundToJoinError):
        p.draw(add_coder(p.engine, "per"), round=7)


# Codes made blind


@pytest.mark.slow
def test_a_code_made_blind_is_a_proposal_that_others_cannot_set_before_it_is_accepted(project: Drawn) -> None:

    p = project
    book = p.question.codebook_id
    drawn = p.draw(p.ola)
    new = act(p.engine, p.ola, "add_code", lambda work: add_code(work, book, "Penger > Frie midler"))
    p.code(p.ola, p.drawn(drawn.id)[0], [new])
    by_id = {code.id: code for code in ask(p.engine, lambda work: codes_of(work, book))}
    assert by_id[new].proposed_by == p.ola
    with pytest.raises(ProposedCodeError, match="Frie midler"):
        code_answer(p.engine, p.answers[0], new, p.kari)
    assert act(p.engine, p.kari, "accept_code", lambda work: accept_code(work, new)) == 2
    code_answer(p.engine, p.answers[0], new, p.kari)
    assert faults(p.engine) == []


def test_a_proposal_is_counted_as_no_code_and_no_theme_before_it_is_accepted(project: Drawn) -> None:
    p = project
    book = p.question.codebook_id
    p.draw(p.ola)

    def counted() -> tuple[int, int]:
        of_coder = ask(p.engine, lambda work: question_counts(work, p.kari))[p.question_id]
        return ask(p.engine, lambda work: overview(work, p.question)).codes, of_coder.codes

    def planned(seed: int) -> set[str]:
        plan = p.draw(add_coder(p.engine, f"eva{seed}"), seed=seed, size=2, against=p.person(p.kari)).plan
        assert plan is not None
        return {each.key for each in (*plan.codes, *plan.themes)}

    before, keys = counted(), planned(1)
    new = act(p.engine, p.ola, "add_code", lambda work: add_code(work, book, "Reise > Veg"))
    assert counted() == before
    assert planned(2) == keys
    act(p.engine, p.kari, "accept_code", lambda work: accept_code(work, new))
    assert min(counted()) > min(before)
    assert planned(3) > keys


def test_a_proposal_opens_no_answers_to_be_read_again_until_it_is_accepted(project: Drawn) -> None:

    p = project
    book = p.question.codebook_id
    p.draw(p.ola)
    new = act(p.engine, p.ola, "add_code", lambda work: add_code(work, book, "Reiseveg"))
    assert ask(p.engine, lambda work: count_open(work, p.question_id)) == 0
    act(p.engine, p.kari, "accept_code", lambda work: accept_code(work, new))
    assert ask(p.engine, lambda work: count_open(work, p.question_id)) == len(TEXTS)
    undo(p.engine, p.kari)
    assert ask(p.engine, lambda work: count_open(work, p.question_id)) == 0


def test_two_who_propose_the_same_code_share_it_and_merging_into_a_proposal_accepts_it(
    project: Drawn,
) -> None:

    p = project
    book = p.question.codebook_id
    p.draw(p.ola)
    new = act(p.engine, p.ola, "add_code", lambda work: add_code(work, book, "Reiseveg"))
    other = act(p.engine, p.ola, "add_code", lambda work: add_code(work, book, "Avstand"))
    assert act(p.engine, p.kari, "add_code", lambda work: add_code(work, book, "reiseveg")) == new
    act(p.engine, p.kari, "merge_codes", lambda work: merge_codes(work, [p.codes[2]], other))
    proposed = {code.id: code.proposed_by for code in ask(p.engine, lambda work: codes_of(work, book))}
    assert (proposed[new], proposed[other]) == (None, None)


def test_other_peoples_proposals_are_unseen_to_who_closes_later(project: Drawn) -> None:
    p = project
    book = p.question.codebook_id
    eva = add_coder(p.engine, "eva")
    p.draw(p.ola)
    third = p.draw(eva, round=1)
    new = act(p.engine, p.ola, "add_code", lambda work: add_code(work, book, "Reiseveg"))
    for answer_id in p.drawn(third.id):
        p.code(eva, answer_id, [])
    act(p.engine, eva, CLOSE, lambda work: close_finished(work, p.question, p.person(eva)))
    assert set(map(frozenset, p.unseen(third.id, eva).values())) == {frozenset({new})}


# Own answers again


@pytest.mark.slow
def test_own_answers_are_coded_again_as_a_shadow_and_the_first_codings_stay(project: Drawn) -> None:
    p = project
    before = p.codings(p.kari)
    drawn = p.draw(p.kari, purpose=Purpose.AGAIN, after_days=0, size=4)
    kari = p.person(p.kari)
    acting = ask(p.engine, lambda work: acting_coder(work, p.question_id, kari))
    assert (acting.kind, acting.name) == (AGAIN, "kari (again)")
    for answer_id in p.drawn(drawn.id):
        p.code(p.kari, answer_id, [p.codes[2]])
    assert p.codings(p.kari) == before
    assert p.codings(acting.id) == {each: {p.codes[2]} for each in p.drawn(drawn.id)}
    [sample] = p.samples()
    assert ask(p.engine, lambda work: done_of(work, sample)) == set(p.drawn(drawn.id))
    outside = next(each for each in p.answers if each not in p.drawn(drawn.id))
    assert ask(p.engine, lambda work: acting_coder(work, p.question_id, kari, outside)).id == p.kari
    close(p)
    assert p.given(drawn.id, acting.id) == {each: {p.codes[2]} for each in p.drawn(drawn.id)}
    assert ask(p.engine, lambda work: acting_coder(work, p.question_id, kari)).id == p.kari
    assert faults(p.engine) == []


def test_what_is_coded_again_is_taken_back_by_the_person(project: Drawn) -> None:
    p = project
    drawn = p.draw(p.kari, purpose=Purpose.AGAIN, after_days=0)
    answer_id = p.drawn(drawn.id)[0]
    p.code(p.kari, answer_id, [p.codes[2]])
    undo(p.engine, p.kari)
    blindness = ask(p.engine, lambda work: blindness_of(work, p.question_id, p.kari))
    assert blindness is not None
    assert (blindness.is_again, blindness.left) == (True, 5)
    assert p.codings(blindness.coder_id) == {}


def test_a_shadow_settles_nothing_and_is_nobody(project: Drawn) -> None:
    p = project
    before = ask(p.engine, lambda work: work.connection.execute(schema.settled.select()).all())
    drawn = p.draw(p.kari, purpose=Purpose.AGAIN, after_days=0)
    for answer_id in p.drawn(drawn.id):
        p.code(p.kari, answer_id, [])
    act(p.engine, p.kari, "reopen", lambda work: work.update("question", p.question_id, lead=None))
    assert ask(p.engine, lambda work: work.connection.execute(schema.settled.select()).all()) == before
    assert ask(p.engine, lambda work: people_done_in(work, p.question_id)) == [p.kari]
    with pytest.raises(ReservedNameError):
        present_coder(p.engine, "kari (again)")


def test_own_answers_done_too_lately_are_not_drawn(project: Drawn) -> None:
    with pytest.raises(NothingToDrawError, match="14 days ago"):
        project.draw(project.kari, purpose=Purpose.AGAIN, after_days=14)
    assert count(project.engine, schema.coder) == 3


def test_the_same_shadow_codes_every_later_round(project: Drawn) -> None:
    p = project
    p.draw(p.kari, purpose=Purpose.AGAIN, after_days=0)
    close(p, unfinished=True)
    p.draw(p.kari, purpose=Purpose.AGAIN, after_days=0)
    assert len({each.coder_id for each in p.samples()}) == 1


# Training


def test_a_training_set_is_held_against_the_settled_coding(project: Drawn) -> None:
    p = project
    drawn = p.draw(p.ola, purpose=Purpose.TRAINING, size=4)
    right, wrong, *others = p.drawn(drawn.id)
    key = {each: p.codings(p.kari).get(each, set()) for each in p.drawn(drawn.id)}
    for answer_id in (right, *others):
        p.code(p.ola, answer_id, key[answer_id])
    p.code(p.ola, wrong, [p.codes[2]])
    close(p)
    [sample] = p.samples()
    found = ask(p.engine, lambda work: key_differences(work, p.question, sample))
    assert (found.answers, found.equal, len(found.differences)) == (4, 3, 1)
    assert found.differences[0].extra == ("Oppfølging",)
    assert sample.against_id is None


def test_a_training_set_keeps_nothing_from_a_later_sample(project: Drawn) -> None:
    p = project
    p.draw(p.ola, purpose=Purpose.TRAINING)
    close(p, unfinished=True)
    assert p.draw(p.ola, size=12).size == 12


# What stands about it


def test_the_history_tells_a_draw_in_words_and_names_who_proposed(project: Drawn) -> None:
    p = project
    book = p.question.codebook_id
    p.draw(p.ola, size=2)
    new = act(p.engine, p.ola, "add_code", lambda work: add_code(work, book, "Reiseveg"))
    act(p.engine, p.kari, "accept_code", lambda work: accept_code(work, new))
    told = ask(p.engine, told_history)
    assert told[-3].sentence == "drew a sample to be coded blind · r10, r9"
    shown = ask(p.engine, lambda work: told_changes(work, told[-3].changes))
    assert [each.after for each in shown[:2]] == ["drawn to be coded blind"] * 2
    accepted = ask(p.engine, lambda work: told_changes(work, told[-1].changes))
    assert ("ola", "") in [(each.before, each.after) for each in accepted]


def test_own_earlier_acts_are_hidden_while_own_answers_are_coded_again(project: Drawn) -> None:
    p = project
    drawn = p.draw(p.kari, purpose=Purpose.AGAIN, after_days=0, size=4)
    p.code(p.kari, p.drawn(drawn.id)[0], [])
    everything = ask(p.engine, told_history)
    shown, hidden = ask(p.engine, lambda work: history_for(work, everything, "kari"))
    assert hidden == 4 + 1
    assert shown[-1].entry.number == everything[-1].entry.number
    assert ask(p.engine, lambda work: history_for(work, everything, "ola")) == (everything, 0)


def test_a_shadow_is_renamed_with_its_person(project: Drawn) -> None:
    p = project
    p.draw(p.kari, purpose=Purpose.AGAIN, after_days=0)
    act(p.engine, p.ola, "rename_coder", lambda work: rename_coder(work, "kari", "Kari Nordmann"))
    names = [coder.name for coder in ask(p.engine, all_coders)]
    assert names == ["consensus", "Kari Nordmann", "ola", "Kari Nordmann (again)"]
    assert ask(p.engine, lambda work: acting_coder(work, p.question_id, p.person(p.kari))).kind == AGAIN


def test_a_codebook_file_has_no_proposals_and_takes_them_up(project: Drawn, tmp_path: Path) -> None:
    p = project
    book = p.question.codebook_id
    p.draw(p.ola)
    new = act(p.engine, p.ola, "add_code", lambda work: add_code(work, book, "Reiseveg"))
    file = tmp_path / "koder.csv"
    assert ask(p.engine, lambda work: export_codebook(work, book, file))[0] == 3
    file.write_text("code\nReiseveg\n", encoding="utf-8")
    act(p.engine, p.kari, "import_codebook", lambda work: import_codebook(work, book, read_codebook(file)))
    [code] = [each for each in ask(p.engine, lambda work: codes_of(work, book)) if each.id == new]
    assert code.proposed_by is None
