"""The history to look through: all acts at once as heads, a page of them in words, one act in detail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from coder.domain.entry import FACTS, REDO, UNDO, Change, Entry
from coder.domain.errors import WrongUseError
from coder.messages import _, ngettext
from coder.store.answers import question_of
from coder.store.coders import all_coders
from coder.store.history import entries_numbered
from coder.store.history_page import (
    Act,
    SomeChanges,
    acts_after,
    acts_newest_first,
    acts_touching,
    some_changes,
)
from coder.store.names import NameBook
from coder.store.nouns import ON_ANSWERS
from coder.store.questions import all_questions
from coder.store.rows_about import rows_about
from coder.store.undo import undoable_entry
from coder.store.unit_of_work import Reading, Writing
from coder.usecases.history.details import ToldChange, told_changes
from coder.usecases.history.in_words import Told, about_in_words, operation_in_words, take_back

MOST_CHANGES = 200
"""How many changes of a bulk act are read to tell of it."""


class ActKind(StrEnum):
    """What acts are about, as people look for them."""

    CODING = "coding"
    CODES = "codes"
    NOTES = "notes"
    PROJECT = "project"


_KINDS = {
    ActKind.CODING: {
        "set_code",
        "remove_code",
        "remove_excerpt",
        "make_whole",
        "mark_done",
        "reopen",
        "take_out",
        "set_code_for_all",
        "remove_code_for_all",
        "carry_over",
        "code_together",
        "import_codings",
        "import_coded",
        "settle",
        "settle_equal",
        "park_answer",
        "unsettle",
    },
    ActKind.NOTES: {"write_note", "deal_with_note", "set_flag", "remove_flag"},
    ActKind.PROJECT: {
        "new_project",
        "new_coder",
        "rename_coder",
        "import_survey",
        "set_question",
        "order_levels",
        "name_wave",
        "order_waves",
        "set_missing_levels",
        "deal",
        "tag",
    },
}


class NotTheLatestError(WrongUseError):
    """Something was done in between, so that another act would be taken back than the one meant."""

    def __init__(self) -> None:
        super().__init__(_("You have done something else since. Look again what your latest act is."))


@dataclass(frozen=True)
class Acts:
    """All acts there are, newest first."""

    acts: tuple[Act, ...]
    coders: Mapping[int, str]
    taken_back: Mapping[int, int]
    """By entry: the number of the undo that took it back, where that stands."""
    touching: frozenset[int] | None = None
    """Where one answer or code was asked for: the acts that touched it."""
    is_whole: bool = True
    """Whether no older acts are left to read."""

    def first_done(self, act: Act) -> Act:
        """Return the act an undo or redo was about in the first place; the act itself if it is neither."""
        by_number = self._by_number
        while act.undoes is not None and act.undoes in by_number:
            act = by_number[act.undoes]
        return act

    def kind(self, act: Act) -> ActKind:
        """Return what an act is about."""
        operation = self.first_done(act).operation
        return next((kind for kind, named in _KINDS.items() if operation in named), ActKind.CODES)

    def mine_down_to(self, number: int, coder_id: int) -> list[int]:
        """Return a coder's acts to take back, from the latest down to one; empty if that cannot be."""
        mine = []
        for act in self.acts:
            if act.number < number:
                break
            if act.coder_id == coder_id and self.is_open(act):
                mine.append(act.number)
        return mine if number in mine[-1:] else []

    def is_open(self, act: Act) -> bool:
        """Whether an act stands and is of a kind that can be taken back."""
        is_act = act.operation not in (UNDO, REDO) and act.operation not in FACTS
        return is_act and act.number not in self.taken_back

    @cached_property
    def _by_number(self) -> Mapping[int, Act]:
        return {act.number: act for act in self.acts}


def latest_acts(work: Reading, most: int) -> Acts:
    """Return the heads of the latest acts: at once, however long the history is."""
    acts = acts_newest_first(work, most)
    coders = {coder.id: coder.name for coder in all_coders(work)}
    return Acts(tuple(acts), coders, taken_back_by(acts), is_whole=len(acts) < most)


