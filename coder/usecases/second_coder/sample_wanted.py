"""What is to be drawn for a second coder, what was drawn, and why something cannot be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coder.domain.errors import UnusableInputError, WrongUseError
from coder.domain.question import Question
from coder.domain.sample import Purpose
from coder.messages import _, ngettext
from coder.sampling.planner import Plan
from coder.store.coders import Coder
from coder.store.samples import Sample
from coder.text.numbers import written_count


class StillCodingError(UnusableInputError):
    """The coder has a sample of the question that is still open."""

    def __init__(self, question: Question, sample: Sample, name: str, left: int) -> None:
        said = ngettext(
            "«{name}» still codes round {round} of «{question}»: {left} answer is left. Close it first: "
            "coder sample {question} --close {round}",
            "«{name}» still codes round {round} of «{question}»: {left} answers are left. Close it first: "
            "coder sample {question} --close {round}",
            left,
        )
        super().__init__(
            said.format(name=name, round=sample.round, question=question.key, left=written_count(left))
        )


class NoFirstCoderError(WrongUseError):
    """It is not clear whose coding the sample is to be held against."""

    def __init__(self, question: Question, names: Sequence[str]) -> None:
        if names:
            said = _("Several people have coded «{question}»: name one of {names} with --against.")
        else:
            said = _("Nobody else is done with any answer to «{question}»: there is nothing to code again.")
        super().__init__(said.format(question=question.key, names=", ".join(f"«{name}»" for name in names)))


class SameCoderError(WrongUseError):
    """Nobody can be the second coder beside oneself."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _(
                "«{name}» cannot code blind against «{name}». To code own answers again after some time: "
                "--after-days 14"
            ).format(name=name)
        )


class EmptyStratumError(UnusableInputError):
    """More levels than answers to draw: some level would have none, and nothing would stand for it."""

    def __init__(self, variable: str, levels: int) -> None:
        super().__init__(
            _("«{variable}» has {n} levels among these answers: draw at least {n}, one of each.").format(
                variable=variable, n=written_count(levels)
            )
        )


class NoRoundToJoinError(WrongUseError):
    """The round was not drawn, or nobody else can code it."""

    def __init__(self, question: Question, number: int) -> None:
        super().__init__(
            _("«{question}» has no round {round} that another person could code.").format(
                question=question.key, round=number
            )
        )


@dataclass(frozen=True)
class WantedSample:
    """What is to be drawn, and for whom."""

    person: Coder
    """Who is to code it."""
    purpose: Purpose = Purpose.DOUBLE
    against: Coder | None = None
    """The first coder; None for the question's responsible one. The key of a training set is no coder."""
    size: int | None = None
    half_width: float | None = None
    """Wanted of intervals, where no size is named."""
    codes: tuple[str, ...] = ()
    """The codes whose kappas should have it; else pooled kappa."""
    strata: str | None = None
    """The background variable to draw by."""
    seed: int | None = None
    after_days: int | None = None
    """Own answers must have been done at least so many days ago."""
    hides_suggestions: bool = True
    round: int | None = None
    """Take the answers of this round instead of drawing new ones."""


@dataclass(frozen=True)
class DrawnSample:
    """What was drawn."""

    id: int
    round: int
    size: int
    asked: int
    """How many were asked for; more than there were, where it is not the size."""
    population: int
    drawn_before: int
    """So many answers more could have been drawn, had they not been before."""
    left_out: int
    """Of a round that others code too, the answers this person had begun already."""
    seed: int
    against: str | None
    """The first coder; None for a key."""
    revisit_open: int
    revisit_bound: int | None
    first_had_suggestions: bool | None
    plan: Plan | None
    """What it can tell; None for a round that others code too."""
