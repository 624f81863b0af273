"""The tables of a project. Migrations in ``db/`` lead to exactly this; a test holds the two together."""

from __future__ import annotations

from coder.store.schema.codebooks import code, codebook
from coder.store.schema.codings import coded, coding, excerpt, flag, note, settled
from coder.store.schema.columns import metadata
from coder.store.schema.exchange import (
    foreign_change,
    foreign_entry,
    foreign_project,
    origin,
    stable_name,
)
from coder.store.schema.history import change, entry
from coder.store.schema.projects import backup, coder, given_id, project, tag, text_table
from coder.store.schema.reports import analysis, export, finding, layer, outcome, passage
from coder.store.schema.revisits import look, revisit_round
from coder.store.schema.samples import given, sample, sample_answer, settlement
from coder.store.schema.suggestions import proposal, trail
from coder.store.schema.surveys import (
    answer,
    background,
    level,
    participation,
    question,
    respondent,
    sentence,
    variable,
    wave,
)
from coder.store.schema.team import approval, claim, forgotten, login_link, member, sitting

__all__ = [
    "SCHEMA_VERSION",
    "analysis",
    "answer",
    "approval",
    "background",
    "backup",
    "change",
    "claim",
    "code",
    "codebook",
    "coded",
    "coder",
    "coding",
    "entry",
    "excerpt",
    "export",
    "finding",
    "flag",
    "foreign_change",
    "foreign_entry",
    "foreign_project",
    "forgotten",
    "given",
    "given_id",
    "layer",
    "level",
    "login_link",
    "look",
    "member",
    "metadata",
    "note",
    "origin",
    "outcome",
    "participation",
    "passage",
    "project",
    "proposal",
    "question",
    "respondent",
    "revisit_round",
    "sample",
    "sample_answer",
    "sentence",
    "settled",
    "settlement",
    "sitting",
    "stable_name",
    "tag",
    "text_table",
    "trail",
    "variable",
    "wave",
]

SCHEMA_VERSION = "0009"
"""The newest migration this program knows."""
