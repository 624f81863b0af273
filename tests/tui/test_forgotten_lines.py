"""What screens say of answers that were forgotten, and of the day until which answers may be kept."""

from __future__ import annotations

from datetime import datetime, timedelta

from coder.domain.keeping import Keeping
from coder.text.word_search import WordSearch
from coder.tui.home.lines import keeping_lines
from coder.tui.pieces.answer_rows import text_pieces
from coder.tui.respondent.lines import marked_lines
from coder.usecases.home import Home


def test_an_answer_without_words_says_so() -> None:
    assert [piece.text for piece in text_pieces("", WordSearch(""))] == ["(forgotten)"]
    [line] = marked_lines("", (), 40)
    assert [piece.text for piece in line.left] == ["(forgotten)"]


def test_home_is_quiet_until_the_last_day_is_near() -> None:
    today = datetime.now().astimezone().date()

    def told(days: int | None) -> int:
        last = "" if days is None else (today + timedelta(days=days)).isoformat()
        return len(keeping_lines(Home("p", (), 0, Keeping(retain_until=last))))

    assert [told(days) for days in (None, 31, 30, 0, -400)] == [0, 0, 1, 1, 1]
