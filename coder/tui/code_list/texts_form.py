"""What stands about a code as a form has it: what is shown in each field, and what was changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from coder.domain.codebook import LABEL_LANGUAGES, Code, CodeKind, checked_colour, clean_text, clean_values
from coder.messages import _
from coder.text.safe import safe

MEANING = frozenset({"definition", "use_when", "not_when"})
"""The fields that say what a code means."""
CODABLE, HEADING = "codable", "heading"


@dataclass(frozen=True)
class FormField:
    """A field of the form."""

    name: str
    label: str
    shown: Callable[[Code], str]
    lines: int = 1
    """At least so many lines to type in."""


def _label(language: str) -> Callable[[Code], str]:
    return lambda code: code.text.labels.get(language, "")


FIELDS: tuple[FormField, ...] = (
    FormField("definition", _("Definition"), lambda code: code.text.definition, 3),
    FormField("use_when", _("Use when"), lambda code: code.text.use_when, 2),
    FormField("not_when", _("Not when"), lambda code: code.text.not_when, 2),
    FormField("examples", _("Examples, one a line"), lambda code: "\n".join(code.text.examples), 2),
    FormField("aliases", _("Also called, one a line"), lambda code: "\n".join(code.text.aliases), 2),
    FormField("nb", _("In reports, bokmål"), _label("nb")),
    FormField("nn", _("In reports, nynorsk"), _label("nn")),
    FormField("en", _("In reports, English"), _label("en")),
    FormField("colour", _("Colour, as #0072b2"), lambda code: code.colour),
    FormField("kind", _("Kind"), lambda code: code.kind.value),
    FormField("codable", _("Can be set"), lambda code: CODABLE if code.codable else HEADING),
)


def changes_of_form(code: Code, typed: Mapping[str, str]) -> dict[str, Any]:
    """Return what was changed, as the use case that defines codes takes it.

    A field that shows what the store has, made harmless, has not been changed.

    Raises:
        CodeTextError: If a colour or a text cannot be kept as it was typed.
    """
    differing = {
        field.name: typed[field.name]
        for field in FIELDS
        if typed[field.name] not in (field.shown(code), safe(field.shown(code)))
    }
    changed: dict[str, Any] = {}
    labels = {name: clean_text(text) for name, text in differing.items() if name in LABEL_LANGUAGES}
    if labels:
        changed["labels"] = labels
    for name, text in differing.items():
        if name in MEANING and clean_text(text) != getattr(code.text, name):
            changed[name] = clean_text(text)
        elif name in ("examples", "aliases") and clean_values([text]) != getattr(code.text, name):
            changed[name] = list(clean_values([text]))
        elif name == "colour" and checked_colour(text) != code.colour:
            changed[name] = checked_colour(text)
        elif name == "kind":
            changed[name] = CodeKind(text)
        elif name == "codable":
            changed[name] = text == CODABLE
    return changed


def may_change_meaning(code: Code, changed: Mapping[str, Any]) -> bool:
    """Tell whether to ask if the meaning changes: where something was said about it before."""
    text = code.text
    return bool(MEANING & changed.keys()) and bool(text.definition or text.use_when or text.not_when)
