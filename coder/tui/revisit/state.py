"""Which answers wait to be read again or reviewed, which is shown, and what is chosen on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from coder.domain.coding import Span
from coder.domain.coverage import coverage
from coder.domain.withholding import withheld_on
from coder.tui.code_shelf import CodeShelf
from coder.tui.coding.change import Standing
from coder.tui.coding.excerpt_cursor import ExcerptCursor
from coder.tui.revisit.codes import AskedCodes, ShownCode
from coder.tui.revisit.look import Look

if TYPE_CHECKING:
    from coder.store.answers import Answer
    from coder.tui.revisit.route import Route
    from coder.usecases.coding.reading import AnswerView
    from coder.usecases.revisit.desk import AskedCode, RevisitDesk


class RevisitState:
    """A coder's way through the answers that wait. Knows no screen, and nothing here waits for the disk."""

    def __init__(self, desk: RevisitDesk, route: Route) -> None:
        self.desk = desk
        self.route = route
        self.shelf = CodeShelf(desk.codes)
        self.lit: int | None = None
        """Which of the codes asked about is highlighted, by its place."""
        self.cursor: ExcerptCursor | None = None
        self.codes = AskedCodes(desk.asked)
        self._visited: list[int] = []
        self._place = -1
        self._views: dict[int, AnswerView] = {}
        self._stale: set[int] = set()
        """Those shown that are to be read again."""
        self._looks: dict[int, Look] = {}
        self._looked: set[int] = set()
        self._switched = False
        self.step(1)

    @property
    def answer_id(self) -> int | None:
        """The answer shown; None where none is left."""
        return self._visited[self._place] if 0 <= self._place < len(self._visited) else None

    @property
    def view(self) -> AnswerView | None:
        """What stands about the answer shown, once it has been read."""
        return None if self.answer_id is None else self._views.get(self.answer_id)

    @property
    def answer(self) -> Answer | None:
        """The answer shown, once it has been read."""
        return None if self.view is None else self.view.answer

    @property
    def look(self) -> Look | None:
        """What is chosen on the answer shown, once it has been read."""
        return None if self.answer_id is None else self._looks.get(self.answer_id)

    @property
    def is_looked_at(self) -> bool:
        """Whether the answer shown has been looked at on this way."""
        return self.answer_id in self._looked

    @property
    def can_go_back(self) -> bool:
        """Whether there is an answer before."""
        return self._place > 0

    @property
    def by_sentence(self) -> bool:
        """Whether a code chosen is placed where the coder stands."""
        is_unit = self.desk.question.is_by_sentence
        return is_unit != self._switched and self.cursor is not None and bool(self.cursor.sentences)

    @property
    def standing_on(self) -> Span | None:
        """What a code chosen now is placed on; None where it is the whole answer."""
        return self.cursor.span if self.by_sentence and self.cursor is not None else None

    def wanted(self) -> list[int]:
        """Return the answers to be read: the one shown, and the one after it."""
        if self._place + 1 < len(self._visited):
            following: int | None = self._visited[self._place + 1]
        else:
            following = self.route.peek()
        unread = [
            each for each in (self.answer_id, following) if each not in self._views or each in self._stale
        ]
        return [each for each in unread if each is not None]

    def arrived(self, views: Iterable[AnswerView]) -> None:
        """Take in answers that have been read."""
        for view in views:
            answer_id, ground = view.answer.id, Standing.of(view)
            self._views[answer_id] = view
            self._stale.discard(answer_id)
            look = self._looks.get(answer_id)
            one_each = self.desk.question.exclusive
            self._looks[answer_id] = (
                Look.at(answer_id, ground, one_each=one_each) if look is None else look.on(ground)
            )
        self._settle_down()

    def codes_asked(self) -> Sequence[AskedCode]:
        """Return the codes asked about on the answer shown, in the order of the digits.

        None before the answer has been read; those that are gone by now are left out.
        """
        if self.answer is None:
            return ()
        asked = self.codes.of(self.answer.id, is_model_silent=self.is_model_silent)
        return [each for each in asked if self.shelf.has(each.code_id)]

    @property
    def is_model_silent(self) -> bool:
        """Whether suggestions are kept from the coder on the answer shown, to measure if they steer."""
        desk, answer = self.desk, self.answer
        return (
            answer is not None
            and withheld_on(desk.question, desk.coder.uid, answer.uid, has_own_code=True) is not None
        )

    def shown_codes(self) -> list[ShownCode]:
        """Return them with what is to be said of each, once the answer has been read."""
        if self.look is None:
            return []
        asked, made_at = self.codes_asked(), self.desk.made_at
        return self.codes.shown(self.look, asked, made_at, is_model_silent=self.is_model_silent)

    def toggle(self, code_id: int) -> None:
        """Choose a code on the answer shown, or let go of it."""
        look = self.look
        if look is not None:
            self._looks[look.answer_id] = look.toggle(code_id, self.standing_on)

    def browse(self, step: int) -> None:
        """Highlight another of the codes asked about."""
        last = len(self.codes_asked()) - 1
        if last < 0:
            self.lit = None
        elif self.lit is None:
            self.lit = 0 if step > 0 else last
        else:
            self.lit = min(max(self.lit + step, 0), last)

    def move(self, by: int) -> None:
        """Stand on the sentence before or after."""
        if self.cursor is not None:
            self.cursor = self.cursor.move(by)

    def switch_unit(self) -> None:
        """Go by the other unit until the next answer."""
        self._switched = not self._switched

    def step(self, by: int) -> bool:
        """Show the answer before or the next one; tell whether there is one."""
        place = self._place + by
        if place >= len(self._visited):
            return self._arrive_at_next()
        if place < 0:
            return False
        self._arrive_at(place)
        return True

    def go_on(self) -> bool:
        """Show the next answer that has not been looked at; tell whether there is one."""
        for place in range(self._place + 1, len(self._visited)):
            if self._visited[place] not in self._looked:
                self._arrive_at(place)
                return True
        if self._arrive_at_next():
            return True
        for place, answer_id in enumerate(self._visited):
            # What was left for later.
            if answer_id not in self._looked:
                self._arrive_at(place)
                return True
        self.leave_answers()
        return False

    def leave_answers(self) -> None:
        """Show no answer; the last one shown is the one before."""
        self._arrive_at(len(self._visited))

    def unwritten(self) -> list[int]:
        """Return the answers on which something is chosen that has not been handed in."""
        return [answer_id for answer_id in self._visited if self._is_unwritten(answer_id)]

    def _is_unwritten(self, answer_id: int) -> bool:
        look = self._looks.get(answer_id)
        return look is not None and look.is_changed

    def looked(self) -> Look | None:
        """Note that the answer shown has been looked at; return what was chosen on it, to be written."""
        look = self.look
        if look is not None:
            self._looked.add(look.answer_id)
            self._looks[look.answer_id] = look.handed_in()
            # A code that was typed along is none that was asked about.
            is_find = any(look.is_chosen(code.code_id) for code in self.codes_asked())
            self.route.looked(look.answer_id, is_find)
        return look

    def failed(self, look: Look, *, waits: bool) -> None:
        """Show the answer again whose look could not be written, with all that was chosen.

        Args:
            look: What was handed in.
            waits: Whether the answer waits again; one that had been looked at before does not.
        """
        answer_id = look.answer_id
        if waits:
            self._wait_again(answer_id)
        if answer_id in self._looks:
            self._looks[answer_id] = replace(self._looks[answer_id], ground=look.ground)
        self.go_to(answer_id)

    def written(self, answer_id: int) -> None:
        """Have an answer read again whose look is on disk; what was chosen since stays chosen."""
        self.read_anew(answer_id)

    def begin_anew(self, answer_id: int) -> None:
        """Forget what was chosen on an answer: it rests on what is no more."""
        self._views.pop(answer_id, None)
        self._looks.pop(answer_id, None)

    def read_anew(self, answer_id: int) -> None:
        """Have an answer read again; what is chosen on it stays chosen."""
        self._stale.add(answer_id)

    def reloaded(self, desk: RevisitDesk, *, stays: bool = False) -> None:
        """Take in what waits now, on disk; what was chosen on the answers shown stays chosen.

        With ``stays`` the answer shown is shown on, also where others have dealt with it.
        """
        waiting = [each.answer_id for each in desk.asked]
        self.desk = desk
        self.shelf.reload(desk.codes)
        self.codes.update(desk.asked)
        for answer_id in self._looked & set(waiting):
            self._wait_again(answer_id)
        self.route.update(waiting)
        self._stale |= self._views.keys()
        here = self.answer_id
        kept = self._looked.union(waiting, [here] if stays and here is not None else [])
        self._visited = [each for each in self._visited if each in kept]
        self._place = self._visited.index(here) if here in self._visited else len(self._visited)
        if self.lit is not None and self.lit >= len(self.codes_asked()):
            self.lit = None

    def waits(self, answer_id: int) -> bool:
        """Tell whether an answer is among those that wait, or waited."""
        return answer_id in self.codes

    def go_to(self, answer_id: int) -> None:
        """Show an answer that was shown before, or would have come later."""
        if answer_id in self.codes:
            if answer_id not in self._visited:
                self._visited.insert(self._place + 1, answer_id)
            self._arrive_at(self._visited.index(answer_id))

    def _wait_again(self, answer_id: int) -> None:
        self._looked.discard(answer_id)
        self.route.not_looked(answer_id)

    def _arrive_at_next(self) -> bool:
        following = self.route.take_next()
        if following is None:
            return False
        if following in self._visited:
            # It was left for later, and has been drawn.
            self._visited.remove(following)
        self._visited.append(following)
        self._arrive_at(len(self._visited) - 1)
        return True

    def _arrive_at(self, place: int) -> None:
        self._place = place
        self.lit, self.cursor, self._switched = None, None, False
        self._settle_down()

    def _settle_down(self) -> None:
        """Stand in the text as soon as it is there: where words speak for a code, else where none stands."""
        answer, look = self.answer, self.look
        if answer is None or look is None or self.cursor is not None:
            return
        cursor = ExcerptCursor.on(answer.text, answer.sentences)
        words = [span for code in self.shown_codes() for span in code.words]
        if words and cursor.sentences:
            spoken = [sum(s <= start < e for start, _end in words) for s, e in cursor.sentences]
            self.cursor = cursor.to(spoken.index(max(spoken)))
        else:
            self.cursor = cursor.first_without_code(coverage(answer.sentences, look.ground.placed()))
