"""What is said of an answer while it is coded, sentence by sentence, the most needed first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from coder.domain.coding import CodedState, Span
from coder.domain.coverage import Coverage
from coder.domain.wave import wave_beside
from coder.messages import _, ngettext
from coder.plain.talk import in_speech, listed, quoted
from coder.tui.suggesting.digit_codes import are_most_used

if TYPE_CHECKING:
    from coder.domain.codebook import Code
    from coder.plain.coding_desk import CodingDesk
    from coder.store.answers import Answer
    from coder.tui.coding.state import CodingState


def desk_sentences(state: CodingState) -> list[str]:
    """Say which question one is at, and how far one has come."""
    desk = state.desk
    told = [_("Question: {text}").format(text=desk.question.text or desk.question.key)]
    if desk.blindness is not None:
        blind = _("blind sample, round {round}: {done} of {total} done")
        numbers = {"round": desk.blindness.round, "done": state.done, "total": len(state.desk.order)}
        return [*told, blind.format(**numbers)]
    return [*told, done_sentence(state)]


def done_sentence(state: CodingState) -> str:
    """Say how much is done."""
    return _("{done} of {total} done").format(done=state.done, total=len(state.desk.order)) + "."


def who_sentence(state: CodingState, answer: Answer) -> str:
    """Say which answer this is, and what stands beside it."""
    place = (
        _("Answer {number} of {total} in the list, respondent {respondent}")
        if state.listed
        else _("Answer {number} of {total}, respondent {respondent}")
    )
    numbers = {"number": state.place + 1, "total": len(state.order)}
    told = [place.format(**numbers, respondent=answer.respondent_id)]
    if wave := wave_beside(answer.wave, several=state.desk.has_waves):
        told.append(wave)
    if state.standing.state is CodedState.DONE:
        told.append(_("done"))
    if state.is_flagged:
        told.append(_("flagged"))
    if state.notes:
        told.append(ngettext("{n} note", "{n} notes", len(state.notes)).format(n=len(state.notes)))
    if state.same_voice:
        told.append(_("same text as {names}").format(names=listed(state.same_voice[:3])))
    elif state.alike:
        told.append(ngettext("{n} like this", "{n} like this", state.alike).format(n=state.alike))
    return ", ".join(told) + "."


def background_sentence(state: CodingState, answer: Answer) -> str:
    """Say the background values; empty where there are none."""
    told = [f"{name}: {answer.background.get(name, '–')}" for name in state.desk.variables]
    return listed(told) + "." if told else ""


def codes_sentence(desk: CodingDesk, answer: Answer) -> str:
    """Say which codes are set, and on which words; where none is, that Enter alone leaves it at that."""
    state = desk.state
    found = state.set_codes()
    if not found and desk.next_sentence is None and state.standing.state is not CodedState.DONE:
        return _("No codes are set; Enter alone: done without one.")
    if not found:
        return _("No codes are set.")
    names = [
        _placed(state.shelf.name(each.code.id), answer, (span for span, _saved in each.excerpts))
        for each in found
    ]
    return _("Codes set: {codes}.").format(codes=listed(names))


def place_sentence(desk: CodingDesk) -> str:
    """Say on which sentence one stands; empty where whole answers are coded."""
    cursor, answer = desk.place.cursor, desk.state.answer
    if not desk.place.by_sentence or cursor is None or answer is None:
        return ""
    start, end = cursor.span
    words = quoted(answer.text[start:end])
    if len(cursor.sentences) == 1 and cursor.adjusted is None:
        return ""
    total, first, last = len(cursor.sentences), cursor.first + 1, cursor.last + 1
    if first != last:
        said = _("Sentences {first} to {last} of {total}: {words}")
        return said.format(first=first, last=last, total=total, words=words)
    told = _("Sentence {n} of {total}: {words}").format(n=first, total=total, words=words)
    covered = desk.state.coverage()
    if cursor.first < len(covered) and covered[cursor.first] is Coverage.PLACED:
        told += ". " + _("It has a code.")
    return told


def suggestions_sentence(desk: CodingDesk) -> str:
    """Say what stands under the digits, and where it comes from."""
    state, source = desk.state, desk.digits.source
    on = state.standing.codes
    named = []
    for number, code_id in enumerate(desk.told, 1):
        if code_id is not None and state.shelf.has(code_id):
            name = state.shelf.name(code_id)
            told = f"{number} {name}"
            named.append(told + ", " + _("is set") if code_id in on else told)
    if source.withheld is None and source.suggested is not None:
        heading = _("Suggestions")
    else:
        is_used = are_most_used(desk.told, state.counts)
        heading = in_speech(source.in_words(is_used=is_used))
    return f"{heading}: {listed(named)}." if named else f"{heading}."


def code_sentences(code: Code, state: CodingState) -> list[str]:
    """Say all that stands about a code."""
    text, count = code.text, state.counts[code.id]
    told = [
        " > ".join(code.path) + ". " + ngettext("{n} answer", "{n} answers", count).format(n=count) + ".",
        text.definition or _("It has no definition yet."),
    ]
    if text.use_when:
        told.append(_("Set when: ") + text.use_when)
    if text.not_when:
        told.append(_("Not when: ") + text.not_when)
    # Examples may come from the very answers that are coded blind.
    examples = () if state.desk.blindness is not None else text.examples
    return [*told, *(quoted(each) for each in examples)]


def _placed(name: str, answer: Answer, spans: Iterable[Span]) -> str:
    words = [quoted(answer.text[start:end]) for start, end in spans]
    if not words or (len(words) == 1 and words[0] == quoted(answer.text)):
        return name
    return _("{code} on {words}").format(code=name, words=", ".join(words))
