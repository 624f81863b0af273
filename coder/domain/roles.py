"""Who may do what in a project: leads everything, coders what is theirs, readers only read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum


class Role(StrEnum):
    """What somebody is in a project; where nobody has a role, everybody may do everything."""

    LEAD = "lead"
    CODER = "coder"
    READER = "reader"


LEAD_OPERATIONS: Collection[str] = frozenset(
    {
        "import_survey",
        "import_codings",
        "import_coded",
        "import_codebook",
        "merge_project",
        "merge_codes",
        "split_code",
        "recode_answers",
        "set_exclusive",
        "deal",
        "draw_sample",
        "redact",
        "forget",
        "rename_coder",
        "set_project",
        "set_question",
        "order_levels",
        "name_wave",
        "order_waves",
        "set_missing_levels",
        "approve_coding",
        "withdraw_approval",
    }
)
"""Acts that change what others did, or what all work with."""

OWN_NOUNS: Collection[str] = frozenset({"coding", "coded", "look", "flag", "note", "round"})
"""Nouns whose rows belong to a coder: others' are changed by leads only."""

DECIDED_NOUNS: Collection[str] = frozenset({"proposal", "finding", "settlement"})
"""Nouns that say who decided: nobody decides in another's name."""

LEAD_NOUNS: Collection[str] = frozenset(
    {
        "project",
        "coder",
        "wave",
        "variable",
        "level",
        "respondent",
        "participation",
        "question",
        "answer",
        "codebook",
        "sample",
        "sample_answer",
        "approval",
    }
)
"""Nouns that only leads change."""

FOR_CODERS: Mapping[str, Collection[str]] = {
    "question": frozenset({"lead"}),
    "sample": frozenset({"closed"}),
    "sample_answer": frozenset({"opened"}),
    "note": frozenset({"waits"}),
}
"""Fields of those that a coder's own acts change: who is done first leads, who codes a sample closes it."""
