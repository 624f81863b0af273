"""The combination rule: how many of those asked share what a reader sees beside and in a quotation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from coder.messages import _, ngettext
from coder.privacy.answer import read_answers
from coder.privacy.finding import HIGH, MEDIUM, Finding
from coder.privacy.lists import places
from coder.privacy.places import named_places
from coder.text.folding import folded
from coder.text.written_form import is_nynorsk

FEWEST = 6
"""How many of those asked must share what is seen, unless another number is chosen."""

_PARTS_OF = {
    "Trøndelag": ("Sør-Trøndelag", "Nord-Trøndelag"),
    "Vestland": ("Hordaland", "Sogn og Fjordane"),
    "Innlandet": ("Hedmark", "Oppland"),
    "Agder": ("Aust-Agder", "Vest-Agder"),
    "Viken": ("Østfold", "Akershus", "Buskerud"),
    "Vestfold og Telemark": ("Vestfold", "Telemark"),
    "Troms og Finnmark": ("Troms", "Finnmark"),
}


@dataclass(frozen=True)
class AskedUnit:
    """Somebody in the frame of one wave.

    ``writes_nynorsk`` is None where nothing is known of it: such a unit is not counted on to share nynorsk.
    """

    unit: str
    wave: str
    background: Mapping[str, str]
    writes_nynorsk: bool | None = None


@dataclass(frozen=True)
class Seen:
    """What a reader sees of a quotation: its text as printed, the background beside it, the wave if told."""

    text: str
    background: Mapping[str, str]
    wave: str | None = None


class Combinations:
    """Counts, for each quotation, those in the frame who share what is seen."""

    def __init__(self, frame: Iterable[AskedUnit], fewest: int = FEWEST) -> None:
        self._frame = tuple(frame)
        self._counties = [_counties_of(unit.background.values()) for unit in self._frame]
        self._has_counties = any(self._counties)
        self._fewest = fewest
        self._counted: dict[tuple[object, ...], int] = {}

    def sharing(self, seen: Seen) -> int:
        """Return how many different units share background, wave, nynorsk and the county that is named."""
        [counties] = self._named_in([seen])
        return self._number(seen, counties)

    def finding(self, seen: Seen) -> Finding | None:
        """Return a finding about the whole answer if too few share what is seen; None without a frame."""
        [found] = self.findings([seen])
        return found

    def findings(self, seen: Sequence[Seen]) -> list[Finding | None]:
        """Return the findings of many quotations, in their order; much quicker than one by one."""
        if not self._frame:
            return [None] * len(seen)
        named = self._named_in(seen)
        return [self._finding(each, counties) for each, counties in zip(seen, named, strict=True)]

    def _finding(self, seen: Seen, counties: frozenset[str]) -> Finding | None:
        number = self._number(seen, counties)
        if number >= self._fewest:
            return None
        why = ngettext(
            "Only {n} of those asked shares all that is seen: {what}.",
            "Only {n} of those asked share all that is seen: {what}.",
            max(number, 1),
        ).format(n=max(number, 1), what=", ".join(self._in_words(seen, counties)))
        return Finding(None, None, None, "combination", HIGH if number <= 1 else MEDIUM, why)

    def _named_in(self, seen: Sequence[Seen]) -> list[frozenset[str]]:
        """Return the counties that texts name, as they were and as they are; none where no unit has one."""
        if not self._has_counties:
            return [frozenset()] * len(seen)
        answers = read_answers([each.text for each in seen], None)
        return [_with_parts(place.county for place in named_places(answer)) for answer in answers]

    def _number(self, seen: Seen, counties: frozenset[str]) -> int:
        """Count once for all quotations that show the same."""
        nynorsk = is_nynorsk(seen.text)
        key = (seen.wave, tuple(sorted(seen.background.items())), nynorsk, counties)
        if key not in self._counted:
            places = self._places(seen, counties, nynorsk=nynorsk)
            self._counted[key] = len({self._frame[at].unit for at in places})
        return self._counted[key]

    def _places(self, seen: Seen, counties: frozenset[str], *, nynorsk: bool) -> list[int]:
        return [
            at
            for at, unit in enumerate(self._frame)
            if (seen.wave is None or unit.wave == seen.wave)
            and all(unit.background.get(name, "") == value for name, value in seen.background.items())
            and (not nynorsk or unit.writes_nynorsk)
            and (not counties or not self._counties[at] or counties & self._counties[at])
        ]

    def _in_words(self, seen: Seen, counties: frozenset[str]) -> Sequence[str]:
        told = [f"{name} {value}" for name, value in seen.background.items() if value]
        if seen.wave:
            told.append(seen.wave)
        if is_nynorsk(seen.text):
            told.append(_("written in nynorsk"))
        if counties:
            told.append(_("an area is named in the text"))
        return told or [_("the text alone")]


@lru_cache(maxsize=1)
def _counties_by_name() -> Mapping[str, str]:
    known = {folded(place.name): place.name for place in places() if place.kind == "county"}
    return known | {"oslo": "Oslo"}


def _counties_of(values: Iterable[str]) -> frozenset[str]:
    """Return the counties among background values, with those they are part of or are made of."""
    known = _counties_by_name()
    return _with_parts(known[folded(value)] for value in values if folded(value) in known)


def _with_parts(counties: Iterable[str]) -> frozenset[str]:
    named = {county for county in counties if county}
    for whole, parts in _PARTS_OF.items():
        if whole in named:
            named.update(parts)
        elif named & set(parts):
            named.add(whole)
    return frozenset(named)
