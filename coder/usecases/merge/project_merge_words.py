"""A merge in words: what came, what was recognised by name, and where the two projects differ."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coder.domain.coder_kind import PERSON
from coder.messages import _, ngettext
from coder.store.as_of import present_state
from coder.store.coders import find_coder
from coder.store.merging.conflict import Conflict, ConflictKind, Take
from coder.store.merging.plan import MergePlan
from coder.store.nouns import ON_ANSWERS
from coder.store.samples import open_samples_by
from coder.store.texts import bodies_by_uid
from coder.store.unit_of_work import Reading
from coder.text.numbers import written_count
from coder.usecases.history.fields import field_in_words

_TOLD = (
    "coder",
    "wave",
    "variable",
    "level",
    "respondent",
    "question",
    "code",
    "answer",
    "coding",
    "coded",
    "note",
    "flag",
    "passage",
    "analysis",
    "layer",
    "settlement",
    "sample",
)
_LONGEST = 60


@dataclass(frozen=True)
class ToldConflict:
    """One difference as a person reads it."""

    kind: str
    noun: str
    about: str
    """What it is about: a code's path, a question and respondent, …"""
    here: str
    there: str
    took: str
    sentence: str


class Telling:
    """Names what a merge is about; tells nothing of others' codes to whoever codes a blind sample."""

    def __init__(
        self, work: Reading, plan: MergePlan, coder_name: str, texts: Mapping[str, str] | None = None
    ) -> None:
        self._here, self._there = present_state(work), plan.theirs
        self._plan = plan
        coder = find_coder(work, coder_name)
        self._is_blind = coder is not None and bool(open_samples_by(work, coder.id))
        values = [each for one in plan.conflicts for each in (one.here, one.there)]
        uids = [each["text"] for each in values if isinstance(each, dict) and "text" in each]
        self._bodies = {**(texts or {}), **bodies_by_uid(work.connection, uids)}

    def by_name(self) -> dict[str, list[str]]:
        """Return, by noun, what was taken for the same by its name; only what people give names to."""
        found = self._plan.recognised.by_name
        nouns = ("coder", "question", "wave", "variable", "code")
        told = {
            noun: [self._name(noun, uid) for uid in found.get(noun, ()) if self._is_named(noun, uid)]
            for noun in nouns
        }
        return {noun: names for noun, names in told.items() if names}

    def conflicts(self) -> list[ToldConflict]:
        """Return the differences in words, as they were found."""
        return [self._told(each) for each in self._plan.conflicts]

    def _told(self, conflict: Conflict) -> ToldConflict:
        hides = self._is_blind and (conflict.noun in ON_ANSWERS or conflict.noun == "answer")
        about = self._about(conflict, without="code" if hides else "")
        here = "" if hides else self._value(conflict, conflict.here)
        there = "" if hides else self._value(conflict, conflict.there)
        sentence = _sentence(conflict, about, here, there)
        return ToldConflict(
            conflict.kind.value, conflict.noun, about, here, there, conflict.took.value, sentence
        )

    def _about(self, conflict: Conflict, *, without: str) -> str:
        name = self._name(conflict.noun, conflict.uid, without)
        if conflict.kind is ConflictKind.CODED:
            return f"{name}, {self._name('coder', conflict.field)}"
        return name

    def _is_named(self, noun: str, uid: str) -> bool:
        """Tell whether people gave it its name: the consensus is no person."""
        return noun != "coder" or self._row(noun, uid).get("kind") == PERSON

    def _row(self, noun: str, uid: str) -> dict[str, Any]:
        return self._here[noun].get(uid) or self._there[noun].get(uid) or {}

    def _name(self, noun: str, uid: str | None, without: str = "") -> str:
        """Return what people call a row: its name, or what it stands on ``without`` things of a noun."""
        row = self._row(noun, uid or "")
        if noun == "code":
            above = self._name("code", row["parent"]) if row.get("parent") else ""
            return " > ".join(part for part in (above, str(row.get("name", ""))) if part)
        if noun == "answer" and row:
            parts = self._name("question", row["question"]), self._name("respondent", row["respondent"])
            return " · ".join((*parts, *filter(None, [self._name("wave", row["wave"])])))
        for name in ("name", "key", "external_id"):
            if row.get(name):
                return str(row[name])
        stands_on = [
            self._name(each, row[each])
            for each in ("question", "answer", "code", "respondent", "wave", "coder")
            if each != without and row.get(each)
        ]
        return " · ".join(part for part in stands_on if part)

    def _value(self, conflict: Conflict, value: Any) -> str:
        if value is None or conflict.kind not in _WITH_VALUES:
            return ""
        if conflict.kind is ConflictKind.CODED:
            return ", ".join(sorted(self._name("code", uid) for uid in value)) or _("no codes")
        if isinstance(value, dict) and "text" in value:
            return _short(self._bodies.get(value["text"], ""))
        if isinstance(value, str):
            return _short(next((name for name in map(self._called, [value]) if name), value))
        return "" if isinstance(value, dict | list) else str(value)

    def _called(self, uid: str) -> str:
        for noun in ("coder", "code", "codebook", "question", "wave"):
            if uid in self._here[noun] or uid in self._there[noun]:
                return self._name(noun, uid)
        return ""