def all_acts(work: Reading, *, answer_id: int | None = None, code_id: int | None = None) -> Acts:
    """Return the heads of all acts, and which of them touched one answer or one code."""
    touching = None
    if answer_id is not None:
        touching = acts_touching(work, rows_about(work, "answer", answer_id))
    elif code_id is not None:
        touching = acts_touching(work, rows_about(work, "code", code_id))
    acts = acts_newest_first(work)
    coders = {coder.id: coder.name for coder in all_coders(work)}
    return Acts(tuple(acts), coders, taken_back_by(acts), touching)


def with_newer(work: Reading, known: Acts) -> Acts:
    """Return all acts there are, of which those known were read before; only newer ones are read."""
    newer = acts_after(work, known.acts[0].number if known.acts else 0)
    coders = {coder.id: coder.name for coder in all_coders(work)}
    taken_back = {**known.taken_back, **taken_back_by(newer)}
    return replace(known, acts=(*newer, *known.acts), coders=coders, taken_back=taken_back)


def taken_back_by(acts: Iterable[Act]) -> dict[int, int]:
    """Return, by entry, the undo that took it back and stands; what was done again is not among them."""
    found: dict[int, int] = {}
    for act in acts:
        if act.undoes is not None and act.number not in found:
            found[act.undoes] = act.number
    return found


def told_page(work: Reading, numbers: Sequence[int]) -> list[Told]:
    """Tell some acts in words; of a bulk act the rows are counted, and only its first changes come along."""
    entries = {entry.number: entry for entry in entries_numbered(work, numbers)}
    found = some_changes(work, numbers, MOST_CHANGES)
    names = NameBook(work)
    names.learn_answers(_answers_named(change for some in found.values() for change in some.changes))
    return [_told(names, entries[number], found[number]) for number in numbers]


def act_in_full(work: Reading, number: int) -> tuple[Told, list[ToldChange]]:
    """Tell one act with what it changed, as far as that fits on a screen."""
    [told] = told_page(work, [number])
    return told, told_changes(work, told.changes)


def answer_of_act(work: Reading, number: int) -> tuple[int, str] | None:
    """Return the answer an act was about and its question's key; None if it was about several, or none."""
    some = some_changes(work, [number], MOST_CHANGES)[number]
    names = NameBook(work)
    on = {
        names.standing(
            each.noun, each.uid, each.after if isinstance(each.after, dict) else each.before
        ).answer
        for each in some.changes
        if each.noun in ON_ANSWERS
    } - {""}
    if len(on) != 1 or some.counts:
        return None
    [uid] = on
    if not work.records.known_uids("answer", [uid]):
        return None
    [answer_id] = work.records.ids_of("answer", [uid])
    question_id = question_of(work, answer_id)
    return answer_id, next(each.key for each in all_questions(work) if each.id == question_id)


def take_back_this(work: Writing, number: int) -> int:
    """Take back the coder's latest act, if it is the one meant.

    Raises:
        NotTheLatestError: If it is not; nothing is changed.
        BuiltUponError: If others built on it; names them.
    """
    if work.coder_id is None or undoable_entry(work, work.coder_id) != number:
        raise NotTheLatestError
    return take_back(work)


def _told(names: NameBook, entry: Entry, some: SomeChanges) -> Told:
    about = _counted(some.counts) if some.counts else about_in_words(names, some.changes)
    return Told(entry, some.changes, operation_in_words(entry), about)


def _answers_named(changes: Iterable[Change]) -> Iterator[str]:
    for change in changes:
        for side in (change.before, change.after):
            if isinstance(side, dict) and isinstance(side.get("answer"), str):
                yield side["answer"]


def _counted(counts: Mapping[str, int]) -> str:
    words = {
        "answer": ngettext("{n} answer", "{n} answers", counts.get("answer", 0)),
        "coding": ngettext("{n} coding", "{n} codings", counts.get("coding", 0)),
        "code": ngettext("{n} code", "{n} codes", counts.get("code", 0)),
        "respondent": ngettext("{n} respondent", "{n} respondents", counts.get("respondent", 0)),
        "coded": ngettext("state of {n} answer", "state of {n} answers", counts.get("coded", 0)),
    }
    told = [said.format(n=counts[noun]) for noun, said in words.items() if counts.get(noun)]
    return " · ".join(told[:2])
