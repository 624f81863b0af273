"""Moving in the text of the shown answer, by sentence and by word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coder.domain.coding import CodedState
from coder.messages import _
from coder.tui.coding.setting import CodingSetting
from coder.tui.keys.key_groups import READING_TEXT

if TYPE_CHECKING:
    from textual.binding import Binding

    from coder.tui.coding.excerpt_cursor import ExcerptCursor

IN_TEXT = frozenset(
    {"sentence", "extend", "end", "start", "all_sentences", "next_sentence", "finish", "whole_answer"}
)
"""Actions that mean something where codes are placed, on an empty line."""


class CodingText(CodingSetting):
    """What keys do to where the coder stands; nothing of it is written."""

    @property
    def next_sentence(self) -> ExcerptCursor | None:
        """The next sentence of the shown answer that no code is placed on."""
        cursor = self.place.cursor
        return None if cursor is None else cursor.next_without_code(self.desk_state.coverage())

    def is_for_help(self, binding: Binding) -> bool:
        # Where whole answers are coded, what is done by sentence would only be in the way.
        is_by_answer = self.is_ready and not self.desk_state.desk.question.is_by_sentence
        return binding.group is not READING_TEXT or not is_by_answer or self.place.by_sentence

    def may_in_text(self, action: str) -> bool:
        """Tell whether a key that moves in the text, or says what stands where in it, means something now."""
        if self.desk_state.answer is None or not self.place.by_sentence or self.choice.is_browsing:
            return False
        standing = self.desk_state.standing
        match action:
            case "whole_answer":
                return bool(standing.codes)
            case "next_sentence":
                return standing.state is not CodedState.DONE and self.next_sentence is not None
            case _:
                return True

    def action_finish(self) -> None:
        self.action_done()

    def action_sentence(self, by: int) -> None:
        self._stand(self._cursor and self._cursor.move(by))

    def action_extend(self, by: int) -> None:
        self._stand(self._cursor and self._cursor.extend(by))

    def action_end(self, words: int) -> None:
        self._stand(self._cursor and self._cursor.adjust_end(words))

    def action_start(self, words: int) -> None:
        self._stand(self._cursor and self._cursor.adjust_start(words))

    def action_all_sentences(self) -> None:
        self._stand(self._cursor and self._cursor.all())

    def action_next_sentence(self) -> None:
        self._stand(self.next_sentence)

    def action_switch_unit(self) -> None:
        self.place.switch()
        told = (
            _("by sentence, in this answer") if self.place.by_sentence else _("on the whole of this answer")
        )
        self.said = told
        self.repaint()

    @property
    def _cursor(self) -> ExcerptCursor | None:
        return self.place.cursor

    def _stand(self, cursor: ExcerptCursor | None) -> None:
        self.said = ""
        self.place.move(cursor)
        self.repaint()
