"""Codings and notes of a REFI file, tied to the answers they are about."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from coder.domain.coding import CodedState, Span, distinct
from coder.domain.loss import Losses
from coder.domain.portable import PortableCoded, PortableCoding
from coder.exchange.refi.convention import Convention
from coder.exchange.refi.found_answers import FoundAnswers
from coder.exchange.refi.guids import derived
from coder.exchange.refi.notes_in import AttachedNotes
from coder.exchange.refi.own_note import OwnFacts
from coder.exchange.refi.placed_text import Places
from coder.exchange.refi.sources_in import FileCoding, Selection, Source
from coder.exchange.refi.users_in import Users
from coder.messages import _

_WORD = re.compile(r"\S")


@dataclass
class _Gathered:
    """One coder's one code on one answer, as selection after selection speaks of it."""

    uid: str
    place: str
    whole: bool = False
    excerpts: list[Span] = field(default_factory=list)

    def add(self, part: Span, *, is_whole: bool) -> None:
        """Add a part of the answer."""
        self.whole = self.whole or is_whole
        self.excerpts.append(part)


class CodingsIn:
    """Gathers codings, selection by selection.

    Args:
        found: The answers.
        codes: Uids of the codes, in codebook order.
        case_codes: Uids of cases: a code of such a uid only says whose a place is.
        users: Who coded.
        notes: Where notes are attached.
        facts: What the file says beyond the standard, where it is ours.
        losses: Where the rest is noted.
    """

    def __init__(
        self,
        found: FoundAnswers,
        codes: Sequence[str],
        case_codes: Collection[str],
        users: Users,
        notes: AttachedNotes,
        facts: OwnFacts | None,
        losses: Losses,
    ) -> None:
        self._found = found
        self._codes = {uid: number for number, uid in enumerate(codes)}
        self._case_codes = case_codes
        self._users = users
        self._notes = notes
        self._facts = facts
        self._losses = losses
        self._gathered: dict[tuple[str, str, str], _Gathered] = {}
        self._taken: set[str] = set()
        self._answers = {answer.uid: number for number, answer in enumerate(found.answers)}

    def read(self, source: Source, convention: Convention) -> None:
        """Take all that is marked in a text."""
        places = source.content.places(convention)
        for selection in source.selections:
            self._read_selection(source, selection, places)
        length = len(source.content.text)
        under = self._found.places.get(source.uid, [])
        for coding in source.codings:
            if coding.code in self._case_codes:
                continue
            if len(under) < 2:
                self._add(source, coding, (0, length))
            else:
                self._losses.add(_("Codings of a whole text with several answers are left out."), source.name)
        question = self._found.questions_of.get(source.uid)
        for note in source.notes:
            if question is not None:
                self._notes.attach(note, "question", question)
            elif len(under) == 1:
                self._notes.attach(note, "answer", under[0].answer)

    def codings(self) -> tuple[PortableCoding, ...]:
        """Return the codings, answer after answer, in codebook order."""
        coders = {coder.name: number for number, coder in enumerate(self._users.all())}
        explicit = self._facts.explicit if self._facts else frozenset()
        found = []
        for (answer, code, coder), each in self._gathered.items():
            # A code on all of an answer says nothing more on a part of it.
            kept = not each.whole or each.uid in explicit
            excerpts = tuple(distinct(each.excerpts)) if kept else ()
            if each.whole and not kept and len(set(each.excerpts)) > 1:
                self._losses.add(_("Excerpts within an answer that has the code as a whole are left out."))
            found.append(PortableCoding(each.uid, answer, code, coder, excerpts, each.place))
        found.sort(key=lambda each: (self._answers[each.answer], coders[each.coder], self._codes[each.code]))
        return tuple(found)

    def coded(self) -> tuple[PortableCoded, ...]:
        """Return how far coders have come: nothing in a file of others, which cannot say so.

        In ours they are done where they set a code, unless our note says otherwise.
        """
        if self._facts is None:
            return ()
        states = {(answer, coder): CodedState.DONE for answer, _code, coder in self._gathered}
        names = {coder.uid: coder.name for coder in self._users.all()}
        for (answer, uid), state in self._facts.states.items():
            if answer in self._answers and uid in names:
                states[answer, names[uid]] = state
        coders = {name: number for number, name in enumerate(names.values())}
        ordered = sorted(states, key=lambda pair: (self._answers[pair[0]], coders[pair[1]]))
        return tuple(
            PortableCoded(answer, coder, states[answer, coder])
            for answer, coder in ordered
            if states[answer, coder] is not CodedState.UNTOUCHED
        )

    def _read_selection(self, source: Source, selection: Selection, places: Places) -> None:
        codings = [coding for coding in selection.codings if coding.code not in self._case_codes]
        is_frame = selection.uid in self._found.frames
        if not codings and not selection.notes and not selection.description:
            if not is_frame and not selection.codings:
                self._losses.add(_("Marked places without a code are left out."), source.name)
            return
        span = places.span(selection.start, selection.end)
        if span is None:
            self._losses.add(_("Marked places outside the text are left out."), source.name)
            return
        for coding in codings:
            self._add(source, coding, span)
        self._attach(source, selection, span, codings)

    def _attach(
        self, source: Source, selection: Selection, span: Span, codings: Iterable[FileCoding]
    ) -> None:
        """Attach what is noted at a place to the first answer under it."""
        notes = [*selection.notes, *(note for coding in codings for note in coding.notes)]
        if not notes and not selection.description:
            return
        answer = next((place.answer for place, _part in self._found.under(source.uid, span)), None)
        if answer is None:
            if selection.description:
                self._losses.add(_("Comments on places outside any answer are left out."), source.name)
            return
        for note in notes:
            self._notes.attach(note, "answer", answer)
        if selection.description and not notes:
            uid = derived("comment", selection.uid, answer)
            self._notes.add(uid, selection.description, selection.user, "answer", answer)

    def _add(self, source: Source, coding: FileCoding, span: Span) -> None:
        if coding.code not in self._codes:
            self._losses.add(_("Codings with a code that the codebook lacks are left out."), source.name)
            return
        coder = self._users.named(coding.user)
        text = source.content.text
        hit = False
        for place, part in self._found.under(source.uid, span):
            start, end = place.start + part[0], place.start + part[1]
            if self._facts is not None:
                is_meant = start < end or span == (place.start, place.end)
            else:
                is_meant = _WORD.search(text, start, end) is not None
            if not is_meant:
                continue
            hit = True
            whole = (start, end) == (place.start, place.end) or (
                # Blanks around an answer are nobody's to mark, but we count them ourselves.
                self._facts is None
                and _WORD.search(text, place.start, start) is None
                and _WORD.search(text, end, place.end) is None
            )
            self._gather(coding, place.answer, coder, source.name).add(part, is_whole=whole)
        if not hit:
            what = (
                _("Codings of places without length are left out.")
                if span[0] == span[1]
                else _("Codings of places outside any answer are left out.")
            )
            self._losses.add(what, source.name)

    def _gather(self, coding: FileCoding, answer: str, coder: str, place: str) -> _Gathered:
        key = answer, coding.code, coder
        if key not in self._gathered:
            uid = coding.uid
            if not uid or uid in self._taken:
                uid = derived("coding", uid, *key)
            self._taken.add(uid)
            self._gathered[key] = _Gathered(uid, "" if self._facts else place)
        return self._gathered[key]
