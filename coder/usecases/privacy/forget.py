"""Forgetting what a respondent wrote: blanked wherever the project has it, while codings and counts stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from coder.domain.errors import WrongUseError
from coder.domain.quoting import Sayings, stretches
from coder.domain.wave import wave_in_words
from coder.messages import _
from coder.store.answers import UnknownRespondentError
from coder.store.codings import codings_of
from coder.store.proposals import proposals_on
from coder.store.quoting_texts import QuotingText, leave_out_others, quoting_names, quoting_texts
from coder.store.respondents import AnswerOrigin, answers_of
from coder.store.surveys import respondent_ids, update_many
from coder.store.texts import bodies_by_uid
from coder.store.tombstones import (
    ABOUT_ANSWERS,
    blank_texts,
    leave_tombstones,
    rows_on_answers,
    texts_ever_about,
    texts_ever_said,
    texts_said_now,
)
from coder.store.unit_of_work import Reading, Writing
from coder.store.waves import wave_named

FORGET = "forget"
"""What the act is called in the history; a fact, which nothing takes back."""


class NothingInWaveError(WrongUseError):
    """The respondent answered, but not in the wave that was named."""

    def __init__(self, respondent_id: str, wave: str) -> None:
        said = _("Respondent «{id}» answered nothing in the wave «{wave}».")
        super().__init__(said.format(id=respondent_id, wave=wave_in_words(wave)))


@dataclass(frozen=True)
class Whose:
    """A respondent's answers that are to be forgotten."""

    uid: str
    """The respondent's."""
    answers: tuple[int, ...]
    questions: frozenset[int]
    waves: tuple[str, ...]
    """The waves they were given in, in order."""
    wave_uids: tuple[str, ...]


@dataclass(frozen=True)
class Blanked:
    """What an act of forgetting did within a project, in numbers; none of the words."""

    answers: int = 0
    """Answers that said something until now."""
    earlier: int = 0
    """Texts these answers had before."""
    taken_away: Mapping[str, int] = field(default_factory=dict)
    """Notes, passages, findings and open proposals on them, by noun."""
    quotations: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """Texts of people that quotations were taken out of, by noun and field."""
    earlier_quotations: int = 0
    """Earlier texts of people, in the history only, that were blanked since they quote."""
    names: Mapping[str, int] = field(default_factory=dict)
    """Names and labels that quote, by noun: they stay, and so does the history of them."""
    same_elsewhere: int = 0
    """Answers of others that say just the same; they are theirs."""
    known_by: tuple[str, ...] = field(default=(), repr=False)
    """The parts of what was forgotten by which it can be found in a file. Never written down."""

    @property
    def is_nothing(self) -> bool:
        """Whether there was nothing left to forget."""
        return not (
            self.answers or self.earlier or self.taken_away or self.quotations or self.earlier_quotations
        )


def whose_answers(work: Reading, respondent_id: str, wave: str | None = None) -> Whose:
    """Return what a respondent answered, in one wave or in all, by external id.

    Raises:
        UnknownRespondentError: If they answered nothing at all.
        UnknownWaveError, NothingInWaveError: If there is no such wave, or nothing of theirs in it.
    """
    row_id = respondent_ids(work).get(respondent_id)
    found = [] if row_id is None else answers_of(work, [row_id])
    if row_id is None or not found:
        raise UnknownRespondentError(respondent_id, None)
    if wave is not None:
        wave_id = wave_named(work, wave)
        found = [each for each in found if each.wave_id == wave_id]
        if not found:
            raise NothingInWaveError(respondent_id, wave)
    [uid] = work.records.uids_of("respondent", [row_id])
    return _whose(work, uid, found)


def same_answers(work: Reading, whose: Whose) -> Whose:
    """Return a respondent's answers in another copy of the project, in the same waves; none may be there."""
    if not work.records.known_uids("respondent", [whose.uid]):
        return _whose(work, whose.uid, [])
    found = answers_of(work, work.records.ids_of("respondent", [whose.uid]))
    there = work.records.known_uids("wave", whose.wave_uids)
    waves = work.records.ids_of("wave", sorted(there))
    return _whose(work, whose.uid, [each for each in found if each.wave_id in waves])


