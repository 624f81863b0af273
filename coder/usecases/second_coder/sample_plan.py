"""What a sample can tell, before it is drawn: which answers there are, and how often they have each code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from coder.domain.codebook import Code, find_code, offered_codes
from coder.domain.entry import timestamp
from coder.domain.errors import UnusableInputError
from coder.domain.question import Question
from coder.domain.sample import Purpose
from coder.messages import _, ngettext
from coder.sampling.planner import Plan, plan, size_for
from coder.store.answers import answer_keys
from coder.store.codes import codes_of
from coder.store.double_coded import code_sets
from coder.store.forgotten import answers_without_words
from coder.store.history import entries_numbered
from coder.store.samples import begun_by, done_until, drawn_before, still_blind
from coder.store.settled import settled_of
from coder.store.unit_of_work import Reading
from coder.text.moments import written_moment
from coder.text.numbers import written_count, written_number

HALF_WIDTH = 0.1
"""What is planned for where a number of answers is asked for."""


class NothingToDrawError(UnusableInputError):
    """No answer can be drawn."""

    def __init__(
        self, purpose: Purpose, days: int | None, drawn: int, later: tuple[int, str, str] | None = None
    ) -> None:
        if purpose is Purpose.AGAIN:
            said = ngettext(
                "You have done no answers at least {n} day ago that could be drawn.",
                "You have done no answers at least {n} days ago that could be drawn.",
                days or 0,
            ).format(n=days or 0)
        elif purpose is Purpose.TRAINING:
            said = _("There is no answer with a settled coding that the new coder has not begun.")
        else:
            said = _("There is no answer that the first coder is done with and the second has not begun.")
        if drawn:
            said += " " + ngettext(
                "{n} answer was drawn before.", "{n} answers were drawn before.", drawn
            ).format(n=written_count(drawn))
        if later is not None:
            said += " " + _drawn_later(*later)
        super().__init__(said)


class UnreachableWidthError(UnusableInputError):
    """Not even all answers would give intervals as narrow as asked for."""

    def __init__(self, half_width: float, population: int) -> None:
        said = ngettext(
            "An interval of ±{width} cannot be had from the {n} answer that can be drawn. Give a wider one, "
            "or a number of answers with --size.",
            "An interval of ±{width} cannot be had from the {n} answers that can be drawn. Give a wider one, "
            "or a number of answers with --size.",
            population,
        )
        super().__init__(said.format(width=written_number(half_width), n=written_count(population)))


@dataclass(frozen=True)
class Population:
    """The answers that can be drawn, and whose coding of each stands against the new one."""

    coders: Mapping[int, int]
    """Coder ids by answer id."""
    drawn: int
    """So many others were drawn before."""


def population_of(
    work: Reading,
    question: Question,
    purpose: Purpose,
    *,
    person_id: int,
    against_id: int | None,
    days: int | None = None,
) -> Population:
    """Return the answers that can be drawn; those drawn before never can, nor those that were forgotten.

    Args:
        work: The project.
        question: The question.
        purpose: What for.
        person_id: Who is to code.
        against_id: The first coder; None where the settled coding is the key.
        days: Own answers must have been done at least so many days ago.

    Raises:
        NothingToDrawError: If there are none.
    """
    if purpose is Purpose.AGAIN:
        before = timestamp(datetime.now(UTC) - timedelta(days=days or 0), "")
        coders = dict.fromkeys(done_until(work, question.id, person_id, before), person_id)
        gone, begun = drawn_before(work, question.id), set[int]()
    elif against_id is not None:
        coders = dict.fromkeys(done_until(work, question.id, against_id), against_id)
        gone = drawn_before(work, question.id, but=[Purpose.TRAINING])
        begun = begun_by(work, question.id, person_id)
    else:
        ids = [answer_id for answer_id, _uid in answer_keys(work, question.id, in_order=False)]
        coders = settled_of(work.connection, ids)
        gone, begun = still_blind(work, question.id), begun_by(work, question.id, person_id)
    left_out = gone | begun | answers_without_words(work, question.id)
    kept = {each: coder_id for each, coder_id in sorted(coders.items()) if each not in left_out}
    if not kept:
        later = _later(work, question, person_id, left_out, days or 0) if purpose is Purpose.AGAIN else None
        raise NothingToDrawError(purpose, days, len(gone & coders.keys()), later)
    return Population(kept, len(gone & coders.keys()))


def _later(
    work: Reading, question: Question, person_id: int, left_out: Container[int], days: int
) -> tuple[int, str, str] | None:
    """Return how many own answers will be old enough, when the first of them is, and when all are."""
    done = done_until(work, question.id, person_id)
    # Entries have their numbers in the order of time.
    numbers = [number for answer_id, number in done.items() if answer_id not in left_out]
    if not numbers:
        return None
    ends = [each.at for each in entries_numbered(work, [min(numbers), max(numbers)])]
    first, last = (
        timestamp(datetime.fromisoformat(at) + timedelta(days=days), "") for at in (ends[0], ends[-1])
    )
    return len(numbers), first, last


def _drawn_later(count: int, first: str, last: str) -> str:
    moments = {"n": written_count(count), "first": written_moment(first), "last": written_moment(last)}
    if moments["first"] == moments["last"]:
        said = ngettext(
            "{n} answer can be drawn from {first} on.", "{n} answers can be drawn from {first} on.", count
        )
    else:
        said = _("The first of {n} answers can be drawn from {first} on, all of them from {last} on.")
    return said.format(**moments)


def size_wanted(
    work: Reading, question: Question, population: Population, half_width: float, names: Sequence[str] = ()
) -> int:
    """Return how many answers give pooled kappa, or each of some codes' kappas, an interval so narrow.

    Raises:
        UnreachableWidthError: If not even all answers do.
    """
    codes = codes_of(work, question.codebook_id)
    among = [find_code(codes, name).written_path for name in names] or None
    uses = _uses(work, codes, population)
    uses.update({path: 0 for path in among or () if path not in uses})
    size = size_for(half_width, uses, len(population.coders), among=among)
    if not size:
        raise UnreachableWidthError(half_width, len(population.coders))
    return size


def sample_plan(
    work: Reading, question: Question, population: Population, size: int, half_width: float | None = None
) -> Plan:
    """Say what a sample of a size can tell: per code, per theme, and of pooled kappa."""
    codes = codes_of(work, question.codebook_id)
    return plan(
        _uses(work, codes, population),
        len(population.coders),
        size,
        half_width or HALF_WIDTH,
        theme_uses=_theme_uses(work, codes, population),
    )


def _uses(work: Reading, codes: Sequence[Code], population: Population) -> Counter[str]:
    """Count by path the answers that have each code, of those that can be set or are; no proposals."""
    offered = offered_codes(codes)
    found = Counter({code.written_path: 0 for code in offered if code.open_for_choice})
    paths = {code.id: code.written_path for code in offered}
    for given in _given(work, population):
        found.update({paths[code_id] for code_id in given if code_id in paths})
    return found


def _theme_uses(work: Reading, codes: Sequence[Code], population: Population) -> Counter[str]:
    """Count the answers that have each theme, or any of its codes; nothing where there are no themes."""
    offered = offered_codes(codes)
    if all(code.theme is None for code in offered):
        return Counter()
    themes = {code.id: code.path[0] for code in offered}
    found = Counter({code.path[0]: 0 for code in offered if code.open_for_choice})
    for given in _given(work, population):
        found.update({themes[code_id] for code_id in given if code_id in themes})
    return found


def _given(work: Reading, population: Population) -> list[Collection[int]]:
    sets = code_sets(work, list(population.coders), set(population.coders.values()))
    return [sets.get(each, frozenset()) for each in population.coders.items()]
