"""What stands beside a quotation in a report: background in words, where enough respondents share it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from coder.domain.attribution import are_sizes, attribution, names_no_size, size_words, variables_named
from coder.messages import _, ngettext
from coder.store.surveys import count_sharing
from coder.store.unit_of_work import Reading
from coder.store.variables import stored_variables
from coder.store.waves import wave_ids
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
    sizes: tuple[str, ...]
    """The background variables that tell sizes."""
    example: str
    """A background variable that a template may name; "" where there is none."""
    is_usual: bool
    """Whether the template was not asked for."""

    @classmethod
    def of(cls, work: Reading, template: str | None, fewest: int) -> Beside:
        """Take the template asked for, else one for the size of municipalities, and count who shares what.

        Raises:
            UnknownVariableError: If the template names a variable that is not there.
        """
        variables = stored_variables(work)
        sizes = tuple(name for name, each in variables.items() if are_sizes(each.answered))
        is_usual = template is None
        if template is None:
            template = size_words(sizes[0]) if sizes else ""
        named = variables_named(template)
        _refuse_unknown(named, variables)
        sharing: Counter[_Combination] = Counter()
        levels = [{id_: level for level, id_ in variables[name].answered.items()} for name in named]
        waves = {id_: wave for wave, id_ in wave_ids(work).items()}
        of_variables = [variables[name].id for name in named]
        for (wave_id, *level_ids), count in count_sharing(work, of_variables).items():
            found = tuple(names.get(id_, "") for names, id_ in zip(levels, level_ids, strict=True))
            sharing[waves[wave_id], found] += count
        example = next(iter((*sizes, *variables)), "")
        return cls(template, sharing, fewest, sizes, example, is_usual)

    def words(self, passage: Quoted) -> str:
        """Return what stands beside a passage; nothing where that would fit too few."""
        return attribution(self.template, passage.background) if self._fits_enough(passage) else ""

    def seen(self, passage: Quoted) -> dict[str, str]:
        """Return the background that stands beside a passage."""
        if not self.words(passage):
            return {}
        return {name: passage.background[name] for name in variables_named(self.template)}

    def why_nothing(self, passage: Quoted) -> str:
        """Say in a few words why nothing stands beside a passage; "" where something does."""
        if self.words(passage):
            return ""
        if not self.template:
            return (
                _("nothing beside it: no variable tells sizes") if self.is_usual else _("nothing beside it")
            )
        if self._fits_enough(passage):
            return _("nothing beside it: it is not known")
        return _("nothing beside it: too few share it")

    def warnings(self, passages: Sequence[Quoted]) -> Iterator[str]:
        """Say why quotations stand without attribution, and where one names what is no size."""
        if not self.template:
            if self.is_usual and passages:
                yield self._why_none()
            return
        bare = sum(not self._fits_enough(passage) for passage in passages)
        if bare:
            yield ngettext(
                "{n} quotation has no attribution: it would fit fewer than {least} respondents.",
                "{n} quotations have no attribution: it would fit fewer than {least} respondents.",
                bare,
            ).format(n=written_count(bare), least=self.fewest)
        unknown = sum(self._fits_enough(each) and not self.words(each) for each in passages)
        if unknown:
            yield ngettext(
                "{n} quotation has no attribution: the background it names is not known.",
                "{n} quotations have no attribution: the background they name is not known.",
                unknown,
            ).format(n=written_count(unknown))
        yield from self._where_no_size_stands(passages)

    def _why_none(self) -> str:
        if not self.example:
            return _("Nothing stands beside the quotations: the project has no background variables.")
        return _(
            "Nothing stands beside the quotations: no background variable tells sizes. Choose words "
            'yourself: --attribution "{variable}", or the key a where quotations are chosen.'
        ).format(variable=f"{{{self.example}}}")

    def _where_no_size_stands(self, passages: Sequence[Quoted]) -> Iterator[str]:
        printed = (self.words(each) for each in passages if self._is_odd(each))
        for words in dict.fromkeys(filter(None, printed)):
            yield _("Beside a quotation stands «{words}», which names no size. Is it what you mean?").format(
                words=words
            )

    def _is_odd(self, passage: Quoted) -> bool:
        return names_no_size(self.template, passage.background, self.sizes)

    def _fits_enough(self, passage: Quoted) -> bool:
        named = variables_named(self.template)
        levels = tuple(passage.background.get(name, "") for name in named)
        return not named or self.sharing.get((passage.wave, levels), 0) >= self.fewest


def _refuse_unknown(names: Sequence[str], variables: Mapping[str, object]) -> None:
    for name in names:
        if name not in variables:
            raise UnknownVariableError(name, list(variables))
