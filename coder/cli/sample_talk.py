"""What is told of samples: what a draw can tell, how far coders have come, where a new one differs."""

from __future__ import annotations

import shlex
from datetime import datetime
from typing import TYPE_CHECKING, Any

from coder.cli.context import print_columns, say
from coder.messages import _, ngettext
from coder.text.numbers import written_count, written_number

if TYPE_CHECKING:
    from coder.sampling.planner import Plan
    from coder.usecases.second_coder.sample_key import HeldAgainstKey
    from coder.usecases.second_coder.sample_wanted import DrawnSample, WantedSample
    from coder.usecases.second_coder.samples import SampleStanding


def say_drawn(question: str, wanted: WantedSample, drawn: DrawnSample) -> None:
    """Tell what was drawn, what it will be able to tell, and how it is coded."""
    from coder.domain.sample import Purpose
    from coder.usecases.second_coder.sample_intended import fewer_than_asked

    say(_drawn(question, wanted, drawn))
    if drawn.asked > drawn.size:
        say(fewer_than_asked(drawn.size))
    if drawn.left_out:
        said = ngettext(
            "Left out: {n} answer that «{name}» had begun before.",
            "Left out: {n} answers that «{name}» had begun before.",
            drawn.left_out,
        )
        say(said.format(n=written_count(drawn.left_out), name=wanted.person.name))
    if wanted.purpose is not Purpose.TRAINING:
        _say_what_it_tells(drawn)
    say(_how_to_code(question, wanted))


def _say_what_it_tells(drawn: DrawnSample) -> None:
    """Tell what agreement can be had of a sample, and how the coding came about that it is held against."""
    from coder.agreement.warnings import PILOT_BELOW
    from coder.sampling.plan_sentences import plan_sentences

    if drawn.size < PILOT_BELOW:
        said = _("Fewer than {n} answers are a pilot: enough to find out where the codebook is unclear.")
        say(said.format(n=PILOT_BELOW))
    if drawn.plan is not None:
        for sentence in plan_sentences(drawn.plan):
            say(sentence)
        say(_sizes(drawn.plan))
    for sentence in _first_coder(drawn):
        say(sentence)


def say_closed(question: str, number: int) -> None:
    """Tell that a round is closed, and what comes next."""
    said = _(
        "Round {round} is closed: what was given is frozen. Go on with: coder agreement {question}, "
        "coder disagreements {question}"
    )
    say(said.format(round=number, question=question))


def say_key_differences(found: HeldAgainstKey) -> None:
    """Tell how a new coder's codes compare with the key; the differences on stdout."""
    said = ngettext(
        "{equal} of {n} answer is coded as the key has it.",
        "{equal} of {n} answers are coded as the key has them.",
        found.answers,
    )
    say(said.format(equal=written_count(found.equal), n=written_count(found.answers)))
    if found.differences:
        rows = [
            [each.respondent_id, each.wave, ", ".join(each.missing), ", ".join(each.extra)]
            for each in found.differences
        ]
        print_columns([_("respondent"), _("wave"), _("only in the key"), _("only yours")], rows)


def show_samples(found: list[SampleStanding]) -> None:
    """Print the rounds as a list."""
    header = [_("Round"), _("Coder"), _("Against"), _("Drawn"), _("How"), _("Answers"), _("Done"), ""]
    print_columns(header, [_row(each) for each in found])


def standing_json(standing: SampleStanding) -> dict[str, Any]:
    """Return a sample as JSON has it."""
    sample = standing.sample
    return {
        "round": sample.round,
        "purpose": sample.purpose.value,
        "coder": standing.coder,
        "against": standing.against,
        "answers": standing.size,
        "done": standing.done,
        "opened": standing.opened,
        "method": sample.method.value,
        "strata": standing.strata,
        "seed": sample.seed,
        "population": sample.population,
        "half_width": sample.half_width,
        "drawn": sample.drawn,
        "drawn_at": standing.drawn_at,
        "revisit_open": sample.revisit_open,
        "revisit_bound": sample.revisit_bound,
        "suggestions_hidden": sample.hides_suggestions,
        "first_had_suggestions": sample.first_had_suggestions,
        "closed": sample.closed,
        "closed_at": standing.closed_at,
    }


