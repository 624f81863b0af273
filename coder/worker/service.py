"""What is asked, in the order of who waits for it."""

from __future__ import annotations

import queue
from collections.abc import Callable

from coder.store.answers import texts_of
from coder.store.codes import codes_of
from coder.store.engine import project_engine
from coder.store.history import last_number
from coder.store.questions import question_named
from coder.store.unit_of_work import Reading, reading
from coder.suggest.name_likeness import NameLikeness
from coder.usecases.suggestions import (
    MOST_CODES,
    AskAhead,
    Asked,
    AskSuggestions,
    OpenQuestion,
    Said,
    Suggested,
    Suggestion,
    Wrote,
)


class Service:
    """Answers what comes in."""

    def __init__(self, inbox: queue.SimpleQueue[Asked], say: Callable[[Said], None]) -> None:
        self._inbox = inbox
        self._say = say

    def run(self) -> None:
        """Answer for ever."""
        opening = self._inbox.get()
        assert isinstance(opening, OpenQuestion)
        engine = project_engine(opening.target)
        on_screen: AskSuggestions | None = None
        ahead: tuple[int, ...] = ()
        while True:
            asked = self._inbox.get()
            wanted: list[AskSuggestions] = []
            if isinstance(asked, AskSuggestions):
                on_screen = asked
                wanted = [asked]
            elif isinstance(asked, AskAhead):
                ahead = asked.answer_ids
                wanted = [AskSuggestions(each) for each in ahead]
            elif isinstance(asked, Wrote) and on_screen:
                wanted = [on_screen, *(AskSuggestions(each) for each in ahead)]
            with reading(engine) as work:
                for each in wanted:
                    self._say(_ranked(work, opening.question_key, each))
            engine.dispose()


def _ranked(work: Reading, key: str, asked: AskSuggestions) -> Suggested:
    codes = [each for each in codes_of(work, question_named(work, key).codebook_id) if each.open_for_choice]
    text = texts_of(work, [asked.answer_id]).get(asked.answer_id, "")
    if asked.sentence:
        text = text[slice(*asked.sentence)]
    scores = NameLikeness([f"{each.name}. {each.text.definition}" for each in codes]).scores(text)
    ranked = sorted(zip(scores, codes, strict=True), key=lambda pair: -pair[0])[:MOST_CODES]
    return Suggested(
        asked.answer_id,
        asked.sentence,
        tuple(Suggestion(code.id, score) for score, code in ranked),
        last_number(work),
        0,
    )
