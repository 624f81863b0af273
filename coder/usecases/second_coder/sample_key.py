"""What a new coder gave the answers of a training set, beside the key."""

from __future__ import annotations

from dataclasses import dataclass

from coder.domain.question import Question
from coder.store.answers import answers_by_id
from coder.store.codes import codes_of
from coder.store.samples import Sample, given_in
from coder.store.unit_of_work import Reading


@dataclass(frozen=True)
class KeyDifference:
    """An answer that was not coded as the key has it."""

    respondent_id: str
    wave: str
    text: str
    missing: tuple[str, ...]
    """Paths of the codes that only the key has."""
    extra: tuple[str, ...]
    """Paths of the codes that only the new coder gave."""


@dataclass(frozen=True)
class HeldAgainstKey:
    """A training set held against its key."""

    answers: int
    """Those that were done."""
    equal: int
    differences: tuple[KeyDifference, ...]
    """In the order they were coded."""


def key_differences(work: Reading, question: Question, sample: Sample) -> HeldAgainstKey:
    """Hold what was frozen of a training set against its key."""
    paths = {code.uid: code.written_path for code in codes_of(work, question.codebook_id)}
    given = given_in(work, sample.id)
    own = {each.answer_id: set(each.codes) for each in given if each.coder_id == sample.coder_id}
    key = {each.answer_id: set(each.codes) for each in given if each.coder_id != sample.coder_id}
    done = [answer_id for answer_id in key if answer_id in own]
    answers = answers_by_id(work, done)
    found = [
        KeyDifference(
            answers[each].respondent_id,
            answers[each].wave,
            answers[each].text,
            missing=_paths(paths, key[each] - own[each]),
            extra=_paths(paths, own[each] - key[each]),
        )
        for each in done
        if own[each] != key[each]
    ]
    return HeldAgainstKey(len(done), len(done) - len(found), tuple(found))


def _paths(paths: dict[str, str], uids: set[str]) -> tuple[str, ...]:
    return tuple(path for uid, path in paths.items() if uid in uids)
