"""What the privacy check found, as commands print it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from coder.cli.context import print_columns, say
from coder.cli.progress import progress_bar
from coder.messages import _

if TYPE_CHECKING:
    from coder.store.engine import Engine
    from coder.usecases.privacy.disclose import AnswerFinding


def list_findings(engine: Engine) -> None:
    """Check all answers of a project for mentions, and print what was found."""
    from coder.store.unit_of_work import reading
    from coder.usecases.privacy.disclose import findings_of
    from coder.usecases.privacy.privacy_names import privacy_check

    with progress_bar(_("Answers")) as progress, reading(engine) as work:
        found = findings_of(work, privacy_check(), None, progress)
    print_findings(found)
    sum_up(found)
    say_what_is_checked()


def print_findings(findings: Sequence[AnswerFinding]) -> None:
    """Print findings, each on a line, with what was decided."""
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


def sum_up(found: Sequence[AnswerFinding]) -> None:
    """Say how many there are, and how many wait for a decision."""
    from coder.usecases.privacy.disclose import counted_by_grade

    counts = counted_by_grade(found)
    names = {"high": _("high"), "medium": _("medium"), "low": _("low")}
    told = [
        _("{grade}: {n}, {undecided} undecided").format(grade=names[grade], n=n, undecided=undecided)
        for grade, (n, undecided) in counts.items()
    ]
    say("; ".join(told))


def say_what_is_checked() -> None:
    """Say what the check looks for and what it cannot find."""
    from coder.privacy.checked import checked_in_words

    say(checked_in_words())


def finding_as_json(finding: AnswerFinding) -> dict[str, Any]:
    """Return a finding as plain values."""
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
