"""Answers that coders coded differently: the worst first, and in groups of the same difference."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations, product

from coder.domain.set_distance import mean_distance
from coder.domain.settled_codes import MAJORITY, Rule, majority, settled_codes, tied
from coder.usecases.agreement.compared import Compared, ComparedAnswer, Pair

Directed = tuple[Pair, tuple[int, ...]]
"""Two coders, the one whose code is named first before the other, and the ids of answers."""


@dataclass(frozen=True)
class Disagreement:
    """An answer that coders gave different codes."""

    answer: ComparedAnswer
    distance: float
    """Mean MASI distance between the coders' sets, 1 where they have nothing in common.

    Of the codes that agreement counts: those in ``unseen`` are left out, so it is 0 where these alone differ.
    """

    @property
    def answer_id(self) -> int:
        """Which answer."""
        return self.answer.answer_id

    @property
    def both(self) -> frozenset[int]:
        """The codes that all who did the answer gave it."""
        return frozenset.intersection(*self.answer.given.values())

    @property
    def any(self) -> frozenset[int]:
        """The codes that anybody gave it."""
        return frozenset().union(*self.answer.given.values())

    @property
    def different(self) -> frozenset[int]:
        """The codes that some gave and some did not."""
        return self.any - self.both

    @property
    def unseen(self) -> frozenset[int]:
        """The codes some gave that another of its coders had never seen."""
        return self.any & self.answer.unseen

    @property
    def only_in(self) -> int | None:
        """The one code that some gave and some did not, where there is no other difference."""
        return next(iter(self.different)) if len(self.different) == 1 else None

    def only(self, coder_id: int) -> frozenset[int]:
        """Return the codes that this coder gave and not all did."""
        return self.answer.given.get(coder_id, frozenset()) - self.both

    def majority(self, threshold: float = MAJORITY) -> frozenset[int]:
        """Return the codes that more than this share of its coders gave."""
        return majority(self.answer.given, threshold)

    def voted(self) -> frozenset[int] | None:
        """Return the codes a vote settles on; None where it is even, or nothing has a majority."""
        return settled_codes(self.answer.given, Rule.VOTE)

    def tied(self, threshold: float = MAJORITY) -> frozenset[int]:
        """Return the codes that just this share of its coders gave, so that a person must say."""
        return tied(self.answer.given, threshold)


@dataclass(frozen=True)
class DifferenceGroup:
    """Answers that differ in the same way: a code that only some gave, or one code against another."""

    first: int
    """A code's id."""
    second: int | None
    """The code that stands against it; None where whether the first was given is all that differs."""
    by: tuple[Directed, ...]
    """Who gave the first and who did not (or gave the second), with the answers; most answers first."""
    expected: float | None = None
    """How many answers would be so by chance; None where nothing stands against the first."""

    @property
    def answer_ids(self) -> tuple[int, ...]:
        """All answers of the group, each once."""
        return tuple(dict.fromkeys(each for _pair, answers in self.by for each in answers))

    @property
    def count(self) -> int:
        """How many answers."""
        return len(self.answer_ids)

    @property
    def times_expected(self) -> float | None:
        """The count over what chance would give."""
        return self.count / self.expected if self.expected else None


def disagreements(compared: Compared, code_ids: Collection[int] = ()) -> list[Disagreement]:
    """Return the answers that coders coded differently, the worst first; equally bad ones in file order.

    Args:
        compared: What coders gave.
        code_ids: Only where one of these is among what differs; empty for all.
    """
    found = [
        Disagreement(answer, mean_distance([codes - answer.unseen for codes in answer.given.values()]))
        for answer in compared.answers
        if not answer.is_equal
    ]
    wanted = [each for each in found if not code_ids or not each.different.isdisjoint(code_ids)]
    return sorted(wanted, key=lambda each: -each.distance)


def codes_under(compared: Compared, theme: int) -> frozenset[int]:
    """Return a theme and all codes below it."""
    return frozenset({theme, *(code.id for code in compared.tree.descendants(theme))})


def differing_only(found: Iterable[Disagreement]) -> list[DifferenceGroup]:
    """Group answers by the one code they differ in, most first: "34 differ only in price"."""
    by_code: dict[int, dict[Pair, list[int]]] = defaultdict(lambda: defaultdict(list))
    for each in found:
        if each.only_in is not None:
            for pair, mine, _others in _sides(each):
                if mine:
                    by_code[each.only_in][pair].append(each.answer_id)
    groups = [DifferenceGroup(code, None, _directed(by)) for code, by in by_code.items()]
    return sorted(groups, key=lambda group: -group.count)


def code_against_code(found: Iterable[Disagreement]) -> list[DifferenceGroup]:
    """Group answers by a code that one coder alone gave where another alone gave a second.

    Those that are most often over what chance would give come first, those met once only last. By chance,
    a code of the one's alone meets a code of the other's alone in as many answers as the product of how
    often each stands so, over the number of answers in which these two differ.
    """
    met: dict[Pair, dict[Pair, list[int]]] = defaultdict(lambda: defaultdict(list))
    alone: dict[Pair, Counter[int]] = defaultdict(Counter)
    differ: Counter[Pair] = Counter()
    for each in found:
        for pair, mine, others in _sides(each):
            differ[pair] += 1
            alone[pair].update(mine)
            for first, second in product(mine, others):
                if first < second:
                    met[first, second][pair].append(each.answer_id)
    groups = [
        DifferenceGroup(first, second, _directed(by), _expected(first, second, alone, differ))
        for (first, second), by in met.items()
    ]
    return sorted(groups, key=lambda group: (group.count < 2, -(group.times_expected or 0), -group.count))


def _sides(found: Disagreement) -> Iterator[tuple[Pair, frozenset[int], frozenset[int]]]:
    """Yield, for two coders in both orders, what only the first and what only the second gave."""
    given = found.answer.given
    for one, other in permutations(given, 2):
        if given[one] != given[other]:
            yield (one, other), given[one] - given[other], given[other] - given[one]


def _expected(
    first: int, second: int, alone: Mapping[Pair, Counter[int]], differ: Mapping[Pair, int]
) -> float:
    return sum(
        alone[one, other][first] * alone[other, one][second] / answers
        for (one, other), answers in differ.items()
    )


def _directed(by: Mapping[Pair, list[int]]) -> tuple[Directed, ...]:
    most_first = sorted(by.items(), key=lambda each: (-len(each[1]), each[0]))
    return tuple((pair, tuple(answers)) for pair, answers in most_first)
