"""How often each respondent, and each level of each background variable, is quoted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol


class Voice(Protocol):
    """Somebody who answered: whose words they are, and what is known of them."""

    @property
    def respondent_id(self) -> str:
        """The respondent's external id."""
        ...

    @property
    def background(self) -> Mapping[str, str]:
        """Levels by variable."""
        ...


@dataclass(frozen=True)
class QuotedLevel:
    """How often a level of a background variable is quoted."""

    variable: str
    level: str
    quotations: int
    quoted: int
    """Respondents quoted at least once."""
    respondents: int
    """Respondents who answered."""


@dataclass(frozen=True)
class HowOftenQuoted:
    """Who is quoted how often."""

    quotations: int
    respondents: Mapping[str, int]
    """Quotations by respondent, the most quoted first; those who are never quoted are left out."""
    answered: int
    """Respondents who answered."""
    levels: tuple[QuotedLevel, ...]
    """By variable and level, in their order; also those that are never quoted."""

    def as_json(self) -> dict[str, object]:
        """Return the same as plain values."""
        return {
            "quotations": self.quotations,
            "answered": self.answered,
            "respondents": [{"respondent_id": each, "quotations": n} for each, n in self.respondents.items()],
            "background": [
                {
                    "variable": each.variable,
                    "level": each.level,
                    "quotations": each.quotations,
                    "quoted": each.quoted,
                    "respondents": each.respondents,
                }
                for each in self.levels
            ],
        }


def how_often_quoted(
    quotations: Iterable[Voice], answered: Iterable[Voice], levels: Mapping[str, Sequence[str]]
) -> HowOftenQuoted:
    """Count who is quoted.

    Args:
        quotations: Whose words each quotation is.
        answered: Everybody who could be quoted, in order; each respondent is counted once.
        levels: The levels of each background variable that is counted, in order.
    """
    said, everyone = list(quotations), list(answered)
    order = {each: place for place, each in enumerate(dict.fromkeys(v.respondent_id for v in everyone))}
    everybody: dict[tuple[str, str], set[str]] = defaultdict(set)
    for voice in everyone:
        for variable, level in voice.background.items():
            everybody[variable, level].add(voice.respondent_id)
    times: Counter[tuple[str, str]] = Counter()
    quoted: dict[tuple[str, str], set[str]] = defaultdict(set)
    for voice in said:
        for variable, level in voice.background.items():
            times[variable, level] += 1
            quoted[variable, level].add(voice.respondent_id)
    by_respondent = Counter(voice.respondent_id for voice in said)
    ranked = sorted(by_respondent, key=lambda each: (-by_respondent[each], order.get(each, len(order))))
    return HowOftenQuoted(
        quotations=len(said),
        respondents={each: by_respondent[each] for each in ranked},
        answered=len(order),
        levels=tuple(
            QuotedLevel(
                variable,
                level,
                times[variable, level],
                len(quoted[variable, level]),
                len(everybody[variable, level]),
            )
            for variable, known in levels.items()
            for level in known
            if everybody[variable, level] or times[variable, level]
        ),
    )
