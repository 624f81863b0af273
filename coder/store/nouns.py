"""The nouns that have a history: which table each lives in, and what its fields are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from sqlalchemy import Table, UniqueConstraint

from coder.domain.entry import Change, Value
from coder.store import schema


class FieldKind(Enum):
    """How a field is kept in its table and written in the history."""

    VALUE = "value"
    """A number or short text, the same in both."""
    REFERENCE = "reference"
    """An id in the table, a uid in the history."""
    TEXT = "text"
    """An id into the text table; in the history the text's uid and salted hash."""
    JSON = "json"
    """Lists and objects; text in the table."""
    EXCERPTS = "excerpts"
    """Child rows of a coding: a list of [start, end]."""
    BACKGROUND = "background"
    """Child rows of a participation: {variable uid: level uid}."""


@dataclass(frozen=True)
class Field:
    """One field of a noun; ``column`` is empty where child rows hold it."""

    name: str
    column: str
    kind: FieldKind = FieldKind.VALUE
    target: str = ""
    """The noun a reference leads to."""
    default: Value = None
    """What it is where nothing is said, as in the history of before there was such a field."""


@dataclass(frozen=True)
class Noun:
    """A noun with a history."""

    name: str
    table: Table
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field:
        """Return one of its fields by the name it has in the history."""
        return next(field for field in self.fields if field.name == name)


def _values(*names: str) -> tuple[Field, ...]:
    return tuple(Field(name, name) for name in names)


def _reference(name: str, target: str | None = None) -> Field:
    return Field(name, f"{name}_id", FieldKind.REFERENCE, target or name)


def _text(name: str) -> Field:
    return Field(name, f"{name}_id", FieldKind.TEXT)


def _json(name: str) -> Field:
    return Field(name, name, FieldKind.JSON)


NOUNS: dict[str, Noun] = {
    noun.name: noun
    for noun in (
        Noun(
            "project",
            schema.project,
            (
                *_values("name"),
                Field("legal_basis", "legal_basis", default=""),
                Field("reference", "reference", default=""),
                Field("retain_until", "retain_until", default=""),
            ),
        ),
        Noun("coder", schema.coder, (*_values("name", "kind"), _json("aliases"))),
        Noun("wave", schema.wave, _values("name", "position")),
        Noun(
            "variable", schema.variable, (*_values("name", "position"), Field("label", "label", default=""))
        ),
        Noun(
            "level",
            schema.level,
            (
                _reference("variable"),
                *_values("name", "position"),
                Field("missing", "missing", default=0),
            ),
        ),
        Noun(
            "respondent",
            schema.respondent,
            (*_values("external_id", "position"), _reference("successor", "respondent")),
        ),
        Noun(
            "participation",
            schema.participation,
            (
                _reference("respondent"),
                _reference("wave"),
                *_values("weight"),
                Field("returned", "returned", default=0),
                Field("background", "", FieldKind.BACKGROUND),
            ),
        ),
        Noun("codebook", schema.codebook, _values("name", "exclusive")),
        Noun(
            "question",
            schema.question,
            (
                *_values("key", "position", "unit", "quantify", "counts", "reading_order", "seed"),
                _text("text"),
                _reference("codebook"),
                _reference("lead", "coder"),
                _json("asked_if"),
                Field("suggest", "suggest", default="shown"),
                Field("hidden_percent", "hidden_percent", default=0),
                Field("shared", "shared", default=0),
            ),
        ),
        Noun(
            "code",
            schema.code,
            (
                _reference("codebook"),
                _reference("parent", "code"),
                *_values("name", "position", "kind", "codable", "colour", "born", "from_file", "retired"),
                _text("definition"),
                _text("use_when"),
                _text("not_when"),
                _text("examples"),
                _json("aliases"),
                _json("labels"),
                _reference("merged_into", "code"),
                _reference("split_from", "code"),
                _reference("proposed_by", "coder"),
            ),
        ),
        Noun(
            "answer",
            schema.answer,
            (
                _reference("question"),
                _reference("respondent"),
                _reference("wave"),
                _text("text"),
                *_values("position"),
                _reference("dealt_to", "coder"),
            ),
        ),
        Noun(
            "coding",
            schema.coding,
            (
                _reference("answer"),
                _reference("code"),
                _reference("coder"),
                Field("excerpts", "", FieldKind.EXCERPTS),
            ),
        ),
        Noun(
            "coded",
            schema.coded,
            (_reference("answer"), _reference("coder"), *_values("state", "done_entry")),
        ),
        Noun(
            "note",
            schema.note,
            (
                _reference("coder"),
                _reference("answer"),
                _reference("code"),
                _reference("question"),
                _text("text"),
                Field("waits", "waits", default=0),
            ),
        ),
        Noun("flag", schema.flag, (_reference("answer"), _reference("coder"))),
        Noun(
            "look",
            schema.look,
            (_reference("answer"), _reference("code"), _reference("coder"), *_values("entry")),
        ),
        Noun(
            "round",
            schema.revisit_round,
            (
                _reference("question"),
                _reference("coder"),
                _json("codes"),
                *_values("rest", "drawn", "found", "bound", "confidence", "entry"),
            ),
        ),
        Noun(
            "proposal",
            schema.proposal,
            (
                _reference("answer"),
                _reference("code"),
                *_values("score", "decision"),
                _reference("decided_by", "coder"),
                Field("carried", "carried", default=0),
            ),
        ),
        Noun("layer", schema.layer, (_reference("question"), *_values("name"), _json("content"))),
        Noun("outcome", schema.outcome, (_reference("question"), *_values("name"), _json("codes"))),
        Noun(
            "passage",
            schema.passage,
            (
                _reference("answer"),
                _reference("code"),
                *_values("start", "end", "position"),
                Field("starred", "starred", default=0),
                Field("cuts", "cuts", FieldKind.JSON, default=[]),
                _text("translation"),
                Field("lost", "lost", default=0),
                _text("words"),
            ),
        ),
        Noun(
            "analysis",
            schema.analysis,
            (_reference("question"), _reference("code"), _text("body"), _text("lead_in")),
        ),
        Noun(
            "finding",
            schema.finding,
            (
                _reference("answer"),
                *_values("start", "end", "kind", "grade", "mention_hash", "decision", "replacement"),
                _text("reason"),
                _reference("decided_by", "coder"),
            ),
        ),
        Noun(
            "sample",
            schema.sample,
            (
                _reference("question"),
                _reference("coder"),
                _reference("against", "coder"),
                _reference("strata", "variable"),
                *_values("round", "purpose", "method", "seed", "population", "half_width"),
                *_values("drawn", "closed", "revisit_open", "revisit_bound"),
                Field("hides", "hides_suggestions"),
                Field("first_had", "first_had_suggestions"),
            ),
        ),
        Noun(
            "sample_answer",
            schema.sample_answer,
            (
                _reference("sample"),
                _reference("answer"),
                *_values("position", "stratum", "weight", "opened"),
            ),
        ),
        Noun(
            "given",
            schema.given,
            (
                _reference("sample"),
                _reference("answer"),
                _reference("coder"),
                _json("codes"),
                Field("unseen", "unseen", FieldKind.JSON, default=[]),
                *_values("entry"),
            ),
        ),
        Noun(
            "settlement",
            schema.settlement,
            (
                _reference("answer"),
                *_values("rule"),
                _reference("decided_by", "coder"),
                _reference("taken_from", "coder"),
                _reference("parked_for", "coder"),
                _reference("sample"),
            ),
        ),
        Noun("approval", schema.approval, (_reference("question"), _reference("coder"), *_values("entry"))),
        Noun("tag", schema.tag, _values("name", "entry")),
    )
}
"""By name; each stands after those it refers to (but for references to itself)."""


