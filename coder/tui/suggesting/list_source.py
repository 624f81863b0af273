"""Where the codes under the digits come from, in words that are plainly on screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coder.domain.withholding import Withheld
from coder.messages import _, ngettext
from coder.tui.suggesting.live_suggestions import percent_of

if TYPE_CHECKING:
    from coder.usecases.suggesting.suggestions import Ended, Preparing, Suggested


@dataclass(frozen=True)
class ListSource:
    """Where the codes under the digits come from, and how old that is."""

    suggested: Suggested | None = None
    """What the list is made from; None where it is the most used codes."""
    age: int = 0
    """How many codings made since the model has not seen."""
    withheld: Withheld | None = None
    preparing: Preparing | None = None
    ended: Ended | None = None
    is_wanted: bool = False
    """Whether there is to be a model at all."""
    is_new: bool = False
    """Whether the list took the place of another a moment ago."""

    def in_words(self, *, is_used: bool) -> str:
        """Say it; ``is_used`` where any of the codes has been used."""
        if self.withheld is Withheld.BY_CHANCE:
            return _("Suggestions hidden on this answer (measures whether they steer)")
        most_used = _("Most used") if is_used else _("Codes")
        if self.withheld is Withheld.BLIND:
            return " · ".join([most_used, _("no suggestions in a blind sample")])
        if self.withheld is Withheld.UNTIL_OWN:
            return " · ".join([most_used, _("suggestions come after your first own code")])
        if self.suggested is None:
            return " · ".join([most_used, *self._about_model()])
        return " · ".join([_("Suggestions"), _learned(self.suggested), *self._age(), *self._about_model()])

    def _age(self) -> list[str]:
        if not self.age:
            return []
        return [ngettext("{n} coding ago", "{n} codings ago", self.age).format(n=self.age)]

    def _about_model(self) -> list[str]:
        if self.ended is not None:
            stopped = _("suggestions have stopped; coding goes on")
            return [_("suggestions start again") if self.ended.starts_again else stopped]
        if self.preparing is not None:
            return [_("preparing {percent} %").format(percent=percent_of(self.preparing))]
        return [_("suggestions are on their way")] if self.is_wanted and self.suggested is None else []


def _learned(suggested: Suggested) -> str:
    if not suggested.learned_from:
        return _("from names and definitions")
    told = ngettext("learned from {n} answer", "learned from {n} answers", suggested.learned_from)
    return told.format(n=suggested.learned_from)
