"""Names for groups of answers, made of the words that set each apart from other answers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import log

from coder.suggest.grams import placed_words, shared_forms, words_of
from coder.text.stop_words import says_something

WORDS = 3
MOST_READ = 300
"""Members of a group whose words are looked at, the most typical."""
MOST_ANSWERS = 2_000
"""Answers from which it is known how common a word is."""
LEAST_SHARE = 0.2
"""Of the members that have a word, for it to name them."""
LEAST_OF_BEST = 0.4
"""A word that tells less than this share of what the first one tells is not put beside it."""
LONGEST_WORD = 40


@dataclass
class _GroupWords:
    """What the members of a group say, by the shared forms of words, once a member."""

    members: int
    written: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    next_to: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Members that have one word right before another."""

    def share(self, form: str) -> float:
        return self.written[form].total() / self.members

    def spelling(self, form: str) -> str:
        return self.written[form].most_common(1)[0][0]

    def belong_together(self, first: str, second: str) -> bool:
        fewest = min(self.written[first].total(), self.written[second].total())
        return self.next_to[first, second] > fewest / 2


def named(texts: Sequence[str], groups: Sequence[Sequence[int]]) -> list[str]:
    """Return a name for each group, "Fastlege, lang ventetid": no two the same, empty where no word tells.

    Args:
        texts: The answers.
        groups: Which of them are in each group, the most typical first.
    """
    common = _common(texts)
    names: list[str] = []
    for group in groups:
        said = _group_words([texts[row] for row in group[:MOST_READ]])
        names.append(_first_free(said, _telling(said, common), names))
    return names


def _common(texts: Sequence[str]) -> Counter[str]:
    """Return the share of answers each word is in; 0 stands for hardly any."""
    read = texts[:: 1 + len(texts) // MOST_ANSWERS]
    found = Counter(form for text in read for form in set(shared_forms(words_of(text))))
    return Counter({form: count / len(read) for form, count in found.items()})


def _group_words(texts: Sequence[str]) -> _GroupWords:
    said = _GroupWords(len(texts))
    for text in texts:
        words = placed_words(text)
        forms = shared_forms([word.form for word in words])
        said.next_to.update(set(pairwise(forms)))
        for form, word in dict(zip(forms, words, strict=True)).items():
            written = text[word.start : word.end]
            if says_something(word.form) and len(written) <= LONGEST_WORD and written.isprintable():
                said.written[form][written if written.isupper() else written.lower()] += 1
    return said


def _telling(said: _GroupWords, common: Counter[str]) -> list[str]:
    """Return the words that many of the group have and few other answers, the most telling first."""
    shared = [form for form in said.written if said.share(form) >= max(LEAST_SHARE, 2 / said.members)]
    tells = {form: said.share(form) * _surprise(said.share(form), common[form]) for form in shared}
    ranked = sorted(shared, key=lambda form: (-tells[form], form))
    ranked = [form for form in ranked if tells[form] >= LEAST_OF_BEST * tells[ranked[0]]]
    return [form for place, form in enumerate(ranked) if not form.startswith(tuple(ranked[:place]))]


def _surprise(share: float, common: float) -> float:
    """Return how much more common a word is in the group; next to nothing where it is no more so."""
    return log(max(share / (common or 1 / MOST_ANSWERS), 1.1))


def _first_free(said: _GroupWords, forms: Sequence[str], taken: Sequence[str]) -> str:
    """Put the first words together, and as many more as it takes to be told from the names before."""
    for count in range(min(WORDS, len(forms)), len(forms) + 1):
        phrases = [" ".join(map(said.spelling, phrase)) for phrase in _phrases(said, forms[:count])]
        name = ", ".join(phrases)
        name = name[:1].upper() + name[1:]
        if name and name not in taken:
            return name
    return ""


def _phrases(said: _GroupWords, forms: Sequence[str]) -> list[list[str]]:
    """Put words that follow each other together; the most telling phrase comes first."""
    phrases: list[list[str]] = []
    for form in forms:
        for phrase in phrases:
            if said.belong_together(phrase[-1], form):
                phrase.append(form)
                break
            if said.belong_together(form, phrase[0]):
                phrase.insert(0, form)
                break
        else:
            phrases.append([form])
    return phrases
