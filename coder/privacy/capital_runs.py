"""Runs of words with capitals: what may be a name of a person, a project or a body."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from coder.privacy.answer import Answer, Word
from coder.privacy.lists import is_ordinary


@dataclass(frozen=True)
class CapitalRun:
    """Words with capitals that follow each other, from ``first`` to ``last`` in the answer's words.

    ``opens`` if its first word opens a sentence, so that its capital says nothing. Words joined by a hyphen and
    initials belong to it; a run begins with no ordinary word that opens a sentence.
    """

    first: int
    last: int
    parts: tuple[int, ...]
    opens: bool


def capital_runs(answer: Answer) -> Iterator[CapitalRun]:
    """Yield the runs of an answer, in order; names that are known and are no places end a run."""
    parts: list[int] = []
    for at, word in enumerate(answer.words):
        if parts and not _goes_on(answer, parts[-1], at):
            if _is_link(answer, parts[-1], at):
                continue
            yield from _run(answer, parts)
            parts = []
        if _is_part(word, begun=bool(parts)) and at not in answer.taken:
            parts.append(at)
    yield from _run(answer, parts)


def _is_part(word: Word, begun: bool) -> bool:
    if word.shouted or not word.is_letters:
        return False
    is_initial = len(word.text) == 1 and word.text.isupper()
    return word.is_capitalised or is_initial or (begun and word.is_capitals and len(word.text) > 3)


def _goes_on(answer: Answer, last: int, at: int) -> bool:
    between = answer.text[answer.words[last].end : answer.words[at].start]
    is_initial = len(answer.words[last].text) == 1
    allowed = (" ", "\u00a0", "-", ". ", ".") if is_initial else (" ", "\u00a0", "-")
    word = answer.words[at]
    return between in allowed and word.sentence == answer.words[last].sentence and word.text[0].isupper()


def _is_link(answer: Answer, last: int, at: int) -> bool:
    """Tell whether this is the hyphen or the full stop between two parts."""
    word = answer.words[at]
    return word.start == answer.words[last].end and (
        word.text == "-" or (word.text == "." and len(answer.words[last].text) == 1)
    )


def _run(answer: Answer, parts: list[int]) -> Iterator[CapitalRun]:
    opens = bool(parts) and answer.words[parts[0]].opens
    if opens and len(parts) > 1 and is_ordinary(answer.words[parts[0]].text) and answer.joined(parts[0]):
        parts, opens = parts[1:], False
    if parts and not all(len(answer.words[at].text) == 1 for at in parts):
        yield CapitalRun(parts[0], parts[-1], tuple(parts), opens)
