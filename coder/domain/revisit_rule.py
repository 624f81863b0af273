"""In which order answers are read again, when that may stop, and how many are missed then at most."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from itertools import takewhile
from math import comb
from random import Random

from coder.domain.revisit_progress import RevisitProgress

CONFIDENCE = 0.95
CONTROL_EVERY = 8
"""Every so many-th answer is a random one, whatever its rank."""
STOP_AFTER = 20
"""So many answers in a row without a find allow a draw that may end it."""

_ROUNDING = 1e-12
"""1 - 0.8 is a little less than 0.2: a chance of just that is not more."""


def upper_bound(rest: int, drawn: int, found: int, confidence: float = CONFIDENCE) -> int:
    """Return how many of the rest that was not drawn are missed at most, one-sided.

    The largest number of hits in the rest under which a draw with so few still has a chance of more than
    1 - confidence, less those found; exact, from the hypergeometric distribution.

    Args:
        rest: Answers left when the draw was made.
        drawn: How many of them were drawn at random, without replacement, and read.
        found: How many of those were hits.
        confidence: The chance, at least, that the bound holds; in (0, 1).

    Raises:
        ValueError: If the numbers cannot be of one draw.

    References:
        Buonaccorsi (1987), The American Statistician 41(3), 215-218: bounds on a finite population's total
        by inverting the hypergeometric test.
    """
    if not 0 <= found <= drawn <= rest or not 0 < confidence < 1:
        raise ValueError((rest, drawn, found, confidence))
    chances = 1 - confidence + _ROUNDING
    possible = range(found, rest - drawn + found + 1)
    # The more hits there are, the less likely so few are drawn: the first that is too unlikely ends it.
    too_many = bisect_left(possible, True, key=lambda hits: _so_few(rest, hits, drawn, found) <= chances)
    return possible[max(too_many - 1, 0)] - found


class RevisitPass(RevisitProgress):
    """A way through open answers: the likeliest first, random controls between, ended by a random draw.

    The same seed, rankings and looks give the same way again.
    """

    def __init__(self, answer_ids: Sequence[int], seed: str) -> None:
        super().__init__(answer_ids)
        self._seed = seed
        self._to_come = list(answer_ids)
        self._handed_out: list[int] = []
        self._draws = 0
        self._drawn: list[int] = []
        self._draw_to_come: list[int] = []
        self._others = 0
        self._is_drawing = False

    @property
    def run(self) -> int:
        """How many were looked at since the last find."""
        return sum(1 for _each in takewhile(lambda found: not found, reversed(self._found.values())))

    @property
    def may_stop(self) -> bool:
        """Whether the run without finds is long enough for a draw."""
        return self.run >= STOP_AFTER

    @property
    def is_drawing(self) -> bool:
        """Whether a random draw of what was left is being read."""
        return self._is_drawing

    @property
    def drawn(self) -> int:
        """How many answers were drawn."""
        return len(self._drawn)

    @property
    def drawn_read(self) -> int:
        """How many of those have been looked at."""
        return sum(1 for each in self._drawn if each in self._found)

    @property
    def drawn_finds(self) -> int:
        """In how many of those something was found."""
        return sum(self._found.get(each, False) for each in self._drawn)

    @property
    def rest(self) -> int:
        """How many were left when the draw was made."""
        return self._others + len(self._drawn)

    @property
    def bound(self) -> int | None:
        """At most so many are missed among those not drawn; None until the whole draw is read."""
        if not self._is_drawing or self.drawn_read < self.drawn:
            return None
        return upper_bound(self.rest, self.drawn, self.drawn_finds)

    def rank(self, best_first: Sequence[int]) -> None:
        """Put the answers to come in another order; those not named follow in the order they had."""
        places = {answer_id: place for place, answer_id in enumerate(best_first)}
        self._to_come.sort(key=lambda each: places.get(each, len(places)))

    def peek(self) -> int | None:
        """Return the answer that would come next; None where all have come."""
        if self._is_drawing:
            return self._draw_to_come[0] if self._draw_to_come else None
        if not self._to_come:
            return None
        number = len(self._handed_out) + 1
        if number % CONTROL_EVERY:
            return self._to_come[0]
        return self._to_come[Random(f"{self._seed} {number}").randrange(len(self._to_come))]

    def take_next(self) -> int | None:
        """Return the answer that comes next, and have it come."""
        answer_id = self.peek()
        if answer_id is None:
            return None
        for waiting in (self._to_come, self._draw_to_come):
            if answer_id in waiting:
                waiting.remove(answer_id)
        self._handed_out.append(answer_id)
        return answer_id

    def update(self, open_ids: Collection[int]) -> None:
        """Take in which answers are open now; those that have become so join at the end, and no draw.

        One that was handed out, and has waited all along, is still with who took it.
        """
        now = dict.fromkeys(open_ids)
        known = {*self._waiting, *self._found}
        gone = self._waiting - now.keys()
        self._others -= len(gone.difference(self._drawn)) if self._is_drawing else 0
        self._drawn = [each for each in self._drawn if each not in gone]
        self._draw_to_come = [each for each in self._draw_to_come if each not in gone]
        self._to_come = [each for each in self._to_come if each in now]
        self._to_come += [each for each in now if each not in known]
        self._waiting = set(now) - self._found.keys()

    def draw(self, size: int) -> None:
        """Draw so many of the answers left at random; only these come from now on."""
        self._draws += 1
        left = sorted(self._waiting)
        self._drawn = Random(f"{self._seed} draw {self._draws}").sample(left, min(size, len(left)))
        self._draw_to_come = list(self._drawn)
        self._others = len(left) - len(self._drawn)
        self._is_drawing = True

    def go_on(self) -> None:
        """Give the draw up: the likeliest come first again."""
        self._drawn, self._draw_to_come, self._others = [], [], 0
        self._is_drawing = False


def _so_few(rest: int, hits: int, drawn: int, found: int) -> float:
    """Return the chance of drawing at most ``found`` of the hits."""
    fewest = max(0, drawn + hits - rest)
    # Whole numbers, each from the one before: exact, and quick for large draws too.
    ways = comb(hits, fewest) * comb(rest - hits, drawn - fewest)
    total = ways if fewest <= found else 0
    for few in range(fewest, found):
        ways = ways * (hits - few) * (drawn - few) // ((few + 1) * (rest - hits - drawn + few + 1))
        total += ways
    return total / comb(rest, drawn)
