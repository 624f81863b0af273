"""Which passages might be quoted: typical of their heading, short, and of those who are quoted least."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from coder.domain.codebook import Code, CodeKind
from coder.domain.passages import PassageKey
from coder.text.folding import written_forms_key
from coder.usecases.report.theme_reading import Passage

PER_HEADING = 2
SHORTEST, LONGEST = 40, 400
"""Characters of a passage that can stand as a quotation by itself."""
_MOST_UNDER_ONE = 500
"""Passages under one heading; more of them would hardly make other words typical."""
_MOST_IN_ALL = 40_000
_ENOUGH_UNDER_ONE = 100
_SHORTEST_WORD = 4
_TYPICAL_SHARE = 4
"""Of a heading's passages, a fourth is typical enough, and in any case so many as follow."""
_ALWAYS_TYPICAL = 8
_WORDS_TOLD = 3
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Suggestion:
    """A passage that might be quoted, and what speaks for it."""

    passage: Passage
    shared: tuple[str, ...]
    """Words of it that many others under the heading have, and few elsewhere."""
    times: int
    """How often its respondent is quoted already."""
    least: tuple[str, str] | None
    """A background variable and its level, where no level of that variable is quoted less."""


@dataclass
class Quoted:
    """How often respondents and levels are quoted; what is suggested counts as quoted for the next one."""

    respondents: Counter[str] = field(default_factory=Counter)
    levels: Counter[tuple[str, str]] = field(default_factory=Counter)
    answered: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """Respondents by variable and level; only of variables that are looked at."""

    def add(self, passage: Passage) -> None:
        """Count a passage as quoted."""
        self.respondents[passage.respondent_id] += 1
        self.levels.update(passage.background.items())

    def share(self, level: tuple[str, str]) -> float:
        """Return quotations for each respondent of a level."""
        return self.levels[level] / max(self.answered.get(level, 0), 1)

    def rank(self, passage: Passage) -> tuple[int, float]:
        """Return what is low for those who are quoted least."""
        known = [each for each in passage.background.items() if each in self.answered]
        return self.respondents[passage.respondent_id], sum(map(self.share, known))

    def least(self, passage: Passage) -> tuple[str, str] | None:
        """Return a level of a passage that is quoted as little as any of its variable."""
        for variable, level in passage.background.items():
            of_variable = [each for each in self.answered if each[0] == variable]
            shares = {self.share(each) for each in of_variable}
            here = variable, level
            if here in self.answered and len(shares) > 1 and self.share(here) == min(shares):
                return here
        return None


def most_looked_at(headings: int) -> int:
    """Return how many passages under each of so many headings are looked at: fewer, where they are many."""
    return min(_MOST_UNDER_ONE, max(_MOST_IN_ALL // max(headings, 1), _ENOUGH_UNDER_ONE))


def suggested(
    headings: Sequence[tuple[Code, Sequence[Passage]]], quoted: Quoted, left_out: Collection[int] = ()
) -> dict[int, tuple[Suggestion, ...]]:
    """Suggest passages under each code with text, by the code's id.

    Typical is who shares words with the heading's other passages that are rarer elsewhere. Of the most
    typical ones, those go first whose respondent, then whose levels are quoted least. Words count once a
    passage, whatever their form, bokmål or nynorsk.

    Args:
        headings: Codes with passages under them; those it is to count with, chosen ones too.
        quoted: Who is quoted already; it counts what is suggested too.
        left_out: Answers that stay out of documents.
    """
    looked_at = [each for each in headings if each[0].kind in (CodeKind.ORDINARY, CodeKind.OTHER)]
    words = {passage.key: _words(passage.words) for _code, under in looked_at for passage in under}
    everywhere = Counter(key for each in words.values() for key in each)
    found = {}
    for code, under in looked_at:
        own = [words[passage.key] for passage in under]
        weights = _weights(own, everywhere, len(words))
        quotable = [each for each in under if not each.starred and each.answer_id not in left_out]
        known = {each.respondent_id for each in under if each.starred}
        ranked = _typical([each for each in quotable if _has_length(each)], words, weights)
        chosen = _least_quoted(ranked, quoted, known)
        if chosen:
            found[code.id] = tuple(_suggestion(each, words[each.key], weights, quoted) for each in chosen)
            for each in chosen:
                quoted.add(each)
    return found


def _words(text: str) -> dict[str, str]:
    """Return the words of a text by a key that their forms share, each as it stands first."""
    found: dict[str, str] = {}
    for word in _WORD.findall(text):
        if len(word) >= _SHORTEST_WORD:
            found.setdefault(written_forms_key(word.lower()), word.lower())
    return found


def _weights(own: Sequence[Mapping[str, str]], everywhere: Mapping[str, int], total: int) -> dict[str, float]:
    """Return how much each word is the heading's own: its share of passages, times the log of its lift."""
    spread = Counter(key for each in own for key in each)
    lifted = {
        key: count / len(own) * math.log(count / len(own) * total / everywhere[key])
        for key, count in spread.items()
        if count > 1
    }
    return {key: weight for key, weight in lifted.items() if weight > 0}


def _has_length(passage: Passage) -> bool:
    left = len(passage.words) - sum(end - start for start, end in passage.cuts)
    return SHORTEST <= left <= LONGEST


def _typical(
    passages: Sequence[Passage], words: Mapping[PassageKey, Mapping[str, str]], weights: Mapping[str, float]
) -> list[Passage]:
    """Return the more typical ones, the most typical first."""

    def score(passage: Passage) -> float:
        own = words[passage.key]
        return sum(weights.get(key, 0.0) for key in own) / math.sqrt(len(own) or 1)

    ranked = sorted(passages, key=lambda each: -score(each))
    return ranked[: max(len(ranked) // _TYPICAL_SHARE, _ALWAYS_TYPICAL)]


def _least_quoted(ranked: Sequence[Passage], quoted: Quoted, known: Iterable[str]) -> list[Passage]:
    """Choose some, of different respondents, who are not quoted under the heading yet."""
    seen = set(known)
    chosen: list[Passage] = []
    for each in sorted(ranked, key=quoted.rank):
        if each.respondent_id not in seen and len(chosen) < PER_HEADING:
            seen.add(each.respondent_id)
            chosen.append(each)
    return chosen


def _suggestion(
    passage: Passage, own: Mapping[str, str], weights: Mapping[str, float], quoted: Quoted
) -> Suggestion:
    telling = sorted((key for key in own if key in weights), key=lambda key: -weights[key])
    return Suggestion(
        passage,
        tuple(own[key] for key in telling[:_WORDS_TOLD]),
        quoted.respondents[passage.respondent_id],
        quoted.least(passage),
    )
