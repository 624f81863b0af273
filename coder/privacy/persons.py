"""Persons: first names with surnames, titles before names, single first names and surnames."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coder.messages import _
from coder.privacy.answer import Answer
from coder.privacy.capital_runs import CapitalRun
from coder.privacy.finding import HIGH, LOW, MEDIUM, Sighting
from coder.privacy.lists import (
    first_names,
    first_names_that_are_words,
    is_ordinary,
    surnames,
    surnames_that_are_words,
    word_group,
)

_INITIALS = re.compile(
    r"(?<![\w.])(?P<who>(?i:bruker|brukar|brukeren|brukaren|pasient|pasienten|klient|klienten) )?"
    r"[A-ZÆØÅ]\.\s?[A-ZÆØÅ]\.(?!\w|\s?[A-ZÆØÅ][a-zæøå])"
    r"|(?<!\w)(?P<named>(?i:bruker|brukar|pasient|klient)) [A-ZÆØÅ]\.?(?!\w)"
)


def person_sightings(answer: Answer) -> Iterator[Sighting]:
    """Yield mentions of persons by name."""
    for initials in _INITIALS.finditer(answer.text):
        why = _("Initials: perhaps a person's.")
        yield Sighting(
            *initials.span(), "person", MEDIUM if initials["who"] or initials["named"] else LOW, why
        )
    yield from _in_small_letters(answer)
    for run in answer.runs:
        found = person_in(answer, run)
        if found is not None:
            yield found


def person_in(answer: Answer, run: CapitalRun) -> Sighting | None:
    """Return the person named in a run of capitals, if there is one."""
    return (
        _full_name(answer, run)
        or _with_title(answer, run)
        or _after_a_title(answer, run)
        or _one_name(answer, run)
    )


def _full_name(answer: Answer, run: CapitalRun) -> Sighting | None:
    for number, at in enumerate(run.parts[:-1]):
        rest = run.parts[number + 1 :]
        if _begins_a_name(answer, at, rest, opens=run.opens and number == 0):
            return answer.sighting(at, run.last, "person", HIGH, _("A first name and a surname."))
    first, last = run.parts[0], run.parts[-1]
    if (
        len(run.parts) in (2, 3)
        and not run.opens
        and _looks_like_surname(_form(answer, last))
        and not any(is_ordinary(answer.words[at].text) for at in run.parts)
    ):
        return answer.sighting(
            first, last, "person", MEDIUM, _("Two names in capitals, the last like a surname.")
        )
    return None


def _begins_a_name(answer: Answer, at: int, rest: tuple[int, ...], opens: bool) -> bool:
    form, following = _form(answer, at), _form(answer, rest[0])
    initial = len(following) == 1
    if form in first_names():
        return initial or not is_ordinary(following) or _is_surname(following) or following in first_names()
    if form in first_names_that_are_words() or len(form) == 1:
        last = _form(answer, rest[-1])
        named = _is_surname(last) or last in first_names()
        return named or (not opens and _looks_like_surname(last) and not is_ordinary(last))
    return False


def _with_title(answer: Answer, run: CapitalRun) -> Sighting | None:
    """Judge a run that begins with a title: Fru Olsen, Ordfører Dalbakk."""
    if len(run.parts) < 2 or _form(answer, run.first) not in word_group("titles"):
        return None
    named = [
        at for at in run.parts[1:] if not is_ordinary(answer.words[at].text) or _is_surname(_form(answer, at))
    ]
    if not named:
        return None
    return answer.sighting(run.first, run.last, "person", HIGH, _("A name after a title or an occupation."))


def _in_small_letters(answer: Answer) -> Iterator[Sighting]:
    """Yield first names with surnames that are both written in small letters."""
    for at, word in enumerate(answer.words[:-1]):
        following = answer.words[at + 1]
        if (
            word.text.islower()
            and following.text.islower()
            and word.folded in first_names()
            and following.folded in surnames()
            and not is_ordinary(word.text)
            and answer.joined(at)
        ):
            yield answer.sighting(
                at, at + 1, "person", MEDIUM, _("A first name and a surname, in small letters.")
            )


def _after_a_title(answer: Answer, run: CapitalRun) -> Sighting | None:
    before = answer.word_at(run.first - 1)
    if before is not None and before.text == "." and run.first > 1:
        before = answer.words[run.first - 2]
    if (
        before is None
        or before.folded not in word_group("titles")
        or "\n" in answer.text[before.end : answer.words[run.first].start]
    ):
        return None
    first = _form(answer, run.first)
    if is_ordinary(first) and not _is_surname(first) and first not in first_names_that_are_words():
        return None
    known = first in first_names() or _is_surname(first) or len(run.parts) > 1 or _looks_like_surname(first)
    grade = HIGH if known else MEDIUM
    return answer.sighting(run.first, run.last, "person", grade, _("A name after a title or an occupation."))


def _one_name(answer: Answer, run: CapitalRun) -> Sighting | None:
    if len(run.parts) > 1:
        return None
    form = _form(answer, run.first)
    if _is_genitive(form):
        form = form.removesuffix("s")
    before = answer.word_at(run.first - 1)
    towards = before is not None and before.folded in word_group("towards a person")
    if form in first_names():
        return answer.sighting(run.first, run.last, "person", MEDIUM, _("A first name."))
    if form in first_names_that_are_words() and not answer.words[run.first].opens:
        grade = MEDIUM if towards else LOW
        return answer.sighting(
            run.first, run.last, "person", grade, _("A first name, which is an ordinary word too.")
        )
    if form in surnames() and not answer.words[run.first].opens:
        return answer.sighting(run.first, run.last, "person", MEDIUM, _("A surname."))
    return None


def _is_genitive(form: str) -> bool:
    return form.endswith("s") and form not in first_names() and form[:-1] in first_names() | surnames()


def _is_surname(form: str) -> bool:
    return form in surnames() or form in surnames_that_are_words()


def _looks_like_surname(form: str) -> bool:
    return _is_surname(form) or (len(form) > 4 and form.endswith(tuple(word_group("ends of surnames"))))


def _form(answer: Answer, at: int) -> str:
    return answer.words[at].folded
