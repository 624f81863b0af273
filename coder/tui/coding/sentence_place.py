"""By what a coder goes through the shown answer: as a whole, or sentence by sentence, and where in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coder.domain.coding import Span
    from coder.tui.coding.excerpt_cursor import ExcerptCursor
    from coder.tui.coding.state import CodingState


class SentencePlace:
    """Stands on an answer's first sentence without a code; from there on only the coder's keys move it."""

    def __init__(self) -> None:
        self.cursor: ExcerptCursor | None = None
        """Where the coder stands; None until the answer is there."""
        self._is_unit = False
        self._switched = False
        self._answer_id: int | None = None
        self._to: tuple[int, Span] | None = None

    @property
    def by_sentence(self) -> bool:
        """Whether codes are placed on what the coder stands on."""
        return self._is_unit != self._switched and self.cursor is not None and bool(self.cursor.sentences)

    @property
    def chosen(self) -> Span | None:
        """What a code would be placed on; None where it would be the whole answer."""
        return self.cursor.span if self.by_sentence and self.cursor is not None else None

    @property
    def whole_sentences(self) -> Span | None:
        """From where to where the sentences go that the coder stands on, whatever was adjusted by word."""
        cursor = self.cursor
        if not self.by_sentence or cursor is None:
            return None
        return cursor.sentences[cursor.first][0], cursor.sentences[cursor.last][1]

    @property
    def excerpts(self) -> tuple[Span, ...]:
        """What a code set now is placed on; nothing where it is the whole answer."""
        return () if self.chosen is None else (self.chosen,)

    @property
    def is_only_sentence(self) -> bool:
        """Whether the coder stands on the one sentence there is, so that a code on all of it is there too."""
        cursor = self.cursor
        return cursor is not None and len(cursor.sentences) == 1 and cursor.adjusted is None

    def follow(self, state: CodingState) -> None:
        """Come to the shown answer, if it is another one; else stay, whatever was written meanwhile."""
        answer = state.answer
        self._is_unit = state.desk.question.is_by_sentence
        if answer is None:
            if state.answer_id != self._answer_id:
                self._leave()
            return
        if answer.id != self._answer_id or self.cursor is None or self.cursor.text != answer.text:
            from coder.tui.coding.excerpt_cursor import ExcerptCursor  # not needed for the first frame

            self._leave()
            self._answer_id = answer.id
            self.cursor = ExcerptCursor.on(answer.text, answer.sentences).first_without_code(state.coverage())
        if self._to is not None and self._to[0] == answer.id:
            self.cursor = self.cursor.to_span(self._to[1])
            self._to = None

    def move(self, cursor: ExcerptCursor | None) -> None:
        """Stand somewhere else in the shown answer."""
        if cursor is not None:
            self.cursor = cursor

    def go_to(self, answer_id: int, span: Span) -> None:
        """Stand on an excerpt of an answer as soon as it is shown."""
        self._to = answer_id, span

    def switch(self) -> None:
        """Go by the other unit until the next answer."""
        self._switched = not self._switched

    def _leave(self) -> None:
        self._switched, self._answer_id, self.cursor = False, None, None
