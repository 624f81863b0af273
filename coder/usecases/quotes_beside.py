"""What stands beside a quotation in a report: background in words, where enough respondents share it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coder.domain.attribution import are_sizes, attribution, variables_named
from coder.messages import _, ngettext
from coder.store.surveys import participations, stored_variables, wave_ids
from coder.text.numbers import written_count
from coder.usecases.questions import UnknownVariableError
from coder.usecases.quotes_material import Material
from coder.usecases.theme_reading import Passage

_Combination = tuple[str, tuple[str, ...]]
"""A wave, and the levels a template names."""


@dataclass(frozen=True)
class Beside:
    """What stands beside quotations, and whom that fits."""

    template: str
    sharing: Mapping[_Combination, int]
    """How many respondents of a wave share these levels."""
    fewest: int

    @classmethod
    def of(cls, material: Material) -> Beside:
        """Take the template asked for, else one for the size of municipalities, and count who shares what."""
        variables = stored_variables(material.work)
        template = material.options.attribution
        if template is None:
            template = _usual_template({name: list(each.levels) for name, each in variables.items()})
        named = variables_named(template)
        for name in named:
            if name not in variables:
                raise UnknownVariableError(name, list(variables))
        sharing: Counter[_Combination] = Counter()
        levels = {name: {id_: level for level, id_ in variables[name].levels.items()} for name in named}
        for wave, wave_id in wave_ids(material.work).items():
            for taking in participations(material.work, [wave_id]).values():
                found = tuple(
                    levels[name].get(taking.background.get(variables[name].id, 0), "") for name in named
                )
                sharing[wave, found] += 1
        return cls(template, sharing, material.options.fewest)

    def words(self, passage: Passage) -> str:
        """Return what stands beside a passage; nothing where that would fit too few."""
        return attribution(self.template, passage.background) if self._fits_enough(passage) else ""

    def warnings(self, passages: Sequence[Passage]) -> Iterator[str]:
        """Say how many quotations stand without attribution."""
        bare = sum(not self._fits_enough(passage) for passage in passages)
        if bare:
            yield ngettext(
                "{n} quotation has no attribution: it would fit fewer than {least} respondents.",
                "{n} quotations have no attribution: it would fit fewer than {least} respondents.",
                bare,
            ).format(n=written_count(bare), least=self.fewest)

    def _fits_enough(self, passage: Passage) -> bool:
        named = variables_named(self.template)
        levels = tuple(passage.background.get(name, "") for name in named)
        return not named or self.sharing.get((passage.wave, levels), 0) >= self.fewest


def _usual_template(levels: Mapping[str, Sequence[str]]) -> str:
    for name, known in levels.items():
        if are_sizes(known):
            return _("municipality with {size} inhabitants").replace("{size}", f"{{{name}}}")
    return ""
