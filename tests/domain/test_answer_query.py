"""What people type to find answers, taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coder.domain.answer_query import AnswerQuery, Condition, parsed_query


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("", AnswerQuery()),
        ("mer folk", AnswerQuery("mer folk")),
        ("code:ressurser", AnswerQuery("", (Condition("code", "ressurser"),))),
        ("-code:ressurser nav", AnswerQuery("nav", (Condition("code", "ressurser", excluded=True),))),
        ('innbyggere:"5000 til 9999" x', AnswerQuery("x", (Condition("innbyggere", "5000 til 9999"),))),
        ('"antall ansatte":10', AnswerQuery("", (Condition("antall ansatte", "10"),))),
        ("is:done is:flagged", AnswerQuery("", (Condition("is", "done"), Condition("is", "flagged")))),
        ('code:"half typ', AnswerQuery("", (Condition("code", "half typ"),))),
        ("code:", AnswerQuery()),
        ("kl. 15:30", AnswerQuery("kl.", (Condition("15", "30"),))),
    ],
)
def test_conditions_and_words_are_told_apart(written: str, meant: AnswerQuery) -> None:
    assert parsed_query(written) == meant


@pytest.mark.parametrize("written", ["code:a", '-code:"a b" ord', "is:done ord flere"])
def test_what_is_written_is_what_was_typed(written: str) -> None:
    assert parsed_query(written).written == written


@pytest.mark.parametrize("name", ["antall ansatte", 'sagt "ja"', "kl. 15:30", '"', "-minus", "a", '""a: "b'])
def test_any_name_and_value_can_be_written(name: str) -> None:
    query = AnswerQuery("ord", (Condition(name, name), Condition(name, name, excluded=True)))
    assert parsed_query(query.written) == query


SIGNS = st.text(st.one_of(st.sampled_from('"-: \tåb'), st.characters()), min_size=1, max_size=8)


@pytest.mark.slow
@given(st.lists(st.builds(Condition, SIGNS, SIGNS, st.booleans()), max_size=3))
def test_whatever_a_code_is_called_a_condition_can_name_it(conditions: list[Condition]) -> None:
    query = AnswerQuery("ord", tuple(conditions))
    assert parsed_query(query.written) == query