def _whose(work: Reading, uid: str, found: Sequence[AnswerOrigin]) -> Whose:
    waves = {each.wave_id: each.wave for each in found}
    return Whose(
        uid,
        tuple(each.answer_id for each in found),
        frozenset(each.question_id for each in found),
        tuple(waves.values()),
        tuple(work.records.uids_of("wave", list(waves))),
    )


def forget(
    work: Writing, whose: Whose, *, words: Collection[str] = (), known: Collection[str] = ()
) -> Blanked:
    """Blank what answers say and ever said, what was written about them, and quotations of them elsewhere.

    Codings stay, on the whole answer, and so do states, looks, flags and samples: whatever is counted is
    counted as before. The history stays whole; what it shows of the texts is a tombstone. The act cannot be
    undone, nor can older ones that marked places in these answers.

    Args:
        work: The act, of the coder who forgets; its operation is ``FORGET``.
        whose: The answers.
        words: Words to take out of what people wrote, such as a name, however few they are.
        known: What the respondent wrote, as known from elsewhere.
    """
    now = texts_said_now(work, whose.answers)
    ever = texts_ever_said(work, whose.answers)
    about = texts_ever_about(work, whose.answers)
    bodies = bodies_by_uid(work.connection, ever)
    sayings = Sayings([*bodies.values(), *known], words)
    same = leave_out_others(work, sayings, set(whose.answers), [bodies[uid] for uid in now if uid in bodies])
    taken_away = _take_away(work, whose.answers)
    saying = [answer_id for answer_id in whose.answers if _says_something(work, answer_id, bodies)]
    _let_go_of_places(work, saying)
    leave_tombstones(work, saying)
    blank_texts(work, ever | about)
    quoting = quoting_texts(work, sayings) if sayings else []
    _take_out(work, quoting)
    return Blanked(
        answers=len(saying),
        earlier=len(bodies.keys() - now),
        taken_away=taken_away,
        quotations=Counter((each.noun, each.field) for text in quoting for each in text.holders),
        earlier_quotations=sum(not text.holders for text in quoting),
        names=quoting_names(work, sayings) if sayings else {},
        same_elsewhere=same,
        known_by=known_in_files(sayings, [*bodies.values(), *known]) + tuple(words),
    )


def known_in_files(sayings: Sayings, texts: Sequence[str]) -> tuple[str, ...]:
    """Return the parts of texts that nobody else says, by which their bytes are known."""
    found = dict.fromkeys(part for text in texts for part in stretches(text))
    return tuple(part for part in found if sayings.quoted_in(part))


def _says_something(work: Reading, answer_id: int, bodies: Mapping[str, str]) -> bool:
    return bool(texts_said_now(work, [answer_id]) & bodies.keys())


def _take_away(work: Writing, answer_ids: Sequence[int]) -> dict[str, int]:
    """Take away what was written about answers, and proposals that nobody could decide on any more."""
    rows = {noun: rows_on_answers(work, noun, answer_ids) for noun in ABOUT_ANSWERS}
    rows["proposal"] = [each.id for each in proposals_on(work, answer_ids) if each.decision is None]
    for noun, ids in rows.items():
        work.delete(noun, ids)
    return {noun: len(ids) for noun, ids in rows.items() if ids}


def _let_go_of_places(work: Writing, answer_ids: Sequence[int]) -> None:
    """Let codings stand on whole answers: a place in a text that is gone means nothing."""
    placed = [
        coding.id
        for codings in codings_of(work, answer_ids).values()
        for coding in codings
        if coding.excerpts
    ]
    update_many(work, "coding", {coding_id: {"excerpts": []} for coding_id in placed})


def _take_out(work: Writing, quoting: Sequence[QuotingText]) -> None:
    """Write texts anew without their quotations; what they said before is blanked."""
    for text in quoting:
        for each in text.holders:
            work.update(each.noun, each.row_id, **{each.field: text.without})
    blank_texts(work, [text.uid for text in quoting])