def _row(standing: SampleStanding) -> list[Any]:
    from coder.domain.sample import Purpose

    sample = standing.sample
    against = standing.against or _("the key")
    if sample.purpose is Purpose.AGAIN:
        against = _("own answers")
    how = _("at random") if standing.strata is None else _("by {variable}").format(variable=standing.strata)
    return [
        sample.round,
        standing.coder,
        against,
        _day(standing.drawn_at),
        how,
        standing.size,
        standing.done,
        _state(standing),
    ]


def _state(standing: SampleStanding) -> str:
    if standing.opened:
        said = ngettext(
            "opened before time: {n} answer does not count",
            "opened before time: {n} answers do not count",
            standing.opened,
        )
        return said.format(n=written_count(standing.opened))
    if standing.sample.closed is None:
        return _("still being coded")
    if standing.done < standing.size:
        said = ngettext(
            "closed: {n} answer was not coded",
            "closed: {n} answers were not coded",
            standing.size - standing.done,
        )
        return said.format(n=written_count(standing.size - standing.done))
    return _("closed")


def _day(at: str) -> str:
    """Return the local day of a time."""
    return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d")


def _drawn(question: str, wanted: WantedSample, drawn: DrawnSample) -> str:
    from coder.domain.sample import Purpose

    names = {
        "round": drawn.round,
        "question": question,
        "n": written_count(drawn.size),
        "population": written_count(drawn.population),
        "name": wanted.person.name,
        "against": drawn.against,
        "seed": drawn.seed,
    }
    if wanted.purpose is Purpose.AGAIN:
        said = _(
            "Round {round} of «{question}»: «{name}» codes {n} of {population} own answers again; "
            "seed {seed}."
        )
    elif drawn.against is None:
        said = ngettext(
            "Round {round} of «{question}»: {n} answer for «{name}» to train on, drawn from {population} "
            "that are settled; seed {seed}.",
            "Round {round} of «{question}»: {n} answers for «{name}» to train on, drawn from {population} "
            "that are settled; seed {seed}.",
            drawn.size,
        )
    else:
        said = ngettext(
            "Round {round} of «{question}»: {n} answer for «{name}», drawn from {population} of "
            "«{against}»; seed {seed}.",
            "Round {round} of «{question}»: {n} answers for «{name}», drawn from {population} of "
            "«{against}»; seed {seed}.",
            drawn.size,
        )
    return said.format(**names)


def _sizes(plan: Plan) -> str:
    """Offer the sizes that would give what is wanted."""
    words = {
        "code": _("every code that can have it"),
        "theme": _("every theme that can have it"),
        "pooled": _("pooled kappa"),
    }
    offers = [
        _("{size} for {what}").format(size=written_count(size), what=words[level])
        for level, size in plan.sizes.items()
    ]
    if not offers:
        return _("No number of answers gives ±{width}.").format(width=written_number(plan.half_width, 2))
    return _("Answers needed for ±{width}: {offers}.").format(
        width=written_number(plan.half_width, 2), offers=", ".join(offers)
    )


def _first_coder(drawn: DrawnSample) -> list[str]:
    """Tell how the coding came about that the sample is held against."""
    found = []
    if drawn.revisit_open:
        said = ngettext(
            "{n} of them was done before a code was there, and is still to be read again: coder revisit.",
            "{n} of them were done before a code was there, and are still to be read again: coder revisit.",
            drawn.revisit_open,
        )
        found.append(said.format(n=written_count(drawn.revisit_open)))
    if drawn.revisit_bound is not None:
        said = _("Reading again was ended by rule: at most {n} answers may have been missed.")
        found.append(said.format(n=written_count(drawn.revisit_bound)))
    if drawn.first_had_suggestions:
        found.append(_("The first coding was made with suggestions."))
    elif drawn.first_had_suggestions is None:
        found.append(_("Whether the first coding was made with suggestions is not known."))
    return found


def _how_to_code(question: str, wanted: WantedSample) -> str:
    from coder.domain.sample import Purpose

    shown = (
        _("Suggestions are hidden too.")
        if wanted.hides_suggestions
        else _("Suggestions are shown, learned from own codings only.")
    )
    if wanted.purpose is Purpose.AGAIN:
        said = _(
            "«{name}» sees nothing of the first coding until all are done: {command}. {shown} Blinding is of "
            "the program: who can read the database can read codes."
        )
    else:
        said = _(
            "«{name}» sees nothing of what others gave until all are done: {command}. {shown} Blinding is of "
            "the program: who can read the database can read codes."
        )
    command = shlex.join(["coder", "--coder", wanted.person.name, "code", question])
    return said.format(name=wanted.person.name, command=command, shown=shown)
