"""Named projects and schemes: in quotation marks, after "prosjektet", before "-modellen", in capitals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coder.messages import _
from coder.privacy.answer import Answer
from coder.privacy.capital_runs import CapitalRun, capital_runs
from coder.privacy.finding import LOW, MEDIUM, Sighting
from coder.privacy.known_names import NATIONAL
from coder.privacy.lists import is_ordinary, listed_words

_NOUN = (
    r"(?:prosjekt|tiltak|modell|metode|ordning|program|satsing|kurs|gruppe|tilbud|kafé|kafe|team|samarbeid|nettverk|konsept"
    r"|verksted|verkstad|treffsted|møteplass|møtested|værested|lavterskeltilbud|pilot|opplegg|bedrift|vekstbedrift|forening"
    r"|aktivitetshus|klubb|festival|kampanje|film|hefte|plan|arbeidslag|funksjon|huset|hus|butikk|forsøk|forum|teneste|tjeneste)"
)
_NOUN_FORMS = rf"(?:\w*{_NOUN}(?:et|en|n|a|e|r|er|ene|ane|s)?)"
_QUOTED = re.compile(r"[«“”\"„]([^«»“”\"„\n]{2,60})[»“”\"]")
_NOUN_BEFORE = re.compile(
    rf"(?i)(?<!\w){_NOUN_FORMS}(?: vårt| vår)?(?: som heter| som heiter| kalt| kalla| heter| heiter)?[:,]? ?$"
)
_NOUN_AFTER = re.compile(rf"(?i)^[ -]{_NOUN_FORMS}(?!\w)")
_NOUN_AND_NAME = re.compile(
    rf"(?<!\w)(?P<noun>{_NOUN_FORMS})(?: vårt| vår| som heter| som heiter| kalt| kalla)?:? "
    r"(?P<name>[A-ZÆØÅ][\wæøå]+(?:[ -](?:[A-ZÆØÅ][\wæøå]*|\d+|og (?=[A-ZÆØÅ])|i (?=[A-ZÆØÅ])))*)"
)
_NAME_AND_NOUN = re.compile(
    rf"(?<![\w-])(?P<name>[A-ZÆØÅ][\wæøå]+(?: [A-ZÆØÅ][\wæøå]+)*)(?:-| (?=prosjekt|modell|metod|program|kurs|satsing|team))(?P<noun>{_NOUN_FORMS})(?!\w)"
)
_COMPOUND = re.compile(
    rf"(?<![\w-])[A-ZÆØÅ][a-zæøå]{{3,}}(?:prosjektet|modellen|metoden|programmet|satsinga|satsingen|piloten|kafeen|huset)(?!\w)"
)
_MOST_WORDS = 6
_SHOUT_ENDS = "?!."


def project_sightings(answer: Answer) -> Iterator[Sighting]:
    """Yield named projects and schemes, and names in capitals that nothing else explains."""
    yield from _quoted(answer)
    opening = {word.start for word in answer.words if word.opens}
    for found in _NOUN_AND_NAME.finditer(answer.text):
        if _is_name(found["name"]):
            yield _project(
                found.start("name"), found.end(), _("A name after a word for a project or scheme.")
            )
    for found in _NAME_AND_NOUN.finditer(answer.text):
        if _is_name(found["name"]) and (found.start() not in opening or not is_ordinary(found["name"])):
            yield _project(*found.span(), _("A name before a word for a project or scheme."))
    for found in _COMPOUND.finditer(answer.text):
        if found.start() not in opening:
            yield Sighting(*found.span(), "project", LOW, _("A project or scheme with a name of its own."))
    for run in capital_runs(answer):
        found_run = _capitals(answer, run)
        if found_run is not None:
            yield found_run


def _project(start: int, end: int, why: str) -> Sighting:
    return Sighting(start, end, "project", MEDIUM, why)


def _is_name(name: str) -> bool:
    """Tell whether this is a name: no abbreviation known everywhere, no ordinary words only."""
    words = re.findall(r"[^\W\d_]+", name)
    return not all(word in listed_words("known_abbreviations.txt") or is_ordinary(word) for word in words)


def _quoted(answer: Answer) -> Iterator[Sighting]:
    names = {answer.words[name.first].start for name in answer.known if name.entry.origin == NATIONAL}
    for found in _QUOTED.finditer(answer.text):
        inner = found[1].strip()
        words = re.findall(r"\w+", inner)
        if not words or len(words) > _MOST_WORDS or inner[-1] in _SHOUT_ENDS or found.start(1) in names:
            continue
        beside = _NOUN_BEFORE.search(
            answer.text[max(0, found.start() - 60) : found.start()]
        ) or _NOUN_AFTER.match(answer.text[found.end() : found.end() + 40])
        capital = inner[0].isupper() and words[0] not in listed_words("known_abbreviations.txt")
        if capital and (len(words) > 1 or _is_name(inner) or beside):
            yield _project(
                *found.span(1), _("In quotation marks with a capital: perhaps a project or scheme.")
            )
        elif capital or beside:
            yield Sighting(
                *found.span(1), "project", LOW, _("In quotation marks: perhaps a project or scheme.")
            )


def _capitals(answer: Answer, run: CapitalRun) -> Sighting | None:
    """Judge a run of capitals that is no person: several words are a title, one may be a name."""
    if any(at in answer.taken for at in run.parts):
        return None
    start, end = answer.words[run.first].start, answer.words[run.last].end
    inside = run.parts[1:] if run.opens else run.parts
    unknown = [at for at in inside if not is_ordinary(answer.words[at].text)]
    if len(run.parts) > 2 or (len(inside) > 1 and unknown):
        return _project(start, end, _("Several words with capitals: perhaps a name."))
    if len(run.parts) > 1 and not run.opens:
        return Sighting(start, end, "project", LOW, _("Several words with capitals: perhaps a name."))
    if unknown:
        return Sighting(start, end, "name", LOW, _("A capital inside a sentence: perhaps a name."))
    return None
