"""What is decided on passages for the report: stars, order, cuts, translations, and under which code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from coder.domain.codebook import clean_text
from coder.domain.coding import Span
from coder.domain.errors import UnusableInputError
from coder.domain.passages import PassageKey, fitting_cuts, paired
from coder.messages import _
from coder.store.answers import texts_of
from coder.store.codings import Coding
from coder.store.passages import KeptPassage, passages_on, passages_under
from coder.store.settled_codings import settled_codings_on
from coder.store.surveys import update_many
from coder.store.unit_of_work import Reading, Writing
from coder.usecases.coding.setting import place_coding, remove_code, remove_excerpt, set_code
from coder.usecases.report.passage_carrying import carry_passages


class PassageGoneError(UnusableInputError):
    """A passage that was there when it was shown, and is not any more."""

    def __init__(self) -> None:
        super().__init__(
            _("The passage is no longer there: its coding was changed meanwhile. Nothing was done.")
        )


class NothingLeftError(UnusableInputError):
    """Cuts that take the whole passage away."""

    def __init__(self) -> None:
        super().__init__(_("Nothing would be left of the passage. Leave some of its words."))


@dataclass(frozen=True)
class Moved:
    """What moving passages did."""

    code_id: int
    """The code they stand under now."""
    united: int
    """Those that went up in what the answer had under that code already."""


def star(work: Writing, keys: Sequence[PassageKey], *, starred: bool = True) -> None:
    """Choose passages as quotations, or no longer."""
    _decide(work, {key: {"starred": int(starred)} for key in keys})


def shorten(work: Writing, key: PassageKey, cuts: Sequence[Span]) -> None:
    """Say what print leaves out of a passage, as places in the answer; none prints all of it.

    Raises:
        NothingLeftError: If nothing but blanks would be left.
    """
    text = texts_of(work, [key.answer_id]).get(key.answer_id, "")
    fitting = fitting_cuts(cuts, key.span, len(text))
    first, last = key.span or (0, len(text))
    ends, starts = [first, *(end for _start, end in fitting)], [*(start for start, _end in fitting), last]
    if fitting and not any(text[end:start].strip() for end, start in zip(ends, starts, strict=True)):
        raise NothingLeftError
    _decide(work, {key: {"cuts": [list(cut) for cut in fitting]}})


def translate(work: Writing, key: PassageKey, text: str) -> None:
    """Write, change or, with an empty text, take away a passage's translation.

    Raises:
        CodeTextError: If there is a character in it that no database can hold.
    """
    _decide(work, {key: {"translation": clean_text(text)}})


def order_passages(work: Writing, keys: Sequence[PassageKey]) -> None:
    """Let passages under one code stand first, in this order.

    Others that have a place already come after them, and then the rest in the order of the file.
    """
    if not keys:
        return
    passages = [each for each in passages_under(work, [keys[0].code_id]) if not each.lost]
    matched = _Matched(work, keys, passages)
    chosen = {row.id for row in matched.rows.values()}
    behind = sorted(
        (each for each in passages if each.position is not None and each.id not in chosen),
        key=lambda each: each.position or 0,
    )
    matched.decide({key: {"position": place} for place, key in enumerate(keys, 1)})
    places = {each.id: {"position": place} for place, each in enumerate(behind, len(keys) + 1)}
    update_many(work, "passage", places)


def move_passages(work: Writing, keys: Sequence[PassageKey], code_id: int) -> Moved:
    """Put passages under another code: the codings that count lose the one excerpt and get the other.

    The coding stays its coder's; the history says who moved it. Stars, cuts and translations go along. Where
    the answer has that code already, the two become one coding, of the whole answer if either was.

    Raises:
        PassageGoneError: If one is not there any more.
        ClosedCodeError: If the code cannot be set.
    """
    matched = _Matched(work, keys)
    united = 0
    for key in keys:
        if key.code_id == code_id:
            continue
        coder_id = matched.codings[key.answer_id, key.code_id].coder_id
        there = settled_codings_on(work, [key.answer_id])[key.answer_id]
        target = next((each for each in there if each.code_id == code_id), None)
        united += target is not None and (
            key.span is None or not target.excerpts or key.span in target.excerpts
        )
        _take_off(work, key, coder_id)
        _put_on(work, key, code_id, coder_id, target)
    moving = [replace(row, span=key.span) for key, row in matched.rows.items() if key.code_id != code_id]
    carry_passages(work, moving, code_id)
    return Moved(code_id, united)


def _take_off(work: Writing, key: PassageKey, coder_id: int) -> None:
    if key.span is None:
        remove_code(work, key.answer_id, key.code_id, coder_id)
    else:
        remove_excerpt(work, key.answer_id, key.code_id, coder_id, key.span)


def _put_on(work: Writing, key: PassageKey, code_id: int, coder_id: int, target: Coding | None) -> None:
    """Set the other code; a coding of the whole answer stays one, so that no text is left without a code."""
    is_whole = target is not None and not target.excerpts
    set_code(work, key.answer_id, code_id, coder_id, () if key.span is None or is_whole else [key.span])
    if key.span is None and target is not None:
        place_coding(work, key.answer_id, code_id, coder_id, ())


def let_go(work: Writing, passage_ids: Sequence[int]) -> None:
    """Take away what was decided on passages that are not there any more."""
    work.delete("passage", passage_ids)


class _Matched:
    """Passages as they stand now, with what was decided on them."""

    def __init__(
        self, work: Writing, keys: Sequence[PassageKey], passages: Sequence[KeptPassage] | None = None
    ) -> None:
        self._work = work
        self.codings: dict[tuple[int, int], Coding] = {}
        self.rows: dict[PassageKey, KeptPassage] = {}
        """Of those that anything was decided on."""
        by_coding: dict[tuple[int, int], list[PassageKey]] = defaultdict(list)
        for key in dict.fromkeys(keys):
            by_coding[key.answer_id, key.code_id].append(key)
        self._find_codings([answer_id for answer_id, _code in by_coding])
        kept = _by_coding(work, [key.answer_id for key in keys], passages)
        for place, wanted in by_coding.items():
            if place not in self.codings:
                raise PassageGoneError
            self._match(wanted, kept.get(place, []), self.codings[place])

    def decide(self, values: Mapping[PassageKey, Mapping[str, Any]]) -> None:
        """Set fields of passages; what says nothing any more goes."""
        new: list[dict[str, Any]] = []
        changed: dict[int, dict[str, Any]] = {}
        empty: list[int] = []
        for key, fields in values.items():
            row = self.rows.get(key)
            start, end = key.span or (None, None)
            if row is None:
                if any(value not in (0, [], "", None) for value in fields.values()):
                    place = {"answer": key.answer_id, "code": key.code_id, "start": start, "end": end}
                    new.append(place | dict(fields))
            elif _is_empty(row, fields):
                empty.append(row.id)
            else:
                changed[row.id] = {"start": start, "end": end, **fields}
        self._work.create_many("passage", new)
        self._update(changed)
        if empty:
            self._work.delete("passage", empty)

    def _update(self, changed: Mapping[int, dict[str, Any]]) -> None:
        for row_id, fields in changed.items():
            if "translation" in fields:
                self._work.update("passage", row_id, translation=fields.pop("translation"))
        update_many(self._work, "passage", changed)

    def _find_codings(self, answer_ids: Sequence[int]) -> None:
        for codings in settled_codings_on(self._work, answer_ids).values():
            for coding in codings:
                self.codings[coding.answer_id, coding.code_id] = coding

    def _match(self, wanted: Sequence[PassageKey], kept: Sequence[KeptPassage], coding: Coding) -> None:
        present: list[Span | None] = [*coding.excerpts] or [None]
        if any(key.span not in present for key in wanted):
            raise PassageGoneError
        places = dict(zip(present, paired([each.span for each in kept], present), strict=True))
        for key in wanted:
            place = places[key.span]
            if place is not None:
                self.rows[key] = kept[place]


def _decide(work: Writing, values: Mapping[PassageKey, Mapping[str, Any]]) -> None:
    _Matched(work, list(values)).decide(values)


def _by_coding(
    work: Reading, answer_ids: Sequence[int], passages: Sequence[KeptPassage] | None
) -> dict[tuple[int, int], list[KeptPassage]]:
    found: dict[tuple[int, int], list[KeptPassage]] = defaultdict(list)
    known = passages_on(work, list(dict.fromkeys(answer_ids))) if passages is None else passages
    for passage in known:
        if not passage.lost:
            found[passage.answer_id, passage.code_id].append(passage)
    return found


def _is_empty(row: KeptPassage, fields: Mapping[str, Any]) -> bool:
    """Tell whether nothing would be decided any more."""
    present = {
        "starred": int(row.starred),
        "cuts": list(row.cuts),
        "translation": row.translation,
        "position": row.position,
    }
    return not any((present | dict(fields)).values())
