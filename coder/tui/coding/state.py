"""What the coding screen knows: the answers, what is set on them, and what is not on disk yet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from coder.domain.coding import CodedState, Span
from coder.domain.coverage import Coverage, coverage
from coder.tui.code_shelf import CodeShelf
from coder.tui.coding.change import Change, Standing
from coder.tui.coding.coverage_tally import CoverageTally
from coder.tui.coding.excerpt_cursor import sentences_in
from coder.tui.coding.known_entries import KnownEntries
from coder.tui.coding.set_codes import LatestMarks, Mark, SetCode, set_code

if TYPE_CHECKING:
    from coder.domain.sharing import Sharing
    from coder.store.answers import Answer
    from coder.store.births import Birth
    from coder.store.notes import Note
    from coder.usecases.coding.desk import Desk
    from coder.usecases.coding.reading import AnswerView

AHEAD = 3
"""How many answers after the shown one are read before they are asked for."""


class CodingState:
    """One coder's place in one question. Knows nothing of screens, and nothing here waits for the disk.

    What is read is the ground; changes handed in and not acknowledged lie on top of it, in order. So many
    keys may come before the first acknowledgement, and one that fails is taken out from under the others.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.shelf = CodeShelf(desk.codes)
        self.listed: tuple[int, ...] = ()
        """The answers of a list that is gone through; none where one goes on in reading order."""
        self._sharing = desk.sharing
        self.place = self._place_of(desk.start)
        self.known = KnownEntries(desk.last_entry)
        self.is_stale = False
        """Whether codes have changed since the desk was read."""
        self.counts = Counter(desk.counts)
        self.done = sum(desk.states.get(each) is CodedState.DONE for each in desk.order)
        self.tally = CoverageTally()
        self.births: dict[int, Birth] = {}
        """How codes that were made here came to be, as far as that has been read."""
        self._states = dict(desk.states)
        self._answers: dict[int, Answer] = {}
        self._views: dict[int, AnswerView] = {}
        self._ground: dict[int, Standing] = {}
        self._pending: dict[str, Change] = {}
        self._made: dict[int, int] = {}
        self._touched: defaultdict[int, int] = defaultdict(int)
        self._marks = LatestMarks()
        self._sentences: tuple[Answer | None, tuple[Span, ...]] = None, ()
        self._covered: tuple[object, list[Coverage]] = None, []

    @property
    def order(self) -> tuple[int, ...]:
        """The answers that are gone through, in their order."""
        return self.listed or self.desk.order

    @property
    def sharing(self) -> Sharing:
        """What others have of these answers, as far as is known by now."""
        return self._sharing

    @sharing.setter
    def sharing(self, sharing: Sharing) -> None:
        self._sharing = sharing
        self.desk.left.share(sharing)

    @property
    def known_entry(self) -> int:
        """The newest entry that is known of."""
        return self.known.newest

    @property
    def answer_id(self) -> int | None:
        """The answer on the screen; None where the question has none."""
        return self.order[self.place] if self.order else None

    @property
    def answer(self) -> Answer | None:
        """The answer on the screen, once it has been read."""
        return None if self.answer_id is None else self._answers.get(self.answer_id)

    @property
    def view(self) -> AnswerView | None:
        """What was read last of the answer on the screen."""
        return None if self.answer_id is None else self._views.get(self.answer_id)

    @property
    def alike(self) -> int:
        """How many other answers say the same as the one on the screen, or nearly."""
        return self.view.alike if self.view else 0

    @property
    def same_voice(self) -> tuple[str, ...]:
        """Respondents who wrote the same as the one on the screen, where it is long enough to wonder at."""
        return self.view.same_voice if self.view else ()

    @property
    def notes(self) -> tuple[Note, ...]:
        """What coders have written beside the answer on the screen."""
        return self.view.notes if self.view else ()

    @property
    def is_flagged(self) -> bool:
        """Whether this coder has flagged the answer on the screen."""
        return bool(self.view and self.view.is_flagged)

    @property
    def standing(self) -> Standing:
        """How the answer on the screen stands, what is not on disk yet included."""
        return Standing() if self.answer_id is None else self.standing_of(self.answer_id)

    @property
    def is_waiting(self) -> bool:
        """Whether anything is not on disk yet."""
        return bool(self._pending)

    def standing_of(self, answer_id: int) -> Standing:
        """Return how an answer stands, what is not on disk yet included."""
        standing = self._ground_of(answer_id)
        for change in self._pending.values():
            if change.answer_id == answer_id:
                standing = change.applied_to(standing)
        return standing

    @property
    def sentences(self) -> tuple[Span, ...]:
        """The sentences of the shown answer; looked through once, as there may be many thousand."""
        answer = self.answer
        if answer is None:
            return ()
        if self._sentences[0] is not answer:
            self._sentences = answer, sentences_in(answer.text, answer.sentences)
        return self._sentences[1]

    def coverage(self) -> list[Coverage]:
        """Tell for each sentence of the shown answer whether a code is placed on it."""
        if self.answer is None:
            return []
        known = self.answer.id, self.standing
        if self._covered[0] != known:
            self._covered = known, coverage(self.sentences, self.standing.placed())
        return self._covered[1]

    def set_codes(self) -> list[SetCode]:
        """Return the codes set on the shown answer, oldest first."""
        beside, standing = self.shelf.themes_beside(), self.standing
        waiting = [each for each in self._pending.values() if each.answer_id == self.answer_id]
        return [
            set_code(self.shelf.code(code_id), beside.get(code_id, ""), standing, waiting)
            for code_id in standing.codes
            if self.shelf.has(code_id)
        ]

    def latest_mark(self) -> Mark | None:
        """Return what was set last of what stands on the shown answer."""
        return self._marks.latest(self.answer_id or 0, self.standing, self.real_id)

    def expect(self, uid: str, change: Change) -> None:
        """Show a change that has been handed in and is not on disk yet."""
        self._marks.note(change)
        with self._counted(change.answer_id):
            self._pending[uid] = change

    def saved(self, uid: str, entry: int | None) -> None:
        """Note that a change is on disk."""
        if entry is not None:
            self.known.wrote(entry)
        change = self._pending.get(uid)
        if change is None:
            return
        with self._counted(change.answer_id):
            ground = change.applied_to(self._ground_of(change.answer_id))
            del self._pending[uid]
            self._lay(change.answer_id, ground)
        self._touched[change.answer_id] += 1

    def failed(self, uid: str) -> None:
        """Take a change off the screen again."""
        change = self._pending.get(uid)
        if change is not None:
            with self._counted(change.answer_id):
                del self._pending[uid]
            self._touched[change.answer_id] += 1

    def expect_code(self, written_path: str) -> int:
        """Put a code on the shelf that is about to be made; return the id it has until then."""
        return self.shelf.expect(written_path)

    def code_made(self, expected: int, made: int | None) -> None:
        """Replace a code's stand-in by what it became; None if it could not be made."""
        if made is None:
            self.shelf.drop(expected)
            return
        self.shelf.replace(expected, made)
        self._made[expected] = made
        self._pending = {uid: change.with_code(expected, made) for uid, change in self._pending.items()}
        self._ground = {
            answer_id: standing.with_code(expected, made) for answer_id, standing in self._ground.items()
        }
        self.counts[made] += self.counts.pop(expected, 0)
        self.is_stale = True

    def real_id(self, code_id: int) -> int:
        """Return the id a code has by now."""
        return self._made.get(code_id, code_id)

    def wanted(self) -> list[tuple[int, int]]:
        """Return what to read now, as (answer id, its turn): the shown answer and those that come next."""
        if not self.order:
            return []
        ids = [self.order[self.place], *self.following()]
        wanted = [each for each in ids if each == self.answer_id or each not in self._answers]
        return [(each, self._touched[each]) for each in wanted]

    def following(self) -> list[int]:
        """Return the answers that may be shown next, the likeliest first."""
        ahead = self.order[self.place + 1 : self.place + 1 + AHEAD]
        if self.listed:
            return list(ahead)
        return list(dict.fromkeys([*self._next_not_done(), *ahead]))

    def arrived(self, views: Iterable[tuple[AnswerView, int]], last_entry: int) -> list[int]:
        """Take in what was read; return ids of answers that were changed meanwhile and must be read again."""
        again: list[int] = []
        for view, turn in views:
            answer_id = view.answer.id
            if turn != self._touched[answer_id]:
                again.append(answer_id)
                if answer_id in self._answers:
                    continue
            ground = Standing.of(view)
            if answer_id in self._answers:
                with self._counted(answer_id):
                    self._lay(answer_id, ground)
            else:
                self._lay(answer_id, ground)
            self._answers[answer_id] = view.answer
            self._views[answer_id] = view
        self.known.pass_over(last_entry)
        return again

    def is_moved_by(self, desk: Desk) -> bool:
        """Tell whether the answer shown is none of those of a desk that was read anew."""
        return self.answer_id is not None and self.answer_id not in desk.order

    def reloaded(self, desk: Desk, views: Iterable[tuple[AnswerView, int]], shown: int | None = None) -> None:
        """Take in the whole desk anew; what is not on disk yet stays on top.

        Args:
            desk: What was read.
            views: Answers read with it.
            shown: The answer to show; the one shown before if None.
        """
        shown = self.answer_id if shown is None else shown
        self.desk, self._sharing = desk, desk.sharing
        listed = self.listed if shown in self.listed else ()
        self.listed = _read_here(listed, desk)
        self.shelf.reload(desk.codes)
        self.place = self.order.index(shown) if shown in self.order else self._place_of(desk.start)
        self.is_stale = False
        self.known.read_up_to(desk.last_entry)
        self._states = dict(desk.states)
        self._answers, self._ground = {}, {}
        self.counts = Counter(desk.counts)
        self.done = sum(desk.states.get(each) is CodedState.DONE for each in desk.order)
        pending, self._pending = self._pending, {}
        # What is covered is counted anew behind; what waits is in the tally already.
        tally, self.tally = self.tally, CoverageTally()
        self.arrived(views, desk.last_entry)
        for uid, change in pending.items():
            with self._counted(change.answer_id):
                self._pending[uid] = change
        self.tally = tally

    def turns(self) -> dict[int, int]:
        """Return how often each answer has changed, to be given back with what is read from now on."""
        return dict(self._touched)

    def go_through(self, listed: Sequence[int], answer_id: int) -> None:
        """Show an answer, and go on from it through a list; in reading order if it is none of the list."""
        self.listed = _read_here(listed, self.desk)
        self.go_to(answer_id)

    def end_list(self) -> None:
        """Go on in reading order from the answer shown."""
        shown, self.listed = self.answer_id, ()
        self.place = self._place_of(shown)

    def go_to(self, answer_id: int) -> bool:
        """Show another answer; tell whether it is among those read here. One beside a list ends it."""
        if answer_id not in self.order:
            if answer_id not in self.desk.order:
                return False
            self.listed = ()
        self.place = self.order.index(answer_id)
        return True

    def step(self, by: int) -> bool:
        """Show the previous or next answer; tell whether there is one."""
        place = self.place + by
        if not 0 <= place < len(self.order):
            return False
        self.place = place
        return True

    def next_not_done(self) -> int | None:
        """Return the next answer in reading order that is not done, from the beginning after the last.

        What others have comes after all else, or never.
        """
        return next(self._not_done(), None)

    def start_another_day(self) -> Answer | None:
        """Return the answer to go on with at the next opening; None where that is not known now.

        It is the one on the screen, unless that is done.
        """
        from coder.usecases.coding.reading import first_unread

        if self.is_waiting or self.is_stale or self.known.has_unread:
            return None
        if self.answer_id is not None and self._state_of(self.answer_id) is not CodedState.DONE:
            return self.answer
        touched = {each: state for each, state in self._states.items() if state is not CodedState.UNTOUCHED}
        start = first_unread(self.desk.order, touched, self.sharing)
        return None if start is None else self._answers.get(start)

    @property
    def is_left_to_others(self) -> bool:
        """Whether there are answers this coder is not done with, and is handed none of."""
        return self.sharing.ends and self.done < len(self.desk.order)

    def _not_done(self) -> Iterator[int]:
        just_done = {change.answer_id for change in self._pending.values() if change.done}
        return self.desk.left.after(self.place, just_done)

    def _next_not_done(self) -> list[int]:
        waiting = self._not_done()
        return [answer_id for answer_id, _number in zip(waiting, range(AHEAD), strict=False)]

    def _state_of(self, answer_id: int) -> CodedState:
        pending = any(change.answer_id == answer_id and change.done for change in self._pending.values())
        return CodedState.DONE if pending else self._states.get(answer_id, CodedState.UNTOUCHED)

    def _ground_of(self, answer_id: int) -> Standing:
        state = self._states.get(answer_id, CodedState.UNTOUCHED)
        return replace(self._ground.get(answer_id, Standing()), state=state)

    def _lay(self, answer_id: int, standing: Standing) -> None:
        self._ground[answer_id] = standing
        self._states[answer_id] = standing.state
        self.desk.left.stands(answer_id, standing.state)

    @contextmanager
    def _counted(self, answer_id: int) -> Iterator[None]:
        """Keep counts of codes and of done answers true over a change of what stands."""
        before = self.standing_of(answer_id)
        yield
        after = self.standing_of(answer_id)
        self.counts.subtract(set(before.codes) - set(after.codes))
        self.counts.update(set(after.codes) - set(before.codes))
        self.done += (after.state is CodedState.DONE) - (before.state is CodedState.DONE)
        answer = self._answers.get(answer_id)
        if answer is not None:
            self.tally.move(answer.sentences, before, after)

    def _place_of(self, answer_id: int | None) -> int:
        if answer_id in self.order:
            return self.order.index(answer_id)
        return max(len(self.order) - 1, 0)


def _read_here(listed: Sequence[int], desk: Desk) -> tuple[int, ...]:
    """Return the answers of a list that are at a desk."""
    here = set(desk.order) if listed else set()
    return tuple(answer_id for answer_id in listed if answer_id in here)
