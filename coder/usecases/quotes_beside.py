"""What stands beside a quotation in a report: background in words, where enough respondents share it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from coder.domain.attribution import are_sizes, attribution, variables_named
from coder.messages import _, ngettext
from coder.store.surveys import participations, stored_variables, wave_ids
from coder.store.unit_of_work import Reading
from coder.text.numbers import written_count
from coder.usecases.questions import UnknownVariableError

_Combination = tuple[str, tuple[str, ...]]
"""A wave, and the levels a template names."""


class Quoted(Protocol):
    """Something said in a wave by somebody of whom something is known."""

    @property
    def wave(self) -> str:
        """When."""
        ...

    @property
    def background(self) -> Mapping[str, str]:
        """Levels by variable."""
        ...


class Shown(Protocol):
    """What a reader sees beside what somebody said."""

    def words(self, passage: Quoted) -> str:
        """Return the words beside it."""
        ...

    def seen(self, passage: Quoted) -> dict[str, str]:
        """Return the background that these words tell, by variable."""
        ...


@dataclass(frozen=True)
class AlwaysBeside:
    """These variables, whoever shares them."""

    names: Sequence[str]

    @classmethod
    def of(cls, work: Reading, names: Sequence[str]) -> AlwaysBeside:
        """Take variables by name.

        Raises:
            UnknownVariableError: If one is not there.
        """
        _refuse_unknown(names, stored_variables(work))
        return cls(names)

    def words(self, passage: Quoted) -> str:
        """Return no words: the background itself is what is seen."""
        return ""

    def seen(self, passage: Quoted) -> dict[str, str]:
        """Return what is known of these variables."""
        return {name: passage.background[name] for name in self.names if passage.background.get(name)}


@dataclass(frozen=True)
class Beside:
    """What stands beside quotations, and whom that fits."""

    template: str
    sharing: Mapping[_Combination, int]
    """How many respondents of a wave share these levels."""
    fewest: int

    @classmethod
    def of(cls, work: Reading, template: str | None, fewest: int) -> Beside:
        """Take the template asked for, else one for the size of municipalities, and count who shares what.

        Raises:
            UnknownVariableError: If the template names a variable that is not there.
        """
        variables = stored_variables(work)
        if template is None:
            template = _usual_template({name: list(each.levels) for name, each in variables.items()})
        named = variables_named(template)
        _refuse_unknown(named, variables)
        sharing: Counter[_Combination] = Counter()
        levels = {name: {id_: level for level, id_ in variables[name].levels.items()} for name in named}
        for wave, wave_id in wave_ids(work).items():
            for taking in participations(work, [wave_id]).values():
                found = tuple(
                    levels[name].get(taking.background.get(variables[name].id, 0), "") for name in named
                )
                sharing[wave, found] += 1
        return cls(template, sharing, fewest)

    def words(self, passage: Quoted) -> str:
        """Return what stands beside a passage; nothing where that would fit too few."""
        return attribution(self.template, passage.background) if self._fits_enough(passage) else ""

    def seen(self, passage: Quoted) -> dict[str, str]:
        """Return the background that stands beside a passage."""
        if not self.words(passage):
            return {}
        return {name: passage.background[name] for name in variables_named(self.template)}

    def warnings(self, passages: Sequence[Quoted]) -> Iterator[str]:
        """Say how many quotations stand without attribution."""
        bare = sum(not self._fits_enough(passage) for passage in passages)
        if bare:
            yield ngettext(
                "{n} quotation has no attribution: it would fit fewer than {least} respondents.",
                "{n} quotations have no attribution: it would fit fewer than {least} respondents.",
                bare,
            ).format(n=written_count(bare), least=self.fewest)

    def _fits_enough(self, passage: Quoted) -> bool:
        named = variables_named(self.template)
        levels = tuple(passage.background.get(name, "") for name in named)
        return not named or self.sharing.get((passage.wave, levels), 0) >= self.fewest


def _refuse_unknown(names: Sequence[str], variables: Mapping[str, object]) -> None:
    for name in names:
        if name not in variables:
            raise UnknownVariableError(name, list(variables))


def _usual_template(levels: Mapping[str, Sequence[str]]) -> str:
    for name, known in levels.items():
        if are_sizes(known):
            return _("municipality with {size} inhabitants").replace("{size}", f"{{{name}}}")
    return ""
