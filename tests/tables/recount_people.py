"""Who is counted, and by whose codings: the people of a recount, from what a user has in hand.

It knows nothing of how the program counts: it is written from the rules of the design, to be held against it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

Key = tuple[str, str]
"""A respondent's id and a wave: who may have answered."""


@dataclass(frozen=True)
class Person:
    """Who stands in a wave: in the survey's file, or in the frame's alone."""

    background: Mapping[str, str]
    took_part: bool
    text: str


@dataclass(frozen=True)
class InHand:
    """What the user has, and what was done to the project besides."""

    people: Mapping[Key, Person]
    waves: Sequence[str]
    codings: Sequence[Mapping[str, str]]
    codebook: Sequence[Mapping[str, str]]
    levels: Mapping[str, Sequence[str]]
    lead: str
    missing: Mapping[str, Collection[str]] = field(default_factory=dict)
    """By variable, the levels that are no answers."""
    counts: str = "responsible"
    dealt: Mapping[Key, str] = field(default_factory=dict)
    asked_if: tuple[str, Collection[str]] | None = None
    is_scale: bool = False
    born: Mapping[str, int] = field(default_factory=dict)
    """By path, the step in which a code came; those of the first codebook are not named."""
    retired: Mapping[str, int] = field(default_factory=dict)
    done_at: Mapping[tuple[str, str, str], int] = field(default_factory=dict)
    """By respondent, wave and coder, the step in which the answer was done."""


@dataclass(frozen=True)
class Fold:
    """Codes that a reporting layer counts as one row; the row's path, and whether it is a new one."""

    members: Collection[str]
    into: str
    is_new: bool


@dataclass(frozen=True)
class Asked:
    """A table asked for, in the words of the command."""

    waves: Sequence[str] = ()
    level: str = ""
    base: str = "done"
    counts: str = ""
    decimals: int = 0
    order: str = ""
    exclude: Collection[str] = ()
    where: Sequence[str] = ()
    by: Sequence[str] = ()
    trend: bool = False
    small_bases: bool = False
    weight: str = ""
    count_by: str = ""
    same_units: bool = False
    layer: str = ""
    folds: Sequence[Fold] = ()
    rare: int = 0
    """Codes with fewer answers fold into «Other» of their theme, or of the table; never one alone."""
    dropped: Collection[str] = ()
    interval: bool = False


@dataclass(frozen=True)
class Code:
    """A code as the exported codebook has it; its place in the file is the codebook's order."""

    path: str
    kind: str = "ordinary"
    codable: bool = True
    retired: bool = False

    @property
    def top(self) -> str:
        """The theme's name, its own where it stands at the top."""
        return self.path.split(" > ")[0]

    @property
    def name(self) -> str:
        """The last name of its path."""
        return self.path.split(" > ")[-1]


def codes_in(codebook: Sequence[Mapping[str, str]]) -> Iterator[Code]:
    """Read an exported codebook; headings that only have codes under them stand in no line of their own."""
    seen: set[str] = set()
    for row in codebook:
        names = [*(row["theme"].split(" > ") if row["theme"] else []), row["code"]]
        for depth in range(1, len(names)):
            above = " > ".join(names[:depth])
            if above not in seen:
                yield Code(above, codable=False)
                seen.add(above)
        seen.add(" > ".join(names))
        yield Code(" > ".join(names), row["kind"] or "ordinary", row["codable"] != "no", bool(row["retired"]))


