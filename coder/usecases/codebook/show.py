"""A codebook as a list to look at: codes in order, with how many answers have each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from coder.domain.codebook import Code, offered_codes
from coder.store.as_of import engine_as_of
from coder.store.code_use import entry_times
from coder.store.coders import all_coders, find_coder
from coder.store.codes import codes_of, times_used
from coder.store.history import moment
from coder.store.questions import question_named
from coder.store.unit_of_work import Reading, reading
from coder.usecases.second_coder.blindness import BlindError, Blindness, blindness_of


@dataclass(frozen=True)
class CodebookView:
    """A codebook as one question uses it."""

    codes: tuple[Code, ...]
    """All of them in codebook order, retired ones and those merged away too."""
    answers: Mapping[int, int]
    """Settled answers of the question by code id, to who codes blind only the own ones; none is left out."""
    proposers: Mapping[int, str]
    """Who proposed what is not accepted yet, by code id."""
    times: Mapping[int, str]
    """UTC times, by number, of the entries in which codes were made or retired."""

    def uid(self, code_id: int | None) -> str | None:
        """Return a code's uid by its id."""
        return next((code.uid for code in self.codes if code.id == code_id), None)


def codebook_view(
    work: Reading, question_key: str, when: str | None = None, viewer: str | None = None
) -> CodebookView:
    """Return the codebook of a question with its counts, today's or that of an earlier moment.

    Args:
        work: The snapshot.
        question_key: Whose codebook.
        when: An entry's number, a tag, a date or a time.
        viewer: The name of who looks: whoever codes a sample of the question blind sees neither counts of
            others' codings, nor examples, nor others' proposals; and no earlier moment.
    """
    coder = None if viewer is None else find_coder(work, viewer)
    blindness = blindness_of(work, question_named(work, question_key).id, coder.id if coder else None)
    if blindness is not None and when is None:
        return _blind_view(work, question_key, blindness)
    if blindness is not None:
        raise BlindError(question_key, blindness)
    if when is None:
        return _view(work, work, question_key)
    past = engine_as_of(work, moment(work, when))
    try:
        with reading(past) as then:
            return _view(work, then, question_key)
    finally:
        past.dispose()


def _view(work: Reading, then: Reading, question_key: str) -> CodebookView:
    """Look at a moment's codebook; the history with its times is that of the present."""
    question = question_named(then, question_key)
    codes = codes_of(then, question.codebook_id)
    moments = [number for code in codes for number in (code.born, code.retired) if number is not None]
    answers = times_used(then, question.id)
    return CodebookView(tuple(codes), answers, _proposers(then, codes), entry_times(work, moments))


def _blind_view(work: Reading, question_key: str, blindness: Blindness) -> CodebookView:
    """Look at what a coder may see who is not to know what others did."""
    whole = _view(work, work, question_key)
    codes = tuple(
        replace(code, text=replace(code.text, examples=()))
        for code in offered_codes(whole.codes, [blindness.person_id])
    )
    used = times_used(work, question_named(work, question_key).id, blindness.coder_id)
    return replace(whole, codes=codes, answers=used, proposers=_proposers(work, codes))


def _proposers(work: Reading, codes: Iterable[Code]) -> dict[int, str]:
    names = {coder.id: coder.name for coder in all_coders(work)}
    return {code.id: names[code.proposed_by] for code in codes if code.proposed_by is not None}
