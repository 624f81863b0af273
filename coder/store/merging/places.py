"""Places in answers whose text is not the same on both sides: found again in the text that stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coder.domain.coding import CodedState, distinct
from coder.domain.entry import Value
from coder.domain.refitting import refitted, refitted_passage, same_words
from coder.store.as_of import State
from coder.store.merging.conflict import Conflict, ConflictKind
from coder.store.merging.three_way import Merged
from coder.store.records import Values


@dataclass(frozen=True)
class _Texts:
    """What an answer says here, there and now; empty where it is forgotten."""

    here: str
    there: str
    now: str


def refit_places(ours: State, theirs: State, merged: Merged, bodies: Mapping[str, str | None]) -> None:
    """Move what was placed in the text that does not stand; what finds no place is told.

    Who was done with a text that says something else is set back to started, as an import does it.

    Args:
        ours: Everything here.
        theirs: Everything there, in the words of ours.
        merged: What comes out; changed in place.
        bodies: All texts of both sides by uid; None where one is forgotten.
    """
    texts = _differing(ours, theirs, merged.state, bodies)
    if not texts:
        return
    lost: set[str] = set()
    for noun in ("coding", "passage", "finding", "coded"):
        rows = merged.state[noun]
        for uid, row in list(rows.items()):
            text = texts.get(row["answer"])
            if text is None:
                continue
            before = _text_placed_in(text, row, ours[noun].get(uid), theirs[noun].get(uid))
            if before == text.now:
                continue
            new = (
                _of_both(noun, row, text, ours[noun].get(uid), theirs[noun].get(uid))
                if before is None
                else _refitted(noun, row, before, text.now)
            )
            if new is None:
                del rows[uid]
            elif new != row:
                rows[uid] = new
            if new is None or (noun == "coding" and len(new["excerpts"]) < len(row["excerpts"])):
                lost.add(row["answer"])
    for answer in sorted(lost):
        merged.conflicts.append(Conflict(ConflictKind.TEXT, "answer", answer, "text"))


def _differing(ours: State, theirs: State, now: State, bodies: Mapping[str, str | None]) -> dict[str, _Texts]:
    found = {}
    for uid, row in now["answer"].items():
        here, there = ours["answer"].get(uid), theirs["answer"].get(uid)
        if here is None or there is None or here["text"] == there["text"]:
            continue
        texts = _Texts(*(_body(each["text"], bodies) for each in (here, there, row)))
        if texts.here != texts.there:
            found[uid] = texts
    return found


def _body(text: Value, bodies: Mapping[str, str | None]) -> str:
    return "" if text is None else bodies.get(text["text"]) or ""


def _text_placed_in(text: _Texts, row: Values, here: Values | None, there: Values | None) -> str | None:
    """Return the text a row's places are in: of the one side that has the row as it comes out."""
    if (row == here) == (row == there):
        return None
    return text.here if row == here else text.there


def _of_both(
    noun: str, row: Values, text: _Texts, here: Values | None, there: Values | None
) -> Values | None:
    """Return a row that is neither side's, or is both sides', as it stands in the new text."""
    if noun != "coding" or here is None or there is None or here["excerpts"] == there["excerpts"]:
        return _within(noun, row, len(text.now))
    # Each place stands in the text of the side it came from.
    own = [tuple(place) for place in row["excerpts"] if place in here["excerpts"]]
    other = [tuple(place) for place in row["excerpts"] if place not in here["excerpts"]]
    kept = (*refitted(own, text.here, text.now).kept, *refitted(other, text.there, text.now).kept)
    return row | {"excerpts": _lists(distinct(kept))}


def _within(noun: str, row: Values, length: int) -> Values | None:
    """Return the row with the places that lie within a text; None where its only one does not."""
    if noun == "coding":
        return row | {"excerpts": [place for place in row["excerpts"] if place[1] <= length]}
    if noun == "coded" or row.get("lost") or row["end"] is None or row["end"] <= length:
        return row
    return None


def _refitted(noun: str, row: Values, before: str, now: str) -> Values | None:
    """Return the row as it stands in the new text; None where it stands nowhere."""
    if noun == "coding":
        fit = refitted(map(tuple, row["excerpts"]), before, now)
        return row | {"excerpts": _lists(fit.kept)}
    if noun == "coded":
        if row["state"] != CodedState.DONE or same_words(before, now):
            return row
        return row | {"state": CodedState.STARTED.value, "done_entry": None}
    if row.get("lost"):
        return row
    span = None if row["start"] is None else (row["start"], row["end"])
    if noun == "finding":
        if span is None:
            return row
        found = refitted([span], before, now)
        return row | {"start": found.kept[0][0], "end": found.kept[0][1]} if found.kept else None
    place = refitted_passage(span, map(tuple, row["cuts"]), before, now)
    if place is None:
        return None
    start, end = place[0] or (None, None)
    return row | {"start": start, "end": end, "cuts": _lists(place[1])}


def _lists(spans: Iterable[tuple[int, int]]) -> list[list[int]]:
    return [list(span) for span in spans]
