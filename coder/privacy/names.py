"""Possible names: capitals that nothing else explains."""

from __future__ import annotations

from collections.abc import Iterator, Set

from coder.messages import _
from coder.privacy.answer import Answer
from coder.privacy.capital_runs import CapitalRun
from coder.privacy.finding import LOW, MEDIUM, Sighting
from coder.privacy.known_names import PLACE
from coder.privacy.lists import is_ordinary
from coder.privacy.persons import person_in
from coder.text.stop_words import says_something

_AT_A_PLACE = frozenset({"i", "på", "fra", "frå", "ved"})


def name_sightings(answer: Answer) -> Iterator[Sighting]:
    """Yield runs of capitals that may be names: several words are a title, one may be a name."""
    places = {
        at for name in answer.known if name.entry.origin == PLACE for at in range(name.first, name.last + 1)
    }
    for run in answer.runs:
        if person_in(answer, run) is None:
            found = _possible_name(answer, run, places)
            if found is not None:
                yield found


def _possible_name(answer: Answer, run: CapitalRun, places: Set[int]) -> Sighting | None:
    if set(run.parts) <= places:
        return None
    inside = run.parts[1:] if run.opens else run.parts
    unknown = [at for at in inside if not is_ordinary(answer.words[at].text)]
    # Some write every word with a capital: then small words have one too.
    is_title = all(says_something(answer.words[at].folded) for at in run.parts)
    if (len(run.parts) > 2 and is_title) or (len(inside) > 1 and unknown):
        return answer.sighting(
            run.first, run.last, "name", MEDIUM, _("Several words with capitals: perhaps a name.")
        )
    if len(run.parts) > 1 and not run.opens:
        return answer.sighting(
            run.first, run.last, "name", LOW, _("Several words with capitals: perhaps a name.")
        )
    before = answer.word_at(run.first - 1)
    if unknown and before is not None and before.folded in _AT_A_PLACE and answer.joined(run.first - 1):
        why = _("A capital after a word such as i, på or fra: perhaps a place or a house.")
        return answer.sighting(run.first, run.last, "name", MEDIUM, why)
    if unknown:
        return answer.sighting(
            run.first, run.last, "name", LOW, _("A capital inside a sentence: perhaps a name.")
        )
    return None