_WITH_VALUES = (ConflictKind.CHANGED, ConflictKind.CODED, ConflictKind.NAME)


def counts_in_words(counts: dict[str, int], nouns: Collection[str] = _TOLD) -> list[str]:
    """Say how many of each noun there are, of those that say something to people."""
    return [_counted(noun, counts[noun]) for noun in nouns if counts.get(noun)]


def _counted(noun: str, n: int) -> str:
    words = {
        "coder": ngettext("{n} coder", "{n} coders", n),
        "wave": ngettext("{n} wave", "{n} waves", n),
        "variable": ngettext("{n} variable", "{n} variables", n),
        "level": ngettext("{n} level", "{n} levels", n),
        "respondent": ngettext("{n} respondent", "{n} respondents", n),
        "question": ngettext("{n} question", "{n} questions", n),
        "code": ngettext("{n} code", "{n} codes", n),
        "answer": ngettext("{n} answer", "{n} answers", n),
        "coding": ngettext("{n} coding", "{n} codings", n),
        "coded": ngettext("state of {n} answer", "state of {n} answers", n),
        "note": ngettext("{n} note", "{n} notes", n),
        "flag": ngettext("{n} flag", "{n} flags", n),
        "passage": ngettext("{n} passage for the report", "{n} passages for the report", n),
        "analysis": ngettext("{n} analysis note", "{n} analysis notes", n),
        "layer": ngettext("{n} reporting layer", "{n} reporting layers", n),
        "settlement": ngettext("{n} settled difference", "{n} settled differences", n),
        "sample": ngettext("{n} sample", "{n} samples", n),
    }
    return words[noun].format(n=written_count(n))


def _sentence(conflict: Conflict, about: str, here: str, there: str) -> str:
    ours = conflict.took is Take.OURS
    words = {
        ConflictKind.CHANGED: _("{about}: {field} was changed here and there"),
        ConflictKind.DELETED_HERE: _("{about} was taken away here and changed there"),
        ConflictKind.DELETED_THERE: _("{about} was taken away there and changed here"),
        ConflictKind.STILL_USED: _("{about} was taken away on one side and used on the other: it stays"),
        ConflictKind.CODED: _("{about}: coded here and there, and not alike"),
        ConflictKind.NAME: _("{about}: the name was taken by something else"),
        ConflictKind.TREE: _("{about}: moved or merged here and there so that both together go in a circle"),
        ConflictKind.EXCLUSIVE: _("{about}: answers have several codes, so several are allowed again"),
        ConflictKind.CODEBOOK: _("{about}: here and there with another codebook; the one here stays"),
        ConflictKind.TEXT: _("{about}: says something else there, and some places in it were not found"),
        ConflictKind.TAG: _(
            "{about}: the tag names a moment that only the other project has; it stays there"
        ),
    }
    said = words[conflict.kind].format(about=about, field=field_in_words(conflict.field))
    if here or there:
        said += " — " + _("here: {here}; there: {there}").format(here=here or "–", there=there or "–")
    if conflict.kind in (
        ConflictKind.CHANGED,
        ConflictKind.CODED,
        ConflictKind.DELETED_HERE,
        ConflictKind.DELETED_THERE,
    ):
        said += " " if said.endswith((".", "!", "?", "…")) else ". "
        said += _("What is here stays.") if ours else _("What is there is taken.")
    return said


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def as_json(
    plan: MergePlan, conflicts: Sequence[ToldConflict], by_name: dict[str, list[str]]
) -> dict[str, Any]:
    """Return a plan as JSON takes it."""
    return {
        "common_entries": plan.kin.common,
        "known_until": plan.kin.known_here,
        "their_entries": plan.kin.theirs_last,
        "new": dict(plan.created),
        "changed": dict(plan.changed),
        "taken_away": dict(plan.deleted),
        "forgotten_texts": len(plan.forgotten),
        "redacted": len(plan.redactions),
        "by_name": by_name,
        "conflicts": [
            {
                "kind": each.kind,
                "noun": each.noun,
                "about": each.about,
                "here": each.here,
                "there": each.there,
                "took": each.took,
            }
            for each in conflicts
        ],
    }
