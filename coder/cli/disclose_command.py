"""`coder disclose`: the privacy check of what respondents wrote, and what is decided on its findings."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coder.cli.context import CommandContext, pass_command_context, print_json, say
from coder.cli.disclose_listing import finding_as_json, print_findings, say_what_is_checked, sum_up
from coder.cli.progress import progress_bar
from coder.domain.errors import WrongUseError
from coder.messages import _, ngettext

if TYPE_CHECKING:
    from coder.store.engine import Engine
    from coder.usecases.privacy.disclose import AnswerFinding

GRADES = ("high", "medium", "low")
NOBODY_DECIDED = 1
"""Exit status where something waits for a decision."""


class SeveralDecisionsError(WrongUseError):
    """More than one thing to do with the same findings."""

    def __init__(self) -> None:
        super().__init__(_("Choose one of --mask, --redact, --keep, --drop and --reopen."))


class TwoThingsBesideError(WrongUseError):
    """What stands beside a quotation is told twice."""

    def __init__(self) -> None:
        super().__init__(_("Choose one of --beside and --attribution."))


class NothingChosenError(WrongUseError):
    """No finding is what a decision was asked for."""

    def __init__(self) -> None:
        super().__init__(
            _("No finding is so: nothing was decided. Without a decision, the command lists what there is.")
        )


@dataclass(frozen=True)
class Looked:
    """What is checked, and as what readers would see it."""

    question: str | None
    names: Path | None
    beside: tuple[str, ...]
    attribution: str | None
    fewest: int


@dataclass(frozen=True)
class Decision:
    """What is to be done with findings."""

    choice: str
    words: str | None = None
    reason: str = ""


@dataclass(frozen=True)
class Wanted:
    """Which findings are meant."""

    respondents: Sequence[str]
    wave: str | None
    mentions: Sequence[str]
    kinds: Sequence[str]
    grades: Sequence[str]
    undecided: bool

    def has(self, finding: AnswerFinding) -> bool:
        """Tell whether a finding is meant; a kind by the word it is listed with, or by that of ``--json``."""
        from coder.privacy.finding import kind_name

        named = [each.casefold() for each in self.mentions]
        return (
            (not self.respondents or finding.respondent_id in self.respondents)
            and self.wave in (None, finding.wave)
            and (not named or (finding.mention or "").casefold() in named)
            and (not self.kinds or bool({finding.kind, kind_name(finding.kind)} & set(self.kinds)))
            and (not self.grades or finding.grade in self.grades)
            and not (self.undecided and finding.decided is not None)
        )


@click.command(
    help=_(
        "Privacy check: what in the answers may identify somebody, and what is decided on it. "
        "With a decision, it holds for all findings named by the other options."
    )
)
@click.argument("question", required=False)
@click.option("--respondent", "respondents", multiple=True, metavar="ID", help=_("Only this respondent's"))
@click.option("--wave", metavar="WAVE", help=_("Only of this wave"))
@click.option("--mention", "mentions", multiple=True, metavar="WORDS", help=_("Only these words"))
@click.option("--kind", "kinds", multiple=True, metavar="KIND", help=_("Only of this kind, as listed"))
@click.option("--grade", "grades", type=click.Choice(GRADES), multiple=True, help=_("Only of this grade"))
@click.option("--undecided", is_flag=True, help=_("Only what nobody has decided on"))
@click.option("--mask", is_flag=True, help=_("Documents print [words] instead"))
@click.option("--redact", is_flag=True, help=_("Put [words] into the stored answer, for good"))
@click.option("--with", "words", metavar="WORDS", help=_("What stands in the brackets"))
@click.option("--keep", metavar="REASON", help=_("It may stay, for this reason"))
@click.option("--drop", is_flag=True, help=_("The answer stays out of documents that leave"))
@click.option("--reopen", is_flag=True, help=_("Undecided again"))
@click.option(
    "--names",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help=_("Own names to look for, one on each line"),
)
@click.option(
    "--beside",
    "beside",
    multiple=True,
    metavar="VAR",
    help=_("Background that stands beside a quotation; else what «quotes --report» prints"),
)
@click.option(
    "--attribution", metavar="TEXT", help=_("The words «quotes --report» prints beside a quotation")
)
@click.option(
    "--fewest",
    type=click.IntRange(min=1),
    default=6,
    show_default=True,
    metavar="N",
    help=_("So many of those asked must share what is seen of an answer and beside it"),
)
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@pass_command_context
def disclose(
    context: CommandContext,
    /,
    question: str | None,
    names: Path | None,
    beside: tuple[str, ...],
    attribution: str | None,
    fewest: int,
    as_json: bool,
    mask: bool,
    redact: bool,
    words: str | None,
    keep: str | None,
    drop: bool,
    reopen: bool,
    **named: Any,
) -> None:
    """Check, decide, and list."""
    decision = _decision(mask=mask, redact=redact, words=words, keep=keep, drop=drop, reopen=reopen)
    wanted = Wanted(**named)
    engine = context.engine()
    if beside and attribution is not None:
        raise TwoThingsBesideError
    looked = Looked(question, names, beside, attribution, fewest)
    found = _checked(engine, looked)
    if decision is not None:
        _decide(context, engine, [each for each in found if wanted.has(each)], decision)
        found = _checked(engine, looked)
    listed = [each for each in found if wanted.has(each)]
    if as_json:
        print_json([finding_as_json(each) for each in listed])
    else:
        print_findings(listed)
        sum_up(found)
        if decision is None:
            # It is long: not after each decision anew.
            say_what_is_checked()
    if any(each.decided is None for each in found):
        sys.exit(NOBODY_DECIDED)


def _decision(
    *, mask: bool, redact: bool, words: str | None, keep: str | None, drop: bool, reopen: bool
) -> Decision | None:
    asked = [
        name
        for name, is_asked in (
            ("mask", mask),
            ("redact", redact),
            ("keep", keep is not None),
            ("drop", drop),
            ("reopen", reopen),
        )
        if is_asked
    ]
    if len(asked) > 1:
        raise SeveralDecisionsError
    return Decision(asked[0], words, keep or "") if asked else None


def _checked(engine: Engine, looked: Looked) -> list[AnswerFinding]:
    from coder.store.questions import question_named
    from coder.store.unit_of_work import reading
    from coder.usecases.privacy.disclosed import disclosed
    from coder.usecases.privacy.privacy_names import privacy_check
    from coder.usecases.report.quotes_beside import AlwaysBeside, Beside, Shown

    with progress_bar(_("Answers")) as progress, reading(engine) as work:
        question_id = None if looked.question is None else question_named(work, looked.question).id
        shown: Shown = (
            AlwaysBeside.of(work, looked.beside)
            if looked.beside
            else Beside.of(work, looked.attribution, looked.fewest)
        )
        check = privacy_check(looked.names)
        return disclosed(work, check, shown, looked.fewest, question_id, progress)


def _decide(
    context: CommandContext, engine: Engine, chosen: Sequence[AnswerFinding], decision: Decision
) -> None:
    from coder.store.unit_of_work import writing
    from coder.usecases.privacy.privacy_decisions import DECIDE, Pointed, decide
    from coder.usecases.privacy.redact import REDACT, left_behind, redact

    if not chosen:
        raise NothingChosenError
    coder_id = context.coder(engine).id
    pointed = [Pointed.of(each) for each in chosen]
    if decision.choice == "redact":
        with writing(engine, coder_id=coder_id, operation=REDACT) as work:
            redacted = redact(work, pointed, decision.words)
        say(
            ngettext("{n} answer redacted.", "{n} answers redacted.", redacted.answers).format(
                n=redacted.answers
            )
        )
        mentions = [each.mention for each in chosen if each.mention]
        for sentence in left_behind(engine, mentions).in_words():
            say(sentence)
        return
    with writing(engine, coder_id=coder_id, operation=DECIDE) as work:
        choice: Any = None if decision.choice == "reopen" else decision.choice
        decided = decide(work, pointed, choice, words=decision.words, reason=decision.reason)
    say(ngettext("{n} mention decided on.", "{n} mentions decided on.", decided).format(n=decided))