_DEFAULTS: dict[str, dict[str, Value]] = {
    noun.name: {field.name: field.default for field in noun.fields} for noun in NOUNS.values()
}


def empty_project() -> dict[str, Value]:
    """Return the project's own fields as they are before its first entry."""
    return _DEFAULTS["project"] | {"name": ""}


def completed(change: Change) -> Change:
    """Return a change as today's program would have written it, with the fields that came later."""
    if change.field:
        return change
    defaults = _DEFAULTS[change.noun]
    before, after = (
        None if values is None else defaults | values for values in (change.before, change.after)
    )
    return Change(change.noun, change.uid, "", before, after)


def referring_fields(target: str) -> list[tuple[Noun, Field]]:
    """List the fields of any noun that refer to this one."""
    return [
        (noun, field)
        for noun in NOUNS.values()
        for field in noun.fields
        if field.kind is FieldKind.REFERENCE and field.target == target
    ]


ON_ANSWERS = frozenset(noun.name for noun, _field in referring_fields("answer"))
"""What stands on an answer, and mostly under a code: codings, notes, passages, …"""
OF_SAMPLES = frozenset({"sample", "sample_answer", "given", "settlement"})
"""What says who coded which answers a second time, and how differences ended; codings are codings."""
IN_REPORTS = frozenset({"layer", "outcome", "passage", "analysis", "finding"})
"""What says how something is reported, and changes no coding."""


def unique_fields(noun: Noun) -> list[tuple[str, ...]]:
    """List the fields, besides the uid, that no two rows of a noun may share.

    A code may share its name with siblings merged away: ``merged_into`` counts, and two merged ones are no
    clash.
    """
    by_column = {field.column: field.name for field in noun.fields if field.column}
    found = [
        tuple(by_column[column.name] for column in constraint.columns)
        for constraint in noun.table.constraints
        if isinstance(constraint, UniqueConstraint) and "uid" not in constraint.columns
    ]
    if noun.name == "code":
        found.append(("codebook", "parent", "name", "merged_into"))
    return sorted(found)
