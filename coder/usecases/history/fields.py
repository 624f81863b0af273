"""What the history calls the nouns and their fields, in words."""

from __future__ import annotations

from coder.messages import _


def noun_in_words(noun: str) -> str:
    """Say what kind of thing was changed."""
    return {
        "question": _("question"),
        "coder": _("coder"),
        "tag": _("tag"),
        "codebook": _("codebook"),
        "project": _("project"),
        "layer": _("reporting layer"),
        "outcome": _("outcome"),
    }[noun]


def field_in_words(field: str) -> str:
    """Say which part of it was changed."""
    return {
        "name": _("name"),
        "proposed_by": _("proposed by"),
        "parent": _("stands under"),
        "merged_into": _("merged into"),
        "retired": _("retired"),
        "codable": _("can be set"),
        "kind": _("kind"),
        "colour": _("colour"),
        "definition": _("definition"),
        "use_when": _("when to use"),
        "not_when": _("when not"),
        "examples": _("examples"),
        "aliases": _("other names"),
        "labels": _("labels"),
        "text": _("wording"),
        "unit": _("unit"),
        "quantify": _("quantify"),
        "counts": _("counts"),
        "reading_order": _("reading order"),
        "lead": _("lead"),
        "asked_if": _("who was asked"),
        "exclusive": _("one code an answer"),
        "suggest": _("suggestions"),
        "hidden_percent": _("percent without suggestions"),
        "shared": _("shared pile"),
        "codebook": _("codebook"),
        "code": _("code"),
        "codes": _("codes"),
        "content": _("content"),
        "position": _("place in the order"),
        "starred": _("starred"),
        "cuts": _("left out in print"),
        "translation": _("translation"),
        "words": _("words that are gone"),
        "body": _("analysis note"),
        "lead_in": _("lead-in"),
        "decision": _("decision"),
        "replacement": _("replacement"),
        "reason": _("reason"),
    }.get(field, field)
