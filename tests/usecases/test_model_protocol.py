"""Messages between the screens and a model's process."""

from __future__ import annotations

import pytest

from coder.usecases.suggesting.model_protocol import line_of, message_in
from coder.usecases.suggesting.suggestions import (
    AskAhead,
    Asked,
    AskGroups,
    AskInconsistencies,
    AskNear,
    AskRevisit,
    AskSuggestions,
    Ended,
    Groups,
    Inconsistencies,
    Near,
    OpenQuestion,
    Preparing,
    RevisitRanked,
    Said,
    Suggested,
    Suggestion,
    Wrote,
)


@pytest.mark.parametrize(
    "message",
    [
        Suggested(1, (2, 5), (Suggestion(3, 0.5, ((2, 4),)), Suggestion(4, 0.25)), 7, 0),
        Suggested(1, None, (), 7, 12),
        AskSuggestions(5, (0, 3)),
        AskRevisit({5: (1, 2), 6: ()}),
        RevisitRanked({5: {1: 0.5}}),
        OpenQuestion("æ\n.sqlite", "q", "Ø"),
        Ended(starts_again=False),
        Preparing(5, 10),
        Near(1, 2, ((3, 0.5),)),
        Inconsistencies(((1, 2, "lacks", 0.5),)),
        Groups((("Øremerka, midlar", (1, 2)),)),
    ],
)
def test_what_travels_arrives_as_it_was(message: Asked | Said) -> None:
    line = line_of(message)
    assert line.count(b"\n") == 1
    assert message_in(line) == message


def test_every_message_there_is_travels() -> None:
    for message in (Wrote(3), AskAhead((1, 2)), AskNear(1, 2), AskInconsistencies(), AskGroups()):
        assert message_in(line_of(message)) == message


def test_a_projects_password_is_not_shown_with_the_message() -> None:
    assert "hemmelig" not in repr(OpenQuestion("postgresql://u:hemmelig@server/db", "q", "kari"))
