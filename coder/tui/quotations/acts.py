"""What a person decides on what may identify somebody, as acts for the writer."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from coder.store.unit_of_work import Writing
    from coder.usecases.privacy.disclose import AnswerFinding
    from coder.usecases.privacy.redact import Redacted

DECIDE = "decide_findings"
REDACT = "redact"
"""What these acts are called in the history."""


def decide(
    finding: AnswerFinding,
    choice: Literal["mask", "keep", "drop"] | None,
    *,
    words: str | None = None,
    reason: str = "",
) -> Callable[[Writing], int]:
    """Decide on a mention, or let it be undecided again."""

    def act(work: Writing) -> int:
        from coder.usecases.privacy.privacy_decisions import Pointed, decide

        return decide(work, [Pointed.of(finding)], choice, words=words, reason=reason)

    return act


def redact(finding: AnswerFinding, words: str) -> Callable[[Writing], Redacted]:
    """Put words in place of a mention in the stored answer, for good."""

    def act(work: Writing) -> Redacted:
        from coder.usecases.privacy.privacy_decisions import Pointed
        from coder.usecases.privacy.redact import redact

        return redact(work, [Pointed.of(finding)], words)

    return act
