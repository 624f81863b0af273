"""Local abbreviations: words in capitals that the whole country does not know."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coder.messages import _
from coder.privacy.answer import Answer
from coder.privacy.finding import LOW, MEDIUM, Sighting
from coder.privacy.known_names import PLACE
from coder.privacy.lists import first_names, is_ordinary, listed_words

_LONGEST = 8
_EXPLAINED = re.compile(r"^\s?[(=:]\s?\w+(?:[ -]\w+)+")
_IN_BRACKETS = re.compile(r"(\w+(?:[ -]\w+)+)\s\($")


def abbreviation_sightings(answer: Answer) -> Iterator[Sighting]:
    """Yield words in capitals that are in no list of abbreviations known everywhere."""
    places = {name.first for name in answer.known if name.entry.origin == PLACE}
    for at, word in enumerate(answer.words):
        if not word.is_capitals or word.shouted or at in answer.taken or at in places:
            continue
        if len(word.text) > _LONGEST or _is_known(word.text) or not word.text.isalpha():
            continue
        if is_ordinary(word.text) and len(word.text) > 3:
            continue
        if word.folded in first_names():
            yield answer.sighting(at, at, "person", MEDIUM, _("A first name."))
        elif (
            len(word.text) == 2 or is_ordinary(word.text) or _is_explained(answer.text, word.start, word.end)
        ):
            yield _local(answer, at, LOW)
        else:
            yield _local(answer, at, MEDIUM)


def _is_known(word: str) -> bool:
    return word in listed_words("known_abbreviations.txt")


def _is_explained(text: str, start: int, end: int) -> bool:
    """Tell whether the answer itself says what it stands for: then that is what identifies, or does not."""
    initials = text[start:end].lower()
    after = _EXPLAINED.match(text[end : end + 60])
    before = _IN_BRACKETS.search(text[max(0, start - 60) : start])
    return any(
        found is not None and re.search(rf"\b{initials[0]}", found[0].lower()) is not None
        for found in (after, before)
    )


def _local(answer: Answer, at: int, grade: str) -> Sighting:
    why = _("An abbreviation that is not known everywhere: perhaps a local one.")
    return answer.sighting(at, at, "organisation", grade, why)
