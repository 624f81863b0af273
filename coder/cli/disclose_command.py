"""`coder disclose`: the privacy check of what respondents wrote, and what is decided on its findings."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coder.cli.context import CommandContext, pass_command_context, print_columns, print_json, say
from coder.cli.progress import progress_bar
from coder.domain.errors import WrongUseError
from coder.messages import _, ngettext

if TYPE_CHECKING:
    from coder.store.engine import Engine
    from coder.usecases.disclose import AnswerFinding

GRADES = ("high", "medium", "low")
NOBODY_DECIDED = 1
"""Exit status where something waits for a decision."""


class SeveralDecisionsError(WrongUseError):
    """More than one thing to do with the same findings."""

    def __init__(self) -> None:
        super().__init__(_("Choose one of --mask, --redact, --keep, --drop and --reopen."))


class NothingChosenError(WrongUseError):
    """No finding is what a decision was asked for."""

    def __init__(self) -> None:
        super().__init__(
            _("No finding is so: nothing was decided. Without a decision, the command lists what there is.")
        )


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
        """Tell whether a finding is meant."""
        named = [each.casefold() for each in self.mentions]
        return (
            (not self.respondents or finding.respondent_id in self.respondents)
            and self.wave in (None, finding.wave)
            and (not named or (finding.mention or "").casefold() in named)
            and (not self.kinds or finding.kind in self.kinds)
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
@click.option("--json", "as_json", is_flag=True, help=_("As JSON"))
@pass_command_context
def disclose(
    context: CommandContext,
    /,
    question: str | None,
    names: Path | None,
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
    found = _checked(engine, question, names)
    if decision is not None:
        _decide(context, engine, [each for each in found if wanted.has(each)], decision)
        found = _checked(engine, question, names)
    listed = [each for each in found if wanted.has(each)]
    if as_json:
        print_json([_as_json(each) for each in listed])
    else:
        _list(listed)
        _sum_up(found)
    if any(each.decided is None for each in found):
        sys.exit(NOBODY_DECIDED)


def list_findings(engine: Engine) -> None:
    """Check all answers of a project, and print what was found."""
    found = _checked(engine, None, None)
    _list(found)
    _sum_up(found)


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


def _checked(engine: Engine, question: str | None, names: Path | None) -> list[AnswerFinding]:
    from coder.store.questions import question_named
    from coder.store.unit_of_work import reading
    from coder.usecases.disclose import findings_of
    from coder.usecases.privacy_names import privacy_check

    with progress_bar(_("Answers")) as progress, reading(engine) as work:
        question_id = None if question is None else question_named(work, question).id
        return findings_of(work, privacy_check(names), question_id, progress)


def _decide(
    context: CommandContext, engine: Engine, chosen: Sequence[AnswerFinding], decision: Decision
) -> None:
    from coder.store.unit_of_work import writing
    from coder.usecases.privacy_decisions import DECIDE, Pointed, decide
    from coder.usecases.redact import REDACT, redact

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
        _say_where_it_stands_still(engine)
        return
    with writing(engine, coder_id=coder_id, operation=DECIDE) as work:
        choice: Any = None if decision.choice == "reopen" else decision.choice
        decided = decide(work, pointed, choice, words=decision.words, reason=decision.reason)
    say(ngettext("{n} mention decided on.", "{n} mentions decided on.", decided).format(n=decided))


def _say_where_it_stands_still(engine: Engine) -> None:
    from coder.store.backup import known_backups
    from coder.store.tombstones import empty_journal

    if not empty_journal(engine):
        say(_("Others have the project open: the words are overwritten when they close it."))
    say(_("Not looked into: coders' notes, translations, files that left before."))
    backups = [str(each.path) for each in known_backups(engine) if each.is_there]
    if backups:
        say(_("Backups made before still hold the words:"))
        for each in backups:
            say(f"  {each}")


def _list(findings: Sequence[AnswerFinding]) -> None:
    from coder.privacy.finding import kind_name

    if not findings:
        return
    header = [_("respondent"), _("wave"), _("grade"), _("kind"), _("mention"), _("decision")]
    names = {"high": _("high"), "medium": _("medium"), "low": _("low")}
    decisions = {"mask": _("masked"), "redact": _("redacted"), "keep": _("kept"), "drop": _("dropped")}
    rows = [
        [
            each.respondent_id,
            each.wave,
            names[each.grade],
            kind_name(each.kind),
            _in_context(each),
            decisions.get(each.decision or "", "–"),
        ]
        for each in findings
    ]
    print_columns(header, rows)


def _in_context(finding: AnswerFinding) -> str:
    if finding.mention is None:
        return finding.why
    before = " ".join(finding.before.split()[-2:])
    after = " ".join(finding.after.split()[:2])
    mention = " ".join(finding.mention.split())
    return " ".join(part for part in (before, f"«{mention}»", after) if part)


def _sum_up(found: Sequence[AnswerFinding]) -> None:
    from coder.privacy.checked import checked_in_words
    from coder.usecases.disclose import counted_by_grade

    counts = counted_by_grade(found)
    names = {"high": _("high"), "medium": _("medium"), "low": _("low")}
    told = [
        _("{grade}: {n}, {undecided} undecided").format(grade=names[grade], n=n, undecided=undecided)
        for grade, (n, undecided) in counts.items()
    ]
    say("; ".join(told))
    say(checked_in_words())


def _as_json(finding: AnswerFinding) -> dict[str, Any]:
    start, end = finding.span or (None, None)
    return {
        "question": finding.question_key,
        "respondent_id": finding.respondent_id,
        "wave": finding.wave or None,
        "field": "text",
        "start": start,
        "end": end,
        "mention": finding.mention,
        "kind": finding.kind,
        "grade": finding.grade,
        "why": finding.why,
        "decision": finding.decision,
    }
