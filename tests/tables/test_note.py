from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from coder.domain.codebook import CodeKind
from coder.messages import set_language
from coder.tables.note import ConsensusPart, NoteFacts, kind_name, note, warnings
from coder.tables.table import Column, Row

PLAIN = NoteFacts(
    base=40,
    base_kind="done",
    counts="responsible",
    unsettled=0,
    codings=30,
    without_code=0,
    left_out=0,
    not_asked=0,
    decimals=0,
)


def row(count: int = 5, percent: str | None = "13", *, in_use: bool = True) -> Row:
    value = None if percent is None else Decimal(percent)
    return Row("u", "Bil", "Bil", None, "Bil", "code", count, value, in_use)


def test_a_plain_table_says_what_n_is_and_which_coding_counts() -> None:
    assert note(PLAIN, [row()]) == (
        "N = answers whose coding is settled. The responsible coder's coding counts."
    )


def test_whose_coding_counts_is_no_question_where_one_person_has_coded() -> None:
    assert note(replace(PLAIN, is_of_one=True), [row()]) == "N = answers whose coding is settled."


def test_several_codes_per_answer_are_told_where_percentages_pass_100() -> None:
    sentence = "Several codes per answer; the percentages sum to more than 100."
    assert sentence in note(replace(PLAIN, codings=41), [row(21), row(20)])
    assert sentence not in note(replace(PLAIN, codings=40), [row(21), row(20)])


def test_percentages_that_are_not_shown_are_not_said_to_pass_100() -> None:
    theme = replace(row(38, "95"), level="theme", code=None)
    text = note(replace(PLAIN, codings=60), [theme])
    assert "Several codes per answer." in text
    assert "100" not in text


def test_values_have_no_codes_of_their_own() -> None:
    facts = replace(PLAIN, codings=60, count_by="kommune")
    assert "per answer" not in note(facts, [row(30), row(30)])
    assert "The percentages sum to more than 100." in note(facts, [row(30), row(30)])


def test_a_level_that_ends_in_an_equals_sign_is_no_missing_value() -> None:
    columns = [Column("svar=ja=", "ja=", 40, "svar")]
    assert "Not given" not in note(PLAIN, [row()], columns)
    assert "«Not given»" in note(PLAIN, [row()], [Column("svar=", "Not given", 40, "svar")])


def test_other_tables_than_of_counts_are_not_said_to_hold_counts_only() -> None:
    assert "counts only" in note(replace(PLAIN, base=12, codings=9), [row(5, None)])
    assert "counts only" not in note(replace(PLAIN, base=12, codings=9), ())


def test_consensus_for_all_needs_no_share() -> None:
    facts = replace(PLAIN, counts="consensus", consensus=ConsensusPart(40, 40))
    assert "The consensus counts." in note(facts, [row()])


def test_consensus_for_a_part_gives_its_share_and_what_it_changed() -> None:
    part = ConsensusPart(10, 40, (("Bil", 2), ("Buss", -1)))
    text = note(replace(PLAIN, counts="consensus", consensus=part), [row()])
    assert "counts for 10 of 40 settled answers" in text
    assert "Net change there: Bil +2, Buss −1." in text


def test_consensus_for_a_part_tells_no_count_of_settled_answers_beside_hidden_counts_of_more() -> None:
    facts = replace(PLAIN, counts="consensus", consensus=ConsensusPart(10, 40), base_kind="answered")
    said = note(facts.beside_hidden(5), [row()])
    assert "counts for a part of the answers" in said
    assert "40" not in said


def test_a_name_with_a_hyphen_keeps_it() -> None:
    part = ConsensusPart(10, 40, (("ROP-tjenesten", -1),))
    assert "ROP-tjenesten −1" in note(replace(PLAIN, counts="consensus", consensus=part), [row()])


def test_signs_are_explained_where_they_stand() -> None:
    text = note(PLAIN, [row(0, None, in_use=False), row(1, "0")])
    assert "«.» = the code was not in use." in text
    assert "«0» = under 0.5 percent." in text
    assert "under" not in note(PLAIN, [row(0, "0")])


def test_the_limit_of_a_shown_nought_follows_the_decimals_and_the_language() -> None:
    set_language("nb")
    text = note(replace(PLAIN, decimals=1), [row(1, "0.0")])
    assert "«0,0»" in text
    assert "0,05" in text


def test_every_kind_has_a_name() -> None:
    assert len({kind_name(kind) for kind in CodeKind}) == len(CodeKind)


def test_answers_from_those_not_asked_are_a_warning() -> None:
    assert warnings(PLAIN) == ()
    [sentence] = warnings(replace(PLAIN, not_asked=3))
    assert sentence == "3 answers are from respondents who were not asked; they are left out."


def test_rounds_of_reading_again_are_told_bound_by_bound() -> None:
    assert "at most 3 missed (95 %)." in note(replace(PLAIN, missed=(3,)), [row()])
    assert "at most 3 + 1 missed (95 % each)." in note(replace(PLAIN, missed=(3, 1)), [row()])
    assert "1 answer is still to be read again" in note(replace(PLAIN, revisit_open=1), [row()])


def test_beside_hidden_counts_nothing_is_told_that_they_could_be_worked_out_from() -> None:
    facts = replace(PLAIN, without_code=7, unsettled=8, unsettled_by_wave=(("2019", 8),), has_several=True)
    outside, inside = (
        note(replace(facts, base_kind=kind).beside_hidden(5), [row(20), row(10)])
        for kind in ("done", "answered")
    )
    assert "8 unsettled answers are outside N." in outside
    for text in (outside, inside):
        assert "no code" not in text
        assert "Several codes" not in text
    assert "8" not in inside
    assert "Several codes per answer" in note(facts.beside_hidden(5), [row(30), row(20)])