class People:
    """Who may be counted in a table, and the codes of those whose answers are settled."""

    def __init__(self, hand: InHand, asked: Asked) -> None:
        self.hand, self.asked = hand, asked
        has_answers = {wave for (_who, wave), person in hand.people.items() if person.text}
        self.waves = [
            wave for wave in hand.waves if (wave in asked.waves if asked.waves else wave in has_answers)
        ]
        self.stated = self._stated()
        self.people = [key for key, person in hand.people.items() if self._selected(key, person)]
        self.answers = [key for key in self.people if hand.people[key].text]
        self.settled_by = {key: coder for key in self.answers if (coder := self.settling(key))}
        self.all_codes = {key: self._codes_of(key, coder) for key, coder in self.settled_by.items()}
        self.original = list(codes_in(hand.codebook))
        self._kind = {code.path: code.kind for code in self.original}
        self.left_out = {
            key for key, found in self.all_codes.items() if found and not self._counted_codes(found)
        }
        self.unsettled = len(self.answers) - len(self.settled_by)
        """Answers that no coding counts of."""
        if asked.same_units:
            self._keep_the_same_units()
        self.base = self._base()

    def settling(self, key: Key) -> str | None:
        """Whose coding of an answer counts."""
        done = {coder for coder, state in self.stated.get(key, {}).items() if state == "done"}
        counts = self.asked.counts or self.hand.counts
        if counts == "consensus" and "consensus" in done:
            return "consensus"
        responsible = self.hand.dealt.get(key, self.hand.lead)
        if responsible in done:
            return responsible
        persons = done - {"consensus"}
        return persons.pop() if len(persons) == 1 else None

    def size(self, people: Iterable[Key]) -> int:
        """How many units some people are."""
        found = list(people)
        if not self.asked.count_by:
            return len(found)
        return len({self._value(key, self.asked.count_by) for key in found} - {""})

    def without_code(self) -> int:
        """Settled answers that have no code at all."""
        return sum(not found for found in self.all_codes.values())

    def in_use(self, path: str, waves: Collection[str]) -> bool:
        """Whether an answer of the waves was done while a code was there."""
        born, gone = self.hand.born.get(path, 0), self.hand.retired.get(path, 10**9)
        return any(
            born <= step < gone for (_who, wave, _coder), step in self.hand.done_at.items() if wave in waves
        )

    def _stated(self) -> dict[Key, dict[str, str]]:
        found: dict[Key, dict[str, str]] = {}
        for row in self.hand.codings:
            found.setdefault((row["respondent_id"], row["wave"]), {})[row["coder"]] = row["state"]
        return found

    def _codes_of(self, key: Key, coder: str) -> set[str]:
        return {
            f"{row['theme']} > {row['code']}" if row["theme"] else row["code"]
            for row in self.hand.codings
            if (row["respondent_id"], row["wave"], row["coder"]) == (*key, coder) and row["code"]
        }

    def _counted_codes(self, found: Collection[str]) -> set[str]:
        return {path for path in found if self._kind[path] not in self.asked.exclude}

    def _value(self, key: Key, variable: str) -> str:
        """Return what somebody is by a variable; "" where nothing was given, or what is no answer."""
        said = self.hand.people[key].background.get(variable, "")
        return "" if said in self.hand.missing.get(variable, ()) else said

    def _selected(self, key: Key, person: Person) -> bool:
        if key[1] not in self.waves:
            return False
        wanted: dict[str, set[str]] = {}
        for condition in self.asked.where:
            variable, _sign, level = condition.partition("=")
            wanted.setdefault(variable, set()).add(level)
        if self.hand.asked_if:
            variable, levels = self.hand.asked_if
            if person.background.get(variable, "") not in levels:
                return False
        return all(person.background.get(variable, "") in levels for variable, levels in wanted.items())

    def _keep_the_same_units(self) -> None:
        """Keep the respondents who are in N in each of the waves."""
        in_n, answering = self._in_each_wave(self._base()), self._in_each_wave(self.answers)
        unsettled = set(self.answers) - set(self.settled_by)
        self.people = [key for key in self.people if key[0] in in_n]
        self.answers = [key for key in self.answers if key[0] in in_n]
        self.settled_by = {key: each for key, each in self.settled_by.items() if key[0] in in_n}
        self.all_codes = {key: each for key, each in self.all_codes.items() if key[0] in in_n}
        self.left_out = {key for key in self.left_out if key[0] in in_n}
        if self.asked.base == "done":
            self.unsettled = sum(who in answering for who, _wave in unsettled)
        else:
            self.unsettled = len(self.answers) - len(self.settled_by)

    def _in_each_wave(self, people: Iterable[Key]) -> set[str]:
        waves: dict[str, set[str]] = {}
        for who, wave in people:
            waves.setdefault(who, set()).add(wave)
        return {who for who, found in waves.items() if len(found) == len(self.waves)}

    def _base(self) -> set[Key]:
        kinds: dict[str, Callable[[Key], bool]] = {
            "done": lambda key: key in self.settled_by,
            "answered": lambda key: bool(self.hand.people[key].text),
            "all": lambda key: self.hand.people[key].took_part,
            "frame": lambda key: True,
        }
        return {key for key in self.people if kinds[self.asked.base](key)} - self.left_out
