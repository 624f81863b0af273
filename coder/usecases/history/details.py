"""One act of the history in detail: what each change left, and what was there before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from coder.domain.decision import Decision
from coder.domain.entry import Change
from coder.messages import _
from coder.store.names import NameBook
from coder.store.nouns import IN_REPORTS, OF_SAMPLES, ON_ANSWERS
from coder.store.origins import origins_of
from coder.store.texts import bodies_by_uid
from coder.store.unit_of_work import Reading
from coder.usecases.history.fields import field_in_words, noun_in_words

_QUIET = frozenset({"position", "born", "from_file", "seed", "done_entry", "split_from"})
"""Fields that say nothing to a person."""
_TEXTS = (
    "text",
    "definition",
    "use_when",
    "not_when",
    "examples",
    "body",
    "lead_in",
    "translation",
    "words",
    "reason",
)
_REPORT_FIELDS = (
    "starred",
    "cuts",
    "translation",
    "words",
    "body",
    "lead_in",
    "kind",
    "decision",
    "replacement",
    "reason",
)
"""What is told of a passage, an analysis or a finding that came or went."""
_ON_SOMETHING = ON_ANSWERS | {"analysis"}


@dataclass(frozen=True)
class ToldChange:
    """One change: of what, from what, to what; empty where there was or is nothing."""

    what: str
    before: str
    after: str


def told_changes(work: Reading, changes: Sequence[Change]) -> list[ToldChange]:
    """Tell changes in words; those that say nothing to a person are left out."""
    teller = _Teller(work, changes)
    return [told for change in changes for told in teller.told(change)]


class _Teller:
    """Has the names and texts the changes speak of."""

    def __init__(self, work: Reading, changes: Iterable[Change]) -> None:
        changes = list(changes)
        self._names = NameBook(work)
        self._origins = origins_of(work, "coding", [each.uid for each in changes if each.noun == "coding"])
        self._bodies = bodies_by_uid(work.connection, _text_uids(changes))

    def told(self, change: Change) -> Iterator[ToldChange]:
        if change.noun in _ON_SOMETHING:
            yield from self._on_something(change)
        elif change.noun == "code":
            yield from self._of_code(change)
        elif change.noun == "answer":
            yield from self._of_answer(change)
        elif change.noun == "approval":
            yield from self._of_approval(change)
        elif change.noun in ("question", "coder", "tag", "codebook", "project", "layer", "outcome"):
            yield from self._of_setting(change)

    def _on_something(self, change: Change) -> Iterator[ToldChange]:
        values = change.after if isinstance(change.after, dict) else change.before
        on = self._names.standing(change.noun, change.uid, values)
        whose = self._names.answer(on.answer) if on.answer else ""
        code = _quoted(self._names.code(on.code)) if on.code else ""
        if change.noun == "coding":
            yield from self._of_coding(change, whose, code)
        elif change.noun == "coded":
            if change.field in ("", "state"):
                yield ToldChange(whose, _state(change.before), _state(change.after))
        elif change.noun == "flag":
            yield ToldChange(whose, _there(change.before, _("flag")), _there(change.after, _("flag")))
        elif change.noun == "look":
            read = _("{code} read for").format(code=code)
            yield ToldChange(whose, _there(change.before, read), _there(change.after, read))
        elif change.noun == "proposal":
            yield from self._of_proposal(change, whose, code)
        elif change.noun in OF_SAMPLES:
            yield from self._of_sample(change, whose)
        elif change.noun in IN_REPORTS:
            yield from self._of_report(change, whose, code)
        elif change.field in ("", "text"):
            what = _("note on {what}").format(what=whose or code or _("the question"))
            yield ToldChange(what, self._text_in(change.before), self._text_in(change.after))
        elif change.field == "waits":
            what = _("note on {what}").format(what=whose or code or _("the question"))
            yield ToldChange(what, _waiting(change.before), _waiting(change.after))

    def _of_coding(self, change: Change, whose: str, code: str) -> Iterator[ToldChange]:
        before, after = _spans(change, change.before), _spans(change, change.after)
        if change.field == "excerpts":
            yield ToldChange(
                f"{whose}, {code}", before or _("the whole answer"), after or _("the whole answer")
            )
        elif not change.field:
            yield ToldChange(
                whose,
                _there(change.before, _joined(code, before)),
                _there(change.after, _joined(code, after, self._origin(change.uid))),
            )

    def _origin(self, coding_uid: str) -> str:
        """Say where a coding that was made elsewhere stood in its file."""
        found = self._origins.get(coding_uid)
        return "" if found is None else _("from {file}, {place}").format(file=found.file, place=found.place)

    def _of_proposal(self, change: Change, whose: str, code: str) -> Iterator[ToldChange]:
        if change.field == "decision":
            yield ToldChange(f"{whose}, {code}", _decision(change.before), _decision(change.after))
        elif not change.field:
            proposed = _joined(code, _decision(None))
            yield ToldChange(whose, _there(change.before, proposed), _there(change.after, proposed))

    def _of_sample(self, change: Change, whose: str) -> Iterator[ToldChange]:
        """Tell what was drawn and frozen; how a difference was settled is told by the consensus itself."""
        if change.noun == "sample_answer":
            if not change.field:
                drawn = _("drawn to be coded blind")
                yield ToldChange(whose, _there(change.before, drawn), _there(change.after, drawn))
            elif change.field == "opened":
                yield ToldChange(whose, _("blind"), _("opened before time"))
        elif change.noun == "given" and isinstance(change.after, dict):
            codes = ", ".join(_quoted(self._names.code(uid)) for uid in change.after["codes"])
            yield ToldChange(whose, "", _("frozen with {codes}").format(codes=codes or _("no code")))

    def _of_approval(self, change: Change) -> Iterator[ToldChange]:
        values = change.after if isinstance(change.after, dict) else change.before
        what = _quoted(self._names.setting_of("question", self._names.question_of(change.uid, values)))
        if not change.field:
            yield ToldChange(what, _there(change.before, _("approved")), _there(change.after, _("approved")))

    def _of_report(self, change: Change, whose: str, code: str) -> Iterator[ToldChange]:
        """Tell what became of a passage, an analysis or a finding, field by field."""
        what = ", ".join(part for part in (whose, code) if part) or _("the question")
        names = (change.field,) if change.field else _REPORT_FIELDS
        for name in names:
            if name in _QUIET:
                continue
            before, after = (self._report_value(name, change, side) for side in (change.before, change.after))
            if before or after:
                yield ToldChange(f"{what}, {field_in_words(name)}", before, after)

    def _report_value(self, name: str, change: Change, side: Any) -> str:
        value = side if change.field else (side or {}).get(name)
        if name in _TEXTS:
            return self._body(value)
        if name == "starred":
            return _("yes") if value else ""
        if name == "cuts":
            return _places(value or ())
        if name == "code":
            return self._code(value)
        return _value(value) if value is not None else ""

    def _of_code(self, change: Change) -> Iterator[ToldChange]:
        values = change.after if isinstance(change.after, dict) else change.before
        name = self._names.code(change.uid, values)
        if not change.field:
            yield ToldChange(
                _("code"), _there(change.before, _quoted(name)), _there(change.after, _quoted(name))
            )
        elif change.field in _TEXTS:
            yield ToldChange(_field(name, change), self._body(change.before), self._body(change.after))
        elif change.field in ("parent", "merged_into"):
            yield ToldChange(_field(name, change), self._code(change.before), self._code(change.after))
        elif change.field == "proposed_by":
            yield ToldChange(_field(name, change), self._coder(change.before), self._coder(change.after))
        elif change.field not in _QUIET:
            yield ToldChange(_field(name, change), _value(change.before), _value(change.after))

    def _coder(self, uid: Any) -> str:
        return "" if uid is None else self._names.setting_of("coder", uid)

    def _of_answer(self, change: Change) -> Iterator[ToldChange]:
        values = change.after if isinstance(change.after, dict) else change.before
        whose = self._names.answer(change.uid, values)
        if change.field in ("", "text"):
            yield ToldChange(whose, self._text_in(change.before), self._text_in(change.after))

    def _of_setting(self, change: Change) -> Iterator[ToldChange]:
        if not change.field:
            for which in ("name", "key"):
                before, after = _item(change.before, which), _item(change.after, which)
                if before or after:
                    yield ToldChange(noun_in_words(change.noun), before, after)
            return
        what = _field(self._names.setting_of(change.noun, change.uid), change)
        if change.field in _TEXTS:
            yield ToldChange(what, self._body(change.before), self._body(change.after))
        elif change.field not in _QUIET:
            yield ToldChange(what, _value(change.before), _value(change.after))

    def _text_in(self, value: Any) -> str:
        """Return the text a row came or went with, or the text itself."""
        return self._body(value["text"] if isinstance(value, dict) and "hash" not in value else value)

    def _body(self, value: Any) -> str:
        if not isinstance(value, dict):
            return ""
        return self._bodies.get(value["text"], _("(forgotten)"))

    def _code(self, uid: Any) -> str:
        return _quoted(self._names.code(uid)) if uid else ""


def _field(name: str, change: Change) -> str:
    return f"{_quoted(name)}, {field_in_words(change.field)}"


def _quoted(name: str) -> str:
    return f"«{name}»"


def _there(value: Any, words: str) -> str:
    return "" if value is None else words


def _state(value: Any) -> str:
    """Say how far an answer was; ``value`` is a state, or the row that has one."""
    state = value.get("state") if isinstance(value, dict) else value
    return {"started": _("begun"), "done": _("done")}.get(str(state), _("untouched"))


def _waiting(value: Any) -> str:
    return _("waits") if value else _("dealt with")


def _decision(value: Any) -> str:
    said = {str(Decision.ACCEPTED): _("accepted"), str(Decision.REJECTED): _("rejected")}
    return said.get(str(value), _("proposed"))


def _joined(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _spans(change: Change, side: Any) -> str:
    spans = side.get("excerpts") if isinstance(side, dict) else side if change.field == "excerpts" else None
    if not spans:
        return ""
    return _places(spans)


def _places(spans: Iterable[Any]) -> str:
    # A person counts from one.
    listed = ", ".join(f"{start + 1}–{end}" for start, end in spans)
    return _("letters {places}").format(places=listed) if listed else ""


def _item(value: Any, name: str) -> str:
    return str(value.get(name) or "") if isinstance(value, dict) else ""


def _value(value: Any) -> str:
    if value in (None, [], {}):
        return ""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return ", ".join(f"{name}: {each}" for name, each in value.items())
    return str(value)


def _text_uids(changes: Iterable[Change]) -> Iterator[str]:
    """Yield the uids of the texts that changes speak of."""
    for change in changes:
        for side in (change.before, change.after):
            if not isinstance(side, dict):
                continue
            for value in (side, *side.values()):
                if isinstance(value, dict) and "hash" in value:
                    yield str(value["text"])
